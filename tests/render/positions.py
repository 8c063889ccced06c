"""A PDF → its glyphs in reading order with their places in points, and the lines of its paragraphs."""

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

UNIT = 0.75
"""WeasyPrint writes sizes in CSS pixels under a scale of its own."""

SPACE = 0.25
"""A space of our faces, in em."""

NO_START = "、，。；：？！）》〉」』】〕”’…·%‰℃)]},;:?!—"
NO_END = "（《〈「『【〔“‘([{"
_UNSEEN = "-\u2010\u00ad\u200b\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character: page, both ends of its advance, baseline, em, face; the width of a space after it."""

    text: str
    page: int
    left: float
    right: float
    base: float
    em: float
    face: str = ""
    space: float = 0.0


Line = list[Glyph]


def glyphs(path: Path) -> list[Glyph]:
    """All glyphs but spaces, in the order of the text layer."""
    found: list[Glyph] = []
    with pdfium.PdfDocument(path) as document:
        for number, page in enumerate(document):
            _read(number, page.get_textpage(), found)
    return found


def _read(page: int, layer: pdfium.PdfTextPage, found: list[Glyph]) -> None:
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for index in range(layer.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(layer.raw, index))
        if raw.FPDFText_IsGenerated(layer.raw, index):
            if character == " " and found:  # a place where a space stood between two elements
                found[-1] = replace(found[-1], space=found[-1].em * SPACE)
            continue
        if raw.FPDFText_IsHyphen(layer.raw, index):
            character = "-"
        raw.FPDFText_GetCharOrigin(layer.raw, index, x, y)
        raw.FPDFText_GetLooseCharBox(layer.raw, index, box)
        em = raw.FPDFText_GetFontSize(layer.raw, index) * UNIT
        if character in " \u00a0" and found:
            found[-1] = replace(found[-1], space=box.right - box.left)
        elif not character.isspace() and unicodedata.category(character) != "Cc":
            found.append(Glyph(character, page, x.value, box.right, y.value, em, _face(layer, index)))


def _face(layer: pdfium.PdfTextPage, index: int) -> str:
    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    raw.FPDFText_GetFontInfo(layer.raw, index, name, len(name), flags)
    return name.value.decode().partition("+")[2]


def plain(text: str) -> str:
    """A text as it is compared: without spaces, hyphens and what is not seen."""
    return "".join(one for one in text if not one.isspace() and one not in _UNSEEN)


@dataclass(frozen=True, slots=True)
class Layer:
    """The text layer of a PDF without its small running heads, to be searched from front to back."""

    found: list[Glyph]
    seen: list[int]
    text: str

    @classmethod
    def of(cls, path: Path, smallest: float = 9.0) -> "Layer":
        """The layer of a file, glyphs smaller than `smallest` points left out."""
        found = [one for one in glyphs(path) if one.em >= smallest]
        seen = [index for index, one in enumerate(found) if one.text not in _UNSEEN]
        return cls(found, seen, "".join(found[index].text for index in seen))

    def place(self, text: str, after: int = 0) -> int:
        """Where a text begins. Raises AssertionError where it does not stand after that place."""
        at = self.text.find(plain(text), after)
        assert at >= 0, f"not in the text layer after {after}: {text[:60]}"
        return at

    def lines(self, text: str, after: int = 0) -> list[Line]:
        """The lines of a paragraph."""
        at = self.place(text, after)
        made: list[Line] = []
        for one in self.found[self.seen[at] : self.seen[at + len(plain(text)) - 1] + 1]:
            if made and made[-1][-1].page == one.page and abs(made[-1][-1].base - one.base) < 4:
                made[-1].append(one)
            else:
                made.append([one])
        return made


def gaps(line: Line) -> Iterator[float]:
    """What each place between two glyphs is stretched by, in em: beyond a space that stands there."""
    for one, other in pairwise(line):
        yield (other.left - one.right - one.space) / one.em


def said(line: Line) -> str:
    """The characters of a line."""
    return "".join(one.text for one in line)
