"""A file's text → the characters in its values that need a second look.

Characters are looked for in the file as it is, so that each has its place, and those outside any
value (in comments) are left out.
"""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from digest.fonts import uncovered
from digest.load.nodes import Scalar
from digest.model.record import Oddity, Place

# Characters of no width. Between emoji U+200D joins, and is fine.
_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff\u180e\u034f]")
_JOINER = "\u200d"
_EMOJI = re.compile("[\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]")


def oddities(text: str, scalars: Iterable[Scalar]) -> tuple[Oddity, ...]:
    """The odd characters of a file's values, in order."""
    listed = list(scalars)
    found = []
    if not text.isascii():
        for row, line in enumerate(text.split("\n"), 1):
            if not line.isascii():
                found += _in_line(row, line)
        found = [odd for odd in found if any(_inside(odd.place, scalar.place) for scalar in listed)]
    if "\\" in text:
        found += _escaped({odd.character for odd in found}, listed)
    return tuple(found)


def _escaped(known: Set[str], scalars: Iterable[Scalar]) -> Iterator[Oddity]:
    r"""The odd characters that are written as escapes (`"\u200b"`): their place is that of the value."""
    for scalar in scalars:
        if scalar.style == '"':
            for odd in _in_line(1, scalar.value):
                if odd.character not in known:
                    yield replace(odd, place=scalar.place)


def _in_line(row: int, line: str) -> list[Oddity]:
    found = []
    for match in _ZERO_WIDTH.finditer(line):
        if not _joins_emoji(line, match.start()):
            found.append(_oddity("zero-width", row, match.start(), match[0]))
    for column in uncovered(line):
        if not _ZERO_WIDTH.match(line[column]):
            found.append(_oddity("no-glyph", row, column, line[column]))
    return found


def _oddity(code: str, row: int, column: int, character: str) -> Oddity:
    return Oddity(character, code, (row, column + 1, row, column + 2))


def _joins_emoji(line: str, index: int) -> bool:
    around = line[index - 1 : index], line[index + 1 : index + 2]
    return line[index] == _JOINER and all(_EMOJI.match(neighbour) for neighbour in around)


def _inside(place: Place, value: Place) -> bool:
    return value[:2] <= place[:2] and place[:2] < value[2:]
