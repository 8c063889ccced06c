"""Texts → twelve hex digits that stay the same while the wording does.

Punctuation, spaces and forms of characters (NFKC) do not count, so that a mended comma outdates
no translation and no approval; a changed word or figure does.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping

from digest.model.issue import IssueFile
from digest.model.item import ItemFile

LENGTH = 12
"""Hex digits that are kept of a SHA-256."""


def wording(texts: Iterable[str]) -> str:
    """The digest of texts, each reduced to its letters and digits, joined by a line feed."""
    joined = "\n".join(_letters(text) for text in texts)
    return hashlib.sha256(joined.encode()).hexdigest()[:LENGTH]


def wording_of_item(item: ItemFile, language: str) -> str:
    """What a translation is of: headline, summary (or nothing) and body in the source language."""
    return wording(_of(item.headline, item.summary, item.body, language=language))


def wording_of_issue(issue: IssueFile, items: Iterable[ItemFile], languages: Iterable[str]) -> str:
    """What an approval is of: by language, the issue's texts and those of its items in order."""
    shown = [item for item in items if item.status in ("published", "withdrawn")]
    texts: list[str] = []
    for language in languages:
        texts += _of(issue.headline, issue.summary, issue.abstract, language=language)
        for item in shown:
            texts += _of(item.headline, item.summary, item.body, language=language)
    return wording(texts)


def _of(*texts: Mapping[str, str], language: str) -> list[str]:
    return [text.get(language, "") for text in texts]


def _letters(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())
