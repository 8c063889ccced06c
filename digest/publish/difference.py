"""Live tree + staged files → the spare tree, as the new release shall be.

Only the difference is worked on: what the two trees share already, as one inode under two names,
stays. Nothing is assumed of the spare tree, so one that a killed build left half done will do.
"""

# A tree has thousands of files: their paths are strings here, not objects.
# ruff: noqa: PTH101, PTH104

import errno
import os
import stat
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from digest.publish.files import (
    FILE_MODE,
    FOLDER_MODE,
    digest,
    digest_file,
    make_folder,
    remove,
    write_new,
)
from digest.publish.mark import inode, mark_of

_NO_LINK = frozenset({errno.EPERM, errno.EACCES, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
"""Why a file may refuse a second name: the file system has none, or this file no more of them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the new release holds; paths as in a manifest."""

    digests: Mapping[str, str]
    """every file → SHA-256 of its bytes"""
    folders: Set[str]
    """every folder"""
    staged: Mapping[str, str]
    """new file → where its bytes stand now; all others are as in the live tree"""
    marks: Mapping[str, str]
    """file of the live tree → its mark; holds at least the files that stay"""


@dataclass(frozen=True, slots=True)
class Touched:
    """What was written, and so has to be made durable; and what was not, since it stood there."""

    files: tuple[str, ...]
    folders: tuple[str, ...]
    standing: Set[str]


def bring_up(spare: Path, live: Path, wanted: Wanted) -> Touched:
    """Make `spare` hold what is wanted and nothing else; `live` is only read.

    Raises OSError; the spare tree is then of no use.
    """
    if spare.is_symlink() or not spare.is_dir():
        remove(str(spare))
        make_folder(str(spare))
    work = _Work(f"{spare}/", f"{live}/", wanted)
    work.clear()
    work.fill()
    return Touched(tuple(work.written), tuple(sorted(work.touched)), work.standing)


class _Work:
    """One run over the spare tree. Both bases end in a slash."""

    def __init__(self, spare: str, live: str, wanted: Wanted) -> None:
        self.spare = spare
        self.live = live
        self.wanted = wanted
        self.standing: set[str] = set()
        self.folders: set[str] = set()
        self.touched: set[str] = set()
        self.written: list[str] = []
        self.links_work = True

    def clear(self) -> None:
        """Remove what is not wanted and note what stands as it shall."""
        pending = [""]
        while pending:
            folder = pending.pop()
            for entry in self._entries(folder):
                path = folder + entry.name
                if path in self.wanted.folders and entry.is_dir(follow_symlinks=False):
                    self.folders.add(path)
                    pending.append(f"{path}/")
                elif self._stands(path, entry):
                    self.standing.add(path)
                elif path not in self.wanted.digests or entry.is_dir(follow_symlinks=False):
                    remove(entry.path)
                    self._touch(path)

    def _entries(self, folder: str) -> list["os.DirEntry[str]"]:
        path = self.spare + folder
        # The old live tree may come with rights that other hands have changed.
        if stat.S_IMODE(os.lstat(path).st_mode) != FOLDER_MODE:
            os.chmod(path, FOLDER_MODE)
        with os.scandir(path) as entries:
            # As a list: names may be skipped if others are removed while they are read.
            return list(entries)

    def _stands(self, path: str, entry: "os.DirEntry[str]") -> bool:
        """Whether this is the very file of the live tree, and shall stay it."""
        if path not in self.wanted.digests or path in self.wanted.staged:
            return False
        mark = self.wanted.marks[path]
        # The list of names tells a file's number without a look at the file.
        return inode(mark) == f"{entry.inode():x}" or mark_of(entry.stat(follow_symlinks=False)) == mark

    def fill(self) -> None:
        """Add what is missing: folders, new files, files of the live tree."""
        for folder in sorted(self.wanted.folders - self.folders):
            make_folder(self.spare + folder)
            self.touched.add(folder)
            self._touch(folder)
        for path, staged in self.wanted.staged.items():
            os.rename(staged, self.spare + path)
            self.written.append(path)
            self._touch(path)
        for path in sorted(self.wanted.digests.keys() - self.wanted.staged.keys() - self.standing):
            self._share(path)
            self._touch(path)

    def _touch(self, path: str) -> None:
        self.touched.add(path.rpartition("/")[0])

    def _share(self, path: str) -> None:
        """Give the live tree's file a second name here, or copy it where that cannot be."""
        name = self.spare + path
        if not self.links_work and self._is_copy(path):
            return
        remove(name)
        try:
            os.link(self.live + path, name, follow_symlinks=False)
        except OSError as error:
            if error.errno not in _NO_LINK:
                raise
            self.links_work = False
            self._copy(path)

    def _is_copy(self, path: str) -> bool:
        """Whether a good copy stands here, made for an earlier release."""
        name = self.spare + path
        if digest_file(name) != self.wanted.digests[path]:
            return False
        return stat.S_IMODE(os.lstat(name).st_mode) == FILE_MODE

    def _copy(self, path: str) -> None:
        data = Path(self.live + path).read_bytes()
        if digest(data) != self.wanted.digests[path]:
            raise OSError(errno.ESTALE, "changed while a build was at work", self.live + path)
        write_new(self.spare + path, data)
        self.written.append(path)
