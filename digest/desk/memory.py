"""Days and their editions, remembered from one run to the next: only an edited day is made anew."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from digest.model.publication import Picture, Publication
from digest.model.record import Site
from digest.plan.edition import Edition, Number, editions, number
from digest.plan.visible import Day


@dataclass(frozen=True, slots=True)
class _Known:
    day: Day
    among: tuple[object, ...]
    number: Number
    editions: dict[str, tuple[Edition, ...]] = field(default_factory=dict)


class Memory:
    """What a `Shelf` asks for as `number_of` and `editions_in`."""

    def __init__(self) -> None:
        self._known: dict[date, _Known] = {}

    def number_of(self, day: Day, publication: Publication) -> Number:
        """The day numbered: as before, if nothing it is made of is another object."""
        among = _among(day, publication)
        known = self._known.get(day.date)
        if known is None or known.among != among or not _same(known.day, day):
            known = _Known(day, among, number(day, publication))
            self._known[day.date] = known
        return known.number

    def editions_in(self, numbered: Iterable[Number], site: Site) -> tuple[Edition, ...]:
        """The editions of numbered days: as before for the same number and site."""
        found: list[Edition] = []
        listed = list(numbered)
        for one in listed:
            known = self._known[one.day.date]
            if site.digest not in known.editions:
                known.editions.clear()
                known.editions[site.digest] = editions([one], site)
            found += known.editions[site.digest]
        self._forget({one.day.date for one in listed})
        return tuple(found)

    def _forget(self, but: set[date]) -> None:
        for gone in [day for day in self._known if day not in but]:
            del self._known[gone]


def _among(day: Day, publication: Publication) -> tuple[object, ...]:
    """What a number is made of beside its day."""
    pictures: list[Picture | None] = []
    for item in day.items:
        if item.image:
            pictures.append(publication.picture(item.path.rpartition("/")[0], item.image.file))
    digests = (publication.site.digest, publication.registry.digest, publication.topics.digest)
    return (*digests, *pictures)


def _same(one: Day, other: Day) -> bool:
    """Whether two days are made of the same records, by identity: comparing texts would take long."""
    return (
        one.issue is other.issue
        and len(one.items) == len(other.items)
        and all(mine is theirs for mine, theirs in zip(one.items, other.items, strict=True))
        and _rest(one) == _rest(other)
    )


def _rest(day: Day) -> tuple[object, ...]:
    return (day.at, day.open_in, day.closed_in, day.tombstones, day.drafts, day.hidden)
