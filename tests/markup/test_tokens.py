"""Texts → runs and tokens: the half of tokens.json that Python answers for; search.js does the other."""

import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.markup.tokens import index, normal, runs

VECTORS = json.loads(Path(__file__).with_name("tokens.json").read_text("utf-8"))
TEXTS = st.text(st.sampled_from("数据要素国𠮷の the a of state 5 2 G，。 -’\n"), max_size=40)


def tokens_of(text: str, start: int = 0) -> tuple[dict[str, list[int]], set[str], int]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    listed: set[str] = set()
    end = index(text, start, places, listed)
    return dict(places), listed, end


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["text"])
def test_a_text_becomes_these_tokens(vector: dict[str, object]):
    text = str(vector["text"])
    assert [[run, place] for _, run, place in runs(normal(text))] == vector["runs"]
    places, listed, _ = tokens_of(text)
    assert (places, sorted(listed)) == (vector["places"], vector["lists"])


@given(TEXTS)
def test_places_ascend_and_each_ideograph_and_word_has_one_of_its_own(text: str):
    taken = [
        place + step for is_han, run, place in runs(normal(text)) for step in range(len(run) if is_han else 1)
    ]
    assert all(one < other for one, other in pairwise(taken))
    places, _, end = tokens_of(text)
    assert all(one < other for found in places.values() for one, other in pairwise(found))
    assert end > max(taken, default=-1)


@given(TEXTS, st.integers(0, 300))
def test_a_text_has_the_same_tokens_wherever_it_begins(text: str, start: int):
    here, listed, end = tokens_of(text)
    there, same, later = tokens_of(text, start)
    assert there == {token: [place + start for place in found] for token, found in here.items()}
    assert (same, later) == (listed, end + start)


@given(TEXTS)
def test_width_case_and_invisible_characters_make_no_difference(text: str):
    other = "\u00ad".join(text.upper()).translate({ord(a): ord(a) + 0xFEE0 for a in "5G2"})
    assert tokens_of(other) == tokens_of(text)
