"""A page's view → its HTML, by Jinja2 with autoescape and StrictUndefined.

A template gets the fields of its view, the interface's words, and `link`, a pure function of the
page's address. There is no clock, no publication and nothing lazy in its reach.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from digest import address
from digest.diagnostic import Message
from digest.markup.typography import kept, spaced
from digest.render.artifact import Artifact, Rendered, RenderError, Task, Workshop
from digest.render.lean import Lean
from digest.render.linked import linked
from digest.render.stack import stacked
from digest.render.templates import find
from digest.view.page import Chrome, Page


def render_html(task: Task, workshop: Workshop) -> Rendered:
    """A page as one file."""
    text = fill(task.template, task.view, workshop)
    return Rendered(task.address, (Artifact(address.file_of(task.address), text.encode()),))


def fill(template: str, view: object, workshop: Workshop) -> str:
    """A template filled with a view. Raises RenderError with the template's file and line."""
    return filled(template, context(view), workshop)


def filled(template: str, values: dict[str, Any], workshop: Workshop) -> str:
    """A template filled with values. Raises RenderError with the template's file and line."""
    try:
        return environment(workshop.templates).get_template(template).render(values)
    except jinja2.TemplateSyntaxError as error:
        raise _broken(template, error.name or template, error.lineno, error.message or "") from error
    except jinja2.TemplateError as error:
        raise _broken(template, *_where(template, error), str(error)) from error


def context(view: Any) -> dict[str, Any]:
    """What a template gets."""
    values = {field.name: getattr(view, field.name) for field in fields(view)}
    chrome = values.get("chrome")
    if isinstance(chrome, Chrome):
        values["words"] = chrome.words
        values["link"] = _linker(values.get("page"), chrome)
    return values


def _linker(page: object, chrome: Chrome) -> Callable[[str], str]:
    if isinstance(page, Page) and page.address != address.NOT_FOUND:
        return partial(address.relative, page.address)
    if isinstance(page, Page):  # served at any address, so its links begin at the host
        return partial(address.rooted, chrome.base_url)
    return partial(address.absolute, chrome.base_url)


def tables(html: str, name: str) -> Markup:
    """Finished HTML whose tables stand in boxes that scroll sideways, by keyboard too (WCAG 2.1.1)."""
    start = Markup('<div class="table" role="group" tabindex="0" aria-label="{}">').format(name)
    boxed = html.replace("<table>", f"{start}<table>").replace("</table>", "</table></div>")
    return Markup(boxed)  # noqa: S704 – HTML in a view is finished and safe


@cache
def environment(folders: tuple[Path, ...]) -> jinja2.Environment:
    """The environment of these template folders."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = find(name, folders)
        return (path.read_text(encoding="utf-8"), str(path), lambda: True) if path else None

    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.code_generator_class = Lean
    made.filters["tables"] = tables
    made.filters["linked"] = linked
    made.filters["stacked"] = stacked
    made.filters["spaced"] = spaced
    made.filters["kept"] = kept
    return made


def _where(template: str, error: BaseException) -> tuple[str, int]:
    """The template and line that a rendering failed at: the last frame that Jinja rewrote."""
    found = (template, 1)
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".html", ".xml")):
            found = (Path(name).name, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _broken(template: str, name: str, line: int, said: str) -> RenderError:
    return RenderError(
        "template-error",
        f"templates/{name}",
        line,
        Message(f"the template cannot be filled: {said}", f"模板无法渲染：{said}"),
        Message(
            f"it was rendering {template}; views are described in digest/view/",
            f"渲染 {template} 时出错；可用的字段见 digest/view/",
        ),
    )
