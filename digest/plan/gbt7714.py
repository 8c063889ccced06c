"""Documents → references after GB/T 7714, the editions of 2025 and of 2015, numbered (顺序编码制).

The 2025 edition (in force since 2026-07-01) gives a day of access for pages and data alone, sets a
standard's number before its title, and the day of a report bare. Marks are half-width and nothing
is spaced, as in the standard's own examples.
"""

from collections.abc import Iterable
from typing import Literal

from digest.plan.documents import Document

Form = Literal["2025", "2015"]

NAMED = 3
"""So many authors are named; of more, the first ones (7.1.2)."""

_TYPES = {
    "web": "EB",
    "law": "EB",
    "speech": "EB",
    "news": "N",
    "report": "R",
    "standard": "S",
    "dataset": "DS",
    "paper": "J",
}
"""What marks a kind of document (7.3, appendix)."""

_ONLINE_ALWAYS = frozenset({"EB", "DS"})
_IN_A_WHOLE = frozenset({"N", "J"})
"""Those that are part of a newspaper or journal, which stands before the date."""


def listed(documents: Iterable[Document], form: Form = "2025") -> str:
    """All of them by their numbers, a line each."""
    return "".join(f"[{one.place}] {gbt7714(one, form)}\n" for one in documents)


def gbt7714(document: Document, form: Form = "2025") -> str:
    """One reference without its number: 责任者.题名[EB/OL].(发布日期)[引用日期].URL."""
    kind = _TYPES[document.kind]
    carrier = "/OL" if document.url or kind in _ONLINE_ALWAYS else ""
    responsible = document.authors or (() if kind in _IN_A_WHOLE else document.publishers)
    if kind == "S" and form == "2025":
        responsible = ()  # clause 8.9: number and title alone
    parts = [_names(responsible, document), f"{_title(document, kind, form)}[{kind}{carrier}]"]
    parts += [_issued(document, kind, form), document.url or ""]
    return _joined([part for part in parts if part])


def _joined(parts: list[str]) -> str:
    """Parts with a full stop after each, but for one that has it (`Inc.`)."""
    return "".join(part if part.endswith(".") else f"{part}." for part in parts)


def _names(names: tuple[str, ...], document: Document) -> str:
    others = ("等" if document.is_chinese else "et al.") if len(names) > NAMED else ""
    return ",".join(filter(None, (*names[:NAMED], others)))


def _title(document: Document, kind: str, form: Form) -> str:
    if kind == "S" and document.number and form == "2025":
        return f"{document.number} {document.title}"
    return ":".join(filter(None, (document.title, document.subtitle, document.number)))


def _issued(document: Document, kind: str, form: Form) -> str:
    """Where it appeared, when, and when it was read."""
    published, accessed = document.published or "", document.accessed
    read = f"[{accessed}]" if accessed and document.url else ""
    if kind in _IN_A_WHOLE:
        whole = ",".join(filter(None, (_names(document.publishers, document), published)))
        return whole + (read if form == "2015" else "")
    if form == "2025" and kind in ("R", "S"):
        return published if kind == "R" else ""
    kept_by = (
        _names(document.publishers, document) if kind == "DS" and form == "2025" and document.authors else ""
    )
    return kept_by + (f"({published})" if published else "") + read
