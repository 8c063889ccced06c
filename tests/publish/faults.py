"""A program: fail the N-th operation of a build for N = 1, 2, 3 … until it passes, and judge.

    python faults.py SCENARIO STRIKE FOLDER

Prints JSON: how many points were tried and what was wrong at which. Each trial is a process of its
own, so that a kill is a kill: nothing is cleaned up on the way out.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from caller import LIVE, NEW, OLD, build, holds, litter, tree_of

from digest.publish import exchange
from digest.publish.release import open_release
from digest.publish.rollback import NothingBefore, rollback

OPERATIONS = (
    *("open", "write", "rename", "link", "unlink", "mkdir", "rmdir", "symlink", "chmod", "fchmod"),
    *("utime", "fsync", "scandir", "listdir", "lstat", "stat", "fstat", "readlink"),
)
TAKE_ROOM = {"write", "link", "mkdir", "symlink"}
NEW_FLAT = {path: data for path, data in NEW.items() if not path.startswith("news")}
KILLED, FAILED, STRUCK, PASSED = 9, 3, 2, 0


class Fault:
    """Strikes at the N-th operation after `arm`: a kill, one error, or a disk that stays full."""

    def __init__(self, at: int, strike: str) -> None:
        self.at = at
        self.strike = strike
        self.count = 0
        self.struck = False

    def arm(self) -> None:
        for name in OPERATIONS:
            setattr(os, name, self.wrapped(name, getattr(os, name)))
        exchange.swap = self.wrapped("swap", exchange.swap)

    def wrapped(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            self.count += 1
            full = self.strike == "full"
            due = self.count >= self.at if full else self.count == self.at
            if due and (not full or takes_room(name, args)):
                self.hit()
            return function(*args, **options)

        return call

    def hit(self) -> None:
        self.struck = True
        if self.strike == "kill":
            os._exit(KILLED)
        code = errno.ENOSPC if self.strike == "full" else errno.EIO
        raise OSError(code, os.strerror(code))


def takes_room(name: str, args: tuple[Any, ...]) -> bool:
    return name in TAKE_ROOM or (name == "open" and bool(args[1] & os.O_CREAT))


def naive(out: Path, tree: dict[str, bytes]) -> None:
    """The broken control: what most generators do, writing in place."""
    site = out / "site"
    for path in sorted(tree_of(site).keys() - tree.keys()):
        os.unlink(site / path)
    for path, data in tree.items():
        for folder in reversed((site / path).relative_to(site).parents):
            (site / folder).mkdir(parents=True, exist_ok=True)
        descriptor = os.open(site / path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.write(descriptor, data)
        os.close(descriptor)


def no_swap(*_: Path) -> None:
    raise OSError(errno.EINVAL, "no exchange here")


def act(scenario: str, out: Path) -> None:
    """What is struck."""
    if scenario == "rollback":
        rollback(out)
    elif scenario == "naive":
        naive(out, NEW_FLAT)
    else:
        build(out, NEW, forget=takes_down(scenario))


def takes_down(scenario: str) -> bool:
    return scenario in ("forget", "settle")


def prepare(scenario: str, out: Path) -> None:
    if scenario == "first":
        return
    build(out, OLD)
    build(out, LIVE)
    if scenario == "settle":
        killed_right_after_exchange(out)


def killed_right_after_exchange(out: Path) -> None:
    """Leave a release that is live already, with the one before it still to be deleted."""
    if child := os.fork():
        os.waitpid(child, 0)
        return
    swap = exchange.swap

    def swap_and_die(*names: Path) -> None:
        swap(*names)
        os._exit(KILLED)

    exchange.swap = swap_and_die
    build(out, NEW, forget=True)


def trial(scenario: str, strike: str, at: int, out: Path) -> int:
    """One run in a process of its own; how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.fsync = lambda _: None  # power cuts are not what is tried here, and these are slow
    if scenario == "link":
        exchange.swap = no_swap
    prepare(scenario, out)
    fault = Fault(at, strike)
    fault.arm()
    try:
        act(scenario, out)
    except (OSError, NothingBefore):  # on a disk that fails, the release before may seem damaged
        os._exit(FAILED)
    os._exit(STRUCK if fault.struck else PASSED)


def judge(scenario: str, strike: str, code: int, out: Path) -> list[str]:
    """What is wrong now, and after the next build."""
    wrong: list[str] = []
    before = {"first": {}, "settle": NEW}.get(scenario, LIVE)
    after = {"rollback": OLD, "naive": NEW_FLAT}.get(scenario, NEW)
    site = tree_of(out / "site")
    allowed = (after,) if code in (PASSED, STRUCK) else (before, after)
    if code not in (KILLED, FAILED, STRUCK, PASSED):
        wrong.append(f"ended with {code}")
    if site not in allowed:
        wrong.append(f"torn: {sorted(site)}")
    if scenario == "naive":
        return wrong
    found_litter = scenario == "settle"
    if code == FAILED and strike == "full" and not found_litter and litter(out):
        wrong.append(f"litter at once: {litter(out)}")
    if scenario == "link":
        exchange.swap = no_swap
    return wrong + judge_recovery(scenario, out, site, after)


def judge_recovery(scenario: str, out: Path, site: Any, after: Any) -> list[str]:
    wrong: list[str] = []
    with open_release(out):
        pass
    if tree_of(out / "site") != site:
        wrong.append("opening changed the live release")
    if takes_down(scenario) and site == after and holds(out, b"SECRET"):
        wrong.append("what was taken down is still there")
    build(out, after, forget=takes_down(scenario))
    if tree_of(out / "site") != after:
        wrong.append("the next build is wrong")
    if takes_down(scenario) and holds(out, b"SECRET"):
        wrong.append("what was taken down is there after the next build")
    if litter(out):
        wrong.append(f"litter: {litter(out)}")
    return wrong + judge_rollback(out, after)


def judge_rollback(out: Path, after: Any) -> list[str]:
    try:
        rollback(out)
    except NothingBefore:
        return []
    if tree_of(out / "site") not in (OLD, LIVE, NEW):
        return ["rolled back to no release"]
    rollback(out)
    return [] if tree_of(out / "site") == after else ["rolled back twice, not the same"]


def sweep(scenario: str, strike: str, folder: Path) -> dict[str, Any]:
    broken: dict[int, list[str]] = {}
    at, code = 0, FAILED
    while code != PASSED:
        at += 1
        out = folder / f"{scenario}-{strike}-{at}"
        code = trial(scenario, strike, at, out)
        began = (out / "state").exists() or code == PASSED or scenario == "naive"
        if began and (wrong := judge(scenario, strike, code, out)):
            broken[at] = wrong
    return {"points": at - 1, "broken": broken}


if __name__ == "__main__":
    os.fsync = lambda _: None
    print(json.dumps(sweep(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
