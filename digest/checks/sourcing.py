"""Rules about what an item rests on: official or independent sources, fresh ones, quotes that bear it out."""

import re
from collections.abc import Iterator
from datetime import date

from digest.checks.finding import Finding
from digest.diagnostic import Message, Span
from digest.markup.characters import has_han
from digest.model.item import KEEPING_TYPES, Citation, bare_address
from digest.model.publication import Publication
from digest.model.record import Item
from digest.prose.figures import chinese, english
from digest.prose.figures.agree import agrees
from digest.prose.figures.figure import Figure, Weight
from digest.prose.passage import Passage, passages_of

OFFICIAL_TYPES = frozenset({"law", "standard"})
"""Documents that are official whoever shows them."""

EARLIER_DAYS = 366
"""How far back a document or a headline is looked for: what was told longer ago may be told again."""

STALE_DAYS = 180
"""Half a year: what is older is no news for a daily issue."""

SHORT_HEADLINE = 8
"""Characters below which a headline may be a column's, which comes back: 要闻速览."""


def single_origin(publication: Publication, item: Item) -> Iterator[Finding]:
    """An item rests on one official document, or on what two independent ones first said."""
    if not item.citations or item.status == "withdrawn":
        return
    known = publication.registry.sources
    origins: set[str] = set()
    for citation in item.citations:
        if any(one not in known for one in citation.sources):
            return  # that is said of the source
        official = any(known[one].is_official for one in citation.sources)
        if official or citation.type in OFFICIAL_TYPES:
            return
        origins |= {citation.origin} if citation.origin else set(citation.sources)
    if len(origins) < 2:
        [origin] = origins
        yield Finding(
            item.span("citations.0.source"),
            Message(f'all that this item cites goes back to "{origin}"', f"本条目的引用都出自“{origin}”"),
            Message(
                "add an official document, or a source that is independent of it",
                "请补一份官方文件，或另一个独立来源",
            ),
        )


def citation_stale(publication: Publication, item: Item) -> Iterator[Finding]:
    """A document is not older than half a year on the issue's day; laws, standards and data sets keep."""
    for index, citation in enumerate(item.citations):
        if citation.published and citation.type not in KEEPING_TYPES:
            age = (item.date - _latest(citation.published)).days
            if age > STALE_DAYS:
                yield Finding(
                    item.span(f"citations.{index}.published"),
                    Message(f"{age} days old on the issue’s day", f"到本期已有 {age} 天"),
                    Message(
                        "cite a newer document, or say in `allow` why this one counts",
                        "请引用更新的文件，或在 allow 里说明",
                    ),
                )


def _latest(published: str) -> date:
    """The last day that a date may mean, which may stop at the month or year."""
    parts = [int(part) for part in published.split("-")]
    if len(parts) == 3:
        return date(*parts)
    return date(parts[0], parts[1], 28) if len(parts) == 2 else date(parts[0], 12, 31)


def repeated_document(publication: Publication) -> Iterator[Finding]:
    """What an issue of the last year has told is not told again: each document is news once."""
    homes = {bare_address(source.home) for source in publication.registry.sources.values()}
    last: dict[str, Item] = {}
    for item in _told(publication):
        for identity, place in item.documents:
            before = last.get(identity)
            if before and identity not in homes and _is_earlier(before, item):
                yield Finding(
                    Span(item.path, *place),
                    Message(
                        f"the issue of {before.date} cites this document already",
                        f"{before.date} 一期已引用过这份文件",
                    ),
                    Message(
                        f"see {before.path}; say in `allow` what is new",
                        f"见 {before.path}；有新进展请在 allow 里说明",
                    ),
                )
        last |= {identity: item for identity, _ in item.documents}


_MARKS = re.compile(r"\W+")


def repeated_headline(publication: Publication) -> Iterator[Finding]:
    """No headline is that of an issue of the last year."""
    last: dict[str, Item] = {}
    for item in _told(publication):
        for language, headline in item.headline.items():
            name = _MARKS.sub("", headline.casefold())
            before = last.get(f"{language} {name}")
            if before and len(name) >= SHORT_HEADLINE and _is_earlier(before, item):
                yield Finding(
                    Span(item.path, *item.headline_places[language]),
                    Message(
                        f"the issue of {before.date} has this headline", f"{before.date} 一期已有这个标题"
                    ),
                    Message(f"see {before.path}", f"见 {before.path}"),
                )
            last[f"{language} {name}"] = item


def _is_earlier(before: Item, item: Item) -> bool:
    return 0 < (item.date - before.date).days <= EARLIER_DAYS


def _told(publication: Publication) -> Iterator[Item]:
    hidden = {issue.date for issue in publication.issues if issue.status in ("removed", "withdrawn")}
    for item in publication.items:
        if item.status in ("published", "draft") and item.date not in hidden:
            yield item


# Quotes -----------------------------------------------------------------------------------------


def quote_figure(publication: Publication, item: Item) -> Iterator[Finding]:
    """A quote holds the figures of what it is to bear out."""
    quoted = {one.id: _figures(one.quote) for one in item.citations if one.quote}
    if not quoted:
        return
    missing: dict[str, list[list[tuple[Figure, Passage]]]] = {}
    for passage in passages_of(item):
        if passage.name == "body" and passage.language == publication.site.source_language:
            for ids, sentence in _sentences(passage):
                if sentence and all(identity in quoted for identity in ids):
                    held = [figure for identity in ids for figure in quoted[identity]]
                    absent = [
                        (one, passage) for one in sentence if not any(agrees(one, other) for other in held)
                    ]
                    for identity in ids:
                        missing.setdefault(identity, []).append(absent)
    for index, citation in enumerate(item.citations):
        absent = min(missing.get(citation.id, [[]]), key=len)
        for figure, passage in absent[:1]:
            yield _not_quoted(item, index, citation, figure, passage)


def _not_quoted(item: Item, index: int, citation: Citation, figure: Figure, passage: Passage) -> Finding:
    text = passage.text[figure.start : figure.end]
    place = passage.span(figure.start, figure.end)
    return Finding(
        item.span(f"citations.{index}.quote"),
        Message(f"this quote does not hold “{text}”", f"引文里没有“{text}”"),
        Message(
            f"[@{citation.id}] is to bear it out at {place.line}:{place.column}",
            f"{place.line}:{place.column} 处用 [@{citation.id}] 核验这个数字",
        ),
    )


_END = re.compile(r"[。！？；]|[.!?;](?=\s)")


def _sentences(passage: Passage) -> Iterator[tuple[tuple[str, ...], list[Figure]]]:
    """Each mark with the figures of the sentence before it."""
    figures = _figures(passage.text)
    before = 0
    for mark in passage.cited:
        ends = [found.end() for found in _END.finditer(passage.text, before, max(before, mark.offset - 1))]
        start = ends[-1] if ends else before
        yield mark.ids, [one for one in figures if start <= one.start < mark.offset]
        before = mark.offset


def _figures(text: str) -> list[Figure]:
    """The quantities of a text; dates and ordinals are the editor's own."""
    found = chinese.figures(text) if has_han(text) else english.figures(text)
    kinds = ("number", "percent", "points", "times")
    return [one for one in found if one.weight > Weight.FREE and one.kind in kinds and not one.role]
