"""Caches and records that are damaged, of another version or of another machine cost only time."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from publish.caller import Tree, tree_of
from samples import DAY, ITEM, ITEM_PATH, item

from digest.cli import main
from digest.publish.files import remove

Publish = Callable[..., Path]

FILES = ("items.sqlite", "live.json", "spare.json", "standing.json", "last.json", "kits.json", "lock")
RECORDS = tuple(name for name in FILES if name.endswith(".json"))
SECOND = f"{DAY}/02-second.yaml"


def build(root: Path, *more: str) -> Result:
    words = ["build", "--no-pdf", "--jobs", "1", "--now", "2026-06-20T20:00", "--root", str(root), *more]
    return CliRunner().invoke(main, words)


def built(root: Path) -> Tree:
    done = build(root)
    assert done.exit_code == 0, done.output
    return tree_of(root / "build/site")


@pytest.fixture
def root(publish: Publish) -> Path:
    """A publication with a release, the one before, and all records of both."""
    root = publish({SECOND: item("第二条", "第二条正文。")})
    built(root)
    (root / ITEM_PATH).write_text(ITEM.replace("共6项", "共七项"), encoding="utf-8")
    built(root)
    assert {path.name for path in (root / "build/state").iterdir()} >= set(FILES)
    return root


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def rubbish(path: Path) -> None:
    path.write_bytes(random.Random(path.name).randbytes(5000))


def overwritten(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[:100] + bytes(len(raw[100:])))


def longer(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0" * 4096)


def a_folder(path: Path) -> None:
    path.unlink()
    (path / "in it").mkdir(parents=True)


def a_link(path: Path) -> None:
    away = path.parents[2] / f"away-{path.name}"
    path.rename(away)
    path.symlink_to(away)


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def gone(path: Path) -> None:
    path.unlink()


DAMAGES = (cut, emptied, rubbish, overwritten, longer, a_folder, a_link, a_pipe, gone)


@pytest.mark.parametrize("name", FILES)
def test_no_damage_of_a_file_in_state_changes_a_byte(root: Path, name: str):
    path = root / "build/state" / name
    before = tree_of(root / "build/site")
    away = root / f"away-{name}"
    for damage in DAMAGES:
        if not path.exists():  # as after a build that had nothing to do
            path.write_bytes(b"{}")
        damage(path)
        kept = away.read_bytes() if away.exists() else b""
        if name == "lock" and damage in (a_folder, a_link):  # somebody else's: told, not destroyed
            assert build(root).exit_code == 3, damage
            remove(str(path))
        assert built(root) == before, damage
        (root / "build/state/standing.json").unlink(missing_ok=True)  # so that all else is read
        assert built(root) == before, damage
        assert not away.exists() or away.read_bytes() == kept, damage
    (root / SECOND).write_text(item("第二条", "第二条改过。"), encoding="utf-8")
    after = built(root)
    assert "第二条改过" in after["zh/2026-06-16/second/index.html"].decode()


@pytest.mark.slow
def test_no_byte_of_a_record_that_flips_changes_a_byte(root: Path):
    before = built(root)
    chance = random.Random(7)
    for name in ("items.sqlite", "live.json", "spare.json", "standing.json", "kits.json"):
        path = root / "build/state" / name
        for _ in range(12):
            raw = bytearray(path.read_bytes())
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
            path.write_bytes(raw)
            assert built(root) == before, name


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_of_another_version_is_none(root: Path, name: str):
    path = root / "build/state" / name
    before = tree_of(root / "build/site")
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    record = json.loads(first)
    path.write_text(json.dumps({**record, "version": record["version"] + 1}) + "\n" + rest, encoding="utf-8")

    assert built(root) == before


def test_a_cache_of_another_version_is_none(root: Path):
    before = tree_of(root / "build/site")
    with closing(sqlite3.connect(root / "build/state/items.sqlite")) as database:
        database.execute("pragma user_version = 999")
        database.execute("update kept set card = '{}', whole = x'00'")
        database.commit()

    assert built(root) == before


def test_state_of_another_machine_serves_or_costs_time(root: Path, tmp_path: Path):
    """Copied without times, under another path: new inodes, new times, the same bytes."""
    before = tree_of(root / "build/site")
    other = shutil.copytree(root, tmp_path / "elsewhere/p", copy_function=shutil.copyfile)
    assert built(other) == before

    mixed = shutil.copytree(root, tmp_path / "mixed/p", copy_function=shutil.copyfile)
    shutil.rmtree(mixed / "build/site")
    assert built(mixed) == before

    state = shutil.copytree(root, tmp_path / "state/p", copy_function=shutil.copy2)
    (state / ITEM_PATH).write_text(ITEM.replace("共6项", "共八项"), encoding="utf-8")
    assert "共八项" in built(state)["zh/2026-06-16/plan/index.html"].decode()


@pytest.mark.slow
def test_two_builds_at_once_publish_once_each_or_wait(publish: Publish):
    root = publish(
        {f"{DAY}/{number:02}-more-{number}.yaml": item(f"第{number}条") for number in range(2, 10)}
    )
    words = ["build", "--no-pdf", "--jobs", "1", "--now", "2026-06-20T20:00", "--root", str(root)]
    for turn in range(3):
        (root / ITEM_PATH).write_text(ITEM.replace("共6项", f"共{turn + 10}项"), encoding="utf-8")
        two = [
            subprocess.Popen([sys.executable, "-m", "digest", *words], stderr=subprocess.DEVNULL)
            for _ in range(2)
        ]
        codes = sorted(one.wait() for one in two)
        assert codes in ([0, 0], [0, 75])
        page = (root / "build/site/zh/2026-06-16/plan/index.html").read_text(encoding="utf-8")
        assert f"共{turn + 10}项" in page
    before = tree_of(root / "build/site")
    assert built(root) == before
