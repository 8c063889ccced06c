"""Feeds of a season against the grammar of RFC 4287 and the rules that validators complain of."""

import itertools
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from gallery import gallery
from lxml import etree, html
from samples import write

from digest.build import build
from digest.options import Options

pytestmark = pytest.mark.slow

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
ATOM = "{http://www.w3.org/2005/Atom}"
ITEM_KEYS = {
    *("id", "url", "title", "summary", "content_html", "date_published", "date_modified", "tags"),
    "attachments",
}
"""Of those that JSON Feed 1.1 knows, the ones we use."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write(tmp_path_factory.mktemp("feeds"), gallery())
    assert build(Options(root, root / "build", NOW, pdf=False)).published
    return root / "build/site"


def feeds(site: Path) -> Iterator[tuple[str, etree._Element]]:
    for path in sorted(site.rglob("feed.xml")):
        yield path.relative_to(site).as_posix(), etree.parse(path).getroot()


def instant(entry: etree._Element, name: str) -> datetime:
    return datetime.fromisoformat(entry.findtext(ATOM + name))


def test_every_feed_keeps_the_grammar(site: Path):
    grammar = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
    found = dict(feeds(site))
    assert len(found) > 6
    for name, feed in found.items():
        assert grammar.validate(feed), (name, grammar.error_log.last_error)
    feed = found["zh/feed.xml"]
    feed.find(ATOM + "entry").find(ATOM + "updated").text = "2026-06-16T18:00:00"
    assert not grammar.validate(feed)


def test_ids_are_unique_and_entries_stand_the_newest_first(site: Path):
    for name, feed in feeds(site):
        entries = feed.findall(ATOM + "entry")
        ids = [entry.findtext(ATOM + "id") for entry in entries]
        assert len(set(ids)) == len(ids), name
        published = [instant(entry, "published") for entry in entries]
        assert published == sorted(published, reverse=True), name
        assert all(instant(entry, "updated") >= instant(entry, "published") for entry in entries), name
        assert instant(feed, "updated") == max(instant(entry, "updated") for entry in entries), name


def test_every_feed_names_its_own_address_and_its_page(site: Path):
    for name, feed in feeds(site):
        links = {link.get("rel"): link.get("href") for link in feed.findall(ATOM + "link")}
        assert links == {
            "self": f"https://digest.nda.gov.cn/{name}",
            "alternate": f"https://digest.nda.gov.cn/{name.removesuffix('feed.xml')}",
        }
        form = json.loads((site / name.replace(".xml", ".json")).read_text("utf-8"))
        assert form["feed_url"] == links["self"].replace(".xml", ".json")
        assert all(set(item) <= ITEM_KEYS for item in form["items"])


def test_contents_are_plain_html_with_full_addresses(site: Path):
    for name, feed in feeds(site):
        for entry in feed.iter(ATOM + "content"):
            page = html.fragment_fromstring(entry.text, create_parent=True)
            assert not page.xpath("//script | //style | //@style | //@id"), name
            assert all(not attribute.startswith("on") for node in page.iter() for attribute in node.attrib)
            for address in itertools.chain(page.xpath("//@href"), page.xpath("//@src")):
                assert re.match(r"https?://|mailto:", address), (name, address)
