"""Where a Markdown text stands in its file, so that a place in the one is a place in the other."""

from dataclasses import dataclass

from digest.diagnostic import Span
from digest.load.nodes import Scalar


@dataclass(frozen=True, slots=True)
class Origin:
    """The scalar that holds a text, in its file.

    `indents` holds, for each line of the text, the columns that stand before it in the file; it
    is empty where YAML folds lines or resolves escapes, and then the whole scalar is pointed at.
    """

    span: Span
    first_line: int
    indents: tuple[int, ...]

    def at(self, line: int, column: int, length: int = 1) -> Span:
        """A stretch of the text, `line` and `column` from 0."""
        if line >= len(self.indents):
            return self.span
        row, start = self.first_line + line, self.indents[line] + column + 1
        return Span(self.span.path, row, start, row, start + length)

    def line(self, line: int) -> Span:
        """The place where a line of the text begins."""
        return self.at(line, 0)


def origin(path: str, file_lines: list[str], scalar: Scalar) -> Origin:
    """Where the lines of a scalar's value stand among the lines of its file."""
    span = Span(path, *scalar.place)
    value = scalar.value.split("\n")
    if scalar.style == "|":
        first = scalar.place[0] + 1
        return Origin(span, first, _indents(file_lines[first - 1 :], value))
    row = file_lines[scalar.place[0] - 1]
    start = scalar.place[1] - 1 + (1 if scalar.style else 0)
    if scalar.style != ">" and row.startswith(scalar.value, start):
        return Origin(span, scalar.place[0], (start,))
    return Origin(span, scalar.place[0], ())


def _indents(rows: list[str], value: list[str]) -> tuple[int, ...]:
    return tuple(len(row) - len(text) for row, text in zip(rows, value, strict=False))
