"""Pending bulletins and cards → what came of them, on warm processes with limits of their own.

Each process knows our fonts alone, sets one task at a time, and stays for the next. One that hangs
is stopped and its task named; one that dies leaves its task to be tried again, alone, once all
others are done, so that nobody is blamed for what a neighbour did to the machine's memory. The
others' work is never lost.
"""

import multiprocessing
import os
import resource
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

from digest.diagnostic import Diagnostic, Message, Severity, Span
from digest.render.artifact import Pending, Rendered, Task, Workshop
from digest.render.renderers import prepare, render


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: seconds of its process's work, and bytes of its memory.

    Work is time on a processor, so that a busy machine blames nobody; where that cannot be told,
    and for one that only waits, it is ten times as much by the clock. A process that holds more
    than `worn` bytes after a task is replaced by a fresh one.
    """

    seconds: float = 60
    memory: int = 1_000_000_000
    worn: int = 230_000_000


LIMITS = Limits()
"""A bulletin takes a second or two and 200 MB; what takes thirty times that will not end."""


def set_type(
    wanted: Iterable[Pending], workshop: Workshop, jobs: int, fonts: Path, limits: Limits = LIMITS
) -> Iterator[Rendered]:
    """What came of each task, on `jobs` processes, as they are done."""
    waiting = deque(wanted)
    again: list[Task] = []
    crew = _Crew(workshop, fonts, limits)
    try:
        while waiting or crew.busy:
            while waiting and len(crew.busy) < jobs:
                crew.begin(waiting.popleft().task())
            yield from crew.done(again)
        while again:
            crew.begin(again.pop())
            dead: list[Task] = []
            while crew.busy:
                yield from crew.done(dead)
            yield from (_died(task) for task in dead)
    finally:
        crew.dismiss()


LOOK = 0.5
"""Seconds between two looks at how long workers have been at it."""


class _Worker:
    """One process, and our end of the pipe to it."""

    def __init__(self, workshop: Workshop, fonts: Path, limits: Limits) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=_work, args=(theirs, workshop, fonts, limits.memory), daemon=True
        )
        self.process.start()
        theirs.close()
        self.task: Task | None = None
        self.begun = (0.0, 0.0)

    def begin(self, task: Task) -> None:
        """Hand a task over."""
        self.task = task
        self.begun = (time.monotonic(), self._worked())
        with suppress(OSError):  # it is dead already, which is found when it does not answer
            self.pipe.send(task)

    def is_late(self, seconds: float) -> bool:
        """Whether it has worked too long on its task, or waited ten times as long."""
        clock, worked = self.begun
        return self._worked() - worked > seconds or time.monotonic() - clock > 10 * seconds

    def _worked(self) -> float:
        """Seconds that the process was on a processor; 0 where that cannot be told."""
        try:
            text = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8")
        except OSError:
            return 0.0
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def dismiss(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Crew:
    """The workers of one run."""

    def __init__(self, workshop: Workshop, fonts: Path, limits: Limits) -> None:
        self.workshop = workshop
        self.fonts = fonts
        self.limits = limits
        self.idle: list[_Worker] = []
        self.busy: list[_Worker] = []

    def begin(self, task: Task) -> None:
        """Give a task to a worker, a new one if none is idle."""
        worker = self.idle.pop() if self.idle else _Worker(self.workshop, self.fonts, self.limits)
        worker.begin(task)
        self.busy.append(worker)

    def done(self, dead: list[Task]) -> Iterator[Rendered]:
        """Wait a while for something to be done; the tasks of workers that died go into `dead`."""
        ready = wait([worker.pipe for worker in self.busy], LOOK)
        for worker in list(self.busy):
            if worker.pipe in ready:
                yield from self._received(worker, dead)
            elif worker.is_late(self.limits.seconds):
                yield _hung(self._lost(worker), self.limits.seconds)

    def _received(self, worker: _Worker, dead: list[Task]) -> Iterator[Rendered]:
        try:
            made, held = worker.pipe.recv()
        except (EOFError, OSError):
            dead.append(self._lost(worker))
            return
        self.busy.remove(worker)
        if held > self.limits.worn:
            worker.dismiss()
        else:
            self.idle.append(worker)
        yield made

    def _lost(self, worker: _Worker) -> Task:
        self.busy.remove(worker)
        worker.dismiss()
        assert worker.task is not None
        return worker.task

    def dismiss(self) -> None:
        """End all processes."""
        for worker in (*self.idle, *self.busy):
            worker.dismiss()


# In a worker's process ------------------------------------------------------------------------


def _work(pipe: Connection, workshop: Workshop, fonts: Path, memory: int) -> None:
    """Set task after task until the pipe is closed."""
    prepare(fonts)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    with suppress(EOFError, OSError):
        while True:
            task: Task = pipe.recv()
            made = _attempt(task, workshop)
            pipe.send((made, _held()))


def _attempt(task: Task, workshop: Workshop) -> Rendered:
    try:
        return render(task, workshop)
    except MemoryError:
        return _failed(task, Message("it takes too much memory", "占用内存过多"))
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        return _failed(task, Message(said, said))


def _held() -> int:
    """Bytes that this process holds in memory now; at its peak, where that cannot be told."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(pages) * resource.getpagesize()


# What is said of a task that failed -----------------------------------------------------------


def _hung(task: Task, seconds: float) -> Rendered:
    why = Message(f"it was not done after {seconds:g} seconds of work", f"运算超过 {seconds:g} 秒仍未完成")
    return _failed(task, why)


def _died(task: Task) -> Rendered:
    return _failed(task, Message("its process died, twice", "排版进程两次中途退出"))


def _failed(task: Task, why: Message) -> Rendered:
    found = Diagnostic(
        "not-set",
        Severity.ERROR,
        Span(f"templates/{task.template}"),
        Message(f"{task.address} could not be set: {why.en}", f"{task.address} 排版失败：{why.zh}"),
        Message(
            "look at what is special in that issue, or in the template; what others had done is kept",
            "请检查该期内容或模板；其他已完成的会保留",
        ),
    )
    return Rendered(task.address, diagnostics=(found,))
