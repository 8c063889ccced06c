"""`serve`, `status` and `notify`: the issue of the day while it is made, and when it is out."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from digest.cli.exits import CONTENT, FAULT
from digest.cli.options import common, day_of, folder_of, instant_of, out_option
from digest.cli.speech import spoken, tell
from digest.commands.place import find_root
from digest.diagnostic import Message


@click.command()
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
    fixed = None if now is None else instant_of(now, at)
    language = spoken()
    options = Options(root=at, out=at / "build", now=fixed or datetime.now(UTC), jobs=os.cpu_count() or 1)
    run(
        options,
        (host, port),
        lambda: fixed or datetime.now(UTC),
        lang or os.environ.get("DIGEST_LANG"),
        lambda said: result(said.said_in(language)),
    )


@click.command()
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
@out_option
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
    folder = folder_of(out, at)
    wanted = None if day is None else day_of(day, None)
    options = Options(root=at, out=folder, now=instant_of(now, at))
    written = accept(options, wanted, slugs) if accepting else []
    written += [] if approver is None else approve(options, wanted, approver)
    for path in written:
        say(Message(f"written: {path}", f"已写入：{path}"), spoken())
    looked = look(options, wanted)
    if looked.status is None:
        tell(looked.diagnostics, "text", at)
        click.get_current_context().exit(CONTENT)
    result(_told(looked.status, form))
    if expect and looked.status.due and looked.status.wanting:
        click.get_current_context().exit(CONTENT)


def _told(status: Any, form: str) -> str:
    """How a day stands, as text or JSON."""
    import json

    from digest.desk.told import as_json, told

    if form == "json":
        return json.dumps(as_json(status, spoken()), ensure_ascii=False, indent=1)
    return told(status, spoken())


@click.command()
@out_option
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
    from digest.commands.notify import notify as send
    from digest.options import Options
    from digest.report import result, say

    at = find_root(root, Path.cwd())
    folder = folder_of(out, at)
    told = send(Options(root=at, out=folder, now=instant_of(now, at)), os.environ, again=again, failed=reason)
    if told is None:
        say(Message("no issue is due: nothing to tell", "没有到点的一期，无需通知"), spoken())
        return
    result(told.text)
    for name in told.sent:
        say(Message(f"told: {name}", f"已通知：{name}"), spoken())
    for name in told.known:
        say(Message(f"told before: {name}", f"先前已通知：{name}"), spoken())
    for name, why in told.failed:
        say(Message(f"not told: {name}: {why.en}", f"没有送达：{name}：{why.zh}"), spoken())
    if told.failed:
        click.get_current_context().exit(FAULT)
