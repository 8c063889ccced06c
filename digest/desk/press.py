"""Tasks that set type → their artifacts, in a process of its own that stays ready for the next.

WeasyPrint takes a second to import and must know our fonts alone, as in a build.
"""

import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from digest.render.artifact import Rendered, Task, Workshop
from digest.render.renderers import prepare, render


class Press:
    """One process that sets type. `fonts` is a folder for its font configuration."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._pool: ProcessPoolExecutor | None = None

    def set(self, task: Task, workshop: Workshop) -> Rendered:
        """Set a task; waits for those before it. A process that died is replaced once."""
        try:
            return self._submit(task, workshop).result()
        except BrokenProcessPool:
            self.close()
            return self._submit(task, workshop).result()

    def close(self) -> None:
        """End the process."""
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _submit(self, task: Task, workshop: Workshop) -> "Future[Rendered]":
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            ready = partial(prepare, self._fonts)
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=ready)
        return self._pool.submit(render, task, workshop)
