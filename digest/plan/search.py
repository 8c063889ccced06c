"""Editions → the search page of a language and the segments of its index.

An index has two segments: the texts of the newest issue's year, and all before. A night writes the
small one only. A segment's address carries the digest of its texts, so a page never meets files of
another release, and what is hidden, withdrawn or not translated is in none.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import sqrt

from digest import address
from digest.fingerprint import code_digest
from digest.model.record import Item
from digest.plan.chrome import Frame, page
from digest.plan.edition import Edition
from digest.plan.job import Facts, Job, job
from digest.plan.pages import Twins
from digest.plan.phrases import phrase
from digest.plan.shelf import Shelf
from digest.view.search import Choice, SearchPage, SearchSegmentView, SearchText
from digest.words import fill

SCRIPT, ENGINE, INFLATE = "search.js", "find.js", "inflate.js"
ARCHIVE = "archive"
"""The name of the segment of all years before the newest; that of the newest is its year."""

_SMALL = 3_000
"""Bytes of text for each file of words, at least: a small publication has few files."""

_LISTS = 16
"""Files of words for each file of lists."""

_TEXTS = 3_600
"""Bytes of text in a file of texts: more of them are fewer files in a release, but more bytes for the
hits that are shown (tests/benchmarks/search.md)."""


@dataclass(frozen=True)
class Segment:
    """A part of a language's index: the items it tells of, the oldest first.

    `digest` is that of their texts and of the code that makes files of them, `size` the length of
    the texts in bytes, `filters` the topics and sources that they have.
    """

    language: str
    name: str
    told: tuple[Item, ...] = field(compare=False)
    digest: str
    size: int
    filters: frozenset[str]

    @property
    def address(self) -> str:
        """The folder of its files."""
        return address.search_segment(self.language, self.name, self.digest)

    @property
    def word_files(self) -> int:
        """How many files hold the places of tokens.

        A query loads one for each of its tokens from either segment. With a given number of files
        that is least if each segment has them after the square root of its size.
        """
        return max(1, min(self.size // _SMALL, round(sqrt(self.size) * 0.7)))

    @property
    def list_files(self) -> int:
        """How many files hold lists of texts."""
        return max(1, self.word_files // _LISTS)

    @property
    def texts_a_file(self) -> int:
        """How many texts share a file."""
        return max(1, min(round(_TEXTS * len(self.told) / self.size), 16))


def search(shelf: Shelf, language: str, own: Frame) -> Iterator[Job]:
    """The search page of a language, and its index."""
    told = _told(shelf.shown(language))
    parts = segments(language, told)
    for part in parts:
        yield job(part.address, "search", "", search_segment, part)
    used = {one for part in parts for one in part.filters}
    site = shelf.publication.site
    topics = {topic.id: topic.name for topic in shelf.publication.topics.topics}
    sources = {key: source.name for key, source in shelf.publication.registry.sources.items()}
    choices = tuple(
        tuple(
            Choice(key, phrase(name, language, site))
            for key, name in names.items()
            if f"{kind}:{key}" in used
        )
        for kind, names in (("topic", topics), ("source", sources))
    )
    years = tuple(sorted(Counter(item.date.year for item in told).items()))
    scripts = tuple(shelf.order.assets[name] for name in (SCRIPT, ENGINE, INFLATE))
    values = (own, scripts, parts, years, choices, shelf.everywhere(address.search))
    yield job(address.search(language), "html", "search.html", search_page, *values)


def _told(editions: Iterable[Edition]) -> list[Item]:
    """The items that a language's index tells of, the oldest first, in a day the last first.

    So the greatest number is that of the newest issue's first item.
    """
    return [
        item
        for edition in editions
        for item in reversed(edition.items)
        if item.slug not in edition.untranslated
    ]


def segments(language: str, told: list[Item]) -> tuple[Segment, ...]:
    """The segments of a language, the archive first; one without texts is left out."""
    if not told:
        return ()
    year = told[-1].date.year
    before = tuple(item for item in told if item.date.year < year)
    newest = tuple(told[len(before) :])
    both = ((ARCHIVE, before), (str(year), newest))
    return tuple(_segment(language, name, items) for name, items in both if items)


def _segment(language: str, name: str, told: tuple[Item, ...]) -> Segment:
    hashed = hashlib.sha256(code_digest("digest.render.search").encode())
    size = 0
    filters: set[str] = set()
    for item in told:
        digest, length = item.sought[language]
        own = _filters(item)
        hashed.update(" ".join((item.date.isoformat(), item.slug, digest, *own, "")).encode())
        size += length
        filters.update(own)
    return Segment(language, name, told, hashed.hexdigest(), size, frozenset(filters))


def _filters(item: Item) -> tuple[str, ...]:
    """The tokens of an item's topics and sources."""
    return (*(f"topic:{one}" for one in item.topics), *(f"source:{one}" for one in item.cited))


def search_text(item: Item, language: str) -> SearchText:
    """What search knows of an item."""
    at = address.item(language, item.date, item.slug)
    return SearchText(at, item.headline[language], item.text_in(language), _filters(item))


def search_segment(segment: Segment, facts: Facts) -> SearchSegmentView:
    """A segment's texts."""
    return SearchSegmentView(
        tuple(search_text(item, segment.language) for item in segment.told),
        segment.word_files,
        segment.list_files,
        segment.texts_a_file,
    )


def search_page(
    frame: Frame,
    scripts: tuple[str, ...],
    parts: tuple[Segment, ...],
    years: tuple[tuple[int, int], ...],
    choices: tuple[tuple[Choice, ...], ...],
    twins: Twins,
    facts: Facts,
) -> SearchPage:
    """The form, and all that its script must know before the first query."""
    words, language = frame.chrome.words, frame.language
    title = f"{words['search']} · {frame.chrome.title.text}"
    about = fill(words["search_about"], title=frame.chrome.title.text)
    shelves = (address.archive(language), address.topics(language), address.sources(language))
    return SearchPage(
        page=page(frame, address.search(language), "search", title, about, twins, translated=tuple(twins)),
        chrome=frame.chrome,
        script=scripts[0],
        engine=scripts[1],
        inflate=scripts[2],
        index=_index(parts, years),
        topics=choices[0],
        sources=choices[1],
        years=tuple(str(year) for year, _ in reversed(years)),
        elsewhere=tuple(link for link in frame.chrome.menu if link.address in shelves),
    )


def _index(parts: tuple[Segment, ...], years: tuple[tuple[int, int], ...]) -> str:
    """Where the segments lie and how they are cut, and how many texts each year has."""
    told = [
        {
            "at": part.address,
            "texts": len(part.told),
            "w": part.word_files,
            "l": part.list_files,
            "d": part.texts_a_file,
        }
        for part in parts
    ]
    return json.dumps({"segments": told, "years": years}, separators=(",", ":"))
