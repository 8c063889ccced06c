"""A text in plain pieces, for WeChat."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind: "" plain, strong, em, code, mark, note (the number of one), or a break."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[tuple[Run, ...], ...]
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text for WeChat: paragraph, heading, item, code, rule, quote or table.

    `level` is a heading's, `label` the number or bullet of a list's item, `depth` how many lists
    it stands in; a quote has `children`, a table `rows`.
    """

    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    label: str = ""
    depth: int = 0
    children: tuple["Block", ...] = ()
    rows: tuple[Row, ...] = ()
