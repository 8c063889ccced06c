"""A root on disk → the publication in memory as it can be shown, kept up with each edit.

A file with errors does not take its page away: its last good record stands in for it, and the
errors are told beside. What was never good is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from digest.build import order_of
from digest.checks.rules import check, judged
from digest.desk.memory import Memory
from digest.diagnostic import Diagnostic, in_order
from digest.gather import Gathered, gather
from digest.gather import Memory as Kept
from digest.load.recent import Recent
from digest.model.publication import Publication
from digest.model.record import Issue, Item
from digest.options import Options
from digest.plan.shelf import Shelf
from digest.plan.visible import visible
from digest.render.artifact import Workshop
from digest.render.templates import folders

R = TypeVar("R", Issue, Item)


@dataclass(frozen=True, slots=True)
class State:
    """The publication at a moment.

    `shelf` is what pages are made from, none before anything was good; `publication` is what is
    on disk, errors and all; `days` are those that changed since the state before.
    """

    generation: int
    options: Options
    workshop: Workshop
    shelf: Shelf | None
    publication: Publication | None
    diagnostics: tuple[Diagnostic, ...]
    days: frozenset[date] = frozenset()
    changed: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What keeps a file from being shown as it is on disk."""
        return tuple(one for one in self.diagnostics if one.is_error)


class Model:
    """The publication of a root in memory. For one thread at a time."""

    def __init__(self, options: Options, kept: Kept | None = None) -> None:
        self._options = options
        self._kept = kept
        self._recent = Recent()
        self._memory = Memory()
        self._records: dict[str, Issue | Item] = {}
        self._good: dict[str, Issue | Item] = {}
        self._best: Publication | None = None
        self._found: dict[date, list[Diagnostic]] = {}
        self._common = ""
        self.state = State(0, options, _workshop(options), None, None, ())

    def forget_cache(self) -> None:
        """Let go of what a build kept on disk, once it was read."""
        self._kept = None

    def refresh(self, now: datetime) -> State:
        """Read what changed on disk, judge it, and put the state of now in the place of the last."""
        gathered = gather(self._options.root, self._kept, self._recent, self._options.jobs)
        options = replace(self._options, now=now)
        publication = gathered.publication
        days, paths = self._changes(publication)
        found = in_order(gathered.diagnostics)
        shelf = self.state.shelf
        if publication is not None:
            found = self._judged(publication, gathered, days)
            shelf = self._shelf(publication, found, options)
        self.state = State(
            self.state.generation + 1,
            options,
            _workshop(options),
            shelf,
            publication or self.state.publication,
            tuple(found),
            frozenset(days),
            paths,
        )
        return self.state

    def _changes(self, publication: Publication | None) -> tuple[set[date], tuple[str, ...]]:
        """The days and paths whose records are others than before."""
        if publication is None:
            return set(), ()
        records = _by_path(publication)
        before, self._records = self._records, records
        other = [path for path in {**before, **records} if _differ(before.get(path), records.get(path))]
        days = {(records.get(path) or before[path]).date for path in other}
        return days, tuple(path for path in other if path in records)

    # Judging ----------------------------------------------------------------------------------

    def _judged(self, publication: Publication, gathered: Gathered, days: Iterable[date]) -> list[Diagnostic]:
        """All there is to say; days that did not change are not judged again."""
        common = _common(publication)
        if common != self._common:
            self._found = {}
            self._common = common
            wanted = None
        else:
            wanted = frozenset(days)
            self._found = {day: found for day, found in self._found.items() if day not in wanted}
        if wanted is None or wanted:
            self._sort(publication, check(publication, wanted, whole=False))
        whole = check(publication, frozenset())
        known = [one for found in self._found.values() for one in found]
        return in_order(judged(publication, [*gathered.diagnostics, *known, *whole]))

    def _sort(self, publication: Publication, found: Iterable[Diagnostic]) -> None:
        records = _by_path(publication)
        for one in found:
            record = records.get(one.span.path)
            if record is not None:
                self._found.setdefault(record.date, []).append(one)

    # What can be shown ------------------------------------------------------------------------

    def _shelf(self, publication: Publication, found: Iterable[Diagnostic], options: Options) -> Shelf | None:
        bad = {one.span.path for one in found if one.is_error}
        shown = self._stand_in(publication, bad)
        try:
            shelf = self._filled(shown, options)
        except (KeyError, IndexError):
            # A stand-in names what the common files no longer have: then all of it is of before.
            return self._filled(self._best, options) if self._best else None
        if not bad:
            self._best = publication
        return shelf

    def _filled(self, publication: Publication, options: Options) -> Shelf:
        order = order_of(publication, options, _workshop(options), drafts=True)
        days = visible(publication, order.sight)
        memory = self._memory
        return Shelf(publication, order, days, number_of=memory.number_of, editions_in=memory.editions_in)

    def _stand_in(self, publication: Publication, bad: set[str]) -> Publication:
        """The publication with the last good record of each file that has errors."""
        broken = {one.path for one in publication.broken}
        if not bad and not broken:
            self._good = self._records
            return publication
        common = publication
        if self._best and bad & {publication.site.path, publication.registry.path, publication.topics.path}:
            best = self._best
            common = replace(publication, site=best.site, registry=best.registry, topics=best.topics)
        issues = self._stood_in(Issue, publication.issues, bad, broken)
        items = self._stood_in(Item, publication.items, bad, broken)
        self._good = {**{one.path: one for one in issues}, **{one.path: one for one in items}}
        return replace(common, issues=_by_date(issues), items=_by_number(items))

    def _stood_in(self, kind: type[R], records: Iterable[R], bad: set[str], broken: set[str]) -> list[R]:
        """The records without errors, and what stands in for those that have some or cannot be read."""
        by_path = {one.path: one for one in records}
        shown = [one for path, one in by_path.items() if path not in bad]
        for path in bad | broken:
            kept = self._good.get(path)
            if isinstance(kept, kind) and (path in broken or path in by_path):
                shown.append(kept)
        return shown


def _differ(one: Issue | Item | None, other: Issue | Item | None) -> bool:
    return one is not other and (one is None or other is None or one.digest != other.digest)


def _by_path(publication: Publication) -> dict[str, Issue | Item]:
    issues: dict[str, Issue | Item] = {one.path: one for one in publication.issues}
    return issues | {one.path: one for one in publication.items}


def _by_date(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    return tuple(sorted(issues, key=lambda issue: issue.date))


def _by_number(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (item.date, item.number)))


def _common(publication: Publication) -> str:
    """What every file is judged against."""
    records = (publication.site, publication.registry, publication.topics, publication.glossary)
    images = sorted(publication.image_files)
    return "\n".join([*(one.digest for one in records), *images])


def _workshop(options: Options) -> Workshop:
    return Workshop(options.root, folders(options.root))
