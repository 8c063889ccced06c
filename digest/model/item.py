"""An item, one story's file, with its citations, image and corrections."""

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from digest.model.values import (
    Address,
    Alias,
    Date,
    Hash,
    Id,
    Instant,
    Language,
    Line,
    MarkdownText,
    Number,
    PartialDate,
    Text,
    Title,
    Written,
    bad,
)

Status = Literal["draft", "published", "withdrawn", "removed"]
DocumentType = Literal["web", "news", "report", "law", "standard", "dataset", "paper", "speech"]
KEEPING_TYPES = frozenset({"law", "standard", "dataset"})
"""Documents that are cited again and again, and do not go stale."""

Making = Literal["human", "assisted", "ai", "machine"]


def _read_file_name(value: str) -> str:
    if "/" not in value and "\\" not in value and not value.startswith("."):
        return value
    raise bad(
        "bad-file-name",
        "an image is named by its file alone",
        "图片只写文件名",
        "put it beside this file and write its name without a folder",
        "请把图片放在本文件旁边，只写文件名",
    )


FileName = Annotated[Line, AfterValidator(_read_file_name)]


def bare_address(url: str) -> str:
    """An address without what makes no difference: scheme, www., a fragment, a slash at the end."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


class Citation(Written):
    """One document of a source, used to verify something."""

    id: Id
    source: Id
    also: Annotated[list[Id], Field(default_factory=list)]
    title: Title
    type: DocumentType = "web"
    url: Address | None = None
    published: PartialDate | None = None
    accessed: PartialDate | None = None
    authors: Annotated[list[Line], Field(default_factory=list)]
    number: Line | None = None
    archived: Address | None = None
    origin: Id | None = None
    quote: Line | None = None
    verifies: Annotated[Text, Field(default_factory=dict)]
    crosschecks: Id | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """Everyone who published it, the first named first."""
        return (self.source, *self.also)

    @property
    def identity(self) -> str:
        """What tells its document from every other: its address, else its number or title at its source.

        Empty where there is neither, the title is a description in square brackets, or the document is
        one that is cited again and again.
        """
        if self.type in KEEPING_TYPES:
            return ""
        if self.url:
            return bare_address(self.url)
        title = next(iter(self.title.values()), "")
        name = self.number or ("" if title.startswith("[") else title)
        return f"{self.source} {name}" if name else ""


class Image(Written):
    """A picture beside its item, with what it shows and whose it is."""

    file: FileName
    alt: Text
    credit: Annotated[Text, Field(default_factory=dict)]


class Correction(Written):
    """What was wrong and is put right: appended, never rewritten."""

    at: Instant
    text: MarkdownText
    was: Annotated[Text, Field(default_factory=dict)]
    now: Annotated[Text, Field(default_factory=dict)]


class Translation(Written):
    """Which source text a translation is of, and whether somebody has read it against that."""

    status: Literal["draft", "reviewed"]
    of: Hash | None = None


class Allowance(Written):
    """A rule of judgement that is silent in this item, and why."""

    rule: Line
    reason: Line | None = None


class ItemFile(Written):
    """content/YYYY/MM/DD/NN-slug.yaml: one story as editors write it."""

    date: Date | None = None
    number: Number | None = None
    slug: Id | None = None
    headline: Text
    short_headline: Annotated[Text, Field(default_factory=dict)]
    summary: Annotated[Text, Field(default_factory=dict)]
    topics: Annotated[list[Id], Field(default_factory=list)]
    section: Id | None = None
    form: Literal["story", "brief"] = "story"
    image: Image | None = None
    status: Status = "published"
    reason: Annotated[Text, Field(default_factory=dict)]
    aliases: Annotated[list[Alias], Field(default_factory=list)]
    body: MarkdownText
    citations: Annotated[list[Citation], Field(default_factory=list)]
    made_with: Annotated[dict[Language, Making], Field(default_factory=dict)]
    translation: Annotated[dict[Language, Translation], Field(default_factory=dict)]
    corrections: Annotated[list[Correction], Field(default_factory=list)]
    allow: Annotated[list[Allowance], Field(default_factory=list)]

    @property
    def is_brief(self) -> bool:
        """Whether it stands small at the end of its section, without a number."""
        return self.form == "brief"
