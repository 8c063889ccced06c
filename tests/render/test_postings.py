"""A segment's texts → its files: read back, they say what stands where, and nothing else."""

import json
import zlib
from collections import defaultdict
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.markup.tokens import index
from digest.plan.search import Segment
from digest.render.artifact import Task, Workshop
from digest.render.postings import Postings, number
from digest.render.search import HEADLINE, render_search
from digest.view.search import SearchSegmentView, SearchText

LETTERS = st.text(st.sampled_from("数据要素国家the of state 5G，。 "), min_size=1, max_size=30)
TEXTS = st.lists(st.tuples(LETTERS, LETTERS, st.sets(st.sampled_from(["topic:a", "source:b"]))), max_size=12)


def files_of(texts: tuple[SearchText, ...], words: int, lists: int, each: int) -> dict[str, bytes]:
    view = SearchSegmentView(texts, words, lists, each)
    rendered = render_search(Task("assets/s/", "search", "", view), Workshop(None, ()))  # type: ignore[arg-type]
    return {one.path.removeprefix("assets/s/"): zlib.decompress(one.data) for one in rendered.artifacts}


def numbers(raw: bytes) -> list[int]:
    found, value, shift = [], 0, 0
    for byte in raw:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            found.append(value)
            value = shift = 0
    assert shift == 0
    return found


def entries(raw: bytes) -> dict[str, list[int]]:
    found, at = {}, 0

    def part() -> bytes:
        nonlocal at
        length = shift = 0
        while True:
            byte = raw[at]
            at += 1
            length |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
        at += length
        return raw[at - length : at]

    while at < len(raw):
        token = part().decode()
        found[token] = numbers(part())
    return found


def places_in(posting: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    text, rest = -1, iter(posting)
    for head in rest:
        text += head >> 1
        count = next(rest) + 2 if head & 1 else 1
        place, found[text] = 0, []
        for _ in range(count):
            place += next(rest)
            found[text].append(place)
    return found


@settings(max_examples=40)
@given(TEXTS, st.integers(1, 5), st.integers(1, 3), st.integers(1, 4))
def test_the_files_hold_every_token_of_every_text_once(
    given_texts: list[tuple[str, str, set[str]]], words: int, lists: int, each: int
):
    texts = tuple(
        SearchText(f"zh/2026-06-16/s-{place}/", headline, text, tuple(sorted(filters)))
        for place, (headline, text, filters) in enumerate(given_texts)
    )
    files = files_of(texts, words, lists, each)
    places: dict[str, dict[int, list[int]]] = defaultdict(dict)
    listed: dict[str, dict[int, bool]] = defaultdict(dict)
    for place, text in enumerate(texts):
        own: defaultdict[str, list[int]] = defaultdict(list)
        headline: set[str] = set()
        rest: set[str] = set()
        index(text.headline, 0, own, headline)
        index(text.text, HEADLINE, own, rest)
        for token, found in own.items():
            places[token][place] = found
        for token in chain(headline, rest, text.filters):
            listed[token][place] = token in headline
    read: dict[str, dict[int, list[int]]] = {}
    for shard in range(words):
        for token, posting in entries(files[f"w{shard}.bin"]).items():
            assert zlib.crc32(token.encode()) % words == shard
            read[token] = places_in(posting)
    assert read == places
    lists_read: dict[str, dict[int, bool]] = {}
    for shard in range(lists):
        for token, posting in entries(files[f"l{shard}.bin"]).items():
            assert zlib.crc32(token.encode()) % lists == shard
            text_number, known = -1, {}
            for value in posting:
                text_number += value >> 1
                known[text_number] = bool(value & 1)
            lists_read[token] = known
    assert lists_read == listed
    shown = [json.loads(files[f"d{place}.bin"]) for place in range(-(-len(texts) // each))]
    assert list(chain(*shown)) == [[text.address, text.headline, text.text] for text in texts]
    assert len(files) == words + lists + len(shown)


def test_a_place_past_what_one_byte_holds_is_kept():
    postings = Postings()
    postings.enter_places(0, {"数据": [3, 70_000, 5_000_000]})
    postings.enter_places(40_000, {"数据": [2_000_000]})
    (raw,) = postings.files(1)
    found = places_in(entries(zlib.decompress(raw))["数据"])
    assert found == {0: [3, 70_000, 5_000_000], 40_000: [2_000_000]}


@pytest.mark.parametrize("value", [0, 1, 127, 128, 16_383, 16_384, 2**40])
def test_numbers_are_read_as_they_were_written(value: int):
    assert numbers(number(value)) == [value]


def test_a_small_publication_has_few_files_and_ten_years_have_no_more_than_needed():
    def counts(size: int, texts: int) -> tuple[int, int, int]:
        segment = Segment("zh", "2026", (None,) * texts, "", size, frozenset())  # type: ignore[arg-type]
        return segment.word_files, segment.list_files, -(-texts // segment.texts_a_file)

    assert counts(9_000, 5) == (3, 1, 3)
    assert counts(28_000_000, 16_425) == (3704, 231, 8213)
    assert counts(280_000_000, 164_250)[0] < 12_000
