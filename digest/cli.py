"""The commands, each a few lines over one function; the one place of exit codes.

0 fine · 1 the content has errors · 2 wrong usage · 3 a fault of the program or its machine ·
75 another build holds the lock · 130 Ctrl-C
"""

import functools
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import click

from digest import __version__
from digest.commands.place import Stop, find_root, message_language
from digest.diagnostic import Message

OK, CONTENT, USAGE, FAULT, LOCKED, INTERRUPTED = 0, 1, 2, 3, 75, 130


class Codes(click.Group):
    """The group whose commands' troubles become exit codes, here and nowhere else."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; whatever goes wrong ends in a sentence and an exit code."""
        try:
            return super().invoke(ctx)
        except Stop as stop:
            _stop(ctx, stop.code, stop.message, stop.help)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except OSError as error:
            _stop(ctx, FAULT, _of_machine(error))
        except Exception as error:
            _expected(ctx, error)
            _unforeseen(ctx, error)


def _expected(ctx: click.Context, error: Exception) -> None:
    """Troubles that steps raise by name."""
    from digest.publish.folder import RefusedOut
    from digest.publish.lock import Locked
    from digest.publish.rollback import NothingBefore
    from digest.render.cluster import NoCluster

    if isinstance(error, NoCluster):
        _stop(ctx, FAULT, error.message)
    if isinstance(error, Locked):
        _stop(
            ctx,
            LOCKED,
            Message("another build is running; try again later", "另一次构建正在进行，请稍后再试"),
        )
    if isinstance(error, RefusedOut):
        _stop(ctx, USAGE, error.message)
    if isinstance(error, NothingBefore):
        _stop(ctx, USAGE, Message(f"nothing to go back to: {error}", f"没有可退回的版本：{error}"))


def _unforeseen(ctx: click.Context, error: Exception) -> NoReturn:
    if os.environ.get("DIGEST_TRACEBACK"):
        raise error
    said = f"{type(error).__name__}: {error}"
    _stop(
        ctx,
        FAULT,
        Message(f"an unforeseen fault of digest: {said}", f"digest 出现意外故障：{said}"),
        Message(
            "DIGEST_TRACEBACK=1 shows where; please report it", "设置 DIGEST_TRACEBACK=1 可查看位置，请报告"
        ),
    )


def _of_machine(error: OSError) -> Message:
    reason = os.strerror(error.errno) if error.errno else str(error)
    where = f" ({error.filename})" if error.filename else ""
    return Message(f"the machine refused: {reason}{where}", f"系统拒绝操作：{reason}{where}")


def _stop(ctx: click.Context, code: int, message: Message, help: Message | None = None) -> NoReturn:
    from digest.report import say

    language = _language(ctx)
    say(Message(f"error: {message.en}", f"错误：{message.zh}"), language)
    if help:
        say(Message(f" = help: {help.en}", f" = help: {help.zh}"), language)
    ctx.exit(code)


def _language(ctx: click.Context) -> str:
    given = next((c.params.get("lang") for c in _chain(ctx) if c.params.get("lang")), None)
    return message_language(given or ctx.meta.get("digest.lang"), os.environ)


def _chain(ctx: click.Context) -> list[click.Context]:
    return [ctx, *(_chain(ctx.parent) if ctx.parent else [])]


_ROOT = click.option("--root", type=click.Path(path_type=Path), help="The publication's folder.")
_OUT = click.option(
    "--out", type=click.Path(path_type=Path), help="The output folder; build under the root, if left out."
)
_LANG = click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages.")


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command has."""

    @_ROOT
    @_LANG
    @functools.wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:
        ctx = click.get_current_context()
        ctx.find_root().meta["digest.lang"] = options.get("lang")
        return command(*args, **options)

    return wrapped


def judged(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of commands that judge content."""
    instant = click.option("--now", metavar="INSTANT", help="The instant that decides visibility.")
    strict = click.option("--strict", is_flag=True, help="Warnings count as errors.")
    form = click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "github"]),
        default="text",
        show_default=True,
        help="How diagnostics are shown.",
    )
    return form(strict(instant(command)))


@click.group(cls=Codes, context_settings={"help_option_names": ["--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(version)s")
@_ROOT
@_LANG
@click.pass_context
def main(ctx: click.Context, root: Path | None, lang: str | None) -> None:
    """Stories in YAML, Chinese and English, become a bilingual site and a typeset bulletin."""
    ctx.default_map = _for_all(main, {"root": root, "lang": lang})


def _for_all(group: click.Group, options: dict[str, Any]) -> dict[str, Any]:
    """Options given before a command's name as the defaults of every command."""
    return {
        name: _for_all(one, options) if isinstance(one, click.Group) else options
        for name, one in group.commands.items()
    }


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--ci",
    type=click.Choice(["github", "gitlab", "systemd", "cron"]),
    help="Write the recipe of a way to publish, also for a publication that is there.",
)
@common
def init(folder: Path, ci: str | None, root: Path | None, lang: str | None) -> None:
    """Start a new publication in DIR."""
    from digest.commands.new import ZONE
    from digest.commands.new import init as start
    from digest.report import result

    for path in start(folder, _today(ZONE), ci):
        result(str(folder / path))


@main.group()
def new() -> None:
    """Write a new issue or item to start from."""


@new.command("issue")
@click.argument("day", metavar="[DATE]", required=False)
@common
def new_issue(day: str | None, root: Path | None, lang: str | None) -> None:
    """A new issue folder, of DATE or today."""
    from digest.commands.new import new_issue as write
    from digest.report import result

    at = find_root(root, Path.cwd())
    site = _site(at)
    result(write(at, site, _day(day, site)))


@new.command("item")
@click.argument("slug")
@click.option("--date", "day", metavar="DATE", help="The issue's date; today, if left out.")
@common
def new_item(slug: str, day: str | None, root: Path | None, lang: str | None) -> None:
    """The next numbered item file, SLUG."""
    from digest.commands.new import new_item as write
    from digest.report import result

    at = find_root(root, Path.cwd())
    site = _site(at)
    result(write(at, site, slug, _day(day, site)))


@main.command()
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

    at = find_root(root, Path.cwd())
    from digest.options import Options

    options = Options(root=at, out=at / "build", now=_now(now, at), strict=strict, jobs=os.cpu_count() or 1)
    verdict = judge(options, paths)
    _tell(verdict.said, form, at)
    if verdict.stopping:
        click.get_current_context().exit(CONTENT)


@main.command()
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
    say(Message(done[0].format(*counts), done[1].format(*counts)), _spoken())
    if fixes.unread:
        _tell(fixes.unread, "text", at)
        click.get_current_context().exit(CONTENT)


@main.command()
@_OUT
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
    from digest.standing import standing

    if executor != "local" and not re.fullmatch(r"dask://[^/\s]+:[0-9]+", executor):
        raise click.UsageError(f"no executor {executor!r}; there are: local, dask://HOST:PORT")
    at = find_root(root, Path.cwd())
    if drafts and out is None:
        raise click.UsageError("--drafts needs an --out of its own, which nobody publishes")
    folder = _output(out, at)
    options = Options(
        root=at,
        out=folder,
        now=_now(now, at),
        drafts=drafts,
        jobs=jobs or os.cpu_count() or 1,
        pdf=not no_pdf,
        base_url=_base(base_url),
        force=force,
        strict=strict,
        verify=verify,
        cluster=None if executor == "local" else executor,
    )
    with _remembered(options.out) as end:
        outcome = end(standing(options) or _build(options))
    _tell(outcome.verdict.said, form, at)
    _close(outcome, at)


@main.command()
@click.argument("day", metavar="[DATE]", required=False)
@_OUT
@judged
@common
def proof(
    day: str | None,
    out: Path | None,
    now: str | None,
    strict: bool,
    form: str,
    root: Path | None,
    lang: str | None,
) -> None:
    """The bulletins of the issue of DATE (the newest, if left out), marked as proofs, into proof/DATE/."""
    from digest.commands.proof import proof as prove
    from digest.options import Options
    from digest.report import result, say

    at = find_root(root, Path.cwd())
    folder = _output(out, at)
    options = Options(at, folder, _now(now, at), drafts=True, jobs=os.cpu_count() or 1, strict=strict)
    made = prove(options, _day(day, _site(at)) if day else None)
    _tell(made.verdict.said, form, at)
    for path in made.files:
        result(str(path))
    for language in made.without:
        say(
            Message(
                f"no bulletin in {language}: a headline or body is not translated",
                f"没有 {language} 版：有标题或正文尚未翻译",
            ),
            _spoken(),
        )
    if made.verdict.stopping:
        click.get_current_context().exit(CONTENT)


@main.command()
@click.argument("day", metavar="[DATE]", required=False)
@click.option(
    "--form",
    "shape",
    type=click.Choice(["gbt7714", "gbt7714-2015", "csl"]),
    default="gbt7714",
    show_default=True,
    help="GB/T 7714 of 2025 or of 2015, or CSL-JSON.",
)
@click.option("--edition", type=click.Choice(["zh", "en"]), help="The issue's language; the source language.")
@common
def references(day: str | None, shape: str, edition: str | None, root: Path | None, lang: str | None) -> None:
    """The references of the issue of DATE (the newest, if left out), for export."""
    from digest.commands.references import references as listed
    from digest.report import result

    at = find_root(root, Path.cwd())
    site = _site(at)
    found = listed(at, _day(day, site) if day else None, edition, shape)
    result(found.removesuffix("\n"))


@main.command()
@click.argument("day", metavar="[DATE]", required=False)
@_OUT
@click.option("--no-pdf", is_flag=True, help="No bulletins, pages and covers.")
@click.option("--base-url", metavar="URL", help="Another address of the site.")
@click.option("--force", is_flag=True, help="Make all of it anew.")
@judged
@common
def kit(
    day: str | None,
    out: Path | None,
    no_pdf: bool,
    base_url: str | None,
    force: bool,
    now: str | None,
    strict: bool,
    form: str,
    root: Path | None,
    lang: str | None,
) -> None:
    """The WeChat kit of the issue of DATE (today's, else the newest) into kit/DATE/, visible or not."""
    from digest.commands.kit import make_kit
    from digest.options import Options
    from digest.report import result, say

    at = find_root(root, Path.cwd())
    folder = _output(out, at)
    options = Options(
        root=at,
        out=folder,
        now=_now(now, at),
        jobs=os.cpu_count() or 1,
        pdf=not no_pdf,
        base_url=_base(base_url),
        force=force,
        strict=strict,
    )
    made = make_kit(options, _day(day, None) if day else None)
    _tell(made.verdict.said, form, at)
    for path in made.files:
        result(str(path))
    if made.drafts:
        say(
            Message(f"left out, since drafts: {made.drafts}", f"未收入的草稿：{made.drafts} 条"),
            _spoken(),
        )
    if made.verdict.stopping:
        click.get_current_context().exit(CONTENT)


@main.command()
@_OUT
@common
def rollback(out: Path | None, root: Path | None, lang: str | None) -> None:
    """Exchange the release with the one before."""
    from digest.publish.rollback import rollback as back
    from digest.report import say

    at = find_root(root, Path.cwd())
    folder = _output(out, at)
    back(folder)
    say(Message("the release before is live again", "已换回上一版"), _spoken())


@main.command()
@click.argument("address")
@_OUT
@common
def why(address: str, out: Path | None, root: Path | None, lang: str | None) -> None:
    """Why the page at ADDRESS was rendered or reused last time."""
    from digest.commands.why import why as reason
    from digest.publish.release import jobs_of
    from digest.report import result

    at = find_root(root, Path.cwd())
    folder = _under(out, at)
    said = reason(address, _site(at).base_url, jobs_of(folder))
    result(said.said_in(_spoken()))


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), help="8000 or the next free one, if left out.")
@click.option("--host", default="127.0.0.1", show_default=True, help="An address of this machine alone.")
@click.option("--now", metavar="INSTANT", help="The instant that decides visibility.")
@common
def serve(port: int | None, host: str, now: str | None, root: Path | None, lang: str | None) -> None:
    """Show the site as you type, drafts included; publishes nothing."""
    from digest.commands.serve import serve as run
    from digest.options import Options
    from digest.report import result

    at = find_root(root, Path.cwd())
    fixed = None if now is None else _now(now, at)
    spoken = _spoken()
    options = Options(root=at, out=at / "build", now=fixed or datetime.now(UTC), jobs=os.cpu_count() or 1)
    run(
        options,
        (host, port),
        lambda: fixed or datetime.now(UTC),
        lang or os.environ.get("DIGEST_LANG"),
        lambda said: result(said.said_in(spoken)),
    )


@main.command()
@click.argument("day", metavar="[DATE]", required=False)
@click.option("--expect", is_flag=True, help="Exit 1 if an issue is due and missing or incomplete.")
@click.option("--accept", "accepting", is_flag=True, help="Note that its translations match their source.")
@click.option("--item", "slugs", multiple=True, metavar="SLUG", help="With --accept: of this item alone.")
@click.option("--approve", "approver", metavar="NAME", help="Sign the issue off.")
@click.option("--now", metavar="INSTANT", help="The instant that decides visibility.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it is shown.",
)
@_OUT
@common
def status(
    day: str | None,
    expect: bool,
    accepting: bool,
    slugs: tuple[str, ...],
    approver: str | None,
    now: str | None,
    form: str,
    out: Path | None,
    root: Path | None,
    lang: str | None,
) -> None:
    """What the issue of DATE (or today) still lacks, and when it publishes."""
    from digest.commands.status import accept, approve
    from digest.commands.status import status as look
    from digest.options import Options
    from digest.report import result, say

    if slugs and not accepting:
        raise click.UsageError("--item goes with --accept")
    at = find_root(root, Path.cwd())
    folder = _under(out, at)
    wanted = None if day is None else _day(day, None)
    options = Options(root=at, out=folder, now=_now(now, at))
    written = accept(options, wanted, slugs) if accepting else []
    written += [] if approver is None else approve(options, wanted, approver)
    for path in written:
        say(Message(f"written: {path}", f"已写入：{path}"), _spoken())
    looked = look(options, wanted)
    if looked.status is None:
        _tell(looked.diagnostics, "text", at)
        click.get_current_context().exit(CONTENT)
    result(_told(looked.status, form))
    if expect and looked.status.due and looked.status.wanting:
        click.get_current_context().exit(CONTENT)


@main.command()
@_OUT
@click.option("--now", metavar="INSTANT", help="The instant that decides which issue is due.")
@click.option("--again", is_flag=True, help="Tell what was told before.")
@click.option(
    "--failed", "reason", metavar="REASON", help="Tell that the night failed, though the build may not have."
)
@common
def notify(
    out: Path | None,
    now: str | None,
    again: bool,
    reason: str | None,
    root: Path | None,
    lang: str | None,
) -> None:
    """Tell the webhooks and mailboxes of the environment what became of tonight's issue."""
    from digest.commands.notify import notify as tell
    from digest.options import Options
    from digest.report import result, say

    at = find_root(root, Path.cwd())
    folder = _under(out, at)
    told = tell(Options(root=at, out=folder, now=_now(now, at)), os.environ, again=again, failed=reason)
    if told is None:
        say(Message("no issue is due: nothing to tell", "没有到点的一期，无需通知"), _spoken())
        return
    result(told.text)
    for name in told.sent:
        say(Message(f"told: {name}", f"已通知：{name}"), _spoken())
    for name in told.known:
        say(Message(f"told before: {name}", f"先前已通知：{name}"), _spoken())
    for name, why in told.failed:
        say(Message(f"not told: {name}: {why.en}", f"没有送达：{name}：{why.zh}"), _spoken())
    if told.failed:
        click.get_current_context().exit(FAULT)


@main.command()
@_OUT
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
    folder = _output(out, at)
    options = Options(root=at, out=folder, now=_now(now, at), force=force, strict=strict)
    spoken = _spoken()
    verdict = ask(options, time.sleep, lambda said: say(said, spoken))
    _tell(verdict.said, form, at)
    if verdict.stopping:
        click.get_current_context().exit(CONTENT)


@main.command()
@click.argument("code")
@common
def explain(code: str, root: Path | None, lang: str | None) -> None:
    """What the diagnostic CODE means, with a wrong and a right example."""
    from digest.commands.explain import explain as page
    from digest.report import result

    result(page(code).said_in(_spoken()))


@main.command()
@click.argument("kind", required=False)
@click.option("--install", "installing", is_flag=True, help="Write them where VS Code completes and checks.")
@common
def schema(kind: str | None, installing: bool, root: Path | None, lang: str | None) -> None:
    """JSON Schema of KIND: item, issue, site, sources, topics, glossary, api; all, if left out."""
    import json

    from digest.report import result
    from digest.validate.schema import KINDS, json_schema

    if kind is not None and kind not in KINDS:
        listed = ", ".join(KINDS)
        raise Stop(
            USAGE, Message(f"no schema {kind!r}; there are: {listed}", f"没有 {kind!r}；可用：{listed}")
        )
    if installing:
        from digest.commands.schema import install

        for path in install(find_root(root, Path.cwd())):
            result(path)
        return
    data = json_schema(kind) if kind else {name: json_schema(name) for name in KINDS}
    result(json.dumps(data, ensure_ascii=False, indent=2))


@main.command()
@common
def doctor(root: Path | None, lang: str | None) -> None:
    """Fonts, Pango, versions: what this machine has and lacks."""
    from digest.commands.doctor import doctor as look
    from digest.report import result

    language = _spoken()
    parts = look()
    for part in parts:
        help = f"  → {part.help.said_in(language)}" if part.help else ""
        result(f"{'ok' if part.fine else '!!':3}{part.name:28}{part.state}{help}")
    if not all(part.fine for part in parts):
        click.get_current_context().exit(FAULT)


# What the commands share ------------------------------------------------------------------------


def _spoken() -> str:
    return _language(click.get_current_context())


def _under(out: Path | None, root: Path) -> Path:
    """The folder of `--out`, to read in."""
    return (Path.cwd() / out) if out else root / "build"


def _output(out: Path | None, root: Path) -> Path:
    """The folder of `--out`, to write in. Raises RefusedOut for one that is not ours."""
    from digest.publish.folder import check_out

    folder = _under(out, root)
    check_out(folder, root, Path.home())
    return folder


def _today(zone: str) -> date:
    """The one place that reads the clock for a date."""
    return datetime.now(ZoneInfo(zone)).date()


def _site(root: Path) -> Any:
    """The publication's record. Raises Stop (1) with what is wrong with site.yaml."""
    from digest.gather import site_of

    site, diagnostics = site_of(root)
    if site is None:
        _tell(diagnostics, "text", root)
        click.get_current_context().exit(CONTENT)
    return site


def _day(given: str | None, site: Any) -> date:
    from digest.model.values import read_date

    if given is None:
        return datetime.now(site.zone).date()
    try:
        return read_date(given)
    except ValueError:
        raise Stop(
            USAGE,
            Message(f"{given!r} is no date", f"{given!r} 不是日期"),
            Message("write it as 2026-06-16", "请写成 2026-06-16"),
        ) from None


def _now(given: str | None, root: Path) -> datetime:
    """The instant of `--now`, in the site's zone unless it says otherwise; else the clock's."""
    if given is None:
        return datetime.now(UTC)
    from digest.gather import site_of
    from digest.model.values import read_instant

    site, _ = site_of(root)
    try:
        return read_instant(given, site.zone if site else UTC)
    except ValueError:
        raise Stop(
            USAGE,
            Message(f"{given!r} is no point in time", f"{given!r} 不是时间"),
            Message("write it as 2026-06-16T18:00", "请写成 2026-06-16T18:00"),
        ) from None


def _told(status: Any, form: str) -> str:
    """How a day stands, as text or JSON."""
    import json

    from digest.desk.told import as_json, told

    if form == "json":
        return json.dumps(as_json(status, _spoken()), ensure_ascii=False, indent=1)
    return told(status, _spoken())


def _base(given: str | None) -> str | None:
    if given is None:
        return None
    from pydantic_core import PydanticCustomError

    from digest.model.values import read_base

    try:
        return read_base(given)
    except PydanticCustomError as error:
        raise click.BadParameter(str(error), param_hint="--base-url") from None


def _tell(diagnostics: Any, form: str, root: Path) -> None:
    from digest.load.tree import lines_of
    from digest.report import report

    report(diagnostics, form, _spoken(), functools.partial(lines_of, root))


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


@contextmanager
def _remembered(out: Path) -> Iterator[Callable[[Any], Any]]:
    """Keep what becomes of a build for `notify`, its fault too; never in the way of the build itself."""
    from digest.publish.last import end_by_fault, end_of, keep_last
    from digest.publish.lock import Locked

    def keep(outcome: Any) -> Any:
        with suppress(OSError):
            keep_last(out, end_of(outcome.verdict.said, published=outcome.published))
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
        return _of_machine(error)
    return Message(f"a fault of digest: {type(error).__name__}", f"digest 出现故障：{type(error).__name__}")


def _progress() -> Any:
    """A bar on a terminal; nothing elsewhere."""
    from contextlib import nullcontext

    from digest.build import silent

    if not sys.stderr.isatty():
        return nullcontext(silent)
    from digest.progress import bar

    return bar()


def _close(outcome: Any, root: Path) -> None:
    """The closing line, and the exit code."""
    from digest.report import say

    context = click.get_current_context()
    if not outcome.published:
        stopping = len(outcome.verdict.stopping)
        say(Message(f"nothing was published: {stopping} errors", f"没有发布：{stopping} 处错误"), _spoken())
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
        _spoken(),
    )
    if outcome.different:
        listed = ", ".join(outcome.different[:20])
        say(Message(f"a clean build differs: {listed}", f"与全新构建不一致：{listed}"), _spoken())
        context.exit(FAULT)
