"""Pages → JSON-LD in the words of schema.org: what search engines and other machines are told.

A page's graph names the publication and its publisher whole, so that it can be read alone; all
else refers to these by their `@id`. It is data: no browser executes it.
"""

import json
import re
from typing import Any

from digest import address
from digest.model.record import Site
from digest.view.page import Chrome

Node = dict[str, Any]
"""One thing of schema.org: `@type`, mostly an `@id`, and properties."""

PAGE_TYPES = {
    "about": "AboutPage",
    "archive": "CollectionPage",
    "corrections": "CollectionPage",
    "month": "CollectionPage",
    "search": "SearchResultsPage",
    "source": "CollectionPage",
    "sources": "CollectionPage",
    "topic": "CollectionPage",
    "topics": "CollectionPage",
    "trends": "CollectionPage",
}
"""Kinds of pages that are described as pages; others are homes, issues and items, or are not found."""

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def graph(publication: str, *nodes: Node) -> str:
    """The JSON-LD of a page that is about these nodes. `publication` is what was `told` of that."""
    parts = f"{publication},{told(*nodes)}" if nodes else publication
    return f'{{"@context":"https://schema.org","@graph":[{parts}]}}'


def told(*nodes: Node) -> str:
    """Nodes as they stand in a graph, safe inside a script element.

    A text may hold `</script` or a line separator: such characters are written as escapes.
    """
    text = ",".join(map(_encoded, nodes))
    for unsafe in "<>&\u2028\u2029":
        text = text.replace(unsafe, f"\\u{ord(unsafe):04x}")
    return text


def without_empty(node: Node) -> Node:
    """A node without the properties that say nothing."""
    return {key: value for key, value in node.items() if value or value not in (None, "", [], {})}


def reference(identity: str) -> Node:
    """A node by its id alone."""
    return {"@id": identity}


def organization_id(chrome: Chrome) -> str:
    """The id of the publisher, the same in all languages."""
    return f"{chrome.base_url}#publisher"


def periodical_id(base: str, language: str) -> str:
    """The id of the publication in a language."""
    return f"{address.absolute(base, address.home(language))}#publication"


def organization(site: Site, chrome: Chrome) -> Node:
    """Who issues the publication."""
    short = site.short_issuer.get(chrome.language)
    is_mailbox = site.contact is not None and re.fullmatch(r"[^\s@/]+@[^\s@/]+", site.contact)
    return without_empty(
        {
            "@type": "NewsMediaOrganization" if site.news else "Organization",
            "@id": organization_id(chrome),
            "name": chrome.issuer.text or chrome.title.text,
            "alternateName": short,
            "url": address.absolute(chrome.base_url, address.home(chrome.language)),
            "email": site.contact if is_mailbox else None,
            "correctionsPolicy": address.absolute(chrome.base_url, address.corrections(chrome.language))
            if site.news
            else None,
        }
    )


def periodical(site: Site, chrome: Chrome) -> Node:
    """The publication in a language; the source language's is the work, the others translate it."""
    base, language = chrome.base_url, chrome.language
    others = [periodical_id(base, one) for one in site.languages if one != site.source_language]
    is_source = language == site.source_language
    return without_empty(
        {
            "@type": "Periodical",
            "@id": periodical_id(base, language),
            "name": chrome.title.text,
            "url": address.absolute(base, address.home(language)),
            "inLanguage": chrome.lang,
            "publisher": reference(organization_id(chrome)),
            "copyrightNotice": chrome.licence.text if chrome.licence else None,
            "workTranslation": [reference(one) for one in others] if is_source else None,
            "translationOfWork": None if is_source else reference(periodical_id(base, site.source_language)),
        }
    )


def web_page(chrome: Chrome, kind: str, name: str, description: str, url: str) -> Node:
    """A page that lists or explains."""
    return without_empty(
        {
            "@type": PAGE_TYPES[kind],
            "@id": url,
            "url": url,
            "name": name,
            "description": description,
            "inLanguage": chrome.lang,
            "isPartOf": reference(periodical_id(chrome.base_url, chrome.language)),
            "publisher": reference(organization_id(chrome)),
        }
    )


def breadcrumbs(*steps: tuple[str, str]) -> Node:
    """The way down to a page: the names and full addresses of what lies above it, and its own."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": {"@type": "WebPage", "@id": url}}
            for place, (name, url) in enumerate(steps, 1)
        ],
    }
