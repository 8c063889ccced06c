"""Editions → share cards: the picture of an issue, of each of its items, and of the site.

A card stands beside its page, under an address that stays: whoever kept an old page's address
still gets a picture. All cards of an edition are one job, so that fonts are cut once for them.
An item that is shown in another language than its edition has its original's card.
"""

from digest import address
from digest.model.record import Item
from digest.plan.chrome import Frame
from digest.plan.edition import Edition
from digest.plan.issues import head
from digest.plan.job import Facts
from digest.plan.phrases import phrase
from digest.plan.pictures import renditions
from digest.plan.share import HEIGHT, WIDTH, site_card
from digest.view.card import CardView, RasterView
from digest.view.file import ImageView
from digest.view.line import Head
from digest.view.phrase import Phrase

DECK = {"zh": 66, "en": 150}
"""Characters of a deck: three lines."""

SHARE = "share"
"""The shape's name in the style sheet."""


def site_cards(frame: Frame, facts: Facts) -> RasterView:
    """The card of all pages that are no issue and no item."""
    chrome = frame.chrome
    card = CardView(
        address=site_card(frame.language),
        format="png",
        kind="site",
        headline=chrome.title,
        kicker=None,
        deck=chrome.issuer if chrome.issuer.text else None,
        notes=(),
        flag=_flag(frame, draft=False),
        picture=None,
    )
    return RasterView(chrome, SHARE, WIDTH, HEIGHT, (card,), ())


def issue_cards(frame: Frame, edition: Edition, facts: Facts) -> RasterView:
    """The cards of an edition and of its items."""
    heading = head(edition)
    cards = [card_of_issue(frame, edition, heading)]
    cards += [_item_card(frame, edition, item, heading) for item in edition.items if _own(edition, item)]
    cover = edition.number.cover
    widest = renditions(cover)[-1:] if cover else ()
    files = tuple((one.address, ImageView(one.source, one.width, one.height, one.format)) for one in widest)
    return RasterView(frame.chrome, SHARE, WIDTH, HEIGHT, tuple(cards), files)


def issue_card(edition: Edition) -> str:
    """The address of an edition's card."""
    return address.card(address.issue(edition.language, edition.day.date), _format(edition))


def item_card(edition: Edition, item: Item) -> str:
    """The address of an item's card: its issue's where the item is shown in another language."""
    if not _own(edition, item):
        return issue_card(edition)
    return address.card(address.item(edition.language, item.date, item.slug), "png")


def _own(edition: Edition, item: Item) -> bool:
    return item.slug not in edition.untranslated


def _format(edition: Edition) -> str:
    """Drawings are PNG, photographs JPEG."""
    return "jpeg" if edition.number.cover else "png"


def card_of_issue(frame: Frame, edition: Edition, heading: Head) -> CardView:
    """The issue's headline and summary; without a headline its date stands large."""
    named = heading.headline is not None and heading.headline.lang is None
    cover = edition.number.cover
    notes = (heading.date, heading.weekday, heading.number) if named else (heading.weekday, heading.number)
    return CardView(
        address=issue_card(edition),
        format=_format(edition),
        kind="issue",
        headline=heading.headline if named and heading.headline else Phrase(heading.date),
        kicker=None,
        deck=_deck(edition),
        notes=tuple(note for note in notes if note),
        flag=_flag(frame, draft=edition.day.hidden),
        picture=renditions(cover)[-1].address if cover else None,
    )


def _deck(edition: Edition) -> Phrase | None:
    """The issue's summary, else the first sentence of its abstract."""
    issue, language = edition.day.issue, edition.language
    abstract = issue.abstracts.get(language)
    said = issue.summary.get(language) or (abstract.lead if abstract else "")
    return _cut(Phrase(said), language) if said else None


def _cut(said: Phrase, language: str) -> Phrase:
    """The beginning of a text that is too long for a card, up to a whole word."""
    limit = DECK[language]
    if len(said.text) <= limit:
        return said
    begun = said.text[:limit]
    whole = begun if language == "zh" else begun.rpartition(" ")[0] or begun
    return Phrase(f"{whole.rstrip('，、；：,;: ')}…", said.lang)


def _item_card(frame: Frame, edition: Edition, item: Item, heading: Head) -> CardView:
    site, language = edition.site, edition.language
    topics = [phrase(edition.number.topics[one].name, language, site) for one in item.topics]
    return CardView(
        address=item_card(edition, item),
        format="png",
        kind="item",
        headline=phrase(item.headline, language, site),
        kicker=topics[0] if topics else None,
        deck=None,  # beside the picture its summary stands as text, and small type doubles the bytes
        notes=tuple(note for note in (heading.date, heading.weekday, heading.number) if note),
        flag=_flag(frame, draft=edition.day.hidden or item.slug in edition.day.drafts),
        picture=None,
    )


def _flag(frame: Frame, *, draft: bool) -> str | None:
    """What a card says before its date: that it is a draft, or of a sample publication."""
    if draft:
        return frame.chrome.words["draft_notice"]
    return frame.chrome.words["sample"] if frame.chrome.sample else None
