"""Paragraphs as the PDF itself has them: edges, gaps, the first and last characters of lines."""

import re
import textwrap
from collections import Counter
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from positions import NO_END, NO_START, Layer, Line, gaps, glyphs, said
from samples import DAY, SITE, SOURCES, write
from texts import ENGLISH, HOSTILE, MIXED, NEWS

from digest.build import build
from digest.options import Options

pytestmark = pytest.mark.slow

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
LATIN = re.compile(r"[ -~‘’“”‐]+")
EDGE, GAP = 0.5, 0.3
"""Points that a full line may miss its edge by; em that a place may be stretched by."""

STRAINED = 0.35
"""The same on a phone, of at most one line in a hundred: a line of 17 characters may leave no choice."""

CHINESE, LATIN_TEXTS = (*NEWS, *MIXED, *HOSTILE["zh"]), (*ENGLISH, *HOSTILE["en"])


def decorated(text: str, turn: int) -> str:
    """A paragraph with something bold or linked in it, and a mark at its end."""
    found = re.compile(r"[\u4e00-\u9fff]{4}|(?<= )[a-z]{4}\b").search(text, len(text) // 2)
    assert found
    inner = found[0]
    made = (f"**{inner}**", f"[{inner}](https://www.nda.gov.cn/)", f"*{inner}*")[turn % 3]
    return f"{text[: found.start()]}{made}{text[found.end() :]}[@plan]"


def item(number: int) -> str:
    """An item of all paragraphs, each plain and decorated, that begins at another place of the page."""
    zh = [*CHINESE[number:], *(decorated(one, i + number) for i, one in enumerate(CHINESE))]
    en = [*LATIN_TEXTS[number:], *(decorated(one, i + number) for i, one in enumerate(LATIN_TEXTS))]
    bodies = "".join(
        f"  {language}: |\n{textwrap.indent(chr(10).join(f'{one}{chr(10)}' for one in body), '    ')}"
        for language, body in (("zh", zh), ("en", en))
    )
    return (
        f"headline: {{zh: 第{number}篇的标题：说明它在说什么, en: Headline of story {number}}}\n"
        f"body:\n{bodies}"
        "citations:\n  - {id: plan, source: nda, title: {zh: 方案, en: Plan}, published: 2026-06-15}\n"
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bulletins of an issue of these texts."""
    root = tmp_path_factory.mktemp("setting")
    items = {f"{DAY}/{number:02}-story{number}.yaml": item(number - 1) for number in (1, 2, 3)}
    files = {"content/site.yaml": SITE, "sources.yaml": SOURCES, f"{DAY}/issue.yaml": "status: published\n"}
    write(root, {**files, **items})
    assert build(Options(root, root / "build", NOW)).published
    return root / "build/site"


Measured = list[tuple[list[Line], float]]
"""The lines of each paragraph, and the right edge that they share."""


@pytest.fixture(scope="module", params=["zh", "en", "zh-phone", "en-phone"])
def measured(request: pytest.FixtureRequest, folder: Path) -> Measured:
    """The paragraphs of the stories of one bulletin."""
    edition = str(request.param)
    layer = Layer.of(folder / edition[:2] / "2026-06-16" / f"daily-2026-06-16-{edition}.pdf")
    texts = CHINESE if edition.startswith("zh") else LATIN_TEXTS
    found: list[list[Line]] = []
    at = 0
    for number in range(3):
        for text in (*texts[number:], *texts):
            at = layer.place(text, at)
            found.append(layer.lines(text, at))
    [(edge, _)] = Counter(round(line[-1].right, 1) for lines in found for line in lines).most_common(1)
    return [(lines, edge) for lines in found]


def full(measured: Measured) -> list[tuple[Line, float]]:
    """All lines but the last of each paragraph; what is decorated ends with a mark, which is no part."""
    return [(line, edge) for lines, edge in measured for line in lines[:-1]]


def test_every_full_line_ends_at_the_edge(measured: Measured):
    lines = full(measured)
    assert len(lines) > 50
    missed = [(round(edge - line[-1].right, 2), said(line)) for line, edge in lines]
    missed = [one for one in missed if abs(one[0]) > EDGE and one[1][-1] != "f"]  # whose box overhangs
    assert missed == []


def is_narrow(lines: list[tuple[Line, float]]) -> bool:
    """Whether these are lines of a phone's bulletin."""
    return lines[0][1] < 300


def test_no_place_is_stretched_too_far(measured: Measured):
    chinese = [line for line, _ in full(measured) if not LATIN.fullmatch(said(line))]
    wide = [(round(max(gaps(line)), 3), said(line)) for line in chinese if max(gaps(line)) > GAP]
    allowed = len(chinese) // 100 if is_narrow(full(measured)) else 0
    assert len(wide) <= allowed, wide
    assert all(one <= STRAINED for one, _ in wide)


def test_no_line_has_all_its_slack_in_one_place(measured: Measured):
    for line, _ in full(measured):
        added = [max(0.0, one) for one in gaps(line)]
        places = [one for one in added if one > 0.02]
        if sum(added) > 1 and not LATIN.fullmatch(said(line)):
            assert len(places) > 2, said(line)
            assert max(added) < sum(added) / 2, said(line)


def test_no_line_begins_or_ends_with_a_mark_that_may_not(measured: Measured):
    for lines, _ in measured:
        for number, line in enumerate(lines):
            assert number == 0 or line[0].text not in NO_START, said(line)
            assert line[-1].text not in NO_END, said(line)


def test_no_paragraph_ends_with_a_line_of_one_character(measured: Measured):
    for lines, _ in measured:
        last = said(lines[-1])
        assert len(lines) == 1 or len(re.findall(r"\w", last)) > 1, last


def is_chinese(measured: Measured) -> bool:
    return any("\u4e00" <= one.text <= "\u9fff" for one in measured[0][0][0])


def test_paragraphs_of_chinese_are_indented_by_two_characters_and_lines_are_37_or_17(measured: Measured):
    if not is_chinese(measured):
        pytest.skip("of Chinese")
    first = [lines[0] for lines, _ in measured if lines[0][0].text not in "“《"]
    others = [(line, edge) for lines, edge in measured for line in lines[1:] if line[0].text not in "“《（"]
    left = min(line[0].left for line, _ in others)
    assert all(line[0].left - left == pytest.approx(2 * line[0].em, abs=0.7) for line in first)
    assert all(line[0].left == pytest.approx(left, abs=0.7) for line, _ in others)
    [edge] = {edge for _, edge in others}
    assert round((edge - left) / others[0][0][0].em, 1) in (37.0, 17.0)


def test_lines_stand_seventeen_tenths_of_an_em_apart_in_chinese(measured: Measured):
    steps = [
        (one[0].base - other[0].base) / one[0].em
        for lines, _ in measured
        for one, other in pairwise(lines)
        if one[0].page == other[0].page
    ]
    assert min(steps) > (1.7 if is_chinese(measured) else 1.4)
    assert max(steps) < 2


def test_marks_that_meet_are_squeezed(measured: Measured):
    if not is_chinese(measured):
        pytest.skip("of Chinese")
    pairs = [
        (one.text + other.text, (other.left - one.left) / one.em)
        for lines, _ in measured
        for line in lines
        for one, other in pairwise(line)
        if one.text in "，。；：、）》”" and other.text in "“《（，。；：、）》”"
    ]
    assert len(pairs) > 20
    assert [one for one in pairs if one[1] > 0.5 + GAP + 0.05] == []


def test_quotation_marks_are_as_wide_as_their_language_has_them(measured: Measured):
    widths = [
        (one.right - one.left) / one.em
        for lines, _ in measured
        for line in lines
        for one in line
        if one.text in "“”"
    ]
    assert widths
    assert all((width > 0.9) == is_chinese(measured) for width in widths)


def test_emphasis_in_chinese_is_set_in_hei_and_nothing_is_slanted(measured: Measured, folder: Path):
    if not is_chinese(measured):
        pytest.skip("of Chinese")
    form = "zh-phone" if is_narrow(full(measured)) else "zh"
    every = glyphs(folder / "zh/2026-06-16" / f"daily-2026-06-16-{form}.pdf")
    size = measured[0][0][0][0].em
    faces = {one.face for one in every if one.em == pytest.approx(size, abs=0.01)}
    assert {"Digest-Song", "Digest-Hei-Bold"} <= faces
    assert not any("Italic" in face for face in faces)


def test_long_words_are_hyphenated_in_both_languages(measured: Measured):
    ends = [said(line)[-1] for line, _ in full(measured)]
    assert sum(one in "-‐" for one in ends) >= 2
