"""Single files and trees: written new, removed, digested. Nothing here follows a symbolic link."""

# A tree has thousands of files: their paths are strings here, not objects.
# ruff: noqa: PTH101, PTH102, PTH105, PTH106, PTH108, PTH123

import errno
import hashlib
import os
import stat

FILE_MODE = 0o644
FOLDER_MODE = 0o755
"""Modes of all that is published, whatever the umask: the same input is the same output."""


def write_new(path: str, data: bytes) -> None:
    """Make the file `path`, which must not exist yet, with these bytes."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, FILE_MODE)
    try:
        os.fchmod(descriptor, FILE_MODE)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def make_folder(path: str) -> None:
    """Make one folder; its parent must exist."""
    os.mkdir(path, FOLDER_MODE)
    os.chmod(path, FOLDER_MODE)


def digest(data: bytes) -> str:
    """The name of these bytes: SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_regular(path: str) -> bytes:
    """The bytes of a regular file; raises OSError for whatever else bears the name, a link too."""
    # A planted FIFO would otherwise hold us until somebody writes into it.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no regular file", path)
        return file.read()


def put_in_place(new: str, path: str) -> None:
    """Give a file written beside it the name `path`, whatever bore that before. Raises OSError."""
    try:
        os.replace(new, path)
    except IsADirectoryError:
        remove(path)
        os.replace(new, path)


def digest_file(path: str) -> str | None:
    """The digest of a regular file's bytes; None if it is none or cannot be read."""
    try:
        # A planted FIFO would otherwise hold us until somebody writes into it.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with open(descriptor, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        try:
            return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None


def remove(path: str) -> None:
    """Remove whatever bears this name, a tree with all that is in it; nothing is fine too."""
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return
    if stat.S_ISDIR(status.st_mode):
        _remove_tree(path)
    else:
        os.unlink(path)


def _remove_tree(path: str) -> None:
    pending = [path]
    folders: list[str] = []
    while pending:
        folder = pending.pop()
        folders.append(folder)
        for entry in _listing(folder):
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            else:
                os.unlink(entry.path)
    for folder in reversed(folders):
        os.rmdir(folder)


def _listing(folder: str) -> list["os.DirEntry[str]"]:
    # Other hands may have closed a folder to us; it is ours, so we open it.
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        os.chmod(folder, FOLDER_MODE)
    with os.scandir(folder) as entries:
        # As a list: names may be skipped if others are removed while they are read.
        return list(entries)
