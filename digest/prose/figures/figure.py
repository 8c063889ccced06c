"""A figure of a text as a value without a language.

Kinds tell apart what is no quantity of things: 5% is not 5 percentage points. Within a kind, values are
exact fractions. A figure may be said in several ways (增长两倍 is tripled or up 200%), so it has a set
of values, any one of which will do.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from fractions import Fraction
from functools import cache
from typing import Literal, NamedTuple

Kind = Literal["number", "percent", "points", "times", "month", "period", "time"]
Role = Literal["", "year", "day", "ordinal"]
Value = tuple[Kind, Fraction]


class Weight(IntEnum):
    """How far a figure must have its match: translators add and drop ones and firsts as they like."""

    FREE = 0
    """一个, one, first, both: never missed, but a match for what is."""
    WORD = 1
    """三项, three: missed only where the other text has a word too that nothing matches."""
    FIGURE = 2
    """Figures proper, in digits or with a unit of ten thousands and more."""


class Figure(NamedTuple):
    """One figure. `value` is what it is first of all; `near` are values of converted units, roughly right."""

    start: int
    end: int
    weight: Weight
    kind: Kind
    values: frozenset[Value]
    role: Role = ""
    currency: str = ""
    hedged: bool = False
    near: tuple[Value, ...] = ()
    value: Fraction = Fraction(0)

    def moved(self, by: int) -> "Figure":
        """The same, so many characters further on."""
        if not by:
            return self
        return self._replace(start=self.start + by, end=self.end + by)


def number(
    span: tuple[int, int],
    value: Fraction,
    weight: Weight = Weight.FIGURE,
    role: Role = "",
    currency: str = "",
) -> Figure:
    """A plain number, an ordinal, a year or a day: they match one another by their value."""
    values: frozenset[Value] = frozenset({("number", value)})
    return Figure(*span, weight, "number", values, role, currency, value=value)


def of_kind(
    span: tuple[int, int], kind: Kind, value: Fraction, *others: Value, weight: Weight = Weight.FIGURE
) -> Figure:
    """A figure of another kind, with what else it may be said to be."""
    return Figure(*span, weight, kind, frozenset({(kind, value), *others}), value=value)


def period(span: tuple[int, int], first: int, last: int) -> Figure:
    """Months of a year, from the first to the last: 一季度, 1—9月, the first half."""
    return of_kind(span, "period", Fraction(first * 100 + last))


def part(found: re.Match[str], name: str) -> str | None:
    """A group of a match; None where the pattern has no such group."""
    return found[name] if name in found.re.groupindex else None


class Form(NamedTuple):
    """How figures look.

    Of `signs` (apart by |) one must be there at all. `pattern` is what a figure looks like, and begins
    only where `start` matches: a pattern that begins with a class of characters, to which the engine
    skips, where it would try a word boundary or a look behind at every letter. Without it all of the
    text is looked through. `read` makes figures of what was found.
    """

    signs: str
    pattern: str
    read: Callable[[re.Match[str]], Iterator[Figure]]
    start: str = ""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, made when a text first asks for it: many texts ask for few."""
    return re.compile(pattern)


@cache
def _apart(signs: str) -> tuple[str, ...]:
    return tuple(signs.split("|"))


_ENDLESS = re.compile("[0-9.,]{50,}|[零〇一二两三四五六七八九十百千万亿]{50,}")
"""What is no figure whatever it looks like; Python itself makes no number of more than 4,300 digits."""


class Reading:
    """A text while its figures are read: what has been read is blanked out, so that it is read once."""

    def __init__(self, text: str) -> None:
        self.text = _ENDLESS.sub(lambda run: chr(0) * len(run[0]), text)
        self.found: list[Figure] = []
        self._starts: dict[str, list[int]] = {}

    def read(self, forms: Iterable[Form]) -> None:
        """Read what has these forms, one after the other."""
        for form in forms:
            text = self.text
            for sign in _apart(form.signs):
                if sign in text:
                    break
            else:
                continue
            for found in self._matches(form):
                made = list(form.read(found))
                if made:
                    self.found += made
                    self.blank(*found.span())

    def _matches(self, form: Form) -> Iterator[re.Match[str]]:
        """What has a form, from left to right."""
        pattern = _compiled(form.pattern)
        if not form.start:
            return pattern.finditer(self.text)
        return _matches_at(pattern, self.text, self._starts_of(form.start))

    def _starts_of(self, start: str) -> Sequence[int]:
        """Where forms can begin in the text as it is now."""
        if start not in self._starts:
            self._starts[start] = [found.start() for found in _compiled(start).finditer(self.text)]
        return self._starts[start]

    def blank(self, start: int, end: int) -> None:
        """Nobody shall read this stretch again."""
        self.change(f"{self.text[:start]}{chr(0) * (end - start)}{self.text[end:]}")

    def change(self, text: str) -> None:
        """Go on with another text of the same length."""
        self.text = text
        self._starts.clear()


def _matches_at(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    end = 0
    for start in starts:
        if start >= end and (found := pattern.match(text, start)):
            yield found
            end = found.end()
