"""What a bulletin takes: memory that stays flat, seconds of a processor, warm and cold."""

import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.build import order_of
from digest.gather import gather
from digest.options import Options
from digest.plan.jobs import plan
from digest.render.artifact import Task, Workshop
from digest.render.crew import LIMITS, _Worker
from digest.render.templates import packaged

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))

SETTLED, WATCHED = 10, 24
"""Bulletins until a process has all it keeps, and those that may then add next to nothing. Each that
frees nothing of its lists of features, as WeasyPrint alone, adds a quarter of a megabyte."""

GROWTH, HELD = 2_500_000, 250_000_000
"""Bytes that all of those may add, and that a process may hold."""

WARM, COLD = 0.35, 1.5
"""Seconds of a processor for a bulletin of the sample, and for a process that sets one."""

SLOWER = 1 / 0.055
"""How much slower a processor is than the one those seconds are for, by the seconds of `workload`."""

MARGIN = 1.25
"""What busy neighbours may add, who share caches and cores."""


@pytest.fixture(scope="module")
def task() -> Task:
    """The sample's Chinese bulletin on A4."""
    options = Options(ROOT, ROOT / "build", NOW)
    publication = gather(ROOT, None, jobs=1).publication
    assert publication
    order = order_of(publication, options, Workshop(ROOT, (packaged(),)), drafts=False)
    [job] = [
        one
        for one in plan(publication, order).jobs
        if one.renderer == "pdf" and one.address.endswith("-zh.pdf")
    ]
    return Task(job.address, job.renderer, job.template, job.view({}))


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[_Worker]:
    """A process as a build has it."""
    made = _Worker(Workshop(ROOT, (packaged(),)), tmp_path / "fonts", LIMITS)
    yield made
    made.dismiss()


def test_a_worker_holds_no_more_after_many_bulletins(worker: _Worker, task: Task):
    held = []
    for _ in range(SETTLED + WATCHED):
        worker.begin(task)
        made, now = worker.pipe.recv()
        assert made.artifacts
        held.append(now)
    assert max(held[-3:]) - max(held[:SETTLED]) < GROWTH
    assert max(held) < HELD


def workload() -> float:
    """Seconds of this process for a fixed piece of Python's work."""
    begun = time.process_time()
    counts: dict[str, int] = {}
    for number in range(300_000):
        counts[str(number % 5000)] = counts.get(str(number % 5000), 0) + number
    return time.process_time() - begun


def limit(seconds: float, slowness: float) -> float:
    """What may be taken on a processor as slow as this one."""
    return seconds * max(1.0, slowness * SLOWER) * MARGIN


WORK = """
import pickle, sys, time
from pathlib import Path
from digest.render.renderers import prepare, render
task, workshop = pickle.loads(Path(sys.argv[1]).read_bytes())
prepare(Path(sys.argv[2]))
begun = 0.0
for _ in range(int(sys.argv[3])):
    assert render(task, workshop).artifacts
    print(time.process_time() - begun)
    begun = time.process_time()
"""


def worked(task: Task, folder: Path, times: int) -> list[float]:
    """Seconds of a fresh process for each of some bulletins, its start with the first."""
    (folder / "task").write_bytes(pickle.dumps((task, Workshop(ROOT, (packaged(),)))))
    command = [sys.executable, "-c", WORK, str(folder / "task"), str(folder / "fonts"), str(times)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [float(line) for line in done.stdout.split()]


def test_a_bulletin_takes_a_third_of_a_second_warm_and_its_process_one_and_a_half(task: Task, tmp_path: Path):
    worked(task, tmp_path, 1)  # leaves fontconfig's cache, as any build before did
    slowness = min(workload() for _ in range(5))
    cold, _, *warm = worked(task, tmp_path, 8)
    slowness = max(slowness, min(workload() for _ in range(5)))
    assert min(warm) < limit(WARM, slowness)
    assert cold < limit(COLD, slowness)
