"""A paragraph's boxes → its letters, with their widths and what lines of them may be stretched by."""

import unicodedata
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from digest.markup.characters import has_han, is_wide
from digest.render.breaking import Measure, Reserves
from digest.render.gaps import TIGHT, Limits, limits_of

WRAPS = frozenset(("normal", "pre-wrap", "pre-line"))
"""Values of `white-space` with which lines may be broken."""

_INVISIBLE = frozenset("\u200b\u2060\ufeff\u00ad")


@dataclass(slots=True)
class Text:
    """A paragraph as it can be read: parallel lists for its letters, spaces among them.

    A letter is in the box `owners` names and ends there at a byte of `bytes`; its advance and em
    are in pixels. `lead` is the width of a list's number before the first. `whole` has what is not
    seen as well, and `places` where letters stand in that.
    """

    boxes: list[Any] = field(default_factory=list)
    paths: list[tuple[Any, ...]] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)
    advances: list[float] = field(default_factory=list)
    ems: list[float] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    whole: str = ""
    lead: float = 0.0

    @property
    def is_chinese(self) -> bool:
        """Whether any ideograph is in it."""
        return has_han(self.whole)

    def measure(self) -> Measure:
        """What lines of it take and may be stretched by."""
        letters, count = self.letters, len(self.letters)
        chinese: list[Limits] = []
        latin: list[Limits] = []
        tight = [0.0] * count
        for i in range(count - 1):
            if letters[i] == " ":
                tight[i] = TIGHT * self.ems[i]
            before, em = letters[i - 1] if i else "", self.ems[i]
            for limits, is_chinese in ((chinese, True), (latin, False)):
                one, two, three = limits_of(before, letters[i], letters[i + 1], chinese=is_chinese)
                limits.append((one * em, two * em, three * em))
        starts, ends = list(range(count + 1)), list(range(count + 1))
        for i in range(count - 1, -1, -1):
            starts[i] = starts[i + 1] if letters[i] == " " else i
        for i in range(1, count + 1):
            ends[i] = ends[i - 1] if letters[i - 1] == " " else i
        return Measure(
            ends=list(accumulate(self.advances, initial=0.0)),
            starts_at=starts,
            ends_at=ends,
            wide=list(accumulate((is_wide(one) for one in letters), initial=0)),
            chinese=Reserves.of(chinese),
            latin=Reserves.of(latin),
            tight=list(accumulate(tight, initial=0.0)),
            edges=[*(self._edge(i) for i in range(count - 1)), 0.0],
        )

    def _edge(self, index: int) -> float:
        """What a mark that is squeezed against the next one is wider by at a line's end."""
        em, advance = self.ems[index], self.advances[index]
        if advance > 0.9 * em or advance < 0.3 * em or not _is_wide_mark(self.letters[index]):
            return 0.0
        return em - advance if _is_wide_mark(self.letters[index + 1]) else 0.0

    def wraps(self, index: int) -> bool:
        """Whether a line may end before a letter, as far as styles say."""
        one, other = self.owners[index - 1], self.owners[index]
        if one == other:
            return self.boxes[one].style["white_space"] in WRAPS
        common = self.paths[one][0]
        for left, right in zip(self.paths[one], self.paths[other], strict=False):
            if left is not right:
                break
            common = left
        return common.style["white_space"] in WRAPS

    def stop(self, at: int) -> tuple[Any, int]:
        """Where a line ends that the letter `at` does not belong to: a box, and a byte of its text."""
        last = at - 1
        return self.boxes[self.owners[last]], self.bytes[last]


def _is_wide_mark(character: str) -> bool:
    return not character.isalnum() and (is_wide(character) or character in "“”‘’")


# From WeasyPrint's boxes ----------------------------------------------------------------------


def read(context: Any, line: Any, block: Any) -> Text | None:
    """What a line box says; None where more than text is in it, or text that runs to the left."""
    text = Text()
    whole: list[str] = []
    if not _read(context, line, block, (line,), text, whole):
        return None
    text.whole = "".join(whole)
    if text.letters:
        text.advances[0] += text.lead
    if any(unicodedata.bidirectional(one) in ("R", "AL", "AN") for one in set(text.whole)):
        return None
    return text if text.letters else None


def _read(context: Any, box: Any, block: Any, path: tuple[Any, ...], text: Text, whole: list[str]) -> bool:
    """Read what is in a box; whether all of it could be."""
    return all(
        child.is_in_normal_flow() and _read_child(context, child, block, path, text, whole)
        for child in box.children
    )


def _read_child(
    context: Any, child: Any, block: Any, path: tuple[Any, ...], text: Text, whole: list[str]
) -> bool:
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.percent import resolve_percentages

    if isinstance(child, boxes.TextBox):
        readable = child.style["font_size"] > 0 and not any(one in child.text for one in "\n\t")
        if readable:
            _read_text(context, child, path, text, whole)
        return readable
    resolve_percentages(child, block)
    if isinstance(child, boxes.InlineBox):
        before, after = _sides(child)
        first = len(text.letters)
        readable = _read(context, child, block, (*path, child), text, whole)
        if len(text.letters) > first:
            text.advances[first] += before
            text.advances[-1] += after
            return readable
        return readable and not before and not after
    if text.letters or not isinstance(child, boxes.InlineBlockBox) or child.width == "auto":
        return False
    text.lead += child.width + sum(_sides(child))
    return True


def _sides(box: Any) -> tuple[float, float]:
    """What stands before and after the content of an inline box."""
    left, right = (
        sum(
            0.0 if side == "auto" else side
            for side in (
                getattr(box, f"margin_{name}"),
                getattr(box, f"padding_{name}"),
                getattr(box, f"border_{name}_width"),
            )
        )
        for name in ("left", "right")
    )
    return left, right


def _read_text(context: Any, box: Any, path: tuple[Any, ...], text: Text, whole: list[str]) -> None:
    owner = len(text.boxes)
    text.boxes.append(box)
    text.paths.append((*path, box))
    advances = widths(context, box.text, box.style)
    em, end, place = box.style["font_size"], 0, sum(map(len, whole))
    for index, character in enumerate(box.text):
        start, end = end, end + len(character.encode())
        if character in _INVISIBLE:
            continue
        text.letters.append(character)
        text.owners.append(owner)
        text.bytes.append(end)
        text.advances.append(advances.get(start, 0.0))
        text.ems.append(em)
        text.places.append(place + index)
    whole.append(box.text)


def widths(context: Any, text: str, style: Any) -> dict[int, float]:
    """The advance of each cluster of a text, by the byte that it begins with."""
    from weasyprint.text.ffi import FROM_UNITS, ffi
    from weasyprint.text.line_break import create_layout

    layout = create_layout(text, style, context, None, 0)
    line, _ = layout.get_first_line()
    found: dict[int, float] = {}
    run = line.runs[0]
    while run != ffi.NULL:
        offset, glyphs = run.data.item.offset, run.data.glyphs
        run = run.next
        clusters, infos = glyphs.log_clusters, glyphs.glyphs
        for i in range(glyphs.num_glyphs):
            byte = offset + clusters[i]
            found[byte] = found.get(byte, 0.0) + infos[i].geometry.width * FROM_UNITS
    layout.deactivate()
    return found
