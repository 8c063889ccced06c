"""A document of an issue's references, with the places that cite it."""

from dataclasses import dataclass

from digest.view.phrase import Link, Phrase


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reference is cited: a label and the fragment or address of the mark."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """One document of an issue's references, in the parts of its line.

    `url` is the document's address, or the publisher's home (`is_home`) where none is known.
    """

    number: int
    anchor: str
    publisher: Phrase
    title: Phrase | None
    document_number: str | None
    published: str | None
    verifies: Phrase | None
    crosschecks: str | None
    mark: str
    url: str
    is_home: bool
    archived: str | None
    kind: str
    sources: tuple[Link, ...] = ()
    places: tuple[Place, ...] = ()
