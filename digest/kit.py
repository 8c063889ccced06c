"""Kits in a build and alone: made where something changed, taken away where they may not stand.

A part of a kit whose fingerprint is that of the last time is taken from the kit that stands.
What goes wrong with a kit never stops a site: it is said, and the site is published without it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from digest.checks.articles import at_most
from digest.checks.rules import judged
from digest.diagnostic import Diagnostic, Message, Severity, Span
from digest.fingerprint import code_digest, digest_of
from digest.model.limits import ARTICLE
from digest.model.publication import Publication
from digest.options import Options
from digest.plan.edition import Edition
from digest.plan.job import Job
from digest.plan.kits import ARTICLE as ARTICLE_FILE
from digest.plan.kits import Kit, ahead, kit, newest
from digest.plan.shelf import Order, Shelf
from digest.plan.visible import visible
from digest.publish.kits import Kits, Part
from digest.publish.layout import layout
from digest.render.artifact import Rendered, RenderError, Task, Workshop
from digest.render.executor import run
from digest.render.kit import LEAVES, SCRIPT, STYLE, Weight, packed, weight_of
from digest.render.leaves import leaves
from digest.render.renderers import RENDERERS, render, renderer_digest
from digest.render.templates import Closures
from digest.view.kit import KitView

Bulletin = Callable[[str], bytes | None]
"""The bytes of a bulletin that stands in the release, by its address."""

_PACKING = ("digest.render.kit", "digest.render.leaves")


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a kit: its files, whether it was made anew, and what there is to say."""

    files: tuple[str, ...] = ()
    fresh: bool = False
    said: tuple[Diagnostic, ...] = ()


def in_build(shelf: Shelf, options: Options, workshop: Workshop) -> tuple[Diagnostic, ...]:
    """After a build: the kit of the newest visible issue, and no other but of issues yet to come.

    What is said are warnings. Raises OSError.
    """
    kits = Kits(options.out)
    edition = newest(shelf)
    wanted = kit(shelf, edition) if edition else None
    for name in kits.names():
        if not (wanted and name == wanted.day.isoformat()) and not _is_to_come(kits, name, shelf):
            kits.drop(name)
    if wanted is None or edition is None:
        return ()
    site = layout(options.out).site
    made = make(wanted, edition, kits, options, workshop, lambda at: (site / at).read_bytes())
    if any(one.is_error for one in made.said):
        kits.drop(wanted.day.isoformat())
    said = (replace(one, severity=Severity.WARNING) for one in made.said)
    return tuple(judged(shelf.publication, said))


def _is_to_come(kits: Kits, name: str, shelf: Shelf) -> bool:
    """Whether a kit is of an issue that nobody sees yet, and still tells what its files say."""
    known = kits.known.get(name)
    if known is None or not kits.intact(name):
        return False
    day = date.fromisoformat(name)
    if any(one.date == day for one in shelf.days):
        return False
    seen = foreseen(shelf.publication, day, shelf.order)
    return seen is not None and kit(*seen).digest == known.digest


def foreseen(publication: Publication, day: date, order: Order) -> tuple[Shelf, Edition] | None:
    """The edition in the source language of a day's issue as it will be published, on its shelf."""
    seen = ahead(publication, day, order.sight)
    if seen is None:
        return None
    changed, sight = seen
    shelf = Shelf(changed, replace(order, sight=sight), visible(changed, sight))
    listed = shelf.editions[publication.site.source_language]
    found = next((one for one in listed if one.day.date == day and one.items), None)
    return (shelf, found) if found else None


def make(
    wanted: Kit,
    edition: Edition,
    kits: Kits,
    options: Options,
    workshop: Workshop,
    standing: Bulletin = lambda _: None,
) -> Made:
    """Make a kit where anything of it changed. Its files are all told, in order of their names.

    Raises OSError. An error among what is said means that it could not be made.
    """
    name = wanted.day.isoformat()
    closures = Closures(workshop.templates)
    prints = _fingerprints(wanted, closures)
    known = kits.known.get(name)
    if known and not options.force and kits.intact(name):
        parts = known.parts
        if {one: part.fingerprint for one, part in parts.items()} == prints:
            weight = weight_of(kits.read(name, ARTICLE_FILE))
            return Made(tuple(sorted(known.marks)), said=_size(edition, weight))
    else:
        parts = {}
    kept = {one: part for one, part in parts.items() if prints.get(one) == part.fingerprint}
    work = _Making(wanted, kits, kept, options, workshop)
    try:
        problems = work.render(standing)
        if problems:
            return Made(said=problems)
        files = work.pack()
    except RenderError as error:
        return Made(said=(_problem(error),))
    made = {one: Part(prints[one], tuple(work.yielded.get(one, ()))) for one in prints}
    kits.put(name, files, wanted.digest, made)
    return Made(tuple(sorted(files)), fresh=True, said=_size(edition, weight_of(files[ARTICLE_FILE])))


def _fingerprints(wanted: Kit, closures: Closures) -> dict[str, str]:
    """The fingerprint of each part."""
    found = {}
    for job in (*wanted.jobs, *wanted.bulletins):
        templates = (job.template, *RENDERERS[job.renderer].templates)
        found[job.address] = digest_of(
            job.inputs, renderer_digest(job.renderer), [closures.digest(one) for one in templates]
        )
    packing = code_digest(*_PACKING, libraries=("pillow", "pypdfium2", "jinja2"))
    if wanted.bulletins:
        found[LEAVES] = digest_of(packing, found[wanted.bulletins[-1].address])
    page = [closures.digest(one) for one in (wanted.page.template, SCRIPT, STYLE)]
    found[wanted.page.address] = digest_of(packing, wanted.page.inputs, page, sorted(found.items()))
    return {name: part[:20] for name, part in found.items()}


class _Making:
    """One kit under way. `kept` are the parts that the kit which stands has already."""

    def __init__(
        self, wanted: Kit, kits: Kits, kept: Mapping[str, Part], options: Options, workshop: Workshop
    ) -> None:
        self.wanted = wanted
        self.kits = kits
        self.kept = kept
        self.options = options
        self.workshop = workshop
        self.parts: dict[str, bytes] = {}
        self.yielded: dict[str, tuple[str, ...]] = {}
        view = wanted.page.view({})
        assert isinstance(view, KitView)
        self.view = view

    def render(self, standing: Bulletin) -> tuple[Diagnostic, ...]:
        """Gather or make all parts; the problems that there were."""
        names = dict(self.view.bulletins)
        waiting = [job for job in self.wanted.jobs if not self._take(job.address, job.address)]
        for job in self.wanted.bulletins:
            at = job.address
            if self._take(at, names[at]):
                continue
            data = standing(at)
            if data is None:
                waiting.append(job)
            else:
                self.parts[at] = data
        problems: list[Diagnostic] = []
        for rendered in self._rendered(waiting):
            problems += rendered.diagnostics
            self.parts |= {one.path: one.data for one in rendered.artifacts}
        self.yielded = {at: (names.get(at, at),) for at in self.parts}
        return tuple(problems)

    def pack(self) -> dict[str, bytes]:
        """All files of the kit."""
        made = self._leaves()
        self.yielded[LEAVES] = tuple(made)
        return packed(self.view, self.wanted.page.template, self.parts, made, self.workshop)

    def _take(self, part: str, file: str) -> bool:
        """Take a part's one file from the kit that stands, if it is as it would be made."""
        if part not in self.kept:
            return False
        self.parts[part] = self.kits.read(self._name, file)
        return True

    @property
    def _name(self) -> str:
        return self.wanted.day.isoformat()

    def _rendered(self, jobs: Iterable[Job]) -> Iterable[Rendered]:
        tasks = [Task(job.address, job.renderer, job.template, job.view({})) for job in jobs]
        fonts = self.options.out / "state" / "fonts"
        return run(tasks, self.workshop, self.options.jobs, fonts)

    def _leaves(self) -> dict[str, bytes]:
        """The pages of the phone's bulletin as pictures."""
        if LEAVES in self.kept:
            return {file: self.kits.read(self._name, file) for file in self.kept[LEAVES].files}
        if not self.view.phone:
            return {}
        drawn = leaves(self.parts[self.view.phone])
        return {f"{LEAVES}/{number:02}.{kind}": data for number, (kind, data) in enumerate(drawn, 1)}


def _problem(error: RenderError) -> Diagnostic:
    span = Span(error.path, error.line, 1, error.line, 2) if error.line else Span(error.path)
    return Diagnostic(error.code, Severity.ERROR, span, error.message, error.help)


# The article's size ---------------------------------------------------------------------------


def article_sizes(shelf: Shelf, workshop: Workshop, since: date | None) -> list[Diagnostic]:
    """Articles that WeChat would refuse, of issues from `since` on: what is sent cannot be shortened."""
    found: list[Diagnostic] = []
    for edition in shelf.shown(shelf.publication.site.source_language):
        if (since and edition.day.date < since) or at_most(
            edition.day.issue, edition.items, edition.language
        ) < ARTICLE:
            continue
        job = next(one for one in kit(shelf, edition).jobs if one.address == ARTICLE_FILE)
        rendered = render(Task(job.address, job.renderer, job.template, job.view({})), workshop)
        found += rendered.diagnostics
        for one in rendered.artifacts:
            found += _size(edition, weight_of(one.data))
    return found


def _size(edition: Edition, weight: Weight) -> tuple[Diagnostic, ...]:
    """What is said of an article that is too large."""
    if not weight.over:
        return ()
    count = f"{weight.characters:,}"
    return (
        Diagnostic(
            "article-size",
            Severity.WARNING,
            Span(edition.day.issue.path),
            Message(
                f"this issue's WeChat article has {count} characters of HTML; the limit is {ARTICLE:,}",
                f"本期公众号图文的 HTML 有 {count} 个字符，须少于 {ARTICLE:,} 个",
            ),
            Message(
                "shorten bodies, or send some items in another issue",
                "请删短正文，或把若干条留到下一期",
            ),
        ),
    )
