"""A file that an editor wrote → the same file with other bytes."""

from pathlib import Path

import pytest

from digest.publish.rewrite import ChangedMeanwhile, rewrite


def test_the_bytes_change_and_the_mode_stays(tmp_path: Path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a")
    path.chmod(0o640)
    rewrite(path, b"a", b"b")
    assert path.read_bytes() == b"b"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_what_somebody_saved_meanwhile_is_not_lost(tmp_path: Path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedMeanwhile):
        rewrite(path, b"a", b"ours")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_not_followed(tmp_path: Path):
    target = tmp_path / "target"
    target.write_bytes(b"a")
    path = tmp_path / "a.yaml"
    path.symlink_to(target)
    with pytest.raises(ChangedMeanwhile):
        rewrite(path, b"a", b"b")
    assert target.read_bytes() == b"a"
