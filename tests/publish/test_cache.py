"""What is read once need not be read again; what is damaged, old or taken down is not there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from samples import DAY, ITEM, ITEM_PATH, item

from digest.gather import Gathered, gather
from digest.publish.cache import Cache

Publish = Callable[..., Path]
LATER = 2**62
"""An instant in ns when every file has been at rest for long."""


def saved(root: Path, at: Path, begun: int = LATER) -> Gathered:
    cache = Cache(at)
    found = gather(root, cache)
    cache.save(found.keys, found.seen, found.fresh, begun)
    return found


def test_what_was_kept_is_recalled_by_the_marks_of_files(publish: Publish, tmp_path: Path):
    root, at = publish(), tmp_path / "items.sqlite"
    first = saved(root, at)
    cache = Cache(at)

    assert all(cache.hash_of(path, mark) == hash for path, (mark, hash) in first.seen.items())
    assert set(first.seen) == set(first.keys)
    second = gather(root, cache)
    assert second.fresh == {}
    assert second.publication == first.publication


def test_the_mark_of_a_file_changed_a_moment_before_proves_nothing(publish: Publish, tmp_path: Path):
    root, at = publish(), tmp_path / "items.sqlite"
    first = saved(root, at, begun=0)
    cache = Cache(at)

    assert cache.hash_of(ITEM_PATH, first.seen[ITEM_PATH][0]) is None
    assert gather(root, cache).fresh == {}  # its bytes do


@pytest.mark.parametrize("cut", [0, 1, 99, 1000, 5000])
def test_a_cache_that_is_cut_short_is_none(publish: Publish, tmp_path: Path, cut: int):
    root, at = publish(), tmp_path / "items.sqlite"
    first = saved(root, at)
    at.write_bytes(at.read_bytes()[:cut])

    second = saved(root, at)
    assert second.publication == first.publication
    assert gather(root, Cache(at)).fresh == {}


def test_rubbish_and_a_link_are_no_cache(publish: Publish, tmp_path: Path):
    root, at = publish(), tmp_path / "items.sqlite"
    at.write_bytes(b"no database" * 1000)
    first = saved(root, at)
    assert gather(root, Cache(at)).fresh == {}

    link = tmp_path / "link.sqlite"
    link.symlink_to(at)
    assert len(gather(root, Cache(link)).fresh) == len(first.fresh)


def test_no_byte_that_is_changed_in_a_cache_changes_a_record(publish: Publish, tmp_path: Path):
    root, at = publish(), tmp_path / "items.sqlite"
    first = saved(root, at)
    whole = at.read_bytes()
    for place in range(0, len(whole), 97):
        at.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        found = gather(root, Cache(at)).publication
        assert found == first.publication, place


def test_another_version_of_the_cache_is_none(publish: Publish, tmp_path: Path):
    root, at = publish(), tmp_path / "items.sqlite"
    saved(root, at)
    with sqlite3.connect(at) as database:
        database.execute("pragma user_version = 1")
    database.close()

    assert len(gather(root, Cache(at)).fresh) == 2


def test_what_another_program_made_of_the_same_bytes_is_not_recalled(
    publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    root, at = publish(), tmp_path / "items.sqlite"
    saved(root, at)
    monkeypatch.setattr("digest.gather._salt", lambda: "another program")

    assert len(gather(root, Cache(at)).fresh) == 2


def test_no_byte_of_what_is_removed_is_left(publish: Publish, tmp_path: Path):
    at = tmp_path / "items.sqlite"
    path = f"{DAY}/02-secret.yaml"
    saved(publish({path: item("绝密标题", "绝密正文。" * 400)}), at)
    assert "绝密标题".encode() in at.read_bytes()

    saved(publish({path: item("绝密标题", status="removed")}), at)
    assert "绝密标题".encode() not in at.read_bytes()
    assert b"02-secret" not in at.read_bytes()


def test_an_edit_replaces_its_row(publish: Publish, tmp_path: Path):
    at = tmp_path / "items.sqlite"
    saved(publish(), at)
    saved(publish({ITEM_PATH: ITEM.replace("数据集方案", "新的标题")}), at)

    assert "数据集方案公布".encode() not in at.read_bytes()
