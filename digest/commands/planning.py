"""The site planned for `digest check` → what is wrong with its addresses and articles."""

from datetime import date

from digest.build import dropped_by, order_of
from digest.checks.rules import judged
from digest.diagnostic import Diagnostic
from digest.kit import article_sizes
from digest.model.publication import Publication
from digest.options import Options
from digest.plan.collisions import collisions
from digest.plan.jobs import every_job, shelved
from digest.plan.kits import newest
from digest.plan.shelf import Shelf
from digest.render.artifact import Workshop
from digest.render.templates import folders


def told_by_plan(publication: Publication, options: Options, *, addresses: bool) -> list[Diagnostic]:
    """Articles too long; with `addresses`, those claimed twice, by anything hidden too, and those dropped."""
    workshop = Workshop(options.root, folders(options.root))
    everything, visible = (
        shelved(publication, order_of(publication, options, workshop, drafts=drafts))
        for drafts in (True, False)
    )
    found = article_sizes(everything, workshop, _newest(visible))
    if not addresses:
        return judged(publication, found)
    found += dropped_by(publication, every_job(visible), options.out)
    return [*collisions(publication, every_job(everything)), *judged(publication, found)]


def _newest(shelf: Shelf) -> date | None:
    """The day of the newest visible issue: what was sent before it cannot be shortened any more."""
    edition = newest(shelf)
    return edition.day.date if edition else None
