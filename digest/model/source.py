"""The registry of sources, the controlled topics and the preferred terms."""

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, RootModel

from digest.model.values import Address, Domain, Id, Line, Text, Written

Kind = Literal["government", "agency", "media", "company", "research", "association", "other"]

OFFICIAL_KINDS = frozenset({"government"})
"""Kinds whose documents are official; all others are secondary."""


class Source(Written):
    """A publisher that can be cited."""

    name: Text
    mark: Text
    kind: Kind
    home: Address
    domains: Annotated[list[Domain], Field(default_factory=list)]

    @property
    def hosts(self) -> tuple[str, ...]:
        """The domains under which this publisher's documents lie: host, or host/path."""
        if self.domains:
            return tuple(self.domains)
        return ((urlsplit(self.home).hostname or "").removeprefix("www."),)

    @property
    def is_official(self) -> bool:
        """Whether its documents are official ones."""
        return self.kind in OFFICIAL_KINDS


class Topic(Written):
    """A subject of the controlled list."""

    id: Id
    name: Text


class Term(Written):
    """A preferred term in both languages, with what else is allowed and what is discouraged."""

    zh: Line | None = None
    en: Line | None = None
    zh_also: Annotated[list[Line], Field(default_factory=list)]
    en_also: Annotated[list[Line], Field(default_factory=list)]
    zh_not: Annotated[list[Line], Field(default_factory=list)]
    en_not: Annotated[list[Line], Field(default_factory=list)]


class Whole(RootModel[Any]):
    """A file that is one list or mapping; each of them says of what, and a schema is made when asked for."""

    model_config = ConfigDict(defer_build=True)


class SourcesFile(Whole):
    """sources.yaml: who can be cited."""

    root: dict[Id, Source]


class TopicsFile(Whole):
    """content/topics.yaml: the controlled list."""

    root: list[Topic]


class GlossaryFile(Whole):
    """content/glossary.yaml: the preferred terms."""

    root: list[Term]
