"""HTML with symbols → HTML for one place: its marks, its level of headings.

A body is marked up once and shown in many places. What differs stands in it as a symbol, set off
by control characters, which no content can hold since `load.text` refuses them.
"""

import re
from collections.abc import Callable, Iterator

_OPEN, _CLOSE = "\x02", "\x03"
_HEADING = "\x04"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_LEVEL = re.compile(f"{_HEADING}([0-9])")

BODY_LEVEL = 2
"""The level at which headings of a body begin (##)."""


def mark_symbol(ids: tuple[str, ...]) -> str:
    """The symbol of one mark that names these citations."""
    return f"{_OPEN}{';'.join(ids)}{_CLOSE}"


def heading_symbol(level: int) -> str:
    """The symbol that stands for `h` and the level, in a tag."""
    return f"{_HEADING}{level}"


def resolve(html: str, mark: Callable[[tuple[str, ...]], str], level: int) -> str:
    """The HTML with `mark(ids)` for each mark, and headings that begin at `level`."""

    def heading(found: re.Match[str]) -> str:
        return f"h{min(6, int(found[1]) - BODY_LEVEL + level)}"

    with_levels = _LEVEL.sub(heading, html) if has_headings(html) else html
    return _MARK.sub(lambda found: mark(tuple(found[1].split(";"))), with_levels)


def has_headings(html: str) -> bool:
    """Whether HTML with symbols depends on the level at which its headings begin."""
    return _HEADING in html


def marks_in(html: str) -> list[tuple[str, ...]]:
    """The marks of a body, in order."""
    return [tuple(found.split(";")) for found in _MARK.findall(html)]


def split_marks(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A text with mark symbols in pieces: the words before each mark, and the mark (empty at the end)."""
    pieces = _MARK.split(text)
    for words, named in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        yield words, tuple(named.split(";")) if named else ()
