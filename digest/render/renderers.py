"""All renderers in one list: by name, the module that renders and the libraries it stands on.

A renderer's part of a fingerprint is its own: a change of the feeds' code sets no bulletin anew.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from digest.diagnostic import Diagnostic, Severity, Span
from digest.fingerprint import code_digest, digest_of
from digest.fonts import digest as fonts_digest
from digest.render.artifact import Rendered, RenderError, Task, Workshop
from digest.render.native import native_versions

_TEMPLATES = ("jinja2", "markupsafe")
_RASTER = ("weasyprint", "pydyf", "fonttools", "tinycss2", "cssselect2", "pypdfium2", "pillow", *_TEMPLATES)
_PAPER = ("weasyprint", "pydyf", "fonttools", "tinycss2", "cssselect2", "pyphen", "pillow", *_TEMPLATES)


@dataclass(frozen=True, slots=True)
class Renderer:
    """One way to make artifacts. `templates` are those it reads beside the job's own."""

    module: str
    function: str
    libraries: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    sets_type: bool = False


RENDERERS: dict[str, Renderer] = {
    "html": Renderer("digest.render.html", "render_html", _TEMPLATES),
    "pdf": Renderer(
        "digest.render.pdf", "render_pdf", _PAPER, ("bulletin.css", "bulletin-phone.css"), sets_type=True
    ),
    "article": Renderer("digest.render.article", "render_article", _TEMPLATES),
    "raster": Renderer("digest.render.raster", "render_raster", _RASTER, ("card.css",), sets_type=True),
    "still": Renderer("digest.render.still", "render_still", ("pillow",)),
    "feed": Renderer("digest.render.feed", "render_feed", _TEMPLATES),
    "markdown": Renderer("digest.render.markdown", "render_markdown", _TEMPLATES),
    "sitemap": Renderer("digest.render.sitemap", "render_sitemap"),
    "search": Renderer("digest.render.search", "render_search"),
    "image": Renderer("digest.render.image", "render_image", ("pillow",)),
    "text": Renderer("digest.render.files", "render_text"),
    "static": Renderer("digest.render.files", "render_static"),
    "asset": Renderer("digest.render.files", "render_asset"),
    "qr": Renderer("digest.render.files", "render_qr", ("segno",)),
}


@cache
def renderer_digest(name: str) -> str:
    """The digest of a renderer: its code with all it imports, its libraries, its fonts."""
    renderer = RENDERERS[name]
    code = code_digest(renderer.module, libraries=renderer.libraries)
    if renderer.sets_type:
        return digest_of(code, fonts_digest(), native_versions())
    return code


def render(task: Task, workshop: Workshop) -> Rendered:
    """Render a task; what an editor can mend comes back as a diagnostic."""
    renderer = RENDERERS[task.renderer]
    function: Callable[[Task, Workshop], Rendered] = getattr(
        importlib.import_module(renderer.module), renderer.function
    )
    try:
        return function(task, workshop)
    except RenderError as error:
        span = Span(error.path, error.line, 1, error.line, 2) if error.line else Span(error.path)
        found = Diagnostic(error.code, Severity.ERROR, span, error.message, error.help)
        return Rendered(task.address, diagnostics=(found,))


def prepare(folder: Path) -> None:
    """Make a worker's process ready to set type."""
    from digest.render.pdf import prepare as shut_off

    shut_off(folder)
