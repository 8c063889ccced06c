"""Publication + instant → all jobs of a release, each address once. The whole of the site is listed here."""

from collections.abc import Iterator
from dataclasses import dataclass

from digest.model.publication import Publication
from digest.plan.file_jobs import common, feeds, files
from digest.plan.issue_jobs import aliases, homes, issues, tombstones
from digest.plan.job import Job
from digest.plan.list_jobs import archive, singles, sources, topics
from digest.plan.search import search
from digest.plan.shelf import Order, Shelf
from digest.plan.trends import trends
from digest.plan.visible import Day, visible

OF_A_LANGUAGE = (homes, issues, tombstones, archive, topics, sources, feeds, singles, trends, search, aliases)
"""The parts of a site that each language has."""

OF_ALL = (common, files)
"""The parts that languages share."""


@dataclass(frozen=True, slots=True)
class Release:
    """The jobs of a release, the days that they show, and the shelf that both came from."""

    jobs: tuple[Job, ...]
    days: tuple[Day, ...]
    shelf: Shelf


def plan(publication: Publication, order: Order) -> Release:
    """Every job of a release."""
    shelf = shelved(publication, order)
    return Release(tuple(every_job(shelf)), shelf.days, shelf)


def shelved(publication: Publication, order: Order) -> Shelf:
    """What a plan goes by."""
    return Shelf(publication, order, visible(publication, order.sight))


def every_job(shelf: Shelf) -> Iterator[Job]:
    """Every job of what a shelf holds."""
    for language, own in shelf.frames.items():
        for part in OF_A_LANGUAGE:
            yield from part(shelf, language, own)
    for shared in OF_ALL:
        yield from shared(shelf)
