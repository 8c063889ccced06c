"""Every operation of a build fails once, is the last one, or meets a full disk: readers see nothing of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SCENARIOS = ("publish", "first", "forget", "settle", "rollback", "link")


def sweep(scenario: str, strike: str, folder: Path) -> dict[str, Any]:
    program = [sys.executable, str(HERE / "faults.py"), scenario, strike, str(folder)]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), str(HERE)])}
    done = subprocess.run(program, env=paths, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_build_killed_at_any_operation_leaves_the_old_release_or_the_new_one(tmp_path: Path):
    found = sweep("publish", "kill", tmp_path)

    assert found["broken"] == {}
    assert found["points"] >= 100


def test_the_same_judge_condemns_a_writer_in_place(tmp_path: Path):
    found = sweep("naive", "kill", tmp_path)

    assert len(found["broken"]) >= found["points"] // 3


@pytest.mark.slow
@pytest.mark.parametrize("strike", ["kill", "once", "full"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_fault_at_any_operation_breaks_a_release(scenario: str, strike: str, tmp_path: Path):
    assert sweep(scenario, strike, tmp_path)["broken"] == {}
