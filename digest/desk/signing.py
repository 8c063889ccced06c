"""A publication, a day, a word of an editor → what is to be written into which of its files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from digest.desk.inscribe import Values
from digest.desk.status import translation_state
from digest.model.publication import Publication
from digest.model.record import Issue, Item
from digest.model.wording import wording_of_issue, wording_of_item


@dataclass(frozen=True, slots=True)
class Inscription:
    """Values for the mapping at a key of keys of a file."""

    path: str
    at: tuple[str, ...]
    values: Values


def acceptances(
    publication: Publication, items: Iterable[Item], languages: Iterable[str] = ()
) -> Iterator[Inscription]:
    """A note for each whole translation that it was read against the source text of today."""
    site = publication.site
    source = site.source_language
    wanted = set(languages) or set(site.languages)
    for item in items:
        for language in site.languages[1:]:
            state = translation_state(item, site, language)
            kept = item.translation.get(language)
            settled = state == "reviewed" and kept is not None and kept.of is not None
            if language in wanted and state != "missing" and not settled:
                values = {"status": "reviewed", "of": wording_of_item(item, source)}
                yield Inscription(item.path, ("translation", language), values)


def approval(publication: Publication, issue: Issue, by: str, now: datetime) -> Inscription:
    """The note that somebody signed the issue off as it stands now."""
    site = publication.site
    items = sorted(publication.items_of(issue.date), key=lambda item: item.number)
    values = {
        "by": by,
        "at": f"{now.astimezone(site.zone):%Y-%m-%dT%H:%M}",
        "of": wording_of_issue(issue, items, site.languages),
    }
    return Inscription(issue.path, ("approved",), values)
