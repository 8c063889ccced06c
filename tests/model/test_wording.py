"""Texts → digits that stay the same while the wording does."""

import hashlib

from digest.model.wording import wording


def test_it_is_sha_256_of_letters_and_digits_joined_by_line_feeds():
    expected = hashlib.sha256("数据A1\n\nbody2".encode()).hexdigest()[:12]
    assert wording(["数据，Ａ1。", "", "body: 2\n"]) == expected


def test_a_mended_comma_changes_nothing_and_a_changed_figure_does():
    assert wording(["增长3.5%，超预期。"]) == wording(["增长 3.5%,超预期"])
    assert wording(["增长3.5%"]) != wording(["增长3.6%"])


def test_a_text_that_moves_from_one_to_the_next_changes_it():
    assert wording(["ab", "c"]) != wording(["a", "bc"])
