"""A story, and the page of one."""

from dataclasses import dataclass

from digest.view.correction import CorrectionView
from digest.view.line import BulletinLink, Head, ItemLine
from digest.view.page import Chrome, Page
from digest.view.phrase import Link, Phrase, Rich
from digest.view.picture import PictureView
from digest.view.reference import ReferenceView


@dataclass(frozen=True, slots=True)
class ItemView:
    """A story, ready to stand on its own page, in its issue or in the bulletin."""

    slug: str
    anchor: str
    address: str
    number: str
    headline: Phrase
    summary: Phrase
    body: Rich
    topics: tuple[Link, ...]
    image: PictureView | None
    corrections: tuple[CorrectionView, ...]
    notices: tuple[str, ...]
    labels: tuple[str, ...]
    is_brief: bool
    is_draft: bool


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One story. `page.kind` is item; `citation` says in one line how to cite it."""

    page: Page
    chrome: Chrome
    item: ItemView
    head: Head
    total: str
    bulletins: tuple[BulletinLink, ...]
    citation: Phrase
    references: tuple[ReferenceView, ...]
    earlier: Link | None
    later: Link | None
    related: tuple[ItemLine, ...]
