"""How a day stands + what the last build said + what the release holds → the news of the night.

Tonight's issue is the last one whose time has come: a build that is late, even by a day, still
tells of the issue that it is late with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from digest import address
from digest.desk.schedule import due_at, expected
from digest.desk.state import Status
from digest.model.publication import Publication
from digest.model.record import Site
from digest.plan.visible import publish_at
from digest.publish.last import Last
from digest.words import long_date

Kind = Literal["published", "incomplete", "missing", "failed"]

LOOK_BACK = 14
"""Days in which an issue is looked for whose time has come."""

FIRST = 3
"""Errors, or lacks, that are told; the rest are counted."""


@dataclass(frozen=True, slots=True)
class News:
    """What is told of an issue. `lacks` and `errors` are whole, in the publication's language."""

    kind: Kind
    publication: str
    language: str
    day: date
    when: str
    headline: str = ""
    url: str = ""
    items: int = 0
    pages: int = 0
    warnings: int = 0
    lacks: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


def tonight(publication: Publication, now: datetime) -> date | None:
    """The last day whose issue is expected, or there, and due by now."""
    site = publication.site
    today = now.astimezone(site.zone).date()
    there = {one.date: publish_at(one, site) for one in publication.issues if one.status == "published"}
    for back in range(LOOK_BACK):
        day = today - timedelta(back)
        if expected(site, day) and due_at(site, day) <= now:
            return day
        if day in there and there[day] <= now:
            return day
    return None


def news(publication: Publication, status: Status, last: Last | None, jobs: Mapping[str, Any]) -> News | None:
    """What there is to tell of a day; None if nobody expects anything of it."""
    site, day = publication.site, status.date
    language = site.source_language
    at = address.issue(language, day)
    stands = at in jobs
    if last is not None and not last.published:
        return News("failed", *_of(site, day), warnings=last.warnings, errors=_said(last.errors, language))
    lacks = tuple(one.said_in(language) for one in status.wanting)
    shown = status.issue is not None and any(one.visible for one in status.issue.editions)
    if not stands:
        late = "到点后还没有构建过" if language == "zh" else "nothing was built since it was due"
        return News("missing", *_of(site, day), lacks=lacks or ((late,) if shown else ()))
    headline = status.issue.headline.get(language, "") if status.issue else ""
    items = sum(one.status == "published" for one in status.issue.items) if status.issue else 0
    bulletin = jobs.get(address.bulletin(language, day, site.id))
    facts = bulletin.get("facts", {}) if isinstance(bulletin, Mapping) else {}
    return News(
        "incomplete" if lacks else "published",
        *_of(site, day),
        headline=headline,
        url=address.absolute(site.base_url, at),
        items=items,
        pages=int(facts.get("pages", 0)),
        warnings=last.warnings if last else 0,
        lacks=lacks,
    )


def unread(site: Site | None, name: str, now: datetime, errors: tuple[Mapping[str, str], ...]) -> News:
    """The news of a publication whose common files cannot be read; `name` stands for its title."""
    if site is not None:
        of = _of(site, now.astimezone(site.zone).date())
    else:
        of = (name, "zh", now.date(), now.date().isoformat())
    return News("failed", *of, errors=_said(errors, of[1]))


def _of(site: Site, day: date) -> tuple[str, str, date, str]:
    language = site.source_language
    title = site.title.get(language) or next(iter(site.title.values()))
    return title, language, day, long_date(day, site.locale(language))


def _said(errors: tuple[Mapping[str, str], ...], language: str) -> tuple[str, ...]:
    return tuple(one.get(language, "") for one in errors)


# As a text ------------------------------------------------------------------------------------

_HEADS = {
    "published": ("{when}一期已发布", "The issue of {when} is published"),
    "incomplete": ("{when}一期已发布，但不完整", "The issue of {when} is published, and incomplete"),
    "missing": ("{when}一期到点未发布", "The issue of {when} is due and missing"),
    "failed": ("构建失败，{when}一期可能没有发布", "The build failed; the issue of {when} may be missing"),
}


def text_of(told: News) -> str:
    """The message, a few lines of plain text."""
    chinese = told.language == "zh"
    head = _HEADS[told.kind][0 if chinese else 1].format(when=told.when)
    lines = [f"【{told.publication}】{head}" if chinese else f"[{told.publication}] {head}"]
    if told.headline:
        lines.append(told.headline)
    if told.items:
        lines.append(_counts(told, chinese))
    if told.url:
        lines.append(told.url)
    lines += _listed(told.lacks, chinese)
    lines += _listed(told.errors, chinese)
    if told.warnings:
        lines.append(f"警告 {told.warnings} 处" if chinese else f"Warnings: {told.warnings}")
    return "\n".join(lines)


def _counts(told: News, chinese: bool) -> str:
    if chinese:
        return f"{told.items} 条" + (f"，PDF {told.pages} 页" if told.pages else "")
    return f"Items: {told.items}" + (f"; pages of the PDF: {told.pages}" if told.pages else "")


def _listed(what: tuple[str, ...], chinese: bool) -> list[str]:
    """The first few, and how many more there are."""
    lines = [f"· {one}" for one in what[:FIRST]]
    more = len(what) - FIRST
    if more > 0:
        lines.append(f"· 另有 {more} 处" if chinese else f"· and {more} more")
    return lines
