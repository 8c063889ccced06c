"""What several commands are asked by: their common options, and what is meant by each."""

import functools
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from digest.cli.exits import CONTENT, USAGE
from digest.cli.speech import tell
from digest.commands.place import Stop
from digest.diagnostic import Message

root_option = click.option("--root", type=click.Path(path_type=Path), help="The publication's folder.")
out_option = click.option(
    "--out", type=click.Path(path_type=Path), help="The output folder; build under the root, if left out."
)
lang_option = click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages.")


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command has; they may stand before its name too."""

    @root_option
    @lang_option
    @functools.wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:
        outer = click.get_current_context().find_root()
        given = {name: options[name] or outer.params.get(name) for name in ("root", "lang")}
        outer.meta["digest.lang"] = given["lang"]
        return command(*args, **{**options, **given})

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


def folder_of(out: Path | None, root: Path) -> Path:
    """The folder of `--out`, to read in."""
    return (Path.cwd() / out) if out else root / "build"


def output_of(out: Path | None, root: Path) -> Path:
    """The folder of `--out`, to write in. Raises RefusedOut for one that is not ours."""
    from digest.publish.folder import check_out

    folder = folder_of(out, root)
    check_out(folder, root, Path.home())
    return folder


def today(zone: str) -> date:
    """The one place that reads the clock for a date."""
    return datetime.now(ZoneInfo(zone)).date()


def site_in(root: Path) -> Any:
    """The publication's record. Raises Stop (1) with what is wrong with site.yaml."""
    from digest.gather import site_of

    site, diagnostics = site_of(root)
    if site is None:
        tell(diagnostics, "text", root)
        click.get_current_context().exit(CONTENT)
    return site


def day_of(given: str | None, site: Any) -> date:
    """The day of DATE; today where the publication is, if left out. Raises Stop (2)."""
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


def instant_of(given: str | None, root: Path) -> datetime:
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


def base_of(given: str | None) -> str | None:
    """The address of `--base-url`, as site.yaml has it. Raises BadParameter."""
    if given is None:
        return None
    from pydantic_core import PydanticCustomError

    from digest.model.values import read_base

    try:
        return read_base(given)
    except PydanticCustomError as error:
        raise click.BadParameter(str(error), param_hint="--base-url") from None
