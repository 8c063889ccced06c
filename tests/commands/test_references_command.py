"""`digest references`, and the same files beside the issue's page."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from click.testing import CliRunner, Result
from samples import ISSUE, ISSUE_PATH, ITEM, ITEM_PATH

from digest.build import build
from digest.cli import main
from digest.options import Options

Publish = Callable[..., Path]
NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
LINE = "[1] 国家数据局.行业数据集方案[EB/OL].(2026-06-15)[2026-06-16].https://www.nda.gov.cn/plan.\n"


def references(root: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["references", *more, "--root", str(root), "--lang", "en"])


def with_access(publish: Publish, **changes: str) -> Path:
    read = ITEM.replace("published: 2026-06-15", "published: 2026-06-15\n    accessed: 2026-06-16")
    return publish({ITEM_PATH: read, **changes})


def test_a_form_is_printed_also_of_a_draft(publish: Publish):
    root = with_access(publish, **{ISSUE_PATH: ISSUE.replace("published", "draft")})
    assert references(root).stdout == LINE
    assert references(root, "2026-06-16", "--form", "gbt7714-2015").stdout == LINE
    english = references(root, "--edition", "en").stdout
    assert english.startswith("[1] National Data Administration.Plan for data sets[EB/OL].")
    [one] = json.loads(references(root, "--form", "csl").stdout)
    assert (one["id"], one["type"]) == ("daily-2026-06-16-1", "webpage")


def test_a_day_or_edition_that_is_not_there_is_wrong_usage(publish: Publish):
    root = publish()
    assert references(root, "2026-06-17").exit_code == 2
    assert references(root, "--edition", "en").exit_code == 0
    held = publish({ISSUE_PATH: ISSUE + "editions: {en: {status: removed}}\n"})
    assert references(held, "--edition", "en").exit_code == 2


def test_a_title_as_it_stands_goes_before_one_that_editors_describe(publish: Publish):
    described = ITEM.replace("title: {zh: 行业数据集方案,", 'title: {zh: "[方案]",')
    assert (
        "National Data Administration.Plan for data sets"
        in references(publish({ITEM_PATH: described})).stdout
    )


def test_the_files_stand_beside_the_issue_and_its_page_leads_there(publish: Publish):
    root = with_access(publish)
    assert build(Options(root, root / "build", NOW, pdf=False)).published
    folder = root / "build/site/zh/2026-06-16"
    page = (folder / "index.html").read_text("utf-8")
    assert (folder / "references-gbt7714.txt").read_text("utf-8") == LINE
    for name in ("references-gbt7714.txt", "references-gbt7714-2015.txt", "references.csl.json"):
        assert (folder / name).read_text("utf-8")
        assert f'href="{name}"' in page
    assert json.loads((folder / "references.csl.json").read_text("utf-8"))
    assert (
        "编辑部.每日动态:2026年6月16日[EB/OL].(2026-06-16).https://digest.nda.gov.cn/zh/2026-06-16/." in page
    )


def test_an_issue_without_references_has_no_files_of_them(publish: Publish):
    root = publish({ITEM_PATH: "headline: {zh: 无}\nbody: {zh: 无。}\n"})
    assert build(Options(root, root / "build", NOW, pdf=False)).published
    assert not list((root / "build/site").rglob("references*"))
