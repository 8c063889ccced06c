"""What `state/` and the folders beside the release hold: whole, or not there."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from caller import LIVE, NEW, OLD, build, litter, tree_of

from digest.diagnostic import Diagnostic, Message, Severity, Span
from digest.publish.beside import keep_beside, put_beside
from digest.publish.files import put_in_place, read_regular, remove, write_new
from digest.publish.finished import Finished
from digest.publish.kept import keep, kept
from digest.publish.kits import Kits, Part
from digest.publish.last import Last, end_by_fault, end_of, keep_last, last_of
from digest.publish.layout import layout
from digest.publish.lock import Locked, locked
from digest.publish.manifest import load, save
from digest.publish.probed import Probed, keep_probed, probed_of
from digest.publish.recovery import settle
from digest.publish.release import open_release
from digest.publish.rollback import NothingBefore, rollback
from digest.publish.scratch import scratch, sweep_up
from digest.publish.told import keep_told, told_of
from digest.render.artifact import Staged

# Records --------------------------------------------------------------------------------------


def test_a_record_is_read_as_it_was_kept(tmp_path: Path):
    path = tmp_path / "new/record.json"
    keep(path, 3, {"b": [1, None], "a": "字"})
    assert kept(path, 3) == {"b": [1, None], "a": "字"}
    assert kept(path, 4) is None
    assert os.listdir(path.parent) == ["record.json"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_an_altered_record_is_none_wherever_it_was_altered(tmp_path: Path):
    path = tmp_path / "record.json"
    keep(path, 1, {"until": "2026-06-16", "n": 5})
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert kept(path, 1) in (None, {"until": "2026-06-16", "n": 5})
        path.write_bytes(whole[:at])
        assert kept(path, 1) is None


@pytest.mark.parametrize(
    "text", ["", "[]", "5", '{"version": 1}', '{"version":1,"sha256":"","told":[]}', "[" * 9999]
)
def test_what_is_no_record_is_none(text: str, tmp_path: Path):
    (tmp_path / "record.json").write_text(text)
    assert kept(tmp_path / "record.json", 1) is None


def test_a_record_that_cannot_be_written_leaves_the_old_one_and_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "record.json"
    keep(path, 1, {"a": 1})

    def full(*_: object) -> int:
        raise OSError(28, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError, match="no room"):
            keep(path, 1, {"a": 2})
    assert kept(path, 1) == {"a": 1}
    assert os.listdir(tmp_path) == ["record.json"]


def test_a_half_written_record_of_a_killed_run_is_in_nobodys_way(tmp_path: Path):
    (tmp_path / "record.json.new").write_text("half")
    keep(tmp_path / "record.json", 1, {"a": 1})
    assert os.listdir(tmp_path) == ["record.json"]


def test_only_regular_files_are_read_and_a_folder_is_replaced(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"bytes")
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    assert read_regular(str(tmp_path / "file")) == b"bytes"
    for name in ("link", "pipe", "none", "."):
        with pytest.raises(OSError):  # noqa: PT011 – each has an error number of its own
            read_regular(str(tmp_path / name))
    (tmp_path / "folder/in").mkdir(parents=True)
    put_in_place(str(tmp_path / "file"), str(tmp_path / "folder"))
    assert (tmp_path / "folder").read_bytes() == b"bytes"


def test_what_was_told_and_probed_comes_back(tmp_path: Path):
    assert (told_of(tmp_path), probed_of(tmp_path)) == ({}, {})
    keep_told(tmp_path, {"wecom": "ab"})
    assert told_of(tmp_path) == {"wecom": "ab"}
    at = datetime(2026, 6, 16, 12, tzinfo=UTC)
    probed = {
        "https://a.cn/": Probed(at, "moved", "301", "https://b.cn/"),
        "https://c.cn/": Probed(at, "fine", "200"),
    }
    keep_probed(tmp_path, probed)
    assert probed_of(tmp_path) == probed


def test_the_end_of_a_build_comes_back(tmp_path: Path):
    assert last_of(tmp_path) is None
    error = Diagnostic("a-b", Severity.ERROR, Span("f.yaml", 3, 1, 3, 2), Message("bad", "坏"))
    warning = replace(error, severity=Severity.WARNING)
    placeless = Diagnostic("c-d", Severity.ERROR, Span("g.yaml"), Message("worse", "更坏"))
    end = end_of([error, warning, placeless], published=False)
    assert end.errors == (
        {"zh": "f.yaml:3 坏", "en": "f.yaml:3 bad"},
        {"zh": "g.yaml 更坏", "en": "g.yaml worse"},
    )
    assert end.warnings == 1
    keep_last(tmp_path, end)
    assert last_of(tmp_path) == end
    assert end_of([error, warning], published=True) == Last(published=True, warnings=1)
    keep_last(tmp_path, end_by_fault(Message("full", "满")))
    assert last_of(tmp_path) == Last(published=False, errors=({"zh": "满", "en": "full"},))


def test_the_same_end_is_not_written_again(tmp_path: Path):
    keep_last(tmp_path, Last(published=True))
    before = (tmp_path / "state/last.json").stat()
    keep_last(tmp_path, Last(published=True))
    assert (tmp_path / "state/last.json").stat() == before


# Finished work --------------------------------------------------------------------------------


def staged(folder: Path, path: str, data: bytes) -> Staged:
    from digest.publish.files import digest

    folder.mkdir(exist_ok=True)
    file = folder / digest(data)[:8]
    write_new(str(file), data)
    return Staged(path, digest(data), str(file))


def test_finished_work_is_taken_whole_or_not_at_all(tmp_path: Path):
    finished = Finished(tmp_path / "finished")
    finished.keep({"key": ({"pages": 2}, [staged(tmp_path / "stage", "a.pdf", b"one")])})
    taken = finished.take("key", "a.pdf")
    assert taken
    assert (taken.address, taken.facts, taken.artifacts[0].path, taken.artifacts[0].data) == (
        "a.pdf",
        {"pages": 2},
        "a.pdf",
        b"one",
    )
    assert finished.take("other", "a.pdf") is None
    [file] = [path for path in finished.folder.iterdir() if path.suffix != ".json"]
    file.write_bytes(b"two")
    assert finished.take("key", "a.pdf") is None
    file.unlink()
    assert finished.take("key", "a.pdf") is None


def test_what_is_of_no_use_any_more_goes(tmp_path: Path):
    finished = Finished(tmp_path / "finished")
    finished.keep({"one": ({}, [staged(tmp_path / "stage", "a", b"one")])})
    finished.keep({"two": ({}, [staged(tmp_path / "stage", "b", b"two")])})
    assert finished.take("one", "a") is None
    assert finished.take("two", "b")
    assert len(os.listdir(finished.folder)) == 2
    finished.keep({})
    assert not finished.folder.exists()
    finished.keep({"two": ({}, [staged(tmp_path / "stage", "c", b"three")])})
    finished.clear()
    assert not finished.folder.exists()


# Beside the release ---------------------------------------------------------------------------


def test_a_folder_beside_holds_what_was_put_last_and_goes_when_it_is_of_no_use(tmp_path: Path):
    first = put_beside(tmp_path, "proof", "2026-06-16", {"a.pdf": b"a", "b.pdf": b"b"})
    assert [path.read_bytes() for path in first] == [b"a", b"b"]
    put_beside(tmp_path, "proof", "2026-06-16", {"c.pdf": b"c"})
    put_beside(tmp_path, "proof", "2026-06-17", {"d.pdf": b"d"})
    assert tree_of(tmp_path / "proof") == {"2026-06-16/c.pdf": b"c", "2026-06-17/d.pdf": b"d"}
    keep_beside(tmp_path, "proof", {"2026-06-17"})
    assert tree_of(tmp_path / "proof") == {"2026-06-17/d.pdf": b"d"}
    keep_beside(tmp_path, "proof", set())
    assert not (tmp_path / "proof").exists()
    keep_beside(tmp_path, "proof", set())
    with locked(layout(tmp_path).lock), pytest.raises(Locked):
        put_beside(tmp_path, "proof", "2026-06-16", {})


def test_a_kit_that_cannot_be_written_leaves_no_half_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kits = Kits(tmp_path)
    kits.put("2026-06-16", {"a": b"1", "b/c": b"2"}, "d", {"a": Part("f", ("a",))})
    assert Kits(tmp_path).intact("2026-06-16")
    assert Kits(tmp_path).known == kits.known
    assert kits.stand()

    def full(*_: object) -> int:
        raise OSError(28, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError, match="no room"):
            kits.put("2026-06-16", {"a": b"3"}, "d", {})
    assert tree_of(tmp_path / "kit") == {"2026-06-16/a": b"1", "2026-06-16/b/c": b"2"}
    (tmp_path / "kit/2026-06-16/b/c").write_bytes(b"9")
    assert not kits.intact("2026-06-16")
    assert not kits.stand()
    kits.drop("2026-06-16")
    assert not (tmp_path / "kit").exists()
    assert not (tmp_path / "state/kits.json").exists()


def test_scratch_that_nobody_holds_goes(tmp_path: Path):
    build(tmp_path, OLD)
    with scratch(tmp_path) as folder:
        (folder / "work").write_text("x")
        sweep_up(tmp_path / "state")
        assert (folder / "work").exists()
    assert not folder.exists()
    left = tmp_path / "state/scratch-killed"
    left.mkdir()
    (left / "work").write_text("x")
    with open_release(tmp_path):
        assert not left.exists()
    assert litter(tmp_path) == set()


# Settling -------------------------------------------------------------------------------------


def manifest_of(out: Path, name: str) -> int:
    found = load(out / f"state/{name}.json")
    assert found
    return found.root


def test_a_kill_between_an_exchange_and_its_records_is_settled(tmp_path: Path):
    build(tmp_path, OLD)
    build(tmp_path, LIVE)
    state = tmp_path / "state"
    live, spare = (load(state / f"{name}.json") for name in ("live", "spare"))
    assert live
    assert spare
    state.joinpath("live.json").rename(state / "next.json")  # killed right after the exchange
    state.joinpath("spare.json").rename(state / "live.json")
    settle(layout(tmp_path))
    assert (load(state / "live.json"), load(state / "spare.json")) == (live, spare)

    state.joinpath("live.json").rename(state / "swap.json")  # killed while a rollback renames
    state.joinpath("spare.json").rename(state / "live.json")
    settle(layout(tmp_path))
    assert litter(tmp_path) == set()
    assert tree_of(tmp_path / "site") == LIVE

    build(tmp_path, NEW)
    save(state / "next.json", replace(live, root=1))  # of a release that did not come to be
    settle(layout(tmp_path))
    assert litter(tmp_path) == set()
    assert manifest_of(tmp_path, "live") == (tmp_path / "site").stat().st_ino


def test_a_release_that_takes_down_forgets_even_after_a_kill(tmp_path: Path):
    build(tmp_path, OLD)
    build(tmp_path, LIVE)
    state = tmp_path / "state"
    live = load(state / "live.json")
    assert live
    save(state / "live.json", replace(live, forget=True))
    settle(layout(tmp_path))
    assert not (state / "spare").exists()
    assert not (state / "spare.json").exists()
    assert load(state / "live.json") == live
    with pytest.raises(NothingBefore):
        rollback(tmp_path)


def test_a_rollback_goes_to_what_was_before_and_back_and_never_to_damage(tmp_path: Path):
    with pytest.raises(NothingBefore):
        rollback(tmp_path)
    build(tmp_path, OLD)
    with pytest.raises(NothingBefore):
        rollback(tmp_path)
    build(tmp_path, LIVE)
    for tree in (OLD, LIVE):
        rollback(tmp_path)
        assert tree_of(tmp_path / "site") == tree
        assert litter(tmp_path) == set()
    (tmp_path / "state/spare/a.css").unlink()  # a second name of the live file: never written in place
    with pytest.raises(NothingBefore, match="damaged"):
        rollback(tmp_path)
    (tmp_path / "state/spare/a.css").write_bytes(b"b")
    with pytest.raises(NothingBefore, match="damaged"):
        rollback(tmp_path)
    assert tree_of(tmp_path / "site") == LIVE


def test_a_rollback_works_after_a_copy_from_another_disk(tmp_path: Path):
    import shutil

    build(tmp_path / "here", OLD)
    build(tmp_path / "here", LIVE)
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    rollback(tmp_path / "there")
    assert tree_of(tmp_path / "there/site") == OLD
    rollback(tmp_path / "there")
    assert tree_of(tmp_path / "there/site") == LIVE


# A release in the making ----------------------------------------------------------------------


def test_what_is_put_and_kept_can_be_read_and_nothing_else(tmp_path: Path):
    build(tmp_path, OLD)
    with open_release(tmp_path) as release:
        release.keep("a.css")
        release.put("b.css", b"b")
        release.put("b.css", b"b")
        release.put("index.html", b"home 1")
        assert [release.read(name) for name in ("a.css", "b.css", "index.html")] == [b"a", b"b", b"home 1"]
        with pytest.raises(ValueError, match="neither"):
            release.read("zh/index.html")
        with pytest.raises(ValueError, match="not as it was"):
            release.keep("none.css")
        for path in ("../x", "/x", "a//b", "a/./b", "b.css/x", "x\0y"):
            with pytest.raises(ValueError):  # noqa: PT011 – each says why
                release.put(path, b"")
        outcome = release.publish({})
    assert (outcome.made, outcome.kept, outcome.gone, outcome.changed) == (1, 2, 1, True)
    assert tree_of(tmp_path / "site") == {"a.css": b"a", "b.css": b"b", "index.html": b"home 1"}
    assert json.loads((tmp_path / "state/live.json").read_text().splitlines()[0])["forget"] is False


def test_a_release_that_is_left_without_publishing_leaves_all_as_it_was(tmp_path: Path):
    build(tmp_path, OLD)
    with open_release(tmp_path) as release:
        release.put("b.css", b"b")
    assert tree_of(tmp_path / "site") == OLD
    assert litter(tmp_path) == set()
    remove(str(tmp_path / "state"))
    build(tmp_path, LIVE)
    assert tree_of(tmp_path / "site") == LIVE


@pytest.mark.parametrize("trust", [True, False])
def test_bytes_changed_behind_our_back_are_found(tmp_path: Path, trust: bool):
    build(tmp_path, OLD)
    (tmp_path / "site/a.css").write_bytes(b"x")
    (tmp_path / "site/zh").chmod(0o700)
    with open_release(tmp_path, trust=trust) as release:
        assert not release.intact("a.css")
        assert release.intact("index.html")
    build(tmp_path, OLD)
    assert tree_of(tmp_path / "site") == OLD
    assert (tmp_path / "site/zh").stat().st_mode & 0o777 == 0o755
