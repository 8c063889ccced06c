"""`build`, `rollback` and `why`: the site, its release before, and how its pages came to be."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from digest.cli.exits import CONTENT, FAULT, of_machine
from digest.cli.options import base_of, common, folder_of, instant_of, judged, out_option, output_of, site_in
from digest.cli.speech import spoken, tell
from digest.commands.place import find_root
from digest.diagnostic import Message


@click.command()
@out_option
@click.option(
    "--drafts", is_flag=True, help="Hidden issues and drafts too, marked; needs an --out of its own."
)
@click.option("--jobs", type=click.IntRange(1), help="Processes; one a core, if left out.")
@click.option("--no-pdf", is_flag=True, help="No bulletins.")
@click.option("--base-url", metavar="URL", help="Another address of the site.")
@click.option("--force", is_flag=True, help="Render everything.")
@click.option("--verify", is_flag=True, help="Build clean too and compare; exit 3 if different.")
@click.option(
    "--executor",
    default="local",
    show_default=True,
    help="Where all is rendered: local, or dask://HOST:PORT.",
)
@judged
@common
def build(
    out: Path | None,
    drafts: bool,
    jobs: int | None,
    no_pdf: bool,
    base_url: str | None,
    force: bool,
    verify: bool,
    executor: str,
    now: str | None,
    strict: bool,
    form: str,
    root: Path | None,
    lang: str | None,
) -> None:
    """Check, render what changed, publish."""
    from digest.options import Options
    from digest.patience import be_patient
    from digest.standing import standing

    if executor != "local" and not re.fullmatch(r"dask://[^/\s]+:[0-9]+", executor):
        raise click.UsageError(f"no executor {executor!r}; there are: local, dask://HOST:PORT")
    at = find_root(root, Path.cwd())
    if drafts and out is None:
        raise click.UsageError("--drafts needs an --out of its own, which nobody publishes")
    folder = output_of(out, at)
    options = Options(
        root=at,
        out=folder,
        now=instant_of(now, at),
        drafts=drafts,
        jobs=jobs or os.cpu_count() or 1,
        pdf=not no_pdf,
        base_url=base_of(base_url),
        force=force,
        strict=strict,
        verify=verify,
        cluster=None if executor == "local" else executor,
    )
    be_patient()
    with _remembered(options.out) as end:
        outcome = end(standing(options) or _build(options))
    tell(outcome.verdict.said, form, at)
    _close(outcome, at)


def _build(options: Any) -> Any:
    """The build itself, which imports all that a no-op has no use for."""
    import time

    from digest.build import build as run
    from digest.standing import remember

    written = time.time_ns()
    with _progress() as step:
        outcome = run(options, step)
    if outcome.published:
        remember(options, outcome, written)
    return outcome


def _progress() -> Any:
    """A bar on a terminal; nothing elsewhere."""
    from contextlib import nullcontext

    from digest.build import silent

    if not sys.stderr.isatty():
        return nullcontext(silent)
    from digest.progress import bar

    return bar()


@contextmanager
def _remembered(out: Path) -> Iterator[Callable[[Any], Any]]:
    """Keep what becomes of a build for `notify`, its fault too; never in the way of the build itself."""
    from digest.publish.last import end_by_fault, end_of, keep_last
    from digest.publish.lock import Locked

    def keep(outcome: Any) -> Any:
        with suppress(OSError):
            idle = outcome.published and not outcome.made
            keep_last(out, end_of(outcome.verdict.said, published=outcome.published, idle=idle))
        return outcome

    try:
        yield keep
    except Locked:
        raise
    except Exception as error:
        with suppress(OSError):
            keep_last(out, end_by_fault(_fault(error)))
        raise


def _fault(error: Exception) -> Message:
    if isinstance(error, OSError):
        return of_machine(error)
    return Message(f"a fault of digest: {type(error).__name__}", f"digest 出现故障：{type(error).__name__}")


def _close(outcome: Any, root: Path) -> None:
    """The closing line, and the exit code."""
    from digest.report import say

    context = click.get_current_context()
    if not outcome.published:
        stopping = len(outcome.verdict.stopping)
        say(Message(f"nothing was published: {stopping} errors", f"没有发布：{stopping} 处错误"), spoken())
        context.exit(CONTENT)
    counts = (outcome.made, outcome.reused, outcome.gone)
    at = outcome.next_at
    later = f"; next change at {at:%Y-%m-%d %H:%M %z}" if at else "; nothing more is scheduled"
    later_zh = f"；下次变化：{at:%Y-%m-%d %H:%M %z}" if at else "；没有待发布的内容"
    say(
        Message(
            "{} pages made, {} reused, {} gone".format(*counts) + later,
            "新生成 {} 页，沿用 {} 页，撤下 {} 页".format(*counts) + later_zh,
        ),
        spoken(),
    )
    if outcome.different:
        listed = ", ".join(outcome.different[:20])
        say(Message(f"a clean build differs: {listed}", f"与全新构建不一致：{listed}"), spoken())
        context.exit(FAULT)


@click.command()
@out_option
@common
def rollback(out: Path | None, root: Path | None, lang: str | None) -> None:
    """Exchange the release with the one before."""
    from digest.publish.rollback import rollback as back
    from digest.report import say

    at = find_root(root, Path.cwd())
    folder = output_of(out, at)
    back(folder)
    say(Message("the release before is live again", "已换回上一版"), spoken())


@click.command()
@click.argument("address")
@out_option
@common
def why(address: str, out: Path | None, root: Path | None, lang: str | None) -> None:
    """Why the page at ADDRESS was rendered or reused last time."""
    from digest.commands.why import why as reason
    from digest.ledger import jobs_of
    from digest.publish.last import last_of
    from digest.report import result

    at = find_root(root, Path.cwd())
    folder = folder_of(out, at)
    last = last_of(folder)
    idle = last is not None and last.idle
    said = reason(address, site_in(at).base_url, jobs_of(folder), idle=idle)
    result(said.said_in(spoken()))
