"""Manifest + tree → which files stand there as published; and tree → manifest.

Nothing is read of a file whose mark is as recorded, and no folder is listed whose mark is.
"""

# A tree has thousands of files: their paths are strings here, not objects.
# ruff: noqa: PTH208

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from digest.publish.files import digest_file
from digest.publish.manifest import Manifest
from digest.publish.mark import mark_of, mode, mode_and_size, sealed, without_change_time


@dataclass(frozen=True, slots=True)
class Survey:
    """How a release tree stands."""

    marks: Mapping[str, str]
    """The files that have the bytes published, with their marks now."""
    strange: bool
    """Whether something lies there that was not published, or a folder is not as it was made."""
    stale: bool
    """Whether files had to be read: recorded anew, they need not be next time."""


NOTHING = Survey(marks={}, strange=True, stale=False)
"""What is known of a tree without a manifest."""


def survey(tree: Path, manifest: Manifest, *, trust: bool = True) -> Survey:
    """Compare the tree with its manifest; without `trust`, by reading every file."""
    folders = _Folders(f"{tree}/", manifest, trust)
    strange = folders.look()
    hidden = tuple(f"{folder}/" for folder in folders.lost)
    marks: dict[str, str] = {}
    changed: list[tuple[str, str]] = []
    base, lstat = f"{tree}/", os.lstat
    for path, known in manifest.marks.items():
        try:
            mark = mark_of(lstat(base + path))
        except (OSError, ValueError):
            continue
        if mark == known and trust:
            marks[path] = mark
        else:
            changed.append((path, mark))
    for path, mark in changed:
        comparable = mode_and_size(mark) == mode_and_size(manifest.marks[path])
        if comparable and digest_file(base + path) == manifest.digests[path]:
            marks[path] = mark
    if hidden:  # what lies behind a planted link is not ours, be it equal
        marks = {path: mark for path, mark in marks.items() if not path.startswith(hidden)}
    return Survey(marks=marks, strange=strange, stale=bool(changed) or folders.listed > 1)


class _Folders:
    """The folders of a tree, compared with those recorded."""

    def __init__(self, base: str, manifest: Manifest, trust: bool) -> None:
        self.base = base
        self.manifest = manifest
        self.trust = trust
        self.lost: list[str] = []
        self.listed = 0

    def look(self) -> bool:
        """Whether anything strange was found; the folders that are none are in `lost` then."""
        # The tree's own folder always has another mark: it was renamed after it was recorded.
        strange = self._is_strange("")
        lstat = os.lstat
        for folder, known in self.manifest.folders.items():
            try:
                mark = mark_of(lstat(self.base + folder))
            except (OSError, ValueError):
                strange = True
                continue
            if mark == known and self.trust:
                continue
            if mode(mark) != mode(known):
                strange = True
                self.lost.append(folder)
            elif not folder.startswith(tuple(f"{lost}/" for lost in self.lost)):
                strange = self._is_strange(f"{folder}/") or strange
        return strange

    def _is_strange(self, folder: str) -> bool:
        """Whether `folder` ("" or ending in "/") holds a name that was not published."""
        self.listed += 1
        files, folders = self.manifest.digests, self.manifest.folders
        try:
            names = os.listdir(self.base + folder)
        except OSError:
            return True
        return any(folder + name not in files and folder + name not in folders for name in names)


def record(
    tree: Path,
    digests: Mapping[str, str],
    folders: Iterable[str],
    known: Mapping[str, str],
    stamp: int,
    settled: Mapping[str, str] = MappingProxyType({}),
) -> Manifest:
    """The manifest of a tree that holds these files and folders, without jobs.

    `known` has the marks under which files were found intact: one that is another file since
    was changed by other hands in between, and shall be read next time. `stamp` is as in `sealed`.
    `settled` are files that nothing was done to and that had the recorded mark: they keep it.

    Raises OSError if a file is missing.
    """
    base, lstat = f"{tree}/", os.lstat
    paths = sorted(digests)
    marks: dict[str, str] = {}
    for path in paths:
        if path in settled:
            marks[path] = settled[path]
            continue
        mark = sealed(lstat(base + path), stamp)
        before = known.get(path)
        if before is not None and before != mark:
            mark = _relinked(before, mark)
        marks[path] = mark
    return Manifest(
        root=tree.stat().st_ino,
        digests={path: digests[path] for path in paths},
        marks=marks,
        folders={folder: sealed(lstat(base + folder), stamp) for folder in sorted(folders)},
    )


def _relinked(before: str, now: str) -> str:
    """`now` if nothing but the change time differs, else the old mark, which it will not meet."""
    return now if without_change_time(before) == without_change_time(now) else before
