"""A feed's view → Atom (RFC 4287) and JSON Feed 1.1, with the full text of each entry."""

from functools import partial
from xml.etree import ElementTree

from digest import address
from digest.plan.indented import indented
from digest.render.artifact import Artifact, Rendered, Task, Workshop
from digest.render.html import filled
from digest.view.feed import FeedEntry, FeedView

ATOM = "http://www.w3.org/2005/Atom"


def render_feed(task: Task, workshop: Workshop) -> Rendered:
    """Both forms of a feed."""
    assert isinstance(task.view, FeedView)
    contents = [_content(task, entry, workshop) for entry in task.view.entries]
    return Rendered(
        task.address,
        (
            Artifact(task.view.atom_file, _atom(task.view, contents)),
            Artifact(task.view.json_file, _json(task.view, contents)),
        ),
    )


def _content(task: Task, entry: FeedEntry, workshop: Workshop) -> str:
    """An entry's full text as HTML."""
    assert isinstance(task.view, FeedView)
    chrome = task.view.chrome
    values = {"entry": entry, "absolute": partial(address.absolute, chrome.base_url)}
    return filled(task.template, {**values, "chrome": chrome, "words": chrome.words}, workshop)


def _atom(view: FeedView, contents: list[str]) -> bytes:
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": view.chrome.lang})
    _text(root, "id", view.identity)
    _text(root, "title", view.title)
    _text(root, "subtitle", view.subtitle)
    _text(root, "updated", view.updated)
    ElementTree.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": view.atom})
    ElementTree.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": view.home})
    _text(ElementTree.SubElement(root, "author"), "name", view.author)
    for entry, content in zip(view.entries, contents, strict=True):
        _atom_entry(root, entry, content, view.chrome.lang)
    ElementTree.indent(root, space=" ")
    body: bytes = ElementTree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def _atom_entry(root: ElementTree.Element, entry: FeedEntry, content: str, lang: str) -> None:
    node = ElementTree.SubElement(root, "entry", {"xml:lang": lang})
    _text(node, "id", entry.identity)
    _text(node, "title", entry.title)
    _text(node, "published", entry.published)
    _text(node, "updated", entry.updated)
    ElementTree.SubElement(node, "link", {"rel": "alternate", "type": "text/html", "href": entry.url})
    for at, length, title in entry.enclosures:
        attributes = {"rel": "enclosure", "type": "application/pdf", "length": str(length), "href": at}
        ElementTree.SubElement(node, "link", {**attributes, "title": title})
    for tag in filter(None, entry.tags):
        ElementTree.SubElement(node, "category", {"term": tag})
    if entry.summary:
        _text(node, "summary", entry.summary)
    ElementTree.SubElement(node, "content", {"type": "html"}).text = content


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _json(view: FeedView, contents: list[str]) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "description": view.subtitle,
        "home_page_url": view.home,
        "feed_url": view.json,
        "language": view.chrome.lang,
        "authors": [{"name": view.author}],
        "items": [_json_item(entry, content) for entry, content in zip(view.entries, contents, strict=True)],
    }
    return indented(feed).encode()


def _json_item(entry: FeedEntry, content: str) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.identity,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": content,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "tags": [tag for tag in entry.tags if tag],
    }
    if entry.enclosures:
        item["attachments"] = [
            {"url": at, "mime_type": "application/pdf", "title": title, "size_in_bytes": length}
            for at, length, title in entry.enclosures
        ]
    return {key: value for key, value in item.items() if value not in ("", [])}
