"""Records: what editors wrote, with what its path and its text say, and where each value stands."""

import datetime
import hashlib
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.dataclasses import dataclass

from digest.diagnostic import Span
from digest.model.issue import IssueFile
from digest.model.item import Citation, ItemFile
from digest.model.site import SiteFile
from digest.model.source import Source, Term, Topic

Place = tuple[int, int, int, int]
"""Line, column, end line, end column, as in `Span`."""

NOWHERE: Place = (0, 0, 0, 0)


_WHEN_ASKED = ConfigDict(defer_build=True)
"""Validators are made when first used: most runs make records of what is known to be right."""


@dataclass(frozen=True, slots=True, config=_WHEN_ASKED)
class Mark:
    """One mark of a body: the citations it names, each with its place in the file."""

    ids: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, config=_WHEN_ASKED)
class Body:
    """A Markdown text made ready for any form.

    `html` holds marks and headings as symbols that `markup.symbols` resolves; `text` is what is
    read, without marks, blocks apart by a line feed; `lead` is its first sentence; `uncited` are
    the places of paragraphs with figures that cite nothing.
    """

    html: str
    text: str
    lead: str
    marks: tuple[Mark, ...] = ()
    uncited: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, config=_WHEN_ASKED)
class Oddity:
    """A character that needs a second look: none of our fonts has it, or nobody can see it."""

    character: str
    code: str
    place: Place


class Filed(BaseModel):
    """What every record knows of its file.

    `starts` are the lines and columns (columns before it, from 0) at which texts for readers begin, of
    those whose every character has its place in the file.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    path: str
    digest: str
    places: Annotated[dict[str, Place], Field(repr=False)]
    oddities: tuple[Oddity, ...] = ()
    starts: Annotated[dict[str, tuple[int, int]], Field(repr=False)] = {}

    def span(self, key: str = "") -> Span:
        """Where the value of `key` (as in `citations.0.source`) stands; the nearest known above."""
        while key not in self.places and key:
            key = key.rpartition(".")[0]
        return Span(self.path, *self.places.get(key, NOWHERE))

    def key_span(self, key: str) -> Span:
        """Where the key itself stands."""
        place = self.places.get(f"{key}:")
        return Span(self.path, *place) if place else self.span(key)


class Item(ItemFile, Filed):
    """One story."""

    date: datetime.date
    number: int
    slug: str
    bodies: dict[str, Body]
    notes: tuple[dict[str, Body], ...] = ()

    @property
    def key(self) -> tuple[datetime.date, str]:
        """What tells it from every other."""
        return (self.date, self.slug)

    @cached_property
    def told_in(self) -> tuple[str, ...]:
        """The languages in which both its headline and its body exist."""
        return tuple(language for language in self.headline if language in self.bodies)

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """The sources that it cites, each once."""
        return tuple(dict.fromkeys(source for one in self.citations for source in one.sources))

    @cached_property
    def documents(self) -> tuple[tuple[str, Place], ...]:
        """What tells each document that it cites from every other, and where that stands."""
        named = ((index, one) for index, one in enumerate(self.citations) if one.identity)
        return tuple((one.identity, self._place(f"citations.{index}", one)) for index, one in named)

    def _place(self, key: str, citation: Citation) -> Place:
        return self.places.get(f"{key}.{'url' if citation.url else 'title'}", NOWHERE)

    @cached_property
    def headline_places(self) -> dict[str, Place]:
        """Where its headlines stand, by language."""
        return {language: self.places.get(f"headline.{language}", NOWHERE) for language in self.headline}

    @cached_property
    def sought(self) -> dict[str, tuple[str, int]]:
        """By language, the digest of what a search looks through, and its length in bytes."""
        found = {}
        for language in self.told_in:
            raw = f"{self.headline[language]}\0{self.text_in(language)}".encode()
            found[language] = (hashlib.sha256(raw).hexdigest()[:20], len(raw))
        return found

    def text_in(self, language: str) -> str:
        """Its summary, if it has one in a language, and below it its body as it is read."""
        text = self.body_in(language)
        return f"{self.summary[language]}\n{text}" if language in self.summary else text

    def body_in(self, language: str) -> str:
        """Its body in a language as it is read."""
        return self.bodies[language].text


class Issue(IssueFile, Filed):
    """One day's number, without its items."""

    date: datetime.date
    abstracts: dict[str, Body]
    notes: tuple[dict[str, Body], ...] = ()

    @cached_property
    def abstract_in(self) -> tuple[str, ...]:
        """The languages in which it has an abstract."""
        return tuple(self.abstracts)


class Site(SiteFile, Filed):
    """The publication's own record."""

    disclaimers: dict[str, Body]
    abouts: dict[str, Body]


class Registry(Filed):
    """Who can be cited, by id."""

    sources: dict[str, Source]


class Topics(Filed):
    """The controlled subjects, in their order."""

    topics: tuple[Topic, ...]


class Glossary(Filed):
    """The preferred terms, in their order."""

    terms: tuple[Term, ...]
