"""Editions → feeds of issues, and of the items of a topic or source (RFC 4287, JSON Feed 1.1)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from digest import address
from digest.model.record import Item
from digest.plan.chrome import Frame
from digest.plan.edition import Edition, Listed
from digest.plan.issues import Carried, issue_body
from digest.plan.job import Facts
from digest.plan.pages import bulletin_links, description_of
from digest.plan.stories import Form, item_view, reference_views
from digest.plan.visible import last_change
from digest.view.feed import FeedEntry, FeedView

LENGTH = 20
"""Entries of a feed."""


def issue_feed(
    frame: Frame,
    editions: tuple[tuple[Edition, tuple[Carried, ...]], ...],
    facts: Facts,
) -> FeedView:
    """The newest issues of a language, the newest first, with their full text."""
    entries = tuple(_issue_entry(frame, one, carried, facts) for one, carried in editions)
    return _feed(frame, address.home(frame.language), frame.chrome.title.text, entries)


def item_feed(frame: Frame, place: str, title: str, listed: tuple[Listed, ...], facts: Facts) -> FeedView:
    """The newest items of a topic or source."""
    entries = tuple(_item_entry(frame, one.edition, one.item) for one in listed)
    return _feed(frame, place, f"{title} · {frame.chrome.title.text}", entries)


def _feed(frame: Frame, place: str, title: str, told: tuple[FeedEntry, ...]) -> FeedView:
    base = frame.chrome.base_url
    entries = tuple(_apart(told))
    atom, json = address.atom(place), address.json_feed(place)
    return FeedView(
        chrome=frame.chrome,
        title=title,
        subtitle=frame.chrome.issuer.text,
        identity=address.place_id(frame.site.id, place),
        home=address.absolute(base, place),
        atom=address.absolute(base, atom),
        json=address.absolute(base, json),
        atom_file=atom,
        json_file=json,
        author=frame.chrome.issuer.text,
        updated=max((entry.updated for entry in entries), key=datetime.fromisoformat),
        entries=entries,
    )


def _apart(entries: Iterable[FeedEntry]) -> Iterator[FeedEntry]:
    """Entries that changed at the same instant, as the items of an issue do, a millisecond apart.

    Readers, and validators, tell changes apart by their times. The newest entry keeps its own, so that
    none changes when old ones drop out.
    """
    met: Counter[str] = Counter()
    for entry in entries:
        later = datetime.fromisoformat(entry.updated) + timedelta(milliseconds=met[entry.updated])
        met[entry.updated] += 1
        yield replace(
            entry, updated=later.isoformat(timespec="milliseconds" if later.microsecond else "auto")
        )


def _form(frame: Frame, edition: Edition) -> Form:
    """Marks lead to the references on the issue's page, by full addresses."""
    page = address.issue(frame.language, edition.day.date)
    return Form(level=3, target=address.absolute(frame.chrome.base_url, page), anchored=False)


def _issue_entry(frame: Frame, edition: Edition, carried: tuple[Carried, ...], facts: Facts) -> FeedEntry:
    site, language, day = frame.site, frame.language, edition.day
    base = frame.chrome.base_url
    body = issue_body(edition, _form(frame, edition), carried)
    bulletins = bulletin_links(frame, edition, facts)
    named = body.head.headline
    title = named.text if named and named.lang is None else f"{frame.chrome.title.text} {body.head.date}"
    return FeedEntry(
        identity=address.feed_id(site.id, day.date, "", language),
        url=address.absolute(base, address.issue(language, day.date)),
        title=title,
        summary=description_of(edition),
        published=day.at.isoformat(),
        updated=last_change(day).isoformat(),
        tags=tuple(topic.name.get(language, "") for topic in edition.number.topics.values()),
        issue=body,
        story=None,
        references=(),
        enclosures=tuple((address.absolute(base, one.address), one.bytes, one.label) for one in bulletins),
    )


def _item_entry(frame: Frame, edition: Edition, item: Item) -> FeedEntry:
    site, language, day = frame.site, frame.language, edition.day
    form = _form(frame, edition)
    view = item_view(edition, item, form)
    changed = max([day.at, *(one.at for one in item.corrections)])
    return FeedEntry(
        identity=address.feed_id(site.id, item.date, item.slug, language),
        url=address.absolute(frame.chrome.base_url, view.address),
        title=view.headline.text,
        summary=view.summary.text,
        published=day.at.isoformat(),
        updated=changed.isoformat(),
        tags=tuple(topic.label.text for topic in view.topics),
        issue=None,
        story=view,
        references=reference_views(edition, form, item.slug),
        enclosures=(),
    )
