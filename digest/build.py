"""The conductor: read, judge, plan, render what changed, publish. One line a step.

A job whose fingerprint is that of the last release is reused, if its files still stand there with
the bytes that were published. The fingerprint has parts (view, template, renderer, facts), so
that `why` can say which of them changed.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from digest import address
from digest.checks.dropped import dropped
from digest.checks.rules import judged
from digest.diagnostic import Diagnostic, Severity, Span, in_order
from digest.diagnostic import Message as Said
from digest.fingerprint import digest_of
from digest.gather import gather
from digest.judge import everything, for_build
from digest.kit import in_build
from digest.model.publication import Publication
from digest.model.record import Issue, Item
from digest.options import Options, Outcome, Verdict
from digest.plan.collisions import collisions
from digest.plan.job import Job
from digest.plan.jobs import Release, plan
from digest.plan.shelf import Order
from digest.plan.visible import Sight, next_change
from digest.publish.beside import PROOF, keep_beside
from digest.publish.cache import Cache, now
from digest.publish.finished import Finished
from digest.publish.kits import KIT, Kits
from digest.publish.published import live_pages
from digest.publish.release import Release as Folder
from digest.publish.release import jobs_of, open_release
from digest.publish.scratch import scratch
from digest.render.artifact import Artifact, Pending, Rendered, Staged, Task, Workshop
from digest.render.executor import run
from digest.render.renderers import RENDERERS, renderer_digest
from digest.render.templates import Closures, bytes_of, folders
from digest.story import NEVER_KEPT
from digest.view.file import CopyView

ASSETS = ("site.css", "search.js", "find.js", "inflate.js")
"""Style sheets and scripts that are published under hashed addresses."""

NO_FACTS = digest_of({})[:20]
"""The part of a fingerprint for a job that shows no facts."""

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
    verdict = _with_plan(verdict, publication, release, options, sight)
    if verdict.stopping:
        return Outcome(verdict)
    with open_release(options.out) as folder:
        outcome = _Build(options, publication, release, workshop, folder, step).run(verdict)
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


def _with_plan(
    verdict: Verdict, publication: Publication, release: Release, options: Options, sight: Sight
) -> Verdict:
    """What only a plan can show: addresses claimed twice, and those that are dropped."""
    found = collisions(publication, release.jobs)
    if not options.drafts:
        found += judged(publication, dropped_by(publication, release.jobs, options.out))
    later = for_build(publication, found, sight, options.strict)
    said = tuple(in_order([*verdict.said, *later.said]))
    return Verdict(said, (*verdict.stopping, *later.stopping))


def dropped_by(publication: Publication, jobs: Iterable[Job], out: Path) -> list[Diagnostic]:
    """What is said of addresses that the live release has and these jobs do not make."""
    planned = {job.address for job in jobs}
    return list(dropped(publication, live_pages(out, planned), planned))


@dataclass(slots=True)
class _Build:
    """One build, between the plan and the exchange."""

    options: Options
    publication: Publication
    release: Release
    workshop: Workshop
    folder: Folder
    step: Step
    closures: Closures = field(init=False)
    facts: dict[str, Mapping[str, int | str]] = field(default_factory=dict)
    record: dict[str, Any] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    put: dict[str, str] = field(default_factory=dict)
    taken_back: dict[str, bool] = field(default_factory=dict)
    finished: Finished = field(init=False)
    worth_keeping: dict[str, tuple[Mapping[str, int | str], list[Staged]]] = field(default_factory=dict)
    means: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    done: int = 0
    total: int = 0

    def __post_init__(self) -> None:
        self.closures = Closures(self.workshop.templates)
        self.finished = Finished(self.options.out / "state" / "finished")

    def run(self, verdict: Verdict) -> Outcome:
        """Both waves, then the exchange; nothing is published if anything failed.

        What was typeset until then is kept for the next build.
        """
        try:
            made = sum(self._wave([job for job in self.release.jobs if job.wave == wave]) for wave in (1, 2))
        except BaseException:
            with suppress(OSError):
                self.finished.keep(self.worth_keeping)
            raise
        if self.problems:
            self.finished.keep(self.worth_keeping)
            said = tuple(in_order([*verdict.said, *self.problems]))
            return Outcome(Verdict(said, tuple(self.problems)))
        before = set(self.folder.jobs)
        self._keep_assets()
        self.folder.publish(self.record, forget=self._takes_down())
        self.finished.clear()
        return Outcome(
            verdict,
            published=True,
            made=made,
            reused=len(self.release.jobs) - made,
            gone=len(before - set(self.record)),
            next_at=next_change(self.publication, self.options.now),
            release=self.folder.name,
        )

    # Waves ------------------------------------------------------------------------------------

    def _wave(self, jobs: list[Job]) -> int:
        """Reuse what can be reused of a wave and render the rest; how many were rendered."""
        waiting: dict[str, tuple[Job, dict[str, str], list[str]]] = {}
        for job in jobs:
            parts = self._parts(job)
            changed = self._changed(job, parts)
            if changed:
                waiting[job.address] = (job, parts, changed)
            else:
                self._reuse(job, parts)
        self.total += len(waiting)
        for rendered in self._made(waiting):
            self._store(rendered, *waiting[rendered.address])
            self.done += 1
            self.step(self.done, self.total)
        return len(waiting)

    def _made(self, waiting: Mapping[str, tuple[Job, dict[str, str], list[str]]]) -> Iterator[Rendered]:
        """What came of the jobs that wait: finished by a build that failed, or rendered now."""
        rest = []
        for job, parts, changed in waiting.values():
            known = None
            if job.wave == 1 and "forced" not in changed:
                known = self.finished.take(_key(job, parts), job.address)
            if known:
                yield known
            else:
                rest.append(job)
        yield from self._rendered(rest)

    def _parts(self, job: Job) -> dict[str, str]:
        """A job's fingerprint, part by part."""
        template, renderer = self._means(job.template, job.renderer)
        needed = {at: self.facts[at] for at in job.needs if at in self.facts}
        facts = digest_of(needed)[:20] if needed else NO_FACTS
        return {"view": job.inputs[:20], "template": template, "renderer": renderer, "facts": facts}

    def _means(self, template: str, renderer: str) -> tuple[str, str]:
        """What all jobs of a template and renderer share of their fingerprints."""
        known = self.means.get((template, renderer))
        if known is None:
            own = renderer_digest(renderer) if renderer in RENDERERS else ""
            extra = RENDERERS[renderer].templates if renderer in RENDERERS else ()
            templates = [self.closures.digest(name) for name in (template, *extra)]
            known = self.means[(template, renderer)] = (digest_of(templates)[:20], own[:20])
        return known

    def _changed(self, job: Job, parts: dict[str, str]) -> list[str]:
        """Which parts differ from the last release; empty if the job can be reused."""
        known = self._known(job.address)
        if known is None:
            return ["new"]
        changed = [name for name, part in parts.items() if known["parts"].get(name) != part]
        if self.options.force:
            changed.append("forced")
        elif not changed and not all(self.folder.intact(path) for path in known["files"]):
            changed.append("damaged")
        return changed

    def _known(self, at: str) -> Any:
        """The last release's record of a job, if it is whole."""
        known = self.folder.jobs.get(at)
        whole = isinstance(known, dict) and {"parts", "files", "facts"} <= set(known)
        return known if whole else None

    def _reuse(self, job: Job, parts: dict[str, str]) -> None:
        known = self._known(job.address)
        for path in known["files"]:
            self._claim(path, job.address)
            self.folder.keep(path)
        self._remember(job, parts, known["files"], known["facts"], [])

    def _task(self, job: Job) -> Task:
        return Task(job.address, job.renderer, job.template, job.view(self.facts))

    def _rendered(self, jobs: list[Job]) -> Iterator[Rendered]:
        """What came of jobs; pages of one month together, since they unpack the same records."""
        near = sorted(jobs, key=lambda job: address.month_in(job.address))
        pending = [Pending(job.renderer, partial(self._task, job)) for job in near if job.renderer != "copy"]
        fonts = self.options.out / "state" / "fonts"
        cluster = self.options.cluster
        yield from run(pending, self.workshop, self.options.jobs, fonts, self.folder.stage, cluster)
        for task in (self._task(job) for job in jobs if job.renderer == "copy"):
            assert isinstance(task.view, CopyView)
            if task.view.path not in self.put:
                continue  # it could not be rendered, which has been said
            yield Rendered(task.address, (Artifact(task.address, self.folder.read(task.view.path)),))

    def _store(self, rendered: Rendered, job: Job, parts: dict[str, str], changed: list[str]) -> None:
        self.problems += rendered.diagnostics
        if rendered.diagnostics:
            return
        staged = [*rendered.staged, *map(self.folder.stage, rendered.artifacts)]
        for one in staged:
            if self._claim(one.path, job.address):
                self.folder.take(one)
        if job.wave == 1:
            self.worth_keeping[_key(job, parts)] = (rendered.facts, staged)
        files = [one.path for one in staged]
        self._remember(job, parts, files, rendered.facts, changed)

    def _remember(
        self,
        job: Job,
        parts: dict[str, str],
        files: Iterable[str],
        facts: Mapping[str, int | str],
        changed: list[str],
    ) -> None:
        if facts:
            self.facts[job.address] = facts
        self.record[job.address] = {
            "parts": parts,
            "files": list(files),
            "facts": dict(facts),
            "kind": job.template or job.renderer,
            "because": changed,
        }

    def _claim(self, path: str, owner: str) -> bool:
        """Note who yields a path; two owners were not foreseen by the plan."""
        if path in self.put:
            said = Said(
                f"/{path} is made by {self.put[path]} and by {owner}",
                f"/{path} 由 {self.put[path]} 和 {owner} 同时生成",
            )
            self.problems.append(Diagnostic("collision", Severity.ERROR, Span(path), said))
            return False
        self.put[path] = owner
        return True

    # What goes and what stays -----------------------------------------------------------------

    def _keep_assets(self) -> None:
        """What a page loads stays for one release more, for readers in mid-page."""
        for at, known in self.folder.jobs.items():
            if at in self.record or not isinstance(known, dict) or known.get("because") == ["kept"]:
                continue
            kind, files = known.get("kind"), known.get("files", ())
            stays = kind in ASSETS or (kind == "search" and not self._takes_back(at))
            if stays and all(self.folder.intact(path) for path in files):
                for path in files:
                    self.folder.keep(path)
                self.record[at] = {**known, "because": ["kept"]}

    def _takes_back(self, segment: str) -> bool:
        """Whether any text of a segment's language may not be what it was in the release before."""
        language = address.language_of_segment(segment)
        if language not in self.taken_back:
            before = self.folder.jobs.items()
            self.taken_back[language] = any(
                isinstance(known, dict)
                and known.get("kind") == "item.html"
                and self.record.get(at, {}).get("parts", {}).get("view") != known["parts"]["view"]
                for at, known in before
                if at.startswith(address.home(language))
            )
        return self.taken_back[language]

    def _takes_down(self) -> bool:
        """Whether a story or issue that readers could see is hidden now, or changed its address."""
        texts = ("item.html", "issue.html")
        return any(
            isinstance(known, dict)
            and known.get("kind") in texts
            and self.record.get(at, {}).get("kind") != known.get("kind")
            for at, known in self.folder.jobs.items()
        )


def _key(job: Job, parts: Mapping[str, str]) -> str:
    """What a finished job is kept under."""
    return digest_of(job.address, parts)[:40]


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
    kept = (known for known in jobs_of(out).values() if isinstance(known, dict))
    return {path for known in kept if known.get("because") == ["kept"] for path in known["files"]}


def _digests(site: Path, name: str = "") -> dict[str, str]:
    return {
        name + path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }
