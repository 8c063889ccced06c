"""A place in a text is a place in its file, whatever way the text is written there."""

import pytest

from digest.load.nodes import Mapping, Scalar, compose
from digest.load.text import SourceText
from digest.markup.origin import origin


def origin_of(text: str):
    node, _ = compose(SourceText("f.yaml", text))
    assert isinstance(node, Mapping)
    scalar = node.entries[0][1]
    assert isinstance(scalar, Scalar)
    return origin("f.yaml", text.split("\n"), scalar)


@pytest.mark.parametrize(
    ("text", "line", "column", "place"),
    [
        ("a: plain\n", 0, 2, (1, 6)),
        ("a: 'quoted'\n", 0, 0, (1, 5)),
        ('a: "quoted"\n', 0, 3, (1, 8)),
        ("a: |\n  one\n  two\n", 1, 1, (3, 4)),
        ("a: |\n    one\n\n    three\n", 2, 0, (4, 5)),
        ('a: "\\u5b57"\n', 0, 0, (1, 4)),
        ("a: >\n  one\n  two\n", 0, 2, (1, 4)),
    ],
)
def test_a_place_is_found(text: str, line: int, column: int, place: tuple[int, int]):
    span = origin_of(text).at(line, column, 2)
    assert (span.line, span.column) == place


def test_a_line_begins_where_its_text_does():
    span = origin_of("a: |\n    one\n").line(0)
    assert (span.line, span.column, span.end_column) == (2, 5, 6)
