"""Where folders cannot be exchanged, `site` is a link that is replaced; where files have one name, copies."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from caller import LIVE, NEW, OLD, all_marks, build, litter, tree_of

from digest.publish import difference, exchange
from digest.publish.layout import ASIDE, layout
from digest.publish.release import open_release
from digest.publish.rollback import rollback


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Path) -> None:
        raise OSError(errno.EINVAL, "no exchange here")

    monkeypatch.setattr(exchange, "swap", refused)


def test_two_folders_change_names_in_one_step(tmp_path: Path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    (one / "a").write_text("a")
    exchange.swap(one, other)
    assert (os.listdir(one), os.listdir(other)) == ([], ["a"])
    with pytest.raises(FileNotFoundError):
        exchange.swap(one, tmp_path / "none")


def test_a_release_is_a_real_folder_and_its_inode_goes_to_the_spare_one(out: Path):
    build(out, OLD)
    before = (out / "site").lstat().st_ino
    build(out, NEW)
    assert not (out / "site").is_symlink()
    assert (out / "state/spare").lstat().st_ino == before
    assert tree_of(out / "state/spare") == OLD
    assert litter(out) == set()


@pytest.mark.usefixtures("no_exchange")
def test_releases_alternate_behind_a_link(out: Path):
    names = []
    for tree in (OLD, LIVE, NEW, LIVE):
        build(out, tree)
        assert tree_of(out / "site") == tree
        assert (out / "site").is_symlink()
        assert litter(out) == set()
        names.append(os.readlink(out / "site"))
    assert names == [*ASIDE, *ASIDE]
    rollback(out)
    assert tree_of(out / "site") == NEW
    assert tree_of(out / "state/spare") == LIVE


def test_a_real_folder_becomes_a_link_where_exchanging_ends(out: Path, request: pytest.FixtureRequest):
    build(out, OLD)
    build(out, LIVE)
    request.getfixturevalue("no_exchange")
    build(out, NEW)
    assert (out / "site").is_symlink()
    assert tree_of(out / "site") == NEW
    assert tree_of(out / "state/spare") == LIVE
    assert litter(out) == set()


@pytest.mark.usefixtures("no_exchange")
def test_a_link_that_cannot_be_made_leaves_the_live_release(out: Path, monkeypatch: pytest.MonkeyPatch):
    build(out, LIVE)
    full = OSError(errno.ENOSPC, "no room")
    monkeypatch.setattr(Path, "symlink_to", lambda *_: (_ for _ in ()).throw(full))
    with pytest.raises(OSError, match="no room"):
        build(out, NEW)
    monkeypatch.undo()
    assert tree_of(out / "site") == LIVE
    build(out, NEW)
    assert tree_of(out / "site") == NEW
    assert litter(out) == set()


def test_a_fault_of_the_exchange_itself_is_no_reason_for_a_link(out: Path, monkeypatch: pytest.MonkeyPatch):
    build(out, LIVE)

    def sick(*_: Path) -> None:
        raise OSError(errno.EIO, "a sick disk")

    monkeypatch.setattr(exchange, "swap", sick)
    with pytest.raises(OSError, match="a sick disk"):
        build(out, NEW)
    assert tree_of(out / "site") == LIVE
    assert not (out / "site").is_symlink()
    assert litter(out) == set()


@pytest.mark.parametrize("name", ASIDE)
def test_what_a_killed_exchange_left_is_put_right(out: Path, name: str):
    build(out, OLD)
    build(out, LIVE)
    spare = tree_of(out / "state/spare")
    (out / "state/spare").rename(out / name)  # killed with the spare tree aside
    (out / "state/link").symlink_to(name)
    exchange.tidy(layout(out))
    assert tree_of(out / "state/spare") == spare
    assert litter(out) == set()
    (out / "site").rename(out / name)  # killed before there was a link to it
    with open_release(out):
        assert tree_of(out / "site") == LIVE
    (out / ASIDE[name == ASIDE[0]]).mkdir()  # both trees stand, and one more
    exchange.tidy(layout(out))
    assert tree_of(out / "site") == LIVE
    assert litter(out) == set()


def test_a_spare_tree_that_is_a_link_is_not_followed(out: Path, tmp_path: Path):
    build(out, OLD)
    away = tmp_path / "away"
    away.mkdir()
    (away / "precious").write_text("precious")
    (out / "state/spare").symlink_to(away)
    build(out, NEW)
    assert tree_of(out / "site") == NEW
    assert (away / "precious").read_text() == "precious"


@pytest.mark.parametrize("code", [errno.EPERM, errno.EMLINK, errno.ENOTSUP])
def test_where_a_file_has_one_name_only_trees_are_copies(
    out: Path, monkeypatch: pytest.MonkeyPatch, code: int
):
    def refused(*_: object, **__: object) -> None:
        raise OSError(code, "no second name")

    monkeypatch.setattr(os, "link", refused)
    for tree in (OLD, LIVE, NEW, LIVE):
        build(out, tree)
        assert tree_of(out / "site") == tree
        assert all(path.lstat().st_nlink == 1 for path in (out / "site").rglob("*") if path.is_file())
    assert all((out / "site" / path).lstat().st_mode & 0o777 == 0o644 for path in LIVE)


def test_a_good_copy_is_not_made_again_and_a_bad_one_is(out: Path, monkeypatch: pytest.MonkeyPatch):
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no second name")

    monkeypatch.setattr(os, "link", refused)
    more = {f"more/{number}.html": b"%d" % number for number in range(5)}
    for tree in (OLD, LIVE, OLD):
        build(out, {**tree, **more})
    spare = out / "state/spare"
    kept = all_marks(spare / "more")
    (spare / "more/1.html").write_bytes(b"altered")
    (spare / "more/2.html").chmod(0o600)
    build(out, {**LIVE, **more})
    now = all_marks(out / "site/more")
    assert tree_of(out / "site") == {**LIVE, **more}
    same = [name for name in more if now[str(out / "site" / name)] == kept[str(spare / name)]]
    assert {"more/3.html", "more/4.html"} <= set(same)  # of the first it learns that there are no links
    assert not {"more/1.html", "more/2.html"} & set(same)


def test_a_link_that_a_full_disk_refuses_is_a_fault(out: Path, monkeypatch: pytest.MonkeyPatch):
    build(out, LIVE)

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "link", refused)
    with pytest.raises(OSError, match="no room"):
        build(out, NEW)
    assert tree_of(out / "site") == LIVE
    assert litter(out) == set()


def test_a_file_that_changes_while_it_is_copied_is_a_fault(out: Path, monkeypatch: pytest.MonkeyPatch):
    build(out, LIVE)

    def refused(name: str, *_: object, **__: object) -> None:
        Path(name).write_bytes(b"changed meanwhile")
        raise OSError(errno.EPERM, "no second name")

    monkeypatch.setattr(os, "link", refused)
    with pytest.raises(OSError, match="changed while"):
        build(out, NEW)
    monkeypatch.undo()
    build(out, NEW)
    assert tree_of(out / "site") == NEW


def test_rights_that_other_hands_took_from_the_spare_tree_are_given_back(out: Path):
    build(out, OLD)
    build(out, LIVE)
    for folder in ("state/spare", "state/spare/zh"):
        (out / folder).chmod(0o500)
    build(out, NEW)
    assert tree_of(out / "site") == NEW
    assert {path.lstat().st_mode & 0o777 for path in (out / "site").rglob("*") if path.is_dir()} == {0o755}


def test_many_files_are_made_durable_at_once_and_few_one_by_one(out: Path, monkeypatch: pytest.MonkeyPatch):
    from digest.publish import durable

    one_by_one, at_once = [], []
    monkeypatch.setattr(durable, "sync", one_by_one.append)
    monkeypatch.setattr(durable, "_sync_file_system", at_once.append)
    build(out, OLD)
    few = len(one_by_one)
    assert few >= len(OLD)
    assert not at_once
    build(out, {f"{number}.html": b"%d" % number for number in range(100)})
    assert at_once == [out / "state/spare"]
    assert difference.FOLDER_MODE == 0o755


def test_a_whole_file_system_is_synced(tmp_path: Path):
    from digest.publish.durable import make_durable, sync

    for number in range(70):
        (tmp_path / str(number)).write_text("x")
    make_durable(tmp_path, [str(number) for number in range(70)], [""])
    with pytest.raises(OSError, match="No such file"):
        sync(tmp_path / "none")
