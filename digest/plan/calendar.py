"""Editions of a language → the archive as a calendar: years, months, weeks, days with their counts."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from digest import address
from digest.plan.chrome import Frame
from digest.plan.edition import Edition
from digest.plan.issues import head
from digest.plan.phrases import phrase
from digest.view.archive import CalendarDay, CalendarMonth, YearView
from digest.view.home import DayView, WeekView
from digest.view.phrase import Link, Phrase
from digest.words import bare_month, counted, fill, month_name, short_date, short_weekday

_MONDAY_FIRST = calendar.Calendar(firstweekday=0)


@dataclass(frozen=True, slots=True)
class Tally:
    """A day of the archive: its date and how many items its issue has."""

    day: date
    items: int


def tally(edition: Edition) -> Tally:
    """What a calendar shows of an edition, so that nothing else of it is part of the page."""
    return Tally(edition.day.date, len(edition.items))


def years(frame: Frame, months: dict[str, tuple[Tally, ...]]) -> tuple[YearView, ...]:
    """The newest year as calendars, earlier ones as months with counts, the newest first."""
    newest = max(months, default="")[:4]
    by_year: dict[str, list[CalendarMonth]] = {}
    issues: dict[str, int] = {}
    for month in sorted(months, reverse=True):
        found = months[month]
        shown = calendar_month(frame, month, found, whole=month[:4] == newest, named=False)
        by_year.setdefault(month[:4], []).append(shown)
        issues[month[:4]] = issues.get(month[:4], 0) + len(found)
    words = frame.chrome.words
    return tuple(
        YearView(fill(words["year"], year=year), counted(words, "issues", issues[year]), tuple(shown))
        for year, shown in by_year.items()
    )


def calendar_month(
    frame: Frame, month: str, found: Iterable[Tally], *, whole: bool, named: bool
) -> CalendarMonth:
    """A month: `whole` with its weeks, `named` with its year."""
    words, locale = frame.chrome.words, frame.site.locale(frame.language)
    listed = tuple(found)
    name = month_name(month, locale) if named else bare_month(month, locale)
    items = sum(one.items for one in listed)
    return CalendarMonth(
        link=Link(Phrase(name), address.archive(frame.language, month)),
        counts=(counted(words, "issues", len(listed)), counted(words, "items", items)),
        weeks=_weeks(frame, month, {one.day: one.items for one in listed}) if whole else (),
    )


def _weeks(frame: Frame, month: str, items: dict[date, int]) -> tuple[tuple[CalendarDay | None, ...], ...]:
    year, number = (int(part) for part in month.split("-"))
    return tuple(
        tuple(
            CalendarDay(
                day.day,
                day.isoformat(),
                address.issue(frame.language, day) if day in items else "",
                str(items[day]) if day in items else "",
            )
            if day.month == number
            else None
            for day in week
        )
        for week in _MONDAY_FIRST.monthdatescalendar(year, number)
    )


def _said(edition: Edition) -> Phrase:
    """What an issue is about in one line: its headline, its summary, else its first item's headline."""
    issue, first = edition.day.issue, edition.items[0]
    return phrase(issue.headline or issue.summary or first.headline, edition.language, edition.site)


def weeks(frame: Frame, editions: Iterable[Edition]) -> tuple[WeekView, ...]:
    """Editions, the newest first, under their weeks, which begin on Monday."""
    locale = frame.site.locale(frame.language)
    found: dict[date, list[DayView]] = {}
    for edition in editions:
        day = edition.day.date
        shown = DayView(head(edition), short_date(day, locale), short_weekday(day, locale), _said(edition))
        found.setdefault(day - timedelta(days=day.weekday()), []).append(shown)
    return tuple(
        WeekView(fill(frame.chrome.words["week_of"], day=short_date(monday, locale)), tuple(days))
        for monday, days in found.items()
    )
