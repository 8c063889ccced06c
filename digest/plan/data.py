"""Visible issues → what machines read: `api/v1`, the sitemap, robots.txt.

An issue's data has the keys of its YAML, text by language, and with them ids, addresses, finished
HTML and references. A language that is held back is left out of every text, and so are the numbers
in items' file names: a gap in them would tell of a hidden item.
"""

from collections.abc import Iterable
from typing import Any

from digest import address
from digest.model.record import Item, Site
from digest.plan.edition import Edition
from digest.plan.indented import indented
from digest.plan.job import Facts
from digest.plan.references import Reference
from digest.plan.stories import ON_ITEM, item_view
from digest.plan.visible import Day, last_change
from digest.validate.schema import json_schema
from digest.view.file import TextView
from digest.view.sitemap import MapEntry, SitemapView

_ISSUE_KEYS = ("number", "total", "headline", "summary", "abstract", "credits", "corrections")
_ITEM_KEYS = (
    "slug",
    "headline",
    "short_headline",
    "summary",
    "topics",
    "section",
    "form",
    "image",
    "body",
    "citations",
    "made_with",
    "corrections",
)
_LANGUAGES = frozenset({"zh", "en"})


def issue_data(base: str, editions: tuple[Edition, ...], facts: Facts) -> TextView:
    """One issue in all its open languages."""
    number = editions[0].number
    languages = [one.language for one in editions]
    issue = number.day.issue
    data = {
        "id": address.feed_id(editions[0].site.id, issue.date, "", editions[0].site.source_language),
        "date": issue.date.isoformat(),
        "published": number.day.at.isoformat(),
        "updated": last_change(number.day).isoformat(),
        "address": {one: address.absolute(base, address.issue(one, issue.date)) for one in languages},
        **_written(issue, _ISSUE_KEYS, languages),
        "items": [_item(base, editions, item) for item in number.items if _held_by(editions, item)],
        "withdrawn": [
            {
                "slug": gone.slug,
                "reason": {one: text for one, text in gone.reason.items() if one in languages},
                "address": {
                    one: address.absolute(base, address.item(one, issue.date, gone.slug))
                    for one in languages
                    if one in gone.languages
                },
            }
            for gone in number.day.tombstones
        ],
        "references": [_reference(one, languages) for one in number.references.listed],
    }
    return TextView(indented(data))


def _held_by(editions: Iterable[Edition], item: Item) -> bool:
    return any(one.holds(item) for one in editions)


def _item(base: str, editions: tuple[Edition, ...], item: Item) -> dict[str, Any]:
    shown = [one for one in editions if one.holds(item)]
    own = [one for one in shown if item.slug not in one.untranslated]
    site = editions[0].site
    return {
        "id": address.feed_id(site.id, item.date, item.slug, site.source_language),
        "address": {
            one.language: address.absolute(base, address.item(one.language, item.date, item.slug))
            for one in shown
        },
        **_written(item, _ITEM_KEYS, [one.language for one in editions]),
        "html": {one.language: item_view(one, item, ON_ITEM).body.html for one in own},
        "references": [one.number for one in editions[0].number.references.of(item.slug)],
    }


def _written(record: Any, keys: Iterable[str], languages: list[str]) -> dict[str, Any]:
    """The keys of a record as written, without those that say nothing and languages held back."""
    dumped = record.model_dump(mode="json", include=set(keys), exclude_none=True)
    kept = {key: _in_languages(dumped[key], languages, key) for key in keys if key in dumped}
    return {key: value for key, value in kept.items() if value not in ([], {})}


def _in_languages(value: Any, languages: list[str], key: str = "") -> Any:
    """A value without the texts of languages held back; a foreign title of a document stays."""
    if _LANGUAGES.issubset(languages):
        return value
    if isinstance(value, list):
        return [_in_languages(one, languages) for one in value]
    if not isinstance(value, dict):
        return value
    if value and set(value) <= _LANGUAGES:
        kept = {language: text for language, text in value.items() if language in languages}
        return kept or (value if key == "title" else {})
    return {name: _in_languages(child, languages, name) for name, child in value.items()}


def _reference(reference: Reference, languages: list[str]) -> dict[str, Any]:
    citation = reference.citation.model_dump(
        mode="json", exclude_none=True, exclude={"id", "number", "verifies", "crosschecks"}
    )
    verifies = {language: list(what) for language, what in reference.verifies.items()}
    data = {"number": reference.number, **citation, "verifies": verifies}
    if reference.citation.number:
        data["document_number"] = reference.citation.number
    if reference.crosschecks:
        data["crosschecks"] = reference.crosschecks
    data["cited_by"] = list(reference.cited_by)
    kept: dict[str, Any] = _in_languages(data, languages)
    return {name: value for name, value in kept.items() if value not in ([], {})}


def index_data(
    base: str, site: Site, days: tuple[tuple[Day, tuple[str, ...]], ...], facts: Facts
) -> TextView:
    """All issues, the newest first, with where their data is."""
    data = {
        "id": site.id,
        "title": site.title,
        "issuer": site.issuer,
        "languages": site.languages,
        "timezone": site.timezone,
        "address": {one: address.absolute(base, address.home(one)) for one in site.languages},
        "issues": [
            {
                "date": day.date.isoformat(),
                "updated": last_change(day).isoformat(),
                "languages": list(languages),
                "data": address.absolute(base, address.api_issue(day.date)),
            }
            for day, languages in reversed(days)
        ],
    }
    return TextView(indented(data))


def api_schema(facts: Facts) -> TextView:
    """The JSON Schema of all this."""
    return TextView(indented(json_schema("api")))


def sitemap(
    base: str, years: tuple[tuple[int, tuple[tuple[str, str], ...]], ...], facts: Facts
) -> SitemapView:
    """The sitemap: an index, and one file a year of (address, time of change)."""
    return SitemapView(
        index=address.SITEMAP,
        files=tuple(
            (
                address.sitemap_year(year),
                address.absolute(base, address.sitemap_year(year)),
                tuple(MapEntry(address.absolute(base, at), changed) for at, changed in entries),
            )
            for year, entries in years
        ),
    )


def robots(base: str, closed: bool, facts: Facts) -> TextView:
    """robots.txt (RFC 9309): all is open, or nothing of a build with drafts."""
    if closed:
        return TextView("User-agent: *\nDisallow: /\n")
    return TextView(f"User-agent: *\nAllow: /\n\nSitemap: {address.absolute(base, address.SITEMAP)}\n")
