"""`digest links`: what answers at cited addresses, asked of a server of our own."""

import http.server
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from samples import ITEM, ITEM_PATH, SITE, SOURCES

from digest.cli import main
from digest.commands.links import links
from digest.desk.probe import AGENT, PAUSE, answer_at, probe, request
from digest.options import Options, Verdict

Publish = Callable[..., Path]
NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))

PATHS = {
    "/fine": (200, None),
    "/%E4%B8%AD?q=%E6%96%87": (200, None),
    "/missing": (404, None),
    "/gone": (410, None),
    "/moved": (301, "/fine"),
    "/moved-twice": (308, "/moved"),
    "/for-now": (302, "/fine"),
    "/for-now-then-good": (302, "/moved"),
    "/moved-to-nothing": (301, "/missing"),
    "/loop": (301, "/loop"),
    "/away": (301, "ftp://127.0.0.1/x"),
    "/broken": (500, None),
    "/refused": (403, None),
    "/no-head": (405, None),
}


class Server(http.server.ThreadingHTTPServer):
    asked: "Counter[str]"
    agents: set[str]


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def answer(self) -> None:
        self.server.asked[f"{self.command} {self.path}"] += 1
        self.server.agents.add(self.headers["User-Agent"])
        status, location = PATHS[self.path]
        if self.path == "/no-head" and self.command == "GET":
            status = 200
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer  # noqa: N815 – http.server looks for these names

    def log_message(self, *given: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as made:
        made.asked, made.agents = Counter(), set()
        thread = threading.Thread(target=made.serve_forever, args=(0.02,))
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def origin(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


@pytest.mark.parametrize(
    ("path", "verdict", "to"),
    [
        ("/fine", "fine", None),
        ("/中?q=文", "fine", None),
        ("/missing", "dead", None),
        ("/gone", "dead", None),
        ("/moved", "moved", "/fine"),
        ("/moved-twice", "moved", "/fine"),
        ("/for-now", "fine", None),
        ("/for-now-then-good", "fine", None),
        ("/moved-to-nothing", "dead", None),
        ("/loop", "unsure", None),
        ("/away", "unsure", None),
        ("/broken", "unsure", None),
        ("/refused", "unsure", None),
        ("/no-head", "fine", None),
    ],
)
def test_what_answers_is_judged(server: Server, path: str, verdict: str, to: str | None):
    found = answer_at(origin(server) + path, request)
    assert found.verdict == verdict
    assert found.to == (origin(server) + to if to else None)
    assert server.agents == {AGENT}


def test_no_host_is_dead_and_no_server_is_unsure(server: Server):
    assert answer_at("http://nothing.invalid/", request).verdict == "dead"
    port = server.server_address[1]
    server.shutdown()
    server.server_close()
    assert answer_at(f"http://127.0.0.1:{port}/", request).verdict == "unsure"


def test_a_host_is_asked_once_at_a_time_with_pauses_and_each_address_once():
    slept: list[float] = []
    asked: list[str] = []

    def ask(method: str, address: str) -> tuple[int, str | None]:
        asked.append(address)
        return 200, None

    listed = ["http://a.test/1", "http://a.test/2", "http://a.test/1", "http://A.test/3", "http://b.test/1"]
    assert len(dict(probe(listed, slept.append, ask))) == 4
    assert slept == [PAUSE, PAUSE]
    assert sorted(asked) == sorted(set(listed))


def publication(publish: Publish, server: Server, path: str, **more: str) -> Path:
    sources = SOURCES.replace(
        "  home: https://www.nda.gov.cn/\n", "  home: https://www.nda.gov.cn/\n  domains: [127.0.0.1]\n", 1
    )
    text = ITEM.replace("https://www.nda.gov.cn/plan", origin(server) + path)
    return publish({"sources.yaml": sources, ITEM_PATH: text, **more})


def run(root: Path, now: datetime = NOW, *, force: bool = False) -> Verdict:
    options = Options(root, root / "build", now, force=force)
    return links(options, lambda seconds: None, lambda said: None)


def test_a_dead_address_is_told_at_its_citation(publish: Publish, server: Server):
    root = publication(publish, server, "/missing#part")
    [found] = run(root).said
    assert (found.code, found.severity.value) == ("dead-link", "warning")
    line = (root / ITEM_PATH).read_text(encoding="utf-8").splitlines()[found.span.line - 1]
    assert line.strip() == f"url: {origin(server)}/missing#part"
    assert "404" in found.message.en


def test_what_is_known_is_not_asked_again_for_a_while(publish: Publish, server: Server):
    root = publication(publish, server, "/fine")
    for days, asked in ((0, 1), (29, 1), (31, 2)):
        assert run(root, NOW + timedelta(days=days)).said == ()
        assert server.asked["HEAD /fine"] == asked
    run(root, NOW + timedelta(days=31), force=True)
    assert server.asked["HEAD /fine"] == 3


def test_the_dead_are_asked_again_the_next_day_and_the_unsure_at_once(publish: Publish, server: Server):
    root = publication(publish, server, "/gone")
    assert [one.code for one in run(root).said] == ["dead-link"]
    assert [one.code for one in run(root).said] == ["dead-link"]
    run(root, NOW + timedelta(days=2))
    assert server.asked["HEAD /gone"] == 2
    root = publication(publish, server, "/broken")
    run(root)
    run(root)
    assert server.asked["HEAD /broken"] == 2


def test_it_can_be_allowed_switched_off_or_made_an_error(publish: Publish, server: Server):
    def judged(level: str) -> Verdict:
        site = {"content/site.yaml": f"{SITE}checks: {{dead-link: {level}}}\n"}
        return run(publication(publish, server, "/missing", **site))

    assert judged("off").said == ()
    assert [one.code for one in judged("error").stopping] == ["dead-link"]


def test_the_command_tells_in_json_and_fails_with_strict(publish: Publish, server: Server):
    root = publication(publish, server, "/moved")
    given = ["links", "--root", str(root), "--lang", "en", "--format", "json"]
    ran = CliRunner().invoke(main, given, catch_exceptions=False)
    assert ran.exit_code == 0
    [found] = json.loads(ran.stdout)
    assert (found["code"], found["help"]) == ("moved-link", f"now {origin(server)}/fine")
    assert CliRunner().invoke(main, [*given, "--strict"], catch_exceptions=False).exit_code == 1


def test_what_is_withdrawn_is_not_asked(publish: Publish, server: Server):
    root = publication(publish, server, "/missing")
    with (root / ITEM_PATH).open("a", encoding="utf-8") as file:
        file.write("status: withdrawn\n")
    assert run(root).said == ()
    assert not server.asked
