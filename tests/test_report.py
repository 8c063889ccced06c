"""Diagnostics as an editor sees them."""

from digest.diagnostic import Diagnostic, Message, Severity, Span
from digest.report import as_text


def shown(line: str, column: int, end: int) -> list[str]:
    found = Diagnostic("a-code", Severity.ERROR, Span("f.yaml", 3, column, 3, end), Message("m", "m"))
    return as_text(found, "en", lambda path: ["", "", line]).splitlines()[3:]


def test_the_line_is_shown_with_its_place_under_full_width_characters_too():
    assert shown("    source: xinhau", 13, 19) == ["3 |     source: xinhau", "  |             ^^^^^^"]
    assert shown("标题: 一二", 5, 7) == ["3 | 标题: 一二", "  |       ^^^^"]


def test_of_a_line_without_end_the_part_around_the_place_is_shown():
    line, place = shown("a" * 100_000 + "BAD" + "c" * 100_000, 100_001, 100_004)
    assert len(line) < 500
    assert line[place.index("^") : place.index("^") + 3] == "BAD"
    assert (line[4], line[-1]) == ("…", "…")
    assert place.count("^") == 3


def test_at_either_end_of_such_a_line_nothing_is_left_out_there():
    line, place = shown("BAD" + "c" * 1000, 1, 4)
    assert line.startswith("3 | BADc")
    assert place == "  | ^^^"
    line, place = shown("c" * 1000 + "BAD", 1001, 1004)
    assert line.endswith("cBAD")
    assert line[place.index("^") :] == "BAD"
    _, place = shown("c" * 1000, 1, 1001)
    assert place.count("^") == 400
