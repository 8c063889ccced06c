"""Editions → the views of issue, item, home and tombstone pages."""

from collections.abc import Iterator, Mapping

from digest import address
from digest.model.record import Item
from digest.plan.articles import issue_nodes, item_nodes
from digest.plan.calendar import weeks
from digest.plan.cards import issue_card, item_card
from digest.plan.chrome import Frame, page
from digest.plan.documents import issue_document, item_document
from digest.plan.edition import Edition, Listed, is_translated
from digest.plan.exports import export_links
from digest.plan.gbt7714 import gbt7714
from digest.plan.issues import Carried, head, issue_body, item_line
from digest.plan.job import Facts
from digest.plan.phrases import optional, phrase, plain_rich
from digest.plan.qr import qr_views
from digest.plan.share import share_image
from digest.plan.stories import ON_ISSUE, ON_ITEM, item_view, reference_views
from digest.plan.visible import Day, Tombstone
from digest.view.about import AboutPage
from digest.view.absence import NotFoundPage, RedirectPage, TombstonePage
from digest.view.home import HomePage
from digest.view.issue import IssuePage
from digest.view.item import ItemPage
from digest.view.line import BulletinLink, Head
from digest.view.page import ShareImage
from digest.view.phrase import Link, Phrase
from digest.words import counted, fill, long_date, size

Twins = Mapping[str, str]
"""The addresses of a page in each language that has it."""


def issue_page(
    frame: Frame,
    edition: Edition,
    carried: tuple[Carried, ...],
    neighbours: tuple[Head | None, Head | None],
    twins: Twins,
    translated: tuple[str, ...],
    kind: str,
    facts: Facts,
) -> IssuePage:
    """An issue's page, or its copy under `latest`."""
    site, language = frame.site, frame.language
    body = issue_body(edition, ON_ISSUE, carried)
    own = address.issue(language, edition.day.date)
    at = address.latest(language) if kind == "latest" else own
    source = address.issue(site.source_language, edition.day.date)
    canonical = own if edition.is_translation or site.source_language not in twins else source
    earlier, later = neighbours
    bulletins = tuple(bulletin_links(frame, edition, facts))
    return IssuePage(
        page=page(
            frame,
            at,
            kind,
            issue_title(frame, body.head),
            description_of(edition),
            twins,
            canonical=canonical,
            translated=translated if kind == "issue" else (),
            draft=edition.day.hidden,
            card=_card(frame, issue_card(edition), issue_title(frame, body.head)),
            linked=issue_nodes(frame, edition, translated, bulletins),
        ),
        chrome=frame.chrome,
        issue=body,
        bulletins=bulletins,
        machines=(
            Link(Phrase("Markdown"), address.markdown(language, edition.day.date), "text/markdown"),
            Link(Phrase(frame.chrome.words["data"]), address.api_issue(edition.day.date), "application/json"),
        ),
        exports=export_links(edition),
        cite=gbt7714(issue_document(edition, frame.chrome.base_url)),
        producers=tuple(phrase(one, language, site) for one in site.producers),
        qr=qr_views(frame, "page"),
        earlier=_neighbour(earlier),
        later=_neighbour(later),
    )


def _card(frame: Frame, at: str, alt: str) -> ShareImage | None:
    return share_image(frame.chrome.base_url, at, alt) if frame.card else None


def issue_title(frame: Frame, head: Head) -> str:
    """The title of an issue's page."""
    named = head.headline.text if head.headline and head.headline.lang is None else ""
    return " · ".join(part for part in (named, head.date, frame.chrome.title.text) if part)


def description_of(edition: Edition) -> str:
    """What search engines and cards say of an issue: its summary, else its abstract's lead."""
    issue, language = edition.day.issue, edition.language
    if language in issue.summary:
        return issue.summary[language]
    body = issue.abstracts.get(language)
    return body.lead if body else ""


def bulletin_links(frame: Frame, edition: Edition, facts: Facts) -> Iterator[BulletinLink]:
    """The edition's bulletins that were made, for paper first."""
    words = frame.chrome.words
    for form, label in ((address.A4, "bulletin"), (address.PHONE, "bulletin_phone")):
        at = address.bulletin(frame.language, edition.day.date, frame.site.id, form)
        known = facts.get(at)
        if known is not None:
            pages, weight = counted(words, "pages", int(known["pages"])), int(known["bytes"])
            yield BulletinLink(
                label=words[label],
                address=at,
                download=f"{frame.chrome.title.text}-{edition.day.date.isoformat()}.pdf",
                facts=fill(words["bulletin_facts"], pages=pages, size=size(weight)),
                bytes=weight,
            )


def _neighbour(other: Head | None) -> Link | None:
    if other is None:
        return None
    return Link(other.headline or Phrase(other.date), other.address, other.date)


def item_page(
    frame: Frame,
    edition: Edition,
    item: Item,
    related: tuple[Listed, ...],
    twins: Twins,
    facts: Facts,
) -> ItemPage:
    """A story's page."""
    site, issue = frame.site, edition.day.issue
    view = item_view(edition, item, ON_ITEM)
    cited = item_document(edition, item, frame.chrome.base_url)
    source = address.item(site.source_language, item.date, item.slug)
    own = item.slug not in edition.untranslated or site.source_language not in twins
    real = tuple(one for one in twins if is_translated(item, one))
    place = [one.slug for one in edition.items].index(item.slug)
    before = edition.items[place - 1] if place else None
    after = edition.items[place + 1] if place + 1 < len(edition.items) else None
    return ItemPage(
        page=page(
            frame,
            view.address,
            "item",
            f"{view.headline.text} · {frame.chrome.title.text}",
            view.summary.text if view.summary.lang is None else "",
            twins,
            canonical=view.address if own else source,
            translated=real,
            draft=view.is_draft or edition.day.hidden,
            card=_card(frame, item_card(edition, item), view.headline.text),
            linked=item_nodes(frame, edition, item, real),
        ),
        chrome=frame.chrome,
        item=view,
        head=head(edition),
        total=fill(frame.chrome.words["total_number"], number=issue.total) if issue.total else "",
        bulletins=tuple(bulletin_links(frame, edition, facts)),
        citation=Phrase(gbt7714(cited), None if cited.lang == frame.chrome.lang else cited.lang),
        references=reference_views(edition, ON_ITEM, item.slug),
        earlier=_sibling(edition, before),
        later=_sibling(edition, after),
        related=tuple(item_line(one.edition, one.item) for one in related),
    )


def _sibling(edition: Edition, item: Item | None) -> Link | None:
    if item is None:
        return None
    at = address.item(edition.language, item.date, item.slug)
    return Link(phrase(item.headline, edition.language, edition.site), at)


def home_page(
    frame: Frame,
    at: str,
    newest: Edition | None,
    carried: tuple[Carried, ...],
    recent: tuple[Edition, ...],
    twins: Twins,
    facts: Facts,
) -> HomePage:
    """A language's home; the root shows the source language's under its own address."""
    description = site_description(frame)
    return HomePage(
        page=page(
            frame,
            at,
            "home",
            frame.chrome.title.text,
            description,
            twins,
            canonical=address.home(frame.language),
            translated=tuple(twins) if at else (),
        ),
        chrome=frame.chrome,
        newest=issue_body(newest, ON_ISSUE, carried) if newest else None,
        bulletins=tuple(bulletin_links(frame, newest, facts)) if newest else (),
        weeks=weeks(frame, recent),
    )


def site_description(frame: Frame) -> str:
    """One sentence about the publication: its title and who issues it."""
    joint = "，" if frame.language == "zh" else ", "
    return joint.join(text for text in (frame.chrome.title.text, frame.chrome.issuer.text) if text)


def item_tombstone(frame: Frame, day: Day, gone: Tombstone, twins: Twins, facts: Facts) -> TombstonePage:
    """What is left of a withdrawn item."""
    at = address.item(frame.language, day.date, gone.slug)
    open_issue = frame.language in day.open_in
    return _tombstone(frame, day, at, "withdrawn_item", gone.reason, twins, open_issue)


def issue_tombstone(frame: Frame, day: Day, twins: Twins, facts: Facts) -> TombstonePage:
    """What is left of a withdrawn issue."""
    at = address.issue(frame.language, day.date)
    return _tombstone(frame, day, at, "withdrawn_issue", day.issue.reason, twins, False)


def _tombstone(
    frame: Frame, day: Day, at: str, said: str, reason: dict[str, str], twins: Twins, linked: bool
) -> TombstonePage:
    words, language = frame.chrome.words, frame.language
    date = long_date(day.date, frame.site.locale(language))
    given = optional(reason, language, frame.site)
    return TombstonePage(
        page=page(
            frame, at, "tombstone", f"{words[said]} · {frame.chrome.title.text}", "", twins, noindex=True
        ),
        chrome=frame.chrome,
        heading=words[said],
        date=date,
        iso_date=day.date.isoformat(),
        reason=given or Phrase(words["withdrawn_reason"]),
        issue=Link(Phrase(date), address.issue(language, day.date)) if linked else None,
    )


def redirect_page(frame: Frame, at: str, target: str, facts: Facts) -> RedirectPage:
    """A former address that leads to the new one."""
    title = f"{frame.chrome.words['moved']} · {frame.chrome.title.text}"
    twins = {frame.language: target}
    return RedirectPage(
        page=page(frame, at, "redirect", title, "", twins, canonical=target, noindex=True),
        chrome=frame.chrome,
        target=target,
    )


def not_found_page(frame: Frame, frames: tuple[Frame, ...], facts: Facts) -> NotFoundPage:
    """404.html, in all languages at once."""
    title = " · ".join(one.chrome.words["not_found"] for one in frames)
    return NotFoundPage(
        page=page(
            frame,
            address.NOT_FOUND,
            "not-found",
            title,
            "",
            {one.language: address.home(one.language) for one in frames},
            noindex=True,
        ),
        chrome=frame.chrome,
        languages=tuple(one.chrome for one in frames),
    )


def about_page(frame: Frame, twins: Twins, facts: Facts) -> AboutPage:
    """What the publication is, who makes it and how."""
    site, language, words = frame.site, frame.language, frame.chrome.words
    return AboutPage(
        page=page(
            frame,
            address.about(language),
            "about",
            f"{words['about']} · {frame.chrome.title.text}",
            site_description(frame),
            twins,
            translated=tuple(one for one in twins if one in site.abouts or not site.abouts),
            canonical=None
            if language in site.abouts or not site.abouts or site.source_language not in twins
            else address.about(site.source_language),
        ),
        chrome=frame.chrome,
        about=plain_rich(site.abouts, language, site, 2),
        issuer=frame.chrome.issuer,
        producers=tuple(phrase(one, language, site) for one in site.producers),
        disclaimer=frame.chrome.disclaimer,
        qr=qr_views(frame, "inside"),
    )
