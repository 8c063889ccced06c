"""The publication → what all pages of a language share, and each page's word to machines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from digest import address
from digest.fingerprint import digest_of
from digest.model.record import Site
from digest.plan.graph import PAGE_TYPES, Node, graph, organization, periodical, told, web_page
from digest.plan.phrases import optional, phrase, plain_rich, tag
from digest.plan.share import share_image, site_card
from digest.view.page import Alternate, Chrome, Filing, Page, ShareImage, Switch
from digest.view.phrase import Link, Phrase
from digest.words import words_of

NAMES = {"zh": "中文", "en": "English"}
"""Languages by their own names, for the switch."""

MENU = ("home", "archive", "topics", "sources", "trends", "search", "corrections", "about")
"""What the menu may hold, in its order."""

TITLE = 70
"""Characters of a title; more are cut off wherever it is shown."""

JOINT = " · "
"""Between the parts of a title."""

_PLACES = {
    "home": address.home,
    "archive": address.archive,
    "topics": address.topics,
    "sources": address.sources,
    "trends": address.trends,
    "search": address.search,
    "corrections": address.corrections,
    "about": address.about,
}


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A site in one language: its record, its chrome, its card if there are cards; the digest of all."""

    site: Site
    language: str
    chrome: Chrome
    card: ShareImage | None
    digest: str


def frame(
    site: Site,
    language: str,
    base_url: str,
    menu: Iterable[str],
    assets: Mapping[str, str],
    has_feed: bool,
    has_cards: bool,
) -> Frame:
    """The frame of a language. `menu` names the pages that exist, `assets` addresses by name."""
    words = words_of(language, site.words)
    shown = set(menu)
    home = address.home(language)
    chrome = Chrome(
        language=language,
        lang=tag(language, site),
        title=phrase(site.title, language, site),
        issuer=phrase(site.issuer, language, site),
        base_url=base_url,
        words=words,
        menu=tuple(Link(Phrase(words[name]), _PLACES[name](language)) for name in MENU if name in shown),
        style=assets["site.css"],
        icon=assets.get("favicon.ico") or assets.get("favicon.svg") or assets.get("favicon.png"),
        feed=address.atom(home) if has_feed else None,
        feed_json=address.json_feed(home) if has_feed else None,
        sample=bool(site.unconfirmed),
        disclaimer=plain_rich(site.disclaimers, language, site, 3),
        licence=optional(site.licence, language, site),
        contact=site.contact,
        filings=tuple(Filing(one.text, one.url, one.icon) for one in site.filings),
    )
    card = share_image(base_url, site_card(language), chrome.title.text) if has_cards else None
    return Frame(site, language, chrome, card, digest_of(chrome, card, site.digest))


def page(
    frame: Frame,
    at: str,
    kind: str,
    title: str,
    description: str,
    twins: Mapping[str, str],
    *,
    canonical: str | None = None,
    translated: Iterable[str] = (),
    noindex: bool = False,
    draft: bool = False,
    feeds: tuple[Link, ...] = (),
    card: ShareImage | None = None,
    linked: tuple[Node, ...] = (),
) -> Page:
    """A page's word to machines.

    `twins` are its addresses by language, itself included; `translated` the languages in which
    the twin is a real translation; `canonical` is another address if this one is not its own.
    `linked` is what it is about, in the words of schema.org; without it the page itself.
    """
    base, site = frame.chrome.base_url, frame.site
    own = canonical is None or canonical == at
    real = [language for language in site.languages if language in set(translated)]
    alternates: list[Alternate] = []
    if own and len(real) > 1 and frame.language in real:
        alternates = [
            Alternate(tag(language, site), address.absolute(base, twins[language])) for language in real
        ]
        default = twins.get(site.source_language, twins[real[0]])
        alternates.append(Alternate("x-default", address.absolute(base, default)))
    full = address.absolute(base, canonical if canonical is not None else at)
    if not linked and kind in PAGE_TYPES:
        linked = (web_page(frame.chrome, kind, title, description, full),)
    return Page(
        address=at,
        kind=kind,
        title=window_title(title),
        description=description or _description(frame, title),
        canonical=full,
        alternates=tuple(alternates),
        switches=switches(frame, twins),
        noindex=noindex or draft or frame.chrome.sample,
        draft=draft,
        feeds=feeds or home_feeds(frame),
        card=card or frame.card,
        linked=graph(_publication(frame), *linked) if linked or kind == "home" else "",
    )


def _description(frame: Frame, title: str) -> str:
    """What machines say of a page that has no summary: its subject, and whose page it is."""
    subject = title.partition(JOINT)[0]
    known = (frame.chrome.title.text, frame.chrome.issuer.text)
    parts = dict.fromkeys((subject, *known))
    return ("，" if frame.language == "zh" else ", ").join(part for part in parts if part)


def window_title(title: str) -> str:
    """A title that windows, tabs and results of search show whole: parts at its end go first.

    A headline that is too long by itself is cut at a word, with an ellipsis.
    """
    while len(title) > TITLE and JOINT in title:
        title = title.rpartition(JOINT)[0]
    if len(title) <= TITLE:
        return title
    cut = title[: TITLE - 1]
    whole = cut.rpartition(" ")[0] if title[TITLE - 1] != " " else cut
    return f"{whole if len(whole) > TITLE // 2 else cut}…"


def switches(frame: Frame, twins: Mapping[str, str]) -> tuple[Switch, ...]:
    """The way to each other language: to the twin, else to that language's home."""
    return tuple(
        Switch(
            language, tag(language, frame.site), NAMES[language], twins.get(language, address.home(language))
        )
        for language in frame.site.languages
        if language != frame.language
    )


@lru_cache(maxsize=16)
def _publication(frame: Frame) -> str:
    """What all graphs of a language tell, as it stands in them."""
    return told(organization(frame.site, frame.chrome), periodical(frame.site, frame.chrome))


@lru_cache(maxsize=16)
def home_feeds(frame: Frame) -> tuple[Link, ...]:
    """The feeds of a language, for autodiscovery."""
    return feeds(frame, address.home(frame.language), frame.chrome.title.text) if frame.chrome.feed else ()


def feeds(frame: Frame, place: str, title: str) -> tuple[Link, ...]:
    """The two feeds of a place."""
    return (
        Link(Phrase(title), address.atom(place), "application/atom+xml"),
        Link(Phrase(title), address.json_feed(place), "application/feed+json"),
    )
