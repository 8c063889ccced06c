"""A justified paragraph → lines that break where it is best for all of them.

WeasyPrint fills each line as far as it goes, so that a long word or a figure that does not fit
leaves its line with more room than its gaps may take. Here the breaks are chosen first
(`breaking.py`), and WeasyPrint sets each line as far as its break, in place of finding one.

It replaces four names of WeasyPrint in the versions that `justify.TRIED` names. What it cannot
read (pictures in a line, floats, lines broken by hand) is left to WeasyPrint.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from digest.render import breaking, letters
from digest.render.breaking import Break, Measure
from digest.render.breakpoints import anywhere, breaks_of

ATTEMPTS = 4
"""So often lines are chosen anew where some turn out to be wider than their letters said."""

ALIKE = 0.3
"""A line so much wider or narrower than its letters said, in pixels, is as expected."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a line ends: a box, the byte of its text, and whether a hyphen is set there."""

    box: Any
    byte: int
    hyphen: bool


@dataclass(slots=True)
class Paragraph:
    """A paragraph being set: WeasyPrint's own arguments, and where its lines end.

    `stops` leads from where a line begins, as WeasyPrint says it, to where it ends.
    """

    context: Any
    box: Any
    bottom_space: float
    block: Any
    absolute: list[Any]
    fixed: list[Any]
    indent: float
    stops: dict[str, Stop | None] = field(default_factory=dict)

    def line(self, start: Any, top: float) -> tuple[Any, Any]:
        """A line and where the next one begins; two times None where nothing is left."""
        from weasyprint.layout import inline

        self.box.text_indent = self.indent if start is None else 0
        self.context.stop = (self.stops[repr(start)],)
        try:
            line, resume = inline.get_next_linebox(
                self.context, self.box, top, self.bottom_space, start, self.block,
                self.absolute, self.fixed, None, None,
            )  # fmt: skip
        finally:
            self.context.stop = None
        if line is not None:
            if resume is not None and line.width > self.block.width + 0.01:
                inline.justify_line(self.context, line, self.block.width - line.width)
            inline.handle_leader(self.context, line, self.block)
        return line, resume

    def lines(self, text: letters.Text, chosen: list[Break], top: float) -> list[tuple[Any, Any]]:
        """All lines, broken as chosen."""
        made: list[tuple[Any, Any]] = []
        start = None
        for one in chosen:
            box, byte = text.stop(one.at)
            is_last = one is chosen[-1]
            self.stops[repr(start)] = None if is_last else Stop(box, byte, bool(one.width))
            line, resume = self.line(start, top)
            if line is None:
                break
            made.append((line, resume))
            start, top = resume, line.position_y + line.height
        return made

    def best(self, text: letters.Text, top: float) -> list[tuple[Any, Any]] | None:
        """All lines, broken where it is best; None if there is something in it that fits no line."""
        measure = text.measure()
        room = (self.block.width - self.indent, self.block.width)
        made: list[tuple[Any, Any]] = []
        for _ in range(ATTEMPTS):
            chosen = choose(self.context, text, measure, room)
            if chosen is None:
                return None
            made = self.lines(text, chosen, top)
            if not _learn(measure, chosen, [line for line, _ in made], room):
                break
        return made


def choose(
    context: Any, text: letters.Text, measure: Measure, room: tuple[float, float]
) -> list[Break] | None:
    """Where the lines of a text end; None if some of them cannot but run off the page."""
    breaks = breaks_of(context, text)
    chosen = breaking.first_fit(measure, breaks, room) if text.is_chinese else None
    if chosen is not None:
        return chosen
    cost, chosen = breaking.best_fit(measure, breaks, room)
    if cost < breaking.THIRD:
        return chosen
    rough_cost, rough = breaking.best_fit(measure, breaks_of(context, text, rough=True), room)
    if min(cost, rough_cost) < breaking.OVERFULL:
        return rough if rough_cost < cost else chosen
    cost, chosen = breaking.best_fit(measure, anywhere(context, text), room)
    return chosen if cost < breaking.OVERFULL else None


def _learn(measure: Measure, chosen: list[Break], lines: list[Any], room: tuple[float, float]) -> bool:
    """Note what lines turned out to be wider or narrower by; whether any was not as expected."""
    surprised = False
    start = 0
    for number, (one, line) in enumerate(zip(chosen, lines, strict=False)):
        space = room[number > 0]
        wanted = getattr(line, "wanted", None)
        if one is not chosen[-1]:
            natural = space - wanted if wanted is not None else line.width - room[1] + space
            wider = natural - measure.width(start, one.at) - one.width
            if abs(wider) > ALIKE:
                measure.more[start, one.at] = measure.more.get((start, one.at), 0.0) + wider
                surprised = True
        start = one.at
    return surprised


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
    stops = None
    if (
        box.style["text_align_all"] == "justify"
        and box.style["white_space"] == "normal"
        and not (context.excluded_shapes or first_letter_style or first_line_style)
    ):
        plans = context.__dict__.setdefault("plans", {})
        stops, _ = plans.get((id(box), containing_block.width), (None, None))
        if stops is None and skip_stack is None:
            yield from _planned(
                context, box, position_y, bottom_space, containing_block, absolute_boxes, fixed_boxes, plans
            )
            return
    if stops is None or repr(skip_stack) not in stops:
        yield from _stock()(
            context, box, position_y, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes,
            first_letter_style, first_line_style,
        )  # fmt: skip
        return
    paragraph = _paragraph(context, box, bottom_space, containing_block, absolute_boxes, fixed_boxes)
    paragraph.stops = stops
    start, top = skip_stack, position_y
    while True:
        line, start = paragraph.line(start, top)
        if line is None:
            return
        top = line.position_y + line.height
        yield line, start
        if start is None:
            return


def _paragraph(
    context: Any, box: Any, bottom_space: float, block: Any, absolute: list[Any], fixed: list[Any]
) -> Paragraph:
    from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages

    resolve_percentages(box, block)
    resolve_one_percentage(box, "text_indent", block.width)
    return Paragraph(context, box, bottom_space, block, absolute, fixed, box.text_indent)


def _planned(
    context: Any,
    box: Any,
    top: float,
    bottom_space: float,
    block: Any,
    absolute: list[Any],
    fixed: list[Any],
    plans: dict[Any, Any],
) -> Iterator[tuple[Any, Any]]:
    """The lines of a paragraph that is set for the first time in its width."""
    paragraph = _paragraph(context, box, bottom_space, block, absolute, fixed)
    text = letters.read(context, box, block)
    lines = paragraph.best(text, top) if text is not None else None
    if lines is None:
        box.text_indent = paragraph.indent
        yield from _stock()(context, box, top, bottom_space, None, block, absolute, fixed, None, None)
        return
    plans[id(box), block.width] = paragraph.stops, box  # the box, so that no other takes its number
    yield from lines


@cache
def _stock() -> Any:
    from weasyprint.layout import inline

    return inline.iter_line_boxes


def install() -> None:
    """Put it in place in this process."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import block, inline

    split_box, split_text, can_break = inline.split_inline_box, inline.split_text_box, inline.can_break_text

    def split_inline_box(context: Any, box: Any, position_x: float, max_x: float, *others: Any) -> Any:
        if getattr(context, "stop", None) and isinstance(box, boxes.LineBox):
            max_x = float("inf")
        return split_box(context, box, position_x, max_x, *others)

    def split_text_box(
        context: Any, box: Any, width: float | None, skip: int | None, is_line_start: bool = True
    ) -> Any:
        if not getattr(context, "stop", None) or width is None:
            return split_text(context, box, width, skip, is_line_start)
        [stop] = context.stop
        text, resume = box.text, None
        if stop is not None and stop.box is box:
            text, resume = text.encode()[: stop.byte].decode(), stop.byte
        text = text.encode()[skip or 0 :].decode()
        if resume is not None:
            text = text.rstrip(" ") + (box.style["hyphenate_character"] if stop.hyphen else "")
        if not text:
            return None, resume, False
        made, _, _ = split_text(context, box.copy_with_text(text), None, 0, is_line_start)
        return made, resume, False

    _stock()
    inline.split_inline_box = split_inline_box
    inline.split_text_box = split_text_box
    inline.can_break_text = lru_cache(10_000)(can_break)
    block.iter_line_boxes = iter_line_boxes
