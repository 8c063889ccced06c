"""What of a line is stretched, in which turn, and how slack is shared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.render.gaps import (
    LIMIT,
    STRAINED,
    TIGHT,
    TRACKING,
    Gap,
    Letter,
    gaps_of,
    limits_of,
    narrowed,
    shared,
)


def letters(text: str, em: float = 10.0) -> list[Letter]:
    return [Letter(one, None, index, em) for index, one in enumerate(text)]


def stretched(text: str) -> str:
    """The text with a bar at each place that is stretched first."""
    after = {gap.after.index for gap in gaps_of(letters(text)) if gap.limits[0]}
    return "".join(one + ("|" if index in after else "") for index, one in enumerate(text))


@pytest.mark.parametrize(
    "text",
    ["数|据|要|素", "用| AI |做", "AI", "a| b", "他|说|——|好", "等|……|好", "为|3.6|亿|元", "“|好|”|的"],
)
def test_what_may_be_stretched(text: str):
    given_text = text.replace("|", "")
    expected = text.replace("| ", " |") if " " in text else text
    assert stretched(given_text) == expected


def test_a_space_takes_twice_what_a_place_between_ideographs_takes():
    gaps = gaps_of(letters("甲乙 A丙丁"))
    takes = shared(gaps, 3.0)
    by_index = {gap.after.index: take for gap, take in zip(gaps, takes, strict=True)}
    assert by_index[2] == pytest.approx(2 * by_index[0])


@given(
    st.lists(st.tuples(st.floats(0.1, 3), st.floats(0, 5)), max_size=30),
    st.floats(0, 50),
)
def test_slack_is_given_out_whole_or_up_to_the_limits(places: list[tuple[float, float]], slack: float):
    [letter] = letters("字")
    gaps = [Gap(letter, weight, (limit, limit / 3, 0.1)) for weight, limit in places]
    takes = shared(gaps, slack)
    assert all(0 <= take <= sum(gap.limits) + 1e-6 for take, gap in zip(takes, gaps, strict=True))
    assert sum(takes) == pytest.approx(min(slack, sum(sum(gap.limits) for gap in gaps)), abs=1e-4)


def test_no_place_of_a_chinese_line_takes_more_than_three_tenths_of_an_em():
    assert LIMIT + TRACKING + STRAINED < 0.5
    for one, next_one in ("数据", "用 ", " A", "a ", "AI"):
        first, second, _ = limits_of("", one, next_one, chinese=True)
        assert first + second <= 0.3


def test_latin_letters_are_stretched_only_where_nothing_else_is_left():
    gaps = gaps_of(letters("甲乙AI丙"))
    assert [round(take, 1) for take in shared(gaps, 8.0)] == [2.7, 2.7, 0.0, 2.7]
    assert [round(take, 1) for take in shared(gaps, 9.5)] == [2.9, 2.9, 0.8, 2.9]


def test_only_spaces_are_narrowed():
    gaps = gaps_of(letters("甲乙 AI 丙"))
    assert [round(take, 1) for take in narrowed(gaps, -1.0)] == [0.0, -0.5, 0.0, -0.5]
    assert sum(narrowed(gaps, -50.0)) == pytest.approx(-2 * TIGHT * 10)
