"""Texts that may stand in another language than their page, and links.

`None` as a language means the page's own.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A plain text, and its language (a BCP 47 tag) where that is not the page's."""

    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Rich:
    """Finished HTML, and its language where that is not the page's."""

    html: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A label that leads to an address of the site; `note` is small text beside it."""

    label: Phrase
    address: str
    note: str = ""
