"""state/lock → one build at a time. A killed build's lock is gone with its process."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class Locked(Exception):
    """Another build is at work in this folder; try again later."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that this process holds."""

    path: Path
    descriptor: int

    def stamp(self) -> int:
        """The time now by the clock that stamps files here (ns since 1970): write, then read.

        The file system's clock ticks more coarsely than ours, so ours cannot stand for it.
        """
        os.utime(self.descriptor)
        return os.fstat(self.descriptor).st_ctime_ns

    def ensure_held(self) -> None:
        """Raise OSError if `state/` was deleted meanwhile: someone else may hold a new lock."""
        if not _is_still_there(self.path, self.descriptor):
            raise OSError(errno.ESTALE, "deleted while a build was at work", str(self.path))


@contextmanager
def locked(path: Path) -> Iterator[Lock]:
    """Hold the lock at `path`, whose folder is made if need be.

    Raises Locked at once if another process holds it.
    """
    descriptor = _take(path)
    try:
        yield Lock(path, descriptor)
    finally:
        os.close(descriptor)


def _take(path: Path) -> int:
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
        except FileNotFoundError:  # the folder went between the two lines: make it again
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Between opening and locking `state/` may have been deleted; a lock on a file that
            # has no name keeps nobody out.
            if _is_still_there(path, descriptor):
                return descriptor
        except BlockingIOError:
            os.close(descriptor)
            raise Locked(f"another build is at work in {path.parent.parent}") from None
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_still_there(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.lstat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False
