"""A file's text → nodes with places; what hides things is refused."""

import pytest

from digest.load.nodes import DEPTH_LIMIT, Mapping, Scalar, compose
from digest.load.text import SourceText


def read(text: str):
    return compose(SourceText("f.yaml", text))


def codes(text: str) -> list[tuple[str, int, int]]:
    _, findings = read(text)
    return [(found.code, found.span.line, found.span.column) for found in findings.found]


@pytest.mark.parametrize(
    "typed", ["no", "22:30", "1.10", "010", "0x1F", "1e3", "null", "2026-06-16", "on", "=", "1_000"]
)
def test_a_scalar_stays_what_was_typed(typed: str):
    node, findings = read(f"a: {typed}\n")
    assert not findings.found
    assert isinstance(node, Mapping)
    assert node.entries[0][1].value == typed


def test_keys_and_values_know_their_places():
    node, _ = read("一: 二\n三:\n  - 四\n")
    (key, value), (_, listed) = node.entries
    assert key.place == (1, 1, 1, 2)
    assert value.place == (1, 4, 1, 5)
    assert listed.nodes[0].place == (3, 5, 3, 6)


def test_a_literal_block_keeps_its_lines():
    node, _ = read("a: |\n  x\n\n  y\n")
    assert node.entries[0][1] == Scalar("x\n\ny\n", (1, 4, 5, 1), "|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\n", [("yaml-anchor", 1, 4)]),
        ("a: 1\nb: *x\n", [("yaml-alias", 2, 4)]),
        ("a: !!int 1\n", [("yaml-tag", 1, 4)]),
        ("a: !x 1\n", [("yaml-tag", 1, 4)]),
        ("<<: {a: 1}\n", [("yaml-merge-key", 1, 1)]),
        ("%YAML 1.2\n---\na: 1\n", [("yaml-directive", 1, 1)]),
        ("a: 1\n---\nb: 2\n", [("yaml-documents", 2, 1)]),
        ("? [a]\n: 1\n", [("yaml-key", 1, 3)]),
        ("- &a [*a]\n", [("yaml-anchor", 1, 3), ("yaml-alias", 1, 7)]),
    ],
)
def test_what_hides_things_is_refused_at_its_place(text: str, expected: list[tuple[str, int, int]]):
    assert codes(text) == expected


@pytest.mark.parametrize("escape", ["\\u202e", "\\x07", "\\N", "\\L"])
def test_a_refused_character_is_no_better_as_an_escape(escape: str):
    assert codes(f'a: "x{escape}"\n') == [("bad-character", 1, 4)]
    assert codes(f"a: 'x{escape}'\n") == []


def test_one_document_may_begin_with_a_line_of_hyphens():
    assert codes("---\na: 1\n") == []


def test_nesting_ends_at_the_limit():
    assert codes("[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT) == []
    assert codes("[" * (DEPTH_LIMIT + 1) + "]" * (DEPTH_LIMIT + 1)) == [("too-deep", 1, DEPTH_LIMIT + 1)]
    assert codes("[" * 10_000)[0][0] in ("too-deep", "yaml-syntax")


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("headline:\n  zh: 标题: 副标题\n", (2, 9), "colon"),
        ("标题：一\nb: 1\n", (1, 3), "half-width colon"),
        ("headline：一\nb: 1\n", (1, 9), "half-width colon"),
        ("a:\n  zh：|\n    一\n    二\n  en: |\n    x\n", (2, 5), "half-width colon"),
        ("a: |\n  ai：一\nb: [x\nc: 1\n", (3, 4), "valid YAML"),
        ("a: 'x\nb: 1\n", (1, 4), "quote is not closed"),
        ('a: "x\nb: "y"\nc: 1\n', (1, 4), "quote is not closed"),
        ("a:\n\tb: 1\n", (2, 1), "tab"),
        ("a: @b\n", (1, 4), "begin with @"),
        ("a: `b`\n", (1, 4), "begin with `"),
        ("a: %b\n", (1, 4), "begin with %"),
    ],
)
def test_the_known_mistakes_are_said_plainly(text: str, place: tuple[int, int], said: str):
    _, findings = read(text)
    [found] = findings.found
    assert found.code == "yaml-syntax"
    assert (found.span.line, found.span.column) == place
    assert said in found.message.en


def test_an_empty_file_is_nothing():
    assert read("") == read("# only a comment\n")
