"""Editions → the views of the archive, topics, sources and corrections.

Lists show the newest 50 and the months, never numbered pages whose content shifts from day to
day: a month that is over changes no more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from digest import address
from digest.model.source import Source
from digest.plan.calendar import Tally, calendar_month, tally, years
from digest.plan.chrome import Frame, feeds, page
from digest.plan.edition import Edition, Listed
from digest.plan.issues import Carried, carried_view, head, item_line
from digest.plan.job import Facts
from digest.plan.pages import Twins
from digest.plan.phrases import optional, phrase
from digest.plan.stories import document_title
from digest.view.archive import ArchivePage, MonthPage
from digest.view.line import Counted, DocumentLine, IssueLines, ItemGroup, ItemLine
from digest.view.lists import CorrectionsPage, IndexGroup, IndexLine, IndexPage, ListPage
from digest.view.phrase import Link, Phrase
from digest.words import counted, fill, month_name, week_columns

NEWEST = 50
"""Items that a topic's or source's own page shows."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something stand behind an address."""

    label: Phrase
    address: str
    count: int
    what: str
    group: str = ""
    note: str = ""
    newest: tuple[Listed, ...] = ()


def index_page(
    frame: Frame, kind: str, at: str, counts: tuple[Count, ...], twins: Twins, facts: Facts
) -> IndexPage:
    """All topics or all sources, with counts."""
    words = frame.chrome.words
    groups: dict[str, list[IndexLine]] = {}
    for one in counts:
        newest = tuple(item_line(listed.edition, listed.item) for listed in one.newest)
        line = IndexLine(Link(one.label, one.address), counted(words, one.what, one.count), one.note, newest)
        groups.setdefault(one.group, []).append(line)
    return IndexPage(
        page=page(
            frame,
            at,
            kind,
            f"{words[kind]} · {frame.chrome.title.text}",
            "",
            twins,
            translated=tuple(twins),
        ),
        chrome=frame.chrome,
        heading=words[kind],
        groups=tuple(IndexGroup(group, tuple(lines)) for group, lines in groups.items()),
    )


def archive_page(
    frame: Frame, months: dict[str, tuple[Tally, ...]], twins: Twins, facts: Facts
) -> ArchivePage:
    """The archive as a calendar."""
    words = frame.chrome.words
    return ArchivePage(
        page=page(
            frame,
            address.archive(frame.language),
            "archive",
            f"{words['archive']} · {frame.chrome.title.text}",
            "",
            twins,
            translated=tuple(twins),
        ),
        chrome=frame.chrome,
        heading=words["archive"],
        years=years(frame, months),
        weekdays=week_columns(frame.site.locale(frame.language)),
    )


def month_page(
    frame: Frame,
    month: str,
    editions: tuple[Edition, ...],
    neighbours: tuple[str | None, str | None],
    twins: Twins,
    facts: Facts,
) -> MonthPage:
    """A month of the archive, its newest issue first."""
    locale = frame.site.locale(frame.language)
    heading = month_name(month, locale)
    earlier, later = (
        Link(Phrase(month_name(other, locale)), address.archive(frame.language, other)) if other else None
        for other in neighbours
    )
    return MonthPage(
        page=page(
            frame,
            address.archive(frame.language, month),
            "month",
            f"{heading} · {frame.chrome.words['archive']} · {frame.chrome.title.text}",
            "",
            twins,
            translated=tuple(twins),
        ),
        chrome=frame.chrome,
        heading=heading,
        calendar=calendar_month(frame, month, map(tally, editions), whole=True, named=True),
        weekdays=week_columns(locale),
        issues=tuple(
            IssueLines(head(one), tuple(item_line(one, item) for item in one.items)) for one in editions
        ),
        earlier=earlier,
        later=later,
        up=Link(Phrase(frame.chrome.words["archive"]), address.archive(frame.language)),
    )


def topic_page(
    frame: Frame,
    identity: str,
    name: dict[str, str],
    month: str,
    listed: tuple[Listed, ...],
    months: tuple[Count, ...],
    twins: Twins,
    facts: Facts,
) -> ListPage:
    """A topic: its newest items, or those of a month."""
    at = address.topic(frame.language, identity, month)
    lines = [item_line(one.edition, one.item) for one in listed]
    shown = phrase(name, frame.language, frame.site)
    return _list_page(frame, "topic", at, identity, shown, month, lines, months, twins)


def source_page(
    frame: Frame,
    identity: str,
    source: Source,
    month: str,
    listed: tuple[Listed, ...],
    months: tuple[Count, ...],
    twins: Twins,
    facts: Facts,
) -> ListPage:
    """A source: what was verified with it, its newest items, or those of a month."""
    at = address.source(frame.language, identity, month)
    lines = [item_line(one.edition, one.item, tuple(_documents(one, identity))) for one in listed]
    shown = phrase(source.name, frame.language, frame.site)
    words = frame.chrome.words
    standing = words["official" if source.is_official else "secondary"]
    kind = f"{words[f'kind_{source.kind}']} · {standing}"
    home = Link(Phrase(words["publisher_home"]), source.home)
    return _list_page(frame, "source", at, identity, shown, month, lines, months, twins, kind, home)


def _list_page(
    frame: Frame,
    what: str,
    at: str,
    identity: str,
    name: Phrase,
    month: str,
    lines: list[ItemLine],
    months: tuple[Count, ...],
    twins: Twins,
    kind: str = "",
    home: Link | None = None,
) -> ListPage:
    words, language = frame.chrome.words, frame.language
    when = month_name(month, frame.site.locale(language)) if month else ""
    place = address.topic(language, identity) if what == "topic" else address.source(language, identity)
    title = " · ".join(part for part in (name.text, when, words[what], frame.chrome.title.text) if part)
    total = sum(one.count for one in months)
    return ListPage(
        page=page(
            frame,
            at,
            what,
            title,
            "",
            twins,
            translated=tuple(twins),
            feeds=() if month else feeds(frame, place, f"{name.text} · {frame.chrome.title.text}"),
        ),
        chrome=frame.chrome,
        heading=Phrase(f"{name.text} · {when}", name.lang) if when else name,
        kind=kind,
        home=home,
        note=fill(words["newest_of"], count=NEWEST) if not month and total > NEWEST else "",
        groups=tuple(_groups(lines, frame, headed=not month)),
        months=tuple(
            Counted(Link(one.label, one.address), counted(words, one.what, one.count)) for one in months
        ),
        up=Link(name, place) if month else None,
    )


def _groups(lines: list[ItemLine], frame: Frame, *, headed: bool) -> Iterator[ItemGroup]:
    """Items under their months, each with its name unless the page has but one."""
    locale = frame.site.locale(frame.language)
    for month, found in groupby(lines, lambda line: line.iso_date[:7]):
        yield ItemGroup(month_name(month, locale) if headed else "", tuple(found))


def _documents(one: Listed, identity: str) -> Iterator[DocumentLine]:
    """The documents of a source that an item cites, each once, and what it verified with them."""
    edition, item = one.edition, one.item
    site, language = edition.site, edition.language
    seen: set[int] = set()
    for citation in item.citations:
        number = edition.number.references.number(item.slug, citation.id)
        if identity in citation.sources and number not in seen:
            seen.add(number)
            yield DocumentLine(
                title=document_title(citation, language, site),
                url=citation.url,
                published=citation.published,
                verifies=optional(citation.verifies, language, site),
            )


def corrections_page(
    frame: Frame, carried: tuple[Carried, ...], twins: Twins, facts: Facts
) -> CorrectionsPage:
    """All corrections, newest first."""
    words = frame.chrome.words
    return CorrectionsPage(
        page=page(
            frame,
            address.corrections(frame.language),
            "corrections",
            f"{words['corrections']} · {frame.chrome.title.text}",
            "",
            twins,
            translated=tuple(twins),
        ),
        chrome=frame.chrome,
        corrections=tuple(carried_view(one, frame.language, frame.site) for one in reversed(carried)),
    )
