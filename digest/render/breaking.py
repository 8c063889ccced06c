"""A paragraph's letters and where it may be broken → where its lines are best broken.

All lines of a paragraph are chosen together, so that none is looser than it must be (Knuth and
Plass, Breaking Paragraphs into Lines, 1981). A line costs what it is stretched by; a break inside a
word costs more than a looser line, one between a figure and its unit or inside an address still
more, and a line that misses its edge costs most. Breaks of those last kinds are therefore looked
for only in a paragraph that some line of would miss its edge without.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

EASE = 0.5
"""Of what the places of a line may take at first: if no line is looser, the first fit is the best."""

TIGHTER, SECOND, THIRD, MISS = 0.2, 1.5, 5.0, 60.0
"""What a line costs whose spaces are narrowed, what one that needs the second and the third of its
reserves, and what one that misses its edge."""

OVERFULL = 1e6
"""What a line costs that does not fit: more than all others of a paragraph together."""

TOLERANCE = 0.001
"""What a line may be wider than its measure by, in pixels: what adding up numbers loses."""

REACH = 0.4
"""A line shorter than its measure by more than this part of it is looked at only if there is no other."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a line may end: the letter that the next one begins with.

    `cost` is what it costs besides the looseness of its line; `width` what a hyphen takes.
    """

    at: int
    cost: float = 0.0
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Reserves:
    """What the places before each letter may take together, in turn; running sums."""

    first: list[float]
    second: list[float]
    third: list[float]

    @classmethod
    def of(cls, limits: Sequence[tuple[float, float, float]]) -> "Reserves":
        """Of the limits of the place after each letter."""
        sums = [list(accumulate((one[k] for one in limits), initial=0.0)) for k in range(3)]
        return cls(*sums)


@dataclass(slots=True)
class Measure:
    """What is known of a paragraph's letters; sums run, so that a line is a difference.

    `ends` is where each letter begins and the last one ends; `starts_at` and `ends_at` skip spaces
    at either end of a line; `wide` counts full-width letters; `tight` is what
    spaces may be narrowed by. `more` is what a line turned out to
    be wider by than its letters, by its two ends.
    """

    ends: list[float]
    starts_at: list[int]
    ends_at: list[int]
    wide: list[int]
    chinese: Reserves
    latin: Reserves
    tight: list[float]
    edges: list[float]
    more: dict[tuple[int, int], float] = field(default_factory=dict)

    def width(self, start: int, stop: int) -> float:
        """The natural width of the letters between two breaks."""
        first, last = self.starts_at[start], self.ends_at[stop]
        if last <= first:
            return 0.0
        own = self.ends[last] - self.ends[first] + self.edges[last - 1]
        return own + self.more.get((start, stop), 0.0)

    def reserves(self, start: int, stop: int) -> tuple[float, float, float]:
        """What a line between two breaks may be stretched by, in turn."""
        first, last = self.starts_at[start], self.ends_at[stop] - 1
        if last <= first:
            return 0.0, 0.0, 0.0
        sums = self.chinese if self.wide[last + 1] > self.wide[first] else self.latin
        return (
            sums.first[last] - sums.first[first],
            sums.second[last] - sums.second[first],
            sums.third[last] - sums.third[first],
        )

    def narrowing(self, start: int, stop: int) -> float:
        """What a line between two breaks may be narrowed by."""
        first, last = self.starts_at[start], self.ends_at[stop]
        return self.tight[last] - self.tight[first] if last > first else 0.0


def looseness(wanted: float, reserves: tuple[float, float, float]) -> float:
    """What it costs to stretch a line by `wanted`."""
    first, second, third = reserves
    if wanted <= first:
        return (wanted / first) ** 3 if first else 0.0
    wanted -= first
    if wanted <= second:
        return SECOND + wanted / second
    wanted -= second
    if wanted <= third:
        return THIRD + 25 * wanted / third
    return MISS + wanted - third


def first_fit(measure: Measure, breaks: Sequence[Break], room: tuple[float, float]) -> list[Break] | None:
    """Each line as full as it goes, if none of them is loose, and no word is broken."""
    chosen: list[Break] = []
    start, index, last = 0, 0, len(breaks) - 1
    while True:
        space = room[bool(chosen)]
        best = None
        while (
            index <= last
            and measure.width(start, breaks[index].at) + breaks[index].width <= space + TOLERANCE
        ):
            best = breaks[index] if not breaks[index].cost or index == last else best
            index += 1
        if best is None:
            return None
        chosen.append(best)
        if best.at == breaks[last].at:
            return chosen
        wanted = space - measure.width(start, best.at)
        if wanted > EASE * measure.reserves(start, best.at)[0]:
            return None
        start = best.at
        index = bisect_left(breaks, start + 1, key=lambda one: one.at)


def best_fit(
    measure: Measure, breaks: Sequence[Break], room: tuple[float, float]
) -> tuple[float, list[Break]]:
    """What the best breaks cost together, and these, the last of which ends the paragraph.

    `room` is the width of the first line and of the others, `breaks` are in order.
    """
    places = [0, *(one.at for one in breaks)]
    lefts = [measure.ends[measure.starts_at[at]] for at in places]
    costs = [0.0]
    before = [0]
    for number, one in enumerate(breaks, 1):
        right = measure.ends[measure.ends_at[one.at]] + one.width
        is_last = number == len(breaks)
        low = bisect_left(lefts, right - room[1] * 1.04, 0, number)
        near = number if is_last else bisect_left(lefts, right - room[1] * (1 - REACH), low, number)
        found = [
            (costs[index] + cost, index)
            for index in range(low, near)
            if (cost := _cost(measure, places[index], one, room[index > 0], is_last=is_last)) is not None
        ] or [
            (costs[index] + cost, index)
            for index in range(low, number)
            if (cost := _cost(measure, places[index], one, room[index > 0], is_last=is_last)) is not None
        ]
        cost, index = min(found, default=(costs[number - 1] + OVERFULL, number - 1))
        costs.append(cost)
        before.append(index)
    chosen: list[Break] = []
    number = len(breaks)
    while number:
        chosen.append(breaks[number - 1])
        number = before[number]
    return costs[-1], chosen[::-1]


def _cost(measure: Measure, start: int, stop: Break, space: float, *, is_last: bool) -> float | None:
    """What a line costs that ends at a break; None where it is wider than its measure."""
    wanted = space - measure.width(start, stop.at) - stop.width
    if wanted < -TOLERANCE:
        narrowing = measure.narrowing(start, stop.at)
        return stop.cost + TIGHTER - wanted / narrowing if -wanted < narrowing and not is_last else None
    return stop.cost + (0.0 if is_last else looseness(wanted, measure.reserves(start, stop.at)))
