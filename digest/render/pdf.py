"""A bulletin's view → PDF, by WeasyPrint with our fonts alone.

Nothing is fetched: pictures come by the virtual scheme `digest:` from the view itself, so that no
path of the machine is in the bytes, and anything else asked for is refused. A warning of
WeasyPrint is an error of the build, since what it warns of is missing on paper.
"""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from digest.diagnostic import Message
from digest.fonts import isolate, replace_uncovered
from digest.load.pictures import SIZE_LIMIT
from digest.load.tree import read
from digest.render import justify, tags
from digest.render.artifact import Artifact, Rendered, RenderError, Task, Workshop
from digest.render.compact import compact
from digest.render.html import fill
from digest.render.image import rendition
from digest.render.templates import bytes_of
from digest.view import BulletinView, CopyView, ImageView

STYLES = {"a4": ("bulletin.css",), "phone": ("bulletin.css", "bulletin-phone.css")}
"""The style sheets of each form, the later after the earlier."""

SCHEME = "digest:"
LEFT_ALIGNED = "html:lang(zh), html:lang(en) [lang|=zh] { text-align: left }"
"""For a WeasyPrint that our justification was not tried with."""

VARIANT = "pdf/ua-1"
"""Tagged, with language and titles (ISO 14289-1); what was checked of it is in the tests."""


def prepare(folder: Path) -> None:
    """Shut a process off from all fonts but ours, before WeasyPrint is imported in it."""
    isolate(folder)


def render_pdf(task: Task, workshop: Workshop) -> Rendered:
    """One bulletin. Its facts are its pages, its size in bytes and the hash of these."""
    assert isinstance(task.view, BulletinView)
    html = replace_uncovered(fill(task.template, task.view, workshop))
    with _nothing_said(task.address):
        data, pages = _set(html, _style(workshop.templates, task.view.form), _Files(task.view, workshop))
    digest = hashlib.sha256(data).hexdigest()
    facts: dict[str, int | str] = {"bytes": len(data), "pages": pages, "sha256": digest}
    return Rendered(task.address, (Artifact(task.address, data),), facts)


def _set(html: str, style: Any, files: "_Files") -> tuple[bytes, int]:
    import weasyprint

    document = weasyprint.HTML(string=html, base_url=SCHEME, url_fetcher=files.fetcher()).render(
        stylesheets=[style[0]], font_config=style[1]
    )
    for page in document.pages:
        page.links[:] = [link for link in page.links if _is_whole(link[3])]
    data = document.write_pdf(pdf_variant=VARIANT, finisher=compact)
    assert isinstance(data, bytes)
    return data, len(document.pages)


def _is_whole(box: Any) -> bool:
    """Whether a box is a link's own: WeasyPrint makes links of all boxes within too, one over the other."""
    return box.element is not None and box.element_tag == "a"


@cache
def _style(folders: tuple[Path, ...], form: str) -> tuple[Any, Any]:
    """The style sheet of a form and the font configuration, parsed once a process."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    text = "\n".join(bytes_of(name, folders).decode("utf-8") for name in STYLES[form])
    tags.install()
    if not justify.install():
        text += LEFT_ALIGNED
    return weasyprint.CSS(string=text, font_config=fonts), fonts


class _Files:
    """The pictures that a bulletin may show, by their virtual addresses."""

    def __init__(self, view: BulletinView, workshop: Workshop) -> None:
        self.files = dict(view.files)
        self.root = workshop.root

    def bytes_at(self, address: str) -> bytes:
        """The bytes of a picture. Raises KeyError for whatever is none of them."""
        file = self.files[address]
        if isinstance(file, ImageView):
            return rendition(read(self.root, file.path, SIZE_LIMIT), file)
        assert isinstance(file, CopyView)
        return read(self.root, file.path, SIZE_LIMIT)

    def fetcher(self) -> Any:
        """WeasyPrint's way to a file: ours, and no other."""
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

        files = self

        class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
            def fetch(self, url: str, headers: Any = None) -> Any:
                if url.startswith("data:"):
                    return super().fetch(url, headers)
                if not url.startswith(SCHEME):
                    raise FatalURLFetchingError(f"nothing is fetched: {url}")
                try:
                    data = files.bytes_at(url.removeprefix(SCHEME))
                except KeyError:
                    raise FatalURLFetchingError(f"the bulletin has no picture {url}") from None
                return URLFetcherResponse(url, body=data)

        return Fetcher()


@contextmanager
def _nothing_said(address: str) -> Iterator[None]:
    """Turn what WeasyPrint logs or refuses into an error that names the bulletin."""
    from weasyprint.urls import FatalURLFetchingError

    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    listener = Listener(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    propagates, logger.propagate = logger.propagate, False
    try:
        yield
    except FatalURLFetchingError as error:
        said.append(str(error))
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagates
    if said:
        raise _warned(address, said)


def _warned(address: str, said: list[str]) -> RenderError:
    listed = "; ".join(dict.fromkeys(said))
    return RenderError(
        "pdf-warning",
        "templates/bulletin.css",
        0,
        Message(f"WeasyPrint warned while setting {address}: {listed}", f"排版 {address} 时：{listed}"),
        Message(
            "what it warns of would be missing on paper: mend the style sheet or template",
            "告警的内容不会出现在纸面上：请修改样式表或模板",
        ),
    )
