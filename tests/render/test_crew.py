"""Bulletins are set on warm processes: one that hangs, dies or fails is named, no others suffer."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from samples import minimal

from digest.build import build
from digest.options import Options
from digest.render import executor
from digest.render.artifact import Pending, Rendered, Task, Workshop
from digest.render.crew import Limits, set_type
from digest.render.templates import packaged
from digest.view.bulletin import BulletinView
from digest.view.file import TextView

Publish = Callable[..., Path]
NOW = "2026-06-20T12:00+08:00"

pytestmark = pytest.mark.slow


def crew(tmp_path: Path, tasks: list[Task], jobs: int = 2, **limits: float) -> list[Rendered]:
    pending = [Pending(task.renderer, lambda task=task: task) for task in tasks]
    workshop = Workshop(tmp_path, (packaged(),))
    return list(set_type(pending, workshop, jobs, tmp_path / "fonts", Limits(**limits)))  # type: ignore[arg-type]


def text(address: str) -> Task:
    return Task(address, "text", "", TextView(address))


def test_every_task_is_done_once_and_processes_stay_warm(tmp_path: Path):
    begun = time.monotonic()
    made = crew(tmp_path, [text(f"{number}.txt") for number in range(200)])

    assert sorted(one.address for one in made) == sorted(f"{number}.txt" for number in range(200))
    assert all(one.artifacts for one in made)
    assert time.monotonic() - begun < 60


def test_a_task_that_fails_is_named_and_the_others_are_done(tmp_path: Path):
    made = crew(tmp_path, [text("a.txt"), Task("bad.txt", "text", "", object()), text("b.txt")])

    failed = [one for one in made if one.diagnostics]
    assert [one.address for one in failed] == ["bad.txt"]
    assert failed[0].diagnostics[0].code == "not-set"
    assert "bad.txt" in failed[0].diagnostics[0].message.en
    assert {one.address for one in made if one.artifacts} == {"a.txt", "b.txt"}


def test_a_process_that_is_worn_is_replaced(tmp_path: Path):
    made = crew(tmp_path, [text(f"{number}.txt") for number in range(4)], jobs=1, worn=1)

    assert len(made) == 4
    assert multiprocessing.active_children() == []


HELD = """
import resource, sys
from pathlib import Path
from benchmarks.archive import write_archive
from digest.build import build
from digest.model.values import read_instant
from digest.options import Options
if __name__ == "__main__":
    from datetime import UTC
    root = write_archive(Path(sys.argv[1]), 3)
    assert build(Options(root, root / "build", read_instant("2030-01-01T00:00", UTC), jobs=1)).published
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted otherwise")
def test_a_worker_that_sets_bulletin_after_bulletin_holds_250_megabytes_at_most(tmp_path: Path):
    script = tmp_path / "held.py"
    script.write_text(HELD, encoding="utf-8")
    tests = Path(__file__).parents[1]
    paths = {**os.environ, "PYTHONPATH": f"{tests.parent}:{tests}"}
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "archive")],
        env=paths,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 250


def test_the_task_of_a_killed_process_is_tried_again_alone(tmp_path: Path):
    tasks = [text(f"{number}.txt") for number in range(50)]
    pending = [Pending(task.renderer, lambda task=task: task) for task in tasks]
    made = []
    for one in set_type(pending, Workshop(tmp_path, (packaged(),)), 2, tmp_path / "fonts"):
        made.append(one)
        if len(made) in (3, 9):
            os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)

    assert sorted(one.address for one in made) == sorted(task.address for task in tasks)
    assert not any(one.diagnostics for one in made)


BULLETIN = '{{% if chrome.language == "en" %}}{bomb}{{% endif %}}'
HANGS = "{% for a in range(10**6) %}{% for b in range(10**6) %}{% endfor %}{% endfor %}"


@pytest.mark.parametrize(
    ("bomb", "limits"),
    [
        (HANGS, {"seconds": 12}),
        ("{{ ('x' * 10**9) | length }}", {"memory": 400_000_000}),
        ("{{ 1 // 0 }}", {}),
    ],
    ids=["hangs", "takes memory", "fails"],
)
def test_a_bad_bulletin_stops_the_build_and_what_is_finished_is_kept(
    publish: Publish, monkeypatch: pytest.MonkeyPatch, bomb: str, limits: dict[str, float]
):
    monkeypatch.setattr(executor, "set_type", partial(set_type, limits=Limits(**limits)))  # type: ignore[arg-type]
    good = (packaged() / "bulletin.html").read_text(encoding="utf-8")
    root = publish({**minimal(), "templates/bulletin.html": BULLETIN.format(bomb=bomb) + good})
    options = Options(root, root / "build", _now(), jobs=2)

    outcome = build(options)
    assert not outcome.published
    assert all("-en" in one.message.en for one in outcome.verdict.stopping)
    assert not (root / "build/site").exists()
    kept = {path.suffix for path in (root / "build/state/finished").iterdir()}
    assert ".json" in kept

    (root / "templates/bulletin.html").write_text(BULLETIN.format(bomb="") + good, encoding="utf-8")
    assert build(options).published
    assert not (root / "build/state/finished").exists()


def test_what_was_finished_is_not_set_again(publish: Publish, monkeypatch: pytest.MonkeyPatch):
    good = (packaged() / "bulletin.html").read_text(encoding="utf-8")
    root = publish({**minimal(), "templates/bulletin.html": BULLETIN.format(bomb="{{ 1 // 0 }}") + good})
    options = Options(root, root / "build", _now(), jobs=2)
    build(options)
    asked: list[str] = []

    def spied(pending: list[Pending], *rest: object, **more: object) -> object:
        for one in pending:
            view = one.task().view
            asked.append(f"{type(view).__name__} {view.chrome.language}")
            assert not (isinstance(view, BulletinView) and view.chrome.language == "zh")
        return set_type(pending, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(executor, "set_type", spied)
    assert not build(options).published
    assert asked


def _now():
    from datetime import datetime

    return datetime.fromisoformat(NOW)
