"""An edition → the view of the whole issue, and its line in lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from digest import address
from digest.model.record import Body, Issue, Item, Site
from digest.plan.edition import Edition, Group, Number
from digest.plan.phrases import optional, phrase, plain_rich
from digest.plan.remembered import remembered
from digest.plan.stories import Form, correction_view, item_view, reference_views, summary
from digest.view.correction import CorrectionView
from digest.view.issue import CreditView, GroupView, IssueBody, TombstoneView
from digest.view.item import ItemView
from digest.view.line import DocumentLine, Head, ItemLine
from digest.view.phrase import Link, Phrase, Rich
from digest.words import counted, fill, long_date, weekday


@dataclass(frozen=True, slots=True)
class Carried:
    """A correction to an earlier issue, told in the next."""

    item: Item | None
    issue: Issue
    index: int

    @property
    def at(self) -> datetime:
        """When it was made."""
        record: Item | Issue = self.item or self.issue
        return record.corrections[self.index].at


@remembered
def head(edition: Edition) -> Head:
    """An issue as lists show it."""
    site, language, words = edition.site, edition.language, edition.words
    issue, locale = edition.day.issue, site.locale(edition.language)
    return Head(
        address=address.issue(language, issue.date),
        date=long_date(issue.date, locale),
        iso_date=issue.date.isoformat(),
        weekday=weekday(issue.date, locale),
        number=fill(words["issue_number"], number=issue.number) if issue.number else "",
        headline=optional(issue.headline, language, site),
        summary=optional(issue.summary, language, site),
        count=counted(words, "items", len(edition.items)),
        is_draft=edition.day.hidden,
    )


def issue_body(edition: Edition, form: Form, carried: tuple[Carried, ...]) -> IssueBody:
    """Everything an issue shows in one language."""
    site, language, words = edition.site, edition.language, edition.words
    issue = edition.day.issue
    abstract = _abstract(edition)
    untold = abstract is not None and abstract.lang is not None
    return IssueBody(
        head=head(edition),
        total=fill(words["total_number"], number=issue.total) if issue.total else "",
        abstract=abstract,
        abstract_notice=words["untranslated"] if untold else None,
        groups=tuple(_groups(edition, form)),
        tombstones=tombstones(edition),
        references=reference_views(edition, form),
        corrections=tuple(own_corrections(issue, language, site)),
        earlier_corrections=tuple(carried_view(one, language, site) for one in carried),
        credits=tuple(
            CreditView(phrase(one.role, language, site), phrase(one.name, language, site))
            for one in issue.credits
        ),
    )


def _abstract(edition: Edition) -> Rich | None:
    abstracts, language = edition.day.issue.abstracts, edition.language
    if edition.site.missing_translation == "omit" and language not in abstracts:
        return None
    return plain_rich(abstracts, language, edition.site, 3)


def _groups(edition: Edition, form: Form) -> Iterable[GroupView]:
    names = {section.id: section.name for section in edition.site.sections}
    shown = {item.slug for item in edition.items}
    for group in edition.number.groups:
        stories, briefs = _members(edition, group, form, shown)
        if stories or briefs:
            name = names.get(group.section or "")
            heading = phrase(name, edition.language, edition.site) if name else None
            yield GroupView(heading, stories, briefs)


def _members(
    edition: Edition, group: Group, form: Form, shown: set[str]
) -> tuple[tuple[ItemView, ...], tuple[ItemView, ...]]:
    stories, briefs = (
        tuple(item_view(edition, item, form) for item in items if item.slug in shown)
        for items in (group.stories, group.briefs)
    )
    return stories, briefs


def tombstones(edition: Edition) -> tuple[TombstoneView, ...]:
    """The withdrawn items of an issue, by address and reason."""
    language, day = edition.language, edition.day
    standard = Phrase(edition.words["withdrawn_reason"])
    return tuple(
        TombstoneView(
            address.item(language, day.date, one.slug),
            phrase(one.reason, language, edition.site) if one.reason else standard,
        )
        for one in day.tombstones
        if language in one.languages
    )


def own_corrections(issue: Issue, language: str, site: Site) -> Iterable[CorrectionView]:
    """The corrections of an issue's abstract."""
    for correction, note in zip(issue.corrections, issue.notes, strict=True):
        yield correction_view(correction, note, language, site)


def carried_view(one: Carried, language: str, site: Site) -> CorrectionView:
    """A correction with a link to what it corrects."""
    record: Item | Issue = one.item or one.issue
    note: dict[str, Body] = record.notes[one.index]
    link = correction_link(one, language, site)
    return correction_view(record.corrections[one.index], note, language, site, link)


def correction_link(one: Carried, language: str, site: Site) -> Link:
    """The item or issue that a correction is about."""
    date = long_date(one.issue.date, site.locale(language))
    if one.item is None:
        return Link(Phrase(date), address.issue(language, one.issue.date))
    headline = phrase(one.item.headline, language, site)
    return Link(headline, address.item(language, one.item.date, one.item.slug), date)


def corrections_in(numbers: Iterable[Number]) -> list[Carried]:
    """All corrections of visible issues and items, oldest first."""
    found: list[Carried] = []
    for one in numbers:
        issue = one.day.issue
        found += [Carried(None, issue, index) for index in range(len(issue.corrections))]
        for item in one.items:
            found += [Carried(item, issue, index) for index in range(len(item.corrections))]
    return sorted(found, key=lambda carried: carried.at)


def item_line(edition: Edition, item: Item, documents: tuple[DocumentLine, ...] = ()) -> ItemLine:
    """An item as lists show it."""
    site, language = edition.site, edition.language
    return ItemLine(
        address=address.item(language, item.date, item.slug),
        headline=phrase(item.headline, language, site),
        summary=summary(item, language, site),
        date=long_date(item.date, site.locale(language)),
        iso_date=item.date.isoformat(),
        documents=documents,
    )
