"""A Chinese text → its figures."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from digest.prose.figures import chinese_forms as forms
from digest.prose.figures.figure import (
    Figure,
    Form,
    Kind,
    Reading,
    Role,
    Value,
    Weight,
    number,
    of_kind,
    part,
    period,
)
from digest.prose.figures.numerals import ARABIC, VERSION, arabic, find_by, han, units, version

_NAME, _UNIT_NAME = re.compile(forms.NAME), re.compile(forms.UNIT_NAME)
_GAP = re.compile(forms.GAP)
_COUNTED = re.compile(r"(?P<value>[0-9]+(?:\.[0-9]+)?)(?P<unit>[kKmMbBgGtT])")


def figures(text: str) -> list[Figure]:
    """The figures of a Chinese text, in order, whether or not spaces are typed around digits."""
    close, places = _closed(text)
    reading = Reading(close)
    for found in _NAME.finditer(close):
        if not _UNIT_NAME.match(found[0]):
            reading.blank(*found.span())
            reading.found += _of_a_name(found)
    for found in find_by(close):
        reading.blank(*found.span())
    reading.read(_FORMS)
    read = sorted((_hedged(one, close) for one in reading.found), key=lambda one: one.start)
    if not places:
        return read
    return [one._replace(start=places[one.start], end=places[one.end - 1] + 1) for one in read]


def _closed(text: str) -> tuple[str, list[int]]:
    """The text without the spaces between Han and digits, and where each of its characters stands.

    No places where there is no such space, so that all stand where they did.
    """
    gaps = {found.start() for found in _GAP.finditer(text)}
    if not gaps:
        return text, []
    places = [at for at in range(len(text)) if at not in gaps]
    return "".join(text[at] for at in places), places


def _of_a_name(found: re.Match[str]) -> Iterator[Figure]:
    """128K, 7B: a name, but the other language may take it for a number with a unit."""
    said = _COUNTED.fullmatch(found[0])
    if said:
        value = arabic(said["value"])
        values: frozenset[Value] = frozenset(
            {("number", value), ("number", value * forms.LATIN_UNITS[said["unit"].upper()])}
        )
        yield Figure(*found.span(), Weight.FREE, "number", values, value=value)


_BEFORE = re.compile("(?:约|近|超|逾|过|将近|接近|突破|大约|至少|达到?|高达)$")
_AFTER = re.compile("^(?:[多余]|左右|以上|上下)")


def _hedged(figure: Figure, text: str) -> Figure:
    before, after = text[max(0, figure.start - 3) : figure.start], text[figure.end : figure.end + 2]
    inside = re.search("[多余来]", text[figure.start : figure.end])
    hedged = bool(_BEFORE.search(before) or _AFTER.match(after) or inside)
    return figure._replace(hedged=True) if hedged else figure


def _value(text: str) -> Fraction | None:
    """The value of a number in digits, numerals or both: 1.35万亿, 14亿1178万, 二十二, 100多万."""
    text = re.sub("[多余来几]", "", text)
    if not text[:1].isdigit():
        return han(text)
    total = Fraction(0)
    for piece in re.finditer(rf"({ARABIC})([十百千万亿]*)", text):
        total += arabic(piece[1]) * units(piece[2])
    return total


def _is_bare(text: str) -> bool:
    """Whether a numeral begins with a unit: 百万, 千 (十 is ten)."""
    return text[:1] in "百千万亿"


# Readers ----------------------------------------------------------------------------------------


def _before(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """What stands just before a place, a few characters at most, and ends there."""
    return pattern.search(text, max(0, at - 12), at)


def _group(found: re.Match[str], name: str) -> tuple[int, int]:
    return found.span(name)


def _int(text: str) -> int | None:
    value = _value(text)
    return int(value) if value is not None and value.denominator == 1 else None


def _date(found: re.Match[str]) -> Iterator[Figure]:
    year, month, day = part(found, "year"), part(found, "month"), part(found, "day")
    if year:
        value = _value(year)
        if value is None:
            return
        yield number(_group(found, "year"), value, role="year")
    if month and (number_of := _int(month)) is not None:
        yield of_kind(_group(found, "month"), "month", Fraction(number_of))
    if day and (number_of := _int(day)) is not None:
        yield number(_group(found, "day"), Fraction(number_of), role="day")


def _months(found: re.Match[str]) -> Iterator[Figure]:
    first, last = int(found["first"]), int(found["last"])
    if first != last:
        yield period(found.span(), first, last)


def _first_months(found: re.Match[str]) -> Iterator[Figure]:
    many = _int(found["many"])
    if many:
        yield period(found.span(), 1, many * (3 if found["unit"].endswith("季度") else 1))


def _quarter(found: re.Match[str]) -> Iterator[Figure]:
    which = 1 if found[0].startswith("首") else _int(found["digit"] or found["which"])
    if which:
        yield period(found.span(), which * 3 - 2, which * 3)


def _half(found: re.Match[str]) -> Iterator[Figure]:
    yield period(found.span(), *((1, 6) if found[0][0] == "上" else (7, 12)))


def _time(found: re.Match[str]) -> Iterator[Figure]:
    hour = int(found["hour"])
    minute = part(found, "minute") or part(found, "past") or (30 if part(found, "half") else 0)
    yield of_kind(found.span(), "time", Fraction((hour * 60 + int(minute)) % 720))


def _century(found: re.Match[str]) -> Iterator[Figure]:
    which = Fraction(20) if found["which"] == "上" else _value(found["which"])
    if which is None:
        return
    if found["decade"]:
        decade = _value(found["decade"])
        if decade is not None:
            yield number(found.span(), (which - 1) * 100 + decade, role="year")
    else:
        yield number(found.span(), which, role="ordinal")


def _born(found: re.Match[str]) -> Iterator[Figure]:
    decade = int(found["decade"])
    yield number(found.span(), Fraction((1900 if decade > 30 else 2000) + decade), role="year")


def _share(kind: Kind, factor: Fraction = Fraction(1)) -> Callable[[re.Match[str]], Iterator[Figure]]:
    """Percentages and percentage points, alone or as a range."""

    def read(found: re.Match[str]) -> Iterator[Figure]:
        for name in ("low", "high"):
            text = part(found, name)
            value = _value(text) if text else None
            if value is not None:
                is_index = _before(_INDEX, found.string, found.start())
                others: list[Value] = [("number", value)] if name == "low" or is_index else []
                yield of_kind(_group(found, name), kind, value * factor, *others)

    return read


_INDEX = re.compile("(?:指数|PMI)[^，。；]{0,8}$")
"""Indexes are shares that the other language may give without the sign."""


def _spelt_share(found: re.Match[str]) -> Iterator[Figure]:
    whole = _value(found["whole"])
    if whole is not None:
        digits = "".join(str(int(han(one) or 0)) for one in found["part"] or "")
        yield of_kind(found.span(), "percent", whole + Fraction(int(digits or 0), 10 ** len(digits)))


def _fraction(found: re.Match[str]) -> Iterator[Figure]:
    below, above = _value(found["below"]), _value(found["above"])
    if below and above is not None:
        share = above / below
        yield of_kind(found.span(), "number", share, ("percent", share * 100))


def _discount(found: re.Match[str]) -> Iterator[Figure]:
    """八折 is 80 per cent of a price, or 20 per cent off."""
    digits = "".join(str(int(han(one) or 0)) if one not in "0123456789." else one for one in found["value"])
    share = Fraction(digits) * (10 if len(digits) == 1 or "." in digits else 1)
    yield of_kind(found.span(), "percent", share, ("percent", 100 - share), ("number", share))


def _lapse(found: re.Match[str]) -> Iterator[Figure]:
    """9秒98: seconds with hundredths."""
    yield number(found.span(), Fraction(f"{found['seconds']}.{found['part']}"))


def _version(found: re.Match[str]) -> Iterator[Figure]:
    yield number(found.span(), version(found[0]))


def _and_a_half(found: re.Match[str]) -> Iterator[Figure]:
    """1个半小时, which is 90 minutes too."""
    whole = _value(found["whole"])
    if whole is not None:
        value = whole + Fraction(1, 2)
        yield of_kind(found.span(), "number", value, ("number", value * 60))


def _doubling(found: re.Match[str]) -> Iterator[Figure]:
    times = _value(found["times"]) if found["times"] else Fraction(1)
    if times is not None and times <= 10:
        grown = Fraction(2 ** int(times))
        yield of_kind(found.span(), "times", grown, ("percent", (grown - 1) * 100), ("times", grown - 1))


_GREW = re.compile("(?:增|提高|提升|扩大|上升|上涨|多|高出)[^，。；]{0,6}$")


def _times(found: re.Match[str]) -> Iterator[Figure]:
    """增长两倍 is three times what it was, 是……的两倍 is twice; many mean two by the former too."""
    value = _value(found["value"])
    if value is not None:
        others: list[Value] = [("percent", value * 100), ("number", value)]
        if _before(_GREW, found.string, found.start()):
            others.append(("times", value + 1))
        yield of_kind(found.span(), "times", value, *others)


def _money(found: re.Match[str]) -> Iterator[Figure]:
    value = _value(found["value"])
    if value is not None:
        weight = Weight.WORD if _is_bare(found["value"]) else Weight.FIGURE
        yield number(_group(found, "value"), value, weight, currency=forms.CURRENCIES[found["currency"]])


def _ordinal(found: re.Match[str]) -> Iterator[Figure]:
    value = _value(found["value"])
    if value is not None and not _is_bare(found["value"]):
        weight = Weight.FIGURE if value > 12 or found["value"][0].isdigit() else Weight.WORD
        if value <= 2:
            weight = Weight.WORD if found["value"][0].isdigit() else Weight.FREE
        yield number(_group(found, "value"), value, weight, "ordinal")


def _nth(found: re.Match[str]) -> Iterator[Figure]:
    """Plans, congresses and terms, which are known by their number."""
    value = _value(part(found, "value") or part(found, "bare") or "")
    if value is not None:
        yield number(found.span(), value, role="ordinal")


_CONVERTED = {
    "亩": (Fraction(1, 15),),
    "斤": (Fraction(1, 2), Fraction(1, 2000)),
    "公斤": (Fraction(1, 1000),),
}


def _quantity(found: re.Match[str]) -> Iterator[Figure]:
    text, unit = found["value"], found["unit"]
    value = _value(text)
    if value is None or (_is_bare(text) and not found["measure"]):
        return
    value *= forms.SCALED.get(unit or "", 1)
    near = tuple[Value, ...](("number", value * factor) for factor in _CONVERTED.get(unit or "", ()))
    low = found["low"] and _value(found["low"])
    if low is not None and low:
        step = (
            units(re.sub("[^十百千万亿]", "", text)) if not re.search("[万亿]", found["low"]) else Fraction(1)
        )
        values: frozenset[Value] = frozenset({("number", low), ("number", low * step)})
        weight = _weight(found["low"], low, found["measure"])
        yield Figure(*_group(found, "low"), weight, "number", values, value=low)
    weight = _weight(text, value, found["measure"])
    if weight is Weight.FREE and _before(_EXACT, found.string, found.start("value")):
        weight = Weight.WORD
    made = number(_group(found, "value"), value, weight, _role(found))
    if (
        found.string.endswith("等", 0, found.start()) and value > 2
    ):  # 委等五部门: the commission and four others
        made = made._replace(values=made.values | {("number", value - 1)})
    yield made._replace(near=near) if near else made


_EXACT = re.compile("[每近约超逾]$")
"""What makes a number of a bare unit: 每万人, 近百种."""


def _role(found: re.Match[str]) -> Role:
    value = found["value"]
    return "year" if re.fullmatch("(?:19|20)[0-9]{2}", value) and not found["measure"] else ""


def _weight(text: str, value: Fraction, measure: str | None) -> Weight:
    if text[0].isdigit():
        return Weight.FIGURE
    if value == 1 or _is_bare(text):
        return Weight.FREE
    if value > 12 and (measure or len(text) > 2):
        return Weight.FIGURE
    return Weight.WORD if measure or value > 12 else Weight.FREE


def _pair(found: re.Match[str]) -> Iterator[Figure]:
    yield number(found.span(), Fraction(2), Weight.FREE)


def _some(found: re.Match[str]) -> Iterator[Figure]:
    yield of_kind(found.span(), "number", Fraction(1, 2), ("percent", Fraction(50)), weight=Weight.FREE)


def _nothing(found: re.Match[str]) -> Iterator[Figure]:
    """Read, so that nobody else reads it, and no figure."""
    yield Figure(*found.span(), Weight.FREE, "number", frozenset())


_FORMS: tuple[Form, ...] = (
    Form("", forms.IDIOM, _nothing),
    Form(".", VERSION, _version),
    Form("月", forms.MONTHS, _months),
    Form("世纪", forms.CENTURY, _century),
    Form("年", forms.DATE, _date),
    Form("-", forms.ISO_DATE, _date),
    Form("月", forms.MONTH_AND_DAY, _date),
    Form("日", forms.DAY, _date),
    Form("月|季度", forms.FIRST_MONTHS, _first_months),
    Form("季|Q", forms.QUARTER, _quarter),
    Form("半年", forms.HALF_YEAR, _half),
    Form("午|晚|凌晨|早", forms.HOUR, _time),
    Form(":|：|时", forms.CLOCK, _time),
    Form("百分点", forms.POINTS, _share("points")),
    Form("基点", forms.BASIS_POINTS, _share("points", Fraction(1, 100))),
    Form("百分之", forms.SPELT_SHARE, _spelt_share),
    Form("%|％", forms.PERCENT, _share("percent")),
    Form("‰", forms.PER_THOUSAND, _share("percent", Fraction(1, 10))),
    Form("0后|0年代", forms.BORN, _born),
    Form("分之", forms.FRACTION, _fraction),
    Form("/", forms.DIVISION, _fraction),
    Form("成", forms.TENTHS, _share("percent", Fraction(10))),
    Form("翻", forms.DOUBLING, _doubling),
    Form("倍", forms.TIMES, _times),
    Form("折", forms.DISCOUNT, _discount),
    Form("秒", forms.LAPSE, _lapse),
    Form("半", forms.AND_A_HALF, _and_a_half),
    Form("元|币|镑|卢", forms.MONEY, _money),
    Form("五", forms.PLAN, _nth),
    Form("大", forms.CONGRESS, _nth),
    Form("第", forms.ORDINAL, _ordinal),
    Form("届", forms.TERM, _nth),
    Form("中全会|次会议", forms.SESSION, _ordinal),
    Form("", forms.QUANTITY, _quantity),
    Form("双|两者|彼此", forms.PAIR, _pair),
    Form("半", forms.HALF, _some),
)
"""The forms in the order in which they are looked for: what one has read no later one sees."""
