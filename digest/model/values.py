"""What was typed → typed values: the small types that the words of the model are made of.

Every scalar arrives as the string that the editor typed; nothing is guessed. `010` is no octal
number, `no` is no boolean and `22:30` is no number of minutes, unless a type here says so.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timezone, tzinfo
from typing import Annotated, Literal, TypedDict
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

LANGUAGES = ("zh", "en")
"""The languages that have tables of interface words."""

ID_LENGTH = 80
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
PARTIAL_DATE_PATTERN = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
TIME_PATTERN = r"^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$"
INSTANT_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?$"
ALIAS_PATTERN = r"^/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)+$"
LOCALE_PATTERN = r"^[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"
HASH_PATTERN = r"^[0-9a-f]{12}$"


class Setting(TypedDict):
    """What the values of one publication are read against."""

    languages: tuple[str, ...]
    timezone: tzinfo


class Written(BaseModel):
    """A record as editors write it: unknown keys are errors, and it never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def bad(code: str, en: str, zh: str, help_en: str = "", help_zh: str = "") -> PydanticCustomError:
    """A fault of a value, said in both languages, as pydantic carries it."""
    said = {"en": en, "zh": zh, "help_en": help_en, "help_zh": help_zh}
    return PydanticCustomError(code, "{en}", said)


def typed(value: object) -> str:
    """The scalar that was typed, without the white space around it."""
    if isinstance(value, str):
        return value.strip()
    raise bad(
        "bad-shape",
        "a single value is expected here",
        "这里只能写一个值",
        "write it on the same line as the key",
        "请写在键的同一行",
    )


def _matching(pattern: str, fault: PydanticCustomError) -> Callable[[str], str]:
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.match(value) or value.endswith("\n"):
            raise fault
        return value

    return check


def _read_id(value: str) -> str:
    if len(value) <= ID_LENGTH and re.match(ID_PATTERN, value):
        return value
    raise bad(
        "bad-id",
        "this is no id",
        "这不是合法的标识",
        f"lower-case letters, digits and single hyphens, at most {ID_LENGTH} characters",
        f"只用小写字母、数字和单个连字符，最多 {ID_LENGTH} 个字符",
    )


def _read_number(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = typed(value)
    if re.match(r"^[0-9]{1,9}$", text):
        return int(text)
    raise bad(
        "bad-number", "this is no whole number", "这不是整数", "digits only, as in 167", "只写数字，如 167"
    )


def _read_flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = typed(value).lower()
    if text in ("true", "false"):
        return text == "true"
    raise bad(
        "bad-flag",
        "this is neither true nor false",
        "这里只能写 true 或 false",
        "write true or false",
        "请写 true 或 false",
    )


def read_date(text: str) -> date:
    """The date of `2026-06-16`. Raises ValueError for anything else."""
    if not re.match(DATE_PATTERN, text):
        raise ValueError(text)
    return date.fromisoformat(text)


def read_instant(text: str, zone: tzinfo) -> datetime:
    """The instant of `2026-06-16T18:00`; without a zone of its own it is in `zone`.

    Only the offset is kept, which says the same and outlives the zone in every cache.
    Raises ValueError for anything that is no instant.
    """
    if not re.match(INSTANT_PATTERN, text):
        raise ValueError(text)
    instant = datetime.fromisoformat(text)
    offset = (instant if instant.tzinfo else instant.replace(tzinfo=zone)).utcoffset()
    assert offset is not None
    return instant.replace(tzinfo=timezone(offset))


def _read_date(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return read_date(typed(value))
    except ValueError:
        raise bad(
            "bad-date",
            "this is no date",
            "这不是日期",
            "write it as 2026-06-16",
            "请写成 2026-06-16",
        ) from None


def _read_partial_date(value: str) -> str:
    try:
        if re.match(PARTIAL_DATE_PATTERN, value):
            date.fromisoformat((value + "-01-01")[:10])
            return value
    except ValueError:
        pass
    raise bad(
        "bad-date",
        "this is no date",
        "这不是日期",
        "write it as 2026-06-15, 2026-06 or 2026",
        "请写成 2026-06-15、2026-06 或 2026",
    )


def _read_instant(value: object, info: ValidationInfo) -> datetime:
    if isinstance(value, datetime):
        return value
    zone: tzinfo = info.context["timezone"] if info.context else ZoneInfo("UTC")
    try:
        return read_instant(typed(value), zone)
    except (ValueError, OverflowError):
        raise bad(
            "bad-instant",
            "this is no point in time",
            "这不是时间",
            "write it as 2026-06-16T18:00",
            "请写成 2026-06-16T18:00",
        ) from None


def _read_time(value: object) -> time:
    if isinstance(value, time):
        return value
    try:
        text = typed(value)
        if re.match(TIME_PATTERN, text):
            return time.fromisoformat(text)
    except ValueError:
        pass
    raise bad("bad-time", "this is no time of day", "这不是时刻", 'write it as "18:00"', '请写成 "18:00"')


_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = re.compile(rf"^{_LABEL}(?:\.{_LABEL})*\.?$")
_IPV6 = re.compile(r"^[0-9a-fA-F:.]+$")
_NOT_IN_ADDRESSES = re.compile(r'[\s<>"\\^`{|}\x00-\x20]')


def _bad_address(en: str, zh: str) -> PydanticCustomError:
    return bad(
        "bad-address",
        en,
        zh,
        "an address begins with https:// or http:// and a host",
        "网址以 https:// 或 http:// 和主机名开头",
    )


def read_address(value: str) -> str:
    """A web address that may be linked: https or http, with a host, without credentials."""
    strange = _NOT_IN_ADDRESSES.search(value)
    if strange:
        raise _bad_address(f"{strange[0]!r} cannot stand in an address", f"网址里不能有 {strange[0]!r}")
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _bad_address("this is no address", "这不是网址") from None
    if parts.scheme not in ("http", "https"):
        raise bad(
            "bad-scheme",
            "only https and http addresses can be linked",
            "网址只能是 https 或 http",
            "begin with https://",
            "请以 https:// 开头",
        )
    if "@" in parts.netloc:
        raise _bad_address("an address carries no user name or password", "网址不能带用户名或密码")
    if port == 0 or not (_HOST.match(host) or (":" in host and _IPV6.match(host))):
        raise _bad_address("this address has no proper host", "网址的主机名不对")
    return value


def read_base(value: str) -> str:
    """The address under which a site stands, with a slash at its end."""
    parts = urlsplit(read_address(value))
    if parts.query or parts.fragment:
        raise _bad_address("the site's address has no ? and no #", "站点地址不能带 ? 或 #")
    return value if value.endswith("/") else value + "/"


def _read_domain(value: str) -> str:
    host, _, path = value.lower().rstrip("/").partition("/")
    if _HOST.match(host) and not _NOT_IN_ADDRESSES.search(path) and not set("?#") & set(path):
        return value.lower().rstrip("/")
    raise bad(
        "bad-domain",
        "this is no host",
        "这不是主机名",
        "write nda.gov.cn or github.com/owner, without https://",
        "请写 nda.gov.cn 或 github.com/owner，不带 https://",
    )


def _read_zone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (ValueError, OSError, LookupError):
        raise bad(
            "bad-timezone",
            "no time zone has this name",
            "没有这个时区",
            "write it as Asia/Shanghai",
            "请写成 Asia/Shanghai",
        ) from None


def _read_language(value: str, info: ValidationInfo) -> str:
    languages: tuple[str, ...] = info.context["languages"] if info.context else LANGUAGES
    if value in languages:
        return value
    listed = ", ".join(languages)
    raise bad(
        "unknown-language",
        f"the publication has no language {value!r}",
        f"本刊没有语言 {value!r}",
        f"its languages are {listed} (`languages` in content/site.yaml)",
        f"本刊的语言是 {listed}（见 content/site.yaml 的 languages）",
    )


def _by_language(value: object) -> object:
    if isinstance(value, dict):
        return value
    raise bad(
        "bad-text",
        "a text is written by language",
        "文字要按语言书写",
        "write `zh: …` and `en: …` on lines of their own below the key",
        "在键下面另起行写 `zh: ……` 和 `en: ……`",
    )


def _as_typed(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern})


_BY_LANGUAGE = {
    "type": "object",
    "properties": {language: {"type": "string"} for language in LANGUAGES},
    "additionalProperties": False,
}

Line = Annotated[str, BeforeValidator(typed)]
Id = Annotated[
    Line,
    AfterValidator(_read_id),
    WithJsonSchema({"type": "string", "pattern": ID_PATTERN, "maxLength": ID_LENGTH}),
]
Number = Annotated[int, BeforeValidator(_read_number), WithJsonSchema({"type": "integer", "minimum": 0})]
Flag = Annotated[bool, BeforeValidator(_read_flag)]
Date = Annotated[date, BeforeValidator(_read_date), _as_typed(DATE_PATTERN)]
PartialDate = Annotated[Line, AfterValidator(_read_partial_date), _as_typed(PARTIAL_DATE_PATTERN)]
Instant = Annotated[datetime, BeforeValidator(_read_instant), _as_typed(INSTANT_PATTERN)]
Time = Annotated[time, BeforeValidator(_read_time), _as_typed(TIME_PATTERN)]
Address = Annotated[Line, AfterValidator(read_address), _as_typed(r"^https?://")]
BaseAddress = Annotated[Line, AfterValidator(read_base), _as_typed(r"^https?://")]
Domain = Annotated[Line, AfterValidator(_read_domain)]
Zone = Annotated[Line, AfterValidator(_read_zone)]
Language = Annotated[Line, AfterValidator(_read_language), WithJsonSchema({"enum": list(LANGUAGES)})]
Alias = Annotated[
    Line,
    AfterValidator(
        _matching(
            ALIAS_PATTERN,
            bad(
                "bad-alias",
                "this is no address of this site",
                "这不是本站的地址",
                "an alias begins and ends with /, as in /2026-06-16/old-slug/",
                "别名以 / 开头、以 / 结尾，如 /2026-06-16/old-slug/",
            ),
        )
    ),
    _as_typed(ALIAS_PATTERN),
]
Locale = Annotated[
    Line,
    AfterValidator(
        _matching(
            LOCALE_PATTERN,
            bad(
                "bad-locale",
                "this is no locale",
                "这不是区域代码",
                "write zh-CN or en-GB",
                "请写 zh-CN 或 en-GB",
            ),
        )
    ),
    _as_typed(LOCALE_PATTERN),
]
Hash = Annotated[
    Line,
    AfterValidator(
        _matching(
            HASH_PATTERN,
            bad(
                "bad-hash",
                "this is no fingerprint of a text",
                "这不是文本指纹",
                "12 hexadecimal digits, as `digest` writes them",
                "应为 12 位十六进制数字，由 `digest` 写入",
            ),
        )
    ),
    _as_typed(HASH_PATTERN),
]
Text = Annotated[dict[Language, Line], BeforeValidator(_by_language), WithJsonSchema(_BY_LANGUAGE)]
"""A text for readers, by language; shown as typed."""

MarkdownText = Annotated[dict[Language, str], BeforeValidator(_by_language), WithJsonSchema(_BY_LANGUAGE)]
"""A text for readers in Markdown, by language."""

Title = Annotated[
    dict[Literal["zh", "en"], Line], BeforeValidator(_by_language), WithJsonSchema(_BY_LANGUAGE)
]
"""The title of a document, in any language: a Chinese publication may cite an English one."""
