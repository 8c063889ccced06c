"""Manifests on disk: whole, or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.publish.manifest import Header, Manifest, header_of, load, save
from digest.publish.record import Record

SAMPLE = Manifest(
    root=7,
    digests={"zh/索引.html": "ab"},
    marks={"zh/索引.html": "1 2 3 4 5"},
    folders={"zh": "1 2 3 4 6"},
    record=Record.of({"zh/": {"parts": ["x", None, 1.5]}, "a": 1}).raw,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    save(tmp_path / "live.json", SAMPLE)
    return tmp_path / "live.json"


def test_what_was_saved_is_loaded(path: Path):
    assert load(path) == SAMPLE
    assert header_of(path) == Header(root=7, forget=False)
    assert [other.name for other in path.parent.iterdir()] == ["live.json"]


def test_a_manifest_cut_short_anywhere_is_none(path: Path):
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert load(path) is None


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_manifest_with_a_flipped_bit_is_none_or_the_same(
    tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
):
    path = tmp_path_factory.mktemp("flip") / "live.json"
    save(path, SAMPLE)
    data = bytearray(path.read_bytes())
    body = data.index(b"\n") + 1
    data[body + place % (len(data) - body)] ^= 1 << bit
    path.write_bytes(data)

    assert load(path) is None


@pytest.mark.parametrize("text", ["", "[]", "null\n{}", '{"version":1}', "{" * 100_000, "\xff", "5"])
def test_nonsense_is_none(text: str, path: Path):
    path.write_text(text, encoding="latin-1")

    assert load(path) is None
    assert header_of(path) is None


def test_another_version_is_none(path: Path):
    first, _, body = path.read_bytes().partition(b"\n")
    header = {**json.loads(first), "version": 99}
    path.write_bytes(json.dumps(header).encode() + b"\n" + body)

    assert load(path) is None


def test_no_manifest_is_none(tmp_path: Path):
    assert load(tmp_path / "none.json") is None
    assert header_of(tmp_path / "none.json") is None


def test_a_record_is_read_as_it_was_given():
    assert SAMPLE.jobs == {"zh/": {"parts": ["x", None, 1.5]}, "a": 1}


def test_a_record_that_is_no_json_is_refused():
    with pytest.raises(TypeError):
        Record.of({"a": {1, 2}})
