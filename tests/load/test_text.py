"""Bytes of a file → its text, or why it is refused."""

import pytest

from digest.load.text import ITEM_LIMIT, decode


def codes(raw: bytes, limit: int = ITEM_LIMIT) -> list[tuple[str, int, int]]:
    text, findings = decode("f.yaml", raw, limit)
    assert (text is None) == bool(findings.found)
    return [(found.code, found.span.line, found.span.column) for found in findings.found]


@pytest.mark.parametrize("raw", ["\ufeffa: 1\n".encode(), b"a: 1\r\n", b"a: 1\r", b"a: 1\n", b""])
def test_a_byte_order_mark_and_any_line_ends_are_fine(raw: bytes):
    text, findings = decode("f.yaml", raw, ITEM_LIMIT)
    assert not findings.found
    assert text is not None
    assert text.text in ("a: 1\n", "")


def test_emoji_and_rare_characters_are_fine():
    assert codes("名: 👨‍👩‍👧 𬱟 é\n".encode()) == []


def test_the_first_bad_byte_is_found_after_any_line_ends():
    assert codes(b"a: 1\rb: \x80\n") == [("not-utf8", 2, 4)]
    assert codes(b"a: 1\r\nb: \x80\n") == [("not-utf8", 2, 4)]
    assert codes("\ufeff".encode() + b"\x80") == [("not-utf8", 1, 1)]


def test_gbk_is_named_with_the_place_of_its_first_byte():
    raw = "a: 1\nb: 标题\n".encode("gbk")
    assert codes(raw) == [("not-utf8", 2, 4)]
    _, findings = decode("f.yaml", raw, ITEM_LIMIT)
    assert "GBK" in findings.found[0].help.en


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x07", "\x7f", "\x85", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f", "\ufffe"],
)
def test_a_control_character_is_refused_at_its_place(character: str):
    assert codes(f"a: 1\nb: 标{character}题\n".encode()) == [("bad-character", 2, 5)]


def test_a_lone_surrogate_is_no_utf8():
    assert codes(b"a: \xed\xa0\x80\n") == [("not-utf8", 1, 4)]


def test_every_bad_character_is_named():
    assert len(codes(b"a: \x01\x02\n")) == 2


def test_a_file_may_be_as_large_as_the_limit_and_no_larger():
    assert codes(b"#" * ITEM_LIMIT) == []
    assert codes(b"#" * (ITEM_LIMIT + 1)) == [("too-large", 0, 0)]


def test_of_many_bad_characters_the_first_thousand_are_told_at_their_places():
    found = codes(b"\x01a\n" * 3000)
    assert found == [("bad-character", line, 1) for line in range(1, 1001)]
    assert codes(b"a\x01\n\n\x02b\x03\n") == [
        ("bad-character", 1, 2),
        ("bad-character", 3, 1),
        ("bad-character", 3, 3),
    ]
