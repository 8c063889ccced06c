"""A small caller of step 7, and a judge of what it leaves: shared by the tests of this folder."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from digest.publish.release import Outcome, open_release

Tree = Mapping[str, bytes]

OLD: Tree = {"index.html": b"home 1", "zh/index.html": b"zh 1", "a.css": b"a"}
LIVE: Tree = {**OLD, "index.html": b"home 2", "zh/secret/index.html": b"SECRET", "news": b"file"}
NEW: Tree = {
    "index.html": b"home 3",
    "a.css": b"a",
    "zh/index.html": b"zh 1",
    "en/open/index.html": b"open",
    "news/index.html": b"a folder where a file was",
}
"""Three releases: with files that stay, change, come, go, and turn into folders."""

AT_REST = {"lock", "live.json", "spare", "spare.json"}
"""All that `state/` may hold between builds."""


def build(out: Path, tree: Tree, *, forget: bool = False) -> Outcome:
    """Publish a tree as the conductor does: keep what is as it was, put the rest."""
    with open_release(out) as release:
        for path, data in tree.items():
            if release.intact(path) and release.jobs.get(path) == _name(data):
                release.keep(path)
            else:
                release.put(path, data)
        return release.publish({path: _name(data) for path, data in tree.items()}, forget=forget)


def _name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def tree_of(site: Path) -> Tree:
    """The bytes of every file; an empty folder or anything odd shows as an entry of its own."""
    found: dict[str, bytes] = {}
    for folder, folders, files in os.walk(site):
        at = Path(folder)
        if not folders and not files:
            found[f"{at.relative_to(site).as_posix()}/"] = b""
        for name in (*folders, *files):
            mode = (at / name).lstat().st_mode
            if stat.S_ISREG(mode):
                found[(at / name).relative_to(site).as_posix()] = (at / name).read_bytes()
            elif not stat.S_ISDIR(mode):
                found[(at / name).relative_to(site).as_posix()] = b"<odd>"
    return found


def litter(out: Path) -> set[str]:
    """Names that no build at rest leaves behind."""
    site = out / "site"
    ours = {"site", "state"} | ({os.readlink(site)} if site.is_symlink() else set())
    odd = set(os.listdir(out)) - ours
    state = out / "state"
    return odd | (set(os.listdir(state)) - AT_REST if state.is_dir() else set())


def holds(out: Path, words: bytes) -> bool:
    """Whether any file anywhere under `out` has these bytes."""
    return any(words in path.read_bytes() for path in out.rglob("*") if path.is_file())


def all_marks(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Inode, times of modification and change of all that is in a folder, to see it untouched."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        status = path.lstat()
        found[str(path)] = (status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
    return found
