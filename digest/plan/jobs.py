"""Visible days → all jobs of a release, each address once. The whole of the site is listed here."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from digest import address
from digest.model.publication import Publication, StaticFile
from digest.model.record import Item
from digest.plan.bulletins import bulletin
from digest.plan.chrome import MENU, Frame, frame
from digest.plan.data import index_data, issue_data, robots, sitemap
from digest.plan.edition import Edition, Number, editions, number
from digest.plan.feeds import LENGTH, issue_feed, item_feed
from digest.plan.files import code_view, copy_view, image_view
from digest.plan.issues import Carried, corrections_in, head
from digest.plan.job import Job, job
from digest.plan.lists import (
    NEWEST,
    Count,
    Listed,
    by_month,
    corrections_page,
    index_page,
    month_page,
    source_page,
    topic_page,
)
from digest.plan.pages import (
    about_page,
    home_page,
    issue_page,
    issue_tombstone,
    item_page,
    item_tombstone,
    not_found_page,
    redirect_page,
)
from digest.plan.phrases import phrase
from digest.plan.pictures import renditions
from digest.plan.qr import drawn_codes
from digest.plan.visible import Day, Sight, last_change, visible
from digest.view import Phrase
from digest.words import month_name

Lists = dict[str, list[Listed]]
"""Items by topic or source."""

RECENT = 14
"""Issues that a home lists below the newest."""

RELATED = 5
"""Earlier items of its topics that an item's page lists."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a release is asked to be: what may be seen, where it will stand, with which parts.

    `assets` are the addresses of style sheets by name; `static` is known from the publication.
    """

    sight: Sight
    base_url: str
    assets: Mapping[str, str]
    bulletins: bool = True


@dataclass(frozen=True, slots=True)
class Release:
    """The jobs of a release, and the addresses that it takes down or keeps as tombstones."""

    jobs: tuple[Job, ...]
    days: tuple[Day, ...]


def plan(publication: Publication, order: Order) -> Release:
    """Every job of a release."""
    days = visible(publication, order.sight)
    planner = _Planner(publication, order, days)
    return Release(tuple(planner.jobs()), days)


@dataclass(slots=True)
class _Planner:
    """What the parts of the plan share."""

    publication: Publication
    order: Order
    days: tuple[Day, ...]
    numbers: tuple[Number, ...] = ()
    editions: dict[str, list[Edition]] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    by_day: dict[date, list[Edition]] = field(default_factory=dict)
    by_topic: dict[str, Lists] = field(default_factory=dict)
    by_source: dict[str, Lists] = field(default_factory=dict)
    carried: dict[date, tuple[Carried, ...]] = field(default_factory=dict)
    corrections: tuple[Carried, ...] = ()

    def __post_init__(self) -> None:
        site = self.publication.site
        open_days = [day for day in self.days if day.open_in]
        self.numbers = tuple(number(day, self.publication) for day in open_days)
        self.editions = {language: [] for language in site.languages}
        for one in editions(self.numbers, site):
            self.editions[one.language].append(one)
            self.by_day.setdefault(one.day.date, []).append(one)
        topics = [topic.id for topic in self.publication.topics.topics]
        for language in site.languages:
            listed = self._listed(language)
            self.by_topic[language] = _lists(topics, listed, lambda item: item.topics)
            self.by_source[language] = _lists(self.publication.registry.sources, listed, _cited)
        self.corrections = tuple(corrections_in(self.numbers))
        self._carry()
        for language in site.languages:
            self.frames[language] = self._frame(language)

    # Shared parts -----------------------------------------------------------------------------

    def _frame(self, language: str) -> Frame:
        shown = set(MENU)
        if not self.by_topic[language]:
            shown.discard("topics")
        if not self.by_source[language]:
            shown.discard("sources")
        assets = {**self.order.assets, **{one.address: one.address for one in self.publication.static}}
        has_feed = any(edition.complete and edition.items for edition in self.editions[language])
        return frame(self.publication.site, language, self.order.base_url, shown, assets, has_feed)

    def _carry(self) -> None:
        """Each issue tells the corrections made to earlier ones since the issue before it."""
        if not self.publication.site.carry_corrections:
            return
        before = None
        for one in self.numbers:
            if before is not None:
                since, until, day = before.day.at, one.day.at, one.day.date
                self.carried[day] = tuple(
                    told for told in self.corrections if since < told.at <= until and told.issue.date < day
                )
            before = one

    def _shown(self, language: str) -> list[Edition]:
        return [edition for edition in self.editions[language] if edition.items]

    def _twins(self, made: Mapping[str, str]) -> dict[str, str]:
        return {language: made[language] for language in self.publication.site.languages if language in made}

    def _everywhere(self, place: object) -> dict[str, str]:
        """The addresses of a page that every language has."""
        return {language: place(language) for language in self.frames}  # type: ignore[operator]

    def _facts_of(self, edition: Edition) -> tuple[str, ...]:
        return (self._bulletin_of(edition),) if self._has_bulletin(edition) else ()

    def _has_bulletin(self, edition: Edition) -> bool:
        return self.order.bulletins and edition.complete and bool(edition.items)

    def _bulletin_of(self, edition: Edition) -> str:
        return address.bulletin(edition.language, edition.day.date, self.publication.site.id)

    # The parts --------------------------------------------------------------------------------

    def jobs(self) -> Iterator[Job]:
        """All jobs, by part."""
        for language, own in self.frames.items():
            yield from self._homes(language, own)
            yield from self._issues(language, own)
            yield from self._tombstones(language, own)
            yield from self._archive(language, own)
            yield from self._topics(language, own)
            yield from self._sources(language, own)
            yield from self._feeds(language, own)
            yield from self._singles(language, own)
            yield from self._aliases(language, own)
        yield from self._common()
        yield from self._files()

    def _homes(self, language: str, own: Frame) -> Iterator[Job]:
        shown = self._shown(language)
        newest = shown[-1] if shown else None
        recent = tuple(reversed(shown[-1 - RECENT : -1]))
        carried = self.carried.get(newest.day.date, ()) if newest else ()
        needs = self._facts_of(newest) if newest else ()
        twins = self._everywhere(address.home)
        places = [address.home(language)]
        if language == self.publication.site.source_language:
            places.append("")
        for at in places:
            yield job(
                at, "html", "home.html", home_page, own, at, newest, carried, recent, twins, needs=needs
            )

    def _issues(self, language: str, own: Frame) -> Iterator[Job]:
        listed = self.editions[language]
        last = self._shown(language)[-1:]
        with_bulletin = [edition for edition in listed if self._has_bulletin(edition)]
        for index, edition in enumerate(listed):
            earlier = head(listed[index - 1]) if index else None
            later = head(listed[index + 1]) if index + 1 < len(listed) else None
            carried = self.carried.get(edition.day.date, ())
            values = (own, edition, carried, (earlier, later), *self._issue_twins(edition))
            at = address.issue(language, edition.day.date)
            needs = self._facts_of(edition)
            yield job(at, "html", "issue.html", issue_page, *values, "issue", needs=needs)
            if edition in last:
                latest = address.latest(language)
                values = (own, edition, carried, (earlier, later), self._everywhere_open(address.latest), ())
                yield job(latest, "html", "issue.html", issue_page, *values, "latest", needs=needs)
            if self._has_bulletin(edition):
                at = self._bulletin_of(edition)
                images = self._code_images()
                yield job(at, "pdf", "bulletin.html", bulletin, own, edition, carried, images)
            yield from self._items(own, edition)
        if with_bulletin:
            source = self._bulletin_of(with_bulletin[-1])
            yield job(address.latest_bulletin(language), "copy", "", copy_view, source, needs=(source,))

    def _code_images(self) -> tuple[StaticFile, ...]:
        """The files of content/static that are shown as QR codes."""
        named = {code.image for code in self.publication.site.qr if code.image}
        return tuple(one for one in self.publication.static if one.address in named)

    def _everywhere_open(self, place: object) -> dict[str, str]:
        return {
            language: place(language)  # type: ignore[operator]
            for language in self.frames
            if self._shown(language)
        }

    def _issue_twins(self, edition: Edition) -> tuple[dict[str, str], tuple[str, ...]]:
        """The page's address in each language, and the languages in which it is a translation."""
        twins, translated = {}, []
        for other in self._editions_of(edition.day):
            twins[other.language] = address.issue(other.language, other.day.date)
            if other.is_translation:
                translated.append(other.language)
        return self._twins(twins), tuple(translated)

    def _editions_of(self, day: Day) -> list[Edition]:
        return self.by_day.get(day.date, [])

    def _items(self, own: Frame, edition: Edition) -> Iterator[Job]:
        others = self._editions_of(edition.day)
        for item in edition.items:
            twins = {
                other.language: address.item(other.language, item.date, item.slug)
                for other in others
                if other.holds(item)
            }
            at = twins[own.language]
            related = self._related(edition, item)
            yield job(at, "html", "item.html", item_page, own, edition, item, related, self._twins(twins))

    def _related(self, edition: Edition, item: Item) -> tuple[tuple[Edition, Item], ...]:
        """The newest items of an item's topics in earlier issues."""
        topics = set(item.topics)
        found: list[tuple[Edition, Item]] = []
        listed = self.editions[edition.language]
        for other in reversed(listed[: listed.index(edition)] if topics else []):
            for one in other.items:
                if topics & set(one.topics) and len(found) < RELATED:
                    found.append((other, one))
            if len(found) == RELATED:
                break
        return tuple(found)

    def _tombstones(self, language: str, own: Frame) -> Iterator[Job]:
        for day in self.days:
            shown = [one for one in (*day.open_in, *day.closed_in) if one in self.frames]
            if language not in shown:
                continue
            for gone in day.tombstones:
                if language in gone.languages:
                    places = {
                        one: address.item(one, day.date, gone.slug) for one in shown if one in gone.languages
                    }
                    values = (own, day, gone, self._twins(places))
                    yield job(places[language], "html", "tombstone.html", item_tombstone, *values)
            if language in day.closed_in:
                twins = self._twins({one: address.issue(one, day.date) for one in shown})
                yield job(twins[language], "html", "tombstone.html", issue_tombstone, own, day, twins)

    # Lists ------------------------------------------------------------------------------------

    def _archive(self, language: str, own: Frame) -> Iterator[Job]:
        months = self._months(language)
        counts = tuple(self._month_count(language, month, len(months[month])) for month in months)
        twins = self._everywhere(address.archive)
        at = address.archive(language)
        yield job(at, "html", "index.html", index_page, own, "archive", at, counts, twins)
        names = list(months)
        for index, month in enumerate(names):
            earlier = names[index + 1] if index + 1 < len(names) else None
            later = names[index - 1] if index else None
            places = {one: address.archive(one, month) for one in self.frames if month in self._months(one)}
            values = (own, month, months[month], (earlier, later), self._twins(places))
            yield job(address.archive(language, month), "html", "month.html", month_page, *values)

    def _months(self, language: str) -> dict[str, tuple[Edition, ...]]:
        """Editions by month, the newest of both first."""
        months: dict[str, list[Edition]] = {}
        for edition in reversed(self._shown(language)):
            months.setdefault(address.month_of(edition.day.date), []).append(edition)
        return {month: tuple(found) for month, found in months.items()}

    def _month_count(self, language: str, month: str, count: int) -> Count:
        name = month_name(month, self.publication.site.locale(language))
        return Count(Phrase(name), address.archive(language, month), count, "issues", month[:4])

    def _listed(self, language: str) -> list[Listed]:
        """All items of a language, the newest issue first, in each in order."""
        return [
            Listed(edition, item) for edition in reversed(self._shown(language)) for item in edition.items
        ]

    def _topics(self, language: str, own: Frame) -> Iterator[Job]:
        by_topic = self.by_topic[language]
        names = {topic.id: topic.name for topic in self.publication.topics.topics}
        site = self.publication.site
        counts = tuple(
            Count(phrase(names[one], language, site), address.topic(language, one), len(listed), "items")
            for one, listed in by_topic.items()
        )
        if counts:
            twins = {one: address.topics(one) for one in self.frames if self.by_topic[one]}
            at = address.topics(language)
            yield job(at, "html", "index.html", index_page, own, "topics", at, counts, self._twins(twins))
        for one, listed in by_topic.items():
            having = {other: self.by_topic[other].get(one, []) for other in self.frames}
            values = (own, one, names[one])
            yield from self._list_pages(language, address.topic, one, listed, having, topic_page, values)

    def _sources(self, language: str, own: Frame) -> Iterator[Job]:
        by_source = self.by_source[language]
        registry, site = self.publication.registry.sources, self.publication.site
        words = own.chrome.words
        counts = [
            Count(
                phrase(registry[one].name, language, site),
                address.source(language, one),
                len(listed),
                "items",
                words["official" if registry[one].is_official else "secondary"],
            )
            for one, listed in by_source.items()
        ]
        counts.sort(key=lambda count: count.group != words["official"])
        if counts:
            twins = {one: address.sources(one) for one in self.frames if self.by_source[one]}
            at, made = address.sources(language), tuple(counts)
            yield job(at, "html", "index.html", index_page, own, "sources", at, made, self._twins(twins))
        for one, listed in by_source.items():
            having = {other: self.by_source[other].get(one, []) for other in self.frames}
            values = (own, one, registry[one])
            yield from self._list_pages(language, address.source, one, listed, having, source_page, values)

    def _list_pages(
        self,
        language: str,
        place: object,
        identity: str,
        listed: list[Listed],
        having: Mapping[str, list[Listed]],
        maker: object,
        values: tuple[object, ...],
    ) -> Iterator[Job]:
        """The page of a topic or source, and one a month."""
        at = place  # address.topic or address.source
        months = by_month(listed)
        counts = tuple(
            Count(
                Phrase(month_name(month, self.publication.site.locale(language))),
                at(language, identity, month),  # type: ignore[operator]
                len(found),
                "items",
            )
            for month, found in months.items()
        )
        pages = {"": tuple(listed[:NEWEST]), **months}
        for month, shown in pages.items():
            twins = {
                other: at(other, identity, month)  # type: ignore[operator]
                for other, found in having.items()
                if found and (not month or month in by_month(found))
            }
            own_counts = () if month else counts
            made = (*values, month, shown, own_counts, self._twins(twins))
            yield job(twins[language], "html", "list.html", maker, *made)  # type: ignore[arg-type]

    # Feeds, single pages, files ---------------------------------------------------------------

    def _feeds(self, language: str, own: Frame) -> Iterator[Job]:
        complete = [edition for edition in self._shown(language) if edition.complete]
        newest = tuple(
            (edition, self.carried.get(edition.day.date, ())) for edition in reversed(complete[-LENGTH:])
        )
        if newest:
            needs = tuple(at for edition, _ in newest for at in self._facts_of(edition))
            at = address.atom(address.home(language))
            yield job(at, "feed", "feed-entry.html", issue_feed, own, newest, needs=needs)
        names = {topic.id: topic.name for topic in self.publication.topics.topics}
        registry = self.publication.registry.sources
        places = [
            (address.topic(language, one), names[one], listed)
            for one, listed in self.by_topic[language].items()
        ]
        places += [
            (address.source(language, one), registry[one].name, listed)
            for one, listed in self.by_source[language].items()
        ]
        for place, name, listed in places:
            told = [one for one in listed if one.item.slug not in one.edition.untranslated][:LENGTH]
            if told:
                title = phrase(name, language, self.publication.site).text
                values = (own, place, title, tuple(told))
                yield job(address.atom(place), "feed", "feed-entry.html", item_feed, *values)

    def _singles(self, language: str, own: Frame) -> Iterator[Job]:
        twins = self._everywhere(address.corrections)
        at = address.corrections(language)
        told = tuple(one for one in self.corrections if self._tells(language, one))
        yield job(at, "html", "corrections.html", corrections_page, own, told, twins)
        at = address.about(language)
        yield job(at, "html", "about.html", about_page, own, self._everywhere(address.about))

    def _tells(self, language: str, one: Carried) -> bool:
        """Whether what a correction is about has a page in a language."""
        return any(
            one.item is None or edition.holds(one.item)
            for edition in self.by_day.get(one.issue.date, [])
            if edition.language == language
        )

    def _aliases(self, language: str, own: Frame) -> Iterator[Job]:
        for edition in self.editions[language]:
            for item in edition.items:
                target = address.item(language, item.date, item.slug)
                for written in item.aliases:
                    at = alias_in(written, language, tuple(self.frames))
                    if at and at != target:
                        yield job(at, "html", "redirect.html", redirect_page, own, at, target)

    def _common(self) -> Iterator[Job]:
        base, site = self.order.base_url, self.publication.site
        frames = tuple(self.frames.values())
        yield job(address.NOT_FOUND, "html", "not-found.html", not_found_page, frames[0], frames)
        shown = tuple(
            (one.day, tuple(edition.language for edition in self._editions_of(one.day)))
            for one in self.numbers
            if self._editions_of(one.day)
        )
        yield job(address.API_INDEX, "text", "", index_data, base, site, shown)
        for one in self.numbers:
            found = tuple(self._editions_of(one.day))
            if found:
                yield job(address.api_issue(one.day.date), "text", "", issue_data, base, found)
        yield job(address.ROBOTS, "text", "", robots, base, self.order.sight.drafts)
        yield job(address.SITEMAP, "sitemap", "", sitemap, base, self._map())

    def _map(self) -> tuple[tuple[int, tuple[tuple[str, str], ...]], ...]:
        """The pages of the sitemap by year; those without a year of their own go with the newest."""
        years: dict[int, list[tuple[str, str]]] = {}
        for language, listed in self.editions.items():
            for edition in listed:
                if edition.items and not edition.day.hidden:
                    changed = last_change(edition.day).isoformat()
                    years.setdefault(edition.day.date.year, []).extend(_mapped(edition, changed))
            if years and self._shown(language):
                newest = self._shown(language)[-1]
                changed = last_change(newest.day).isoformat()
                places = [address.home(language), address.archive(language), address.about(language)]
                years[max(years)] += [(at, changed) for at in places]
        return tuple((year, tuple(sorted(years[year]))) for year in sorted(years))

    def _files(self) -> Iterator[Job]:
        for one in self.publication.static:
            yield job(one.address, "static", "", copy_view, one.path, one.sha256)
        for name, at in self.order.assets.items():
            yield job(at, "asset", name, copy_view, name)
        for at, text in drawn_codes(self.publication.site).items():
            yield job(at, "qr", "", code_view, text)
        made: dict[str, Job] = {}
        for one_number in self.numbers:
            for picture in one_number.pictures.values():
                for rendition in renditions(picture):
                    made[rendition.address] = job(
                        rendition.address, "image", "", image_view, rendition, picture.sha256
                    )
        yield from made.values()


def _cited(item: Item) -> Iterable[str]:
    return (source for citation in item.citations for source in citation.sources)


def _lists(keys: Iterable[str], listed: list[Listed], keys_of: Callable[[Item], Iterable[str]]) -> Lists:
    """Items by topic or source, in the order of the keys; a key without items is left out."""
    found: Lists = {key: [] for key in keys}
    for one in listed:
        for key in dict.fromkeys(keys_of(one.item)):
            found[key].append(one)
    return {key: own for key, own in found.items() if own}


def _mapped(edition: Edition, changed: str) -> Iterable[tuple[str, str]]:
    if edition.is_translation:
        yield address.issue(edition.language, edition.day.date), changed
    for item in edition.items:
        if item.slug not in edition.untranslated:
            yield address.item(edition.language, item.date, item.slug), changed


def alias_in(written: str, language: str, languages: tuple[str, ...]) -> str | None:
    """The address of an alias in a language; None if it is meant for another language alone."""
    at = address.alias(written)
    first = at.partition("/")[0]
    if first in languages:
        return at if first == language else None
    return f"{language}/{at}"
