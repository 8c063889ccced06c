"""The sample's pages as readers meet them: well formed, linked, at home on a phone, open to all."""

import itertools
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from zoneinfo import ZoneInfo

import pytest
from lxml import html
from playwright.sync_api import Browser
from reading import BELOW, listen, served
from tinyhtml5.parser import HTMLParser

from digest.build import build
from digest.options import Options

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample publication, built for a sub-path."""
    out = tmp_path_factory.mktemp("pages")
    assert build(Options(ROOT, out, NOW, base_url=f"https://digest.example.org{BELOW}")).published
    return out / "site"


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_no_page_has_an_error_of_parsing(site: Path):
    for path in pages(site):
        parser = HTMLParser()
        parser.parse(path.read_text("utf-8"))
        assert parser.errors == [], path


def test_every_link_and_anchor_leads_somewhere(site: Path):
    trees = {
        BELOW + path.relative_to(site).as_posix().removesuffix("index.html"): html.parse(path)
        for path in pages(site)
    }
    targets = {at: set(page.xpath("//@id")) for at, page in trees.items()}
    files = {BELOW + path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for at, page in trees.items():
        for written in page.xpath("//@href | //@src"):
            parts = urlsplit(urljoin(at, written))
            if not parts.netloc and parts.scheme not in ("mailto", "data"):
                name = unquote(parts.path)
                assert name in files or name in targets, (at, written)
                assert not parts.fragment or parts.fragment in targets[name], (at, written)


def test_ids_are_unique_and_headings_descend_by_one(site: Path):
    for path in pages(site):
        page = html.parse(path)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        levels = [int(one.tag[1]) for one in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
        assert levels[:1] in ([1], []), path
        assert all(b <= a + 1 for a, b in itertools.pairwise(levels)), (path, levels)


@pytest.fixture(scope="module")
def origin(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with served(site) as at:
        yield at


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_pages_fit_and_call_nobody(site: Path, origin: str, browser: Browser, width: int, scheme: str):
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    trouble = listen(page, origin)
    for path in pages(site):
        name = path.relative_to(site).as_posix()
        if 'http-equiv="refresh"' in path.read_text("utf-8"):
            continue
        page.goto(origin + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    context.close()
    assert trouble == []


@pytest.mark.browser
def test_a_page_reads_well_without_its_style_sheet(origin: str, browser: Browser):
    page = browser.new_page(java_script_enabled=False)
    page.route("**/*.css", lambda route: route.abort())
    page.goto(f"{origin}zh/2026-06-16/")
    text = page.inner_text("body")
    order = ["新质生产力每日动态", "摘要", "目录", "一、", "五、", "参考文献"]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    page.close()
