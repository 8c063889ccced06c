"""A command → what it took: seconds on the wall and of CPU, and memory at its peak, children included."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TICK = 0.05
"""Seconds between two looks at the memory."""


class Failed(Exception):
    """A measured command that did not end well."""


@dataclass(frozen=True)
class Took:
    """Seconds on the wall, seconds of CPU (user and system), megabytes at the peak."""

    wall: float
    cpu: float
    memory: float


def measured(command: Sequence[str | Path], folder: Path | None = None, log: Path | None = None) -> Took:
    """Run a command to its end. Raises Failed if it fails.

    CPU is that of the whole tree of processes. Memory is, on Linux, the greatest sum of what the
    processes of the tree share fairly (PSS); elsewhere that of the largest of them.
    """
    words = [str(word) for word in command]
    with (log or Path(os.devnull)).open("wb") as said:
        begun = time.perf_counter()
        running = subprocess.Popen(words, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        peak = 0.0
        while True:
            pid, status, usage = os.wait4(running.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, _memory(running.pid))
            time.sleep(TICK)
        wall = time.perf_counter() - begun
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise Failed(f"{' '.join(words)} ended with {running.returncode}" + (f", see {log}" if log else ""))
    scale = 1 if sys.platform == "darwin" else 1024
    return Took(wall, usage.ru_utime + usage.ru_stime, (peak or usage.ru_maxrss * scale) / 1e6)


def _memory(root: int) -> float:
    """Bytes of a tree of processes; 0 where that cannot be seen."""
    if not sys.platform.startswith("linux"):
        return 0
    return sum(_shared_fairly(pid) for pid in _tree(root))


def _tree(root: int) -> list[int]:
    found = [root]
    for pid in found:
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def _shared_fairly(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(float(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
