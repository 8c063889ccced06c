"""Every address is made here: of pages, files and links, all relative to the site's root.

An address has no leading slash; that of a page ends with one, or is empty for the root. Pure.
"""

import re
import uuid
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

PAGE_FILE = "index.html"
NOT_FOUND = "404.html"
ROBOTS = "robots.txt"
SITEMAP = "sitemap.xml"
API_INDEX = "api/v1/index.json"
API_SCHEMA = "api/v1/schema.json"
LLMS = "llms.txt"

A4, PHONE = "a4", "phone"
FORMS = (A4, PHONE)
"""What a bulletin is set for: paper, or a phone's screen."""

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_OUR_ROOTS = re.compile(r"api|assets|index\.html|404\.html|robots\.txt|llms\.txt|sitemap(?:-[0-9]+)?\.xml")
"""First parts of addresses that are ours beside the languages."""


def is_ours(path: str, languages: Iterable[str]) -> bool:
    """Whether a file may be one that a build makes, by the first part of its address."""
    root = path.partition("/")[0]
    return root in languages or bool(_OUR_ROOTS.fullmatch(root))


def home(language: str) -> str:
    """A language's home."""
    return f"{language}/"


def issue(language: str, day: date) -> str:
    """An issue's page."""
    return f"{language}/{day.isoformat()}/"


def item(language: str, day: date, slug: str) -> str:
    """An item's page."""
    return f"{language}/{day.isoformat()}/{slug}/"


def bulletin(language: str, day: date, site: str, form: str = A4) -> str:
    """The bulletin of an edition, on A4 or for a phone's screen."""
    return f"{issue(language, day)}{site}-{day.isoformat()}-{language}{_form(form)}.pdf"


def markdown(language: str, day: date) -> str:
    """An issue as Markdown."""
    return f"{issue(language, day)}index.md"


def card(place: str, format: str) -> str:
    """The share card of a home, issue or item."""
    extension = {"jpeg": "jpg"}.get(format, format)
    return f"{place}card.{extension}"


def references(language: str, day: date, form: str) -> str:
    """An issue's references for export: `gbt7714`, `gbt7714-2015` or `csl`."""
    name = "references.csl.json" if form == "csl" else f"references-{form}.txt"
    return f"{issue(language, day)}{name}"


def latest(language: str) -> str:
    """The newest issue, under an address that stays."""
    return f"{language}/latest/"


def latest_bulletin(language: str, form: str = A4) -> str:
    """The newest bulletin of a form, under an address that stays."""
    return f"{language}/latest{_form(form)}.pdf"


def archive(language: str, month: str = "") -> str:
    """The archive, or one month (`2026-06`) of it."""
    return f"{language}/archive/{_below(month)}"


def topics(language: str) -> str:
    """The list of topics."""
    return f"{language}/topics/"


def topic(language: str, identity: str, month: str = "") -> str:
    """A topic, or one month of it."""
    return f"{language}/topics/{identity}/{_below(month)}"


def sources(language: str) -> str:
    """The list of sources."""
    return f"{language}/sources/"


def source(language: str, identity: str, month: str = "") -> str:
    """A source, or one month of it."""
    return f"{language}/sources/{identity}/{_below(month)}"


def corrections(language: str) -> str:
    """All corrections."""
    return f"{language}/corrections/"


def about(language: str) -> str:
    """What the publication is and how it is made."""
    return f"{language}/about/"


def search(language: str) -> str:
    """The search page."""
    return f"{language}/search/"


def search_segment(language: str, name: str, digest: str) -> str:
    """The folder of a segment of the search index, by the hash of its texts."""
    return f"assets/search-{language}-{name}.{digest[:12]}/"


def language_of_segment(segment: str) -> str:
    """The language of a segment of the search index, of its address."""
    return segment.split("-")[1]


def trends(language: str) -> str:
    """What moved, in charts."""
    return f"{language}/trends/"


def atom(place: str) -> str:
    """The Atom feed of a home, topic or source."""
    return f"{place}feed.xml"


def json_feed(place: str) -> str:
    """The JSON Feed of a home, topic or source."""
    return f"{place}feed.json"


def api_issue(day: date) -> str:
    """An issue as data."""
    return f"api/v1/issues/{day.isoformat()}.json"


def sitemap_year(year: int) -> str:
    """One year's part of the sitemap."""
    return f"sitemap-{year}.xml"


def asset(name: str, digest: str) -> str:
    """A style sheet, script or picture whose address carries the hash of its bytes."""
    stem, dot, extension = name.rpartition(".")
    return f"assets/{stem}.{digest[:12]}{dot}{extension}"


def alias(written: str) -> str:
    """A former address as editors write it, `/2026-06-16/old-slug/`."""
    return written.lstrip("/")


def file_of(address: str) -> str:
    """The file that holds an address."""
    return address + PAGE_FILE if address == "" or address.endswith("/") else address


def page_of(path: str, base: str) -> str:
    """The address meant by a path with or without index.html, or by a full address on the site."""
    below = urlsplit(base).path
    named = urlsplit(path).path if "://" in path else path
    if named.startswith(below) and ("://" in path or below != "/"):
        named = named.removeprefix(below)
    return named.lstrip("/").removesuffix(PAGE_FILE)


def relative(start: str, target: str) -> str:
    """The link from one page to another address, right under any sub-path."""
    path, mark, fragment = target.partition("#") if "#" in target else (target, "", "")
    for folder, way in _folders(start):  # noqa: B007 – it is used, below
        if path.startswith(folder):
            break
    return (way + path[len(folder) :] or "./") + mark + fragment


@lru_cache(maxsize=16)
def _folders(start: str) -> tuple[tuple[str, str], ...]:
    """The folders that an address lies in, the nearest first, and the way to each; the root is the last."""
    steps = start.split("/")[:-1]
    depths = range(len(steps), -1, -1)
    return tuple(
        ("".join(f"{one}/" for one in steps[:depth]), "../" * (len(steps) - depth)) for depth in depths
    )


def absolute(base: str, target: str) -> str:
    """The full address under the site's `base_url`."""
    return base + target


def rooted(base: str, target: str) -> str:
    """The address as a path on the host, for a page that is served at any address."""
    return urlsplit(base).path + target


def feed_id(site: str, day: date, slug: str, language: str) -> str:
    """The stable id of an issue (no slug) or item in feeds: a name-based UUID (RFC 9562, 5.5)."""
    name = "/".join((site, day.isoformat(), slug, language))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def place_id(site: str, place: str) -> str:
    """The stable id of a feed, whatever the site's address."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{site}/{place}')}"


def month_of(day: date) -> str:
    """The month of a day, as addresses have it."""
    return day.isoformat()[:7]


def _form(form: str) -> str:
    return "" if form == A4 else f"-{form}"


def month_in(address: str) -> str:
    """The month that an address is about, `2026-06`; nothing if it is about none."""
    found = _MONTH.search(address)
    return found[0] if found else ""


def day_in(address: str) -> date | None:
    """The day that an address is about; None if it is about none."""
    found = _DAY.search(address)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _below(month: str) -> str:
    return f"{month}/" if month else ""
