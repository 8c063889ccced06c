"""Documents → CSL-JSON, which Zotero, Pandoc and Word's citation managers read (CSL 1.0.2)."""

from collections.abc import Iterable
from typing import Any

from digest.plan.documents import Document
from digest.plan.indented import indented

TYPES = {
    "web": "webpage",
    "law": "legislation",
    "speech": "speech",
    "news": "article-newspaper",
    "report": "report",
    "standard": "standard",
    "dataset": "dataset",
    "paper": "article-journal",
}
"""CSL's types of documents."""

_IN_A_WHOLE = frozenset({"article-newspaper", "article-journal"})


def listed(documents: Iterable[Document]) -> str:
    """All of them, as one array."""
    return indented([csl(one) for one in documents])


def csl(document: Document) -> dict[str, Any]:
    """One document; what is not known is left out."""
    kind = TYPES[document.kind]
    joint = "、" if document.is_chinese else ", "
    publishers = joint.join(document.publishers)
    named = document.authors or (() if kind in _IN_A_WHOLE else document.publishers)
    fields = {
        "id": document.id,
        "type": kind,
        "language": document.lang,
        "title": ": ".join(filter(None, (document.title, document.subtitle))),
        "author": [{"literal": name} for name in named],
        "container-title": publishers if kind in _IN_A_WHOLE else "",
        "publisher": "" if kind in _IN_A_WHOLE else publishers,
        "number": document.number,
        "issued": _date(document.published),
        "accessed": _date(document.accessed),
        "URL": document.url,
    }
    return {name: value for name, value in fields.items() if value}


def _date(written: str | None) -> dict[str, list[list[int]]] | None:
    """A date, however exact: 2026, 2026-06 or 2026-06-15."""
    return {"date-parts": [[int(part) for part in written.split("-")]]} if written else None
