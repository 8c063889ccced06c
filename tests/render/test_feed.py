"""Feeds and the sitemap, read back by a parser that did not write them."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from lxml import etree, html
from samples import ITEM, ITEM_PATH

from digest.build import build
from digest.options import Options

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
Publish = Callable[..., Path]


def site(publish: Publish, item: str = ITEM) -> Path:
    root = publish({ITEM_PATH: item})
    assert build(Options(root, root / "build", NOW, pdf=False)).published
    return root / "build/site"


def test_atom_and_json_say_the_same(publish: Publish):
    folder = site(publish) / "zh"
    atom = etree.parse(folder / "feed.xml")
    feed = json.loads((folder / "feed.json").read_text("utf-8"))
    for path, key in (("a:id", "id"), ("a:title", "title"), ("a:updated", "date_modified")):
        assert atom.xpath(f"//a:entry/{path}/text()", namespaces=ATOM) == [one[key] for one in feed["items"]]
    assert atom.xpath("//a:entry/a:content/text()", namespaces=ATOM) == [
        one["content_html"] for one in feed["items"]
    ]
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["language"] == "zh-CN"


def test_identities_are_of_date_and_language_and_stay(publish: Publish):
    zh = json.loads((site(publish) / "zh/feed.json").read_text("utf-8"))["items"]
    again = ITEM.replace("供给先行", "另一个标题")
    assert [one["id"] for one in zh] == [
        one["id"] for one in json.loads((site(publish, again) / "zh/feed.json").read_text("utf-8"))["items"]
    ]
    en = json.loads((site(publish) / "en/feed.json").read_text("utf-8"))["items"]
    assert zh[0]["id"].startswith("urn:uuid:")
    assert zh[0]["id"] != en[0]["id"]


def test_every_address_in_a_feed_is_absolute(publish: Publish):
    folder = site(publish)
    for path in folder.rglob("feed.json"):
        for entry in json.loads(path.read_text("utf-8"))["items"]:
            content = html.fragment_fromstring(entry["content_html"], create_parent=True)
            for address in [entry["url"], *content.xpath("//@href"), *content.xpath("//@src")]:
                assert address.startswith("https://"), address


def test_the_sitemap_names_every_page_that_says_it_may_be_found(publish: Publish):
    folder = site(publish)
    index = etree.parse(folder / "sitemap.xml").xpath("//s:loc/text()", namespaces=MAP)
    assert index == ["https://digest.nda.gov.cn/sitemap-2026.xml"]
    named = set(etree.parse(folder / "sitemap-2026.xml").xpath("//s:loc/text()", namespaces=MAP))
    canonical = set()
    for path in folder.rglob("*.html"):
        page = html.parse(path)
        robots = "".join(page.xpath('//meta[@name="robots"]/@content'))
        if "noindex" not in robots and not page.xpath('//meta[@http-equiv="refresh"]'):
            canonical |= set(page.xpath('//link[@rel="canonical"]/@href'))
    assert {one for one in named if "/2026-06-16/" in one} == {
        one for one in canonical if "/2026-06-16/" in one
    }
    assert named <= canonical
