"""The kernel strikes `digest build` at each of its calls that change the disk; readers see nothing of it.

A share of the points is tried always. DIGEST_FAULTS=all tries every one, which takes an hour:
what was seen then is told in tests/faults.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from kernel import DIGEST, TAKES_ROOM, End, Point, needs_strace, points, struck
from publish.caller import Tree, holds, tree_of
from samples import DAY, ISSUE, item, minimal, write

from digest.cli import main

Publish = Callable[..., Path]

pytestmark = [pytest.mark.slow, needs_strace]

ALL = os.environ.get("DIGEST_FAULTS") == "all"
SHARE = 5
"""Points of a fault that are tried always."""

SECRET = "绝密正文之二"
SECOND = f"{DAY}/02-second.yaml"
NEXT = "content/2026/06/17"
OLD: dict[str, str | bytes | None] = {
    SECOND: item("第二条", SECRET),
    f"{NEXT}/issue.yaml": None,
    f"{NEXT}/01-next.yaml": None,
}
EDIT: dict[str, str | bytes | None] = {
    SECOND: item("第二条改名", "正文改过。"),
    f"{NEXT}/issue.yaml": ISSUE,
    f"{NEXT}/01-next.yaml": item("次日", "次日正文。"),
}
REMOVAL: dict[str, str | bytes | None] = {SECOND: item("第二条", status="removed")}

STATE = {
    "lock",
    "live.json",
    "spare",
    "spare.json",
    "items.sqlite",
    "standing.json",
    "last.json",
    "kits.json",
}
"""All that `state/` may hold between builds."""

BROKEN = """
import sys
from digest.publish import exchange
def in_two_steps(one, other):
    aside = one.with_name("aside")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)
exchange.swap = in_two_steps
from digest.cli import main
main(sys.argv[1:])
"""
"""The broken control: the same program, whose live release is missing between two calls."""


class Desk:
    """A publication that is taken from one release to the next, again and again."""

    def __init__(self, root: Path, edit: dict[str, str | bytes | None]) -> None:
        self.root = root
        self.out = root / "build"
        self.edit = edit
        self.words = ["build", "--no-pdf", "--jobs", "1", "--now", "2026-06-20T20:00", "--root", str(root)]
        self.begin()
        self.finish()
        self.old = self.begin()
        self.new = self.finish()

    def begin(self) -> Tree:
        """Publish the release before."""
        return self.publish({**minimal(), **OLD})

    def finish(self) -> Tree:
        """Publish the release after."""
        return self.publish(self.edit)

    def publish(self, files: dict[str, str | bytes | None]) -> Tree:
        self.write(files)
        done = CliRunner().invoke(main, self.words)
        assert done.exit_code == 0, done.output
        return tree_of(self.out / "site")

    def write(self, files: dict[str, str | bytes | None]) -> None:
        for path in [path for path, text in files.items() if text is None]:
            (self.root / path).unlink(missing_ok=True)
        folder = self.root / NEXT
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        write(self.root, {path: text for path, text in files.items() if text is not None})

    def program(self, *start: str) -> list[str]:
        return [*(start or DIGEST), *self.words]

    def tried(self, point: Point, fault: str, *start: str) -> list[str]:
        """What is wrong after one build that was struck, and after the next one."""
        assert self.begin() == self.old
        self.write(self.edit)
        end = struck(self.program(*start), point, fault)
        if point.call == "openat" and end.code == 0:  # Python opens files in no fixed number
            assert tree_of(self.out / "site") == self.new
            return self.later()
        wrong = [*self.at_once(end, fault), *self.later()]
        return [f"{point.call} {point.number} ({point.said[:90]}) {fault}: {one}" for one in wrong]

    def at_once(self, end: End, fault: str) -> list[str]:
        wrong = []
        site = tree_of(self.out / "site")
        allowed = (-9, 137) if "KILL" in fault else (0, 3)
        if end.code not in allowed:
            wrong.append(f"ended with {end.code}: {end.said[-300:]}")
        if site not in (self.old, self.new) or (end.code == 0 and site != self.new):
            wrong.append(f"torn: {sorted(site.keys() ^ self.new.keys())}")
        if "Traceback" in end.said or "unforeseen" in end.said:
            wrong.append(end.said[-300:])
        if end.code == 0 and self.edit is REMOVAL and holds(self.out, SECRET.encode()):
            wrong.append("what was taken down is still there")
        # After the exchange `next.json` tells whose manifest is whose, until the next build settles it.
        if "ENOSPC" in fault and site == self.old and litter(self.out):
            wrong.append(f"litter at once: {litter(self.out)}")
        return wrong

    def later(self) -> list[str]:
        wrong = []
        if self.finish() != self.new:
            wrong.append("the next build is wrong")
        if litter(self.out):
            wrong.append(f"litter: {litter(self.out)}")
        if self.edit is REMOVAL and holds(self.out, SECRET.encode()):
            wrong.append("what was taken down is there after the next build")
        return wrong


def litter(out: Path) -> set[str]:
    """Names that no build at rest leaves behind."""
    kits = os.listdir(out / "kit") if (out / "kit").is_dir() else []
    odd = set(os.listdir(out)) - {"site", "state", "kit"}
    return odd | (set(os.listdir(out / "state")) - STATE) | {name for name in kits if name.startswith(".")}


def share(found: Sequence[Point]) -> Sequence[Point]:
    """All of them, or some: evenly spread, so that each stage of a build has one."""
    if ALL or len(found) <= SHARE:
        return found
    return [found[len(found) * step // SHARE] for step in range(SHARE)]


def sweep(desk: Desk, found: Sequence[Point], fault: str, *start: str) -> list[str]:
    wrong = [one for point in found for one in desk.tried(point, fault, *start)]
    if ALL:
        print(f"{len(found)} points, {fault}: {len(wrong)} wrong")
    return wrong


@pytest.mark.parametrize("edit", [EDIT, REMOVAL], ids=["edit", "removal"])
@pytest.mark.parametrize("fault", ["signal=SIGKILL", "error=ENOSPC", "error=EIO"])
def test_a_build_that_is_struck_leaves_a_whole_release_and_no_litter(
    publish: Publish, tmp_path: Path, edit: dict[str, str | bytes | None], fault: str
):
    desk = Desk(publish(), edit)
    desk.begin()
    desk.write(edit)
    found = points(desk.program(), tmp_path / "log")
    assert len(found) >= 200
    if "ENOSPC" in fault:
        found = [point for point in found if point.call in TAKES_ROOM]

    assert sweep(desk, share(found), fault) == []


def test_the_same_judge_finds_the_two_calls_of_a_build_that_is_broken(publish: Publish, tmp_path: Path):
    start = (sys.executable, "-B", "-c", BROKEN)
    desk = Desk(publish(), EDIT)
    desk.begin()
    desk.write(EDIT)
    found = points(desk.program(*start), tmp_path / "log")
    exchange = [point for point in found if point.call == "rename" and 'build/site"' in point.said]
    assert len(exchange) == 2

    assert any("torn" in one for one in sweep(desk, exchange, "signal=SIGKILL", *start))
    assert sweep(desk, exchange, "error=EIO", *start)


def test_the_first_build_that_is_struck_publishes_nothing_or_all(publish: Publish, tmp_path: Path):
    root = publish()
    words = [*DIGEST, "build", "--no-pdf", "--jobs", "1", "--now", "2026-06-20T20:00", "--root", str(root)]
    found = points([*words, "--out", str(tmp_path / "whole")], tmp_path / "log")
    whole = tree_of(tmp_path / "whole/site")
    wrong = []
    for number, point in enumerate(share(found)):
        out = tmp_path / str(number)
        struck([*words, "--out", str(out)], point, "signal=SIGKILL")
        if tree_of(out / "site") not in ({}, whole):
            wrong.append(f"{point}: torn")
        subprocess.run([*words, "--out", str(out)], check=True, capture_output=True)
        if tree_of(out / "site") != whole or litter(out):
            wrong.append(f"{point}: the next build is wrong, or left {litter(out)}")

    assert wrong == []
