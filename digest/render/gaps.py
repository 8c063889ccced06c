"""A line's letters → the places that may be stretched, and how its slack is shared among them.

Slack is shared by all places where Chinese may be stretched (CLREQ 3.2.4, CSS Text 3 section 7.3):
after an ideograph or full-width mark, at spaces, and between Chinese and Latin. What they may not
take goes between Latin letters, a little each.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from digest.markup.characters import is_wide

SPACE_WEIGHT = 2.0
"""What a space takes for each part that a place between two ideographs takes."""

LIMIT = 0.29
"""The most that is added at a place between ideographs, at their borders or at a space, in em."""

TRACKING, LATIN_TRACKING = 0.1, 0.04
"""What is added between Latin letters where that is not enough: in a line with Chinese, and without."""

STRAINED = 0.05
"""What is added beyond all that in a line with Chinese: a short line looks like a fault."""

TIGHT = 0.06
"""The most that a space is narrowed by, in em, where a line has room for a little more."""

LOOSE_LIMIT = 1.0
"""The most that is added at a space in a line without Chinese; a line that wants more stays short."""

Limits = tuple[float, float, float]
"""The most that a place takes, in em, and what it takes more where all of that is not enough, twice."""

_SPACES = " \u00a0"
_WHOLE = frozenset({"——", "……", "⸺⸺"})
"""Pairs that are one mark."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A character on a line: the box that holds it, its place in that, the size of its em."""

    character: str
    box: Any
    index: int
    em: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A place that may be stretched, after a letter: its share of the slack and its limits in pixels."""

    after: Letter
    weight: float
    limits: Limits


def gaps_of(letters: list[Letter]) -> list[Gap]:
    """The places of a line that may be stretched; none after its last letter."""
    chinese = any(is_wide(letter.character) for letter in letters)
    found = []
    for index, (one, next_one) in enumerate(pairwise(letters)):
        before = letters[index - 1].character if index else ""
        limits = limits_of(before, one.character, next_one.character, chinese=chinese)
        if limits != _NONE:
            first, second, third = limits
            weight = SPACE_WEIGHT if one.character in _SPACES else 1.0
            found.append(Gap(one, weight * one.em, (first * one.em, second * one.em, third * one.em)))
    return found


_NONE: Limits = (0.0, 0.0, 0.0)


@lru_cache(10_000)
def limits_of(before: str, one: str, next_one: str, *, chinese: bool) -> Limits:
    """The limits, in em, of the place between a character and the next, in a line with Chinese or without."""
    if one in _SPACES:
        border = is_wide(before or " ") or is_wide(next_one)
        return LIMIT, 0.0, STRAINED if border or chinese else LOOSE_LIMIT - LIMIT
    if next_one in _SPACES or one + next_one in _WHOLE or joins(next_one) or one == "\u200d":
        return _NONE
    if is_wide(one) or is_wide(next_one):
        return LIMIT, 0.0, STRAINED if chinese else 0.0
    return (0.0, TRACKING, 0.0) if chinese else (0.0, LATIN_TRACKING, TRACKING - LATIN_TRACKING)


def joins(character: str) -> bool:
    """Whether a character is set upon the one before it."""
    return unicodedata.category(character) in ("Mn", "Me", "Mc", "Sk") or character == "\u200d"


def shared(gaps: list[Gap], slack: float) -> list[float]:
    """What each place takes of the slack: by weight up to its first limit, then of its further ones."""
    takes = _by_weight(gaps, slack)
    for turn in (1, 2):
        rest = slack - sum(takes)
        whole = sum(gap.limits[turn] for gap in gaps)
        if rest > 1e-6 and whole:
            part = min(1.0, rest / whole)
            takes = [take + gap.limits[turn] * part for take, gap in zip(takes, gaps, strict=True)]
    return takes


def _by_weight(gaps: list[Gap], slack: float) -> list[float]:
    takes = [0.0] * len(gaps)
    open_ones = [index for index, gap in enumerate(gaps) if gap.limits[0]]
    while open_ones and slack > 1e-6:
        part = slack / sum(gaps[index].weight for index in open_ones)
        full = [i for i in open_ones if takes[i] + part * gaps[i].weight >= gaps[i].limits[0]]
        for index in full or open_ones:
            gap = gaps[index]
            more = min(part * gap.weight, gap.limits[0] - takes[index])
            takes[index] += more
            slack -= more
        open_ones = [index for index in open_ones if index not in full] if full else []
    return takes


def narrowed(gaps: list[Gap], slack: float) -> list[float]:
    """What each space gives of a slack below 0."""
    ems = [gap.after.em if gap.after.character in _SPACES else 0.0 for gap in gaps]
    part = max(-TIGHT, slack / sum(ems)) if any(ems) else 0.0
    return [part * em for em in ems]
