"""Views and templates → templates/README.md: what each page gets, its blocks, the small pieces.

pytest tests/test_templates.py --refresh
"""

# ruff: noqa: E501 (prose as it stands in the file)

import dataclasses
import re
import types
import typing
from collections.abc import Iterable, Iterator

from digest.render.templates import packaged
from digest.view.about import AboutPage
from digest.view.absence import NotFoundPage, RedirectPage, TombstonePage
from digest.view.archive import ArchivePage, MonthPage
from digest.view.bulletin import BulletinView
from digest.view.card import CardView
from digest.view.feed import FeedEntry
from digest.view.home import HomePage
from digest.view.issue import IssuePage
from digest.view.item import ItemPage
from digest.view.lists import CorrectionsPage, IndexPage, ListPage
from digest.view.markdown import MarkdownView
from digest.view.search import SearchPage
from digest.view.trends import TrendsPage

TEMPLATES: dict[str, type | None] = {
    "home.html": HomePage,
    "issue.html": IssuePage,
    "item.html": ItemPage,
    "archive.html": ArchivePage,
    "month.html": MonthPage,
    "index.html": IndexPage,
    "list.html": ListPage,
    "trends.html": TrendsPage,
    "search.html": SearchPage,
    "corrections.html": CorrectionsPage,
    "about.html": AboutPage,
    "tombstone.html": TombstonePage,
    "redirect.html": RedirectPage,
    "not-found.html": NotFoundPage,
    "issue.md": MarkdownView,
    "feed-entry.html": FeedEntry,
    "bulletin.html": BulletinView,
    "card.html": CardView,
}
"""Each template that is filled by itself, and what with."""

SHOWN = {
    "home.html": "a language's home: the newest issue, then the recent ones",
    "issue.html": "an issue, also under `latest`",
    "item.html": "one story",
    "archive.html": "the archive as calendars",
    "month.html": "a month of the archive",
    "index.html": "the list of topics, or of sources",
    "list.html": "a topic or a source, its newest items or those of a month",
    "trends.html": "what moved, in charts",
    "search.html": "the search",
    "corrections.html": "all corrections",
    "about.html": "what the publication is",
    "tombstone.html": "what is left of a withdrawn item or issue",
    "redirect.html": "a former address",
    "not-found.html": "404.html, in all languages at once",
    "issue.md": "an issue as Markdown",
    "feed-entry.html": "the content of an entry in feeds, as `entry`",
    "bulletin.html": "the bulletin; its style sheets are bulletin.css and bulletin-phone.css",
    "card.html": "a picture for those who share a link or for WeChat, as `card`, with its `form` and `fit` (0: the largest type, to 5); its style sheet is card.css",
}

INTRODUCTION = """\
# Templates

A publication's own file in its `templates/` takes the place of ours of the same name; all else stays. Ours are under
`packaged/`, also for a file that replaces them, so that a page can be changed by one of its blocks:

```html
{% raw %}
```

is `templates/item.html` of a publication whose stories end with a line about corrections: nothing else of the page
is written again, and what we mend in ours reaches it. `digest build` renders anew what a changed template is part of.
A mistake in a template stops the build with its file and line.

Templates are [Jinja2](https://jinja.palletsprojects.com/) with autoescape and StrictUndefined: all text is escaped,
`| safe` is for the fields called `html` and `svg` alone, and a name that does not exist is an error. Other templates
are named literally in `extends`, `include` and `import`. Pages carry no inline script or style: the policy refuses them.

Every page gets the fields of its view, finished plain data, and with them

| name | |
|---|---|
| `words` | the interface's words in the page's language; a publication changes them by `words` in site.yaml |
| `link(address)` | the relative link from this page to an address of the site; in feeds `absolute(address)`, in Markdown `full(address)` |
| `text \\| e \\| spaced`, `\\| kept` | in print: thin spaces between Han and Latin; what must not be broken over two lines |
| `plain(text)`, `rich(html)` | in Markdown: a plain text escaped; finished HTML as Markdown |

A text that stands in another language than its page has a `lang` (a BCP 47 tag, else none): show it, as
`parts.phrase(text)` and `parts.lang(text)` do. Chinese is never shown as if it were English.

This file is made of the code by `pytest tests/test_templates.py --refresh`.
"""

EXAMPLE = """\
{% extends "packaged/item.html" %}
{% block end %}
<p class="note">A mistake? Write to {{ chrome.contact or chrome.issuer.text }}.</p>
{{ super() }}
{% endblock %}"""


def guide() -> str:
    """The whole file."""
    parts = [INTRODUCTION.replace("{% raw %}", EXAMPLE), *_pages(), *_pieces(), *_views()]
    return "\n".join(part.rstrip() + "\n" for part in parts)


def _pages() -> Iterator[str]:
    rows = ["## Pages", "", "| template | shows | gets | blocks |", "|---|---|---|---|"]
    for name, kind in TEMPLATES.items():
        assert kind is not None
        blocks = " ".join(f"`{block}`" for block in _blocks(name))
        rows.append(f"| `{name}` | {SHOWN[name]} | [{kind.__name__}](#{kind.__name__.lower()}) | {blocks} |")
    yield "\n".join(rows)
    inherited = " ".join(f"`{block}`" for block in _blocks("layout.html"))
    yield f"Pages extend `layout.html`, whose blocks are {inherited}."


def _blocks(name: str) -> list[str]:
    text = (packaged() / name).read_text("utf-8")
    return list(dict.fromkeys(re.findall(r"\{%-?\s*block\s+(\w+)", text)))


def _pieces() -> Iterator[str]:
    rows = [
        "## Small pieces",
        "",
        '`{% import "parts.html" as parts with context %}`',
        "",
        "| macro | |",
        "|---|---|",
    ]
    text = (packaged() / "parts.html").read_text("utf-8")
    for comment, name, arguments in re.findall(
        r"(?:\{#\s*((?:(?!#\}).)*?)\s*#\}\s*)?\{%-?\s*macro\s+(\w+)\(([^)]*)\)", text, re.DOTALL
    ):
        said = " ".join(comment.split())
        rows.append(f"| `parts.{name}({arguments})` | {said} |")
    rows.append("")
    rows.append("Included where they belong: " + ", ".join(f"`{name}`" for name in included()) + ".")
    yield "\n".join(rows)


def included() -> list[str]:
    """Templates that others include: small pages' parts of their own."""
    found = set()
    for path in sorted(packaged().glob("*.*")):
        if path.suffix in (".html", ".md"):
            found |= set(re.findall(r"\{%-?\s*include\s+\"([^\"]+)\"", path.read_text("utf-8")))
    return sorted(found)


def _views() -> Iterator[str]:
    yield "## Views\n\nWhat the fields are. `digest/view/` is their home."
    for kind in _reached(TEMPLATES.values()):
        assert kind.__doc__
        lines = [f"### {kind.__name__}", "", _prose(kind.__doc__), "", "| field | is |", "|---|---|"]
        hints = typing.get_type_hints(kind)
        lines += [f"| `{field.name}` | {_named(hints[field.name])} |" for field in dataclasses.fields(kind)]
        yield "\n".join(lines)


def _prose(doc: str) -> str:
    paragraphs = re.split(r"\n\s*\n", doc.strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _reached(kinds: Iterable[type | None]) -> list[type]:
    """The views of pages, then all that their fields hold, each once."""
    found: list[type] = []
    waiting = [kind for kind in kinds if kind]
    while waiting:
        kind = waiting.pop(0)
        if kind not in found:
            found.append(kind)
            waiting += [one for hint in typing.get_type_hints(kind).values() for one in _classes(hint)]
    return found


def _classes(hint: object) -> Iterator[type]:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for inside in typing.get_args(hint):
        yield from _classes(inside)


_PLAIN = {str: "text", int: "number", bool: "yes or no", dict[str, str]: "texts by name"}


def _named(hint: object) -> str:
    """A type in words: `list of ItemView`, `text or none`."""
    arguments = [one for one in typing.get_args(hint) if one is not Ellipsis]
    if hint in _PLAIN:
        return _PLAIN[hint]  # type: ignore[index]
    if hint is type(None):
        return "none"
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return " or ".join(_named(one) for one in arguments)
    if typing.get_origin(hint) is tuple and typing.get_args(hint)[-1:] == (Ellipsis,):
        return f"list of {_named(arguments[0])}"
    if typing.get_origin(hint) is tuple:
        return f"({', '.join(_named(one) for one in arguments)})"
    if typing.get_origin(hint) is dict:
        return f"{_named(arguments[1])} by {_named(arguments[0])}"
    return str(getattr(hint, "__name__", hint))
