"""Whether what stands is the answer already: nothing that a build reads has changed.

Every input file's signature (inode, size, times), the program's own, the options and the span of
time in which nothing becomes visible are remembered with the release. If all agree, the release
is looked over and left as it is, without reading a story. A signature younger than the memory
proves nothing, as in git's index; then the build does its work, as it does on a fresh clone.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from digest.diagnostic import Diagnostic, Message, Severity, Span
from digest.options import Options, Outcome, Verdict
from digest.publish.kept import keep, kept
from digest.publish.kits import Kits
from digest.publish.release import open_release
from digest.render.native import native_versions

_VERSION = 2
_SETTLED = 50_000_000
"""Nanoseconds after which a file's times tell two states apart on any file system we know."""

_INPUTS = ("content", "templates", "sources.yaml")


@dataclass(frozen=True, slots=True)
class Memory:
    """What was asked and found when the release that stands was made."""

    release: str
    jobs: int
    asked: dict[str, Any]
    inputs: dict[str, list[int]]
    program: dict[str, list[int]]
    since: str
    until: str | None
    diagnostics: list[dict[str, Any]]
    written: int


def standing(options: Options) -> Outcome | None:
    """The outcome of a build with nothing to do; None if there may be something."""
    path = _path(options.out)
    if options.force or options.verify or not path.is_file():
        return None
    memory = _load(path)
    if memory is None or not _agrees(memory, options):
        return None
    with open_release(options.out) as release:
        if release.name != memory.release or not Kits(options.out).stand() or not release.stands():
            return None
        release.stay()
    until = datetime.fromisoformat(memory.until) if memory.until else None
    said = tuple(_diagnostic(found) for found in memory.diagnostics)
    return Outcome(Verdict(said), published=True, reused=memory.jobs, next_at=until)


def remember(options: Options, outcome: Outcome, written: int) -> None:
    """Note what the release that was just published rests on. `written` is the clock's time in ns."""
    memory = Memory(
        release=outcome.release,
        jobs=outcome.made + outcome.reused,
        asked=_asked(options),
        inputs=_signatures(options.root, _INPUTS),
        program=_program(),
        since=options.now.isoformat(),
        until=outcome.next_at.isoformat() if outcome.next_at else None,
        diagnostics=[asdict(found) for found in outcome.verdict.said],
        written=written,
    )
    keep(_path(options.out), _VERSION, asdict(memory))


def _path(out: Path) -> Path:
    return out / "state" / "standing.json"


def _load(path: Path) -> Memory | None:
    told = kept(path, _VERSION)
    return Memory(**told) if told else None


def _agrees(memory: Memory, options: Options) -> bool:
    try:
        since = datetime.fromisoformat(memory.since)
        until = datetime.fromisoformat(memory.until) if memory.until else None
        if not since <= options.now or (until and options.now >= until):
            return False
    except (TypeError, ValueError):
        return False
    return (
        memory.asked == _asked(options)
        and memory.program == _program()
        and memory.inputs == _signatures(options.root, _INPUTS)
        and all(change < memory.written - _SETTLED for *_, change in memory.inputs.values())
    )


def _asked(options: Options) -> dict[str, Any]:
    return {
        "root": str(options.root),
        "drafts": options.drafts,
        "pdf": options.pdf,
        "base_url": options.base_url,
        "strict": options.strict,
        "python": sys.version,
        "native": native_versions(),
    }


def _program() -> dict[str, list[int]]:
    """The program by the signatures of its files and of the folder where its libraries lie."""
    package = Path(__file__).parent
    found = _signatures(package.parent, (package.name, "templates"))
    setter = find_spec("weasyprint")
    if setter and setter.origin:
        libraries = Path(setter.origin).parent.parent
        found[str(libraries)] = _signature(libraries.stat())
    return {path: signature for path, signature in found.items() if "__pycache__" not in path}


def _signatures(root: Path, names: tuple[str, ...]) -> dict[str, list[int]]:
    """Path → inode, size, modification and change times in ns, of all files and folders below."""
    return dict(_walk(str(root), names))


def _walk(root: str, names: tuple[str, ...]) -> Iterator[tuple[str, list[int]]]:
    waiting = [name for name in names if os.path.lexists(f"{root}/{name}")]
    while waiting:
        below = waiting.pop()
        status = os.lstat(f"{root}/{below}")
        yield below, _signature(status)
        if (status.st_mode & 0o170000) == 0o040000:
            inside = os.listdir(f"{root}/{below}")  # noqa: PTH208 – thousands of paths, as text
            waiting += [f"{below}/{name}" for name in inside]


def _signature(status: os.stat_result) -> list[int]:
    return [status.st_ino, status.st_size, status.st_mode, status.st_mtime_ns, status.st_ctime_ns]


def _diagnostic(kept: dict[str, Any]) -> Diagnostic:
    help = kept["help"]
    return Diagnostic(
        kept["code"],
        Severity(kept["severity"]),
        Span(**kept["span"]),
        Message(**kept["message"]),
        Message(**help) if help else None,
    )
