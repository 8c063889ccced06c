"""A phone's bulletin → its pages as pictures, for a message of pictures or an article's end.

A message takes twenty; of a longer bulletin up to three pages stand below each other in one picture,
so that nothing is left out. What is longer still is no reading for a message of pictures: then there
are none.
"""

import io
from typing import Any

from PIL import Image

from digest.model.limits import PAGES, WEIGHT
from digest.render.still import lightest

WIDTH = 1080
"""Pixels of a page: three to each of a phone's column."""

FEW = 4096
"""Colours that a page of type may have; with more there is a photograph on it."""

TOGETHER = 3
"""Pages in one picture, at most."""

COLOURS = 64
"""Of a page of type: ink, paper, the accent, and the steps at the edges of glyphs."""


def leaves(paper: bytes) -> tuple[tuple[str, bytes], ...]:
    """The pictures of a PDF's pages, in order: format and bytes, each below a megabyte."""
    import pypdfium2

    with pypdfium2.PdfDocument(paper) as document:
        together = -(-len(document) // PAGES)
        if together > TOGETHER:
            return ()
        starts = range(0, len(document), together)
        return tuple(
            _encoded(_stacked([_drawn(document[at]) for at in _within(start, together, document)]))
            for start in starts
        )


def _within(start: int, together: int, document: Any) -> range:
    return range(start, min(start + together, len(document)))


def _drawn(page: Any) -> Image.Image:
    drawn: Image.Image = page.render(scale=WIDTH / page.get_width()).to_pil()
    return drawn.convert("RGB")


def _stacked(sheet: list[Image.Image]) -> Image.Image:
    if len(sheet) == 1:
        return sheet[0]
    whole = Image.new("RGB", (max(one.width for one in sheet), sum(one.height for one in sheet)), "#ffffff")
    top = 0
    for one in sheet:
        whole.paste(one, (0, top))
        top += one.height
    return whole


def _encoded(picture: Image.Image) -> tuple[str, bytes]:
    if picture.getcolors(FEW) is None:
        return "jpg", lightest(picture, "jpeg")
    buffer = io.BytesIO()
    few = picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(buffer, "png", compress_level=6)
    data = buffer.getvalue()
    return ("png", data) if len(data) < WEIGHT else ("jpg", lightest(picture, "jpeg"))
