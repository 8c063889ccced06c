"""Chinese lines, flush on both edges: what WeasyPrint's `text-align: justify` lacks.

WeasyPrint stretches spaces alone. A Chinese line has none, or one, which then takes all the slack.
Here the slack of a line is shared by all places where Chinese may be stretched (`gaps.py`), and its
end is chosen together with those of its paragraph's other lines (`paragraph.py`). What each place
takes is added to the advances of Pango's glyphs, in whole thousandths of an
em carried from glyph to glyph, since that is what the PDF can say; so the last glyph of a line ends
where the line does.

It replaces two names of WeasyPrint and is used for versions that it was tried with alone, after it
has tried itself. Elsewhere lines stay left-aligned, as the style sheet says without it.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from digest.render import paragraph
from digest.render.gaps import Letter, gaps_of, narrowed, shared

TRIED = frozenset({"70.0"})
"""Versions of WeasyPrint that this was measured with."""

# On WeasyPrint's boxes ------------------------------------------------------------------------


def justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Stretch a line by `extra_width` pixels; in place of the function of that name in WeasyPrint."""
    letters = [letter for letter in _letters(line) if not _is_invisible(letter.character)]
    if any(unicodedata.bidirectional(letter.character) in ("R", "AL", "AN") for letter in letters):
        return  # right to left is not what this publication sets
    gaps = gaps_of(letters)
    line.wanted = extra_width
    takes: dict[int, dict[int, float]] = {}
    share = shared if extra_width > 0 else narrowed
    for gap, take in zip(gaps, share(gaps, extra_width), strict=True):
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
            taken = 0.0
            for byte in range(clusters[i] + 1, end + 1):  # more than one character, if they are joined
                taken += takes.get(item.offset + byte, 0.0)
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
