"""Feeds and sitemaps of a season against the schemas of their formats, and what the W3C feed validator tells.

The validator's code cannot be had here; each test of a rule of its names the messages (of its
`logging.py`) that it stands for.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from gallery import gallery
from lxml import etree, html
from samples import write
from tinyhtml5.parser import HTMLParser

from digest.build import build
from digest.options import Options

pytestmark = pytest.mark.slow

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
ATOM = "{http://www.w3.org/2005/Atom}"
HERE = Path(__file__).parent
BASE = "https://digest.nda.gov.cn/"
LISTS = ("", "archive/", "topics/", "sources/", "trends/", "search/", "corrections/", "about/")
SAFE = {
    *(
        "a",
        "abbr",
        "b",
        "bdi",
        "blockquote",
        "br",
        "cite",
        "code",
        "dd",
        "del",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
    ),
    *(
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
    ),
    *("ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td"),
    *("tfoot", "th", "thead", "time", "tr", "u", "ul", "var"),
}
"""Elements that the validator takes for harmless, and that a text may need."""

SAFE_ATTRIBUTES = {
    *("align", "alt", "cite", "class", "colspan", "datetime", "dir", "height", "href", "hreflang", "lang"),
    *("rel", "reversed", "rowspan", "scope", "sizes", "span", "src", "srcset", "start", "title", "type"),
    *("value", "width"),
}


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
    grammar = etree.RelaxNG(etree.parse(HERE / "atom.rng"))
    found = dict(feeds(site))
    assert len(found) > 6
    for name, feed in found.items():
        assert grammar.validate(feed), (name, grammar.error_log.last_error)
    feed = found["zh/feed.xml"]
    entry = feed.find(ATOM + "entry")
    entry.remove(entry.find(ATOM + "id"))
    assert not grammar.validate(feed)


def test_every_json_feed_keeps_its_schema(site: Path):
    schema = json.loads((HERE / "json-feed.json").read_text("utf-8"))
    checker = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    forms = [json.loads(path.read_text("utf-8")) for path in sorted(site.rglob("feed.json"))]
    assert len(forms) > 6
    for form in forms:
        assert [error.message for error in checker.iter_errors(form)] == []
        assert form["version"] == "https://jsonfeed.org/version/1.1"
        assert form["language"] in ("zh-CN", "en-GB")
    assert not checker.is_valid({**forms[0], "surprise": 1})
    assert not checker.is_valid({**forms[0], "items": [{"id": "1"}]})


def test_every_sitemap_keeps_its_schema_and_names_pages_that_may_be_found(site: Path):
    schema = etree.XMLSchema(etree.parse(HERE / "sitemap.xsd"))
    index, *years = [etree.parse(site / "sitemap.xml"), *map(etree.parse, sorted(site.glob("sitemap-*.xml")))]
    for one in (index, *years):
        assert schema.validate(one), schema.error_log.last_error
    named = [loc.text.removeprefix(BASE) for one in years for loc in one.iter("{*}loc")]
    assert len(set(named)) == len(named)
    assert {f"{language}/{place}" for language in ("zh", "en") for place in LISTS} <= set(named)
    for at in named:
        page = html.parse(site / at / "index.html")
        assert page.xpath('//link[@rel="canonical"]/@href') == [BASE + at]
        assert not page.xpath('//meta[@name="robots"]')
    index.getroot()[0].remove(index.getroot()[0][0])
    assert not schema.validate(index)


# The validator --------------------------------------------------------------------------------


def test_ids_are_unique_and_entries_stand_the_newest_first(site: Path):
    """DuplicateEntries, DuplicateIds, DuplicateUpdated, InvalidUUID, InvalidRFC3339Date, ImplausibleDate."""
    seconds = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?\+08:00")
    for name, feed in feeds(site):
        entries = feed.findall(ATOM + "entry")
        ids = [entry.findtext(ATOM + "id") for entry in entries]
        assert len({*ids, feed.findtext(ATOM + "id")}) == len(ids) + 1, name
        assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", one) for one in ids)
        published = [instant(entry, "published") for entry in entries]
        assert published == sorted(published, reverse=True), name
        assert all(instant(entry, "updated") >= instant(entry, "published") for entry in entries), name
        assert instant(feed, "updated") == max(instant(entry, "updated") for entry in entries), name
        updated = [entry.findtext(ATOM + "updated") for entry in entries]
        assert len(set(updated)) == len(updated), name
        times = [*feed.iter(ATOM + "updated"), *feed.iter(ATOM + "published")]
        assert all(seconds.fullmatch(one.text) for one in times), name
        assert max(datetime.fromisoformat(one.text) for one in times) <= NOW


def test_a_feed_says_who_what_and_in_which_language(site: Path):
    """MissingElement, MisplacedMetadata, MissingDCLanguage, InvalidLanguage, NotBlank, UnexpectedWhitespace,
    ContainsUndeclaredHTML, BadCharacters, DuplicateAtomLink, SelfNotAtom, UnregisteredAtomLinkRel."""
    for name, feed in feeds(site):
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") in ("zh-CN", "en-GB")
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        told = [child.tag for child in feed]
        assert told.index(ATOM + "entry") == len(told) - told.count(ATOM + "entry"), name
        for one in (feed, *feed.findall(ATOM + "entry")):
            for each in ("id", "title", "updated"):
                text = one.findtext(ATOM + each)
                assert text, (name, each)
                assert text == text.strip()
                assert not re.search(r"</\w|&#?\w+;|[\x80-\x9f\ufffd]", text), (name, each)
            links = one.findall(ATOM + "link")
            alternate = [link.get("type") for link in links if link.get("rel") == "alternate"]
            assert alternate == ["text/html"], name
            assert {link.get("rel") for link in links} <= {"self", "alternate", "enclosure"}
        empty = [child for child in feed.iter() if not child.attrib and not len(child) and not child.text]
        assert not empty, name


def test_every_feed_names_its_own_address_and_its_page(site: Path):
    """MissingSelf, RelativeSelf, SelfDoesntMatchLocation."""
    for name, feed in feeds(site):
        links = {link.get("rel"): link.get("href") for link in feed.findall(ATOM + "link")}
        assert links == {
            "self": BASE + name,
            "alternate": BASE + name.removesuffix("feed.xml"),
        }
        form = json.loads((site / name.replace(".xml", ".json")).read_text("utf-8"))
        assert form["feed_url"] == links["self"].replace(".xml", ".json")


def test_contents_are_plain_html_with_full_addresses(site: Path):
    """NotHtml, SecurityRisk, SecurityRiskAttr, DangerousStyleAttr, ContainsRelRef, InvalidUriChar."""
    for name, feed in feeds(site):
        for entry in feed.iter(ATOM + "content"):
            assert entry.get("type") == "html"
            parser = HTMLParser(namespace_html_elements=False)
            page = parser.parse_fragment(entry.text)
            assert parser.errors == [], name
            for node in page.iter():
                if node.tag == "DOCUMENT_FRAGMENT":
                    continue
                assert node.tag in SAFE, (name, node.tag)
                assert set(node.attrib) <= SAFE_ATTRIBUTES, (name, node.tag, node.attrib)
                for address in filter(None, (node.get("href"), node.get("src"))):
                    assert re.fullmatch(r"(https?://|mailto:)[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+", address), (
                        name
                    )
