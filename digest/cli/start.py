"""`init` and `new`: something to start from."""

from pathlib import Path

import click

from digest.cli.options import common, day_of, site_in, today
from digest.commands.place import find_root


@click.command()
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

    for path in start(folder, today(ZONE), ci):
        result(str(folder / path))


@click.group()
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
    site = site_in(at)
    result(write(at, site, day_of(day, site)))


@new.command("item")
@click.argument("slug")
@click.option("--date", "day", metavar="DATE", help="The issue's date; today, if left out.")
@common
def new_item(slug: str, day: str | None, root: Path | None, lang: str | None) -> None:
    """The next numbered item file, SLUG."""
    from digest.commands.new import new_item as write
    from digest.report import result

    at = find_root(root, Path.cwd())
    site = site_in(at)
    result(write(at, site, slug, day_of(day, site)))
