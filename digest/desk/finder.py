"""A shelf and an address → the job that makes what stands there, without planning the whole site.

Pages of a day are most of what an editor looks at, and are found among the jobs of that day;
whatever else is asked for is looked for in the parts of the plan in order.
"""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from digest import address
from digest.plan.file_jobs import feeds
from digest.plan.issue_jobs import aliases, homes, issues, tombstones
from digest.plan.job import Job
from digest.plan.jobs import OF_A_LANGUAGE, OF_ALL
from digest.plan.list_jobs import archive, sources, topics
from digest.plan.search import search
from digest.plan.shelf import Shelf

_OF_A_DAY = (issues, tombstones, aliases)
_OF_PAGES = (*_OF_A_DAY, archive, topics, sources)
"""The parts that have no assets, and most of the jobs."""

_LARGE = (issues, archive, topics, sources, feeds, search)
"""The parts that take long in an archive of years."""

_ASSETS = "assets/"


class Finder:
    """The jobs of one shelf by address. What was passed on the way is remembered."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._known: dict[str, Job] = {}
        self._rest: dict[str, Iterator[Job]] = {}
        self._days: set[tuple[str, date]] = set()

    def find(self, at: str) -> Job | None:
        """The job whose address this is, or that of an asset's folder; the first one, if two claim it."""
        if at in self._known:
            return self._known[at]
        if at.startswith(_ASSETS) and at.count("/") > 1:
            at = at[: at.index("/", len(_ASSETS)) + 1]
        language, _, below = at.partition("/")
        if language in self._shelf.frames and below:
            day = self._day(language, below)
            if day and (language, day) not in self._days:
                self._days.add((language, day))
                self._note(self._of_day(language, day))
        return self._known.get(at) or self._search(language if "/" in at else "", at)

    def _day(self, language: str, below: str) -> date | None:
        """The day whose jobs hold an address: its own, or the newest for what is the latest."""
        first = below.partition("/")[0]
        if first.startswith("latest"):
            shown = self._shelf.shown(language)
            return shown[-1].day.date if shown else None
        try:
            return date.fromisoformat(first) if len(first) == len("2026-06-16") else None
        except ValueError:
            return None

    def _of_day(self, language: str, day: date) -> Iterator[Job]:
        shelf = self._shelf
        for part in _OF_A_DAY:
            shelf.only = day
            try:
                yield from part(shelf, language, shelf.frames[language])
            finally:
                shelf.only = None

    def _note(self, jobs: Iterator[Job]) -> None:
        for job in jobs:
            self._known.setdefault(job.address, job)

    def _search(self, language: str, at: str) -> Job | None:
        """Go on where the last search of this kind ended."""
        for job in self._jobs(language, at):
            self._known.setdefault(job.address, job)
            if job.address == at:
                return self._known[at]
        return None

    def _jobs(self, language: str, at: str) -> Iterator[Job]:
        if language in self._shelf.frames:
            part = at.split("/")[1]
            return self._rest.setdefault(f"{language}/{part}", self._of_language(language, part))
        if at.startswith(_ASSETS):
            return chain(self._rest.setdefault("", self._of_all()), self._assets())
        return self._rest.setdefault("", self._of_all())

    def _of_language(self, language: str, named: str) -> Iterator[Job]:
        """What a language has: the part that bears the name first, what has most jobs last."""
        own = self._shelf.frames[language]
        parts = sorted(OF_A_LANGUAGE, key=lambda part: (part.__name__ != named, part in _LARGE))
        for part in parts:
            yield from part(self._shelf, language, own)

    def _of_all(self) -> Iterator[Job]:
        """What languages share, and the site's own home."""
        shelf = self._shelf
        for shared in reversed(OF_ALL):
            yield from shared(shelf)
        for one, own in shelf.frames.items():
            yield from (job for job in homes(shelf, one, own) if job.address == "")

    def _assets(self) -> Iterator[Job]:
        """The assets that languages have of their own."""
        for part in OF_A_LANGUAGE:
            for one, own in self._shelf.frames.items() if part not in _OF_PAGES else ():
                yield from (job for job in part(self._shelf, one, own) if job.address.startswith(_ASSETS))


def address_of(path: str) -> str | None:
    """The address meant by the path of a request; None for one that is no address of a site."""
    parts = path.split("/")
    if not path.startswith("/") or set("\\\0") & set(path) or {".", ".."} & set(parts) or "" in parts[1:-1]:
        return None
    return path[1:].removesuffix(address.PAGE_FILE) if path.endswith(f"/{address.PAGE_FILE}") else path[1:]
