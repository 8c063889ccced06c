"""Written files → files that survive a power cut."""

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

_FEW = 64
"""Up to this many, files are synced one by one, so that a small release does not wait for all that
others write to this disk; a whole site at once takes seconds instead of minutes."""


def make_durable(tree: Path, files: Sequence[str], folders: Sequence[str]) -> None:
    """Wait until these files and folders of a tree ("" is its own) are on the disk."""
    if len(files) + len(folders) > _FEW:
        _sync_file_system(tree)
        return
    for path in (*files, *folders):
        sync(tree / path)


def sync(path: Path) -> None:
    """Wait until one file, or a folder's list of names, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems know no such thing as syncing a folder.
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(descriptor)


def _sync_file_system(folder: Path) -> None:
    if sys.platform != "linux":
        os.sync()
        return
    import ctypes  # costs milliseconds that a build with nothing to do need not spend

    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(descriptor):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(descriptor)
