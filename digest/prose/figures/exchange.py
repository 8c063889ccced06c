"""Two texts that have the same figures → those that changed places: Q1 5.3%, Q2 4.7% for Q1 4.7%, Q2 5.3%.

Translators turn sentences round, so the order of figures alone says nothing. A clause that names
something both languages write alike (a period, a year, a Latin name) and has one figure of a kind is
compared with the clause of the other language that names the same.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from digest.prose.figures.agree import REACH, agrees
from digest.prose.figures.figure import Figure, Weight

_CLAUSE_END = re.compile(r"[，；。：、！？]|[,;:.!?](?=\s|$)|\s(?=(?:and|while|whereas|but)\s)")
_NAME = re.compile(r"\b(?=[a-z.-]*[A-Z0-9])[A-Za-z][A-Za-z0-9.-]*[A-Za-z0-9]\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Clause:
    """What a clause names, and the one figure of a kind that it has."""

    labels: frozenset[str]
    figure: Figure


def exchanged(one: str, ones: Sequence[Figure], other: str, others: Sequence[Figure]) -> list[Figure]:
    """The figures of the other text that stand at each other's place; each text with its own figures."""
    kinds = _repeated(ones) & _repeated(others)
    shared = _labels(one, ones).keys() & _labels(other, others).keys() if kinds else set()
    if len(shared) < 2:  # either clause needs a name of its own
        return []
    found: list[Figure] = []
    for kind in ("percent", "points", "number", "times"):
        if kind not in kinds:
            continue
        ours = list(_clauses(one, ones, kind, shared))
        theirs = {
            label: clause for clause in _clauses(other, others, kind, shared) for label in clause.labels
        }
        for index, first in enumerate(ours):
            for second in ours[index + 1 : index + 1 + REACH]:
                found += _crossed(first, second, theirs)
    return list(dict.fromkeys(found))


def _repeated(figures: Iterable[Figure]) -> set[str]:
    """The kinds of which there are two values, so that they can have changed places."""
    counts = Counter(figure.kind for figure in figures if _is_value(figure))
    return {kind for kind, count in counts.items() if count > 1}


def _crossed(first: _Clause, second: _Clause, theirs: dict[str, _Clause]) -> Iterator[Figure]:
    if agrees(first.figure, second.figure):
        return
    for label in first.labels - second.labels:
        for name in second.labels - first.labels:
            there, beyond = theirs.get(label), theirs.get(name)
            if there is None or beyond is None or there is beyond:
                continue
            is_crossed = agrees(first.figure, beyond.figure) and agrees(second.figure, there.figure)
            if is_crossed and not agrees(first.figure, there.figure):
                yield from (there.figure, beyond.figure)


def _clauses(text: str, figures: Sequence[Figure], kind: str, shared: set[str]) -> Iterator[_Clause]:
    start = first = 0
    for end in (*(found.end() for found in _CLAUSE_END.finditer(text)), len(text)):
        last = bisect_left(figures, end, first, key=lambda figure: figure.start)
        inside, first = figures[first:last], last
        values = [figure for figure in inside if figure.kind == kind and _is_value(figure)]
        labels = frozenset(_labels(text, inside, start, end)) & shared
        if len(values) == 1 and labels:
            yield _Clause(labels, values[0])
        start = end


def _is_value(figure: Figure) -> bool:
    return figure.weight is Weight.FIGURE and not figure.role


def _labels(text: str, figures: Sequence[Figure], start: int = 0, end: int | None = None) -> dict[str, int]:
    """What names a clause, each of which must stand once in the text."""
    stretch = text[start : len(text) if end is None else end]
    named = [found[0] for found in _NAME.finditer(stretch)]
    told = [
        f"{one.role or one.kind} {one.value}"
        for one in figures
        if one.role in ("year", "ordinal") or one.kind in ("period", "month")
    ]
    return {name: count for name, count in Counter([*named, *told]).items() if count == 1}
