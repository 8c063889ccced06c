"""Tasks → what came of them, here or in a pool of processes.

Bulletins go to spawned processes of their own, which know our fonts alone; all else is rendered
in this process while it is less work than starting another.
"""

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from digest.render.artifact import Rendered, Task, Workshop
from digest.render.renderers import RENDERERS, prepare, render

WORTH_A_POOL = 1500
"""Pages: below this number starting processes costs more than it saves."""

CHUNK = 64
"""Pages handed to a process at once."""


def run(tasks: Iterable[Task], workshop: Workshop, jobs: int, fonts: Path) -> Iterator[Rendered]:
    """What came of each task, in their order. `fonts` is a folder for the font configuration."""
    listed = list(tasks)
    paper = [task for task in listed if RENDERERS[task.renderer].sets_type]
    rest = [task for task in listed if not RENDERERS[task.renderer].sets_type]
    if paper:
        yield from _pooled(paper, workshop, min(jobs, len(paper)), fonts, 1)
    if len(rest) >= WORTH_A_POOL and jobs > 1:
        yield from _pooled(rest, workshop, jobs, None, CHUNK)
    else:
        yield from (render(task, workshop) for task in rest)


def _pooled(
    tasks: list[Task], workshop: Workshop, jobs: int, fonts: Path | None, chunk: int
) -> Iterator[Rendered]:
    context = multiprocessing.get_context("spawn")
    ready = partial(prepare, fonts) if fonts else None
    with ProcessPoolExecutor(max(1, jobs), mp_context=context, initializer=ready) as pool:
        yield from pool.map(partial(_render_in, workshop), tasks, chunksize=chunk)


def _render_in(workshop: Workshop, task: Task) -> Rendered:
    return render(task, workshop)
