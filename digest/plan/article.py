"""An edition in the source language → the article of a WeChat official account.

Nothing in an article can be followed but 阅读原文: marks are words with the number of a note, notes
tell addresses as text, and their numbers are the bulletin's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from digest.model.item import Correction
from digest.model.publication import Picture
from digest.model.record import Body, Issue, Item, Site
from digest.plan.blocks import blocks
from digest.plan.chrome import Frame
from digest.plan.edition import Edition, Group
from digest.plan.issues import Carried, correction_link, head
from digest.plan.phrases import phrase, rich
from digest.plan.stories import Form, brackets, labels_of, mark_text, reference_views
from digest.view.article import (
    ArticleCorrection,
    ArticleGroup,
    ArticleNote,
    ArticlePicture,
    ArticleStory,
    ArticleView,
)
from digest.view.block import Block
from digest.view.reference import ReferenceView
from digest.words import fill, heading_number, moment

LEVEL = 3
"""Of headings in a story; its own headline is a level above."""

WIDTH = 1080
"""Pixels of a picture at most: three to each of a phone's column."""

QR_FILE = "qr.png"

_PLAIN = Form(level=LEVEL, anchored=False)


@dataclass(slots=True)
class _Notes:
    """The numbers of addresses: a reference's own, else the next."""

    known: dict[str, int]
    last: int
    links: dict[str, int] = field(default_factory=dict)

    def mark(self, url: str) -> str:
        """The mark of a link's note."""
        number = self.known.get(url) or self.links.setdefault(url, self.last + len(self.links) + 1)
        return f"[{number}]"


def article(frame: Frame, edition: Edition, carried: tuple[Carried, ...], qr: str) -> ArticleView:
    """The article of an edition. `qr` is the file of the code that leads to the issue's page."""
    return _Article(frame, edition, carried).view(qr)


def pictures(edition: Edition) -> dict[str, tuple[str, Picture]]:
    """The pictures of an article by the slugs of its items: each with its file in the kit."""
    found: dict[str, tuple[str, Picture]] = {}
    for item in edition.items:
        picture = edition.number.pictures.get(item.slug)
        if picture:
            extension = "png" if picture.format == "png" else "jpg"
            found[item.slug] = (f"images/{len(found) + 1:02}.{extension}", picture)
    return found


class _Article:
    """One article in the making."""

    def __init__(self, frame: Frame, edition: Edition, carried: tuple[Carried, ...]) -> None:
        self.frame = frame
        self.edition = edition
        self.carried = carried
        self.site: Site = edition.site
        self.language = edition.language
        self.words = edition.words
        self.references = reference_views(edition, _PLAIN)
        known = {one.url: one.number for one in reversed(self.references) if not one.is_home}
        last = max((one.number for one in self.references), default=0)
        self.notes = _Notes(known, last)
        self.pictures = pictures(edition)

    def view(self, qr: str) -> ArticleView:
        """The whole of it, in the order in which its links are numbered."""
        issue, at = self.edition.day.issue, head(self.edition)
        total = fill(self.words["total_number"], number=issue.total) if issue.total else ""
        abstract = self._text(issue.abstracts)
        corrected = tuple(self._corrections(issue))
        groups = tuple(self._groups())
        earlier = tuple(self._carried(one) for one in self.carried)
        disclaimer = self._text(self.site.disclaimers)
        return ArticleView(
            language=self.language,
            words=self.words,
            folio=tuple(part for part in (at.date, at.weekday, at.number, total) if part),
            sample=bool(self.site.unconfirmed),
            abstract=abstract,
            abstract_corrections=corrected,
            groups=groups,
            notes=tuple(self._notes()),
            earlier_corrections=earlier,
            qr=qr,
            credits=tuple(
                f"{self._said(one.role)}{self._colon}{self._said(one.name)}" for one in issue.credits
            ),
            disclaimer=disclaimer,
            colophon=tuple(self._colophon()),
        )

    # Stories ----------------------------------------------------------------------------------

    def _groups(self) -> Iterator[ArticleGroup]:
        names = {section.id: section.name for section in self.site.sections}
        for group in self.edition.number.groups:
            stories, briefs = self._members(group)
            if stories or briefs:
                name = names.get(group.section or "")
                yield ArticleGroup(self._said(name) if name else "", stories, briefs)

    def _members(self, group: Group) -> tuple[tuple[ArticleStory, ...], tuple[ArticleStory, ...]]:
        stories, briefs = (
            tuple(self._story(item) for item in items if self.edition.holds(item))
            for items in (group.stories, group.briefs)
        )
        return stories, briefs

    def _story(self, item: Item) -> ArticleStory:
        number = self.edition.number.numbers.get(item.slug)
        return ArticleStory(
            number=heading_number(number, self.language) if number else "",
            headline=self._said(item.headline),
            labels=labels_of(item, self.language, self.words),
            picture=self._picture(item),
            blocks=self._text(item.bodies, item),
            corrections=tuple(self._corrections(item)),
        )

    def _picture(self, item: Item) -> ArticlePicture | None:
        if item.slug not in self.pictures or item.image is None:
            return None
        file, picture = self.pictures[item.slug]
        who = self._said(item.image.credit)
        return ArticlePicture(
            file=file,
            width=min(WIDTH, picture.width),
            alt=self._said(item.image.alt) or self._said(item.headline),
            credit=fill(self.words["image_credit"], who=who) if who else "",
        )

    # Texts ------------------------------------------------------------------------------------

    @property
    def _colon(self) -> str:
        return "：" if self.language == "zh" else ": "

    def _said(self, texts: dict[str, str]) -> str:
        """A plain text, in one line."""
        return phrase(texts, self.language, self.site).text.replace("\n", " ")

    def _text(self, bodies: dict[str, Body], item: Item | None = None) -> tuple[Block, ...]:
        """A text as blocks; the marks of an item's body are told by name and number."""
        found = rich(bodies, self.language, self.site)
        if found is None:
            return ()

        def mark(ids: tuple[str, ...]) -> str:
            return self._mark(item, ids) if item else ""

        return blocks(found[0].html, LEVEL, mark, self.notes.mark)

    def _mark(self, item: Item, ids: tuple[str, ...]) -> str:
        """(NDA [2]; Reuters [5])."""
        citations = {citation.id: citation for citation in item.citations}
        parts = []
        for identity in ids:
            number = self.edition.number.references.number(item.slug, identity)
            name = mark_text(citations[identity], self.edition.number.sources, self.language, self.site)
            parts.append(f"{name} [{number}]")
        opening, joint, closing = brackets(parts)
        return f"{opening}{joint.join(parts)}{closing}"

    # Corrections ------------------------------------------------------------------------------

    def _corrections(self, record: Issue | Item) -> Iterator[ArticleCorrection]:
        for correction, note in zip(record.corrections, record.notes, strict=True):
            yield self._correction(correction, note, "")

    def _carried(self, one: Carried) -> ArticleCorrection:
        record: Issue | Item = one.item or one.issue
        link = correction_link(one, self.language, self.site)
        about = f"{link.label.text}（{link.note}）" if link.note else link.label.text
        return self._correction(record.corrections[one.index], record.notes[one.index], about)

    def _correction(self, one: Correction, note: dict[str, Body], about: str) -> ArticleCorrection:
        return ArticleCorrection(
            when=moment(one.at.astimezone(self.site.zone), self.site.locale(self.language)),
            about=about,
            blocks=self._text(note),
            was=self._said(one.was),
            now=self._said(one.now),
        )

    # Notes and foot ---------------------------------------------------------------------------

    def _notes(self) -> Iterator[ArticleNote]:
        for one in self.references:
            yield ArticleNote(one.number, self._reference(one), one.url, one.archived, one.is_home)
        for url, number in self.notes.links.items():
            yield ArticleNote(number, "", url.removeprefix("mailto:"))

    def _reference(self, one: ReferenceView) -> str:
        """Publisher: title, date, what it verified. (mark)."""
        chinese = self.language == "zh"
        title = one.title.text if one.title else self.words["untitled"]
        verifies = one.verifies.text if one.verifies else None
        parts = [title, one.document_number, one.published, verifies, one.crosschecks]
        line = ("，" if chinese else ", ").join(part for part in parts if part)
        opening, _, closing = brackets([one.mark])
        gap = "" if chinese else " "
        end = "。" if chinese else "."
        return f"{one.publisher.text}{self._colon}{line}{end}{gap}{opening}{one.mark}{closing}"

    def _colophon(self) -> Iterable[str]:
        yield self._said(self.site.title)
        yield self._said(self.site.issuer)
        if self.site.producers:
            made = " & ".join(self._said(one) for one in self.site.producers)
            yield f"{self.words['produced_by']}{self._colon}{made}"
        if self.site.licence:
            yield self._said(self.site.licence)
