"""The two languages of a file held against each other: figures, paragraphs, source marks.

A field's paragraphs are compared one with one where there are as many in either language, else all together.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from digest.diagnostic import Message, Span
from digest.load.text import ENOUGH
from digest.markup.characters import HAN
from digest.prose.figures import chinese, english
from digest.prose.figures.agree import Difference, Standing, differences
from digest.prose.figures.exchange import exchanged
from digest.prose.figures.figure import Figure
from digest.prose.passage import Cited, Passage
from digest.prose.slip import Slip

_HAN, _LATIN = re.compile(f"[{HAN}]"), re.compile("[A-Za-z]+")
_NAMES = {"zh": ("the Chinese", "中文"), "en": ("the English", "英文")}

Blocks = Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Twins:
    """A field's blocks in the source language and in the other; `others` have the same contents."""

    field: str
    source: Blocks
    other: Blocks

    def pairs(self) -> Iterator[tuple[Blocks, Blocks]]:
        """What is compared with what."""
        if len(self.source) == len(self.other):
            yield from (([one], [other]) for one, other in zip(self.source, self.other, strict=True))
        else:
            yield self.source, self.other


def twins(texts: Sequence[Passage], source: str) -> list[Twins]:
    """The fields that exist in both languages."""
    by_field: dict[str, tuple[list[Passage], list[Passage]]] = {}
    for passage in texts:
        by_field.setdefault(passage.name, ([], []))[passage.language != source].append(passage)
    return [Twins(name, *both) for name, both in by_field.items() if all(both)]


def translation_slips(texts: Sequence[Passage], source: str) -> Iterator[Slip]:
    """What does not agree between the languages of a file."""
    found = twins(texts, source)
    reading = {id(passage): _read(passage.text) for one in found for passage in _both(one)}
    yield from islice(_figures(found, reading), ENOUGH)
    for one in found:
        if one.field in ("body", "abstract"):
            yield from paragraph_mismatch(one)
            yield from citation_mismatch(one)


def _read(text: str) -> list[Figure]:
    """A text's figures by what it is written in, whatever it stands under."""
    is_chinese = len(_HAN.findall(text)) > len(_LATIN.findall(text))
    return chinese.figures(text) if is_chinese else english.figures(text)


def _both(one: Twins) -> list[Passage]:
    return [*one.source, *one.other]


# Figures ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Read:
    """The figures of some blocks as those of one text: `at` finds a figure's block and place."""

    blocks: Blocks
    figures: list[Figure]
    starts: list[int]

    @property
    def text(self) -> str:
        """The blocks as one, in which figures have their places."""
        return "\n".join(block.text for block in self.blocks)

    def at(self, figure: Figure) -> tuple[Passage, int, int]:
        index = bisect_right(self.starts, figure.start) - 1
        shift = self.starts[index]
        return self.blocks[index], figure.start - shift, figure.end - shift


def _figures(found: Sequence[Twins], reading: dict[int, list[Figure]]) -> Iterator[Slip]:
    """Figures denote the same values in either language; the diagnostic stands in the translation."""
    everywhere = (
        Standing(figure for one in found for passage in one.source for figure in reading[id(passage)]),
        Standing(figure for one in found for passage in one.other for figure in reading[id(passage)]),
    )
    for one in found:
        for source, other in one.pairs():
            ours, theirs = _joined(source, reading), _joined(other, reading)
            differing = differences(ours.figures, theirs.figures, *everywhere)
            for difference in differing:
                yield _mismatch(difference, ours, theirs)
            if not differing:
                for figure in exchanged(ours.text, ours.figures, theirs.text, theirs.figures):
                    yield _exchange(figure, theirs, ours)


def _joined(blocks: Blocks, reading: dict[int, list[Figure]]) -> _Read:
    figures, starts, shift = [], [], 0
    for block in blocks:
        starts.append(shift)
        figures += [figure.moved(shift) for figure in reading[id(block)]]
        shift += len(block.text) + 1
    return _Read(blocks, figures, starts)


def _mismatch(difference: Difference, ours: _Read, theirs: _Read) -> Slip:
    source = _shown(ours, difference.one) if difference.one else None
    other = _shown(theirs, difference.other) if difference.other else None
    if source and other:
        here, there = other, source
        en = f"“{here.text}” here, “{there.text}” in {there.name[0]}"
        zh = f"此处是“{here.text}”，{there.name[1]}是“{there.text}”"
        place = f"{there.span.line}:{there.span.column}"
        help = Message(
            f"{there.name[0]} is at {place}: put right what is wrong",
            f"{there.name[1]}在 {place}，请核对改正",
        )
    else:
        here = source or other  # type: ignore[assignment]
        missing = theirs if source else ours
        name = _NAMES[missing.blocks[0].language]
        line = missing.blocks[0].span(0, 1).line
        en = f"“{here.text}” stands here, and nowhere in {name[0]}"
        zh = f"此处有“{here.text}”，{name[1]}没有"
        help = Message(f"{name[0]} is on line {line}: complete it", f"{name[1]}在第 {line} 行，请补上")
    return Slip("figure-mismatch", here.span, Message(en, zh), help)


def _exchange(figure: Figure, here: _Read, there: _Read) -> Slip:
    shown, name = _shown(here, figure), _NAMES[there.blocks[0].language]
    line = there.blocks[0].span(0, 1).line
    return Slip(
        "figure-mismatch",
        shown.span,
        Message(
            f"“{shown.text}” is said of something else in {name[0]}",
            f"“{shown.text}”在{name[1]}中说的是另一项",
        ),
        Message(
            f"{name[0]} is on line {line}: two figures have changed places",
            f"{name[1]}在第 {line} 行：两个数字似乎互换了位置",
        ),
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """A figure as it is told: with its unit, where it stands."""

    text: str
    span: Span
    name: tuple[str, str]


_UNIT = re.compile(
    r"[%％‰]|个?百分点|个?基点|(?:多|余)?(?:[万亿]?[元人]|美元|年|月|日|倍|成|条|项)"
    r"| ?%| percent(?:age points?)?(?![a-z])| yuan| times"
)


def _shown(side: _Read, figure: Figure) -> _Shown:
    passage, start, end = side.at(figure)
    unit = _UNIT.match(passage.text, end)
    text = passage.text[start : unit.end() if unit else end]
    return _Shown(text, passage.span(start, end), _NAMES[passage.language])


# Paragraphs and marks ---------------------------------------------------------------------------


def paragraph_mismatch(one: Twins) -> Iterator[Slip]:
    """A text has as many paragraphs in either language, one for one."""
    ours, theirs = len(one.source), len(one.other)
    if ours != theirs:
        longer, shorter = (one.source, one.other) if ours > theirs else (one.other, one.source)
        alone = longer[len(shorter)]
        name = _NAMES[shorter[0].language]
        yield Slip(
            "paragraph-mismatch",
            alone.span(0, len(alone.text)),
            Message(
                f"`{one.field}` has {len(longer)} paragraphs here, {len(shorter)} in {name[0]}",
                f"`{one.field}` 这里有 {len(longer)} 段，{name[1]}有 {len(shorter)} 段",
            ),
            Message("let them match, one for one", "请让两种语言逐段对应"),
        )


def citation_mismatch(one: Twins) -> Iterator[Slip]:
    """Paragraph by paragraph, either language cites the same documents as often."""
    for source, other in one.pairs():
        ours, theirs = _cited(source), _cited(other)
        firsts, lasts = _last_places(reversed(_marks(source))), _last_places(_marks(other))
        for identity in ours - theirs:
            last = other[-1]
            name = _NAMES[last.language]
            where = firsts[identity].line
            yield Slip(
                "citation-mismatch",
                last.span(max(0, len(last.text) - 1), len(last.text)),
                Message(
                    f"[@{identity}] stands on line {where} and is missing here, in {name[0]}",
                    f"第 {where} 行有 [@{identity}]，{name[1]}这里没有",
                ),
                Message(f"put [@{identity}] after the same sentence", f"请在对应的句后写 [@{identity}]"),
            )
        for identity in theirs - ours:
            name = _NAMES[source[0].language]
            yield Slip(
                "citation-mismatch",
                lasts[identity],
                Message(
                    f"[@{identity}] stands here and not in {name[0]}", f"此处有 [@{identity}]，{name[1]}没有"
                ),
                Message("let either language cite the same", "请让两种语言的引用一致"),
            )


def _marks(blocks: Blocks) -> list[Cited]:
    return [mark for block in blocks for mark in block.cited]


def _cited(blocks: Blocks) -> Counter[str]:
    return Counter(identity for mark in _marks(blocks) for identity in mark.ids)


def _last_places(marks: Iterable[Cited]) -> dict[str, Span]:
    """Where the last of the marks that name a document stands."""
    return {identity: mark.span for mark in marks for identity in mark.ids}
