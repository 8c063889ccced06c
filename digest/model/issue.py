"""An issue, one day's number."""

from typing import Annotated

from pydantic import Field

from digest.model.item import Correction, FileName, Status
from digest.model.values import (
    Date,
    Hash,
    Instant,
    Language,
    Line,
    MarkdownText,
    Number,
    Text,
    Written,
)


class EditionState(Written):
    """How one language of an issue differs from the rest of it."""

    status: Status | None = None
    publish_at: Instant | None = None


class Cover(Written):
    """An image of the whole issue, for cards."""

    file: FileName
    alt: Annotated[Text, Field(default_factory=dict)]


class Credit(Written):
    """Who did what for this issue."""

    role: Text
    name: Text


class Approval(Written):
    """Who signed the issue off, when, and over which text."""

    by: Line
    at: Instant
    of: Hash | None = None


class IssueFile(Written):
    """content/YYYY/MM/DD/issue.yaml: one day's number as editors write it."""

    date: Date | None = None
    status: Status
    publish_at: Instant | None = None
    reason: Annotated[Text, Field(default_factory=dict)]
    editions: Annotated[dict[Language, EditionState], Field(default_factory=dict)]
    number: Number | None = None
    total: Number | None = None
    headline: Annotated[Text, Field(default_factory=dict)]
    summary: Annotated[Text, Field(default_factory=dict)]
    cover: Cover | None = None
    abstract: Annotated[MarkdownText, Field(default_factory=dict)]
    credits: Annotated[list[Credit], Field(default_factory=list)]
    approved: Approval | None = None
    corrections: Annotated[list[Correction], Field(default_factory=list)]
