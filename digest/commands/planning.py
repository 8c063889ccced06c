"""The site planned for `digest check` → what is wrong with its addresses and articles."""

from datetime import date

from digest.build import order_of
from digest.checks.dropped import dropped
from digest.checks.rules import judged
from digest.diagnostic import Diagnostic
from digest.kit import article_sizes
from digest.model.publication import Publication
from digest.options import Options
from digest.plan.collisions import collisions
from digest.plan.jobs import Release, plan
from digest.plan.kits import newest
from digest.publish.published import live_pages
from digest.render.artifact import Workshop
from digest.render.templates import folders


def planned(publication: Publication, options: Options) -> list[Diagnostic]:
    """Addresses claimed twice, by anything hidden too; addresses of the release dropped; long articles."""
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
