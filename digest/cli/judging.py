"""`check`, `fix` and `links`: what there is to say of the content."""

import os
from pathlib import Path

import click

from digest.cli.exits import CONTENT
from digest.cli.options import common, instant_of, judged, out_option, output_of
from digest.cli.speech import spoken, tell
from digest.commands.place import find_root
from digest.diagnostic import Message


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@judged
@common
def check(
    paths: tuple[Path, ...],
    now: str | None,
    strict: bool,
    form: str,
    root: Path | None,
    lang: str | None,
) -> None:
    """Read and judge every file (under each PATH); write nothing."""
    from digest.commands.check import check as judge
    from digest.options import Options
    from digest.patience import be_patient

    be_patient()
    at = find_root(root, Path.cwd())
    options = Options(
        root=at, out=at / "build", now=instant_of(now, at), strict=strict, jobs=os.cpu_count() or 1
    )
    verdict = judge(options, paths)
    tell(verdict.said, form, at)
    if verdict.stopping:
        click.get_current_context().exit(CONTENT)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--diff", "only_shown", is_flag=True, help="Show the corrections, write nothing.")
@common
def fix(paths: tuple[Path, ...], only_shown: bool, root: Path | None, lang: str | None) -> None:
    """Apply the safe corrections of copy in place (under each PATH)."""
    from digest.commands.fix import fix as mend
    from digest.report import result, say

    at = find_root(root, Path.cwd())
    fixes = mend(at, paths, write=not only_shown)
    for fixed in fixes.fixed:
        if only_shown:
            result(fixed.diff())
        else:
            result(f"{fixed.path}: {fixed.count}")
    counts = (sum(fixed.count for fixed in fixes.fixed), len(fixes.fixed))
    done = (
        ("{} corrections in {} files", "{1} 个文件中可改 {0} 处")
        if only_shown
        else ("{} corrections made in {} files", "已在 {1} 个文件中改正 {0} 处")
    )
    say(Message(done[0].format(*counts), done[1].format(*counts)), spoken())
    if fixes.unread:
        tell(fixes.unread, "text", at)
        click.get_current_context().exit(CONTENT)


@click.command()
@out_option
@click.option("--force", is_flag=True, help="Ask at all addresses again.")
@judged
@common
def links(
    out: Path | None,
    force: bool,
    now: str | None,
    strict: bool,
    form: str,
    root: Path | None,
    lang: str | None,
) -> None:
    """Ask, politely, whether cited addresses still answer; what is found is remembered."""
    import time

    from digest.commands.links import links as ask
    from digest.options import Options
    from digest.report import say

    at = find_root(root, Path.cwd())
    folder = output_of(out, at)
    options = Options(root=at, out=folder, now=instant_of(now, at), force=force, strict=strict)
    language = spoken()
    verdict = ask(options, time.sleep, lambda said: say(said, language))
    tell(verdict.said, form, at)
    if verdict.stopping:
        click.get_current_context().exit(CONTENT)
