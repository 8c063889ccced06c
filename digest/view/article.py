"""An edition as an article of WeChat, in plain words."""

from dataclasses import dataclass

from digest.view.block import Block


@dataclass(frozen=True, slots=True)
class ArticlePicture:
    """A picture of an article: its file in the kit, its width, what it shows, whose it is."""

    file: str
    width: int
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class ArticleCorrection:
    """A correction in an article; `about` names what it corrects, if that is another issue."""

    when: str
    about: str
    blocks: tuple[Block, ...]
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ArticleStory:
    """A story or brief of an article."""

    number: str
    headline: str
    labels: tuple[str, ...]
    picture: ArticlePicture | None
    blocks: tuple[Block, ...]
    corrections: tuple[ArticleCorrection, ...]


@dataclass(frozen=True, slots=True)
class ArticleGroup:
    """The stories under one heading, then the briefs."""

    heading: str
    stories: tuple[ArticleStory, ...]
    briefs: tuple[ArticleStory, ...]


@dataclass(frozen=True, slots=True)
class ArticleNote:
    """A numbered note: a reference of the issue, or a link of its texts. `said` is its line."""

    number: int
    said: str
    url: str
    archived: str | None = None
    is_home: bool = False


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An edition as an article of WeChat, in plain words: no address in it can be followed."""

    language: str
    words: dict[str, str]
    folio: tuple[str, ...]
    sample: bool
    abstract: tuple[Block, ...]
    abstract_corrections: tuple[ArticleCorrection, ...]
    groups: tuple[ArticleGroup, ...]
    notes: tuple[ArticleNote, ...]
    earlier_corrections: tuple[ArticleCorrection, ...]
    qr: str
    credits: tuple[str, ...]
    disclaimer: tuple[Block, ...]
    colophon: tuple[str, ...]
