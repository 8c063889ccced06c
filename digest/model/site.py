"""The publication's own record: its names, languages, time zone, people and habits."""

from datetime import time, tzinfo
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from digest.model.values import (
    Address,
    BaseAddress,
    Date,
    Flag,
    Id,
    Language,
    Line,
    Locale,
    MarkdownText,
    Text,
    Time,
    Written,
    Zone,
    bad,
)

LOCALES = {"zh": "zh-CN", "en": "en-GB"}
"""The locale of a language where site.yaml names none."""

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
RuleLevel = Literal["error", "warning", "off"]


def _each_once(languages: list[str]) -> list[str]:
    if len(set(languages)) == len(languages):
        return languages
    raise bad("duplicate-language", "a language is named twice", "同一语言写了两次")


class Schedule(Written):
    """When issues are due."""

    at: Time | None = None
    days: Annotated[list[Weekday], Field(default_factory=list)]
    skip: Annotated[list[Date], Field(default_factory=list)]
    extra: Annotated[list[Date], Field(default_factory=list)]


class Qr(Written):
    """A QR code: an address that we draw, or a ready image of content/static."""

    caption: Text
    url: Address | None = None
    image: Line | None = None
    link: Address | None = None

    @model_validator(mode="after")
    def _one_of(self) -> "Qr":
        if (self.url is None) == (self.image is None):
            raise bad(
                "bad-qr",
                "a QR code has either `url` or `image`",
                "二维码要写 url 或 image，二者取一",
                "`url` is drawn by us, `image` is a file of content/static",
                "url 由程序绘制，image 是 content/static 里的文件",
            )
        return self

    @property
    def target(self) -> str | None:
        """Where a tap on the code leads."""
        return self.link or self.url


class Filing(Written):
    """A registration shown at the foot of every page, as hosting in mainland China requires."""

    text: Line
    url: Address | None = None
    icon: Line | None = None


class Section(Written):
    """A heading that items may be grouped under."""

    id: Id
    name: Text


class SiteFile(Written):
    """content/site.yaml: the publication."""

    id: Id
    base_url: BaseAddress
    timezone: Zone
    languages: Annotated[list[Literal["zh", "en"]], Field(min_length=1), AfterValidator(_each_once)]
    locales: Annotated[dict[Language, Locale], Field(default_factory=dict)]
    missing_translation: Literal["notice", "omit", "error"] = "notice"
    schedule: Schedule | None = None
    title: Text
    issuer: Text
    short_issuer: Annotated[Text, Field(default_factory=dict)]
    producers: Annotated[list[Text], Field(default_factory=list)]
    disclaimer: Annotated[MarkdownText, Field(default_factory=dict)]
    unconfirmed: Annotated[list[Line], Field(default_factory=list)]
    qr: Annotated[list[Qr], Field(default_factory=list)]
    filings: Annotated[list[Filing], Field(default_factory=list)]
    contact: Line | None = None
    licence: Annotated[Text, Field(default_factory=dict)]
    sections: Annotated[list[Section], Field(default_factory=list)]
    marks: Literal["name", "number", "both"] = "name"
    words: Annotated[dict[Line, Text], Field(default_factory=dict)]
    news: Flag = False
    carry_corrections: Flag = True
    about: Annotated[MarkdownText, Field(default_factory=dict)]
    spacing: Literal["none", "pangu"] = "none"
    require_approval: Flag = False
    checks: Annotated[dict[Line, RuleLevel], Field(default_factory=dict)]

    @property
    def source_language(self) -> str:
        """The language that items are written in first."""
        return self.languages[0]

    @property
    def zone(self) -> tzinfo:
        """The zone of every time without one."""
        return ZoneInfo(self.timezone)

    @property
    def due(self) -> time:
        """The time of day at which an issue is published if it does not say."""
        return (self.schedule and self.schedule.at) or time(0, 0)

    def locale(self, language: str) -> str:
        """The locale of a language, for dates and `lang`."""
        return self.locales.get(language, LOCALES[language])
