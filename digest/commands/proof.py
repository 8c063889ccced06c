"""`digest proof`: an issue's bulletins as they stand, for editors to read, also of one not yet visible."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from digest.build import order_of
from digest.commands.place import Stop
from digest.diagnostic import Diagnostic, Message
from digest.gather import gather
from digest.judge import everything, for_build
from digest.model.publication import Publication, StaticFile
from digest.options import Options, Verdict
from digest.plan.edition import Edition
from digest.plan.issue_jobs import bulletins
from digest.plan.job import Job
from digest.plan.month import code_images
from digest.plan.shelf import Shelf
from digest.plan.visible import Sight, visible
from digest.publish.beside import PROOF, put_beside
from digest.render.artifact import Rendered, Task, Workshop
from digest.render.executor import run
from digest.render.templates import folders

_DAY = re.compile(r"^content/([0-9]{4})/([0-9]{2})/([0-9]{2})/")


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of a proof: what is said, its files, and the languages that have none."""

    verdict: Verdict
    files: tuple[Path, ...] = ()
    without: tuple[str, ...] = ()


def proof(options: Options, day: date | None) -> Proof:
    """Set the bulletins of an issue (the newest, without a date) into `proof/DATE/`, marked as proofs.

    They are stamped with `options.now`. Errors in other issues are no matter. Raises Stop (2) if there
    is no such issue, Locked while a build is at work, and OSError.
    """
    gathered = gather(options.root)
    publication = gathered.publication
    wanted = day or _newest(publication)
    found = [one for one in everything(gathered) if _concerns(one, wanted)]
    verdict = for_build(publication, found, Sight(options.now, drafts=True), options.strict)
    if verdict.stopping or publication is None:
        return Proof(verdict)
    workshop = Workshop(options.root, folders(options.root))
    order = order_of(publication, options, workshop, drafts=True)
    shelf = Shelf(publication, order, visible(publication, order.sight))
    editions = shelf.by_day.get(wanted, []) if wanted else []
    if wanted is None or not editions:
        raise _no_issue(wanted)
    whole = [one for one in editions if shelf.has_bulletin(one)]
    rendered = _rendered(shelf, whole, workshop, options)
    problems = tuple(said for one in rendered for said in one.diagnostics)
    if problems:
        return Proof(Verdict((*verdict.said, *problems), problems))
    files = {at.path.rpartition("/")[2]: at.data for one in rendered for at in one.artifacts}
    without = tuple(one.language for one in editions if one not in whole)
    return Proof(verdict, put_beside(options.out, PROOF, wanted.isoformat(), files), without)


def _newest(publication: Publication | None) -> date | None:
    return max((issue.date for issue in publication.issues), default=None) if publication else None


def _concerns(found: Diagnostic, day: date | None) -> bool:
    """Whether something is said of this issue, or of what all issues share."""
    where = _DAY.match(found.span.path)
    return where is None or (day is not None and "-".join(where.groups()) == day.isoformat())


def _rendered(
    shelf: Shelf, editions: Iterable[Edition], workshop: Workshop, options: Options
) -> list[Rendered]:
    images = code_images(shelf)
    jobs = [job for edition in editions for job in _paper(shelf, edition, images, options.now)]
    tasks = [Task(job.address, job.renderer, job.template, job.view({})) for job in jobs]
    return list(run(tasks, workshop, options.jobs, options.out / "state" / "fonts"))


def _paper(shelf: Shelf, edition: Edition, images: tuple[StaticFile, ...], made: datetime) -> Iterable[Job]:
    carried = shelf.carried.get(edition.day.date, ())
    return bulletins(shelf.frames[edition.language], edition, carried, images, made)


def _no_issue(day: date | None) -> Stop:
    said = f"no issue of {day} to prove" if day else "no issue to prove"
    said_zh = f"没有 {day} 一期可供送审" if day else "没有可供送审的一期"
    return Stop(
        2,
        Message(said, said_zh),
        Message("`digest new issue DATE` starts one", "用 `digest new issue 日期` 新建"),
    )
