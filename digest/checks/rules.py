"""All rules in one list, and the run of them over a publication.

A rule of judgement may be raised, lowered or switched off by `checks` in site.yaml, and silenced
in one item by `allow`; all others are part of the contract.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from digest.checks import citations, covers, issues, items, lengths, site, sourcing, terms, translations
from digest.checks.finding import Finding
from digest.diagnostic import Diagnostic, Severity
from digest.model.publication import Publication
from digest.model.record import Filed, Issue, Item
from digest.prose.rules import CODES as COPY

ITEM, ISSUE, WHOLE, FILE = "item", "issue", "whole", "file"
"""What a rule looks at: each item, each issue, the publication, or every file's record."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, what it looks at, how grave it is, and whether it is one of judgement."""

    find: Callable[..., Iterator[Finding]]
    subject: str
    severity: Severity
    judgement: bool = False
    named: str = ""

    @property
    def code(self) -> str:
        """Its name in diagnostics: that of its function, hyphenated."""
        return self.named or self.find.__name__.replace("_", "-")

    @property
    def sentence(self) -> str:
        """What it asks for."""
        return (self.find.__doc__ or "").strip()


def _law(find: Callable[..., Iterator[Finding]], subject: str, named: str = "") -> Rule:
    return Rule(find, subject, Severity.ERROR, named=named)


def _judgement(find: Callable[..., Iterator[Finding]], subject: str, named: str = "") -> Rule:
    return Rule(find, subject, Severity.WARNING, judgement=True, named=named)


RULES: tuple[Rule, ...] = (
    _law(items.missing_headline, ITEM),
    _law(items.missing_body, ITEM),
    _law(translations.missing_translation, ITEM),
    _law(items.translated_to_itself, ITEM),
    _law(items.unknown_topic, ITEM),
    _law(items.unknown_section, ITEM),
    _law(items.missing_image, ITEM),
    _law(citations.unknown_source, ITEM),
    _law(citations.unknown_citation, ITEM),
    _law(citations.duplicate_citation, ITEM),
    _law(citations.self_reference, ITEM),
    _law(citations.unknown_crosscheck, ITEM),
    _judgement(citations.no_citation, ITEM),
    _judgement(citations.unused_citation, ITEM),
    _judgement(citations.uncited_figure, ITEM),
    _judgement(citations.no_verifies, ITEM),
    _judgement(citations.late_citation, ITEM),
    _judgement(citations.foreign_domain, ITEM),
    _judgement(site.reserved_address, ITEM, "reserved-name"),
    _judgement(sourcing.single_origin, ITEM),
    _judgement(sourcing.citation_stale, ITEM),
    _judgement(sourcing.quote_figure, ITEM),
    _judgement(translations.untranslated, ITEM),
    _judgement(translations.draft_translation, ITEM),
    _judgement(translations.outdated_translation, ITEM),
    _judgement(terms.discouraged_term, ITEM),
    _judgement(terms.term_mismatch, ITEM),
    _judgement(lengths.long_headline, ITEM),
    _judgement(lengths.no_alternative_text, ITEM),
    _law(issues.empty_issue, ISSUE),
    _law(issues.missing_abstract_translation, ISSUE, "missing-translation"),
    _law(issues.missing_approval, ISSUE),
    _law(issues.missing_cover, ISSUE, "missing-image"),
    _judgement(covers.small_cover, ISSUE),
    _judgement(issues.no_abstract, ISSUE),
    _judgement(translations.outdated_approval, ISSUE),
    _judgement(terms.discouraged_term, ISSUE),
    _judgement(terms.term_mismatch, ISSUE),
    _judgement(lengths.long_issue_headline, ISSUE, "long-headline"),
    _judgement(lengths.long_summary, ISSUE),
    _judgement(lengths.no_alternative_cover, ISSUE, "no-alternative-text"),
    _law(issues.duplicate_number, WHOLE),
    _law(issues.duplicate_slug, WHOLE),
    _judgement(issues.issue_number, WHOLE),
    _judgement(sourcing.repeated_document, WHOLE),
    _judgement(sourcing.repeated_headline, WHOLE),
    _judgement(lengths.long_issuer, WHOLE),
    _law(site.unknown_field, WHOLE),
    _law(site.unknown_word, WHOLE),
    _law(site.missing_static, WHOLE),
    _law(site.locale_language, WHOLE),
    _law(site.duplicate_id, WHOLE),
    _judgement(site.unconfirmed, WHOLE),
    _judgement(site.reserved_name, WHOLE),
    _judgement(items.no_glyph, FILE),
    _judgement(items.zero_width, FILE),
)

EARLIER_JUDGEMENT = frozenset({"folded-body", "heading-level"}) | COPY
"""Warnings of the steps before this one: they can be lowered and allowed like any other."""

LATER_JUDGEMENT = frozenset({"dropped-address", "article-size", "dead-link", "moved-link", "unsure-link"})
"""Warnings that need more than content: the release before, a finished article, an answer from a server."""

JUDGEMENT = frozenset(rule.code for rule in RULES if rule.judgement) | EARLIER_JUDGEMENT | LATER_JUDGEMENT
CONTRACT = frozenset(rule.code for rule in RULES if not rule.judgement) | {"unknown-rule", "collision"}


OfItem = Callable[[Publication, Item], list[Diagnostic]]
"""What the rules have to say of one item, given all that it is judged against."""


def check(
    publication: Publication,
    days: Collection[date] | None = None,
    of_item: OfItem | None = None,
    *,
    whole: bool = True,
) -> list[Diagnostic]:
    """Every finding of every rule, at the severity that the publication asks for.

    With `days`, issues and items of these days alone are looked at (but against all others);
    without `whole`, the rules that look at the publication as a whole are left out. `of_item` may
    know some of what `item_findings` would find.
    """
    found = [
        diagnostic
        for rule in RULES
        if whole or rule.subject != WHOLE
        for subject in _subjects(publication, rule.subject, days)
        for diagnostic in _found(rule, publication, *subject)
    ]
    for item in _kept_items(publication) if days is None or days else ():
        if days is None or item.date in days:
            found += (of_item or item_findings)(publication, item)
    if not whole:
        return found
    found += [
        Diagnostic("unknown-rule", Severity.ERROR, finding.span, finding.message, finding.help)
        for finding in site.unknown_rule(publication, JUDGEMENT, JUDGEMENT | CONTRACT)
    ]
    return found


def item_findings(publication: Publication, item: Item) -> list[Diagnostic]:
    """What the rules that look at single items find.

    They get nothing of the publication but what all items share and the pictures beside this one,
    so that what they find can be kept until one of these changes.
    """
    around = publication.around(item.path.rpartition("/")[0])
    return [one for rule in RULES if rule.subject in (ITEM, FILE) for one in _found(rule, around, item)]


def _found(rule: Rule, publication: Publication, *subject: object) -> Iterator[Diagnostic]:
    for finding in rule.find(publication, *subject):
        yield Diagnostic(rule.code, rule.severity, finding.span, finding.message, finding.help)


def judged(publication: Publication, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics as the publication wants them: raised, lowered, switched off, allowed."""
    allowed = {(item.path, allowance.rule) for item in publication.items for allowance in item.allow}
    levels = publication.site.checks
    removed = _removed_folders(publication)
    kept = []
    for found in diagnostics:
        if found.code in JUDGEMENT and found.span.path.rpartition("/")[0] in removed:
            continue
        if found.code not in JUDGEMENT:
            kept.append(found)
            continue
        level = levels.get(found.code, found.severity.value)
        if level != "off" and (found.span.path, found.code) not in allowed:
            kept.append(replace(found, severity=Severity(level)))
    return kept


def _removed_folders(publication: Publication) -> set[str]:
    """The days whose issue is removed: nobody is warned of what lies there."""
    return {issue.path.rpartition("/")[0] for issue in publication.issues if issue.status == "removed"}


def _subjects(
    publication: Publication, subject: str, days: Collection[date] | None
) -> Iterator[tuple[Any, ...]]:
    """What a rule looks at, but for single items."""
    if subject == WHOLE:
        yield ()
    elif subject in (ISSUE, FILE):
        records = _issues(publication) if subject == ISSUE else _files(publication)
        for record in records:
            if days is None or not isinstance(record, Issue) or record.date in days:
                yield (record,)


def _issues(publication: Publication) -> Iterable[Filed]:
    return (issue for issue in publication.issues if issue.status != "removed")


def _kept_items(publication: Publication) -> Iterator[Item]:
    """What is removed is nobody's concern any more."""
    removed = {issue.date for issue in publication.issues if issue.status == "removed"}
    for item in publication.items:
        if item.status != "removed" and item.date not in removed:
            yield item


def _files(publication: Publication) -> Iterator[Filed]:
    """Every file that is no item."""
    yield publication.site
    yield publication.registry
    yield publication.topics
    yield from _issues(publication)
