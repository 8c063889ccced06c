"""Lists: topics, sources, the items of one, corrections."""

from dataclasses import dataclass

from digest.view.correction import CorrectionView
from digest.view.line import Counted, ItemGroup, ItemLine
from digest.view.page import Chrome, Page
from digest.view.phrase import Link, Phrase


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A topic or source in the list of all: how often, what of it, its newest items."""

    link: Link
    count: str
    note: str
    newest: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Topics, or the sources of a standing. The heading may be empty."""

    heading: str
    lines: tuple[IndexLine, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """All topics or all sources. `page.kind` is topics or sources."""

    page: Page
    chrome: Chrome
    heading: str
    groups: tuple[IndexGroup, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A topic or source, its newest items or those of a month. `page.kind` is topic or source."""

    page: Page
    chrome: Chrome
    heading: Phrase
    kind: str
    home: Link | None
    note: str
    groups: tuple[ItemGroup, ...]
    months: tuple[Counted, ...]
    up: Link | None


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """All corrections, newest first. `page.kind` is corrections."""

    page: Page
    chrome: Chrome
    corrections: tuple[CorrectionView, ...]
