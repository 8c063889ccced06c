"""Pending jobs → what came of them, by mapping: here, or in as many processes as there are cores.

A pending job is one whose view is not yet made. Pages are many and small, so where a process can be
forked, each worker is born with all of them, makes the views of its share, and leaves their bytes
on the disk: nothing but names comes back. Elsewhere views are made here and sent to it.
Bulletins are few and large: `crew` sets them.
"""

import gc
import multiprocessing
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from digest.render.artifact import Artifact, Rendered, Staged, Task, Workshop
from digest.render.renderers import RENDERERS, prepare, render

WORTH_A_POOL = 1500
"""Pages: below this number starting processes costs more than it saves."""

CHUNK = 64
"""Pages handed to a process at once."""

Keep = Callable[[Artifact], Staged]
"""Puts an artifact's bytes on the disk, from any process."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A job to be rendered: the name of its renderer, and its task, made when it is wanted."""

    renderer: str
    task: Callable[[], Task]


def run(
    wanted: Iterable[Task | Pending], workshop: Workshop, jobs: int, fonts: Path, keep: Keep | None = None
) -> Iterator[Rendered]:
    """What came of each, not always in their order.

    `fonts` is a folder for the font configuration. With `keep`, workers may put the bytes of what
    they render on the disk themselves.
    """
    pending = [
        one if isinstance(one, Pending) else Pending(one.renderer, partial(_same, one)) for one in wanted
    ]
    paper = [one for one in pending if RENDERERS[one.renderer].sets_type]
    rest = [one for one in pending if not RENDERERS[one.renderer].sets_type]
    if paper:
        yield from _spawned(paper, workshop, min(jobs, len(paper)), fonts, 1)
    if len(rest) < WORTH_A_POOL or jobs == 1:
        yield from (render(one.task(), workshop) for one in rest)
    elif keep and _can_fork():
        yield from _forked(rest, workshop, jobs, keep)
    else:
        yield from _spawned(rest, workshop, jobs, None, CHUNK)


def _same(task: Task) -> Task:
    return task


# Forked workers -------------------------------------------------------------------------------


def _can_fork() -> bool:
    """A process with several threads cannot be forked safely, and on macOS none can."""
    return sys.platform == "linux" and threading.active_count() == 1


_born_with: list[Callable[[int], list[Rendered]]] = []
"""In a forked worker: the one function that renders a chunk of the jobs it was born with."""


def _forked(pending: Sequence[Pending], workshop: Workshop, jobs: int, keep: Keep) -> Iterator[Rendered]:
    """Chunks of jobs on forked workers; what a dead worker leaves undone is done here."""

    def chunk(start: int) -> list[Rendered]:
        made = (render(one.task(), workshop) for one in pending[start : start + CHUNK])
        return [replace(one, artifacts=(), staged=tuple(map(keep, one.artifacts))) for one in made]

    gc.freeze()  # so that no collection in a worker writes to, and thereby copies, what all share
    undone = dict.fromkeys(range(0, len(pending), CHUNK))
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, context, _born_with.append, (chunk,)) as pool:
            for start, made in zip(list(undone), pool.map(_chunk_of_birth, undone), strict=True):
                del undone[start]
                yield from made
    except BrokenProcessPool:
        for start in undone:
            yield from chunk(start)
    finally:
        gc.unfreeze()


def _chunk_of_birth(start: int) -> list[Rendered]:
    return _born_with[0](start)


# Spawned workers ------------------------------------------------------------------------------


def _spawned(
    pending: Sequence[Pending], workshop: Workshop, jobs: int, fonts: Path | None, chunk: int
) -> Iterator[Rendered]:
    context = multiprocessing.get_context("spawn")
    ready: Any = partial(prepare, fonts) if fonts else None
    with ProcessPoolExecutor(max(1, jobs), mp_context=context, initializer=ready) as pool:
        tasks = (one.task() for one in pending)
        yield from pool.map(partial(_render_in, workshop), tasks, chunksize=chunk)


def _render_in(workshop: Workshop, task: Task) -> Rendered:
    return render(task, workshop)
