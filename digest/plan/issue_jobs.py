"""The jobs of homes, issues, bulletins, items, their tombstones and former addresses."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from digest import address
from digest.model.publication import StaticFile
from digest.model.record import Item
from digest.plan import exports
from digest.plan.bulletins import bulletin
from digest.plan.cards import issue_card, issue_cards, site_cards
from digest.plan.chrome import Frame
from digest.plan.edition import Edition, Listed
from digest.plan.files import copy_view
from digest.plan.issues import head
from digest.plan.job import Job, job
from digest.plan.markdown import issue_markdown
from digest.plan.pages import (
    home_page,
    issue_page,
    issue_tombstone,
    item_page,
    item_tombstone,
    redirect_page,
)
from digest.plan.share import site_card
from digest.plan.shelf import Place, Shelf
from digest.view.line import Head

RECENT = 15
"""Issues that a home lists below the newest."""

RELATED = 5
"""Earlier items of its topics that an item's page lists."""


def homes(shelf: Shelf, language: str, own: Frame) -> Iterator[Job]:
    """A language's home, and the site's own in the source language."""
    shown = shelf.shown(language)
    newest = shown[-1] if shown else None
    recent = tuple(reversed(shown[-1 - RECENT : -1]))
    carried = shelf.carried.get(newest.day.date, ()) if newest else ()
    needs = shelf.facts_of(newest) if newest else ()
    twins = shelf.everywhere(address.home)
    if own.card:
        yield job(site_card(language), "raster", "card.html", site_cards, own)
    places = [address.home(language)]
    if language == shelf.publication.site.source_language:
        places.append("")
    for at in places:
        yield job(at, "html", "home.html", home_page, own, at, newest, carried, recent, twins, needs=needs)


def issues(shelf: Shelf, language: str, own: Frame) -> Iterator[Job]:
    """Issues of a language with their bulletins and items, the newest also as the latest."""
    listed = shelf.editions[language]
    last = shelf.shown(language)[-1:]
    with_bulletin = [edition for edition in listed if shelf.has_bulletin(edition)]

    @cache
    def told(index: int) -> Head | None:
        return head(listed[index]) if 0 <= index < len(listed) else None

    for index, edition in enumerate(listed):
        if not shelf.wants(edition.day):
            continue
        earlier, later = told(index - 1), told(index + 1)
        carried = shelf.carried.get(edition.day.date, ())
        values = (own, edition, carried, (earlier, later), *_issue_twins(shelf, edition))
        at = address.issue(language, edition.day.date)
        needs = shelf.facts_of(edition)
        yield job(at, "html", "issue.html", issue_page, *values, "issue", needs=needs)
        at = address.markdown(language, edition.day.date)
        yield job(at, "markdown", "issue.md", issue_markdown, own, edition, carried, needs=needs)
        if edition in last:
            latest = address.latest(language)
            values = (own, edition, carried, (earlier, later), _everywhere_open(shelf, address.latest), ())
            yield job(latest, "html", "issue.html", issue_page, *values, "latest", needs=needs)
        for form in exports.FORMS if any(item.cited for item in edition.items) else ():
            at = address.references(language, edition.day.date, form)
            yield job(at, "text", "", exports.export_file, edition, form)
        if shelf.has_bulletin(edition):
            yield from bulletins(shelf, own, edition)
        if own.card:
            yield job(issue_card(edition), "raster", "card.html", issue_cards, own, edition)
        yield from _items(shelf, own, edition)
    if with_bulletin:
        newest = shelf.bulletins_of(with_bulletin[-1])
        for source, form in zip(newest, address.FORMS, strict=True):
            at = address.latest_bulletin(language, form)
            yield job(at, "copy", "", copy_view, source, needs=(source,))


def bulletins(shelf: Shelf, own: Frame, edition: Edition, made: datetime | None = None) -> Iterator[Job]:
    """An edition's bulletins, one a form; proofs, if it is said when they were made."""
    carried = shelf.carried.get(edition.day.date, ())
    images = _code_images(shelf)
    for at, form in zip(shelf.bulletins_of(edition), address.FORMS, strict=True):
        yield job(at, "pdf", "bulletin.html", bulletin, own, edition, carried, images, form, made)


def _code_images(shelf: Shelf) -> tuple[StaticFile, ...]:
    """The files of content/static that are shown as QR codes."""
    named = {code.image for code in shelf.publication.site.qr if code.image}
    return tuple(one for one in shelf.publication.static if one.address in named)


def _everywhere_open(shelf: Shelf, place: Place) -> dict[str, str]:
    return {language: place(language) for language in shelf.frames if shelf.shown(language)}


def _issue_twins(shelf: Shelf, edition: Edition) -> tuple[dict[str, str], tuple[str, ...]]:
    """The page's address in each language, and the languages in which it is a translation."""
    twins, translated = {}, []
    for other in shelf.editions_of(edition.day):
        twins[other.language] = address.issue(other.language, other.day.date)
        if other.is_translation:
            translated.append(other.language)
    return shelf.twins(twins), tuple(translated)


def _items(shelf: Shelf, own: Frame, edition: Edition) -> Iterator[Job]:
    holding = {
        other.language: {item.slug for item in other.items} for other in shelf.editions_of(edition.day)
    }
    for item in edition.items:
        twins = {
            language: address.item(language, item.date, item.slug)
            for language, slugs in holding.items()
            if item.slug in slugs
        }
        at = twins[own.language]
        related = _related(shelf, edition, item)
        values = (own, edition, item, related, shelf.twins(twins))
        yield job(at, "html", "item.html", item_page, *values, needs=shelf.facts_of(edition))


def _related(shelf: Shelf, edition: Edition, item: Item) -> tuple[Listed, ...]:
    """The newest items of an item's topics in earlier issues."""
    day = edition.day.date.toordinal()
    found: dict[tuple[int, int], Listed] = {}
    for topic in item.topics:
        listed = shelf.by_topic[edition.language].get(topic, [])
        first = bisect_right(listed, -day, key=_age)
        found |= {(_age(one), one.place): one for one in listed[first : first + RELATED]}
    return tuple(found[key] for key in sorted(found)[:RELATED])


def _age(one: Listed) -> int:
    """Grows from the newest day to the oldest."""
    return -one.item.date.toordinal()


def tombstones(shelf: Shelf, language: str, own: Frame) -> Iterator[Job]:
    """What stands where an item or issue was withdrawn."""
    for day in shelf.days:
        shown = [one for one in (*day.open_in, *day.closed_in) if one in shelf.frames]
        if language not in shown or not shelf.wants(day):
            continue
        for gone in day.tombstones:
            if language in gone.languages:
                places = {
                    one: address.item(one, day.date, gone.slug) for one in shown if one in gone.languages
                }
                values = (own, day, gone, shelf.twins(places))
                yield job(places[language], "html", "tombstone.html", item_tombstone, *values)
        if language in day.closed_in:
            twins = shelf.twins({one: address.issue(one, day.date) for one in shown})
            yield job(twins[language], "html", "tombstone.html", issue_tombstone, own, day, twins)


def aliases(shelf: Shelf, language: str, own: Frame) -> Iterator[Job]:
    """Pages at former addresses that lead to the present ones."""
    for edition in shelf.editions[language]:
        for item in edition.items if shelf.wants(edition.day) else ():
            target = address.item(language, item.date, item.slug)
            for written in item.aliases:
                at = alias_in(written, language, tuple(shelf.frames))
                if at:
                    yield job(at, "html", "redirect.html", redirect_page, own, at, target)


def alias_in(written: str, language: str, languages: tuple[str, ...]) -> str | None:
    """The address of an alias in a language; None if it is meant for another language alone."""
    at = address.alias(written)
    first = at.partition("/")[0]
    if first in languages:
        return at if first == language else None
    return f"{language}/{at}"
