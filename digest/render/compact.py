"""A PDF as WeasyPrint leaves it → the same pages in fewer bytes.

A justified line has a correction after each glyph: where these are alike, one setting of character
spacing says the same (PDF 1.7, 9.3.2). Coordinates lose the decimals that no eye or printer
resolves; fonts lose the tables that a PDF never reads (9.9, table 126); a width that most glyphs
share is said once (9.7.4.3).
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

SLACK = 1.5
"""How far a glyph may stand from its place, in thousandths of an em: a sixtieth of a point in text."""

READ_TABLES = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
"""What a reader of PDF needs of a TrueType font whose glyphs are named by number."""

_TEXT = re.compile(rb"\[((?:<(?:[0-9a-f]{4})*>|-?[0-9.]+)*)\] TJ")
_PART = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+)")
_MATRIX = re.compile(rb"(1 0 0 -1) (-?[0-9.]+) (-?[0-9.]+) Tm")
_FONT = re.compile(rb"(/\S+) ([0-9.]+) Tf")
_COLOUR = re.compile(rb"([0-9.]+) ([0-9.]+) ([0-9.]+) (rg|RG)")

_MAPPED = re.compile(rb"<[0-9a-f]{4}> <[0-9a-f]*>")

Glyph = tuple[bytes, float]
"""A glyph's number in hexadecimal, and the correction after it as TJ has it: backwards, in 1/1000 em."""


def compact(document: Any, pdf: Any) -> None:
    """Shrink a PDF before it is written; a `finisher` of WeasyPrint."""
    del document
    for item in pdf.objects:
        extra = getattr(item, "extra", None)
        if extra is None:
            _shrink_dictionary(item)
        elif "Length1" in extra:
            item.stream = [lean_font(item.stream[0])]
            extra["Length1"] = len(item.stream[0])
        elif not extra:
            item.stream[:] = _in_order(lean_content(item.stream))


# Pages ----------------------------------------------------------------------------------------


def lean_content(items: list[Any]) -> Iterator[Any]:
    """A page's operators with shorter ones for text."""
    size, spacing = 0.0, b"0"
    for item in items:
        if not isinstance(item, bytes):
            yield item
        elif item == b"ET":
            if spacing != b"0":
                yield b"0 Tc"
            spacing = b"0"
            yield item
        elif found := _TEXT.fullmatch(item):
            for part, run in _runs(*_glyphs(found[1])):
                wanted = _short(-part * size / 1000, 4)
                if wanted != spacing:
                    yield wanted + b" Tc"
                spacing = wanted
                yield run
        else:
            if found := _FONT.fullmatch(item):
                size = float(found[2])
            yield _shorter(item)


def _shorter(item: bytes) -> bytes:
    """An operator with no more decimals than are seen: of places, of sizes, of colours of 8 bits."""
    if found := _MATRIX.fullmatch(item):
        return b" ".join((found[1], _short(float(found[2])), _short(float(found[3])), b"Tm"))
    if found := _FONT.fullmatch(item):
        return b" ".join((found[1], _short(float(found[2]), 4), b"Tf"))
    if found := _COLOUR.fullmatch(item):
        return b" ".join((*(_short(float(part), 3) for part in found.groups()[:3]), found[4]))
    return item


def _glyphs(text: bytes) -> tuple[float, list[Glyph]]:
    """The correction before a text's first glyph, and its glyphs."""
    before = 0.0
    glyphs: list[Glyph] = []
    for codes, number in _PART.findall(text):
        if codes:
            glyphs += [(codes[i : i + 4], 0.0) for i in range(0, len(codes), 4)]
        elif number and glyphs:
            glyphs[-1] = (glyphs[-1][0], glyphs[-1][1] + float(number))
        elif number:
            before += float(number)
    return before, glyphs


def _runs(before: float, glyphs: list[Glyph]) -> Iterator[tuple[float, bytes]]:
    """Spacing common to a run of glyphs, as a correction, and the operator that shows them."""
    common = _common([after for _, after in glyphs])
    owed = before
    start = 0
    states = _states([after for _, after in glyphs], common)
    while start < len(glyphs):
        stop = start
        while stop < len(glyphs) and states[stop] == states[start]:
            stop += 1
        shown, owed = _shown(glyphs[start:stop], states[start], owed)
        yield states[start], shown
        start = stop


def _common(corrections: list[float]) -> float:
    """The correction that most glyphs come near to, if that is worth a setting of its own; else 0."""
    counts = Counter(round(one) for one in corrections)
    best, count = 0, 0
    for value in sorted(counts):
        here = counts[value] + counts[value + 1]
        if here > count and not -1 <= value <= 0:
            best, count = value, here
    near = [one for one in corrections if best <= round(one) <= best + 1]
    return round(sum(near) / count, 2) if count > 3 else 0.0


def _states(corrections: list[float], common: float) -> list[float]:
    """For each glyph the spacing under which all together need the fewest corrections.

    The shortest way through two rows, no spacing and the common one, where a change costs as much as
    two corrections.
    """
    costs = {0.0: 0.0, common: 0.0}
    came: list[dict[float, float]] = []
    for one in corrections:
        step, new = {}, {}
        for state in costs:
            cost, step[state] = min((costs[last] + 2 * (last != state), last) for last in costs)
            new[state] = cost + (abs(one - state) > SLACK)
        came.append(step)
        costs = new
    state = min(costs, key=lambda one: costs[one])
    states = []
    for step in reversed(came):
        states.append(state)
        state = step[state]
    return states[::-1]


def _shown(glyphs: list[Glyph], spacing: float, owed: float) -> tuple[bytes, float]:
    """The operator that shows glyphs; corrections too small to be seen are owed to the next glyph."""
    parts = [b"<"]
    if abs(owed) > SLACK:
        parts = [b"%d<" % round(owed)]
        owed -= round(owed)
    for index, (code, after) in enumerate(glyphs):
        parts.append(code)
        owed += after - spacing
        if abs(owed) > SLACK and index < len(glyphs) - 1:
            parts.append(b">%d<" % round(owed))
            owed -= round(owed)
    text = b"".join(parts) + b">"
    is_plain = len(parts) == len(glyphs) + 1 and parts[0] == b"<"
    return (text + b" Tj" if is_plain else b"[" + text + b"] TJ"), owed


def _short(number: float, decimals: int = 2) -> bytes:
    """A number with no more decimals than needed."""
    text = f"{number:.{decimals}f}".rstrip("0").rstrip(".")
    return b"0" if text == "-0" else text.encode("ascii")


# Fonts and dictionaries -----------------------------------------------------------------------


def lean_font(data: bytes) -> bytes:
    """A TrueType font with the tables alone that a PDF reads."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)
    for tag in list(font.reader.keys()):
        if tag not in READ_TABLES:
            del font[tag]
    made = io.BytesIO()
    font.save(made, reorderTables=None)
    return made.getvalue()


def _in_order(items: Iterable[Any]) -> list[Any]:
    """The same, with a map from glyphs to characters in order of glyphs, whose neighbours are alike."""
    listed = list(items)
    mapped = [index for index, item in enumerate(listed) if isinstance(item, bytes) and _MAPPED.match(item)]
    for index, item in zip(mapped, sorted(listed[index] for index in mapped), strict=True):
        listed[index] = item
    return listed


def _shrink_dictionary(item: Any) -> None:
    if not isinstance(item, dict):
        return
    if item.get("Subtype") == "/CIDFontType2":
        item["DW"], item["W"] = _widths(item["W"])
    if item.get("Subtype") == "/Link":
        item["Rect"][:] = [round(edge, 2) for edge in item["Rect"]]


def _widths(listed: list[Any]) -> tuple[int, Any]:
    """The width of most glyphs, and all others by runs of neighbours."""
    import pydyf

    starts = zip(listed[::2], listed[1::2], strict=True)
    widths = {first + index: width for first, run in starts for index, width in enumerate(run)}
    common = Counter(widths.values()).most_common(1)[0][0]
    runs = pydyf.Array()
    last = None
    for glyph in sorted(one for one, width in widths.items() if width != common):
        if glyph - 1 != last:
            runs += [glyph, pydyf.Array()]
        runs[-1].append(widths[glyph])
        last = glyph
    return common, runs
