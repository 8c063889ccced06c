"""A shelf and an address → the job that makes what stands there, without planning the whole site.

Pages of a day are most of what an editor looks at, and are found among the jobs of that day, lists
of a month among those of that month; whatever else is asked for is looked for in the other parts of
the plan in order.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from digest import address
from digest.plan.file_jobs import common, feeds, files
from digest.plan.home_jobs import homes
from digest.plan.issue_jobs import aliases, data, issues, tombstones
from digest.plan.job import Job
from digest.plan.jobs import OF_A_LANGUAGE
from digest.plan.list_jobs import archive_month, listings
from digest.plan.month import Month, month_of, months
from digest.plan.search import search
from digest.plan.shelf import Shelf

_OF_A_DAY = (issues, tombstones, aliases)
_LISTS = (archive_month, listings)

_LARGE = (feeds, search)
"""The parts that take long in an archive of years."""

_ASSETS = "assets/"


class Finder:
    """The jobs of one shelf by address. What was passed on the way is remembered."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._known: dict[str, Job] = {}
        self._rest: dict[str, Iterator[Job]] = {}
        self._seen: set[str] = set()

    def find(self, at: str) -> Job | None:
        """The job whose address this is, or that of an asset's folder; the first one, if two claim it."""
        if at in self._known:
            return self._known[at]
        if at.startswith(_ASSETS) and at.count("/") > 1:
            at = at[: at.index("/", len(_ASSETS)) + 1]
        self._look_near(at)
        return self._known.get(at) or self._search(at.partition("/")[0] if "/" in at else "", at)

    def _look_near(self, at: str) -> None:
        """Note the jobs of the day that an address is about, or the lists of its month."""
        day, month = address.day_in(at), address.month_in(at)
        near = str(day or month)
        if not near or near in self._seen:
            return
        self._seen.add(near)
        if day:
            self._note(_of_a_day(month_of(self._shelf, month, day)))
        else:
            self._note(_lists(month_of(self._shelf, month)))

    def _note(self, jobs: Iterable[Job]) -> None:
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
        """What a language has: the part that bears the name first, then former addresses, then the large."""
        own = self._shelf.frames[language]
        parts = sorted(OF_A_LANGUAGE, key=lambda part: part.__name__ != named)
        for part in parts:
            if part not in _LARGE or part.__name__ == named:
                yield from part(self._shelf, language, own)
        for month in months(self._shelf):
            yield from aliases(month, own)
        for part in _LARGE:
            yield from part(self._shelf, language, own)

    def _of_all(self) -> Iterator[Job]:
        """What languages share, and the site's own home."""
        shelf = self._shelf
        yield from files(shelf)
        yield from common(shelf)
        for one, own in shelf.frames.items():
            yield from (job for job in homes(shelf, one, own) if job.address == "")

    def _assets(self) -> Iterator[Job]:
        """The assets that languages have of their own: cards, and the index of the search."""
        for part in OF_A_LANGUAGE:
            for one, own in self._shelf.frames.items():
                yield from (job for job in part(self._shelf, one, own) if job.address.startswith(_ASSETS))


def _of_a_day(month: Month) -> Iterator[Job]:
    """The jobs of a month but for its lists."""
    for own in month.frames:
        for part in _OF_A_DAY:
            yield from part(month, own)
    yield from data(month)


def _lists(month: Month) -> Iterator[Job]:
    for own in month.frames:
        for part in _LISTS:
            yield from part(month, own)


def address_of(path: str) -> str | None:
    """The address meant by the path of a request; None for one that is no address of a site."""
    parts = path.split("/")
    if not path.startswith("/") or set("\\\0") & set(path) or {".", ".."} & set(parts) or "" in parts[1:-1]:
        return None
    return path[1:].removesuffix(address.PAGE_FILE) if path.endswith(f"/{address.PAGE_FILE}") else path[1:]
