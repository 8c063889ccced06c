"""A raster's view → pictures in pixels: set by WeasyPrint with our fonts alone, drawn by PDFium.

Share cards and covers are pages like any other: a template and a style sheet, which a project may
change. All pictures of a view are one document, so that fonts are cut once. Equal views, the same
bytes: nothing is stamped on them, and both libraries are pinned.
"""

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from digest.fonts import replace_uncovered
from digest.render import features
from digest.render.artifact import Artifact, Rendered, Task, Workshop
from digest.render.html import filled
from digest.render.image import QUALITY
from digest.render.templates import bytes_of
from digest.render.typesetting import SCHEME, Files, nothing_said
from digest.view.card import CardView, RasterView

STYLE = "card.css"

FITS = 6
"""How many sizes of type a style sheet has (`.fit-0` to `.fit-5`): the largest that fits is taken."""

COLOURS = 16
"""Of a drawing: ink, paper, one accent and the steps between them at the edges of glyphs, in four bits."""

PIXELS_A_POINT = 96 / 72
"""A pixel of CSS is three quarters of a point, and here it is one of the picture."""


def render_raster(task: Task, workshop: Workshop) -> Rendered:
    """All pictures of a view. Facts: width and height in pixels, and the bytes of all."""
    assert isinstance(task.view, RasterView)
    view = task.view
    files = Files(view.files, workshop.root)
    with nothing_said(task.address, STYLE):
        style = _style(view.width, view.height, workshop.templates)
        documents = [_fitting(task, card, style, files, workshop) for card in view.cards]
        pages = [document.pages[0] for document in documents]
        paper = documents[0].copy(pages).write_pdf()
    artifacts = tuple(
        Artifact(card.address, _encoded(image, card.format))
        for card, image in zip(view.cards, _drawn(paper, view), strict=True)
    )
    total = sum(len(one.data) for one in artifacts)
    facts: dict[str, int | str] = {"width": view.width, "height": view.height, "bytes": total}
    return Rendered(task.address, artifacts, facts)


def _fitting(task: Task, card: CardView, style: Any, files: Files, workshop: Workshop) -> Any:
    """A card set in the largest type with which all of it stays on its page, else shortened."""
    for fit in range(FITS):
        document = _set(task, card, fit, style, files, workshop)
        if len(document.pages) == 1:
            return document
    words = card.headline.text
    while len(document.pages) > 1 and len(words) > 1:
        words = words[: len(words) * 9 // 10]
        shorter = replace(card.headline, text=f"{words.rstrip()}…")
        document = _set(task, replace(card, headline=shorter), FITS - 1, style, files, workshop)
    return document


def _set(task: Task, card: CardView, fit: int, style: Any, files: Files, workshop: Workshop) -> Any:
    import weasyprint

    assert isinstance(task.view, RasterView)
    chrome = task.view.chrome
    values = {"card": card, "chrome": chrome, "words": chrome.words, "form": task.view.form, "fit": fit}
    html = replace_uncovered(filled(task.template, values, workshop))
    return weasyprint.HTML(string=html, base_url=SCHEME, url_fetcher=files.fetcher()).render(
        stylesheets=[style[0]], font_config=style[1]
    )


@cache
def _style(width: int, height: int, folders: tuple[Path, ...]) -> tuple[Any, Any]:
    """The style sheet for a size in pixels and the font configuration, parsed once a process."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    features.install()
    fonts = FontConfiguration()
    size = f"@page {{ size: {width}px {height}px; margin: 0 }}\n"
    text = size + bytes_of(STYLE, folders).decode("utf-8")
    return weasyprint.CSS(string=text, font_config=fonts), fonts


def _drawn(paper: bytes, view: RasterView) -> list[Image.Image]:
    """Each page of a document as a picture of exactly the view's size."""
    import pypdfium2

    drawn = []
    with pypdfium2.PdfDocument(paper) as document:
        for page in document:
            image = page.render(scale=PIXELS_A_POINT).to_pil().convert("RGB")
            drawn.append(image.crop((0, 0, view.width, view.height)))
    return drawn


def _encoded(image: Image.Image, kind: str) -> bytes:
    """PNG of few colours for drawings, JPEG for photographs."""
    buffer = io.BytesIO()
    if kind == "jpeg":
        image.save(buffer, "jpeg", quality=QUALITY, optimize=True, progressive=True)
    else:
        few = image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(buffer, "png", compress_level=6)  # 9 takes eight times as long for a twentieth less
    return buffer.getvalue()
