"""Publication + now → what readers may see, and nothing else.

Whatever is hidden is left out here, once, before anything is planned: no later step can leak a
draft, an embargoed story or a withdrawn one, since it never gets them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from digest.fingerprint import digest_of
from digest.model.publication import Broken, Publication
from digest.model.record import Issue, Item, Site

F = TypeVar("F", Issue, Item)


@dataclass(frozen=True, slots=True)
class Sight:
    """The conditions of seeing: the instant of the build, and whether drafts are shown."""

    now: datetime
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class Tombstone:
    """All that is left of a withdrawn item: its address, by language, and the reason."""

    slug: str
    reason: dict[str, str]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A visible issue with its visible items in order of their numbers.

    `open_in` are the languages that show it, `closed_in` those in which it is withdrawn; `at` is
    the instant of its publication. A withdrawn issue has no items, only tombstones.
    """

    issue: Issue
    at: datetime
    open_in: tuple[str, ...]
    closed_in: tuple[str, ...]
    items: tuple[Item, ...]
    tombstones: tuple[Tombstone, ...]
    drafts: frozenset[str]
    hidden: bool

    @property
    def date(self) -> date:
        """The issue's day."""
        return self.issue.date


def publish_at(issue: Issue, site: Site, language: str | None = None) -> datetime:
    """When an issue (in one language) is published."""
    state = issue.editions.get(language) if language else None
    given = (state and state.publish_at) or issue.publish_at
    return given or datetime.combine(issue.date, site.due, tzinfo=site.zone)


def visible(publication: Publication, sight: Sight) -> tuple[Day, ...]:
    """The days that readers may see, oldest first."""
    days = (
        _day(publication.site, issue, publication.items_of(issue.date), sight) for issue in publication.issues
    )
    return tuple(day for day in days if day)


def next_change(publication: Publication, now: datetime) -> datetime | None:
    """The next instant at which something becomes visible, if any is set."""
    site = publication.site
    instants = [
        publish_at(issue, site, language)
        for issue in publication.issues
        if issue.status in ("published", "withdrawn")
        for language in site.languages
    ]
    records: Iterable[Issue | Item] = (*publication.issues, *publication.items)
    instants += [correction.at for record in records for correction in record.corrections]
    later = [instant for instant in instants if instant > now]
    return min(later) if later else None


def is_hidden(publication: Publication, path: str, day: date, sight: Sight) -> bool:
    """Whether a file belongs to a hidden issue or is a hidden item: its errors stop no build."""
    if sight.drafts:
        return False
    broken = {file.path: file for file in publication.broken}
    issue = publication.issue_of.get(day)
    torn = next((file for file in broken.values() if file.date == day and file.is_issue), None)
    if issue is not None:
        if not _issue_shows(issue, publication.site, sight.now):
            return True
    elif torn is not None and _torn_is_hidden(torn, publication.site, sight.now):
        return True
    if path in broken:
        return broken[path].status in ("draft", "removed")
    item = next((item for item in publication.items_of(day) if item.path == path), None)
    return item is not None and item.status in ("draft", "removed")


def _torn_is_hidden(file: Broken, site: Site, now: datetime) -> bool:
    """What a broken issue's file still says; without a word it counts as visible."""
    if file.status in ("draft", "removed"):
        return True
    due = file.publish_at or datetime.combine(file.date, site.due, tzinfo=site.zone)
    return file.status == "published" and due > now


def _issue_shows(issue: Issue, site: Site, now: datetime) -> bool:
    shown = issue.status in ("published", "withdrawn")
    return shown and any(publish_at(issue, site, language) <= now for language in site.languages)


def _day(site: Site, issue: Issue, items: tuple[Item, ...], sight: Sight) -> Day | None:
    if issue.status == "removed":
        return None
    if not sight.drafts and issue.status == "draft":
        return None
    due = {language: publish_at(issue, site, language) <= sight.now for language in site.languages}
    open_in = tuple(lang for lang in site.languages if _open(issue, lang, due[lang], sight))
    closed_in = tuple(lang for lang in site.languages if due[lang] and _closed(issue, lang))
    if not open_in and not closed_in:
        return None
    shown = [item for item in items if _item_shows(item, sight)] if open_in else []
    gone = [item for item in items if _item_is_gone(item, bool(open_in))]
    return Day(
        _without_later_corrections(issue, sight),
        publish_at(issue, site),
        open_in,
        closed_in,
        tuple(_without_later_corrections(item, sight) for item in sorted(shown, key=_by_number)),
        tuple(_tombstone(item, issue, site) for item in sorted(gone, key=_by_number)),
        frozenset(item.slug for item in shown if item.status == "draft"),
        issue.status == "draft" or not all(due.values()),
    )


def _by_number(item: Item) -> int:
    return item.number


def _open(issue: Issue, language: str, due: bool, sight: Sight) -> bool:
    state = issue.editions.get(language)
    own = state.status if state and state.status else "published"
    if issue.status == "withdrawn" or own in ("withdrawn", "removed"):
        return False
    return sight.drafts or (own == "published" and due)


def _closed(issue: Issue, language: str) -> bool:
    """Withdrawn, as a whole or in this language; one that never was published leaves nothing."""
    state = issue.editions.get(language)
    own = state.status if state and state.status else "published"
    if issue.status == "withdrawn":
        return own in ("published", "withdrawn")
    return own == "withdrawn"


def _item_shows(item: Item, sight: Sight) -> bool:
    return item.status == "published" or (sight.drafts and item.status == "draft")


def _item_is_gone(item: Item, issue_is_open: bool) -> bool:
    """Withdrawn itself, or published in an issue that is withdrawn."""
    return item.status == "withdrawn" or (not issue_is_open and item.status == "published")


def _tombstone(item: Item, issue: Issue, site: Site) -> Tombstone:
    """Under `omit` an item had an address only where it was translated; its issue may speak for it."""
    omitted = site.missing_translation == "omit"
    languages = (language for language in site.languages if not omitted or language in item.told_in)
    reason = item.reason or (issue.reason if issue.status == "withdrawn" else {})
    return Tombstone(item.slug, reason, tuple(languages))


def _without_later_corrections(record: F, sight: Sight) -> F:
    """A correction dated after now is hidden."""
    kept = [i for i, correction in enumerate(record.corrections) if correction.at <= sight.now]
    if len(kept) == len(record.corrections) or sight.drafts:
        return record
    changes = {
        "corrections": [record.corrections[i] for i in kept],
        "notes": tuple(record.notes[i] for i in kept),
        "digest": digest_of(record.digest, kept),
    }
    return record.model_copy(update=changes)


def last_change(day: Day) -> datetime:
    """When a visible issue was published or last corrected: its date in feeds and the sitemap."""
    records: tuple[Issue | Item, ...] = (day.issue, *day.items)
    return max([day.at, *(one.at for record in records for one in record.corrections)])
