"""Two folders → each under the other's name, in one step: readers find one or the other, whole.

Linux and macOS can do that in one system call. Where the file system cannot, `site` is a symbolic
link to a release beside it, and the link is replaced, which is one step everywhere.
"""

import errno
import os
import sys
from pathlib import Path

from digest.publish.files import remove
from digest.publish.layout import ASIDE, Layout, exists, release_link

_UNSUPPORTED = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2

_RENAMEAT2 = {
    "x86_64": 316,
    "aarch64": 276,
    "riscv64": 276,
    "loongarch64": 276,
    "i686": 353,
    "armv7l": 382,
    "ppc64le": 357,
    "s390x": 347,
}
"""Numbers of the system call, for C libraries that have no function for it (musl)."""


def go_live(places: Layout) -> None:
    """Make the spare tree live and what was live the spare one.

    The two names change hands in one step. Only where a real `site` meets a file system that can
    exchange nothing, `site` is missing for a moment, once; `tidy` mends a kill in that moment.

    Raises OSError; then nothing has changed, or `tidy` puts it right.
    """
    if not exists(places.site):
        if _works(places.stage):
            places.spare.rename(places.site)
        else:
            _turn_link(places)
        return
    try:
        swap(places.spare, places.site)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        _turn_link(places)
    tidy(places)


def tidy(places: Layout) -> None:
    """Finish or undo an exchange that was cut short; no effect on folders in order."""
    remove(str(_link(places)))
    if exists(places.spare) and (places.spare.is_symlink() or not places.spare.is_dir()):
        places.spare.unlink()
    live = release_link(places.site)
    for name in ASIDE:
        stray = places.out / name
        if name == live or not exists(stray):
            continue
        if not exists(places.site):
            _point(places, name)
        elif exists(places.spare):
            remove(str(stray))
        else:
            stray.rename(places.spare)


def swap(one: Path, other: Path) -> None:
    """Exchange two names of one file system in a single step.

    Raises OSError, with ENOSYS, EINVAL or ENOTSUP where that cannot be done.
    """
    import ctypes  # costs milliseconds that a build with nothing to do need not spend

    libc = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = libc.renamex_np(*names, ctypes.c_uint(_RENAME_SWAP))
    elif hasattr(libc, "renameat2"):
        failed = libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    elif (number := _RENAMEAT2.get(os.uname().machine)) is not None:
        arguments = (_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
        failed = libc.syscall(ctypes.c_long(number), *arguments)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(one))
    if failed:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(one), None, str(other))


def _works(folder: Path) -> bool:
    """Whether two folders in `folder` can be exchanged.

    Tried before the first publication: a `site` that is a link from the start never has to be
    missing for a moment.
    """
    trial = (folder / "trial-1", folder / "trial-2")
    try:
        for path in trial:
            remove(str(path))
            path.mkdir(parents=True)
        swap(*trial)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        return False
    finally:
        for path in trial:
            remove(str(path))
    return True


def _turn_link(places: Layout) -> None:
    """`go_live` by a symbolic link; `tidy` brings what was live home to `spare`."""
    live = release_link(places.site)
    name = next(name for name in ASIDE if name != live)
    remove(str(places.out / name))
    places.spare.rename(places.out / name)
    if live is not None or not exists(places.site):
        _point(places, name)
        return
    places.site.rename(places.spare)
    try:
        _point(places, name)
    except OSError:
        places.spare.rename(places.site)
        raise


def _point(places: Layout, name: str) -> None:
    """Make `site` a link to the release `name`, in one step."""
    link = _link(places)
    remove(str(link))
    link.symlink_to(name)
    link.rename(places.site)


def _link(places: Layout) -> Path:
    return places.state / "link"
