"""A language's home."""

from dataclasses import dataclass

from digest.view.issue import IssueBody
from digest.view.line import BulletinLink, Head
from digest.view.page import Chrome, Page
from digest.view.phrase import Phrase


@dataclass(frozen=True, slots=True)
class DayView:
    """An issue under its week: `day` and `weekday` in short forms, and in a line what it is about."""

    head: Head
    day: str
    weekday: str
    about: Phrase


@dataclass(frozen=True, slots=True)
class WeekView:
    """The issues of a week, the newest first."""

    heading: str
    days: tuple[DayView, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """A language's home: the newest issue, then the recent ones by week. `page.kind` is home."""

    page: Page
    chrome: Chrome
    newest: IssueBody | None
    bulletins: tuple[BulletinLink, ...]
    weeks: tuple[WeekView, ...]
