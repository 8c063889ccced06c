"""The page of the search, and the texts of its index."""

from dataclasses import dataclass

from digest.view.page import Chrome, Page
from digest.view.phrase import Link, Phrase


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to filter by, and its name for readers."""

    value: str
    label: Phrase


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The form for a query, and where its scripts and index lie. `page.kind` is search.

    `index` is JSON for the script: `segments`, the oldest first, each with its address and the numbers
    of its texts, of its files of words and of lists, and of texts in a file; `years` with the numbers
    of their texts.
    """

    page: Page
    chrome: Chrome
    script: str
    engine: str
    inflate: str
    index: str
    topics: tuple[Choice, ...]
    sources: tuple[Choice, ...]
    years: tuple[str, ...]
    elsewhere: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SearchText:
    """A text to be found; `filters` are tokens of its topics and sources, `topic:energy`."""

    address: str
    headline: str
    text: str
    filters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchSegmentView:
    """A part of a search index: its texts, the oldest first, and the numbers of its files."""

    texts: tuple[SearchText, ...]
    word_files: int
    list_files: int
    texts_a_file: int
