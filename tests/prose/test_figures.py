"""Figures of two languages: good pairs raise no word, an altered figure is caught, and both are named."""

import random
from collections import Counter
from pathlib import Path

import pytest
from alterations import ALTERATIONS
from hypothesis import given, settings
from hypothesis import strategies as st
from test_copy import found_in

from digest.prose.figures import chinese, english
from digest.prose.figures.agree import differences
from digest.prose.figures.exchange import exchanged

CASES = Path(__file__).parent.parent / "cases" / "pairs.md"


def pairs() -> list[tuple[str, str]]:
    blocks = CASES.read_text(encoding="utf-8").strip().split("\n\n")[1:]
    return [(lines[0], lines[1]) for lines in (block.split("\n") for block in blocks)]


def differ(zh: str, en: str) -> bool:
    return bool(differences(chinese.figures(zh), english.figures(en)))


def changed_places(zh: str, en: str) -> list[str]:
    found = exchanged(zh, chinese.figures(zh), en, english.figures(en))
    return [en[figure.start : figure.end] for figure in found]


def test_good_pairs_agree():
    found = pairs()
    assert len(found) > 440
    assert [pair for pair in found if differ(*pair) or changed_places(*pair)] == []


@pytest.mark.parametrize(
    ("zh", "en", "told"),
    [
        (
            "一季度增长5.3%，二季度增长4.7%。",
            "It grew by 4.7 percent in the first quarter and 5.3 percent in the second quarter.",
            ["4.7", "5.3"],
        ),
        (
            "2023年为12亿元，2024年为15亿元。",
            "It was 1.5 billion yuan in 2023, and 1.2 billion yuan in 2024.",
            ["1.5 billion", "1.2 billion"],
        ),
        ("GPT-4得分为85%，GPT-5得分为92%。", "GPT-5 scored 85 percent, GPT-4 92 percent.", ["92", "85"]),
        ("GPT-4得分为85%，GPT-5得分为92%。", "GPT-5 scored 92 percent, GPT-4 85 percent.", []),
        ("一季度增长5.3%，二季度4.7%。", "Growth fell from 5.3 percent in Q1 to 4.7 percent in Q2.", []),
    ],
)
def test_figures_that_changed_places_are_seen_where_the_clauses_name_what_they_are_of(
    zh: str, en: str, told: list[str]
):
    assert not differ(zh, en)
    assert changed_places(zh, en) == told


@pytest.mark.parametrize(
    "typed", ["同比增长 5.2 %，达到 20 万 行", "2025 年 3 月 27 日，1—9 月", "第 3 季度为 1.2 亿元"]
)
def test_spaces_typed_around_digits_make_no_difference_and_places_stay(typed: str):
    closed = typed.replace(" ", "")
    read, plain = chinese.figures(typed), chinese.figures(closed)
    assert [one.values for one in read] == [one.values for one in plain]
    assert [typed[a.start : a.end].replace(" ", "") for a in read] == [closed[b.start : b.end] for b in plain]


def caught(step: int) -> tuple[Counter[str], Counter[str]]:
    """Of each alteration, how many were made and how many were found."""
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for index, (zh, en) in enumerate(pairs()[::step]):
        for alter in ALTERATIONS:
            altered = [(one, en) for one in alter(zh, random.Random(index)) if one != zh]
            altered += [(zh, one) for one in alter(en, random.Random(index)) if one != en]
            made[alter.__name__] += len(altered)
            found[alter.__name__] += sum(differ(*pair) for pair in altered)
    return made, found


def test_of_altered_figures_95_in_a_hundred_are_caught():
    made, found = caught(7)
    assert found.total() >= 0.95 * made.total()


@pytest.mark.slow
def test_of_each_kind_of_alteration_most_are_caught():
    made, found = caught(1)
    assert made.total() > 3000
    assert found.total() >= 0.98 * made.total()
    assert {kind: found[kind] / made[kind] for kind in made if found[kind] < 0.9 * made[kind]} == {}


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("增长5%。", "It grew by 5 percentage points."),
        ("投资100亿元。", "It will cost 100 billion yuan."),
        ("投资100亿元。", "It will cost $10 billion."),
        ("2025年3月27日。", "On March 28, 2025."),
        ("1—9月增长。", "It grew in the first eight months."),
        ("一季度增长。", "It grew in the second quarter."),
        ("上半年增长。", "It grew in the second half of the year."),
        ("三分之一的企业。", "Two thirds of firms."),
        ("第十五个五年规划。", "The 14th Five-Year Plan."),
        ("二十届四中全会。", "The third plenary session of the 20th Central Committee."),
        ("规模翻两番。", "It doubled in size."),
        ("提出22项举措。", "It has twenty-three measures."),
        ("超过八成企业。", "More than 90 percent of firms."),
        ("下午3时举行。", "It begins at 4 p.m."),
        ("下调25个基点。", "It was cut by 0.5 percentage points."),
    ],
)
def test_what_an_eye_would_see_is_seen(zh: str, en: str):
    assert differ(zh, en)


ITEM = """\
headline:
  zh: 数据产业增长
  en: The data industry grows
body:
  zh: |
    数据产业规模达**1.35万亿元**，同比增长12.5%。

    共有22项举措。
  en: |
    The industry is worth 1.35 trillion yuan, up *15.2 percent*.

    There are 22 measures.
"""


def test_both_values_and_both_places_are_named():
    [slip] = found_in(ITEM)
    assert slip.code == "figure-mismatch"
    assert (slip.span.line, slip.span.column, slip.span.end_column) == (10, 51, 55)
    assert slip.message.en == "“15.2 percent” here, “12.5%” in the Chinese"
    assert slip.message.zh == "此处是“15.2 percent”，中文是“12.5%”"
    assert "6:28" in (slip.help.en if slip.help else "")


def test_what_only_one_language_says_is_told_where_it_stands():
    [slip] = found_in(ITEM.replace(", up *15.2 percent*", ""))
    assert (slip.span.line, slip.span.column) == (6, 28)
    assert slip.message.en == "“12.5%” stands here, and nowhere in the English"


def test_a_figure_that_moved_to_another_paragraph_is_not_missed():
    moved = (
        ITEM.replace("15.2", "12.5")
        .replace(", up *12.5 percent*", "")
        .replace("measures.", "measures, up 12.5%.")
    )
    assert found_in(moved) == []


def test_words_of_which_each_may_stand_alone_are_no_mismatch():
    assert not differ("坚持三个面向和两个结合。", "The four principles and five areas.")
    assert not differ("百分之百完成。", "All of it is done.")
    assert not differ(
        "2012年以来，“十四五”时期发展很快。", "Growth was fast in the 14th Five-Year Plan period (2021–2025)."
    )


def test_a_paragraph_without_a_counterpart_is_told():
    text = ITEM.replace("15.2", "12.5")
    [slip] = found_in(text.replace("\n    There are 22 measures.\n", ""))
    assert (slip.code, slip.span.line) == ("paragraph-mismatch", 8)
    assert found_in(text) == []


def test_marks_are_held_against_each_other():
    text = (
        ITEM.replace("15.2", "12.5")
        .replace("举措。", "举措。[@a][@b]")
        .replace("measures.", "measures. [@a; @c]")
    )
    found = [(one.code, one.span.line, one.message.en) for one in found_in(text)]
    assert found == [
        ("citation-mismatch", 12, "[@b] stands on line 8 and is missing here, in the English"),
        ("citation-mismatch", 12, "[@c] stands here and not in the Chinese"),
    ]


NUMBERS = st.text(
    st.sampled_from(
        "0123456789.,%一二三十百千万亿两半多余年月日第成倍分之点个元时至—-～ “五”前季度世纪代:/九四"
    )
)
PIECES = (
    "1|2.5|1,000|$|%|percent|percentage points|million|one|two|twenty-two|third|half|quarter|March|27,"
    "|2025|first|months|to|–|-|a|of the|15th|yuan|Five-Year Plan|RMB|p.m.|times|doubled|decade|1990s|Q1"
    "|GW|5G-A|(|)|mu"
)
WORDS = st.lists(st.sampled_from(PIECES.split("|"))).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(zh=NUMBERS, en=WORDS)
def test_no_text_is_too_strange_to_be_read(zh: str, en: str):
    for text, found in ((zh, chinese.figures(zh)), (en, english.figures(en))):
        assert all(0 <= one.start < one.end <= len(text) for one in found)
        assert all(
            one.end <= other.start or other.end <= one.start
            for one in found
            for other in found
            if one is not other
        )
    differences(chinese.figures(zh), english.figures(en))
