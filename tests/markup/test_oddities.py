"""Characters that need a second look, and where they stand."""

import pytest

from digest.load.nodes import Mapping, Scalar, compose
from digest.load.text import SourceText
from digest.markup.oddities import oddities


def odd(text: str) -> list[tuple[str, int, int]]:
    node, _ = compose(SourceText("f.yaml", text))
    assert isinstance(node, Mapping)
    scalars = [value for _, value in node.entries if isinstance(value, Scalar)]
    return [(one.code, *one.place[:2]) for one in oddities(text, scalars)]


@pytest.mark.parametrize("text", ["a: 供给", "a: 👩\u200d🔬", "# 供\u200b给\na: 供给"])
def test_most_text_has_none(text: str):
    assert odd(text) == []


def test_an_invisible_character_stands_where_it_is_typed():
    assert odd("a: 供\u200b给") == [("zero-width", 1, 5)]


def test_an_escape_stands_where_its_value_does():
    assert odd('a: "x\\u200b\\U000130a0"') == [("zero-width", 1, 4), ("no-glyph", 1, 4)]
    assert odd("a: 'x\\u200b'") == []
