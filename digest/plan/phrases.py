"""Texts by language → what a page of one language shows, each with its own language kept.

A text that is missing in a language falls back to the source language and says so by its `lang`:
Chinese is never shown as if it were English.
"""

from collections.abc import Mapping

from digest.markup.symbols import resolve
from digest.model.record import Body, Site
from digest.model.site import LOCALES
from digest.view.phrase import Phrase, Rich


def fallback(texts: Mapping[str, object], language: str, source_language: str) -> str | None:
    """The language in which a text is shown on a page of `language`; None if there is no text."""
    if language in texts:
        return language
    return source_language if source_language in texts else next(iter(texts), None)


def phrase(texts: Mapping[str, str], language: str, site: Site) -> Phrase:
    """The text to show; empty where there is none."""
    if language in texts:
        return Phrase(texts[language])
    found = fallback(texts, language, site.source_language)
    return Phrase("") if found is None else Phrase(texts[found], tag(found, site))


def optional(texts: Mapping[str, str], language: str, site: Site) -> Phrase | None:
    """The text to show, or None where there is none."""
    return phrase(texts, language, site) if texts else None


def rich(bodies: Mapping[str, Body], language: str, site: Site) -> tuple[Body, str | None] | None:
    """The body to show and its language tag where that is not the page's."""
    found = fallback(bodies, language, site.source_language)
    if found is None:
        return None
    return bodies[found], None if found == language else tag(found, site)


def plain_rich(bodies: Mapping[str, Body], language: str, site: Site, level: int) -> Rich | None:
    """A text without marks as finished HTML."""
    found = rich(bodies, language, site)
    if found is None:
        return None
    body, lang = found
    return Rich(without_marks(body, level), lang)


def without_marks(body: Body, level: int) -> str:
    """The HTML of a text that cites nothing, its headings beginning at `level`."""
    return resolve(body.html, lambda _: "", level)


def tag(language: str, site: Site) -> str:
    """The BCP 47 tag of a language on this site."""
    return site.locale(language) if language in site.languages else LOCALES[language]
