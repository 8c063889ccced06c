"""`digest kit`: the WeChat kit of an issue, also of one that nobody sees yet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from digest.build import order_of
from digest.commands.place import Stop
from digest.diagnostic import Diagnostic, Message, in_order
from digest.gather import gather
from digest.judge import everything, for_build
from digest.kit import foreseen, make
from digest.model.publication import Publication
from digest.options import Options, Verdict
from digest.plan.edition import Edition
from digest.plan.kits import kit
from digest.plan.shelf import Shelf
from digest.plan.visible import Sight, visible
from digest.publish.kits import Kits
from digest.publish.layout import layout
from digest.publish.lock import locked
from digest.render.artifact import Workshop
from digest.render.templates import folders

_DAY = re.compile(r"^content/([0-9]{4})/([0-9]{2})/([0-9]{2})/")


@dataclass(frozen=True, slots=True)
class Packed:
    """What became of a kit: what is said, its files, and how many drafts among its items are not in it."""

    verdict: Verdict
    files: tuple[Path, ...] = ()
    drafts: int = 0


def make_kit(options: Options, day: date | None) -> Packed:
    """Make the kit of an issue: of `day`, else of today, else of the newest that is visible.

    Errors in other issues are no matter. Raises Stop (2) if there is no such issue, Locked while a
    build is at work, and OSError.
    """
    gathered = gather(options.root)
    publication = gathered.publication
    wanted = day or (_by_itself(publication, options) if publication else None)
    everywhere = everything(gathered)
    found = [one for one in everywhere if _concerns(one, wanted)]
    verdict = for_build(publication, found, Sight(options.now, drafts=True), options.strict)
    if publication is None or any(_tears(one, publication) for one in verdict.stopping):
        return Packed(verdict)
    workshop = Workshop(options.root, folders(options.root))
    whole = _without(publication, {_day_of(one) for one in everywhere if one.is_error} - {wanted, None})
    shelf, edition = _edition(whole, wanted, options, workshop)
    with locked(layout(options.out).lock):
        made = make(kit(shelf, edition), edition, Kits(options.out), options, workshop)
    said = tuple(in_order([*verdict.said, *made.said]))
    problems = tuple(one for one in made.said if one.is_error)
    folder = layout(options.out).out / "kit" / edition.day.date.isoformat()
    drafts = sum(item.status == "draft" for item in publication.items_of(edition.day.date))
    return Packed(Verdict(said, problems), tuple(folder / file for file in made.files), drafts)


def _without(publication: Publication, days: Iterable[date | None]) -> Publication:
    """A publication without the issues of days that have errors: they are not looked at."""
    torn = set(days)
    return replace(
        publication,
        issues=tuple(one for one in publication.issues if one.date not in torn),
        items=tuple(one for one in publication.items if one.date not in torn),
    )


def _tears(found: Diagnostic, publication: Publication) -> bool:
    """Whether an error counts: one in a draft does not, since drafts are not in the kit."""
    drafts = {item.path for item in publication.items if item.status in ("draft", "removed")}
    drafts |= {
        one.path for one in publication.broken if one.status in ("draft", "removed") and not one.is_issue
    }
    return found.span.path not in drafts


def _by_itself(publication: Publication, options: Options) -> date | None:
    """The day that is meant where none is named."""
    today = options.now.astimezone(publication.site.zone).date()
    if any(issue.date == today and issue.status in ("published", "draft") for issue in publication.issues):
        return today
    days = [day for day in visible(publication, Sight(options.now)) if day.items]
    source = publication.site.source_language
    return max((day.date for day in days if source in day.open_in), default=None)


def _edition(
    publication: Publication, day: date | None, options: Options, workshop: Workshop
) -> tuple[Shelf, Edition]:
    order = order_of(publication, options, workshop, drafts=False)
    seen = foreseen(publication, day, order) if day else None
    if seen is None:
        said = f"no issue of {day} to send" if day else "no issue to send"
        said_zh = f"没有 {day} 一期可供发布" if day else "没有可供发布的一期"
        raise Stop(
            2,
            Message(said, said_zh),
            Message(
                "an issue needs an item that is no draft, and may not be withdrawn",
                "一期至少要有一条不是草稿的条目，且没有撤回",
            ),
        )
    return seen


def _concerns(found: Diagnostic, day: date | None) -> bool:
    """Whether something is said of this issue, or of what all issues share."""
    return _day_of(found) in (None, day)


def _day_of(found: Diagnostic) -> date | None:
    """The day in whose folder something is said; None for what all issues share."""
    where = _DAY.match(found.span.path)
    try:
        return date(*map(int, where.groups())) if where else None
    except ValueError:
        return None
