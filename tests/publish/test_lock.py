"""One build at a time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from digest.publish.lock import Locked, locked

HOLDER = """
import sys, time
from pathlib import Path
from digest.publish.lock import locked
with locked(Path(sys.argv[1])):
    sys.stdout.write("held\\n"); sys.stdout.flush()
    time.sleep(60)
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "out" / "state" / "lock"


def test_a_second_build_is_told_at_once_and_the_next_one_gets_the_lock(lock: Path):
    with locked(lock), pytest.raises(Locked), locked(lock):
        pass
    with locked(lock):
        pass


def test_a_killed_builds_lock_does_no_harm(lock: Path):
    program = [sys.executable, "-c", HOLDER, str(lock)]
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(program, stdout=subprocess.PIPE, env=paths) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Locked), locked(lock):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with locked(lock):
        pass


def test_a_lock_whose_folder_was_deleted_is_noticed(lock: Path):
    with locked(lock) as held:
        held.ensure_held()
        shutil.rmtree(lock.parent)
        with pytest.raises(OSError, match="deleted while a build"):
            held.ensure_held()


def test_a_folder_deleted_between_opening_and_locking_is_made_again(
    lock: Path, monkeypatch: pytest.MonkeyPatch
):
    import fcntl

    real, taken = fcntl.flock, []

    def flock(descriptor: int, how: int) -> None:
        real(descriptor, how)
        if not taken:
            shutil.rmtree(lock.parent)
        taken.append(descriptor)

    monkeypatch.setattr(fcntl, "flock", flock)
    with locked(lock) as held:
        held.ensure_held()

    assert len(taken) == 2


def test_the_stamp_is_not_before_the_files_written_before_it(lock: Path):
    with locked(lock) as held:
        other = lock.with_name("other")
        other.write_text("x")
        assert held.stamp() >= other.stat().st_ctime_ns
