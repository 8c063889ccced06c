"""Chinese lines, flush on both edges: what WeasyPrint's `text-align: justify` lacks.

WeasyPrint stretches spaces alone. A Chinese line has none, or one, which then takes all the slack.
Here the slack of a line is shared by all places where Chinese may be stretched (CLREQ 3.2.4, CSS
Text 3 section 7.3): after an ideograph or full-width mark, at spaces, and between Chinese and
Latin. What each place takes is added to the advances of Pango's glyphs, in whole thousandths of an
em carried from glyph to glyph, since that is what the PDF can say; so the last glyph of a line ends
where the line does.

It replaces two names of WeasyPrint and is used for versions that it was tried with alone, after it
has tried itself. Elsewhere lines stay left-aligned, as the style sheet says without it.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from digest.markup.characters import is_wide
from digest.render import paragraph
from digest.render.paragraph import Stretch

TRIED = frozenset({"70.0"})
"""Versions of WeasyPrint that this was measured with."""

SPACE_WEIGHT = 2.0
"""What a space takes for each part that a place between two ideographs takes."""

WIDE_LIMIT = 0.28
LATIN_LIMIT = 0.29
LOOSE_LIMIT = 1.0
"""The most that is added, in em: between ideographs and at their borders, at a space between two
words in a line with Chinese, and at one in a line without. A line that wants more stays short."""

STRAINED = 1.5
"""So much more may be added where it makes the difference between a flush line and a short one, as
with a figure that does not fit a line of 17 characters: a short line looks like a fault."""

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
    """A place that may be stretched, after a letter: its share of the slack and its limit in pixels."""

    after: Letter
    weight: float
    limit: float


def gaps_of(letters: list[Letter]) -> list[Gap]:
    """The places of a line that may be stretched; none after its last letter."""
    chinese = any(is_wide(letter.character) for letter in letters)
    found = []
    for index, (one, next_one) in enumerate(pairwise(letters)):
        before = letters[index - 1].character if index else ""
        share = _share(before, one.character, next_one.character, chinese)
        if share:
            weight, limit = share
            found.append(Gap(one, weight * one.em, limit * one.em))
    return found


def _share(before: str, one: str, next_one: str, chinese: bool) -> tuple[float, float] | None:
    """Weight and limit, in em, of the place between two characters."""
    if one in _SPACES:
        border = is_wide(before or " ") or is_wide(next_one)
        return SPACE_WEIGHT, WIDE_LIMIT if border else LATIN_LIMIT if chinese else LOOSE_LIMIT
    if next_one in _SPACES or one + next_one in _WHOLE or _joins(next_one) or one == "\u200d":
        return None
    return (1.0, WIDE_LIMIT) if is_wide(one) or is_wide(next_one) else None


def _joins(character: str) -> bool:
    """Whether a character is set upon the one before it."""
    return unicodedata.category(character) in ("Mn", "Me", "Mc", "Sk") or character == "\u200d"


def shared(gaps: list[Gap], slack: float) -> list[float]:
    """What each place takes of the slack: by weight, none over its limit."""
    takes = [0.0] * len(gaps)
    open_ones = list(range(len(gaps)))
    while open_ones and slack > 1e-6:
        part = slack / sum(gaps[index].weight for index in open_ones)
        full = [i for i in open_ones if takes[i] + part * gaps[i].weight >= gaps[i].limit]
        for index in full or open_ones:
            gap = gaps[index]
            more = min(part * gap.weight, gap.limit - takes[index])
            takes[index] += more
            slack -= more
        open_ones = [index for index in open_ones if index not in full] if full else []
    return takes


# On WeasyPrint's boxes ------------------------------------------------------------------------


def justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Stretch a line by `extra_width` pixels; in place of the function of that name in WeasyPrint."""
    letters = [letter for letter in _letters(line) if not _is_invisible(letter.character)]
    if any(unicodedata.bidirectional(letter.character) in ("R", "AL", "AN") for letter in letters):
        return  # right to left is not what this publication sets
    gaps = gaps_of(letters)
    most = sum(gap.limit for gap in gaps)
    line.stretch = Stretch(extra_width, most)
    if most < extra_width <= most * STRAINED:
        gaps = [Gap(gap.after, gap.weight, gap.limit * STRAINED) for gap in gaps]
    takes: dict[int, dict[int, float]] = {}
    for gap, take in zip(gaps, shared(gaps, extra_width), strict=True):
        takes.setdefault(id(gap.after.box), {})[gap.after.index] = take
    _stretch(line, takes, 0.0)


def _letters(box: Any) -> Iterator[Letter]:
    """The characters of a line, in order; an image or the like counts as one of no kind."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        for index, character in enumerate(box.text):
            yield Letter(character, box, index, box.style["font_size"])
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _letters(child)
    else:
        yield Letter("\ufffc", box, 0, 0.0)


def _is_invisible(character: str) -> bool:
    return character in "\u200b\u2060\ufeff\u00ad"


def _stretch(box: Any, takes: Mapping[int, Mapping[int, float]], advance: float) -> float:
    """Move a box by what was taken before it and widen it by its own; what was taken after it."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        own = takes.get(id(box), {})
        box.position_x += advance
        if own:
            box.pango_layout = _stretched()(box.pango_layout, own)
            box.width += sum(own.values())
        return advance + sum(own.values())
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(advance, 0)
        return advance
    box.position_x += advance
    before = advance
    for child in box.children:
        if child.is_in_normal_flow():
            advance = _stretch(child, takes, advance)
    box.width += advance - before
    return advance


@cache
def _stretched() -> type:
    """A text's layout that is drawn with wider gaps; made here since WeasyPrint is imported late."""
    from weasyprint.text.line_break import Layout

    class Stretched(Layout):  # type: ignore[misc]  # WeasyPrint has no types
        def __init__(self, plain: Any, takes: Mapping[int, float]) -> None:
            self.text = plain.text
            self.justification_spacing = 0
            self.max_width = plain.max_width
            self.first_line_direction = plain.first_line_direction
            self.takes = _by_end(plain.text, takes)

        def get_first_line(self) -> Any:
            line, index = super().get_first_line()
            widen(line, self.takes, self.style["font_size"])
            return line, index

    return Stretched


def _by_end(text: str, takes: Mapping[int, float]) -> dict[int, float]:
    """What is taken after characters, by the byte of UTF-8 at which they end."""
    ends: dict[int, float] = {}
    end = 0
    for index, character in enumerate(text):
        end += len(character.encode())
        if index in takes:
            ends[end] = takes[index]
    return ends


def widen(line: Any, takes: Mapping[int, float], font_size: float) -> None:
    """Add to the advances of a line's glyphs what is taken after them.

    WeasyPrint writes advances as glyph widths and corrections, both cut to whole thousandths of an
    em. Each correction is therefore chosen so that what is written comes nearest to where the
    glyph after it belongs.
    """
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango

    ink, logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
    unit = 1000 * FROM_UNITS / font_size
    wanted = written = 0.0
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        count, clusters = glyphs.num_glyphs, glyphs.log_clusters
        for i in range(count):
            glyph = glyphs.glyphs[i]
            end = item.length if i == count - 1 else clusters[i + 1]
            taken = takes.get(item.offset + end, 0.0) if end != clusters[i] else 0.0
            wanted += (glyph.geometry.width * FROM_UNITS + taken) * 1000 / font_size
            if glyph.glyph & _NO_GLYPH:
                written = wanted  # nothing is written for it, or nothing that could be cut
                continue
            pango.pango_font_get_glyph_extents(item.analysis.font, glyph.glyph, ink, logical)
            natural = round(logical.width * unit) + glyph.geometry.x_offset / font_size
            correction = round(natural - (wanted - written))
            written += natural - correction
            middle = correction + (0.5 if correction > 0 else -0.5 if correction < 0 else 0.0)
            glyph.geometry.width = round((natural - middle) / unit)
    ffi.release(ink)
    ffi.release(logical)


_NO_GLYPH = 0x10000000
"""Pango's flag of what has no glyph in a font: PANGO_GLYPH_EMPTY, PANGO_GLYPH_UNKNOWN_FLAG."""


# Putting it in place --------------------------------------------------------------------------


@cache
def install() -> bool:
    """Put it in place in this process, once; False where it was not tried, or fails its own test."""
    import weasyprint
    from weasyprint.layout import inline

    if weasyprint.__version__ not in TRIED:
        return False
    stock, inline.justify_line = inline.justify_line, justify_line
    if _is_flush():
        paragraph.install()
        return True
    inline.justify_line = stock
    return False


_FIXTURE = """<html lang="zh">
<style>
@page { size: 200px 400px; margin: 10px }
body { margin: 0; font-size: 13px }
p { text-align: justify; margin: 0 }
</style>
<p>国家数据局2026年6月15日发布方案，部署“六项行动”；<b>高质量数据集</b>（NDA）是 AI 的生产资料。<a>链接</a>\
之后再说一句，看看各行的右边是否对齐，是否都停在同一处。</p>"""


def _is_flush() -> bool:
    """Whether all lines of a paragraph but the last end within half a point of one another."""
    import weasyprint

    try:
        [page] = weasyprint.HTML(string=_FIXTURE).render().pages
        ends = [_drawn_end(line) for line in lines_of(page._page_box)][:-1]
    except Exception:
        return False
    return len(ends) > 3 and max(ends) - min(ends) < 0.5 * 96 / 72


def lines_of(box: Any) -> Iterator[Any]:
    """The line boxes below a box, in order."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.LineBox):
        yield box
    elif hasattr(box, "children"):
        for child in box.children:
            yield from lines_of(child)


def _drawn_end(line: Any) -> float:
    """Where the last glyph of a line ends as Pango draws it, in pixels."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.text.ffi import FROM_UNITS, ffi

    box = line
    while not isinstance(box, boxes.TextBox):
        box = box.children[-1]
    box.pango_layout.reactivate(box.style)
    first, _ = box.pango_layout.get_first_line()
    width, run = 0, first.runs[0]
    while run != ffi.NULL:
        glyphs = run.data.glyphs
        width += sum(glyphs.glyphs[i].geometry.width for i in range(glyphs.num_glyphs))
        run = run.next
    end: float = box.position_x + width * FROM_UNITS
    box.pango_layout.deactivate()
    return end
