"""Jobs of a share → what came of each: reused, or rendered and on the disk. What a worker does of step 6.

A job whose fingerprint is that of the last release is reused, if its files still stand there with
the bytes that were published. The fingerprint has parts (view, template, renderer, facts), so
that `why` can say which of them changed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from digest import address
from digest.diagnostic import Diagnostic
from digest.fingerprint import code_digest, digest_of
from digest.ledger import Entry, Facts, Ledger
from digest.plan.job import Job
from digest.plan.month import Month
from digest.publish.release import Release as Folder
from digest.render.artifact import Artifact, Rendered, Staged, Task, Workshop
from digest.render.renderers import RENDERERS, render, renderer_digest
from digest.render.templates import Closures, names
from digest.view.file import CopyView

NO_FACTS = digest_of({})[:20]
"""The part of a fingerprint for a job that shows no facts."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Jobs of one share that are made together, listed by whoever makes them."""

    share: str
    jobs: Callable[[], Iterable[Job]]


@dataclass(frozen=True, slots=True)
class Changed:
    """A job that is not as it was: its fingerprint, and which parts of that changed."""

    job: Job
    parts: Mapping[str, str]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sifted:
    """The jobs of a share that are as they were, and those that are not."""

    share: str
    same: Mapping[str, Entry]
    changed: tuple[Changed, ...]


@dataclass(slots=True)
class Made:
    """What came of a lot: what the ledger is told of its jobs, their new files, problems."""

    share: str
    entries: dict[str, Entry] = field(default_factory=dict)
    staged: dict[str, tuple[Staged, ...]] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def note(self, one: Changed, rendered: Rendered) -> None:
        """Enter what came of a job."""
        self.problems += rendered.diagnostics
        if rendered.diagnostics:
            return
        files = tuple(staged.path for staged in rendered.staged)
        kind = one.job.template or one.job.renderer
        self.staged[one.job.address] = rendered.staged
        self.entries[one.job.address] = Entry(one.parts, files, rendered.facts, kind, one.because)


class Bench:
    """Where jobs are compared and made: with the last release at hand, and what others left.

    `sets_type` says whether there are jobs that do.
    """

    def __init__(
        self, workshop: Workshop, folder: Folder, ledger: Ledger, *, sets_type: bool, force: bool
    ) -> None:
        self.workshop = workshop
        self.folder = folder
        self.ledger = ledger
        self.sets_type = sets_type
        self.force = force
        self.facts: dict[str, Facts] = {}
        self.closures = Closures(workshop.templates)
        self._known_means: dict[tuple[str, str], tuple[str, str]] = {}

    # Fingerprints -----------------------------------------------------------------------------

    def key(self, month: Month) -> str:
        """The digest of all that the pages of a month are made of, and made with."""
        return digest_of(month.digest, self._all_means)

    @cached_property
    def _all_means(self) -> str:
        """The digest of whatever code and template a page may be made with."""
        templates = [(name, self.closures.digest(name)) for name in names(self.workshop.templates)]
        renderers = [name for name, one in RENDERERS.items() if self.sets_type or not one.sets_type]
        own = [(name, renderer_digest(name)) for name in renderers]
        return digest_of(code_digest("digest.plan.jobs"), templates, own)

    def _means(self, template: str, renderer: str) -> tuple[str, str]:
        """What all jobs of a template and renderer share of their fingerprints."""
        known = self._known_means.get((template, renderer))
        if known is None:
            own = renderer_digest(renderer) if renderer in RENDERERS else ""
            extra = RENDERERS[renderer].templates if renderer in RENDERERS else ()
            templates = [self.closures.digest(name) for name in (template, *extra)]
            known = self._known_means[(template, renderer)] = (digest_of(templates)[:20], own[:20])
        return known

    def _parts(self, job: Job) -> dict[str, str]:
        """A job's fingerprint, part by part."""
        template, renderer = self._means(job.template, job.renderer)
        needed = self._needed(job)
        facts = digest_of(needed)[:20] if needed else NO_FACTS
        return {"view": job.inputs[:20], "template": template, "renderer": renderer, "facts": facts}

    def _needed(self, job: Job) -> dict[str, Facts]:
        """The facts that a job may show, by the addresses of the jobs that left them."""
        return {at: facts for at in job.needs if (facts := self.facts.get(at) or self._left(at))}

    def _left(self, at: str) -> Facts:
        """The facts that a job left which was not looked at, since nothing of its month changed."""
        known = self.ledger.jobs(address.month_in(at)).get(at)
        return known.facts if known else {}

    # Jobs -------------------------------------------------------------------------------------

    def sift(self, share: str, jobs: Iterable[Job]) -> Sifted:
        """Which of a share's jobs are as they were."""
        known = self.ledger.jobs(share)
        same: dict[str, Entry] = {}
        others = []
        for job in jobs:
            parts, before = self._parts(job), known.get(job.address)
            because = self._because(parts, before)
            if before and not because:
                same[job.address] = replace(before, because=())
            else:
                others.append(Changed(job, parts, because))
        return Sifted(share, same, tuple(others))

    def _because(self, parts: Mapping[str, str], before: Entry | None) -> tuple[str, ...]:
        """What differs from the last release; nothing if a job can be reused."""
        if before is None:
            return ("new",)
        changed = [name for name, part in parts.items() if before.parts.get(name) != part]
        if self.force:
            changed.append("forced")
        elif not changed and not all(map(self.folder.intact, before.files)):
            changed.append("damaged")
        return tuple(changed)

    def task(self, job: Job) -> Task:
        """A job with its view made."""
        return Task(job.address, job.renderer, job.template, job.view(self._needed(job)))

    def sifted(self, lot: Lot | Sifted) -> Sifted:
        """A lot's jobs of the second wave, looked at."""
        if isinstance(lot, Sifted):
            return lot
        return self.sift(lot.share, (job for job in lot.jobs() if job.wave == 2))

    def make(self, lot: Lot | Sifted) -> Made:
        """What comes of a lot in the second wave."""
        sifted = self.sifted(lot)
        made = Made(sifted.share, dict(sifted.same))
        for one in sifted.changed:
            made.note(one, self.rendered(one.job))
        return made

    def rendered(self, job: Job) -> Rendered:
        """What came of a job, with its bytes on the disk."""
        task = self.task(job)
        made = self._copied(task) if job.renderer == "copy" else render(task, self.workshop)
        return self.on_disk(made)

    def on_disk(self, made: Rendered) -> Rendered:
        """The same, with all its bytes on the disk."""
        return replace(made, artifacts=(), staged=(*made.staged, *map(self.folder.stage, made.artifacts)))

    def _copied(self, task: Task) -> Rendered:
        """A second address for a file that is there by now; nothing if it failed, which has been said."""
        assert isinstance(task.view, CopyView)
        if not self.folder.holds(task.view.path):
            return Rendered(task.address)
        return Rendered(task.address, (Artifact(task.address, self.folder.read(task.view.path)),))
