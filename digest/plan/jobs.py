"""Publication + instant → all jobs of a release, each address once. The whole of the site is listed here.

What belongs to a month is planned from that month alone; the rest from the shelf.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from digest.model.publication import Publication
from digest.plan.file_jobs import common, feeds, files
from digest.plan.home_jobs import homes, latest
from digest.plan.issue_jobs import aliases, data, issues, tombstones
from digest.plan.job import Job
from digest.plan.list_jobs import archive, archive_month, listings, singles, sources, topics
from digest.plan.month import Month, months
from digest.plan.search import search
from digest.plan.shelf import Order, Shelf
from digest.plan.trends import trends
from digest.plan.visible import Day, visible

OF_A_MONTH = (issues, tombstones, aliases, archive_month, listings)
"""The parts of a month that each language has."""

OF_A_LANGUAGE = (homes, latest, archive, topics, sources, feeds, singles, trends, search)
"""The other parts of a site that each language has."""

OF_ALL = (common, files)
"""The parts that languages share."""


@dataclass(frozen=True, slots=True)
class Release:
    """What a release is made of: its months, the jobs of none, the days that both show, and their shelf."""

    months: tuple[Month, ...]
    rest: tuple[Job, ...]
    days: tuple[Day, ...]
    shelf: Shelf

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All jobs."""
        return (*(job for month in self.months for job in of_a_month(month)), *self.rest)


def plan(publication: Publication, order: Order) -> Release:
    """What a release is made of."""
    shelf = shelved(publication, order)
    return Release(tuple(months(shelf)), tuple(of_no_month(shelf)), shelf.days, shelf)


def shelved(publication: Publication, order: Order) -> Shelf:
    """What a plan goes by."""
    return Shelf(publication, order, visible(publication, order.sight))


def every_job(shelf: Shelf) -> Iterator[Job]:
    """Every job of what a shelf holds."""
    for month in months(shelf):
        yield from of_a_month(month)
    yield from of_no_month(shelf)


def of_a_month(month: Month) -> Iterator[Job]:
    """The jobs of a month."""
    for own in month.frames:
        for part in OF_A_MONTH:
            yield from part(month, own)
    yield from data(month)


def of_no_month(shelf: Shelf) -> Iterator[Job]:
    """The jobs of the rest of a shelf."""
    for language, own in shelf.frames.items():
        for part in OF_A_LANGUAGE:
            yield from part(shelf, language, own)
    for shared in OF_ALL:
        yield from shared(shelf)
