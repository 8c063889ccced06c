"""Finished HTML → the same with tables that are too wide for their page as one small table a row.

A table of seven columns does not fit a phone: its figures would stand beyond the edge or one over
the other. A row of it becomes a line that says which row it is, and below it a table of two
columns, what a figure is of and the figure.
"""

import re

from markupsafe import Markup

WIDEST = {"a4": 9, "phone": 4}
"""The most columns that a table has on a form of the bulletin."""

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])([^<>]*)>(.*?)</\1>", re.DOTALL)

Cell = tuple[str, str]
"""A cell's attributes and its content."""


def stacked(html: str, form: str) -> Markup:
    """Finished HTML whose tables fit a form of the bulletin."""
    made = _TABLE.sub(lambda table: _fitting(table[0], WIDEST[form]), html)
    return Markup(made)  # noqa: S704 – HTML in a view is finished and safe


def _fitting(table: str, widest: int) -> str:
    head, *rows = [_cells(row) for row in _ROW.findall(table)] or [[]]
    if len(head) <= widest:
        return table
    return "\n".join(_row(head, row) for row in rows)


def _cells(row: str) -> list[Cell]:
    return [(attributes, content) for _, attributes, content in _CELL.findall(row)]


def _row(head: list[Cell], row: list[Cell]) -> str:
    """A row by itself: what it is called, and its cells by the names of their columns."""
    lines = "\n".join(
        f'<tr>\n<th scope="row">{name}</th>\n<td{attributes}>{content}</td>\n</tr>'
        for (_, name), (attributes, content) in zip(head[1:], row[1:], strict=False)
        if content
    )
    return f'<p class="stack">{row[0][1]}</p>\n<table class="stacked">\n<tbody>\n{lines}\n</tbody>\n</table>'
