"""`digest fix` on a publication: files, exit codes, what it leaves alone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from samples import DAY, ITEM, ITEM_PATH, SITE

from digest.cli import main

Publish = Callable[..., Path]

BAD = ITEM.replace("公布方案，共", "公布方案,共 ").replace("It shows", "It's")
GOOD = ITEM.replace("It shows", "It’s")


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root)], catch_exceptions=False)


def codes(root: Path) -> list[str]:
    return [one["code"] for one in json.loads(run(root, "check", "--format", "json").stdout)]


def test_what_is_safe_is_written_and_found_no_more(publish: Publish):
    root = publish({ITEM_PATH: BAD})
    assert codes(root) == ["half-width-mark", "spacing", "straight-quote"]
    ran = run(root, "fix", "--lang", "en")
    assert (ran.exit_code, ran.stdout) == (0, f"{ITEM_PATH}: 3\n")
    assert "3 corrections made in 1 files" in ran.stderr
    assert (root / ITEM_PATH).read_text(encoding="utf-8") == GOOD
    assert codes(root) == []
    assert run(root, "fix").stdout == ""


def test_a_diff_writes_nothing(publish: Publish):
    root = publish({ITEM_PATH: BAD})
    ran = run(root, "fix", "--diff")
    assert ran.exit_code == 0
    assert (
        "-    国家数据局公布方案,共 6项行动。[@plan]\n+    国家数据局公布方案，共6项行动。[@plan]"
        in ran.stdout
    )
    assert ran.stdout.startswith(f"--- a/{ITEM_PATH}\n+++ b/{ITEM_PATH}\n@@ ")
    assert (root / ITEM_PATH).read_text(encoding="utf-8") == BAD


def test_only_what_is_asked_for_is_touched(publish: Publish):
    root = publish({ITEM_PATH: BAD, f"{DAY}/02-x.yaml": BAD})
    assert run(root, "fix", str(root / DAY / "02-x.yaml")).stdout == f"{DAY}/02-x.yaml: 3\n"
    assert (root / ITEM_PATH).read_text(encoding="utf-8") == BAD
    assert run(root, "fix", str(root / "nothing")).exit_code == 2


@pytest.mark.parametrize(
    ("site", "more"),
    [
        ("checks: {half-width-mark: off, spacing: off, straight-quote: off}\n", ""),
        ("", "allow: [{rule: half-width-mark}, {rule: spacing}, {rule: straight-quote}]\n"),
        ("", "status: withdrawn\n"),
        ("", "status: removed\n"),
    ],
)
def test_what_is_silenced_or_taken_down_is_left_alone(publish: Publish, site: str, more: str):
    root = publish({"content/site.yaml": SITE + site, ITEM_PATH: BAD + more})
    assert run(root, "fix").stdout == ""
    assert (root / ITEM_PATH).read_text(encoding="utf-8") == BAD + more


def test_pangu_spaces_are_typed(publish: Publish):
    root = publish({"content/site.yaml": SITE + "spacing: pangu\n"})
    assert codes(root) == ["spacing", "spacing"]
    run(root, "fix")
    assert "共 6 项行动" in (root / ITEM_PATH).read_text(encoding="utf-8")
    assert codes(root) == []


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_mended(publish: Publish):
    root = publish({f"{DAY}/02-x.yaml": "body: [", ITEM_PATH: BAD})
    ran = run(root, "fix")
    assert ran.exit_code == 1
    assert ran.stdout == f"{ITEM_PATH}: 3\n"
    assert "02-x.yaml" in ran.stderr


def test_the_mode_of_a_file_stays(publish: Publish):
    root = publish({ITEM_PATH: BAD})
    (root / ITEM_PATH).chmod(0o640)
    run(root, "fix")
    assert (root / ITEM_PATH).stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in (root / DAY).iterdir()) == ["01-plan.yaml", "issue.yaml"]
