"""A feed in both of its forms."""

from dataclasses import dataclass

from digest.view.issue import IssueBody
from digest.view.item import ItemView
from digest.view.page import Chrome
from digest.view.reference import ReferenceView


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An issue or item in a feed, with its full text.

    `story` or `issue` is what its content is rendered from; `enclosures` are the bulletins'
    addresses, sizes in bytes and titles. Addresses are absolute.
    """

    identity: str
    url: str
    title: str
    summary: str
    published: str
    updated: str
    tags: tuple[str, ...]
    issue: IssueBody | None
    story: ItemView | None
    references: tuple[ReferenceView, ...]
    enclosures: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed in both of its forms."""

    chrome: Chrome
    title: str
    subtitle: str
    identity: str
    home: str
    atom: str
    json: str
    atom_file: str
    json_file: str
    author: str
    updated: str
    entries: tuple[FeedEntry, ...]
