"""The sitemap's view → its index and one file a year (sitemaps.org 0.9)."""

from xml.etree import ElementTree

from digest.render.artifact import Artifact, Rendered, Task, Workshop
from digest.view.sitemap import MapEntry, SitemapView

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def render_sitemap(task: Task, workshop: Workshop) -> Rendered:
    """All files of the sitemap."""
    assert isinstance(task.view, SitemapView)
    view = task.view
    files = tuple(Artifact(path, _file("urlset", "url", entries)) for path, _, entries in view.files)
    newest = [
        MapEntry(url, max(entry.changed for entry in entries)) for _, url, entries in view.files if entries
    ]
    index = Artifact(view.index, _file("sitemapindex", "sitemap", tuple(newest)))
    return Rendered(task.address, (index, *files))


def _file(root_name: str, entry_name: str, entries: tuple[MapEntry, ...]) -> bytes:
    root = ElementTree.Element(root_name, {"xmlns": _NAMESPACE})
    for entry in entries:
        node = ElementTree.SubElement(root, entry_name)
        ElementTree.SubElement(node, "loc").text = entry.url
        ElementTree.SubElement(node, "lastmod").text = entry.changed
    ElementTree.indent(root, space=" ")
    body: bytes = ElementTree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"
