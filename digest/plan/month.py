"""A shelf → its months: of each all that its pages are made of, and nothing else.

Most pages of a site are of a month: its issues and their items, its lists of topics and sources.
Those are planned from what is here alone, so as long as the digest of it stays, none of them need
be listed.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from digest import address
from digest.fingerprint import digest_of
from digest.model.publication import StaticFile
from digest.model.record import Item
from digest.plan.chrome import Frame
from digest.plan.edition import Edition, Listed
from digest.plan.issues import Carried
from digest.plan.shelf import Lists, Shelf
from digest.plan.visible import Day

RELATED = 5
"""Earlier items of its topics that an item's page lists."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An edition in its place: between two others, with what its pages tell of other issues.

    `carried` are corrections of earlier issues; `related` earlier items of the topics of each of its
    items, in their order.
    """

    edition: Edition
    before: Edition | None
    after: Edition | None
    carried: tuple[Carried, ...]
    related: tuple[tuple[Listed, ...], ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a site: its days, each with its editions in the order of the languages.

    `closed` are the days with tombstones; `beside` are the months before and after in the archive of
    each language; `code_images` the pictures that bulletins show as QR codes.
    """

    name: str
    frames: tuple[Frame, ...]
    base_url: str
    has_bulletins: bool
    days: tuple[tuple[Placed, ...], ...]
    closed: tuple[Day, ...]
    beside: Mapping[str, tuple[str | None, str | None]]
    code_images: tuple[StaticFile, ...]

    @property
    def digest(self) -> str:
        """That of all it holds."""
        shared = (self.name, self.frames, self.base_url, self.has_bulletins, self.beside, self.code_images)
        return digest_of(*shared, self.days, self.closed)

    def placed(self, language: str) -> Iterator[tuple[Placed, tuple[Placed, ...]]]:
        """The editions of a language with all of their day, the oldest first."""
        for day in self.days:
            yield from ((one, day) for one in day if one.edition.language == language)

    def listed(self, language: str) -> list[Listed]:
        """The items of a language, the newest issue first, in each in order."""
        editions = [one.edition for one, _ in self.placed(language)]
        return [
            Listed(edition, item, place)
            for edition in reversed(editions)
            for place, item in enumerate(edition.items)
        ]


def months(shelf: Shelf) -> Iterator[Month]:
    """The months of a shelf, the oldest first."""
    names = dict.fromkeys(address.month_of(day.date) for day in shelf.days)
    by_name: dict[str, list[Day]] = {name: [] for name in names}
    for day in shelf.days:
        by_name[address.month_of(day.date)].append(day)
    places = _Places(shelf)
    return (places.month(name, days) for name, days in by_name.items())


def month_of(shelf: Shelf, name: str, only: date | None = None) -> Month:
    """One month, or of its days one alone, as that stands in the month."""
    days = [day for day in shelf.days if address.month_of(day.date) == name and only in (None, day.date)]
    return _Places(shelf).month(name, days)


class _Places:
    """What tells the place of editions and months among the others of a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.images = code_images(shelf)
        self.index = {
            one: {edition.day.date: index for index, edition in enumerate(listed)}
            for one, listed in shelf.editions.items()
        }
        self.archived = {one: shelf.months_shown(one) for one in shelf.frames}

    def month(self, name: str, days: Sequence[Day]) -> Month:
        shelf = self.shelf
        return Month(
            name,
            tuple(shelf.frames.values()),
            shelf.order.base_url,
            shelf.order.bulletins,
            tuple(tuple(map(self._placed, shelf.editions_of(day))) for day in days),
            tuple(day for day in days if day.tombstones or day.closed_in),
            {one: _beside(name, months) for one, months in self.archived.items()},
            self.images,
        )

    def _placed(self, edition: Edition) -> Placed:
        listed, day = self.shelf.editions[edition.language], edition.day.date
        index = self.index[edition.language][day]
        by_topic = self.shelf.by_topic[edition.language]
        return Placed(
            edition,
            listed[index - 1] if index else None,
            listed[index + 1] if index + 1 < len(listed) else None,
            self.shelf.carried.get(day, ()),
            tuple(_related(by_topic, day, item) for item in edition.items),
        )


def code_images(shelf: Shelf) -> tuple[StaticFile, ...]:
    """The files of content/static that are shown as QR codes."""
    named = {code.image for code in shelf.publication.site.qr if code.image}
    return tuple(one for one in shelf.publication.static if one.address in named)


def _beside(name: str, months: Sequence[str]) -> tuple[str | None, str | None]:
    """The months before and after one among others, if it is one of them."""
    if name not in months:
        return (None, None)
    index = months.index(name)
    return (months[index - 1] if index else None, months[index + 1] if index + 1 < len(months) else None)


def _related(by_topic: Lists, day: date, item: Item) -> tuple[Listed, ...]:
    """The newest items of an item's topics in earlier issues."""
    found: dict[tuple[int, int], Listed] = {}
    for topic in item.topics:
        listed = by_topic.get(topic, [])
        first = bisect_right(listed, -day.toordinal(), key=_age)
        found |= {(_age(one), one.place): one for one in listed[first : first + RELATED]}
    return tuple(found[key] for key in sorted(found)[:RELATED])


def _age(one: Listed) -> int:
    """Grows from the newest day to the oldest."""
    return -one.item.date.toordinal()
