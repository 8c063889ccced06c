"""The jobs of the archive, topics, sources and corrections: the index of each and its months."""

from collections.abc import Iterator, Mapping

from digest import address
from digest.plan.calendar import tally
from digest.plan.chrome import Frame
from digest.plan.edition import Edition, Listed
from digest.plan.issues import Carried
from digest.plan.job import Job, job
from digest.plan.lists import (
    NEWEST,
    Count,
    archive_page,
    by_month,
    corrections_page,
    index_page,
    month_page,
    source_page,
    topic_page,
)
from digest.plan.pages import about_page
from digest.plan.phrases import phrase
from digest.plan.shelf import Place, Shelf
from digest.view.phrase import Phrase
from digest.words import month_name

SHOWN = 3
"""Newest items that the list of topics shows of each."""


def archive(shelf: Shelf, language: str, own: Frame) -> Iterator[Job]:
    """The archive of a language and its months."""
    months = _months(shelf, language)
    tallies = {month: tuple(map(tally, editions)) for month, editions in months.items()}
    twins = shelf.everywhere(address.archive)
    yield job(address.archive(language), "html", "archive.html", archive_page, own, tallies, twins)
    names = list(months)
    having = {one: months if one == language else _months(shelf, one) for one in shelf.frames}
    for index, month in enumerate(names):
        earlier = names[index + 1] if index + 1 < len(names) else None
        later = names[index - 1] if index else None
        places = {one: address.archive(one, month) for one, found in having.items() if month in found}
        values = (own, month, months[month], (earlier, later), shelf.twins(places))
        yield job(address.archive(language, month), "html", "month.html", month_page, *values)


def _months(shelf: Shelf, language: str) -> dict[str, tuple[Edition, ...]]:
    """Editions by month, the newest of both first."""
    months: dict[str, list[Edition]] = {}
    for edition in reversed(shelf.shown(language)):
        months.setdefault(address.month_of(edition.day.date), []).append(edition)
    return {month: tuple(found) for month, found in months.items()}


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
        having = {other: by_month(shelf.by_topic[other].get(one, ())) for other in shelf.frames}
        values = (own, one, names[one])
        yield from _list_pages(shelf, language, address.topic, one, listed, having, topic_page, values)


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
        having = {other: by_month(shelf.by_source[other].get(one, ())) for other in shelf.frames}
        values = (own, one, registry[one])
        yield from _list_pages(shelf, language, address.source, one, listed, having, source_page, values)


def _list_pages(
    shelf: Shelf,
    language: str,
    place: Place,
    identity: str,
    listed: list[Listed],
    having: Mapping[str, Mapping[str, tuple[Listed, ...]]],
    maker: object,
    values: tuple[object, ...],
) -> Iterator[Job]:
    """The page of a topic or source, and one a month; `having` are the months of each language."""
    at = place  # address.topic or address.source
    months = having[language]
    counts = tuple(
        Count(
            Phrase(month_name(month, shelf.publication.site.locale(language))),
            at(language, identity, month),
            len(found),
            "items",
        )
        for month, found in months.items()
    )
    pages = {"": tuple(listed[:NEWEST]), **months}
    for month, shown in pages.items():
        twins = {
            other: at(other, identity, month)
            for other, found in having.items()
            if (month in found if month else found)
        }
        own_counts = () if month else counts
        made = (*values, month, shown, own_counts, shelf.twins(twins))
        yield job(twins[language], "html", "list.html", maker, *made)  # type: ignore[arg-type]


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
