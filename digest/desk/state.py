"""How an issue stands: plain data, from which the text, the JSON and the desk's page are made."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from digest.diagnostic import Diagnostic, Message

Translation = Literal["missing", "draft", "outdated", "reviewed", "translated"]
"""`translated` is a whole translation of which nobody recorded a review."""

Approving = Literal["none", "approved", "outdated"]
"""`outdated`: the texts changed since somebody signed them off."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A text that is not there: its key, and the language, if it is not all of them."""

    key: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """How many characters a text has, of how many it may have where others print it."""

    key: str
    language: str
    count: int
    limit: int

    @property
    def over(self) -> bool:
        """Whether it is too long."""
        return self.count > self.limit


@dataclass(frozen=True, slots=True)
class ItemState:
    """How a story stands. `sources` are ids, in the order in which they are first cited."""

    number: int
    slug: str
    path: str
    status: str
    headline: dict[str, str]
    lacks: tuple[Lack, ...]
    translation: dict[str, Translation]
    sources: tuple[str, ...]
    lengths: tuple[Length, ...]
    problems: int = 0


@dataclass(frozen=True, slots=True)
class EditionState:
    """How an issue stands in one language. `bulletin_pages` are those of the last build, if any."""

    language: str
    status: str
    publishes_at: datetime
    visible: bool
    complete: bool
    bulletin_pages: int | None


@dataclass(frozen=True, slots=True)
class Approval:
    """Who signed the issue off, when, and whether that still holds."""

    state: Approving
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IssueState:
    """How an issue stands. `sources` counts, for each source, the items that cite it."""

    path: str
    status: str
    headline: dict[str, str]
    lacks: tuple[Lack, ...]
    lengths: tuple[Length, ...]
    approval: Approval
    editions: tuple[EditionState, ...]
    items: tuple[ItemState, ...]
    sources: dict[str, int]


@dataclass(frozen=True, slots=True)
class Status:
    """A day as the desk sees it.

    `expected` says whether the schedule wants an issue on this day, `due` whether its time has
    come too; `wanting` is what keeps it from being what readers were promised.
    """

    date: date
    now: datetime
    expected: bool
    due_at: datetime
    due: bool
    issue: IssueState | None
    problems: tuple[Diagnostic, ...] = ()
    wanting: tuple[Message, ...] = field(default=())
