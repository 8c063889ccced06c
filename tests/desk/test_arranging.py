"""Stories renamed, moved, deleted; a picture kept; a publisher added, all from the browser."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from gallery import chart
from serving import DAY, Served, serving

from digest.cli import main
from digest.desk.arranging import Wish, add_source, arrange, keep_picture, wish
from digest.desk.filing import Refused, version_of

FIRST = "01-nda-datasets.yaml"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path) as one:
        yield one


@pytest.fixture
def root(tmp_path: Path) -> Path:
    sample = Path(__file__).parent.parent.parent
    shutil.copytree(sample / "content", tmp_path / "content")
    shutil.copy(sample / "sources.yaml", tmp_path)
    return tmp_path


def wanted(root: Path, action: str, slug: str = "", name: str = FIRST) -> Wish:
    version = version_of((root / DAY / name).read_bytes())
    body = {"date": "2026-06-16", "name": name, "version": version, "action": action, "slug": slug}
    return wish(body)


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / DAY).glob("[0-9]*.yaml"))


def errors(root: Path) -> list[Any]:
    ran = CliRunner().invoke(main, ["check", "--root", str(root), "--format", "json"])
    return [one for one in json.loads(ran.stdout) if one["severity"] == "error"]


def test_a_renamed_story_keeps_its_former_address_as_an_alias(root: Path):
    before = (root / DAY / FIRST).read_text(encoding="utf-8")
    assert arrange(root, wanted(root, "rename", "data-sets-plan")) == "01-data-sets-plan.yaml"
    after = (root / DAY / "01-data-sets-plan.yaml").read_text(encoding="utf-8")
    alias = 'aliases: ["/2026-06-16/nda-datasets/"]\n'
    assert alias in after
    assert after.replace(alias, "") == before
    assert errors(root) == []


def test_neighbours_exchange_their_numbers(root: Path):
    second = names(root)[1]
    assert arrange(root, wanted(root, "down")) == f"02{FIRST[2:]}"
    assert names(root)[:2] == [f"01{second[2:]}", f"02{FIRST[2:]}"]
    assert arrange(root, wanted(root, "up", name=f"02{FIRST[2:]}")) == FIRST
    assert arrange(root, wanted(root, "up")) == FIRST
    assert errors(root) == []


def test_a_story_is_deleted(root: Path):
    assert arrange(root, wanted(root, "delete")) == "issue.yaml"
    assert FIRST not in names(root)


@pytest.mark.parametrize("slug", ["../x", "A", "a--b", "", "jiangsu-ai-manufacturing", "x" * 81])
def test_a_name_that_makes_no_address_or_is_taken_is_refused(root: Path, slug: str):
    before = names(root)
    with pytest.raises(Refused):
        arrange(root, wanted(root, "rename", slug))
    assert names(root) == before


def test_what_somebody_else_changed_is_left_alone(root: Path):
    asked = wanted(root, "delete")
    with (root / DAY / FIRST).open("a", encoding="utf-8") as file:
        file.write("# mine\n")
    with pytest.raises(Refused):
        arrange(root, asked)
    assert FIRST in names(root)


def test_a_picture_is_kept_once_under_a_name_of_letters_and_digits(root: Path):
    from datetime import date

    day = date(2026, 6, 16)
    assert keep_picture(root, day, "../../图表 Chart.PNG", chart()) == "chart.png"
    assert keep_picture(root, day, "chart.png", chart()) == "chart.png"
    assert (root / DAY / "chart.png").read_bytes() == chart()
    with pytest.raises(Refused):
        keep_picture(root, day, "x.png", b"<svg onload=alert(1)>")


def test_a_publisher_is_added_at_the_end_of_the_registry(root: Path):
    before = (root / "sources.yaml").read_text(encoding="utf-8")
    named = {"zh": "国家能源局", "en": "National Energy Administration"}
    body = {
        "id": "energy-office",
        "name": named,
        "mark": named,
        "kind": "government",
        "home": "https://www.nea.gov.cn/",
    }
    assert add_source(root, body) == "energy-office"
    after = (root / "sources.yaml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert errors(root) == []
    for wrong in (
        {**body},
        {**body, "id": "A b"},
        {**body, "id": "x", "home": "javascript:1"},
        {"id": "y"},
        [],
        None,
    ):
        with pytest.raises(Refused):
            add_source(root, wrong)
    assert (root / "sources.yaml").read_text(encoding="utf-8") == after


@pytest.mark.parametrize("address", ["arrange", "picture?date=2026-06-16&name=x.png", "source", "save"])
def test_nobody_but_our_own_page_can_ask_for_it(own: Served, address: str):
    before = {path: path.read_bytes() for path in own.root.rglob("*") if path.is_file()}
    status, _, _ = own.ask(f"/_edit/{address}", "POST", Content_Length="0")
    assert status == 403
    status, _, _ = own.ask(f"/_edit/{address}", "POST", Content_Length="0", Origin="http://evil.example")
    assert status == 403
    assert {path: path.read_bytes() for path in own.root.rglob("*") if path.is_file()} == before


@pytest.mark.browser
def test_somebody_with_a_browser_alone_arranges_a_day(own: Served, browser: Any, tmp_path_factory: Any):
    picture = tmp_path_factory.mktemp("pictures") / "Chart.png"
    picture.write_bytes(chart())
    seen = browser.new_page(locale="en-GB", viewport={"width": 1280, "height": 900})
    seen.on("dialog", lambda asked: asked.accept("storage-rules" if asked.type == "prompt" else ""))
    seen.goto(f"{own.origin}/_edit/?lang=en")
    seen.locator(f'#files [data-name="{FIRST}"]').click()
    seen.locator(".down").click()
    seen.locator(f'#files [data-name="02{FIRST[2:]}"][aria-current]').wait_for()
    seen.locator(".rename").click()
    seen.locator('#files [data-name="02-storage-rules.yaml"][aria-current]').wait_for()
    seen.locator('input[type="file"]').set_input_files(picture)
    seen.locator('[name="image.alt.zh"]').fill("装机容量")
    seen.locator('[name="image.alt.en"]').fill("Installed capacity")
    seen.locator('[name="citations.0.source"]').select_option("+")
    for name, text in (
        ("id", "state-grid"), ("name.zh", "国家电网"), ("name.en", "State Grid"), ("mark.zh", "国家电网"),
        ("mark.en", "State Grid"), ("home", "https://www.sgcc.com.cn/"),
    ):  # fmt: skip
        seen.locator(f'dialog [name="{name}"]').fill(text)
    seen.locator('dialog [name="kind"]').select_option("company")
    seen.locator("dialog .main").click()
    seen.locator("dialog").wait_for(state="detached")
    seen.locator('#form button[type="submit"]').click()
    seen.locator("output", has_text="Saved").wait_for()
    text = (own.root / DAY / "02-storage-rules.yaml").read_text(encoding="utf-8")
    assert "source: state-grid" in text
    assert "file: chart.png" in text
    assert "/2026-06-16/nda-datasets/" in text
    assert "state-grid:" in (own.root / "sources.yaml").read_text(encoding="utf-8")
    seen.locator(".delete").click()
    seen.locator('#files [data-name="issue.yaml"][aria-current]').wait_for()
    seen.close()
    assert not (own.root / DAY / "02-storage-rules.yaml").exists()
