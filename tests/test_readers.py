"""One page of each kind in a real browser: how it looks, moves, prints, and is used without eyes or mouse."""

import gzip
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from gallery import gallery
from lxml import html
from playwright.sync_api import Browser, Page
from reading import BELOW, faults, listen, served
from samples import write

from digest.build import build
from digest.options import Options

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NOW = datetime(2026, 6, 16, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = "2026-06-16"
KINDS = {
    "home": "zh/",
    "issue": f"zh/{DAY}/",
    "item": f"zh/{DAY}/long-headline/",
    "picture": f"en/{DAY}/illustrated/",
    "untranslated": f"en/{DAY}/untranslated/",
    "archive": "zh/archive/",
    "month": "en/archive/2026-06/",
    "topics": "zh/topics/",
    "topic": "en/topics/data/",
    "sources": "en/sources/",
    "source": "zh/sources/nda/",
    "source-month": "en/sources/nda/2026-06/",
    "corrections": "zh/corrections/",
    "about": "en/about/",
    "search": "en/search/",
    "trends": "zh/trends/",
    "tombstone": f"zh/{DAY}/gone/",
    "tombstone-issue": "en/2026-06-10/",
    "not-found": "404.html",
}
"""A page of each kind, between them in both languages."""

HAN = re.compile("[\u4e00-\u9fff]")

SHIFT = """
window.shift = 0;
new PerformanceObserver(list => { for (const one of list.getEntries()) window.shift += one.value; })
  .observe({type: "layout-shift", buffered: true});
"""

SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, summary")].filter(one => {
  const box = one.getBoundingClientRect();
  const inline = getComputedStyle(one).display === "inline" && one.closest("p, dd, .text, .body");
  return box.width && !inline && !one.matches(".skip") && (box.height < 24 || box.width < 24);
}).map(one => one.outerHTML)"""
"""Targets under 24 × 24 pixels, but for links in a sentence (WCAG 2.2, 2.5.8)."""

CUT = """() => [...document.querySelectorAll("main *")].filter(one => one.scrollWidth > one.clientWidth + 1
  && getComputedStyle(one).overflowX === "hidden" && !one.closest(".unseen")).map(one => one.outerHTML)"""
"""Elements whose content is cut off."""


LONG = """() => document.querySelectorAll("main :is(h1, h2, h3, p, li, dd, a, .words)").forEach(one => {
  if (!one.children.length && one.textContent.length > 12) one.textContent = "x".repeat(300);
})"""
"""Every headline, paragraph and link one word that no line holds."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gallery, built for a sub-path."""
    root = write(tmp_path_factory.mktemp("gallery"), gallery(6))
    outcome = build(Options(root, root / "build", NOW, base_url=f"https://host.cn{BELOW}", pdf=False))
    assert outcome.published, outcome.verdict.stopping
    return root / "build/site"


@pytest.fixture(scope="module")
def origin(site: Path) -> Iterator[str]:
    """Where it is served."""
    with served(site) as at:
        yield at


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone's page."""
    made = browser.new_page(viewport={"width": 360, "height": 740})
    yield made
    made.close()


@pytest.mark.parametrize(
    ("width", "scheme"), [(360, "dark"), (1280, "light"), (1280, "dark"), (360, "light")]
)
def test_every_kind_of_page_is_open_to_all_and_stands_still(
    origin: str, browser: Browser, width: int, scheme: str
):
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.add_init_script(SHIFT)
    trouble = listen(page, origin)
    for kind, at in KINDS.items():
        page.goto(origin + at)
        assert faults(page) == [], kind
        assert page.evaluate(SMALL) == [], kind
        assert page.evaluate("window.shift") == 0, kind
    context.close()
    assert trouble == []


@pytest.mark.parametrize(("width", "size"), [(320, "16px"), (640, "32px"), (768, "16px")])
def test_pages_reflow_and_grow(origin: str, browser: Browser, width: int, size: str):
    page = browser.new_page(viewport={"width": width, "height": 900})
    for kind, at in KINDS.items():
        page.goto(origin + at)
        page.evaluate("size => document.documentElement.style.fontSize = size", size)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
        assert page.evaluate(CUT) == [], kind
    page.close()


@pytest.mark.parametrize("kind", ["home", "issue", "item", "month", "topic", "source", "corrections"])
def test_words_longer_than_a_line_are_broken(origin: str, browser: Browser, kind: str):
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto(origin + KINDS[kind])
    page.evaluate(LONG)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.parametrize(
    "at", [f"zh/{DAY}/data-sets/", "en/topics/data/", "zh/sources/nda/2026-06/", "en/about/"]
)
def test_the_language_switch_keeps_the_page_and_leads_back(origin: str, page: Page, at: str):
    page.goto(origin + at)
    own, other = ("zh", "en") if at.startswith("zh") else ("en", "zh")
    page.click(".switch a")
    assert page.url == origin + at.replace(own, other, 1)
    assert (page.get_attribute("html", "lang") or "").startswith(other)
    page.click(".switch a")
    assert page.url == origin + at


def test_a_mark_leads_to_its_reference_and_the_reference_back_to_each_mark(origin: str, page: Page):
    page.goto(f"{origin}zh/{DAY}/")
    marks = page.locator("#item-data-sets .mark")
    target = marks.first.get_attribute("href") or ""
    marks.first.click()
    assert page.url.endswith(target)
    reference = page.locator(target)
    assert reference.evaluate("one => one.matches(':target')")
    assert reference.evaluate(
        "one => { const box = one.getBoundingClientRect(); return box.top < innerHeight; }"
    )
    colour = "one => getComputedStyle(one).backgroundColor"
    assert reference.evaluate(colour) != page.locator(".references li").last.evaluate(colour)
    backs = reference.locator(".line a[href^='#cite-']")
    assert backs.count() == page.locator(f".mark[href='{target}']").count() >= 2
    for index in range(backs.count()):
        backs.nth(index).click()
        assert page.evaluate("document.querySelector(':target').getAttribute('href')") == target


def test_a_keyboard_reaches_everything_and_shows_where_it_is(origin: str, page: Page):
    page.goto(f"{origin}zh/{DAY}/illustrated/")
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert first["left"] >= 0
    assert first["top"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.goto(f"{origin}zh/{DAY}/illustrated/")
    links = page.evaluate("document.querySelectorAll('a[href]').length")
    seen = """() => { const one = document.activeElement, style = getComputedStyle(one);
      return [one.outerHTML, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2]; }"""
    reached = []
    for _ in range(links):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(seen))
    assert [one for one, shown in reached if not shown] == []
    assert len({one for one, _ in reached}) == len(reached) == links


def test_reading_needs_no_script(site: Path, origin: str, browser: Browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    for kind, at in KINDS.items():
        page.goto(origin + at)
        assert page.inner_text("h1"), kind
        text = (site / at / "index.html" if at.endswith("/") else site / at).read_text("utf-8")
        scripts = re.findall(r"<script\b([^>]*)>", text)
        running = [one for one in scripts if 'type="application/ld+json"' not in one]
        assert len(running) == (kind == "search"), kind
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text), kind
    context.close()


def test_paper_shows_the_text_and_where_references_lead_in_black_on_white(origin: str, browser: Browser):
    page = browser.new_page(color_scheme="dark")
    page.emulate_media(media="print")
    page.goto(f"{origin}zh/{DAY}/")
    for hidden in (".menu", ".switch", ".neighbours", ".skip"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    after = "getComputedStyle(document.querySelector('.references a[href^=http]'), '::after').content"
    assert "attr" in page.evaluate(after) or "https://" in page.evaluate(after)
    assert page.pdf(format="A4")[:5] == b"%PDF-"
    page.close()


def test_dark_is_dark_and_light_is_light(origin: str, browser: Browser):
    lightness = {}
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(origin + KINDS["issue"])
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        lightness[scheme] = sum(int(part) for part in re.findall(r"\d+", colour)[:3])
        page.close()
    assert lightness["light"] > 700
    assert lightness["dark"] < 120


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_in_charts_stand_out_where_axe_cannot_tell(origin: str, browser: Browser, scheme: str):
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(origin + KINDS["trends"])
    inks = page.evaluate(
        "[...new Set([...document.querySelectorAll('.plot text')].map(one => getComputedStyle(one).fill))]"
    )
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert len(inks) == 2
    for ink in inks:
        darker, lighter = sorted((luminance(ink), luminance(paper)))
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (ink, paper)
    page.close()


def luminance(colour: str) -> float:
    """Of `rgb(…)`, as WCAG 2 has it."""
    parts = [int(one) / 255 for one in re.findall(r"\d+", colour)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_nothing_moves_and_forced_colours_keep_boxes(origin: str, browser: Browser):
    page = browser.new_page(forced_colors="active", reduced_motion="reduce")
    page.goto(origin + KINDS["item"])
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.correction')).borderTopStyle") == "solid"
    every = "[...document.querySelectorAll('*')]"
    stuck = f"{every}.filter(one => /sticky|fixed/.test(getComputedStyle(one).position)).length"
    assert page.evaluate(stuck) == 0
    assert faults(page) == []
    page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_first_view_is_light(site: Path, origin: str, page: Page, kind: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(origin + KINDS[kind])
    page.wait_for_load_state("networkidle")
    paths = [site / url.removeprefix(origin) for url in asked]
    sizes = [
        len(gzip.compress((path / "index.html" if path.is_dir() else path).read_bytes())) for path in paths
    ]
    assert len(asked) <= 4, asked
    assert sum(sizes) <= 60_000, dict(zip(asked, sizes, strict=True))


def test_every_part_in_another_language_says_so(site: Path):
    for path in sorted((site / "en").rglob("*.html")):
        for text in html.parse(path).xpath("//body//text()[normalize-space()]"):
            if HAN.search(text):
                nearest = text.getparent().xpath("ancestor-or-self::*[@lang][1]/@lang")
                assert nearest[-1].startswith("zh"), (path, text)
        for one in html.parse(path).xpath("//*[@alt or @title or @aria-label]"):
            spoken = " ".join(one.get(name) or "" for name in ("alt", "title", "aria-label"))
            assert not HAN.search(spoken) or one.xpath("ancestor-or-self::*[@lang][1]/@lang")[-1] == "zh-CN"


def test_a_picture_comes_in_two_widths_as_webp_with_a_fallback(site: Path, origin: str, page: Page):
    page.goto(origin + KINDS["picture"])
    shown = page.locator("figure.picture img")
    current = shown.evaluate("one => one.currentSrc")
    assert current.endswith(".webp")
    assert shown.evaluate("one => one.complete && one.naturalWidth > 0")
    tree = html.parse(site / KINDS["picture"] / "index.html")
    (image,) = tree.xpath("//figure[@class='picture']//img")
    assert int(image.get("width")) / int(image.get("height")) == pytest.approx(1600 / 900, rel=0.01)
    for srcset in (image.get("srcset"), tree.xpath("//source/@srcset")[0]):
        assert [part.split()[1] for part in srcset.split(",")] == ["720w", "1440w"]
    assert image.get("alt") == "Bars that rise from year to year"
    assert html.parse(site / f"en/{DAY}/index.html").xpath("//img[@loading='lazy']")
