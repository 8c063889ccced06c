"""Loose lines and what is tried against them, on lines of plain numbers."""

from dataclasses import dataclass

from digest.render.paragraph import Set, Stretch, cost


@dataclass(frozen=True)
class Line:
    stretch: Stretch


def lines(*looseness: float) -> list[Set]:
    return [Set(Line(Stretch(one, 1.0)), None, None, 0.0, 0.0) for one in looseness]


def test_a_line_that_misses_its_edge_costs_more_than_any_that_reach_it():
    assert cost(lines(1.05, 0.0)) > cost(lines(1.0, 1.0, 1.0))


def test_slack_is_better_shared():
    assert cost(lines(0.5, 0.5)) < cost(lines(1.0, 0.0))


def test_a_line_without_gaps_is_loose_only_if_it_wants_some():
    assert Stretch(0.0, 0.0).looseness == 0
    assert Stretch(0.4, 0.0).looseness == 0
    assert Stretch(5.0, 0.0).looseness > 1


def test_a_line_that_nobody_had_to_stretch_is_not_loose():
    assert Set(object(), None, None, 0.0, 0.0).stretch.looseness == 0
