"""Trends: the figures are those of the issues, drawn and in tables alike, for any length of archive."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from lxml import html
from samples import ISSUE, ITEM

from digest.build import build
from digest.options import Options
from digest.plan.charts import Legend, columns, lengths, strips
from digest.plan.charts import Series as Row
from digest.plan.trends import ISSUES
from digest.view.phrase import Phrase
from digest.view.trends import ChartView, TableView

NOW = datetime(2026, 12, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
LEGEND = Legend("a", "A", "", "told")
TABLE = TableView((), ())
Publish = Callable[..., Path]


def archive(days: int, first: date = date(2026, 6, 17)) -> dict[str, str | bytes | None]:
    """Further issues, each with one item on energy and every second with one on data too."""
    files: dict[str, str | bytes | None] = {}
    for number in range(days):
        folder = f"content/{first + timedelta(number):%Y/%m/%d}"
        files[f"{folder}/issue.yaml"] = ISSUE
        files[f"{folder}/01-a.yaml"] = ITEM.replace("topics: [data]", "topics: [energy]")
        if number % 2:
            files[f"{folder}/02-b.yaml"] = ITEM.replace("source: nda", "source: xinhua").replace(
                "nda.gov", "xinhuanet"
            )
    return files


def page(publish: Publish, changes: dict[str, str | bytes | None], language: str = "zh") -> html.HtmlElement:
    root = publish(changes)
    outcome = build(Options(root, root / "build", NOW, pdf=False))
    assert outcome.published, outcome.verdict.stopping
    return html.parse(root / f"build/site/{language}/trends/index.html").getroot()


def rows(found: html.HtmlElement, chart: str) -> list[list[str]]:
    section = found.xpath(f'//section[@aria-labelledby="{chart}"]')[0]
    return [[cell.text_content() for cell in row] for row in section.xpath(".//tbody/tr")]


def test_tables_tell_what_the_issues_hold(publish: Publish):
    found = page(publish, archive(20))
    assert rows(found, "topics") == [["2026年7月", "6", "3"], ["2026年6月", "14", "8"]]
    assert rows(found, "kinds") == [
        ["政府部门 · 官方来源", "21", "68%", "1"],
        ["通讯社 · 二手来源", "10", "32%", "1"],
    ]
    issues = rows(found, "issues")
    assert len(issues) == 21
    assert issues[0] == ["2026-07-06", "2"]
    assert sum(int(count) for _, count in issues) == 31


def test_what_is_drawn_is_what_the_tables_tell(publish: Publish):
    found = page(publish, archive(20))
    titles = found.xpath(
        '//section[@aria-labelledby="issues"]//*[local-name()="rect"]/*[local-name()="title"]/text()'
    )
    assert [title.rpartition(": ")[2] for title in reversed(titles)] == [
        count for _, count in rows(found, "issues")
    ]
    heights = [int(bar.get("height")) for bar in found.xpath('//section[@aria-labelledby="issues"]//rect')]
    assert heights[-1] == 2 * heights[-2]


def test_charts_can_be_read_without_eyes_scripts_or_styles(publish: Publish):
    found = page(publish, archive(3), "en")
    charts = found.xpath("//svg")
    assert len(charts) == 3
    for chart in charts:
        assert chart.get("role") == "img"
        told = [found.get_element_by_id(one).text_content() for one in chart.get("aria-labelledby").split()]
        assert all(told)
        assert chart.xpath("./following-sibling::details//table")
    assert not found.xpath("//main//@style | //main//script | //main//style")
    described = found.xpath("//desc/text()")
    assert described[0] == "Items on each topic, June 2026. Most of them: Energy (3), Data (2)."
    assert found.xpath('//nav//a[@aria-current="page"]/text()') == ["Trends"]


def test_one_issue_and_no_topic_are_enough_for_a_page(publish: Publish):
    found = page(publish, {"content/2026/06/16/01-plan.yaml": ITEM.replace("topics: [data]\n", "")})
    assert [one.get("aria-labelledby") for one in found.xpath("//main/section")] == ["kinds", "issues"]


def test_without_an_issue_there_is_no_page_and_no_way_to_it(publish: Publish):
    root = publish()
    early = datetime(2026, 6, 1, tzinfo=NOW.tzinfo)
    assert build(Options(root, root / "build", early, pdf=False)).published
    assert not (root / "build/site/zh/trends").exists()
    assert "trends" not in (root / "build/site/zh/index.html").read_text("utf-8")


@pytest.mark.slow
def test_of_a_long_archive_the_newest_issues_are_drawn_one_by_one(publish: Publish):
    found = page(publish, archive(120))
    assert len(rows(found, "issues")) == ISSUES
    assert len(rows(found, "topics")) == 5


def inside(chart: ChartView) -> None:
    """Nothing is drawn outside, and no two bars of a row overlap."""
    ends: dict[int, float] = {}
    for bar in chart.bars:
        x, width = (float(part.rstrip("%")) for part in (bar.x, bar.width))
        floor = bar.y + bar.height
        assert 0 <= ends.get(floor, 0) <= x + 0.02
        assert x + width <= 100.01
        assert bar.y >= 0
        assert floor <= chart.height
        ends[floor] = x + width
    for label in chart.labels:
        assert 0 < label.y <= chart.height
        assert 0 <= float(label.x.rstrip("%")) <= 100


@pytest.mark.parametrize("count", [1, 2, 7, 8, 12, 13, 60, 120])
def test_bars_keep_to_their_places(count: int):
    figures = tuple((at * 7) % 13 for at in range(count))
    names = [f"m{at}" for at in range(count)]
    series = [Row(Phrase("甲"), figures, "1"), Row(Phrase("乙"), figures[::-1], "2", strong=False)]
    inside(strips(LEGEND, series, names, names, TABLE))
    inside(columns(LEGEND, figures, names, names, TABLE))
    inside(lengths(LEGEND, [Row(Phrase("甲"), (figure,), "1") for figure in figures], TABLE))


def test_a_chart_of_nothing_is_empty_and_still_a_chart():
    inside(columns(LEGEND, (0, 0), ("a", "b"), ("", ""), TABLE))
    assert columns(LEGEND, (0, 0), ("a", "b"), ("", ""), TABLE).bars == ()
