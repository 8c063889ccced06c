"""An output folder → fine, or refused with a reason: a slip in `--out` must cost nobody a file."""

import os
import stat
from pathlib import Path

from digest.diagnostic import Message
from digest.publish.layout import OURS, release_link

_HOMES = frozenset({"/home", "/Users", "/var/home"})
"""Folders whose folders are people's homes."""

_KEPT_FOR_EDITORS = ("content", "templates")


class RefusedOut(Exception):
    """An output folder in which a build could destroy what is not its own."""

    def __init__(self, reason_en: str, reason_zh: str) -> None:
        super().__init__(reason_en)
        self.message = Message(reason_en, reason_zh)


def check_out(out: Path, root: Path, home: Path) -> None:
    """Return if a build may write into `out`, a folder of ours or one yet to be made.

    `root` is the publication's folder, `home` the user's. Folders are compared by what they are,
    not by their names, so that neither symbolic links nor upper case lead past the check.

    Raises RefusedOut, or OSError where the folder cannot be looked at.
    """
    real = _resolved(out)
    _refuse_places(real, root, home)
    _refuse_non_folders(real)
    _refuse_strangers(real)


def _resolved(out: Path) -> Path:
    try:
        return out.resolve()
    except (RuntimeError, OSError) as error:
        raise RefusedOut(
            f"the output folder {out} cannot be resolved: {error}",
            f"无法解析输出文件夹 {out}：{error}",
        ) from error


def _refuse_places(real: Path, root: Path, home: Path) -> None:
    if real == Path(real.anchor):
        raise RefusedOut("the output folder is /", "输出文件夹是根目录 /")
    if _is_home(real, home):
        raise RefusedOut(f"the output folder {real} is a home", f"输出文件夹 {real} 是用户主目录")
    if any(_same(real, folder) for folder in _with_parents(root)):
        raise RefusedOut(
            f"the output folder {real} holds the publication itself",
            f"输出文件夹 {real} 包含刊物本身",
        )
    for name in _KEPT_FOR_EDITORS:
        if any(_same(folder, root / name) for folder in (real, *real.parents)):
            raise RefusedOut(
                f"the output folder {real} lies inside {name}/",
                f"输出文件夹 {real} 位于 {name}/ 之内",
            )


def _is_home(real: Path, home: Path) -> bool:
    if str(real.parent) in _HOMES or real == Path("/root"):
        return True
    return any(_same(real, folder) for folder in _with_parents(home))


def _with_parents(folder: Path) -> tuple[Path, ...]:
    real = folder.resolve()
    return (real, *real.parents)


def _same(one: Path, other: Path) -> bool:
    """Whether both names lead to the same folder, or would if they existed."""
    try:
        return one.samefile(other)
    except (FileNotFoundError, NotADirectoryError):
        return one == Path(os.path.realpath(other))


def _refuse_non_folders(real: Path) -> None:
    for folder in (real, *real.parents):
        if os.path.lexists(folder):
            if not folder.is_dir():
                raise RefusedOut(f"{folder} is a file, not a folder", f"{folder} 是文件，不是文件夹")
            return


def _refuse_strangers(real: Path) -> None:
    """Refuse a folder that holds what no build of ours has put there."""
    if not real.is_dir():
        return
    for name in sorted(path.name for path in real.iterdir()):
        if name not in OURS and not name.startswith("."):
            raise RefusedOut(
                f"the output folder {real} is not ours: it holds {name}",
                f"输出文件夹 {real} 不是本程序的：其中有 {name}",
            )
        if name in OURS and not _is_folder_of_ours(real / name):
            raise RefusedOut(
                f"{real / name} is no folder of ours: it is a file or a link to elsewhere",
                f"{real / name} 不是本程序的文件夹：它是文件或指向别处的链接",
            )


def _is_folder_of_ours(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode) or release_link(path) is not None
