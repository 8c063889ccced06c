"""Issues, items, documents and bulletins in a line or two, as lists show them."""

from dataclasses import dataclass

from digest.view.phrase import Link, Phrase


@dataclass(frozen=True, slots=True)
class Head:
    """An issue in a line or two, as lists show it."""

    address: str
    date: str
    iso_date: str
    weekday: str
    number: str
    headline: Phrase | None
    summary: Phrase | None
    count: str
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document of a source in its list: what an item verified with it.

    `url` is missing where only the publisher is known.
    """

    title: Phrase | None
    url: str | None
    published: str | None
    verifies: Phrase | None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item in a line or two, as lists show it; `documents` on the pages of a source."""

    address: str
    headline: Phrase
    summary: Phrase | None
    date: str
    iso_date: str
    documents: tuple[DocumentLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Items of a month; the heading is empty where the page's own says it."""

    heading: str
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class IssueLines:
    """An issue with its items in lines."""

    head: Head
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A link with a count of what lies behind it."""

    link: Link
    count: str


@dataclass(frozen=True, slots=True)
class BulletinLink:
    """A bulletin to download: what it is, where, under which name, how long and how heavy."""

    label: str
    address: str
    download: str
    facts: str
    bytes: int
