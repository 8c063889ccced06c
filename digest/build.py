"""The conductor: read, judge, plan, render what changed, publish. One line a step.

A month of which nothing changed stays as it is; of the others, and of what is of no month, each job
is looked at. Bulletins, cards and images come first, since pages tell how long and large they are.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from digest import address
from digest.checks.claimed import may_meet
from digest.checks.dropped import dropped
from digest.checks.rules import judged
from digest.diagnostic import Diagnostic, Severity, Span, in_order
from digest.diagnostic import Message as Said
from digest.fingerprint import digest_of
from digest.forked import can_fork, mapped
from digest.gather import gather
from digest.judge import everything, for_build
from digest.kit import in_build
from digest.ledger import KEPT, REST, Entry, Facts, Head, Ledger, jobs_of, share, written
from digest.lots import Bench, Changed, Lot, Made, Sifted
from digest.model.publication import Publication
from digest.model.record import Issue, Item
from digest.options import Options, Outcome, Verdict
from digest.plan.collisions import collisions
from digest.plan.job import Job
from digest.plan.jobs import Release, of_a_month, plan
from digest.plan.month import Month
from digest.plan.shelf import Order
from digest.plan.visible import Sight, next_change
from digest.publish.beside import PROOF, keep_beside
from digest.publish.cache import Cache, now
from digest.publish.finished import Finished
from digest.publish.kits import KIT, Kits
from digest.publish.published import live_pages
from digest.publish.record import Record
from digest.publish.release import Release as Folder
from digest.publish.release import open_release
from digest.publish.scratch import scratch
from digest.render.artifact import Pending, Rendered, Staged, Workshop
from digest.render.executor import run
from digest.render.templates import bytes_of, folders
from digest.story import NEVER_KEPT

ASSETS = ("site.css", "search.js", "find.js", "inflate.js")
"""Style sheets and scripts that are published under hashed addresses."""

WORTH_A_POOL = 1500
"""Pages: below this number starting processes costs more than it saves."""

SEARCH = 500
"""Pages that making a segment of the search's index is like."""

_PAGES = frozenset({"item.html", "issue.html", "tombstone.html"})
"""Kinds of jobs whose addresses readers may have noted."""

Step = Callable[[int, int], None]
"""Told how many of how many jobs are rendered."""


def silent(done: int, total: int) -> None:
    """The progress of a build that nobody watches."""


def build(options: Options, step: Step = silent) -> Outcome:
    """Build and publish. Raises OSError, and what `open_release` raises."""
    cache = Cache(options.out / "state" / "items.sqlite")
    begun = now()
    gathered = gather(options.root, None if options.force else cache, jobs=options.jobs)
    sight = Sight(options.now, options.drafts)
    verdict = for_build(gathered.publication, everything(gathered, options.jobs), sight, options.strict)
    if verdict.stopping or gathered.publication is None:
        return Outcome(verdict)
    publication = gathered.publication
    workshop = Workshop(options.root, folders(options.root))
    release = plan(publication, order_of(publication, options, workshop, drafts=options.drafts))
    with open_release(options.out) as folder:
        own = _Build(options, publication, release, workshop, folder, step)
        verdict = _joined(verdict, for_build(publication, own.of_the_plan(), sight, options.strict))
        if verdict.stopping:
            return Outcome(verdict)
        outcome = own.run(verdict)
        cache.save(gathered.keys, gathered.seen, gathered.fresh, begun)
        if outcome.published and not options.drafts:
            keep_beside(options.out, PROOF, _to_come(publication, release))
            told = in_build(release.shelf, options, workshop)
            outcome.verdict = replace(outcome.verdict, said=tuple(in_order([*outcome.verdict.said, *told])))
    if options.verify and outcome.published:
        outcome.different = verify(options)
    return outcome


def _to_come(publication: Publication, release: Release) -> set[str]:
    """The days whose proofs are still of use: hidden ones, from which nothing was taken."""
    seen = {day.date for day in release.days}
    records: tuple[Issue | Item, ...] = (*publication.issues, *publication.items)
    taken = {one.date for one in records if one.status in NEVER_KEPT}
    return {str(issue.date) for issue in publication.issues if issue.date not in seen | taken}


def order_of(publication: Publication, options: Options, workshop: Workshop, *, drafts: bool) -> Order:
    """What a release is asked to be by a build's options."""
    assets = {}
    for name in ASSETS:
        data = bytes_of(name, workshop.templates)
        assets[name] = address.asset(name, hashlib.sha256(data).hexdigest())
    base_url = options.base_url or publication.site.base_url
    return Order(Sight(options.now, drafts), base_url, assets, options.pdf)


def _joined(verdict: Verdict, later: Verdict) -> Verdict:
    said = tuple(in_order([*verdict.said, *later.said]))
    return Verdict(said, (*verdict.stopping, *later.stopping))


def dropped_by(publication: Publication, jobs: Iterable[Job], out: Path) -> list[Diagnostic]:
    """What is said of addresses that the live release has and these jobs do not make."""
    planned = {job.address for job in jobs}
    return list(dropped(publication, live_pages(out, planned), planned))


class _Build:
    """One build, between the plan and the exchange."""

    def __init__(
        self,
        options: Options,
        publication: Publication,
        release: Release,
        workshop: Workshop,
        folder: Folder,
        step: Step,
    ) -> None:
        self.options = options
        self.publication = publication
        self.release = release
        self.workshop = workshop
        self.folder = folder
        self.step = step
        self.before = Ledger(folder.jobs)
        sets_type = release.shelf.order.bulletins
        self.bench = Bench(workshop, folder, self.before, sets_type=sets_type, force=options.force)
        self.heads = self.before.heads()
        self.keys = {month.name: self.bench.key(month) for month in release.months}
        self.changed = self._changed()
        self.finished = Finished(options.out / "state" / "finished")
        self.worth_keeping: dict[str, tuple[Facts, tuple[Staged, ...]]] = {}
        self.entries: dict[str, dict[str, Entry]] = {}
        self.problems: list[Diagnostic] = []
        self.owners: dict[str, str] = {}
        self.done = 0
        self.total = 0

    def _changed(self) -> tuple[Month, ...]:
        """The months whose jobs have to be looked at."""
        damaged = self._damaged()
        return tuple(
            month
            for month in self.release.months
            if self.options.force
            or month.name in damaged
            or month.name not in self.heads
            or self.heads[month.name].key != self.keys[month.name]
        )

    def _damaged(self) -> set[str]:
        """The months that lost a file."""
        lost = self.folder.damaged
        return {
            name
            for name in (self.before.names if lost else ())
            for entry in self.before.jobs(name).values()
            if not lost.isdisjoint(entry.files)
        }

    @cached_property
    def stays(self) -> frozenset[str]:
        """The months that stay as they are."""
        return frozenset(self.keys) - {month.name for month in self.changed}

    def old(self) -> Iterator[tuple[str, Entry]]:
        """The jobs of the last release but for those of months that stay."""
        for name in self.before.names:
            if name not in self.stays:
                yield from self.before.jobs(name).items()

    def of_the_plan(self) -> list[Diagnostic]:
        """What only a plan can show: addresses claimed twice, and those that are dropped."""
        found = collisions(self.publication, self.release.jobs) if may_meet(self.publication) else []
        if self.options.drafts:
            return found
        if not self.before.names:
            published = live_pages(self.options.out)
        else:
            published = frozenset(at for at, entry in self.old() if entry.kind in _PAGES)
        if published:
            jobs = (job for month in self.changed for job in of_a_month(month))
            planned = {job.address for job in (*jobs, *self.release.rest)}
            found += judged(self.publication, dropped(self.publication, published, planned))
        return found

    def run(self, verdict: Verdict) -> Outcome:
        """Both waves, then the exchange; nothing is published if anything failed.

        What was typeset until then is kept for the next build.
        """
        self.folder.keep_all_but(path for _, entry in self.old() for path in entry.files)
        try:
            self._first_wave()
            self._second_wave()
        except BaseException:
            with suppress(OSError):
                self.finished.keep(self.worth_keeping)
            raise
        if self.problems:
            self.finished.keep(self.worth_keeping)
            said = tuple(in_order([*verdict.said, *self.problems]))
            return Outcome(Verdict(said, tuple(self.problems)))
        return self._published(verdict)

    def _published(self, verdict: Verdict) -> Outcome:
        old = dict(self.old())
        new = {at: entry for own in self.entries.values() for at, entry in own.items()}
        made = sum(1 for entry in new.values() if entry.because)
        kept = self._kept_assets(old, new)
        self.entries[REST] |= kept
        self.folder.publish(self._record(), forget=_takes_down(old, new))
        self.finished.clear()
        return Outcome(
            verdict,
            published=True,
            made=made,
            reused=sum(self.heads[name].count for name in self.stays) + len(new) - made,
            gone=len(old.keys() - new.keys() - kept.keys()),
            next_at=next_change(self.publication, self.options.now),
            release=self.folder.name,
        )

    def _record(self) -> Record:
        """What is told of this release to the next build."""
        heads, lines = {}, {}
        for name in (*self.keys, REST):
            key = self.keys.get(name, "")
            if name in self.stays:
                heads[name] = replace(self.heads[name], fresh=False)
                lines[name] = self.before.line(name)
            else:
                own = self.entries.get(name, {})
                heads[name], lines[name] = Head(key, len(own), fresh=True), share(own)
        return written(heads, lines)

    # Waves ------------------------------------------------------------------------------------

    def _first_wave(self) -> None:
        """Whatever leaves facts: bulletins, cards, images."""
        shares: list[tuple[str, Iterable[Job]]] = [(REST, self.release.rest)]
        if self.release.shelf.order.bulletins:
            shares += [(month.name, of_a_month(month)) for month in self.changed]
        sifted = [self.bench.sift(name, (job for job in jobs if job.wave == 1)) for name, jobs in shares]
        for made in self._job_by_job(sifted):
            self._take(made)
            self.bench.facts |= {at: entry.facts for at, entry in made.entries.items() if entry.facts}

    def _second_wave(self) -> None:
        """All pages, and whatever else may show facts."""
        rest = self.bench.sift(REST, (job for job in self.release.rest if job.wave == 2))
        self._take(Made(REST, dict(rest.same)))
        months = [Lot(month.name, partial(of_a_month, month)) for month in self.changed]
        searches = [Sifted(REST, {}, (one,)) for one in rest.changed if one.job.renderer == "search"]
        others = [Sifted(REST, {}, (one,)) for one in rest.changed if one.job.renderer != "search"]
        size = sum(map(_pages, self.changed)) + len(others) + SEARCH * len(searches)
        # What takes longest goes first, so that no core waits at the end.
        lots: list[Lot | Sifted] = [*searches, *months, *others]
        self.total += size
        for made in self._made(lots, self.options.jobs if size >= WORTH_A_POOL else 1):
            self._take(made)
            self._stepped(len(made.staged))

    def _made(self, lots: Sequence[Lot | Sifted], jobs: int) -> Iterable[Made]:
        """What came of lots of the second wave."""
        if can_fork() and not self.options.cluster:
            return mapped(self.bench.make, lots, jobs, 1, 2)
        return self._job_by_job([self.bench.sifted(lot) for lot in lots])

    def _job_by_job(self, shares: Sequence[Sifted]) -> list[Made]:
        """What came of jobs: finished by a build that failed, or rendered by a crew or a cluster."""
        made = [Made(one.share, dict(one.same)) for one in shares]
        waiting = {
            one.job.address: (one, own)
            for own, share in zip(made, shares, strict=True)
            for one in share.changed
        }
        self.total += len(waiting)
        for rendered in self._rendered([one for one, _ in waiting.values()]):
            one, own = waiting[rendered.address]
            own.note(one, rendered)
            self._stepped(1)
            if one.job.wave == 1 and not rendered.diagnostics:
                self.worth_keeping[_key(one)] = (rendered.facts, rendered.staged)
        return made

    def _rendered(self, changed: Sequence[Changed]) -> Iterator[Rendered]:
        pending = []
        for one in changed:
            known = None
            if one.job.wave == 1 and "forced" not in one.because:
                known = self.finished.take(_key(one), one.job.address)
            if known:
                yield self.bench.on_disk(known)
            elif one.job.renderer == "copy":
                yield self.bench.rendered(one.job)
            else:
                pending.append(Pending(one.job.renderer, partial(self.bench.task, one.job)))
        fonts = self.options.out / "state" / "fonts"
        crew = (self.workshop, self.options.jobs, fonts, self.folder.stage, self.options.cluster)
        yield from map(self.bench.on_disk, run(pending, *crew))

    def _stepped(self, count: int) -> None:
        self.done += count
        self.step(self.done, max(self.done, self.total))

    def _take(self, made: Made) -> None:
        """Let the release have what came of a lot."""
        self.problems += made.problems
        for at, entry in made.entries.items():
            staged = {one.path: one for one in made.staged.get(at, ())}
            for path in entry.files:
                if not self._claim(path, at):
                    continue
                if path in staged:
                    self.folder.take(staged[path])
                else:
                    self.folder.keep(path)
        self.entries.setdefault(made.share, {}).update(made.entries)

    def _claim(self, path: str, owner: str) -> bool:
        """Note who yields a path; two owners were not foreseen by the plan."""
        other = self.owners.get(path) or (self._owner(path) if self.folder.holds(path) else None)
        if other:
            said = Said(
                f"/{path} is made by {other} and by {owner}", f"/{path} 由 {other} 和 {owner} 同时生成"
            )
            self.problems.append(Diagnostic("collision", Severity.ERROR, Span(path), said))
            return False
        self.owners[path] = owner
        return True

    def _owner(self, path: str) -> str:
        """Whose a path is among the months that stay."""
        for name in self.stays:
            for at, entry in self.before.jobs(name).items():
                if path in entry.files:
                    return at
        return path

    # What goes and what stays -----------------------------------------------------------------

    def _kept_assets(self, old: Mapping[str, Entry], new: Mapping[str, Entry]) -> dict[str, Entry]:
        """What a page loads stays for one release more, for readers in mid-page."""
        kept = {}
        taken_back = {language for language in self.release.shelf.frames if _takes_back(language, old, new)}
        for at, known in self.before.jobs(REST).items():
            if at in new or known.is_kept or known.kind not in (*ASSETS, "search"):
                continue
            if known.kind == "search" and address.language_of_segment(at) in taken_back:
                continue
            if all(map(self.folder.intact, known.files)):
                for path in known.files:
                    self.folder.keep(path)
                kept[at] = replace(known, because=KEPT)
        return kept


def _takes_back(language: str, old: Mapping[str, Entry], new: Mapping[str, Entry]) -> bool:
    """Whether any text of a language may not be what it was in the release before."""
    home = address.home(language)
    return any(
        known.kind == "item.html" and (at not in new or new[at].parts.get("view") != known.parts.get("view"))
        for at, known in old.items()
        if at.startswith(home)
    )


def _pages(month: Month) -> int:
    """About how many pages a month has."""
    return sum(2 * len(one.edition.items) + 6 for day in month.days for one in day)


def _takes_down(old: Mapping[str, Entry], new: Mapping[str, Entry]) -> bool:
    """Whether a story or issue that readers could see is hidden now, or changed its address."""
    return any(
        known.kind in ("item.html", "issue.html") and (at not in new or new[at].kind != known.kind)
        for at, known in old.items()
    )


def _key(one: Changed) -> str:
    """What a finished job is kept under."""
    return digest_of(one.job.address, one.parts)[:40]


def verify(options: Options) -> tuple[str, ...]:
    """The paths at which a clean build differs from what is published."""
    with scratch(options.out) as folder:
        clean = folder / "build"
        build(replace(options, out=clean, force=True, verify=False))
        ours, theirs = _digests(options.out / "site"), _digests(clean / "site")
        for kit in Kits(clean).names():
            ours |= _digests(options.out / KIT / kit, f"{KIT}/{kit}/")
            theirs |= _digests(clean / KIT / kit, f"{KIT}/{kit}/")
    kept = _kept_assets(options.out)
    differing = (path for path in {*ours, *theirs} if ours.get(path) != theirs.get(path))
    return tuple(sorted(path for path in differing if path not in kept))


def _kept_assets(out: Path) -> set[str]:
    """The files of the release before that stay, which a clean build has not."""
    kept = (known for known in jobs_of(out).values() if known["because"] == list(KEPT))
    return {path for known in kept for path in known["files"]}


def _digests(site: Path, name: str = "") -> dict[str, str]:
    return {
        name + path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }
