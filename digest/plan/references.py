"""An issue's visible items → its references, numbered once and the same in every language and form.

Order: visible items in order, in each the marks of the source-language body, then the citations
that no mark names. The same document counts once: same address, else same sources, title and
number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from digest.model.item import Citation
from digest.model.record import Item


@dataclass(frozen=True, slots=True)
class Reference:
    """One document that an issue rests on.

    `verifies` joins what each citation of it verifies, by language; `cited_by` are the slugs of
    the items that cite it; `crosschecks` is the number of the reference that it confirms.
    """

    number: int
    citation: Citation
    verifies: dict[str, tuple[str, ...]]
    cited_by: tuple[str, ...]
    crosschecks: int | None


@dataclass(slots=True)
class _Gathered:
    number: int
    citation: Citation
    verifies: dict[str, list[str]] = field(default_factory=dict)
    cited_by: list[str] = field(default_factory=list)
    crosschecks: str | None = None
    first_item: str = ""


@dataclass(frozen=True, slots=True)
class References:
    """An issue's references in order, and the number of each item's citations."""

    listed: tuple[Reference, ...]
    numbers: dict[str, dict[str, int]]

    def number(self, slug: str, citation: str) -> int:
        """The number of a citation of an item."""
        return self.numbers[slug][citation]

    def of(self, slug: str) -> tuple[Reference, ...]:
        """The references of one item."""
        return tuple(listed for listed in self.listed if slug in listed.cited_by)


def references(items: Iterable[Item], source_language: str) -> References:
    """Number the documents that items (in the order shown) cite."""
    documents: dict[tuple[object, ...], _Gathered] = {}
    numbers: dict[str, dict[str, int]] = {}
    for item in items:
        for citation in _in_order(item, source_language):
            found = documents.setdefault(
                _identity(citation), _Gathered(len(documents) + 1, citation, first_item=item.slug)
            )
            _join(found, item, citation)
            numbers.setdefault(item.slug, {})[citation.id] = found.number
    return References(tuple(_reference(found, numbers) for found in documents.values()), numbers)


def _in_order(item: Item, source_language: str) -> Iterator[Citation]:
    by_id = {citation.id: citation for citation in item.citations}
    body = item.bodies.get(source_language)
    marked = [identity for mark in (body.marks if body else ()) for identity in mark.ids]
    for identity in dict.fromkeys([*marked, *by_id]):
        if identity in by_id:
            yield by_id[identity]


def _identity(citation: Citation) -> tuple[object, ...]:
    if citation.url:
        return ("address", citation.url)
    return ("document", citation.sources, tuple(sorted(citation.title.items())), citation.number)


def _join(found: _Gathered, item: Item, citation: Citation) -> None:
    for language, what in citation.verifies.items():
        known = found.verifies.setdefault(language, [])
        if what not in known:
            known.append(what)
    if item.slug not in found.cited_by:
        found.cited_by.append(item.slug)
    if citation.crosschecks and not found.crosschecks:
        found.crosschecks, found.first_item = citation.crosschecks, item.slug


def _reference(found: _Gathered, numbers: dict[str, dict[str, int]]) -> Reference:
    crosschecks = numbers.get(found.first_item, {}).get(found.crosschecks or "")
    return Reference(
        found.number,
        found.citation,
        {language: tuple(what) for language, what in found.verifies.items()},
        tuple(found.cited_by),
        crosschecks,
    )
