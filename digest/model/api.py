"""What `api/v1` holds: the keys of the YAML, text by language, and what a build adds to them.

The data itself is written by `plan/data.py`; these models are its published schema. A key that
has nothing to say is left out, so that none but those named without a default is always there.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from digest.model.issue import Credit
from digest.model.item import Citation, Correction, DocumentType, Image, Making
from digest.model.values import Id, MarkdownText, Text, Title

ByLanguage = Annotated[dict[Literal["zh", "en"], str], Field(description="By language.")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Moment = Annotated[
    str, Field(json_schema_extra={"format": "date-time"}, description="With its zone (RFC 3339).")
]


class Told(BaseModel):
    """A part of the data. No keys but these."""

    model_config = ConfigDict(extra="forbid")


class ApiReference(Told):
    """One document of an issue's references, numbered the same in every language and form."""

    number: Annotated[int, Field(description="Its number in the issue.")]
    source: Id
    also: list[Id] = []
    title: Title
    type: DocumentType
    document_number: Annotated[str | None, Field(description="The document's own number.")] = None
    url: str | None = None
    published: str | None = None
    accessed: str | None = None
    authors: list[str] = []
    archived: str | None = None
    origin: Id | None = None
    quote: str | None = None
    verifies: Annotated[dict[Literal["zh", "en"], list[str]], Field(description="What it verifies.")] = {}
    crosschecks: Annotated[int | None, Field(description="The number of the reference it confirms.")] = None
    cited_by: Annotated[list[Id], Field(description="Slugs of the items that cite it.")]


class ApiItem(Told):
    """One story. `html` is its finished body, with marks that lead to `#ref-N` on the issue's page."""

    id: Annotated[str, Field(pattern="^urn:uuid:", description="Never changes.")]
    address: ByLanguage
    slug: Id
    headline: Text
    short_headline: Text = {}
    summary: Text = {}
    topics: list[Id] = []
    section: Id | None = None
    form: Literal["story", "brief"]
    image: Image | None = None
    body: Annotated[MarkdownText, Field(description="Markdown; [@id] cites one of its citations.")]
    citations: list[Citation] = []
    made_with: dict[Literal["zh", "en"], Making] = {}
    corrections: list[Correction] = []
    html: ByLanguage
    references: Annotated[list[int], Field(description="Numbers in the issue's references.")]


class ApiWithdrawn(Told):
    """What is left of a withdrawn item."""

    slug: Id
    reason: ByLanguage
    address: ByLanguage


class ApiIssue(Told):
    """One day's number: api/v1/issues/YYYY-MM-DD.json."""

    id: Annotated[str, Field(pattern="^urn:uuid:", description="Never changes.")]
    date: Day
    published: Moment
    updated: Moment
    address: ByLanguage
    number: int | None = None
    total: int | None = None
    headline: Text = {}
    summary: Text = {}
    abstract: MarkdownText = {}
    credits: list[Credit] = []
    corrections: list[Correction] = []
    items: list[ApiItem]
    withdrawn: list[ApiWithdrawn]
    references: list[ApiReference]


class ApiLine(Told):
    """An issue in the index, and where its data is."""

    date: Day
    updated: Moment
    languages: list[Literal["zh", "en"]]
    data: str


class ApiIndex(Told):
    """The publication and all its issues, the newest first: api/v1/index.json."""

    id: Id
    title: Text
    issuer: Text
    languages: list[Literal["zh", "en"]]
    timezone: str
    address: ByLanguage
    issues: list[ApiLine]
