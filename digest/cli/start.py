"""`init`, `new` and `editor`: something to start from."""

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


@click.command()
@click.option("--repository", metavar="OWNER/NAME", help="The repository; as it was cloned, if left out.")
@click.option(
    "--backend",
    type=click.Choice(["github", "gitlab", "gitea"]),
    default="github",
    show_default=True,
    help="Where the repository is.",
)
@click.option("--branch", default="main", show_default=True, help="The branch that is edited.")
@common
def editor(repository: str | None, backend: str, branch: str, root: Path | None, lang: str | None) -> None:
    """Write the web editor into content/static/_edit/, to be published with the site."""
    from digest.cli.speech import spoken
    from digest.commands.editor import editor as write
    from digest.desk.cms import Backend
    from digest.gather import gather
    from digest.report import result

    at = find_root(root, Path.cwd())
    site_in(at)
    publication = gather(at).publication
    assert publication is not None
    named = Backend(backend, repository, branch) if repository else None
    for path in write(at, publication, named, spoken()):
        result(path)
