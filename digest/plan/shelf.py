"""Visible days → editions, items and corrections in the orders in which pages want them."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from digest import address
from digest.model.publication import Publication
from digest.model.record import Item, Site
from digest.plan.chrome import MENU, Frame, frame
from digest.plan.edition import Edition, Listed, Number, editions, number
from digest.plan.issues import Carried, corrections_in
from digest.plan.visible import Day, Sight

Lists = dict[str, list[Listed]]
"""Items by topic or source."""

Place = Callable[..., str]
"""A function of `digest.address`."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a release is asked to be: what may be seen, where it will stand, with which parts.

    `assets` are the addresses of style sheets by name; `static` is known from the publication.
    """

    sight: Sight
    base_url: str
    assets: Mapping[str, str]
    bulletins: bool = True
    """Whether anything is set in type: bulletins and share cards."""


@dataclass
class Shelf:
    """A publication at an instant, sorted for all pages: what the parts of a plan share.

    `number_of` and `editions_in` number days and make editions of them; a run that follows each edit
    remembers what they made.
    """

    publication: Publication
    order: Order
    days: tuple[Day, ...]
    number_of: Callable[[Day, Publication], Number] = number
    editions_in: Callable[[Iterable[Number], Site], tuple[Edition, ...]] = editions
    numbers: tuple[Number, ...] = ()
    editions: dict[str, list[Edition]] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    by_day: dict[date, list[Edition]] = field(default_factory=dict)
    carried: dict[date, tuple[Carried, ...]] = field(default_factory=dict)
    corrections: tuple[Carried, ...] = ()

    def __post_init__(self) -> None:
        site = self.publication.site
        open_days = [day for day in self.days if day.open_in]
        self.numbers = tuple(self.number_of(day, self.publication) for day in open_days)
        self.editions = {language: [] for language in site.languages}
        for one in self.editions_in(self.numbers, site):
            self.editions[one.language].append(one)
            self.by_day.setdefault(one.day.date, []).append(one)
        self.corrections = tuple(corrections_in(self.numbers))
        self._carry()
        for language in site.languages:
            self.frames[language] = self._frame(language)

    @cached_property
    def by_topic(self) -> dict[str, Lists]:
        """Items by topic, in each language."""
        topics = [topic.id for topic in self.publication.topics.topics]
        return {one: _lists(topics, self._listed(one), _topics) for one in self.editions}

    @cached_property
    def by_source(self) -> dict[str, Lists]:
        """Items by source, in each language."""
        sources = self.publication.registry.sources
        return {one: _lists(sources, self._listed(one), _cited) for one in self.editions}

    def _frame(self, language: str) -> Frame:
        shown = set(MENU)
        items = [item for edition in self.editions[language] for item in edition.items]
        if not any(item.topics for item in items):
            shown.discard("topics")
        if not any(item.cited for item in items):
            shown.discard("sources")
        if not items:
            shown.discard("trends")
        assets = {**self.order.assets, **{one.address: one.address for one in self.publication.static}}
        has_feed = any(edition.complete and edition.items for edition in self.editions[language])
        has_cards = self.order.bulletins
        return frame(self.publication.site, language, self.order.base_url, shown, assets, has_feed, has_cards)

    def _carry(self) -> None:
        """Each issue tells the corrections made to earlier ones since the issue before it."""
        if not self.publication.site.carry_corrections:
            return
        told = self.corrections  # the oldest first
        instants = [one.at for one in told]
        for before, one in pairwise(self.numbers):
            since, until = (bisect_right(instants, number.day.at) for number in (before, one))
            day = one.day.date
            self.carried[day] = tuple(each for each in told[since:until] if each.issue.date < day)

    def shown(self, language: str) -> list[Edition]:
        """The editions of a language that have items, the oldest first."""
        return [edition for edition in self.editions[language] if edition.items]

    def months_shown(self, language: str) -> list[str]:
        """The months of those, the oldest first."""
        return list(dict.fromkeys(address.month_of(one.day.date) for one in self.shown(language)))

    def twins(self, made: Mapping[str, str]) -> dict[str, str]:
        """Addresses by language, in the order of the languages."""
        return twins_in(self.publication.site, made)

    def everywhere(self, place: Place) -> dict[str, str]:
        """The addresses of a page that every language has."""
        return {language: place(language) for language in self.frames}

    def facts_of(self, edition: Edition) -> tuple[str, ...]:
        """The addresses whose facts an edition’s pages show."""
        return facts_of(edition, self.order.bulletins)

    def has_bulletin(self, edition: Edition) -> bool:
        """Whether an edition becomes a bulletin."""
        return has_bulletin(edition, self.order.bulletins)

    def editions_of(self, day: Day) -> list[Edition]:
        """The editions of a day."""
        return self.by_day.get(day.date, [])

    def _listed(self, language: str) -> list[Listed]:
        """All items of a language, the newest issue first, in each in order."""
        return [
            Listed(edition, item, place)
            for edition in reversed(self.shown(language))
            for place, item in enumerate(edition.items)
        ]


def twins_in(site: Site, made: Mapping[str, str]) -> dict[str, str]:
    """Addresses by language, in the order of a site's languages."""
    return {language: made[language] for language in site.languages if language in made}


def has_bulletin(edition: Edition, wanted: bool) -> bool:
    """Whether an edition becomes a bulletin, if any are `wanted`."""
    return wanted and edition.complete and bool(edition.items)


def facts_of(edition: Edition, wanted: bool) -> tuple[str, ...]:
    """The addresses whose facts an edition's pages show."""
    return bulletins_of(edition) if has_bulletin(edition, wanted) else ()


def bulletins_of(edition: Edition) -> tuple[str, ...]:
    """The addresses of an edition's bulletins, one a form."""
    language, day, site = edition.language, edition.day.date, edition.site.id
    return tuple(address.bulletin(language, day, site, form) for form in address.FORMS)


def _topics(item: Item) -> Iterable[str]:
    return item.topics


def _cited(item: Item) -> Iterable[str]:
    return item.cited


def by_topic(listed: Iterable[Listed]) -> dict[str, tuple[Listed, ...]]:
    """Items by topic."""
    return _tuples(_sorted(listed, _topics, {}))


def by_source(listed: Iterable[Listed]) -> dict[str, tuple[Listed, ...]]:
    """Items by source."""
    return _tuples(_sorted(listed, _cited, {}))


def _tuples(lists: Lists) -> dict[str, tuple[Listed, ...]]:
    return {key: tuple(own) for key, own in lists.items()}


def _lists(keys: Iterable[str], listed: list[Listed], keys_of: Callable[[Item], Iterable[str]]) -> Lists:
    """Items by topic or source, in the order of the keys; a key without items is left out."""
    found = _sorted(listed, keys_of, {key: [] for key in keys})
    return {key: own for key, own in found.items() if own}


def _sorted(listed: Iterable[Listed], keys_of: Callable[[Item], Iterable[str]], found: Lists) -> Lists:
    for one in listed:
        for key in dict.fromkeys(keys_of(one.item)):
            found.setdefault(key, []).append(one)
    return found
