"""A program run under strace: its calls that change the disk, and one of them struck by the kernel.

The N-th call of a kind meets a SIGKILL or fails with an error number, in the program as it is used,
with nothing of it patched.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

CALLS = (
    *(
        "openat",
        "write",
        "pwrite64",
        "writev",
        "rename",
        "renameat",
        "renameat2",
        "link",
        "linkat",
        "symlink",
    ),
    *("symlinkat", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat", "chmod", "fchmod", "fchmodat", "fsync"),
    *("fdatasync", "syncfs", "utimensat", "ftruncate", "fallocate", "flock"),
)
"""All that changes what others find on a disk, `openat` where it makes a file."""

TAKES_ROOM = frozenset(
    {"openat", "write", "pwrite64", "rename", "renameat", "link", "linkat", "symlink", "symlinkat"}
    | {"mkdir", "mkdirat", "fsync", "fdatasync", "syncfs", "fallocate"}
)
"""Calls that a full disk can refuse."""

DIGEST = (sys.executable, "-B", "-m", "digest")

_LINE = re.compile(r"^\d+ +([a-z0-9_]+)\((.*)")

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


@dataclass(frozen=True, slots=True)
class Point:
    """The `number`-th call of a kind that a program makes; `said` is what it was asked for."""

    call: str
    number: int
    said: str


@dataclass(frozen=True, slots=True)
class End:
    """How a program ended: its exit code, negative for a signal, and what it said."""

    code: int
    said: str


def points(program: Sequence[str], log: Path) -> list[Point]:
    """All calls of a program that change the disk, in their order."""
    end = _run([*_strace(log, *CALLS), *program])
    assert end.code == 0, end.said
    return list(_changing(log.read_text(encoding="utf-8", errors="replace").splitlines()))


def _changing(lines: Sequence[str]) -> Iterator[Point]:
    counted: Counter[str] = Counter()
    for line in lines:
        if found := _LINE.match(line):
            call, said = found.groups()
            counted[call] += 1
            if call != "openat" or "O_CREAT" in said:
                yield Point(call, counted[call], said)


def struck(program: Sequence[str], point: Point, fault: str) -> End:
    """The end of a program whose call met a fault in strace's words: `signal=SIGKILL`, `error=EIO`."""
    inject = ("-e", f"inject={point.call}:{fault}:when={point.number}")
    return _run([*_strace(Path(os.devnull), point.call), *inject, *program])


def _strace(log: Path, *calls: str) -> list[str]:
    traced = ",".join(f"?{call}" for call in calls)
    return ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={traced}"]


def _run(words: Sequence[str]) -> End:
    here = Path(__file__).parent
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here.parent), str(here)])}
    done = subprocess.run(words, env=paths, capture_output=True, text=True, timeout=120, check=False)
    return End(done.returncode, done.stdout + done.stderr)
