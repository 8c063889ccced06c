"""The archive: calendars of years and months."""

from dataclasses import dataclass

from digest.view.line import IssueLines
from digest.view.page import Chrome, Page
from digest.view.phrase import Link


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of a calendar; `address` and `count` are empty where no issue appeared."""

    number: int
    iso_date: str
    address: str
    count: str


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month with counts of issues and items.

    `weeks` run from Monday to Sunday, None outside the month; without them it is a link alone.
    """

    link: Link
    counts: tuple[str, ...]
    weeks: tuple[tuple[CalendarDay | None, ...], ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """A year of the archive, its newest month first."""

    heading: str
    count: str
    months: tuple[CalendarMonth, ...]


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """The archive: the newest year as calendars, earlier ones as months. `page.kind` is archive.

    `weekdays` are the columns of a calendar, each as a short and a full name.
    """

    page: Page
    chrome: Chrome
    heading: str
    years: tuple[YearView, ...]
    weekdays: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month of the archive: its calendar, then its issues. `page.kind` is month."""

    page: Page
    chrome: Chrome
    heading: str
    calendar: CalendarMonth
    weekdays: tuple[tuple[str, str], ...]
    issues: tuple[IssueLines, ...]
    earlier: Link | None
    later: Link | None
    up: Link
