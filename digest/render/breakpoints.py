"""A paragraph's letters → where its lines may end, and what each such break costs.

Lines may break by Unicode's rule (UAX 14) as Pango has it, less what Chinese forbids (CLREQ 3.1.3),
and besides at “ ” as Chinese uses them, which Unicode leaves undecided. Words are hyphenated by the
dictionaries that WeasyPrint uses.
"""

import re
from collections.abc import Iterator
from typing import Any

from digest.markup.characters import has_han, is_wide
from digest.render.breaking import Break
from digest.render.gaps import joins
from digest.render.letters import Text, widths

NO_START = frozenset("、，。；：？！）》〉」』】〕”’…—·%‰℃)]},.;:?!/~～")
NO_END = frozenset("（《〈「『【〔“‘([{#$￥")
"""Marks that begin no line, and that end none."""

HYPHEN, ROUGH_HYPHEN, SEAM, KEPT, ANYWHERE, LAST = 0.4, 3.0, 5.0, 8.0, 14.0, 40.0
"""What breaks cost: of a long word, a short one, after an address's strokes, of what should share a
line, inside a code or address, between any two letters, lest they run off the page."""

TAIL = 4
"""At least so much stands on the last line: ideographs count two, letters and figures one."""

_CODE = frozenset(("code", "kbd", "samp"))
_OPENING, _CLOSING = frozenset("“‘"), frozenset("”’")
_WORD = re.compile(r"[^\W\d_]{5,}")
_SYLLABLE = re.compile(r"(?<=[A-Za-z][aeiou])(?=[bcdfgklmnprst][aeiouy][a-z])")
_TOKEN = re.compile(r"[!-~]{5,}")
_PATH = re.compile(r"[/@=_]|\.[A-Za-z]")
_STROKE = re.compile(r"(?<=[A-Za-z0-9][/@=&?_.:-])(?=[A-Za-z0-9])")
_INSIDE = re.compile(r"(?<=[A-Za-z]{2})(?=[0-9A-Z])|(?<=[0-9]{2})(?=[A-Za-z]{2})")
_STANDARD = re.compile(r"(?<=[0-9]{4}[:-])(?=[0-9]{4})")
_IN_ADDRESS = re.compile(r"(?<=[A-Za-z0-9]{2})(?=[A-Za-z0-9]{2})")
_NUMBER = re.compile(r"[\d.,:]+")


def breaks_of(context: Any, text: Text, *, rough: bool = False) -> list[Break]:
    """Where lines may end, in order, the paragraph's end last; rough ones where a line needs them."""
    found = {at: Break(at, cost) for at, cost in _plain(text, rough=rough)}
    for one in _hyphens(context, text, rough=rough):
        found.setdefault(one.at, one)
    if rough:
        for at, cost in _seams(text):
            if at not in found or found[at].cost > cost:
                found[at] = Break(at, cost)
    limit = _tail(text.letters)
    inside = sorted((one for at, one in found.items() if at <= limit), key=lambda one: one.at)
    return [*inside, Break(len(text.letters))]


def anywhere(context: Any, text: Text) -> list[Break]:
    """Breaks between any two letters that are not one, for what fits no line else."""
    found = {one.at: one for one in breaks_of(context, text, rough=True)}
    for at in range(1, len(text.letters)):
        one, next_one = text.letters[at - 1], text.letters[at]
        if not (joins(next_one) or one == "\u200d"):
            found.setdefault(at, Break(at, LAST))
    return sorted(found.values(), key=lambda one: one.at)


def _tail(letters: list[str]) -> int:
    """The last place where a line may be broken, so that enough stands on the last one."""
    weight = 0
    for index in range(len(letters) - 1, -1, -1):
        one = letters[index]
        weight += 2 if has_han(one) else int(one.isalnum())
        if weight >= TAIL:
            return index
    return 0


def _plain(text: Text, *, rough: bool) -> Iterator[tuple[int, float]]:
    """Breaks between words and ideographs; those that styles forbid cost."""
    from weasyprint.text.line_break import get_log_attrs

    attributes = get_log_attrs(text.whole, text.boxes[0].style["lang"])
    letters, places = text.letters, text.places
    for index in range(1, len(letters)):
        one, next_one = letters[index - 1], letters[index]
        if next_one == " " or next_one in NO_START or one in NO_END:
            continue
        before = places[index - 1] + 1
        allowed = any(attributes[place].is_line_break for place in range(before, places[index] + 1))
        if not (allowed or _at_quotation(one, next_one)):
            continue
        if text.wraps(index):
            yield index, 0.0
        elif rough:
            yield index, KEPT if one == " " else KEPT + 2


def _at_quotation(one: str, next_one: str) -> bool:
    """Whether a Chinese quotation begins or ends between two characters."""
    wide, next_wide = is_wide(one) or one in _CLOSING, is_wide(next_one) or next_one in _OPENING
    return wide and next_wide and (one in _CLOSING or next_one in _OPENING)


def _hyphens(context: Any, text: Text, *, rough: bool) -> Iterator[Break]:
    """Breaks inside words, by a dictionary; none in addresses and code: the hyphen would be copied."""
    joined = "".join(text.letters)
    addresses = [token.span() for token in _TOKEN.finditer(joined) if _PATH.search(token[0])]
    for found in _WORD.finditer(joined):
        owner = text.owners[found.start()]
        if (
            text.owners[found.end() - 1] != owner
            or not found[0].isascii()
            or text.boxes[owner].element_tag in _CODE
            or any(start <= found.start() < end for start, end in addresses)
        ):
            continue
        style = text.boxes[owner].style
        total, left, right = style["hyphenate_limit_chars"]
        easy = style["hyphens"] == "auto" and len(found[0]) >= total
        if not easy and not rough:
            continue
        costs = dict.fromkeys(_positions(context, style, found[0], left, right), HYPHEN) if easy else {}
        if rough:
            cost = ROUGH_HYPHEN if style["hyphens"] == "auto" else ANYWHERE
            for offset in _positions(context, style, found[0], 2, 2):
                costs.setdefault(offset, cost)
            for syllable in _SYLLABLE.finditer(found[0]):
                costs.setdefault(syllable.start(), ANYWHERE)
        for offset, cost in costs.items():
            if text.wraps(found.start() + offset):
                yield Break(found.start() + offset, cost, _hyphen_width(context, style))


def _positions(context: Any, style: Any, word: str, left: int, right: int) -> list[int]:
    import pyphen  # type: ignore[import-untyped]  # it has no types

    language = pyphen.language_fallback(style["lang"] or "") or pyphen.language_fallback("en")
    key = (language, left, right, "positions")
    dictionary = context.dictionaries.get(key)
    if dictionary is None:
        dictionary = context.dictionaries[key] = pyphen.Pyphen(lang=language, left=left, right=right)
    return list(dictionary.positions(word))


def _hyphen_width(context: Any, style: Any) -> float:
    return sum(widths(context, style["hyphenate_character"], style).values())


def _seams(text: Text) -> Iterator[tuple[int, float]]:
    """Breaks inside addresses and codes, never inside a figure."""
    joined = "".join(text.letters)
    for token in _TOKEN.finditer(joined):
        said, start = token[0], token.start()
        for found in _STANDARD.finditer(said):
            yield start + found.start(), ANYWHERE
        if _NUMBER.fullmatch(said):
            continue
        places = {found.start(): SEAM for found in _STROKE.finditer(said)}
        for found in _INSIDE.finditer(said):
            places.setdefault(found.start(), ANYWHERE)
        if any(one in said for one in "/@_"):
            for found in _IN_ADDRESS.finditer(said):
                places.setdefault(found.start(), ANYWHERE)
        for offset, cost in sorted(places.items()):
            inside_figure = (
                said[offset - 1] in ".,:" and said[offset].isdigit() and said[offset - 2].isdigit()
            )
            if not inside_figure:
                yield start + offset, cost
