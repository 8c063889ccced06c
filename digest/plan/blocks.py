"""A body's HTML → blocks and runs, for a form that knows no lists, tables, code and links.

WeChat's editor keeps paragraphs, headings and quotations alone. So the number of a list is text, a
table becomes rows, code becomes lines, and a link leaves its text with the number of a note.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from digest.markup.symbols import mark_symbol, resolve, split_marks
from digest.view.block import Block, Row, Run

LOWEST = 4
"""The lowest heading that WeChat keeps."""

BULLET = "•"
RULE = "＊　＊　＊"

_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "pre", "blockquote", "hr", "tr", "th", "td"}
)
"""What begins a new block."""

_ENDS = {
    "p": "",
    "ul": "item",
    "ol": "item",
    "li": "item",
    "pre": "code",
    "blockquote": "paragraph",
    **{f"h{level}": "heading" for level in range(1, 7)},
}
"""What ends a block, and which kind it was; "" is a paragraph, or an item in a list."""

_WEIGHT = {"strong": "strong", "em": "em", "code": "code"}

Mark = Callable[[tuple[str, ...]], str]
"""The words of a mark, brackets included, by the citations that it names."""

Note = Callable[[str], str]
"""The number of the note that tells an address, as `[12]`."""


def blocks(html: str, level: int, mark: Mark, note: Note) -> tuple[Block, ...]:
    """The blocks of a body (`Body.html`, symbols and all), its headings beginning at `level`."""
    reader = _Reader(mark, note)
    reader.feed(resolve(html, mark_symbol, level))
    reader.close()
    return tuple(reader.finish())


@dataclass(slots=True)
class _List:
    """A list under way: the number of its next item, or None for bullets."""

    next: int | None


@dataclass(slots=True)
class _Table:
    """A table under way."""

    rows: list[Row] = field(default_factory=list)
    cells: list[tuple[Run, ...]] = field(default_factory=list)
    is_head: bool = False


class _Reader(HTMLParser):
    """Reads what markdown-it writes, which is well formed."""

    def __init__(self, mark: Mark, note: Note) -> None:
        super().__init__(convert_charrefs=True)
        self.mark = mark
        self.note = note
        self.done: list[list[Block]] = [[]]
        self.runs: list[Run] = []
        self.inside: list[str] = []
        self.lists: list[_List] = []
        self.table = _Table()
        self.label = ""
        self.hrefs: list[tuple[str, int]] = []

    def finish(self) -> list[Block]:
        """All blocks, once everything is read."""
        self._flush("paragraph")
        return self.done[0]

    # Tags -------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._flush(self._plain())
        begins: dict[str, Callable[[str, dict[str, str]], None]] = {
            "ul": self._begin_list,
            "ol": self._begin_list,
            "li": self._begin_item,
            "blockquote": self._begin_quote,
            "table": self._begin_table,
            "tr": self._begin_row,
            "th": self._begin_head,
            "hr": self._rule,
            "br": self._break,
            "a": self._begin_link,
        }
        if tag in begins:
            begins[tag](tag, values)
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass
        if tag in _ENDS:
            self._flush(_ENDS[tag] or self._plain(), int(tag[1]) if tag[1:].isdigit() else 0)
        end = {
            "a": self._end_link,
            "ul": self._end_list,
            "ol": self._end_list,
            "blockquote": self._end_quote,
            "th": self._end_cell,
            "td": self._end_cell,
            "tr": self._end_row,
            "table": self._end_table,
        }.get(tag)
        if end:
            end()

    def handle_data(self, data: str) -> None:
        if "pre" in self.inside:
            self._code(data)
        elif data.strip() or self.runs:
            self._text(data.replace("\n", " "))

    # Pieces -----------------------------------------------------------------------------------

    def _text(self, data: str) -> None:
        kind = self._kind()
        for text, ids in split_marks(data):
            if text:
                self.runs.append(Run(text, kind))
            if ids:
                self.runs.append(Run(self.mark(ids), "mark"))

    def _code(self, data: str) -> None:
        for index, line in enumerate(data.removesuffix("\n").split("\n")):
            if index:
                self.runs.append(Run("", "break"))
            if line:
                self.runs.append(Run(_kept(line)))

    def _kind(self) -> str:
        """The most telling of what a text stands in."""
        found = [_WEIGHT[tag] for tag in self.inside if tag in _WEIGHT]
        return next((kind for kind in ("code", "strong", "em") if kind in found), "")

    def _rule(self, _: str, __: dict[str, str]) -> None:
        self._add(Block("rule", (Run(RULE),)))

    def _break(self, _: str, __: dict[str, str]) -> None:
        self.runs.append(Run("", "break"))

    def _begin_link(self, _: str, values: dict[str, str]) -> None:
        self.hrefs.append((values.get("href", ""), len(self.runs)))

    def _end_link(self) -> None:
        """An address that is its own text needs no note."""
        href, since = self.hrefs.pop()
        said = "".join(run.text for run in self.runs[since:])
        if href and said not in (href, href.removeprefix("mailto:")):
            self.runs.append(Run(self.note(href), "note"))

    # Lists, quotes, tables --------------------------------------------------------------------

    def _begin_list(self, tag: str, values: dict[str, str]) -> None:
        self.lists.append(_List(int(values.get("start") or 1) if tag == "ol" else None))

    def _begin_item(self, _: str, __: dict[str, str]) -> None:
        own = self.lists[-1]
        self.label = BULLET if own.next is None else f"{own.next}."
        if own.next is not None:
            own.next += 1

    def _end_list(self) -> None:
        self.lists.pop()

    def _begin_quote(self, _: str, __: dict[str, str]) -> None:
        self.done.append([])

    def _end_quote(self) -> None:
        self._add(Block("quote", children=tuple(self.done.pop())))

    def _begin_table(self, _: str, __: dict[str, str]) -> None:
        self.table = _Table()

    def _begin_row(self, _: str, __: dict[str, str]) -> None:
        self.table.cells, self.table.is_head = [], False

    def _begin_head(self, _: str, __: dict[str, str]) -> None:
        self.table.is_head = True

    def _end_cell(self) -> None:
        self.table.cells.append(self._taken())

    def _end_row(self) -> None:
        self.table.rows.append(Row(tuple(self.table.cells), self.table.is_head))

    def _end_table(self) -> None:
        self._add(Block("table", rows=tuple(self.table.rows)))

    # Blocks -----------------------------------------------------------------------------------

    def _plain(self) -> str:
        return "item" if self.lists else "paragraph"

    def _taken(self) -> tuple[Run, ...]:
        """The runs under way, without white space at either end."""
        taken, self.runs = self.runs, []
        while taken and not taken[0].kind and not taken[0].text.strip(" "):
            taken = taken[1:]
        while taken and (taken[-1].kind == "break" or not taken[-1].text.strip(" ")):
            taken = taken[:-1]
        return tuple(taken)

    def _flush(self, kind: str, level: int = 0) -> None:
        """Close the block under way, if there is anything in it; the first of an item has its label."""
        runs = self._taken()
        if runs:
            label, self.label = self.label, ""
            self._add(Block(kind, runs, min(LOWEST, level), label, len(self.lists)))

    def _add(self, block: Block) -> None:
        self.done[-1].append(block)


def _kept(line: str) -> str:
    """A line of code with its indentation and its runs of spaces."""
    inside = line.lstrip(" ").replace("\t", "    ")
    indent = len(line) - len(line.lstrip(" "))
    return "\u00a0" * indent + inside.replace("  ", "\u00a0 ")


def plain(some: Iterable[Run]) -> str:
    """The text of runs."""
    return "".join(run.text for run in some)
