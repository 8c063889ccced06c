"""An English text → its figures."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from digest.prose.figures import english_forms as forms
from digest.prose.figures.figure import (
    Figure,
    Form,
    Kind,
    Reading,
    Value,
    Weight,
    number,
    of_kind,
    part,
    period,
)
from digest.prose.figures.numerals import (
    VERSION,
    arabic,
    decoded,
    encoded,
    find_by,
    magnitude,
    ordinal_words,
    version,
)

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME, _UNIT_NAME = re.compile(forms.NAME), re.compile(forms.UNIT_NAME)
_CONVERSION = re.compile(forms.CONVERSION)
_HAS_NAME = re.compile(forms.HAS_NAME)


def figures(text: str) -> list[Figure]:
    """The figures of an English text, in order."""
    reading = Reading(text)
    for found in _NAME.finditer(text) if _HAS_NAME.search(text) else ():
        if not _UNIT_NAME.match(found[0]):
            reading.blank(*found.span())
    for found in _CONVERSION.finditer(text) if "(" in text else ():
        reading.blank(*found.span("inside" if found["inside"] is not None else "more"))
    for found in find_by(text):
        reading.blank(*found.span())
    reading.read(_IDIOMS)
    reading.change(encoded(reading.text))
    reading.read(_FORMS)
    return sorted((_hedged(one, text) for one in reading.found), key=lambda one: one.start)


_BEFORE = re.compile(
    r"(?:about|around|nearly|almost|over|more than|some|approximately|roughly|close to|at least|up to|under"
    r"|less than|above|below|approaching|(?:exceed|surpass|top|topp|reach)(?:ed|e?s|ing)?)"
    r"\s+(?:[$€£¥]|RMB|US\$)?\s?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\+|-odd|-plus| or (?:so|more)")


def _hedged(figure: Figure, text: str) -> Figure:
    hedged = _BEFORE.search(text[max(0, figure.start - 20) : figure.start]) or _AFTER.match(text, figure.end)
    return figure._replace(hedged=True) if hedged else figure


def _value(text: str, times: str | None = None) -> Fraction:
    value = Fraction(1) if text == "a" else arabic(text) if text[0].isdigit() else decoded(text)
    for word in re.findall("[A-Za-z]+", times or ""):
        value *= magnitude(word)
    return value


def _month(name: str) -> Fraction:
    return Fraction(_NAMES.index(name[:3].lower()) + 1)


def _weight(text: str, value: Fraction) -> Weight:
    if text[0].isdigit():
        return Weight.FIGURE
    if value == 1 or text == "a":
        return Weight.FREE
    return Weight.FIGURE if value > 12 else Weight.WORD


# Dates and times --------------------------------------------------------------------------------


def _date(found: re.Match[str]) -> Iterator[Figure]:
    for name in ("low", "day"):
        day = part(found, name)
        if day:
            yield number(found.span(name), Fraction(int(day)), role="day")
    month = found["month"]
    yield of_kind(found.span("month"), "month", Fraction(int(month)) if month.isdigit() else _month(month))
    if found["year"]:
        yield number(found.span("year"), Fraction(int(found["year"])), role="year")


def _months(found: re.Match[str]) -> Iterator[Figure]:
    first, last = int(_month(found["first"])), int(_month(found["last"]))
    if first != last:
        yield period(found.span(), first, last)


def _first_months(found: re.Match[str]) -> Iterator[Figure]:
    many = int(_value(found["many"]))
    yield period(found.span(), 1, many * 3 if found["unit"] == "quarters" else many)


def _quarter(found: re.Match[str]) -> Iterator[Figure]:
    which = int(found["digit"] or ordinal_words(found["which"]))
    yield period(found.span(), which * 3 - 2, which * 3)


def _half_year(found: re.Match[str]) -> Iterator[Figure]:
    yield period(found.span(), *((1, 6) if found["which"].lower() in ("first", "h1") else (7, 12)))


def _time(found: re.Match[str]) -> Iterator[Figure]:
    minutes = int(found["hour"]) * 60 + int(found["minute"] or 0)
    yield of_kind(found.span(), "time", Fraction(minutes % 720))


def _years(found: re.Match[str]) -> Iterator[Figure]:
    first, last = int(found["first"]), found["last"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    yield number(found.span("first"), Fraction(first), role="year")
    yield number(found.span("last"), Fraction(end), role="year")


def _decade(found: re.Match[str]) -> Iterator[Figure]:
    yield number(found.span(), Fraction(int(found["year"])), role="year")


_SIZES = {"dec": 10, "cen": 100, "mil": 1000, "doz": 12}


def _decades(found: re.Match[str]) -> Iterator[Figure]:
    many = _value(found["many"]) if found["many"] else Fraction(1)
    size = _SIZES[(found["unit"] or found["alone"])[:3].lower()]
    weight = Weight.WORD if many > 1 else Weight.FREE
    values: frozenset[Value] = frozenset({("number", many * size), ("number", many)})
    yield Figure(*found.span(), weight, "number", values, value=many * size)


# Shares and multiples ---------------------------------------------------------------------------


def _share(kind: Kind, factor: Fraction = Fraction(1)) -> Callable[[re.Match[str]], Iterator[Figure]]:
    """Percentages and percentage points, alone or as a range, whose first may lack its sign."""

    def read(found: re.Match[str]) -> Iterator[Figure]:
        for name in ("low", "high"):
            if found[name]:
                value = _value(found[name])
                others: list[Value] = [("number", value)] if name == "low" else []
                yield of_kind(found.span(name), kind, value * factor, *others)

    return read


def _version(found: re.Match[str]) -> Iterator[Figure]:
    yield number(found.span(), version(found[0]))


def _and_a_half(found: re.Match[str]) -> Iterator[Figure]:
    """An hour and a half, which is 90 minutes too."""
    value = (_value(found["whole"]) if found["whole"] else Fraction(1)) + Fraction(1, 2)
    yield of_kind(found.span(), "number", value, ("number", value * 60))


def _out_of(found: re.Match[str]) -> Iterator[Figure]:
    """Six in 10: a share, or the two numbers of it."""
    above, below = _value(found["above"]), _value(found["below"])
    if above < below:
        said: Value = ("number", above)
        yield of_kind(found.span("above"), "percent", above * 100 / below, said, ("number", above / below))
        yield number(found.span("below"), below, Weight.WORD)


def _part_of_a_point(found: re.Match[str]) -> Iterator[Figure]:
    yield of_kind(found.span(), "points", Fraction(1, _HALVES[found["part"]]))


_HALVES = {"half": 2, "halve": 2, "quarter": 4}


def _fraction(found: re.Match[str]) -> Iterator[Figure]:
    name = (found["below"] or found["of"]).lower().removesuffix("s")
    below = _HALVES.get(name) or int(ordinal_words(name))
    share = (_value(found["above"]) if found["above"] else Fraction(1)) / below
    weight = Weight.FREE if below == 2 else Weight.FIGURE
    yield of_kind(found.span(), "number", share, ("percent", share * 100), weight=weight)


def _division(found: re.Match[str]) -> Iterator[Figure]:
    below = int(found["below"])
    if below:
        share = Fraction(int(found["above"]), below)
        yield of_kind(found.span(), "number", share, ("percent", share * 100))


def _multiple(found: re.Match[str]) -> Iterator[Figure]:
    times = next(times for stem, times in forms.MULTIPLES.items() if found[0].lower().startswith(stem))
    value = Fraction(times)
    grown: Value = ("percent", (value - 1) * 100)
    yield of_kind(found.span(), "times", value, grown, ("number", value), weight=Weight.WORD)


def _times(found: re.Match[str]) -> Iterator[Figure]:
    value = _value(found["value"])
    others: list[Value] = [("number", value), ("percent", value * 100)]
    weight = Weight.FIGURE if found["value"][0].isdigit() else Weight.WORD
    yield of_kind(found.span(), "times", value, *others, weight=weight)


# Numbers ----------------------------------------------------------------------------------------


def _ordinal(found: re.Match[str]) -> Iterator[Figure]:
    digits = part(found, "digits")
    if digits:
        yield number(found.span(), Fraction(int(digits)), role="ordinal")
    else:
        value = ordinal_words(found[0])
        weight = Weight.FREE if value < 3 else Weight.FIGURE if value > 12 else Weight.WORD
        yield number(found.span(), value, weight, "ordinal")


def _money(found: re.Match[str]) -> Iterator[Figure]:
    sign = part(found, "sign")
    name = (part(found, "currency") or "").lower()
    currency = (
        forms.SIGNS[sign] if sign else next(code for key, code in forms.CURRENCIES.items() if key in name)
    )
    yield from (one._replace(currency=currency) for one in _amount(found, Weight.FIGURE))


def _amount(found: re.Match[str], weight: Weight) -> Iterator[Figure]:
    """A number, or a range whose first may lack its million."""
    if found["low"]:
        low = _value(found["low"], found["low_times"])
        step = _value("1", found["times"]) if not found["low_times"] else Fraction(1)
        values: frozenset[Value] = frozenset({("number", low), ("number", low * step)})
        yield Figure(*found.span("low"), min(weight, _weight(found["low"], low)), "number", values, value=low)
    span = (found.start("value"), max(found.end("value"), found.end("times")))
    yield number(span, _value(found["value"], found["times"]), weight)


_YEAR = re.compile("(?:19|20)[0-9]{2}")


def _quantity(found: re.Match[str]) -> Iterator[Figure]:
    value = _value(found["value"], found["times"])
    weight = _weight(found["value"], value)
    if found["times"] and value >= 10_000 and found["value"] != "a":
        weight = Weight.FIGURE
    *low, made = _amount(found, weight)
    yield from low
    if found["unit"]:
        yield number((made.start, made.end), value * forms.SCALED[found["unit"][0].lower()], weight)
    else:
        is_year = _YEAR.fullmatch(found["value"]) and not found["times"]
        yield made._replace(role="year") if is_year else made


def _both(found: re.Match[str]) -> Iterator[Figure]:
    yield number(found.span(), Fraction(2), Weight.FREE)


def _half(found: re.Match[str]) -> Iterator[Figure]:
    half = Fraction(1, 2)
    yield of_kind(found.span(), "number", half, ("percent", half * 100), weight=Weight.FREE)


def _nothing(found: re.Match[str]) -> Iterator[Figure]:
    """Read, so that nobody else reads it, and no figure."""
    yield Figure(*found.span(), Weight.FREE, "number", frozenset())


_IDIOMS: tuple[Form, ...] = (Form(forms.IDIOM_SIGNS, forms.IDIOM, _nothing),)
_MONTH = forms.AT_MONTH
_FORMS: tuple[Form, ...] = (
    Form(".", VERSION, _version, forms.AT_DIGITS),
    Form("-", forms.ISO_DATE, _date, forms.AT_DIGITS),
    Form(_MONTH, forms.MONTHS, _months, _MONTH),
    Form(_MONTH, forms.DAY_MONTH, _date, forms.AT_DIGITS),
    Form(_MONTH, forms.MONTH_DAY, _date, _MONTH),
    Form(_MONTH, forms.MONTH_IN_TEXT, _date, _MONTH),
    Form(_MONTH, forms.MONTH_ALONE, _date, _MONTH),
    Form("March|May", forms.MONTH_YEAR, _date, _MONTH),
    Form("months|quarters", forms.FIRST_MONTHS, _first_months),
    Form("quarter|Q", forms.QUARTER, _quarter),
    Form("half|H1|H2", forms.HALF_YEAR, _half_year),
    Form("am|pm|a.m|p.m", forms.HOUR, _time, forms.AT_DIGITS),
    Form(":", forms.CLOCK, _time, forms.AT_DIGITS),
    Form("point|pp", forms.POINTS, _share("points"), forms.AT_NUMBER),
    Form("point", forms.PART_OF_A_POINT, _part_of_a_point),
    Form("basis|bp|pip", forms.BASIS_POINTS, _share("points", Fraction(1, 100)), forms.AT_NUMBER),
    Form("%|per|Per|pct", forms.PERCENT, _share("percent"), forms.AT_NUMBER),
    Form("‰|mille|thousand", forms.PER_THOUSAND, _share("percent", Fraction(1, 10)), forms.AT_NUMBER),
    Form("$|€|£|¥|RMB|CNY|USD|EUR", forms.SIGN_MONEY, _money, forms.AT_SIGN),
    Form(
        "yuan|renminbi|RMB|dollar|euro|pound|yen|won|ruble|rouble|rupee",
        forms.MONEY,
        _money,
        forms.AT_WHOLE_NUMBER,
    ),
    Form("half|halves|quarter|third|th", forms.FRACTION, _fraction, forms.AT_FRACTION),
    Form("/", forms.DIVISION, _division, forms.AT_DIGITS),
    Form("and a half", forms.AND_A_HALF, _and_a_half),
    Form("in|out of", forms.OUT_OF, _out_of, forms.AT_WHOLE_NUMBER),
    Form("oubl|wice|ripl|rebl|uadrupl|uintupl|fold", forms.MULTIPLE, _multiple),
    Form("imes|fold", forms.TIMES, _times, forms.AT_WHOLE_NUMBER),
    Form("st|nd|rd|th", forms.ORDINAL_DIGITS, _ordinal, forms.AT_DIGITS),
    Form("", forms.ORDINAL, _ordinal),
    Form("0s", forms.DECADE, _decade),
    Form("ecade|ent|illenni|ozen", forms.DECADES, _decades, forms.AT_DECADES),
    Form("–|—|-", forms.YEARS, _years, forms.AT_DIGITS),
    Form("", forms.QUANTITY, _quantity, forms.AT_WHOLE_NUMBER),
    Form("oth|ual|air|win|ilateral", forms.BOTH, _both, forms.AT_BOTH),
    Form("alf", forms.HALF, _half),
)
"""The forms in the order in which they are looked for: what one has read no later one sees."""
