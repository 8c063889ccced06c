"""A publication, an instant, the findings of the checks, the last build's facts → how a day stands."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from digest import address
from digest.desk.schedule import due_at, expected
from digest.desk.state import (
    Approval,
    EditionState,
    IssueState,
    ItemState,
    Lack,
    Length,
    Status,
    Translation,
)
from digest.desk.wanting import wanting
from digest.diagnostic import Diagnostic
from digest.model.limits import ABSTRACT, TITLE
from digest.model.publication import Publication
from digest.model.record import Issue, Item, Site
from digest.model.wording import wording_of_issue, wording_of_item
from digest.plan.visible import publish_at

Jobs = Mapping[str, Any]
"""The record of the last release: by address, what is known of its jobs."""


def status(
    publication: Publication, day: date, now: datetime, found: Iterable[Diagnostic], jobs: Jobs
) -> Status:
    """How the day stands at `now`."""
    site = publication.site
    folder = f"content/{day:%Y/%m/%d}"
    problems = tuple(one for one in found if f"{one.span.path}/".startswith(f"{folder}/"))
    issue = next((one for one in publication.issues if one.date == day), None)
    state = _issue(publication, issue, now, problems, jobs) if issue else None
    due = due_at(site, day)
    is_expected = expected(site, day)
    return Status(
        date=day,
        now=now.astimezone(site.zone),
        expected=is_expected,
        due_at=due,
        due=is_expected and now >= due,
        issue=state,
        problems=problems,
        wanting=wanting(publication, issue, state, problems),
    )


def _issue(
    publication: Publication, issue: Issue, now: datetime, problems: tuple[Diagnostic, ...], jobs: Jobs
) -> IssueState:
    site = publication.site
    records = sorted(publication.items_of(issue.date), key=lambda item: item.number)
    items = tuple(_item(item, site, problems) for item in records if item.status != "removed")
    lacks = [*_lacks(issue, ("headline", "summary", "abstract"), site.languages)]
    if issue.cover:
        lacks += [Lack("cover.alt", one) for one in site.languages if one not in issue.cover.alt]
    return IssueState(
        path=issue.path,
        status=issue.status,
        headline=issue.headline,
        lacks=tuple(lacks),
        lengths=_lengths(issue, (("headline", TITLE), ("summary", ABSTRACT)), site.languages),
        approval=_approval(issue, records, site),
        editions=tuple(_edition(issue, records, site, one, now, jobs) for one in site.languages),
        items=items,
        sources=_counted(items),
    )


def _item(item: Item, site: Site, problems: tuple[Diagnostic, ...]) -> ItemState:
    lacks = [*_lacks(item, ("headline", "body", "summary"), site.languages)]
    if item.image:
        lacks += [Lack("image.alt", one) for one in site.languages if one not in item.image.alt]
    if not item.citations:
        lacks.append(Lack("citations"))
    title = "short_headline" if item.short_headline else "headline"
    cited = (source for citation in item.citations for source in citation.sources)
    return ItemState(
        number=item.number,
        slug=item.slug,
        path=item.path,
        status=item.status,
        headline=item.headline,
        lacks=tuple(lacks) if item.status != "withdrawn" else (),
        translation={one: translation_state(item, site, one) for one in site.languages[1:]},
        sources=tuple(dict.fromkeys(cited)),
        lengths=_lengths(item, ((title, TITLE), ("summary", ABSTRACT)), site.languages),
        problems=sum(one.span.path == item.path for one in problems),
    )


def translation_state(item: Item, site: Site, language: str) -> Translation:
    """How an item's translation into a language stands."""
    if language not in item.headline or language not in item.body:
        return "missing"
    kept = item.translation.get(language)
    if kept is None:
        return "translated"
    if kept.status == "draft":
        return "draft"
    same = kept.of is None or kept.of == wording_of_item(item, site.source_language)
    return "reviewed" if same else "outdated"


def _approval(issue: Issue, items: Iterable[Item], site: Site) -> Approval:
    kept = issue.approved
    if kept is None:
        return Approval("none")
    same = kept.of is None or kept.of == wording_of_issue(issue, items, site.languages)
    return Approval("approved" if same else "outdated", kept.by, kept.at.astimezone(site.zone))


def _edition(
    issue: Issue, items: Iterable[Item], site: Site, language: str, now: datetime, jobs: Jobs
) -> EditionState:
    held = issue.editions.get(language)
    own = (held and held.status) or "published"
    stands = issue.status if issue.status != "published" else own
    at = publish_at(issue, site, language).astimezone(site.zone)
    shown = [item for item in items if item.status == "published"]
    known = jobs.get(address.bulletin(language, issue.date, site.id))
    pages = known.get("facts", {}).get("pages") if isinstance(known, Mapping) else None
    return EditionState(
        language=language,
        status=stands,
        publishes_at=at,
        visible=stands == "published" and at <= now,
        complete=bool(shown) and all(language in one.headline and language in one.body for one in shown),
        bulletin_pages=pages if isinstance(pages, int) else None,
    )


def _lacks(record: Issue | Item, keys: Iterable[str], languages: Iterable[str]) -> Iterable[Lack]:
    listed = list(languages)
    for key in keys:
        text: Mapping[str, str] = getattr(record, key)
        yield from (Lack(key, language) for language in listed if language not in text)


def _lengths(
    record: Issue | Item, limits: Iterable[tuple[str, int]], languages: Iterable[str]
) -> tuple[Length, ...]:
    """Lengths in Chinese alone: the limits are those of a Chinese platform's articles."""
    found = []
    for key, limit in limits:
        text: Mapping[str, str] = getattr(record, key)
        found += [Length(key, one, len(text[one]), limit) for one in languages if one == "zh" and one in text]
    return tuple(found)


def _counted(items: Iterable[ItemState]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in items:
        for source in item.sources:
            counts[source] = counts.get(source, 0) + 1
    return counts
