"""The jobs of what machines read: feeds, data, sitemap, style sheets, pictures, static files."""

from collections.abc import Iterable, Iterator

from digest import address
from digest.plan.chrome import Frame
from digest.plan.data import api_schema, index_data, robots, sitemap
from digest.plan.edition import Edition
from digest.plan.feeds import LENGTH, issue_feed, item_feed
from digest.plan.files import code_view, copy_view, image_view
from digest.plan.job import Job, job
from digest.plan.llms import NEWEST, llms
from digest.plan.pages import not_found_page
from digest.plan.phrases import phrase
from digest.plan.pictures import renditions
from digest.plan.qr import drawn_codes
from digest.plan.shelf import Shelf
from digest.plan.visible import last_change


def feeds(shelf: Shelf, language: str, own: Frame) -> Iterator[Job]:
    """Feeds of issues, and of the items of each topic and source."""
    complete = [edition for edition in shelf.shown(language) if edition.complete]
    newest = tuple(
        (edition, shelf.carried.get(edition.day.date, ())) for edition in reversed(complete[-LENGTH:])
    )
    if newest:
        needs = tuple(at for edition, _ in newest for at in shelf.facts_of(edition))
        at = address.atom(address.home(language))
        yield job(at, "feed", "feed-entry.html", issue_feed, own, newest, needs=needs)
    names = {topic.id: topic.name for topic in shelf.publication.topics.topics}
    registry = shelf.publication.registry.sources
    places = [
        (address.topic(language, one), names[one], listed) for one, listed in shelf.by_topic[language].items()
    ]
    places += [
        (address.source(language, one), registry[one].name, listed)
        for one, listed in shelf.by_source[language].items()
    ]
    for place, name, listed in places:
        told = [one for one in listed if one.item.slug not in one.edition.untranslated][:LENGTH]
        if told:
            title = phrase(name, language, shelf.publication.site).text
            values = (own, place, title, tuple(told))
            yield job(address.atom(place), "feed", "feed-entry.html", item_feed, *values)


def common(shelf: Shelf) -> Iterator[Job]:
    """What languages share: not found, data, robots, sitemap."""
    base, site = shelf.order.base_url, shelf.publication.site
    frames = tuple(shelf.frames.values())
    yield job(address.NOT_FOUND, "html", "not-found.html", not_found_page, frames[0], frames)
    shown = tuple(
        (one.day, tuple(edition.language for edition in shelf.editions_of(one.day)))
        for one in shelf.numbers
        if shelf.editions_of(one.day)
    )
    yield job(address.API_INDEX, "text", "", index_data, base, site, shown)
    yield job(address.API_SCHEMA, "text", "", api_schema)
    newest = tuple((language, tuple(shelf.shown(language)[-NEWEST:])) for language in shelf.frames)
    yield job(address.LLMS, "text", "", llms, frames, newest)
    yield job(address.ROBOTS, "text", "", robots, base, shelf.order.sight.drafts)
    yield job(address.SITEMAP, "sitemap", "", sitemap, base, _map(shelf))


def _map(shelf: Shelf) -> tuple[tuple[int, tuple[tuple[str, str], ...]], ...]:
    """The pages of the sitemap by year; those without a year of their own go with the newest."""
    years: dict[int, list[tuple[str, str]]] = {}
    for language, listed in shelf.editions.items():
        for edition in listed:
            if edition.items and not edition.day.hidden:
                changed = last_change(edition.day).isoformat()
                years.setdefault(edition.day.date.year, []).extend(_mapped(edition, changed))
        if years and shelf.shown(language):
            newest = shelf.shown(language)[-1]
            changed = last_change(newest.day).isoformat()
            years[max(years)] += [(one.address, changed) for one in shelf.frames[language].chrome.menu]
    return tuple((year, tuple(sorted(years[year]))) for year in sorted(years))


def files(shelf: Shelf) -> Iterator[Job]:
    """Static files, style sheets, QR codes and pictures."""
    for one in shelf.publication.static:
        yield job(one.address, "static", "", copy_view, one.path, one.sha256)
    for name, at in shelf.order.assets.items():
        yield job(at, "asset", name, copy_view, name)
    for at, text in drawn_codes(shelf.publication.site).items():
        yield job(at, "qr", "", code_view, text)
    made: dict[str, Job] = {}
    for one_number in shelf.numbers:
        for picture in one_number.pictures.values():
            for rendition in renditions(picture):
                made[rendition.address] = job(
                    rendition.address, "image", "", image_view, rendition, picture.sha256
                )
    yield from made.values()


def _mapped(edition: Edition, changed: str) -> Iterable[tuple[str, str]]:
    if edition.is_translation:
        yield address.issue(edition.language, edition.day.date), changed
    for item in edition.items:
        if item.slug not in edition.untranslated:
            yield address.item(edition.language, item.date, item.slug), changed
