"""A shelf → the jobs of what stands for the newest issue: homes, the latest issue and bulletin."""

from collections.abc import Iterator

from digest import address
from digest.plan.cards import site_cards
from digest.plan.chrome import Frame
from digest.plan.edition import Edition
from digest.plan.files import copy_view
from digest.plan.issues import head
from digest.plan.job import Job, job
from digest.plan.pages import home_page, issue_page
from digest.plan.share import site_card
from digest.plan.shelf import Place, Shelf, bulletins_of
from digest.view.line import Head

RECENT = 15
"""Issues that a home lists below the newest."""


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


def latest(shelf: Shelf, language: str, own: Frame) -> Iterator[Job]:
    """The newest issue of a language, and its newest bulletins, at addresses that stay."""
    listed = shelf.editions[language]
    for edition in shelf.shown(language)[-1:]:
        index = listed.index(edition)
        beside = (_told(listed[index - 1 : index] if index else []), _told(listed[index + 1 : index + 2]))
        carried = shelf.carried.get(edition.day.date, ())
        values = (own, edition, carried, beside, _everywhere_open(shelf, address.latest), (), "latest")
        needs = shelf.facts_of(edition)
        yield job(address.latest(language), "html", "issue.html", issue_page, *values, needs=needs)
    with_bulletin = [edition for edition in listed if shelf.has_bulletin(edition)]
    if with_bulletin:
        newest = bulletins_of(with_bulletin[-1])
        for source, form in zip(newest, address.FORMS, strict=True):
            at = address.latest_bulletin(language, form)
            yield job(at, "copy", "", copy_view, source, needs=(source,))


def _told(editions: list[Edition]) -> Head | None:
    return head(editions[0]) if editions else None


def _everywhere_open(shelf: Shelf, place: Place) -> dict[str, str]:
    return {language: place(language) for language in shelf.frames if shelf.shown(language)}
