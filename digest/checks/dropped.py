"""The rule about addresses of the last release that this one drops.

It needs to know what is published and what is planned, so the conductor calls it by itself.
"""

import re
from collections.abc import Iterable, Iterator, Set
from datetime import date

from digest.diagnostic import Diagnostic, Message, Severity, Span
from digest.model.publication import Publication

_ADDRESS = re.compile(r"^(?P<language>[a-z]{2})/(?P<day>[0-9-]{10})/(?:(?P<slug>[a-z0-9-]+)/)?$")


def dropped(publication: Publication, published: Iterable[str], planned: Set[str]) -> Iterator[Diagnostic]:
    """An issue's or item's address stays, or becomes an alias; `removed` ones go without a word."""
    for at in sorted(published):
        found = _ADDRESS.match(at)
        if at in planned or not found or found["language"] not in publication.site.languages:
            continue
        day = date.fromisoformat(found["day"])
        if not _is_excused(publication, found["language"], day, found["slug"]):
            yield Diagnostic(
                "dropped-address",
                Severity.WARNING,
                Span(_nearest(publication, day, found["slug"])),
                Message(f"/{at} was published and is gone now", f"已发布的 /{at} 现在没有了"),
                Message(
                    "put it into `aliases` of the item that replaces it, or set `status: withdrawn`",
                    "请写进新条目的 aliases，或把原条目设为 status: withdrawn",
                ),
            )


def _is_excused(publication: Publication, language: str, day: date, slug: str | None) -> bool:
    """Removed on purpose, or in a language that is held back."""
    issue = publication.issue_of.get(day)
    if issue is None:
        return False
    state = issue.editions.get(language)
    if issue.status == "removed" or (state and (state.status or "published") != "published"):
        return True
    if state and state.publish_at:
        return True
    return any(one.slug == slug and one.status == "removed" for one in publication.items_of(day))


def _nearest(publication: Publication, day: date, slug: str | None) -> str:
    for one in publication.items_of(day):
        if one.slug == slug:
            return one.path
    folder = f"content/{day:%Y/%m/%d}"
    return f"{folder}/issue.yaml" if day in publication.issue_of else folder
