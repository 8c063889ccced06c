"""The jobs of the archive, topics, sources and corrections: a shelf’s indexes, a month’s lists."""

from collections import Counter
from collections.abc import Iterator, Mapping

from digest import address
from digest.plan.calendar import Tally, tally
from digest.plan.chrome import Frame
from digest.plan.edition import Edition
from digest.plan.issues import Carried
from digest.plan.job import Job, job
from digest.plan.lists import (
    NEWEST,
    Count,
    archive_page,
    corrections_page,
    index_page,
    month_page,
    source_page,
    topic_page,
)
from digest.plan.month import Month
from digest.plan.pages import about_page
from digest.plan.phrases import phrase
from digest.plan.shelf import Lists, Place, Shelf, by_source, by_topic, twins_in
from digest.view.phrase import Phrase
from digest.words import month_name

SHOWN = 3
"""Newest items that the list of topics shows of each."""


def archive(shelf: Shelf, language: str, own: Frame) -> Iterator[Job]:
    """The archive of a language as a calendar."""
    months: dict[str, list[Tally]] = {}
    for edition in reversed(shelf.shown(language)):
        months.setdefault(address.month_of(edition.day.date), []).append(tally(edition))
    tallies = {month: tuple(found) for month, found in months.items()}
    twins = shelf.everywhere(address.archive)
    yield job(address.archive(language), "html", "archive.html", archive_page, own, tallies, twins)


def archive_month(month: Month, own: Frame) -> Iterator[Job]:
    """A month of a language's archive, if it has an issue with items."""
    shown = {one.language: _shown(month, one.language) for one in month.frames}
    if shown[own.language]:
        places = {one: address.archive(one, month.name) for one, found in shown.items() if found}
        at, beside = places[own.language], month.beside[own.language]
        values = (own, month.name, shown[own.language], beside, twins_in(own.site, places))
        yield job(at, "html", "month.html", month_page, *values)


def _shown(month: Month, language: str) -> tuple[Edition, ...]:
    """The editions that have items, the newest first."""
    editions = [one.edition for one, _ in month.placed(language) if one.edition.items]
    return tuple(reversed(editions))


def topics(shelf: Shelf, language: str, own: Frame) -> Iterator[Job]:
    """The topics of a language, each with its months."""
    by_topic = shelf.by_topic[language]
    names = {topic.id: topic.name for topic in shelf.publication.topics.topics}
    site = shelf.publication.site
    counts = tuple(
        Count(
            phrase(names[one], language, site),
            address.topic(language, one),
            len(listed),
            "items",
            newest=tuple(listed[:SHOWN]),
        )
        for one, listed in by_topic.items()
    )
    if counts:
        twins = {one: address.topics(one) for one in shelf.frames if shelf.by_topic[one]}
        at = address.topics(language)
        yield job(at, "html", "index.html", index_page, own, "topics", at, counts, shelf.twins(twins))
    for one, listed in by_topic.items():
        values = (own, one, names[one], "", tuple(listed[:NEWEST]))
        shared = _shared(shelf, language, address.topic, shelf.by_topic, one)
        yield job(address.topic(language, one), "html", "list.html", topic_page, *values, *shared)


def sources(shelf: Shelf, language: str, own: Frame) -> Iterator[Job]:
    """The sources of a language, official ones first, each with its months."""
    by_source = shelf.by_source[language]
    registry, site = shelf.publication.registry.sources, shelf.publication.site
    words = own.chrome.words
    counts = [
        Count(
            phrase(registry[one].name, language, site),
            address.source(language, one),
            len(listed),
            "items",
            words["official" if registry[one].is_official else "secondary"],
            words[f"kind_{registry[one].kind}"],
        )
        for one, listed in by_source.items()
    ]
    counts.sort(key=lambda count: count.group != words["official"])
    if counts:
        twins = {one: address.sources(one) for one in shelf.frames if shelf.by_source[one]}
        at, made = address.sources(language), tuple(counts)
        yield job(at, "html", "index.html", index_page, own, "sources", at, made, shelf.twins(twins))
    for one, listed in by_source.items():
        values = (own, one, registry[one], "", tuple(listed[:NEWEST]))
        shared = _shared(shelf, language, address.source, shelf.by_source, one)
        yield job(address.source(language, one), "html", "list.html", source_page, *values, *shared)


def _shared(
    shelf: Shelf, language: str, place: Place, lists: Mapping[str, Lists], one: str
) -> tuple[tuple[Count, ...], dict[str, str]]:
    """What the page of a topic or source knows of its months, the newest first, and of its twins."""
    listed, locale = lists[language][one], shelf.publication.site.locale(language)
    counted = Counter(address.month_of(item.item.date) for item in listed)
    months = tuple(
        Count(Phrase(month_name(month, locale)), place(language, one, month), counted[month], "items")
        for month in sorted(counted, reverse=True)
    )
    places = {other: place(other, one) for other in shelf.frames if one in lists[other]}
    return months, shelf.twins(places)


def listings(month: Month, own: Frame) -> Iterator[Job]:
    """What a month has of each topic and each source."""
    listed = {one.language: month.listed(one.language) for one in month.frames}
    topics = {one: by_topic(found) for one, found in listed.items()}
    for one, found in topics[own.language].items():
        places = {other: address.topic(other, one, month.name) for other in topics if one in topics[other]}
        name = found[0].edition.number.topics[one].name
        values = (own, one, name, month.name, found, (), twins_in(own.site, places))
        yield job(places[own.language], "html", "list.html", topic_page, *values)
    sources = {one: by_source(found) for one, found in listed.items()}
    for one, found in sources[own.language].items():
        places = {other: address.source(other, one, month.name) for other in sources if one in sources[other]}
        source = found[0].edition.number.sources[one]
        yield job(
            places[own.language],
            "html",
            "list.html",
            source_page,
            *(own, one, source, month.name, found, (), twins_in(own.site, places)),
        )


def singles(shelf: Shelf, language: str, own: Frame) -> Iterator[Job]:
    """Corrections and about."""
    twins = shelf.everywhere(address.corrections)
    at = address.corrections(language)
    told = tuple(one for one in shelf.corrections if _tells(shelf, language, one))
    yield job(at, "html", "corrections.html", corrections_page, own, told, twins)
    at = address.about(language)
    yield job(at, "html", "about.html", about_page, own, shelf.everywhere(address.about))


def _tells(shelf: Shelf, language: str, one: Carried) -> bool:
    """Whether what a correction is about has a page in a language."""
    return any(
        one.item is None or edition.holds(one.item)
        for edition in shelf.by_day.get(one.issue.date, [])
        if edition.language == language
    )
