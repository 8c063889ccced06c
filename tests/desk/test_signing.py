"""`digest status --accept` and `--approve`: what editors say, written into their files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from samples import DAY, ISSUE, ISSUE_PATH, ITEM, ITEM_PATH, SITE, item

from digest.cli import main
from digest.model.wording import wording

Publish = Callable[..., Path]
NOW = ("--now", "2026-06-16T17:40")

ZH = (
    "数据集方案公布：供给先行",
    "",
    "国家数据局公布方案，共6项行动。[@plan]\n\n它说明**供给**是重点。",
)


def run(root: Path, *given: str) -> Result:
    return CliRunner().invoke(
        main,
        ["status", "2026-06-16", "--root", str(root), "--lang", "en", *NOW, *given],
        catch_exceptions=False,
    )


def state(root: Path) -> Any:
    return json.loads(run(root, "--format", "json").stdout)["issue"]


def translation(root: Path) -> str:
    return str(state(root)["items"][0]["translation"]["en"])


def test_accept_writes_the_hash_of_the_source_text_and_touches_nothing_else(publish: Publish):
    root = publish({ITEM_PATH: ITEM + "# the end\n"})
    assert run(root, "--accept").exit_code == 0
    assert (root / ITEM_PATH).read_text(encoding="utf-8") == (
        ITEM + f"# the end\ntranslation: {{en: {{status: reviewed, of: {wording(ZH)}}}}}\n"
    )
    assert translation(root) == "reviewed"


def test_a_changed_word_outdates_a_translation_and_a_mended_comma_does_not(publish: Publish):
    root = publish()
    run(root, "--accept")
    path = root / ITEM_PATH
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("公布方案，共6项", "公布方案：共 6 项"), encoding="utf-8")
    assert translation(root) == "reviewed"
    path.write_text(text.replace("共6项", "共7项"), encoding="utf-8")
    assert translation(root) == "outdated"
    run(root, "--accept")
    assert translation(root) == "reviewed"


def test_accept_passes_over_what_is_missing_or_settled(publish: Publish):
    root = publish({f"{DAY}/02-two.yaml": item()})
    run(root, "--accept")
    before = {path: path.read_bytes() for path in (root / DAY).iterdir()}
    assert "written" not in run(root, "--accept").stderr
    assert {path: path.read_bytes() for path in (root / DAY).iterdir()} == before
    assert (root / DAY / "02-two.yaml").read_text(encoding="utf-8") == item()


def test_accept_of_one_item_leaves_the_others(publish: Publish):
    root = publish({f"{DAY}/02-two.yaml": ITEM})
    assert "written: content/2026/06/16/02-two.yaml\n" in run(root, "--accept", "--item", "two").stderr
    assert (root / ITEM_PATH).read_text(encoding="utf-8") == ITEM
    assert run(root, "--accept", "--item", "three").exit_code == 2


def test_approve_signs_the_issue_and_a_later_change_is_found(publish: Publish):
    root = publish({"content/site.yaml": SITE + "require_approval: true\n"})
    assert run(root, "--approve", "李明").exit_code == 0
    written = (root / ISSUE_PATH).read_text(encoding="utf-8")
    assert written.startswith(ISSUE + 'approved: {by: "李明", at: 2026-06-16T17:40, of: ')
    assert state(root)["approval"] == {"state": "approved", "by": "李明", "at": "2026-06-16T17:40:00+08:00"}
    path = root / ITEM_PATH
    path.write_text(ITEM.replace("6 actions", "7 actions"), encoding="utf-8")
    assert state(root)["approval"]["state"] == "outdated"
    assert run(root, "--format", "json").stdout.count("it changed after it was approved") == 1


def test_both_may_be_said_at_once(publish: Publish):
    root = publish()
    assert run(root, "--accept", "--approve", "Li Ming").exit_code == 0
    assert translation(root) == "reviewed"
    assert state(root)["approval"]["by"] == "Li Ming"
    ran = CliRunner().invoke(main, ["check", "--root", str(root)], catch_exceptions=False)
    assert ran.exit_code == 0


def test_windows_line_ends_and_a_byte_order_mark_stay(publish: Publish):
    raw = b"\xef\xbb\xbf" + ITEM.replace("\n", "\r\n").encode()
    root = publish({ITEM_PATH: raw})
    run(root, "--accept")
    written = (root / ITEM_PATH).read_bytes()
    assert written.startswith(raw)
    assert written.endswith(b"}}\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_a_broken_day_is_not_signed(publish: Publish):
    root = publish({f"{DAY}/02-two.yaml": "headline: [\n"})
    for given in (("--accept",), ("--approve", "李明")):
        ran = run(root, *given)
        assert ran.exit_code == 1
        assert "02-two.yaml has errors: nothing was written" in ran.stderr
    assert (root / ISSUE_PATH).read_text(encoding="utf-8") == ISSUE


def test_no_trace_of_the_writing_stays_beside_the_files(publish: Publish):
    root = publish()
    run(root, "--accept", "--approve", "李明")
    assert {path.name for path in (root / DAY).iterdir()} == {"01-plan.yaml", "issue.yaml"}
