"""A block of a Markdown text → where each character of its content stands in the text."""

from bisect import bisect_right
from collections.abc import Sequence

from markdown_it.token import Token


class Rows:
    """The lines of one block, so that an offset in its content finds its line and column."""

    def __init__(self, lines: Sequence[str], block: Token) -> None:
        self.lines = lines
        self.first = block.map[0] if block.map else 0
        self.rows = block.content.split("\n")
        self.shifts: dict[int, int] = {}
        self.starts = [0]
        for row in self.rows[:-1]:
            self.starts.append(self.starts[-1] + len(row) + 1)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column in the text (from 0) of an offset in the block's content."""
        row = bisect_right(self.starts, offset) - 1
        line = min(self.first + row, len(self.lines) - 1)
        return line, self._shift(row, line) + offset - self.starts[row]

    def _shift(self, row: int, line: int) -> int:
        """How many columns the text's line has before the block's (quotes, list marks)."""
        if row not in self.shifts:
            text = self.rows[row]
            inside = text.strip()
            prefix = max(0, self.lines[line].find(inside)) if inside else 0
            self.shifts[row] = prefix - (len(text) - len(text.lstrip()))
        return self.shifts[row]
