"""A function over many values → its results, on as many forked processes as there are cores.

A forked worker is born with all that this process has in memory, so that only results are sent,
and costs milliseconds. It dies with this process: an orphan would keep what it was born with, the
lock of a build among it. Where a process cannot be forked, all is done here.
"""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

V = TypeVar("V")
R = TypeVar("R")


def can_fork() -> bool:
    """A process with several threads cannot be forked safely, and on macOS none can."""
    return sys.platform == "linux" and threading.active_count() == 1


_born_with: list[Callable[[int], Any]] = []
"""In a forked worker: the one function that does a chunk of the work it was born for."""


def mapped(function: Callable[[V], R], values: Sequence[V], jobs: int, chunk: int, worth: int) -> Iterator[R]:
    """The results in order, of `chunk` values at a time; of fewer than `worth` values, made here.

    What a worker that dies leaves undone is done here, one by one.
    """
    if jobs == 1 or len(values) < worth or not can_fork():
        yield from map(function, values)
    else:
        yield from _in_processes(function, values, jobs, chunk)


def _in_processes(function: Callable[[V], R], values: Sequence[V], jobs: int, chunk: int) -> Iterator[R]:
    import multiprocessing  # with the pool 15 ms to import, and most runs need none
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    def part(start: int) -> list[R]:
        return [function(value) for value in values[start : start + chunk]]

    gc.freeze()  # so that no collection in a worker writes to, and thereby copies, what all share
    undone = dict.fromkeys(range(0, len(values), chunk))
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, context, _begin, (part, os.getpid())) as pool:
            for start, made in zip(list(undone), pool.map(_part, list(undone)), strict=True):
                del undone[start]
                yield from made
    except BrokenProcessPool:
        for start in undone:
            yield from part(start)
    finally:
        gc.unfreeze()


_DEATH_SIGNAL = 1
"""Of prctl(2): what a process is sent when the one that made it ends."""


def _begin(part: Callable[[int], Any], parent: int) -> None:
    import ctypes

    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we could ask to be told
        os._exit(1)
    _born_with.append(part)


def _part(start: int) -> Any:
    return _born_with[-1](start)
