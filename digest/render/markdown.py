"""An issue's view → Markdown (CommonMark with tables), for programs and people who read plain text.

Bodies come from their finished HTML, not from what editors typed: marks are resolved, headings
stand at their level, and what is HTML in a text stays text in any reader.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from markupsafe import Markup, escape

from digest import address
from digest.render.artifact import Artifact, Rendered, Task, Workshop
from digest.render.elements import Element, tree
from digest.render.html import filled
from digest.view.markdown import MarkdownView

_SPECIAL = re.compile(r"[\\`*\[\]|]|~(?=~)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""What opens something inside a line."""

_OPENING = re.compile(
    r"^(\s*)(?:(#{1,6}(?=\s|$)|[+-](?=\s|$)|=+\s*$|-+\s*$|>)|(\d+)([.)])(?=\s|$))", re.MULTILINE
)
"""What makes a block of a line that it begins."""

_ENTITY = re.compile(r"&(?=#?\w+;)")
_RARE = re.compile(r"[\\`*\[\]|~_&<]")
_MAY_OPEN = re.compile(r"\s*[-#+>=\d]|.*\n")
"""What a text must have for any of these to be found in it: most have none of it."""

_BLANK = re.compile(r"\n{3,}")
_NEEDS_ANGLES = re.compile(r"[\s()<>]")
"""What no address holds that stands in Markdown without angle brackets."""

_INLINE = frozenset(
    {"a", "br", "code", "del", "em", "img", "ins", "s", "span", "strong", "sub", "sup", "wbr"}
)


def render_markdown(task: Task, workshop: Workshop) -> Rendered:
    """An issue as one file of Markdown."""
    view = task.view
    assert isinstance(view, MarkdownView)
    values = {
        "chrome": view.chrome,
        "words": view.chrome.words,
        "issue": view.issue,
        "producers": view.producers,
        "bulletins": view.bulletins,
        "url": view.url,
        "full": partial(address.absolute, view.chrome.base_url),
        "plain": plain,
        "rich": rich,
    }
    text = _BLANK.sub("\n\n", filled(task.template, values, workshop)).strip() + "\n"
    return Rendered(task.address, (Artifact(task.address, text.encode()),))


def plain(text: str) -> Markup:
    """A plain text, with what Markdown or HTML would take for more escaped."""
    return Markup(_plain(text))  # noqa: S704 – this is what escapes


def _plain(text: str) -> str:
    if _RARE.search(text):
        text = _SPECIAL.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text).replace("<", "&lt;"))
    return _OPENING.sub(_opened, text) if _MAY_OPEN.match(text) else text


def _opened(found: re.Match[str]) -> str:
    space, sign, number, stop = found.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{stop}"


def rich(html: str) -> Markup:
    """Finished HTML of ours as Markdown."""
    return Markup("\n\n".join(_blocks(tree(html))))  # noqa: S704 – every text in it went through `plain`


def _blocks(node: Element) -> Iterator[str]:
    """The blocks inside a node; runs of text between them are blocks of their own."""
    run: list[Element | str] = []
    for child in node.children:
        if isinstance(child, str) or child.tag in _INLINE:
            run.append(child)
            continue
        yield from _paragraph(run)
        run = []
        yield from _BLOCKS.get(child.tag, _blocks)(child)
    yield from _paragraph(run)


def _paragraph(run: list[Element | str]) -> Iterator[str]:
    text = _inline(run).strip()
    if text:
        yield text


def _heading(node: Element) -> Iterator[str]:
    yield f"{'#' * int(node.tag[1])} {_inline(node.children).strip()}"


def _text_block(node: Element) -> Iterator[str]:
    yield from _paragraph(node.children)


def _list(node: Element) -> Iterator[str]:
    items = [child for child in node.children if isinstance(child, Element)]
    loose = any(isinstance(one, Element) and one.tag == "p" for item in items for one in item.children)
    first = int(node.attribute("start", "1"))
    lines = []
    for number, item in enumerate(items, first):
        marker = f"{number}. " if node.tag == "ol" else "- "
        inside = ("\n\n" if loose else "\n").join(_blocks(item))
        lines.append(
            marker + inside.replace("\n", "\n" + " " * len(marker)).replace(" " * len(marker) + "\n", "\n")
        )
    yield ("\n\n" if loose else "\n").join(lines)


def _quote(node: Element) -> Iterator[str]:
    yield "\n".join(f"> {line}".rstrip() for line in "\n\n".join(_blocks(node)).split("\n"))


def _verbatim(node: Element) -> Iterator[str]:
    text = node.text.rstrip("\n")
    fence = _fence(text, 3)
    if "<" in text:  # a tag in a fence would still be one to a reader that knows no fences
        yield f"<pre><code>{escape(text)}</code></pre>"
    else:
        yield f"{fence}\n{text}\n{fence}"


def _rule(node: Element) -> Iterator[str]:
    yield "---"


def _table(node: Element) -> Iterator[str]:
    rows = [_row(row) for row in _all(node, "tr")]
    if rows:
        yield "\n".join([rows[0], "|" + " --- |" * (rows[0].count(" | ") + 1), *rows[1:]])


def _row(row: Element) -> str:
    cells = [_inline(cell.children).strip() for cell in row.children if isinstance(cell, Element)]
    return f"| {' | '.join(cells)} |"


_BLOCKS: dict[str, Callable[[Element], Iterator[str]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "p": _text_block,
    "ul": _list,
    "ol": _list,
    "blockquote": _quote,
    "pre": _verbatim,
    "hr": _rule,
    "table": _table,
}


def _inline(children: list[Element | str]) -> str:
    return "".join(_run(child) for child in children)


def _run(node: Element | str) -> str:
    if isinstance(node, str):
        return _plain(node.replace("\n", " "))
    inside = _inline(node.children)
    if node.tag == "code":
        text = node.text
        fence = _fence(text, 1)
        return f"<code>{escape(text)}</code>" if "<" in text else f"{fence}{text}{fence}"
    if node.tag == "a":
        return _link(inside, node.attribute("href"))
    if node.tag == "br":
        return "\\\n"
    wrap = {"strong": "**", "em": "*"}.get(node.tag, "")
    return f"{wrap}{inside}{wrap}" if inside else ""


def _link(inside: str, target: str) -> str:
    """A link; a mark names the definition of its reference, which stands at the end."""
    if target.startswith("#"):
        return f"[{inside}][{target[1:]}]"
    return f"[{inside}]({target})" if not _NEEDS_ANGLES.search(target) else f"[{inside}](<{target}>)"


def _fence(text: str, least: int) -> str:
    runs = re.findall(r"`+", text)
    return "`" * max(least, *(len(run) + 1 for run in runs), least)


def _all(node: Element, tag: str) -> Iterator[Element]:
    for child in node.children:
        if isinstance(child, Element):
            if child.tag == tag:
                yield child
            yield from _all(child, tag)
