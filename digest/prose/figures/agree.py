"""The figures of two texts that say the same → those that differ.

Translators repeat, drop and spell out; so a figure that stands alone is let pass unless it is one that nobody
leaves out. An alteration leaves a figure without a match on either side, and that is told.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from digest.load.text import ENOUGH
from digest.prose.figures.figure import Figure, Value, Weight

REACH = 16
"""Of more figures than these that are left without a match, one is held against those nearest to it: in
a text with so many wrong ones no pairing means much, and each with each would take minutes."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure on one side, and what stands on the other in its place; one of them may be absent."""

    one: Figure | None
    other: Figure | None


class Standing:
    """The values that stand in a text, with the currencies they stand in."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._currencies: dict[Value, set[str]] = {}
        for figure in figures:
            for value in figure.values:
                self._currencies.setdefault(value, set()).add(figure.currency)

    def has(self, figure: Figure) -> bool:
        """Whether the value stands here, be it matched by another of the same value."""
        for value in figure.values:
            currencies = self._currencies.get(value)
            if currencies and (not figure.currency or currencies & {"", figure.currency}):
                return True
        return False


def differences(
    ones: Sequence[Figure],
    others: Sequence[Figure],
    all_ones: Standing | None = None,
    all_others: Standing | None = None,
) -> list[Difference]:
    """How the figures of one text differ from those of the other, both in order; not more than anybody reads.

    `all_ones` and `all_others` are what stands in the wholes that they are paragraphs of: what stands
    anywhere there is not missing, but moved.
    """
    ones_all, others_all = all_ones or Standing(ones), all_others or Standing(others)
    left, right = _unmatched(ones, others)
    lone_words = sum(_is_word(one) for one in left) == 1 == sum(_is_word(other) for other in right)
    found: list[Difference] = []
    for one in left:
        if len(found) >= ENOUGH:
            return found
        fit = [
            index
            for index in _near(one, right, ones, others)
            if _comparable(one, right[index]) and _is_altered(one, right[index], ones_all, others_all)
        ]
        if not lone_words:
            fit = [index for index in fit if not (_is_word(one) and _is_word(right[index]))]
        nearest = min(fit, key=lambda index: _distance(one, right[index]), default=None)
        if nearest is not None:
            found.append(Difference(one, right.pop(nearest)))
        elif _is_missed(one) and not others_all.has(one):
            found.append(Difference(one, None))
    found += [Difference(None, other) for other in right if _is_missed(other) and not ones_all.has(other)]
    return found


def _near(one: Figure, right: Sequence[Figure], ones: Sequence[Figure], others: Sequence[Figure]) -> range:
    """Which of `right` are within reach of a figure, by where it stands in its text."""
    if len(right) <= REACH:
        return range(len(right))
    at = one.start * others[-1].end // max(1, ones[-1].end)
    first = bisect_left(right, at, key=lambda other: other.start) - REACH // 2
    first = min(max(0, first), len(right) - REACH)
    return range(first, first + REACH)


def _is_word(figure: Figure) -> bool:
    return figure.weight is Weight.WORD


def _is_altered(one: Figure, other: Figure, ones: Standing, others: Standing) -> bool:
    """Whether either is foreign to the other text; two words, only if both are: 三农 and two sessions."""
    stand = (others.has(one), ones.has(other))
    return not any(stand) if _is_word(one) and _is_word(other) else not all(stand)


def agrees(one: Figure, other: Figure) -> bool:
    """Whether two figures may be said of the same thing."""
    return _alike(one, other) or _nearly(one, other)


def _unmatched(ones: Sequence[Figure], others: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """The figures that nothing matches; of several matches the weightiest is taken, then the first."""
    pool = _Pool(others)
    left = list(ones)
    for agree in (_same, _of_a_kind, _alike):
        left = [one for one in left if not pool.takes(one, agree)]
    right = pool.left
    unmatched = []
    for one in left:
        close = [index for index in _near(one, right, ones, others) if _nearly(one, right[index])]
        if close:
            del right[min(close, key=lambda index: -right[index].weight)]
        else:
            unmatched.append(one)
    return unmatched, right


@dataclass(slots=True)
class _Pool:
    """Figures that wait for their match, found by their values.

    Those of a value that also agree in kind, role, currency and weight are alike to whoever asks, so
    that only the first of them is looked at.
    """

    figures: Sequence[Figure]
    taken: set[int] = field(default_factory=set)
    sorts: dict[Value, dict[tuple[object, ...], list[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for index in range(len(self.figures) - 1, -1, -1):
            one = self.figures[index]
            sort = (one.kind, one.role, one.currency, one.weight, one.values)
            for value in one.values:
                self.sorts.setdefault(value, {}).setdefault(sort, []).append(index)

    def takes(self, one: Figure, agree: Callable[[Figure, Figure], bool]) -> bool:
        """Take a match of `one` away, if there is any."""
        fit = [index for index in self._first(one.values) if agree(one, self.figures[index])]
        if not fit:
            return False
        self.taken.add(min(fit, key=lambda index: (-self.figures[index].weight, index)))
        return True

    def _first(self, values: Iterable[Value]) -> Iterator[int]:
        for value in values:
            for waiting in self.sorts.get(value, {}).values():
                while waiting and waiting[-1] in self.taken:
                    waiting.pop()
                if waiting:
                    yield waiting[-1]

    @property
    def left(self) -> list[Figure]:
        """Those that nobody took."""
        return [figure for index, figure in enumerate(self.figures) if index not in self.taken]


def _same(one: Figure, other: Figure) -> bool:
    return one.role == other.role and _of_a_kind(one, other)


def _of_a_kind(one: Figure, other: Figure) -> bool:
    return one.kind == other.kind and _alike(one, other)


def _alike(one: Figure, other: Figure) -> bool:
    fits = one.currency == other.currency or not (one.currency and other.currency)
    return fits and not one.values.isdisjoint(other.values)


def _nearly(one: Figure, other: Figure) -> bool:
    """Rounded, where that is said, or a unit converted."""
    if one.kind != other.kind or (one.currency and other.currency and one.currency != other.currency):
        return False
    if any(_within(value, other.values) for value in one.near) or any(
        _within(value, one.values) for value in other.near
    ):
        return True
    if one.hedged == other.hedged:
        return False
    rough, exact = (one, other) if one.hedged else (other, one)
    return _rounds(exact.value, rough.value)


def _within(value: Value, values: frozenset[Value]) -> bool:
    """Within six in a thousand, which is how exactly units are converted in print."""
    return any(kind == value[0] and abs(it - value[1]) * 160 <= abs(it) for kind, it in values)


def _rounds(exact: Fraction, rough: Fraction) -> bool:
    """Whether `rough` is `exact` cut or rounded to no fewer than two figures."""
    if exact == rough or not rough or exact < 10:
        return False
    digits = str(rough.numerator).rstrip("0") if rough.denominator == 1 else ""
    if not digits or len(digits) > 3:
        return False
    step = Fraction(rough, int(digits)) if digits else Fraction(1)
    return abs(exact - rough) < step and len(str(int(exact / step))) >= 2


_ROUND_SHARES = (50, 100)
"""Shares that are said in words: half, all."""


def _is_missed(figure: Figure) -> bool:
    """Whether nobody leaves such a figure out: a share, a decimal, a number of three figures and more."""
    if figure.weight < Weight.FIGURE or figure.role or figure.hedged:
        return False
    if figure.kind in ("percent", "points"):
        return figure.value not in _ROUND_SHARES
    return figure.kind == "number" and _significant(figure.value) >= 3


def _significant(value: Fraction) -> int:
    if value.denominator != 1:
        return 3 if value >= 1 else 0
    return len(str(value.numerator).rstrip("0"))


def _comparable(one: Figure, other: Figure) -> bool:
    weights = sorted((one.weight, other.weight))
    if weights[0] is Weight.FREE:
        return False
    if {one.kind, other.kind} & {"month", "period", "time"}:
        return one.kind == other.kind
    if one.role != other.role and {one.role, other.role} & {"year", "day"}:
        return _is_slip(one, other) if "year" in (one.role, other.role) else _is_day(one, other)
    if one.role == other.role == "year":
        return _is_slip(one, other) or abs(one.value - other.value) <= 3
    if weights[0] is Weight.FIGURE:
        return True
    limit = 10 if weights[1] is Weight.FIGURE else 5
    return one.kind == other.kind and (_ratio(one, other) <= limit or _is_slip(one, other))


def _is_day(one: Figure, other: Figure) -> bool:
    """A day of the month may lose its month: 3日至5日, March 3 to 5; or be so many days."""
    return one.kind == other.kind and max(one.value, other.value) <= 366 and _ratio(one, other) <= 10


def _is_slip(one: Figure, other: Figure) -> bool:
    """Whether a nought too many, or one digit, makes the one of the other."""
    ratio = _ratio(one, other)
    if ratio.denominator == 1 and str(ratio.numerator).strip("0") == "1":
        return True
    ours, theirs = str(one.value), str(other.value)
    return len(ours) == len(theirs) and sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1


def _ratio(one: Figure, other: Figure) -> Fraction:
    low, high = sorted((one.value, other.value))
    return high / low if low > 0 else Fraction(10**9)


def _distance(one: Figure, other: Figure) -> tuple[bool, bool, int]:
    """How unlike two figures are, by kind and by their digits."""
    ours, theirs = Counter(_digits(one)), Counter(_digits(other))
    return one.kind != other.kind, one.role != other.role, sum(((ours - theirs) + (theirs - ours)).values())


def _digits(figure: Figure) -> str:
    return f"{float(figure.value):.6g}".replace(".", "").rstrip("0")
