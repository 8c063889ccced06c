"""A figure of a text as a value without a language.

Kinds tell apart what is no quantity of things: 5% is not 5 percentage points. Within a kind, values are
exact fractions. A figure may be said in several ways (增长两倍 is tripled or up 200%), so it has a set
of values, any one of which will do.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from functools import cache
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class Figure:
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
        return replace(self, start=self.start + by, end=self.end + by)


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


Form = tuple[str, str, Callable[[re.Match[str]], Iterator[Figure]]]
"""How figures look: words of which one must be there at all (apart by |), a pattern, and who reads it."""


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

    def read(self, forms: Iterable[Form]) -> None:
        """Read what has these forms, one after the other."""
        for signs, pattern, read in forms:
            text = self.text
            for sign in _apart(signs):
                if sign in text:
                    break
            else:
                continue
            for found in _compiled(pattern).finditer(self.text):
                made = list(read(found))
                if made:
                    self.found += made
                    self.blank(*found.span())

    def blank(self, start: int, end: int) -> None:
        """Nobody shall read this stretch again."""
        self.text = f"{self.text[:start]}{chr(0) * (end - start)}{self.text[end:]}"
