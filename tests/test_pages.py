"""The sample's pages as readers meet them: well formed, linked, at home on a phone, open to all."""

import http.server
import itertools
import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from zoneinfo import ZoneInfo

import axe_playwright_python
import pytest
from lxml import html
from playwright.sync_api import Browser, Page, sync_playwright
from tinyhtml5.parser import HTMLParser

from digest.build import build
from digest.options import Options

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
BELOW = "/daily/"
"""The sub-path under which the site stands here: pages must not lean on the root."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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
            if not parts.netloc and parts.scheme != "mailto":
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


class _Handler(http.server.SimpleHTTPRequestHandler):
    site = Path()

    def translate_path(self, path: str) -> str:
        inside = unquote(urlsplit(path).path)
        at = self.site / inside.removeprefix(BELOW) if inside.startswith(BELOW) else self.site / "absent"
        return str(at / "index.html") if at.is_dir() else str(at)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def origin(site: Path) -> Iterator[str]:
    """Where the site is served."""
    handler = type("Handler", (_Handler,), {"site": site})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BELOW}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium: the system's where there is one, else Playwright's own."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_pages_fit_call_nobody_and_are_accessible(
    site: Path, origin: str, browser: Browser, width: int, scheme: str
):
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,
    )
    page = context.new_page()
    trouble = listen(page, origin)
    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
    for path in pages(site):
        name = path.relative_to(site).as_posix()
        if 'http-equiv="refresh"' in path.read_text("utf-8"):
            continue
        page.goto(origin + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.evaluate(axe)
        found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], name
    context.close()
    assert trouble == []


def listen(page: Page, origin: str) -> list[str]:
    """What a page says to the console, fails to load, or asks of another origin."""
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("requestfailed", lambda request: trouble.append(f"failed: {request.url}"))
    page.on("request", lambda asked: asked.url.startswith(origin) or trouble.append(f"foreign: {asked.url}"))
    page.on("response", lambda reply: reply.status < 400 or trouble.append(f"{reply.status}: {reply.url}"))
    return trouble


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
