"""Lines of a paragraph chosen together, on letters of one em."""

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from digest.render.breaking import MISS, Break, Measure, Reserves, best_fit, first_fit, looseness


def measure(text: str, give: float = 0.3) -> Measure:
    """A text of letters one wide; a space may be narrowed by a tenth, each place takes `give`."""
    count = len(text)
    reserves = Reserves.of([(give, 0.0, 0.0)] * (count - 1))
    starts = [next((i for i in range(at, count) if text[i] != " "), count) for at in range(count + 1)]
    ends = [len(text[:at].rstrip(" ")) for at in range(count + 1)]
    return Measure(
        ends=list(accumulate([1.0] * count, initial=0.0)),
        starts_at=starts,
        ends_at=ends,
        wide=list(range(count + 1)),
        chinese=reserves,
        latin=reserves,
        tight=list(accumulate((0.1 * (one == " ") for one in text), initial=0.0)),
        edges=[0.0] * count,
    )


def lines(text: str, width: float, *costly: Break, give: float = 0.3) -> list[str]:
    """The best lines of words; `costly` breaks are inside them."""
    plain = [Break(i + 1) for i, one in enumerate(text) if one == " "]
    breaks = sorted((*plain, *costly), key=lambda one: one.at)
    _, chosen = best_fit(measure(text, give), [*breaks, Break(len(text))], (width, width))
    places = [0, *(one.at for one in chosen)]
    return [text[start:stop].strip() for start, stop in pairwise(places)]


def test_a_line_before_gives_a_word_to_one_that_would_be_too_loose():
    assert lines("aa aa bbbbbb cccc", 8) == ["aa aa", "bbbbbb", "cccc"]
    assert lines("aaaa b cc dddddddd ee", 8) == ["aaaa", "b cc", "dddddddd", "ee"]


def test_a_word_is_broken_rather_than_an_edge_missed():
    text = "aa bbbbbbbb cc"
    assert lines(text, 7) == ["aa", "bbbbbbbb", "cc"]
    assert lines(text, 7, Break(7, 3.0)) == ["aa bbbb", "bbbb cc"]


def test_a_break_that_costs_is_left_alone_where_lines_are_full():
    text = "aaaa bb cccc dd"
    assert lines(text, 7, Break(10, 3.0)) == ["aaaa bb", "cccc dd"]


def test_spaces_are_narrowed_for_one_more_letter():
    _, chosen = best_fit(measure("aa bb cc dddd"), [Break(3), Break(6), Break(9), Break(13)], (7.85, 7.85))
    assert [one.at for one in chosen] == [9, 13]


def test_it_costs_most_to_miss_an_edge():
    assert looseness(10.0, (1.0, 1.0, 1.0)) > MISS > looseness(3.0, (1.0, 1.0, 1.0))
    assert looseness(0.0, (0.0, 0.0, 0.0)) == 0


@given(st.text(alphabet="ab ", min_size=1, max_size=120).map(lambda one: " ".join(one.split()) or "a"))
def test_no_letter_is_lost_and_the_first_fit_is_no_better(text: str):
    made = lines(text, 12)
    assert " ".join(made) == text
    breaks = [*(Break(i + 1) for i, one in enumerate(text) if one == " "), Break(len(text))]
    known = measure(text)
    fit = first_fit(known, breaks, (12, 12))
    if fit is not None:
        assert fit[-1].at == len(text)
        assert all(one.at > before for before, one in zip([0, *(b.at for b in fit)], fit, strict=False))
