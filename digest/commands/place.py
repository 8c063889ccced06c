"""The current folder and the environment → the publication's root, the language of messages."""

import os
from collections.abc import Mapping
from pathlib import Path

from digest.diagnostic import Message
from digest.load.tree import SITE_FILE


class Stop(Exception):
    """A command that cannot go on: what is said, and its exit code."""

    def __init__(self, code: int, message: Message, help: Message | None = None) -> None:
        super().__init__(message.en)
        self.code = code
        self.message = message
        self.help = help


def find_root(given: Path | None, here: Path) -> Path:
    """The folder of the publication: the one given, else the nearest parent with site.yaml."""
    if given is not None:
        if (given / SITE_FILE).is_file():
            return given.resolve()
        raise _no_publication(f"{given}")
    for folder in (here, *here.parents):
        if (folder / SITE_FILE).is_file():
            return folder.resolve()
    raise _no_publication(f"{here}")


def _no_publication(where: str) -> Stop:
    return Stop(
        2,
        Message(f"no publication in {where}: {SITE_FILE} is missing", f"{where} 不是刊物：缺少 {SITE_FILE}"),
        Message(
            "`digest init DIR` starts one; --root names another folder",
            "用 `digest init 目录` 新建，或用 --root 指定",
        ),
    )


def message_language(given: str | None, environment: Mapping[str, str]) -> str:
    """Zh or en: as asked for, else by DIGEST_LANG, LC_ALL, LC_MESSAGES or LANG."""
    if given:
        return given
    for name in ("DIGEST_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def relative_to_root(path: Path, root: Path) -> str | None:
    """A path as diagnostics have it; None where it lies outside the root."""
    absolute = Path(os.path.abspath(path))
    for base in (root, Path(os.path.abspath(root))):
        try:
            return absolute.relative_to(base).as_posix()
        except ValueError:
            continue
    try:
        return absolute.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return None


def known_path(path: Path, root: Path) -> str:
    """A PATH that a command was given, relative to the root. Raises Stop (2) if it is not there."""
    below = relative_to_root(path, root)
    if below is None or not (path.exists() or path.is_symlink()):
        raise Stop(
            2,
            Message(f"no file or folder {path} in this publication", f"刊物里没有 {path}"),
        )
    return "" if below == "." else below


def is_under(path: str, above: str) -> bool:
    """Whether a path is another one or lies below it; all lie below ""."""
    return not above or path == above or path.startswith(f"{above}/")
