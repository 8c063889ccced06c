"""An issue in one language, and the page of one."""

from dataclasses import dataclass

from digest.view.correction import CorrectionView
from digest.view.item import ItemView
from digest.view.line import BulletinLink, Head
from digest.view.page import Chrome, Page
from digest.view.phrase import Link, Phrase, Rich
from digest.view.qr import QrView
from digest.view.reference import ReferenceView


@dataclass(frozen=True, slots=True)
class GroupView:
    """The items under one heading of an issue."""

    heading: Phrase | None
    stories: tuple[ItemView, ...]
    briefs: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class TombstoneView:
    """A withdrawn item in its issue's list: nothing but its address."""

    address: str
    reason: Phrase


@dataclass(frozen=True, slots=True)
class CreditView:
    """Who did what."""

    role: Phrase
    name: Phrase


@dataclass(frozen=True, slots=True)
class IssueBody:
    """An issue in one language: what its page, the bulletin and feeds show of it."""

    head: Head
    total: str
    abstract: Rich | None
    abstract_notice: str | None
    groups: tuple[GroupView, ...]
    tombstones: tuple[TombstoneView, ...]
    references: tuple[ReferenceView, ...]
    corrections: tuple[CorrectionView, ...]
    earlier_corrections: tuple[CorrectionView, ...]
    credits: tuple[CreditView, ...]


@dataclass(frozen=True, slots=True)
class IssuePage:
    """An issue. `page.kind` is issue, or latest for the copy under zh/latest/.

    `machines` are the same for programs, with their types; `exports` are its references as files;
    `cite` is how to cite it, after GB/T 7714.
    """

    page: Page
    chrome: Chrome
    issue: IssueBody
    bulletins: tuple[BulletinLink, ...]
    machines: tuple[Link, ...]
    exports: tuple[Link, ...]
    cite: str
    producers: tuple[Phrase, ...]
    qr: tuple[QrView, ...]
    earlier: Link | None
    later: Link | None
