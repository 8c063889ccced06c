"""What only the planned site can tell: addresses claimed twice or dropped, and articles too long.

To plan takes longer than all else that `digest check` does, so the records alone are asked first
whether any of that can be the case. Where they say no, it is certain.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from digest import address
from digest.checks.articles import at_most
from digest.checks.claimed import may_meet
from digest.diagnostic import Diagnostic
from digest.model.limits import ARTICLE
from digest.model.publication import Publication
from digest.options import Options
from digest.plan.visible import Day, Sight, visible
from digest.publish.published import live_pages


def of_the_plan(publication: Publication, options: Options) -> list[Diagnostic]:
    """Addresses claimed twice, by anything hidden too; addresses of the release dropped; long articles."""
    days = visible(publication, Sight(options.now))
    addresses = may_meet(publication) or may_drop(publication, days, options)
    if not addresses and not may_be_long(publication, days):
        return []
    from digest.commands.planning import told_by_plan

    return told_by_plan(publication, options, addresses=addresses)


def may_drop(publication: Publication, days: Sequence[Day], options: Options) -> bool:
    """Whether the release has an address of an issue or item that the next one may not have."""
    if publication.site.missing_translation == "omit":
        return True
    kept = {at for day in days for at in _plainly_kept(day, publication.site.languages)}
    return bool(live_pages(options.out, kept))


def _plainly_kept(day: Day, languages: Sequence[str]) -> Iterator[str]:
    """The addresses of an issue that is shown in every language, and of its items."""
    if len(day.open_in) < len(languages):
        return
    for language in languages:
        yield address.issue(language, day.date)
        for slug in (*(item.slug for item in day.items), *(one.slug for one in day.tombstones)):
            yield address.item(language, day.date, slug)


def may_be_long(publication: Publication, days: Sequence[Day]) -> bool:
    """Whether the WeChat article of the newest visible issue, or of one to come, may be too long."""
    source = publication.site.source_language
    since = max((day.date for day in days if source in day.open_in), default=date.min)
    return any(
        at_most(issue, publication.items_of(issue.date), source) >= ARTICLE
        for issue in publication.issues
        if issue.date >= since
    )
