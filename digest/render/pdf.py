"""A bulletin's view → PDF, by WeasyPrint with our fonts alone.

What may be shown and what becomes of warnings is said in `typesetting.py`.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from digest.fonts import isolate, replace_uncovered
from digest.render import features, justify, tags
from digest.render.artifact import Artifact, Rendered, Task, Workshop
from digest.render.compact import compact
from digest.render.html import fill
from digest.render.templates import bytes_of
from digest.render.typesetting import SCHEME, Files, nothing_said
from digest.view.bulletin import BulletinView

STYLES = {"a4": ("bulletin.css",), "phone": ("bulletin.css", "bulletin-phone.css")}
"""The style sheets of each form, the later after the earlier."""

LEFT_ALIGNED = "html:lang(zh), html:lang(en) [lang|=zh] { text-align: left } html { hyphens: manual }"
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
    files = Files(task.view.files, workshop.root)
    with nothing_said(task.address, STYLES["a4"][0]):
        data, pages = _set(html, _style(workshop.templates, task.view.form), files)
    digest = hashlib.sha256(data).hexdigest()
    facts: dict[str, int | str] = {"bytes": len(data), "pages": pages, "sha256": digest}
    return Rendered(task.address, (Artifact(task.address, data),), facts)


def _set(html: str, style: Any, files: Files) -> tuple[bytes, int]:
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
    features.install()
    tags.install()
    if not justify.install():
        text += LEFT_ALIGNED
    return weasyprint.CSS(string=text, font_config=fonts), fonts
