"""Work on forked processes: all of it is done once, in order, whatever becomes of a worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from publish.caller import tree_of

from digest.forked import can_fork, mapped

pytestmark = pytest.mark.skipif(not can_fork(), reason="no process can be forked here")

Publish = Callable[..., Path]

BUILD = """
import sys, time
from digest import build, lots
build.WORTH_A_POOL = 1
if sys.argv.pop(1) == "slow":
    at_once = lots.render
    lots.render = lambda *given: (time.sleep(0.1), at_once(*given))[1]
from digest.cli import main
main(sys.argv[1:])
"""
"""A build whose pages are made by workers, however few they are."""


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("worth", [1, 1000])
def test_results_come_in_order(jobs: int, worth: int):
    assert list(mapped(lambda one: one * one, range(100), jobs, 7, worth)) == [
        one * one for one in range(100)
    ]


def test_what_a_worker_that_died_left_is_done_here():
    here = os.getpid()

    def square(one: int) -> int:
        if one == 40 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return one * one

    assert list(mapped(square, range(100), 2, 5, 1)) == [one * one for one in range(100)]


def test_what_fails_in_a_worker_fails_here():
    def fails(one: int) -> int:
        return 1 // (one - 40)

    with pytest.raises(ZeroDivisionError):
        list(mapped(fails, range(100), 2, 5, 1))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="workers are looked for in /proc")
def test_a_killed_builds_workers_go_with_it_and_its_lock_with_them(publish: Publish):
    root = publish()
    words = ["build", "--no-pdf", "--jobs", "2", "--now", "2026-06-20T20:00", "--root", str(root)]
    program = [sys.executable, "-c", BUILD]
    with subprocess.Popen([*program, "slow", *words], stderr=subprocess.DEVNULL) as build:
        until(lambda: len(list((root / "build/state").glob("stage/*"))) > 3)
        workers = children_of(build.pid)
        assert len(workers) == 2
        build.kill()
        build.wait()
    until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))

    again = subprocess.run([*program, "quick", *words], capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    clean = subprocess.run([*program, "quick", *words, "--out", str(root / "clean")], check=False)
    assert clean.returncode == 0
    assert tree_of(root / "build/site") == tree_of(root / "clean/site")


def children_of(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(one) for one in listed.split()]


def until(holds: Callable[[], bool]) -> None:
    """Wait for something, for 20 seconds at most."""
    for _ in range(400):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain")
