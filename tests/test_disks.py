"""Real disks that are full or read-only: small ones in memory, where a test may mount them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from publish.caller import Tree, tree_of
from samples import ITEM, ITEM_PATH
from test_strikes import litter

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux" or os.geteuid() != 0, reason="mounts a disk, as root on Linux"
    ),
]

Publish = Callable[..., Path]
PAGE = "zh/2026-06-16/plan/index.html"


class Disk:
    """A file system of its own, in memory, whose size can be changed."""

    def __init__(self, at: Path) -> None:
        self.at = at
        at.mkdir()
        words = ["mount", "-t", "tmpfs", "-o", "size=64m", "none", str(at)]
        if subprocess.run(words, capture_output=True, check=False).returncode:
            pytest.skip("nothing may be mounted here")

    def remount(self, options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", str(self.at)], check=True)

    def used(self) -> tuple[int, int]:
        """Bytes and names in use."""
        status = os.statvfs(self.at)
        return (status.f_blocks - status.f_bfree) * status.f_frsize, status.f_files - status.f_ffree

    def unmount(self) -> None:
        subprocess.run(["umount", str(self.at)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path / "disk")
    yield made
    made.unmount()


def digest(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "digest", *words, "--root", str(root), "--now", "2026-06-20T20:00"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def build(root: Path, out: Path) -> subprocess.CompletedProcess[str]:
    return digest(root, "build", "--no-pdf", "--jobs", "1", "--out", str(out))


def release(root: Path, out: Path, figure: str) -> Tree:
    (root / ITEM_PATH).write_text(ITEM.replace("共6项", f"共{figure}项"), encoding="utf-8")
    done = build(root, out)
    assert done.returncode == 0, done.stderr
    return tree_of(out / "site")


@pytest.mark.parametrize("lacking", ["bytes", "names"])
def test_a_disk_that_is_full_at_any_moment_keeps_the_release_and_its_room(
    publish: Publish, disk: Disk, lacking: str
):
    root, out = publish(), disk.at / "out"
    release(root, out, "七")
    old = release(root, out, "八")
    (root / ITEM_PATH).write_text(ITEM.replace("共6项", "共九项"), encoding="utf-8")
    room, names = disk.used()
    full = 0
    for more in (0, 1, 4, 12, 24, 40, 60, 200):
        # A page of memory is the least that a file takes.
        disk.remount(f"size={room + 4096 * more}" if lacking == "bytes" else f"nr_inodes={names + more}")
        done = build(root, out)
        assert done.returncode in (0, 3), done.stderr
        if done.returncode == 0:
            break
        full += 1
        assert "No space left" in done.stderr
        assert "Traceback" not in done.stderr
        assert tree_of(out / "site") == old
        assert litter(out) == set()
    assert full >= 3
    assert done.returncode == 0
    assert "共九项" in (out / "site" / PAGE).read_text(encoding="utf-8")
    disk.remount("size=64m,nr_inodes=100000")
    new = tree_of(out / "site")
    assert build(root, out).returncode == 0
    assert tree_of(out / "site") == new
    assert litter(out) == set()


def test_a_read_only_output_folder_is_told_and_left_alone(publish: Publish, disk: Disk):
    root, out = publish(), disk.at / "out"
    old = release(root, out, "七")
    (root / ITEM_PATH).write_text(ITEM.replace("共6项", "共八项"), encoding="utf-8")
    disk.remount("ro")

    done = build(root, out)
    assert done.returncode == 3
    assert "Read-only file system" in done.stderr
    assert tree_of(out / "site") == old
    disk.remount("rw")
    assert build(root, out).returncode == 0


def test_a_read_only_publication_is_checked_and_built_elsewhere(
    publish: Callable[..., Path], disk: Disk, tmp_path: Path
):
    root = publish(root=disk.at / "p")
    disk.remount("ro")

    assert digest(root, "check").returncode == 0
    assert build(root, tmp_path / "out").returncode == 0
    assert (tmp_path / "out/site" / PAGE).exists()
    assert build(root, root / "build").returncode == 3
