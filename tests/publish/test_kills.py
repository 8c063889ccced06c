"""The kernel itself strikes, by strace, at the N-th call of each kind: SIGKILL, or a full disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from caller import LIVE, NEW, OLD, build, litter, tree_of

HERE = Path(__file__).parent
CALLS = (
    *("write", "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "rmdir"),
    *("mkdir", "mkdirat", "chmod", "fchmod", "fchmodat", "fsync", "syncfs", "utimensat", "flock"),
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]


def struck(out: Path, call: str, fault: str) -> bool:
    """Whether the build, run under strace, was hurt by the fault."""
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), str(HERE)])}
    program = ["strace", "-o", os.devnull, "-e", f"trace=?{call}", "-e", f"inject=?{call}:{fault}"]
    program += [sys.executable, "-B", str(HERE / "kill_me.py"), str(out)]
    return subprocess.run(program, env=paths, capture_output=True, check=False).returncode != 0


def judged(out: Path) -> None:
    assert tree_of(out / "site") in (LIVE, NEW)
    build(out, NEW)
    assert tree_of(out / "site") == NEW
    assert litter(out) == set()


@pytest.mark.parametrize("call", CALLS)
def test_a_kill_at_any_system_call_leaves_a_whole_release(call: str, tmp_path: Path):
    hurt = True
    number = 0
    while hurt:
        number += 1
        out = tmp_path / str(number)
        build(out, OLD)
        build(out, LIVE)
        hurt = struck(out, call, f"signal=SIGKILL:when={number}")
        judged(out)
    assert tree_of(out / "site") == NEW


@pytest.mark.parametrize("call", ["write", "mkdir", "linkat", "fsync", "renameat2"])
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_an_error_at_any_system_call_leaves_the_live_release(call: str, error: str, tmp_path: Path):
    hurt = True
    number = 0
    while hurt:
        number += 1
        out = tmp_path / str(number)
        build(out, OLD)
        build(out, LIVE)
        hurt = struck(out, call, f"error={error}:when={number}")
        judged(out)
