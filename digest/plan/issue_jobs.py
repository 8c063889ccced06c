"""A month → the jobs of its issues, bulletins, items, their tombstones and former addresses."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from digest import address
from digest.model.publication import StaticFile
from digest.plan import exports
from digest.plan.bulletins import bulletin
from digest.plan.cards import issue_card, issue_cards
from digest.plan.chrome import Frame
from digest.plan.data import issue_data
from digest.plan.edition import Edition
from digest.plan.issues import Carried, head
from digest.plan.job import Job, job
from digest.plan.markdown import issue_markdown
from digest.plan.month import Month, Placed
from digest.plan.pages import (
    issue_page,
    issue_tombstone,
    item_page,
    item_tombstone,
    redirect_page,
)
from digest.plan.shelf import bulletins_of, facts_of, has_bulletin, twins_in
from digest.view.line import Head


def issues(month: Month, own: Frame) -> Iterator[Job]:
    """Issues of a language with their bulletins and items."""

    @cache
    def told(edition: Edition | None) -> Head | None:
        return head(edition) if edition else None

    for placed, day in month.placed(own.language):
        edition, carried = placed.edition, placed.carried
        beside = (told(placed.before), told(placed.after))
        values = (own, edition, carried, beside, *_issue_twins(own, day))
        at = address.issue(own.language, edition.day.date)
        needs = facts_of(edition, month.has_bulletins)
        yield job(at, "html", "issue.html", issue_page, *values, "issue", needs=needs)
        at = address.markdown(own.language, edition.day.date)
        yield job(at, "markdown", "issue.md", issue_markdown, own, edition, carried, needs=needs)
        for form in exports.FORMS if any(item.cited for item in edition.items) else ():
            at = address.references(own.language, edition.day.date, form)
            yield job(at, "text", "", exports.export_file, edition, form)
        if has_bulletin(edition, month.has_bulletins):
            yield from bulletins(own, edition, carried, month.code_images)
        if own.card:
            yield job(issue_card(edition), "raster", "card.html", issue_cards, own, edition)
        yield from _items(own, placed, day, needs)


def bulletins(
    own: Frame,
    edition: Edition,
    carried: tuple[Carried, ...],
    images: tuple[StaticFile, ...],
    made: datetime | None = None,
) -> Iterator[Job]:
    """An edition's bulletins, one a form; proofs, if it is said when they were made."""
    for at, form in zip(bulletins_of(edition), address.FORMS, strict=True):
        yield job(at, "pdf", "bulletin.html", bulletin, own, edition, carried, images, form, made)


def _issue_twins(own: Frame, day: tuple[Placed, ...]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The page's address in each language, and the languages in which it is a translation."""
    editions = [one.edition for one in day]
    twins = {one.language: address.issue(one.language, one.day.date) for one in editions}
    return twins_in(own.site, twins), tuple(one.language for one in editions if one.is_translation)


def _items(own: Frame, placed: Placed, day: tuple[Placed, ...], needs: tuple[str, ...]) -> Iterator[Job]:
    edition = placed.edition
    holding = {one.edition.language: {item.slug for item in one.edition.items} for one in day}
    for item, related in zip(edition.items, placed.related, strict=True):
        twins = {
            language: address.item(language, item.date, item.slug)
            for language, slugs in holding.items()
            if item.slug in slugs
        }
        at = twins[own.language]
        values = (own, edition, item, related, twins_in(own.site, twins))
        yield job(at, "html", "item.html", item_page, *values, needs=needs)


def tombstones(month: Month, own: Frame) -> Iterator[Job]:
    """What stands where an item or issue was withdrawn."""
    language, known = own.language, {one.language for one in month.frames}
    for day in month.closed:
        shown = [one for one in (*day.open_in, *day.closed_in) if one in known]
        if language not in shown:
            continue
        for gone in day.tombstones:
            if language in gone.languages:
                places = {
                    one: address.item(one, day.date, gone.slug) for one in shown if one in gone.languages
                }
                values = (own, day, gone, twins_in(own.site, places))
                yield job(places[language], "html", "tombstone.html", item_tombstone, *values)
        if language in day.closed_in:
            twins = twins_in(own.site, {one: address.issue(one, day.date) for one in shown})
            yield job(twins[language], "html", "tombstone.html", issue_tombstone, own, day, twins)


def aliases(month: Month, own: Frame) -> Iterator[Job]:
    """Pages at former addresses that lead to the present ones."""
    languages = tuple(one.language for one in month.frames)
    for placed, _ in month.placed(own.language):
        for item in placed.edition.items:
            target = address.item(own.language, item.date, item.slug)
            for written in item.aliases:
                at = alias_in(written, own.language, languages)
                if at:
                    yield job(at, "html", "redirect.html", redirect_page, own, at, target)


def data(month: Month) -> Iterator[Job]:
    """Each issue's data, all languages in one."""
    for day in month.days:
        if day:
            editions = tuple(one.edition for one in day)
            at = address.api_issue(editions[0].day.date)
            yield job(at, "text", "", issue_data, month.base_url, editions)


def alias_in(written: str, language: str, languages: tuple[str, ...]) -> str | None:
    """The address of an alias in a language; None if it is meant for another language alone."""
    at = address.alias(written)
    first = at.partition("/")[0]
    if first in languages:
        return at if first == language else None
    return f"{language}/{at}"
