"""What this process made of files that have not changed since: for a run that follows each edit.

As in git, a file is known by inode, size and times; one that was changed just before it was read
proves nothing and is read again, since a second change within a tick of the clock would not show.
"""

import os
import stat
import time
from pathlib import Path
from typing import Any

Signature = tuple[int, int, int, int]
"""Inode, size, modification and change times in ns; zeros where there is no regular file."""

_NOTHING: Signature = (0, 0, 0, 0)
_SETTLED = 50_000_000
"""Nanoseconds after which a file's times tell two states apart on any file system we know."""


class Recent:
    """A memory of files by path, for one root. Not for several threads at once."""

    def __init__(self) -> None:
        self.asked: Any = None
        """What the files were read against in the last run that knew it, for the reader to say."""
        self._salt = ""
        self._known: dict[str, tuple[Signature, Any]] = {}
        self._seen: set[str] = set()

    def begin(self, salt: str) -> None:
        """Begin a run: what no file asked for in the last one is forgotten, all of it if the salt differs."""
        if salt != self._salt:
            self._known.clear()
        else:
            self._known = {path: kept for path, kept in self._known.items() if path in self._seen}
        self._salt = salt
        self._seen = set()

    def known(self, root: Path, path: str) -> Any:
        """What was made of this file, if it is as it was then; else None."""
        self._seen.add(path)
        kept = self._known.get(path)
        return kept[1] if kept and kept[0] == self.look(root, path) else None

    def look(self, root: Path, path: str) -> Signature:
        """The file's signature; take it before the file is read."""
        try:
            status = os.lstat(f"{root}/{path}")
        except OSError:
            return _NOTHING
        if not stat.S_ISREG(status.st_mode):
            return _NOTHING
        return (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)

    def keep(self, path: str, signature: Signature, made: Any) -> None:
        """Remember what was made of a file, unless it was changed a moment before."""
        if max(signature[2:]) < time.time_ns() - _SETTLED:
            self._known[path] = (signature, made)
        else:
            self._known.pop(path, None)
