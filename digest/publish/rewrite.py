"""A file that an editor wrote → the same file with other bytes, whole at every instant.

For commands that mend or sign content in place. What somebody else saved meanwhile is never lost.
"""

import os
import stat
from pathlib import Path

from digest.publish.durable import sync
from digest.publish.files import remove


class ChangedMeanwhile(Exception):
    """Somebody saved the file between our reading and our writing."""


def rewrite(path: Path, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before`; the file's mode stays.

    Raises ChangedMeanwhile if the file holds other bytes by now, OSError if it cannot be written.
    """
    new = path.with_name(f".{path.name}.new")
    remove(str(new))
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    try:
        with os.fdopen(os.open(new, flags), "wb") as file:
            os.fchmod(file.fileno(), stat.S_IMODE(path.lstat().st_mode))
            file.write(after)
        sync(new)
        if path.is_symlink() or path.read_bytes() != before:
            raise ChangedMeanwhile(path.name)
        new.replace(path)
    finally:
        remove(str(new))
