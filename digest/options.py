"""What a build is asked for, and what became of it. Light to import: a no-op needs no more."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from digest.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked for.

    `root` and `out` are folders, `now` the instant that decides visibility, `jobs` a number of
    processes; `base_url` replaces that of site.yaml; `cluster` is `dask://HOST:PORT`.
    """

    root: Path
    out: Path
    now: datetime
    drafts: bool = False
    jobs: int = 1
    pdf: bool = True
    base_url: str | None = None
    force: bool = False
    strict: bool = False
    verify: bool = False
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """All diagnostics in order, and those that stop a build."""

    said: tuple[Diagnostic, ...] = ()
    stopping: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What became of a build: pages made, reused, gone, and when something changes next.

    `release` names the release that stands now.
    """

    verdict: Verdict
    published: bool = False
    made: int = 0
    reused: int = 0
    gone: int = 0
    next_at: datetime | None = None
    different: tuple[str, ...] = ()
    release: str = ""
