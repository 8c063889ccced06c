"""Issues and items → nodes of schema.org: PublicationIssue, Article or NewsArticle, what they cite."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from digest import address
from digest.model.item import Citation, Correction
from digest.model.record import Body, Issue, Item, Site
from digest.plan.cards import issue_card, item_card
from digest.plan.chrome import Frame
from digest.plan.edition import Edition
from digest.plan.graph import Node, breadcrumbs, organization_id, periodical_id, reference, without_empty
from digest.plan.phrases import fallback, phrase, tag
from digest.plan.references import Reference
from digest.plan.stories import anchor, summary
from digest.plan.visible import last_change
from digest.view.line import BulletinLink
from digest.words import long_date

_DOCUMENTS = {
    "web": "WebPage",
    "news": "NewsArticle",
    "report": "Report",
    "law": "Legislation",
    "standard": "CreativeWork",
    "dataset": "Dataset",
    "paper": "ScholarlyArticle",
    "speech": "CreativeWork",
}
"""Types of documents as schema.org calls them."""


def issue_nodes(
    frame: Frame, edition: Edition, translated: Iterable[str], bulletins: Iterable[BulletinLink]
) -> tuple[Node, ...]:
    """An issue with its articles in short, and the way to it."""
    base, language = frame.chrome.base_url, frame.language
    url = _issue_url(frame, language, edition)
    issue, day = edition.day.issue, edition.day
    name = issue.headline.get(language)
    abstract = issue.abstracts.get(language)
    node = without_empty(
        {
            "@type": "PublicationIssue",
            "@id": f"{url}#issue",
            "url": url,
            "name": name or long_date(day.date, frame.site.locale(language)),
            "issueNumber": str(issue.number or issue.total or day.date.isoformat()),
            "datePublished": _moment(day.at, frame.site),
            "dateModified": _moment(last_change(day), frame.site),
            "inLanguage": frame.chrome.lang,
            "description": issue.summary.get(language),
            "abstract": abstract.text if abstract else None,
            "image": address.absolute(base, issue_card(edition)) if frame.card else None,
            "isPartOf": reference(periodical_id(base, language)),
            "publisher": reference(organization_id(frame.chrome)),
            "isAccessibleForFree": True,
            "encoding": [_encoding(frame, one) for one in bulletins],
            "correction": _corrections(issue, language, frame.site),
            **_translations(
                frame,
                translated,
                lambda one: f"{_issue_url(frame, one, edition)}#issue",
                "PublicationIssue",
            ),
            "hasPart": [_short(frame, edition, item) for item in edition.items],
        }
    )
    title = long_date(day.date, frame.site.locale(language))
    return node, breadcrumbs(_home(frame), (title, url))


def item_nodes(frame: Frame, edition: Edition, item: Item, translated: Iterable[str]) -> tuple[Node, ...]:
    """An article whole, and the way to it."""
    site, base, language = frame.site, frame.chrome.base_url, frame.language
    day, spoken = edition.day, _spoken(edition, item)
    url = _item_url(frame, spoken, item)
    cited = edition.number.references.of(item.slug)
    changed = max([day.at, *(one.at for one in item.corrections)])
    section = {one.id: one.name for one in site.sections}.get(item.section or "")
    node = without_empty(
        {
            **_short(frame, edition, item),
            "description": summary(item, spoken, site).text,
            "datePublished": _moment(day.at, site),
            "dateModified": _moment(changed, site),
            "mainEntityOfPage": url,
            "image": address.absolute(base, item_card(edition, item)) if frame.card else None,
            "articleSection": phrase(section, spoken, site).text if section else None,
            "keywords": [phrase(edition.number.topics[one].name, spoken, site).text for one in item.topics],
            "author": reference(organization_id(frame.chrome)),
            "publisher": reference(organization_id(frame.chrome)),
            "isAccessibleForFree": True,
            "isPartOf": without_empty(
                {
                    "@type": "PublicationIssue",
                    "@id": f"{_issue_url(frame, language, edition)}#issue",
                    "issueNumber": str(day.issue.number or day.issue.total or day.date.isoformat()),
                    "datePublished": _moment(day.at, site),
                    "isPartOf": reference(periodical_id(base, language)),
                }
            ),
            "citation": [{"@id": f"{url}#{anchor(one)}", **_document(edition, one, spoken)} for one in cited],
            "isBasedOn": [reference(f"{url}#{anchor(one)}") for one in cited if one.crosschecks is None],
            "correction": _corrections(item, spoken, site),
            **_translations(
                frame,
                translated,
                lambda one: f"{_item_url(frame, one, item)}#article",
                _article_type(site),
            ),
        }
    )
    steps = (long_date(day.date, site.locale(language)), _issue_url(frame, language, edition))
    name = phrase(item.headline, language, site).text
    return node, breadcrumbs(_home(frame), steps, (name, _item_url(frame, language, item)))


def _article_type(site: Site) -> str:
    return "NewsArticle" if site.news else "Article"


def _spoken(edition: Edition, item: Item) -> str:
    """The language in which an edition shows an item."""
    found = fallback(item.bodies, edition.language, edition.site.source_language)
    return found or edition.language


def _short(frame: Frame, edition: Edition, item: Item) -> Node:
    """An article as its issue lists it."""
    spoken = _spoken(edition, item)
    url = _item_url(frame, spoken, item)
    return {
        "@type": _article_type(frame.site),
        "@id": f"{url}#article",
        "url": url,
        "headline": phrase(item.headline, spoken, frame.site).text,
        "inLanguage": tag(spoken, frame.site),
    }


def _home(frame: Frame) -> tuple[str, str]:
    at = address.absolute(frame.chrome.base_url, address.home(frame.language))
    return frame.chrome.title.text, at


def _issue_url(frame: Frame, language: str, edition: Edition) -> str:
    return address.absolute(frame.chrome.base_url, address.issue(language, edition.day.date))


def _item_url(frame: Frame, language: str, item: Item) -> str:
    return address.absolute(frame.chrome.base_url, address.item(language, item.date, item.slug))


def _moment(instant: datetime, site: Site) -> str:
    """An instant with the zone of the publication (ISO 8601)."""
    return instant.astimezone(site.zone).isoformat()


def _encoding(frame: Frame, bulletin: BulletinLink) -> Node:
    return {
        "@type": "MediaObject",
        "name": bulletin.label,
        "contentUrl": address.absolute(frame.chrome.base_url, bulletin.address),
        "encodingFormat": "application/pdf",
        "contentSize": f"{bulletin.bytes} B",
        "inLanguage": frame.chrome.lang,
    }


def _translations(frame: Frame, translated: Iterable[str], identity: Callable[[str], str], kind: str) -> Node:
    """From the original to its translations, and from each of these to the original."""
    site = frame.site
    made = [one for one in site.languages if one in set(translated)]
    if frame.language not in made or site.source_language not in made:
        return {}

    def node(language: str) -> Node:
        return {"@type": kind, "@id": identity(language), "inLanguage": tag(language, site)}

    if frame.language == site.source_language:
        others = [node(one) for one in made if one != frame.language]
        return {"workTranslation": others} if others else {}
    return {"translationOfWork": node(site.source_language)}


def _corrections(record: Issue | Item, language: str, site: Site) -> list[Node]:
    return [
        _correction(correction, note, language, site)
        for correction, note in zip(record.corrections, record.notes, strict=True)
    ]


def _correction(correction: Correction, note: Mapping[str, Body], language: str, site: Site) -> Node:
    found = fallback(note, language, site.source_language) or language
    return {
        "@type": "CorrectionComment",
        "text": note[found].text if found in note else "",
        "datePublished": _moment(correction.at, site),
        "inLanguage": tag(found, site),
    }


def _document(edition: Edition, cited: Reference, language: str) -> Node:
    """A document that was used to verify something."""
    citation: Citation = cited.citation
    site, sources = edition.site, edition.number.sources
    titles = {str(one): title for one, title in citation.title.items()}
    found = fallback(titles, language, site.source_language)
    names = [
        {
            "@type": "Organization",
            "name": phrase(sources[one].name, language, site).text,
            "url": sources[one].home,
        }
        for one in citation.sources
    ]
    return without_empty(
        {
            "@type": _DOCUMENTS[citation.type],
            "name": titles[found] if found else None,
            "inLanguage": tag(found, site) if found else None,
            "url": citation.url,
            "datePublished": citation.published,
            "identifier": citation.number,
            "creditText": "; ".join(citation.authors),
            "publisher": names if len(names) > 1 else names[0],
            "archivedAt": citation.archived,
        }
    )
