"""A site as readers get it: served below a sub-path, opened in Chromium, with what it says and asks for."""

import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, Page, sync_playwright

BELOW = "/daily/"
"""The sub-path under which a site stands here: pages must not lean on the root."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""Of axe-core: WCAG 2.2 AA, and what is good beside it."""

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


class _Handler(http.server.SimpleHTTPRequestHandler):
    site = Path()

    def translate_path(self, path: str) -> str:
        inside = unquote(urlsplit(path).path)
        at = self.site / inside.removeprefix(BELOW) if inside.startswith(BELOW) else self.site / "absent"
        return str(at / "index.html") if at.is_dir() else str(at)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Where the site is served, with a slash at its end."""
    handler = type("Handler", (_Handler,), {"site": site})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BELOW}"
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium: the system's where there is one, else Playwright's own."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


def listen(page: Page, origin: str) -> list[str]:
    """What a page says to the console, fails to load, or asks of another origin."""
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "requestfailed",  # an icon that the next page overtakes is aborted, which is no failure
        lambda request: "ABORTED" in (request.failure or "") or trouble.append(f"failed: {request.url}"),
    )
    page.on("request", lambda asked: asked.url.startswith(origin) or trouble.append(f"foreign: {asked.url}"))
    page.on("response", lambda reply: reply.status < 400 or trouble.append(f"{reply.status}: {reply.url}"))
    return trouble


def faults(page: Page) -> list[tuple[str, str]]:
    """What axe finds on the page that is open: the rule and the first element that breaks it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
    return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]
