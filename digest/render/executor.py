"""Pending jobs → what came of them, by mapping: here, or in as many processes as there are cores.

A pending job is one whose view is not yet made. Pages are many and small, so where a process can be
forked, each worker is born with all of them, makes the views of its share, and leaves their bytes
on the disk: nothing but names comes back. Elsewhere views are made here and sent to it.
Bulletins are few and large: `crew` sets them. `cluster` maps all over a cluster's workers instead.
"""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from digest.forked import can_fork, mapped
from digest.render.artifact import Artifact, Pending, Rendered, Staged, Task, Workshop
from digest.render.cluster import STAYS_HERE, on_cluster
from digest.render.crew import set_type
from digest.render.renderers import RENDERERS, render

WORTH_A_POOL = 1500
"""Pages: below this number starting processes costs more than it saves."""

CHUNK = 128
"""Pages handed to a process at once."""

Keep = Callable[[Artifact], Staged]
"""Puts an artifact's bytes on the disk, from any process."""


def run(
    wanted: Iterable[Task | Pending],
    workshop: Workshop,
    jobs: int,
    fonts: Path,
    keep: Keep | None = None,
    cluster: str | None = None,
) -> Iterator[Rendered]:
    """What came of each, not always in their order.

    `fonts` is a folder for the font configuration. With `keep`, workers may put the bytes of what
    they render on the disk themselves. `cluster` is the address of one, `dask://HOST:PORT`.
    """
    pending = [_pending(one) for one in wanted]
    if cluster:
        left: list[Task] = []
        away = [one for one in pending if one.renderer not in STAYS_HERE]
        yield from on_cluster(away, workshop, cluster, left)
        pending = [one for one in pending if one.renderer in STAYS_HERE] + [_pending(one) for one in left]
    paper = [one for one in pending if RENDERERS[one.renderer].sets_type]
    rest = [one for one in pending if not RENDERERS[one.renderer].sets_type]
    if paper:
        yield from set_type(paper, workshop, jobs, fonts)
    if keep is None or not can_fork():
        yield from _here_or_spawned(rest, workshop, jobs)
    else:
        yield from mapped(partial(_rendered, workshop, keep), rest, jobs, CHUNK, WORTH_A_POOL)


def _rendered(workshop: Workshop, keep: Keep, one: Pending) -> Rendered:
    """What came of a job, with its bytes on the disk."""
    made = render(one.task(), workshop)
    return replace(made, artifacts=(), staged=tuple(map(keep, made.artifacts)))


def _here_or_spawned(rest: Sequence[Pending], workshop: Workshop, jobs: int) -> Iterator[Rendered]:
    if len(rest) < WORTH_A_POOL or jobs == 1:
        return (render(one.task(), workshop) for one in rest)
    return _spawned(rest, workshop, jobs)


def _pending(one: Task | Pending) -> Pending:
    return one if isinstance(one, Pending) else Pending(one.renderer, partial(_same, one))


def _same(task: Task) -> Task:
    return task


def _spawned(pending: Sequence[Pending], workshop: Workshop, jobs: int) -> Iterator[Rendered]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        tasks = (one.task() for one in pending)
        yield from pool.map(partial(_render_in, workshop), tasks, chunksize=CHUNK)


def _render_in(workshop: Workshop, task: Task) -> Rendered:
    return render(task, workshop)
