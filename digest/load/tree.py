"""A publication's root → the list of its files, each by its role, and what does not belong.

Nothing is followed out of the root: symbolic links, devices, sockets and pipes are refused, and
a file is opened without following a link put in its place meanwhile.
"""

import os
import re
import stat
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from digest.diagnostic import Findings, Message, Span
from digest.load.text import REGISTRY_LIMIT

SITE_FILE = "content/site.yaml"
TOPICS_FILE = "content/topics.yaml"
GLOSSARY_FILE = "content/glossary.yaml"
SOURCES_FILE = "sources.yaml"
STATIC_FOLDER = "content/static"
ISSUE_FILE = "issue.yaml"

_ITEM_NAME = re.compile(r"^(?P<number>0[1-9]|[1-9][0-9])-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.yaml$")
_IMAGE_NAME = re.compile(r"\.(?:png|jpe?g|webp)$", re.IGNORECASE)
_SLUG_LENGTH = 80


@dataclass(frozen=True, slots=True)
class ItemPath:
    """Where an item's file lies, and what its name says."""

    path: str
    date: date
    number: int
    slug: str


@dataclass(frozen=True, slots=True)
class DayFolder:
    """A day: its issue's file if there is one, its items, its images."""

    path: str
    date: date
    has_issue: bool
    items: tuple[ItemPath, ...]
    images: tuple[str, ...]

    @property
    def issue_path(self) -> str:
        """The path of the issue's file, there or not."""
        return f"{self.path}/{ISSUE_FILE}"


@dataclass(slots=True)
class Tree:
    """All files of a publication by role, in order of their paths."""

    root: Path
    days: list[DayFolder] = field(default_factory=list)
    static: list[str] = field(default_factory=list)
    common: set[str] = field(default_factory=set)
    findings: Findings = field(default_factory=Findings)


def walk(root: Path) -> Tree:
    """Everything under `content/`, and `sources.yaml`."""
    tree = Tree(root)
    _common(tree, SOURCES_FILE)
    for entry in _entries(tree, "content"):
        _top(tree, entry)
    tree.days.sort(key=lambda day: day.date)
    return tree


def read(root: Path, path: str, limit: int) -> bytes:
    """At most `limit` + 1 bytes of a regular file, all if negative. Raises OSError; follows no link."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(root / path, flags)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"{path} is no regular file")
        return file.read(limit + 1 if limit >= 0 else -1)


def mark_at(root: Path, path: str) -> str:
    """What changes when a file does: its inode, size and times. Raises OSError."""
    status = os.lstat(f"{root}/{path}")
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    name: str
    is_folder: bool


def _entries(tree: Tree, folder: str) -> list[_Entry]:
    """The files and folders in `folder` that are looked at; special ones are noted and left."""
    try:
        with os.scandir(tree.root / folder) as found:
            names = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        _unreadable(tree, folder, error)
        return []
    entries = []
    for name in names:
        if name.name.startswith(".") or name.name.endswith("~"):
            continue
        path = f"{folder}/{_printable(name.name)}"
        if name.is_symlink():
            _special(tree, path, Message("a symbolic link is not followed", "不读取符号链接"))
        elif name.is_dir(follow_symlinks=False):
            entries.append(_Entry(path, name.name, True))
        elif name.is_file(follow_symlinks=False):
            entries.append(_Entry(path, name.name, False))
        else:
            _special(tree, path, Message("this is no regular file", "这不是普通文件"))
    return entries


def _printable(name: str) -> str:
    """A file's name with undecodable bytes shown, so that it can be printed anywhere."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _common(tree: Tree, path: str) -> None:
    try:
        mode = os.lstat(tree.root / path).st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        _unreadable(tree, path, error)
        return
    if stat.S_ISREG(mode):
        tree.common.add(path)
    else:
        _special(tree, path, Message("this is no regular file", "这不是普通文件"))


def _top(tree: Tree, entry: _Entry) -> None:
    if entry.is_folder and entry.path == STATIC_FOLDER:
        _static(tree, entry.path)
    elif entry.is_folder and re.fullmatch(r"[0-9]{4}", entry.name):
        for month in _entries(tree, entry.path):
            _month(tree, month)
    elif not entry.is_folder and entry.path in (SITE_FILE, TOPICS_FILE, GLOSSARY_FILE):
        tree.common.add(entry.path)
    else:
        _stray(tree, entry)


def _month(tree: Tree, month: _Entry) -> None:
    if not (month.is_folder and re.fullmatch(r"[0-9]{2}", month.name)):
        _stray(tree, month)
        return
    for day in _entries(tree, month.path):
        when = _date_of(day.path)
        if day.is_folder and when:
            _day(tree, day.path, when)
        else:
            _stray(tree, day)


def _date_of(path: str) -> date | None:
    match = re.fullmatch(r"content/([0-9]{4})/([0-9]{2})/([0-9]{2})", path)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _day(tree: Tree, folder: str, when: date) -> None:
    has_issue = False
    items: list[ItemPath] = []
    images: list[str] = []
    for entry in _entries(tree, folder):
        name = None if entry.is_folder else _ITEM_NAME.match(entry.name)
        if not entry.is_folder and entry.name == ISSUE_FILE:
            has_issue = True
        elif name and len(name["slug"]) <= _SLUG_LENGTH:
            items.append(ItemPath(entry.path, when, int(name["number"]), name["slug"]))
        elif not entry.is_folder and _IMAGE_NAME.search(entry.name):
            images.append(entry.path)
        else:
            _stray(tree, entry)
    tree.days.append(DayFolder(folder, when, has_issue, tuple(items), tuple(images)))


def _static(tree: Tree, folder: str) -> None:
    for entry in _entries(tree, folder):
        if entry.is_folder:
            _static(tree, entry.path)
        else:
            tree.static.append(entry.path)


def _stray(tree: Tree, entry: _Entry) -> None:
    if entry.is_folder:
        tree.findings.error(
            "stray-folder",
            Span(entry.path),
            Message("this folder is no day of the publication", "这个文件夹不是某一天的文件夹"),
            Message("days lie in content/YYYY/MM/DD/", "每天一个文件夹：content/年/月/日/"),
        )
    else:
        tree.findings.error(
            "stray-file",
            Span(entry.path),
            Message("this file has no place here", "这个文件不该放在这里"),
            _stray_help(entry),
        )


def _stray_help(entry: _Entry) -> Message:
    if entry.name.endswith((".yaml", ".yml")) and _date_of(entry.path.rpartition("/")[0]):
        return Message(
            "an item is named NN-slug.yaml, as in 01-nda-datasets.yaml",
            "条目文件名为 NN-slug.yaml，如 01-nda-datasets.yaml",
        )
    return Message(
        "files for readers go into content/static/; delete anything else",
        "给读者的文件放进 content/static/，其余请删除",
    )


def _special(tree: Tree, path: str, message: Message) -> None:
    help = Message("put a real file in its place", "请换成真正的文件")
    tree.findings.error("special-file", Span(path), message, help)


def _unreadable(tree: Tree, path: str, error: OSError) -> None:
    tree.findings.error("unreadable", Span(path), unreadable(error))


def unreadable(error: OSError) -> Message:
    """Why a file could not be read."""
    reason = os.strerror(error.errno) if error.errno else str(error)
    return Message(f"this cannot be read: {reason}", f"无法读取：{reason}")


def lines_of(root: Path, path: str) -> list[str]:
    """The lines of a file of the publication, to be shown in a diagnostic; none if unreadable."""
    try:
        raw = read(root, path, REGISTRY_LIMIT)
    except OSError:
        return []
    text = raw.decode("utf-8", "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
