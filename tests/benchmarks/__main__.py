"""Two tables, ready to be pasted: sites against Hugo's, bulletins against Typst's and Chromium's.

python -m tests.benchmarks [--issues 365,3650] [--bulletins 12] [--work DIR] [--jobs N]
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from .bulletins import compare_setters
from .sites import Compared, compare, hugo_program


def main() -> None:
    """Run what was asked for, and print."""
    asked = _arguments()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {_machine()}\n")
    with tempfile.TemporaryDirectory(prefix="digest-bench-") as scratch:
        work = asked.work or Path(scratch)
        hugo = None if asked.no_hugo else hugo_program()
        if hugo is None:
            print("Hugo is not compared with (`make bench` installs it).\n")
        for issues in filter(None, asked.issues.split(",")):
            print(f"{int(issues):,} issues × 5 items × 2 languages; digest / Hugo\n")
            print(_HEAD, flush=True)
            for one in compare(work / issues, int(issues), asked.jobs, hugo):
                print(_row(one), flush=True)
            print()
        if asked.bulletins:
            print("| bulletins | seconds each | KB each |\n|---|---|---|")
            for setter in compare_setters(work / "bulletins", asked.bulletins):
                print(f"| {setter.name} | {setter.seconds:.2f} | {setter.kilobytes:.0f} |", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--issues", default="365,3650", help="sizes of archives; nothing for none")
    parser.add_argument("--bulletins", type=int, default=6, help="issues to set as bulletins; 0 for none")
    parser.add_argument("--jobs", type=int, help="as digest's own option")
    parser.add_argument("--work", type=Path, help="a folder for the archives, which stay there")
    parser.add_argument("--no-hugo", action="store_true", help="measure digest alone")
    return parser.parse_args()


_HEAD = "| | wall, s | CPU, s | memory, MB | wall | CPU | memory |\n|---|---|---|---|---|---|---|"


def _row(one: Compared) -> str:
    ours, hugo = one.ours, one.hugo
    if hugo is None:
        return f"| {one.case} | {ours.wall:.1f} | {ours.cpu:.1f} | {ours.memory:,.0f} | | | |"
    return (
        f"| {one.case} | {ours.wall:.1f} / {hugo.wall:.1f} | {ours.cpu:.1f} / {hugo.cpu:.1f} "
        f"| {ours.memory:,.0f} / {hugo.memory:,.0f} | **{ours.wall / hugo.wall:.2f} ×** "
        f"| {ours.cpu / hugo.cpu:.2f} × | {ours.memory / hugo.memory:.2f} × |"
    )


def _machine() -> str:
    """Processor, cores, system, versions."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        name = next(line.partition(": ")[2] for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        name = platform.processor() or platform.machine()
    load = os.getloadavg()[0]
    python = f"Python {platform.python_version()}"
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, {python}, load {load:.1f}"


if __name__ == "__main__":
    main()
