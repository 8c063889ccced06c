"""An issue's references → documents as catalogues know them: by whom, titled what, when, where.

A document is described in its own language, as GB/T 7714 asks (clause 5.1): a title as it stands
there goes before one that editors describe in square brackets, and names go with the title. What
is not known is left out; nothing is invented.
"""

from dataclasses import dataclass

from digest import address
from digest.model.item import Citation, DocumentType
from digest.model.record import Item, Site
from digest.plan.edition import Edition
from digest.plan.phrases import fallback, tag
from digest.plan.remembered import remembered
from digest.words import fill, long_date


@dataclass(frozen=True, slots=True)
class Document:
    """One document. `authors` are people or bodies it names, `publishers` those it is published by.

    `title` may stand in square brackets, where editors describe what has none; `subtitle` goes
    with it; `place` is its number among the references; dates are YYYY, YYYY-MM or YYYY-MM-DD;
    `lang` is a BCP 47 tag.
    """

    id: str
    kind: DocumentType
    lang: str
    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    number: str | None = None
    published: str | None = None
    accessed: str | None = None
    url: str | None = None
    place: int = 0

    @property
    def is_chinese(self) -> bool:
        """Whether it is described in Chinese."""
        return self.lang.startswith("zh")


@remembered
def documents(edition: Edition) -> tuple[Document, ...]:
    """The documents that the items of an edition cite, in order of their numbers."""
    shown = {item.slug for item in edition.items}
    return tuple(
        _document(edition, reference.number, reference.citation)
        for reference in edition.number.references.listed
        if shown.intersection(reference.cited_by)
    )


def _document(edition: Edition, number: int, citation: Citation) -> Document:
    site, sources = edition.site, edition.number.sources
    language = _language(citation, edition.language, site)
    names = (sources[one].name for one in citation.sources)
    return Document(
        id=f"{site.id}-{edition.day.date.isoformat()}-{number}",
        kind=citation.type,
        lang=tag(language, site),
        title=_titles(citation)[language],
        authors=tuple(citation.authors),
        publishers=tuple(name[fallback(name, language, site.source_language) or language] for name in names),
        number=citation.number,
        published=citation.published,
        accessed=citation.accessed,
        url=citation.url,
        place=number,
    )


def _titles(citation: Citation) -> dict[str, str]:
    return {str(language): title for language, title in citation.title.items()}


def _language(citation: Citation, language: str, site: Site) -> str:
    """The language of a document: of a title that is its own, else of the one that readers see."""
    titles = _titles(citation)
    own = {one: title for one, title in titles.items() if not title.startswith("[")}
    return fallback(own or titles, language, site.source_language) or language


def issue_document(edition: Edition, base: str) -> Document:
    """The issue itself, for those who cite it."""
    site, language, day = edition.site, edition.language, edition.day.date
    issue, locale = edition.day.issue, site.locale(language)
    spoken = fallback(site.title, language, site.source_language) or language
    issued = fallback(site.issuer, spoken, site.source_language) or spoken
    name = (
        fill(edition.words["issue_number"], number=issue.number) if issue.number else long_date(day, locale)
    )
    return Document(
        id=f"{site.id}-{day.isoformat()}",
        kind="web",
        lang=tag(spoken, site),
        title=site.title[spoken],
        subtitle=name,
        authors=(site.issuer[issued],),
        published=day.isoformat(),
        url=address.absolute(base, address.issue(language, day)),
    )


def item_document(edition: Edition, item: Item, base: str) -> Document:
    """An item, for those who cite it: in the language of the headline that its page shows."""
    site, language = edition.site, edition.language
    spoken = fallback(item.headline, language, site.source_language) or language
    issued = fallback(site.issuer, spoken, site.source_language) or spoken
    return Document(
        id=f"{site.id}-{item.date.isoformat()}-{item.slug}",
        kind="web",
        lang=tag(spoken, site),
        title=item.headline[spoken],
        authors=(site.issuer[issued],),
        published=item.date.isoformat(),
        url=address.absolute(base, address.item(language, item.date, item.slug)),
    )
