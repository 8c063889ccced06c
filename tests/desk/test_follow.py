"""The preview in a real browser: it follows edits, keeps its place, lists what is wrong."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import DAY, ITEM, PAGE, Served, serving

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SECOND = 1000
PROBLEMS = "#digest-problems"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", viewport={"width": 900, "height": 500})
    yield context.new_page()
    context.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path) as one:
        yield one


def headline(page: Page, text: str) -> None:
    expect(page.locator("h1", has_text=text).first).to_be_visible(timeout=20 * SECOND)


def test_the_overlay_appears_over_the_last_good_page_and_goes(own: Served, page: Page):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(own.origin + PAGE)
    text = (own.root / ITEM).read_text(encoding="utf-8")
    (own.root / ITEM).write_text("headline: [\n", encoding="utf-8")
    overlay = page.locator(f'{PROBLEMS}[data-errors="1"]')
    overlay.wait_for(timeout=20 * SECOND)
    shown = overlay.locator("li.error")
    expect(shown).to_contain_text(f"{ITEM}:1:")
    expect(shown).to_contain_text("headline: [")
    headline(page, "江苏出台")
    (own.root / ITEM).write_text(text.replace("江苏出台", "江苏印发"), encoding="utf-8")
    headline(page, "江苏印发")
    expect(page.locator(f'{PROBLEMS}[data-errors="1"]')).to_have_count(0, timeout=20 * SECOND)
    assert errors == []


def test_every_problem_is_listed_with_its_place(own: Served, page: Page):
    page.goto(own.origin + PAGE)
    own.edit(ITEM, "source: xinhua-jiangsu", "source: xinhau")
    (own.root / DAY / "05-markets-energy.yaml").write_text("a: b: c\n", encoding="utf-8")
    overlay = page.locator(f'{PROBLEMS}[data-errors="2"]')
    overlay.wait_for(timeout=20 * SECOND)
    assert overlay.locator("li.error").count() == 2
    expect(overlay).to_contain_text("source: xinhau")
    expect(overlay).to_contain_text("05-markets-energy.yaml:1:")


def test_the_page_keeps_its_place(own: Served, page: Page):
    page.goto(f"{own.origin}/zh/2026-06-16/")
    page.mouse.move(300, 300)
    page.mouse.wheel(0, 900)
    page.wait_for_timeout(500)
    before = page.evaluate("scrollY")
    assert before > 500
    own.edit(ITEM, "江苏出台", "江苏印发")
    expect(page.locator("h2, h3", has_text="江苏印发").first).to_be_attached(timeout=20 * SECOND)
    page.wait_for_timeout(300)
    assert abs(page.evaluate("scrollY") - before) < 5


def test_the_browser_goes_to_the_page_that_changed(own: Served, page: Page):
    page.goto(f"{own.origin}/en/about/")
    page.wait_for_timeout(300)
    own.edit(ITEM, "江苏出台", "江苏印发")
    page.wait_for_url(f"**{PAGE.replace('/zh/', '/en/')}", timeout=20 * SECOND)


def test_the_switch_of_language_keeps_the_item(own: Served, page: Page):
    page.goto(own.origin + PAGE)
    page.get_by_role("link", name="English").first.click()
    page.wait_for_url(f"**{PAGE.replace('/zh/', '/en/')}")
    page.get_by_role("link", name="中文").first.click()
    page.wait_for_url(f"**{PAGE}")


def test_the_desk_is_in_the_editors_language_and_follows(own: Served, page: Page):
    page.goto(f"{own.origin}/_desk/?lang=zh")
    expect(page.locator("main")).to_contain_text("未签发")
    expect(page.locator('[data-complete="true"]')).to_have_text("完整")
    own.edit(ITEM, "status: published", "") if "status: published" in (own.root / ITEM).read_text() else None
    own.edit(f"{DAY}/issue.yaml", "status: published", "status: draft")
    expect(page.locator('[data-complete="false"]')).to_be_visible(timeout=20 * SECOND)
    page.goto(f"{own.origin}/_desk/2026-06-16/?lang=en")
    expect(page.locator("main")).to_contain_text("its status is draft")


def test_twenty_tabs_of_one_browser_follow(own: Served, page: Page):
    pages = [page, *(page.context.new_page() for _ in range(19))]
    for one in pages:
        one.goto(own.origin + PAGE, wait_until="commit")
    own.until(PAGE, "江苏出台")
    page.wait_for_timeout(1500)
    own.edit(ITEM, "江苏出台", "江苏印发")
    for one in pages:
        headline(one, "江苏印发")


def test_an_edit_is_soon_on_the_screen(own: Served, page: Page):
    page.goto(own.origin + PAGE)
    headline(page, "江苏出台")
    text = (own.root / ITEM).read_text(encoding="utf-8")
    taken = []
    for number in range(9):
        page.wait_for_timeout(200)
        begun = time.monotonic()
        (own.root / ITEM).write_text(text.replace("江苏出台", f"江苏第{number}次出台"), encoding="utf-8")
        headline(page, f"江苏第{number}次出台")
        taken.append(time.monotonic() - begun)
    assert statistics.median(taken) < 1.5, "0.2 s on two cores of its own; this allows for busy ones"
