"""What `digest check` does without planning the site, and when it must plan."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from gallery import gallery
from samples import DAY, ITEM, ITEM_PATH, item, write

from digest import address
from digest.build import order_of
from digest.checks.claimed import may_meet
from digest.cli import main
from digest.commands.doubts import may_be_long, may_drop, of_the_plan
from digest.commands.planning import told_by_plan
from digest.gather import gather
from digest.model.publication import Publication
from digest.options import Options
from digest.plan.collisions import paths_of
from digest.plan.jobs import plan
from digest.plan.visible import Sight, visible
from digest.render.artifact import Workshop
from digest.render.templates import folders

Publish = Callable[..., Path]
NOW = datetime(2026, 6, 20, 12, tzinfo=UTC)
HEAVY = {
    *("babel", "jinja2", "multiprocessing", "PIL", "pypdfium2", "rich", "segno", "ssl", "starlette"),
    *(
        "weasyprint",
        "digest.build",
        "digest.kit",
        "digest.model.api",
        "digest.plan.jobs",
        "digest.plan.shelf",
    ),
    *("digest.plan.shelf", "digest.render", "digest.view"),
}


def read(root: Path) -> Publication:
    found = gather(root).publication
    assert found
    return found


def options(root: Path) -> Options:
    return Options(root=root, out=root / "build", now=NOW)


def imported(root: Path) -> set[str]:
    code = (
        "import sys; from digest.cli import main; main(['check'], standalone_mode=False); print(*sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, cwd=root, capture_output=True, text=True)
    return set(ran.stdout.split())


def test_a_check_imports_no_more_than_it_judges_by(publish: Publish):
    assert not HEAVY & imported(publish())


def test_an_alias_where_a_page_may_stand_is_planned(publish: Publish):
    root = publish({f"{DAY}/02-x.yaml": item(aliases=f"[/{DAY[8:].replace('/', '-')}/y/, /en/2020-01-01/]")})
    assert may_meet(read(root))
    assert "digest.plan.jobs" in imported(root)


@pytest.mark.parametrize(
    ("aliases", "meet"),
    [
        ("[/2026-06-16/old/, /zh/2026-06-15/old/]", False),
        ("[/2026-06-16/old/, /2026-06-16/old/]", True),
        ("[/zh/2026-06-16/old/, /en/2026-06-16/old/]", True),
        ("[/2026-06-16/plan/]", True),
        ("[/zh/latest/]", True),
        ("[/2026-06-16/]", True),
    ],
)
def test_aliases_of_their_own_meet_nothing(publish: Publish, aliases: str, meet: bool):
    assert may_meet(read(publish({f"{DAY}/02-x.yaml": item(aliases=aliases)}))) is meet


@pytest.mark.parametrize(
    "name", ["zh/x.txt", "en", "assets/x", "api/v1/index.json", "sitemap-2026.xml", "robots.txt"]
)
def test_a_static_file_among_pages_is_planned(publish: Publish, name: str):
    assert may_meet(read(publish({f"content/static/{name}": "x"})))
    assert not may_meet(read(publish({"content/static/logo.svg": "<svg/>"}, root=publish() / "more")))


def test_all_that_a_build_makes_lies_under_addresses_of_ours(tmp_path: Path):
    publication = read(write(tmp_path, gallery()))
    workshop = Workshop(tmp_path, folders(tmp_path))
    release = plan(publication, order_of(publication, options(tmp_path), workshop, drafts=True))
    static = {file.address for file in publication.static}
    paths = [path for job in release.jobs for path in paths_of(job)]
    assert len(paths) > 300
    others = [path for path in paths if not address.is_ours(path, publication.site.languages)]
    assert set(others) == static


def test_without_doubt_the_plan_has_nothing_to_say(tmp_path: Path):
    publication = read(write(tmp_path, gallery()))
    assert (
        of_the_plan(publication, options(tmp_path))
        == told_by_plan(publication, options(tmp_path), addresses=True)
        == []
    )


def test_an_address_that_stays_is_no_reason_to_plan(publish: Publish):
    root = publish({f"{DAY}/02-x.yaml": item()})
    built = CliRunner().invoke(main, ["build", "--no-pdf", "--now", NOW.isoformat(), "--root", str(root)])
    assert built.exit_code == 0, built.output
    publication = read(root)
    assert not may_drop(publication, visible(publication, Sight(NOW)), options(root))
    (root / f"{DAY}/02-x.yaml").unlink()
    publication = read(root)
    assert may_drop(publication, visible(publication, Sight(NOW)), options(root))
    assert [one.code for one in of_the_plan(publication, options(root))] == ["dropped-address"] * 2


def test_only_issues_that_may_still_be_sent_are_measured(publish: Publish):
    long = ITEM.replace("    它说明", "    " + "供给" * 12_000 + "\n\n    它说明")
    root = publish({ITEM_PATH: long})
    publication = read(root)
    assert may_be_long(publication, visible(publication, Sight(NOW)))
    newer = publish(
        {
            ITEM_PATH: long,
            "content/2026/06/17/issue.yaml": "status: published\n",
            "content/2026/06/17/01-z.yaml": item(),
        },
        root=root / "newer",
    )
    publication = read(newer)
    assert not may_be_long(publication, visible(publication, Sight(NOW)))
    before = replace(options(newer), now=datetime(2026, 6, 16, 12, tzinfo=UTC))
    assert may_be_long(publication, visible(publication, Sight(before.now)))
