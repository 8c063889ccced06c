"""A paragraph with a line too loose → other line breaks, so that the lines before it share the slack.

WeasyPrint fills each line as far as it goes. Where a long word or a figure does not fit, its line is
left with more room than its gaps may take. Here such a paragraph is set again with the lines before
a little narrower, which brings text down into the loose line; of some ways the best is taken, as
optimal line breaking would (Knuth and Plass 1981), at the cost of those paragraphs alone that
need it.

It replaces two names of WeasyPrint in the versions that `justify.TRIED` names; `justify` leaves on
each line how far its gaps are stretched.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

LOOSE = 0.75
"""Of what a line's gaps may take: beyond this a better break is looked for."""

WINDOW = 5
"""So many lines before a loose one may be narrowed."""

ATTEMPTS = 3
"""Loose lines of a paragraph that are looked into."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """How far a line is stretched: what its gaps are asked for and the most they may take, in pixels."""

    wanted: float
    most: float

    @property
    def looseness(self) -> float:
        """1 where the gaps take all they may; above it the line is too short."""
        return self.wanted / self.most if self.most else 9.0 if self.wanted > 0.5 else 0.0


@dataclass(frozen=True, slots=True)
class Set:
    """A line that is set: where its text begins and goes on, how much it was narrowed."""

    line: Any
    start: Any
    resume: Any
    top: float
    narrowed: float

    @property
    def stretch(self) -> Stretch:
        """How far it is stretched; not at all, if nobody had to."""
        return getattr(self.line, "stretch", None) or Stretch(0.0, 1.0)


@dataclass(slots=True)
class Paragraph:
    """A paragraph being set: WeasyPrint's own arguments, and by how much each line is narrowed."""

    context: Any
    box: Any
    bottom_space: float
    block: Any
    absolute: list[Any] = field(default_factory=list)
    fixed: list[Any] = field(default_factory=list)
    indent: float = 0.0

    def lines(self, start: Any, top: float, narrowed: dict[int, float]) -> list[Set]:
        """All lines from a place in the text on; those numbered in `narrowed` are set narrower."""
        found: list[Set] = []
        while True:
            made = self.line(start, top, narrowed.get(len(found), 0.0), first=start is None)
            if made is None:
                return found
            found.append(made)
            if made.resume is None:
                return found
            start, top = made.resume, made.line.position_y + made.line.height

    def line(self, start: Any, top: float, narrowed: float, *, first: bool) -> Set | None:
        """One line; None where nothing is left."""
        from weasyprint.layout import inline

        self.box.text_indent = self.indent if first else 0
        self.context.narrowed_by = narrowed
        try:
            line, resume = inline.get_next_linebox(
                self.context,
                self.box,
                top,
                self.bottom_space,
                start,
                self.block,
                self.absolute,
                self.fixed,
                None,
                None,
            )
        finally:
            self.context.narrowed_by = 0.0
        if line is None:
            return None
        inline.handle_leader(self.context, line, self.block)
        return Set(line, start, resume, top, narrowed)


def cost(lines: list[Set]) -> float:
    """How bad lines are together: a line that does not reach its edge is worst, then loose ones."""
    total = 0.0
    for one in lines:
        loose = one.stretch.looseness
        total += loose**3 + (100 * (loose - 1) if loose > 1 else 0)
    return total


def improved(paragraph: Paragraph, lines: list[Set]) -> list[Set]:
    """The paragraph with its loose lines mended as far as the lines before them can."""
    done: set[str] = set()
    for _ in range(ATTEMPTS):
        loose = next(
            (
                i
                for i, one in enumerate(lines)
                if i and one.stretch.looseness > LOOSE and repr(one.start) not in done
            ),
            None,
        )
        if loose is None:
            break
        done.add(repr(lines[loose].start))
        lines = _mended(paragraph, lines, loose)
    return lines


def _mended(paragraph: Paragraph, lines: list[Set], loose: int) -> list[Set]:
    """The best of some ways to narrow the lines before a loose one."""
    best, least = lines, cost(lines)
    stretch = lines[loose].stretch
    missing = stretch.wanted - LOOSE * 0.8 * stretch.most
    for count in range(1, min(loose, WINDOW) + 1):
        first = loose - count
        for part in (1.0, 0.6):
            narrowed = {i: lines[first + i].narrowed + missing * part / count for i in range(count)}
            tail = paragraph.lines(lines[first].start, lines[first].top, narrowed)
            tried = [*lines[:first], *tail]
            if (worth := cost(tried)) < least - 0.01:
                best, least = tried, worth
        if max(one.stretch.looseness for one in best[: loose + 2]) <= LOOSE:
            break
    return best


# In WeasyPrint's place ------------------------------------------------------------------------


def iter_line_boxes(
    context: Any,
    box: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    first_letter_style: Any,
    first_line_style: Any,
) -> Iterator[tuple[Any, Any]]:
    """The lines of a line box and where each goes on; in place of the function of that name."""
    if (
        box.style["text_align_all"] != "justify"
        or context.excluded_shapes
        or first_letter_style
        or first_line_style
    ):
        yield from _stock()(
            context, box, position_y, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes,
            first_letter_style, first_line_style,
        )  # fmt: skip
        return
    from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages

    resolve_percentages(box, containing_block)
    resolve_one_percentage(box, "text_indent", containing_block.width)
    paragraph = Paragraph(
        context, box, bottom_space, containing_block, absolute_boxes, fixed_boxes, box.text_indent
    )
    known = context.__dict__.setdefault("narrowed_lines", {})
    if skip_stack is None and (id(box), "None") not in known:
        lines = improved(paragraph, paragraph.lines(None, position_y, {}))
        known.update({(id(box), repr(one.start)): one.narrowed for one in lines})
        known[id(box), "box"] = box  # so that no other box takes its number
        for one in lines:
            yield one.line, one.resume
        return
    start, top = skip_stack, position_y
    while True:
        made = paragraph.line(start, top, known.get((id(box), repr(start)), 0.0), first=start is None)
        if made is None:
            return
        start, top = made.resume, made.line.position_y + made.line.height
        yield made.line, made.resume
        if start is None:
            return


@cache
def _stock() -> Any:
    from weasyprint.layout import inline

    return inline.iter_line_boxes


def install() -> None:
    """Put it in place in this process."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import block, inline

    stock = inline.split_inline_box

    def split_inline_box(context: Any, box: Any, position_x: float, max_x: float, *others: Any) -> Any:
        if isinstance(box, boxes.LineBox):
            max_x -= getattr(context, "narrowed_by", 0.0)
        return stock(context, box, position_x, max_x, *others)

    inline.split_inline_box = split_inline_box
    block.iter_line_boxes = iter_line_boxes
