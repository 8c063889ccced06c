"""Pages of what is not there: withdrawn, moved, not found."""

from dataclasses import dataclass

from digest.view.page import Chrome, Page
from digest.view.phrase import Link, Phrase


@dataclass(frozen=True, slots=True)
class TombstonePage:
    """What is left of a withdrawn item or issue. `page.kind` is tombstone."""

    page: Page
    chrome: Chrome
    heading: str
    date: str
    iso_date: str
    reason: Phrase
    issue: Link | None


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """A former address. `page.kind` is redirect; `target` is where it leads."""

    page: Page
    chrome: Chrome
    target: str


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """404.html, in all languages at once. `page.kind` is not-found."""

    page: Page
    chrome: Chrome
    languages: tuple[Chrome, ...]
