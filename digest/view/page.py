"""What every page says of itself, and what all pages of a language share."""

from dataclasses import dataclass

from digest.view.phrase import Link, Phrase, Rich


@dataclass(frozen=True, slots=True)
class Switch:
    """The way to another language: to this page's twin, else to that language's home."""

    language: str
    lang: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """A real translation of a page, by its full address."""

    hreflang: str
    href: str


@dataclass(frozen=True, slots=True)
class Filing:
    """A registration at the foot of every page."""

    text: str
    url: str | None
    icon: str | None


@dataclass(frozen=True, slots=True)
class Chrome:
    """What all pages of a language share."""

    language: str
    lang: str
    title: Phrase
    issuer: Phrase
    base_url: str
    words: dict[str, str]
    menu: tuple[Link, ...]
    style: str
    icon: str | None
    feed: str | None
    feed_json: str | None
    sample: bool
    disclaimer: Rich | None
    licence: Phrase | None
    contact: str | None
    filings: tuple[Filing, ...]


@dataclass(frozen=True, slots=True)
class ShareImage:
    """The picture of a page for those who share its link: full address, pixels, what it says."""

    href: str
    type: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself to browsers and machines.

    `linked` is finished JSON-LD, safe inside a script element; empty for pages that are not found
    by search.
    """

    address: str
    kind: str
    title: str
    description: str
    canonical: str
    alternates: tuple[Alternate, ...] = ()
    switches: tuple[Switch, ...] = ()
    noindex: bool = False
    draft: bool = False
    feeds: tuple[Link, ...] = ()
    card: ShareImage | None = None
    linked: str = ""
