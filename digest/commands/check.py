"""`digest check`: every file under the given paths is judged; nothing is written."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from digest.build import order_of
from digest.checks.dropped import dropped
from digest.checks.rules import judged
from digest.commands.place import is_under, known_path
from digest.diagnostic import Diagnostic
from digest.gather import Gathered, gather
from digest.judge import everything, for_check
from digest.kit import article_sizes
from digest.options import Options, Verdict
from digest.plan.collisions import collisions
from digest.plan.jobs import Release, plan
from digest.plan.kits import newest
from digest.publish.cache import Cache
from digest.publish.published import live_pages
from digest.render.artifact import Workshop
from digest.render.templates import folders


def check(options: Options, paths: Iterable[Path]) -> Verdict:
    """What there is to say of the files under `paths` (all, where none is given).

    What the last build has read and judged is not read again; nothing is written.
    """
    wanted = [known_path(path, options.root) for path in paths]
    memory = Cache(options.out / "state" / "items.sqlite")
    gathered = gather(options.root, memory, jobs=options.jobs)
    found = everything(gathered, options.jobs)
    if gathered.publication is not None and not any(one.is_error for one in found):
        found += _of_the_plan(gathered, options)
    shown = [one for one in found if not wanted or any(is_under(one.span.path, path) for path in wanted)]
    return for_check(shown, options.strict)


def _of_the_plan(gathered: Gathered, options: Options) -> list[Diagnostic]:
    """Addresses claimed twice, by anything hidden too; addresses of the release dropped; long articles."""
    publication = gathered.publication
    assert publication is not None
    workshop = Workshop(options.root, folders(options.root))
    with_drafts = plan(publication, order_of(publication, options, workshop, drafts=True))
    visible = plan(publication, order_of(publication, options, workshop, drafts=False))
    planned = {job.address for job in visible.jobs}
    gone = dropped(publication, live_pages(options.out, planned), planned)
    sizes = article_sizes(with_drafts.shelf, workshop, _newest(visible))
    return [*collisions(publication, with_drafts.jobs), *judged(publication, [*gone, *sizes])]


def _newest(visible: Release) -> date | None:
    """The day of the newest visible issue: what was sent before it cannot be shortened any more."""
    edition = newest(visible.shelf)
    return edition.day.date if edition else None
