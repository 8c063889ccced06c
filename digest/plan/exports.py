"""An edition's references → files for those who cite the same documents."""

from collections.abc import Callable

from digest import address
from digest.plan import csl, gbt7714
from digest.plan.documents import Document, documents
from digest.plan.edition import Edition
from digest.plan.job import Facts
from digest.view.file import TextView
from digest.view.phrase import Link, Phrase

FORMS: dict[str, tuple[str, Callable[[tuple[Document, ...]], str]]] = {
    "gbt7714": ("GB/T 7714—2025", gbt7714.listed),
    "gbt7714-2015": ("GB/T 7714—2015", lambda listed: gbt7714.listed(listed, "2015")),
    "csl": ("CSL-JSON", csl.listed),
}
"""The forms, by the names that commands and addresses have: what each is called, and its maker."""


def exported(edition: Edition, form: str) -> str:
    """An edition's references in a form."""
    return FORMS[form][1](documents(edition))


def export_file(edition: Edition, form: str, facts: Facts) -> TextView:
    """The file of a form, beside the issue's page."""
    return TextView(exported(edition, form))


def export_links(edition: Edition) -> tuple[Link, ...]:
    """The files of an edition; none where it has no references."""
    if not documents(edition):
        return ()
    day = edition.day.date
    return tuple(
        Link(Phrase(name), address.references(edition.language, day, form))
        for form, (name, _) in FORMS.items()
    )
