"""A phone's bulletin → its pages as pictures, for a message of pictures or an article's end.

A message takes twenty; of a longer bulletin several pages stand below each other in one picture,
so that nothing is left out.
"""

import io
from collections.abc import Iterator

from PIL import Image

from digest.model.limits import PAGES, WEIGHT
from digest.render.still import lightest

WIDTH = 1080
"""Pixels of a page: three to each of a phone's column."""

FEW = 4096
"""Colours that a page of type may have; with more there is a photograph on it."""

COLOURS = 64
"""Of a page of type: ink, paper, the accent, and the steps at the edges of glyphs."""


def leaves(paper: bytes) -> tuple[tuple[str, bytes], ...]:
    """The pictures of a PDF's pages, in order: format and bytes, each below a megabyte."""
    pages = list(_drawn(paper))
    together = -(-len(pages) // PAGES)
    sheets = [pages[at : at + together] for at in range(0, len(pages), together)]
    return tuple(_encoded(_stacked(sheet)) for sheet in sheets)


def _drawn(paper: bytes) -> Iterator[Image.Image]:
    import pypdfium2

    with pypdfium2.PdfDocument(paper) as document:
        for page in document:
            yield page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")


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
