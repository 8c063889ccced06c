"""The recipes that people publish with: the workflow, the timer, the web server."""

import contextlib
import http.client
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
import yaml
from click.testing import CliRunner

import digest
from digest.build import build
from digest.cli import main
from digest.commands.recipes import RECIPES as RECIPES_OF
from digest.notify.channels import VARIABLES
from digest.options import Options
from digest.publish.layout import layout

sys.path.insert(0, str(Path(__file__).parent / "notify"))

from test_delivery import answering, serving

RECIPES = Path(digest.__file__).parent / "recipes"
ROOT = RECIPES.parent.parent
NIGHTLY = ROOT / ".github/workflows/nightly.yml"
WORKFLOW = yaml.load(NIGHTLY.read_text(encoding="utf-8"), yaml.BaseLoader)

NGINX_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def has(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"no {program} here")


def said(command: list[object], **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True, **options)  # type: ignore[call-overload, no-any-return]


def steps() -> list[dict[str, str]]:
    return [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]


def test_zizmor_finds_nothing() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [zizmor, "--offline", "--no-progress", "--persona=auditor", NIGHTLY]
    ran = said(command)
    assert ran.returncode == 0, ran.stdout
    assert "No findings" in ran.stdout


def test_the_night_is_off_the_hour_in_the_evening_of_the_site() -> None:
    (schedule,) = WORKFLOW["on"]["schedule"]
    minute, hour, *rest = schedule["cron"].split()
    assert int(minute) not in {0, 15, 30, 45}
    assert 17 <= (int(hour) + 8) % 24 <= 21  # Asia/Shanghai
    assert rest == ["*", "*", "*"]


def test_it_runs_on_push_by_button_and_for_pull_requests() -> None:
    assert WORKFLOW["on"].keys() == {"push", "pull_request", "workflow_dispatch", "schedule"}
    assert WORKFLOW["jobs"]["check"]["if"] == "github.event_name == 'pull_request'"
    assert WORKFLOW["jobs"]["build"]["if"] == "github.event_name != 'pull_request'"


def test_rights_are_the_least() -> None:
    assert WORKFLOW["permissions"] == {}
    rights = {name: job["permissions"] for name, job in WORKFLOW["jobs"].items()}
    assert rights == {
        "check": {"contents": "read"},
        "build": {"contents": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
        "tell": {"contents": "read"},
    }
    assert all("timeout-minutes" in job for job in WORKFLOW["jobs"].values())


def test_actions_are_pinned_by_digest() -> None:
    used = re.findall(r"uses: (.*)", NIGHTLY.read_text(encoding="utf-8"))
    assert used
    assert all(re.fullmatch(r"actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used)


def test_its_scripts_are_fine_to_a_shell(tmp_path: Path) -> None:
    for step in steps():
        if "run" in step:
            subprocess.run(["sh", "-n", "-c", step["run"]], check=True)


@pytest.mark.slow
def test_a_site_over_a_gigabyte_stops_the_night(tmp_path: Path) -> None:
    (script,) = [step["run"] for step in steps() if "du -sb" in step.get("run", "")]
    site = layout(tmp_path / "build").site
    site.mkdir(parents=True)

    def run() -> subprocess.CompletedProcess[str]:
        return said(["bash", "-ec", script], cwd=tmp_path)

    assert run().returncode == 0
    with (site / "large").open("wb") as file:
        file.truncate(1_000_000_001)  # sparse
    stopped = run()
    assert stopped.returncode == 1
    assert stopped.stdout.startswith("::error title=Too large for GitHub Pages::")


@has("shellcheck")
def test_shellcheck_finds_nothing() -> None:
    subprocess.run(["shellcheck", ROOT / ".ci/run"], check=True)
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    scripts = dict(re.findall(r"^define (\w+)\n(.*?)^endef$", text, re.DOTALL | re.MULTILINE))
    for name, script in scripts.items():
        whole = script if name == "PLACE" else scripts["PLACE"] + script
        whole = whole.replace("$(PYTHON)", ".venv/bin/python").replace("$$", "$")
        subprocess.run(["shellcheck", "--shell=sh", "-"], input=whole, text=True, check=True)


@has("shellcheck")
def test_shellcheck_finds_nothing_in_the_night() -> None:
    subprocess.run(["shellcheck", RECIPES / "cron/night"], check=True)


def test_the_recipe_is_the_workflow_that_we_use_ourselves() -> None:
    assert (RECIPES / "github/nightly.yml").read_bytes() == NIGHTLY.read_bytes()


def test_the_night_looks_for_what_is_due_and_tells_in_any_case() -> None:
    tell = WORKFLOW["jobs"]["tell"]
    assert tell["needs"] == ["build", "deploy"]
    assert tell["if"].startswith("always() && ")
    scripts = [step.get("run", "") for step in tell["steps"]]
    assert any("digest status --expect" in one for one in scripts)
    assert any("digest notify" in one for one in scripts)


def test_gitlab_has_the_same_steps() -> None:
    pipeline = yaml.load((RECIPES / "gitlab/gitlab-ci.yml").read_text("utf-8"), yaml.BaseLoader)
    assert pipeline["stages"] == ["check", "build", "deploy", "tell"]
    jobs = {name: "\n".join(job["script"]) for name, job in pipeline.items() if "script" in job}
    assert "digest check" in jobs["check"]
    assert "digest build" in jobs["build"]
    assert "digest status --expect" in jobs["tell"]
    assert "digest notify" in jobs["tell"]
    assert pipeline["pages"]["artifacts"]["paths"] == ["public/"]
    for script in jobs.values():
        subprocess.run(["sh", "-n", "-c", script], check=True)


# The systemd recipe ---------------------------------------------------------------------------

UNITS = sorted((RECIPES / "systemd").glob("digest*"))


@has("systemd-analyze")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for path in UNITS:
        text = path.read_text(encoding="utf-8").replace(
            "/srv/digest/.venv/bin/digest", shutil.which("true") or ""
        )
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    ran = said(["systemd-analyze", "verify", *(str(tmp_path / path.name) for path in UNITS)])
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_services_may_write_nothing_but_build() -> None:
    for name in ("digest.service", "digest-notify.service", "digest-expect.service"):
        text = (RECIPES / "systemd" / name).read_text(encoding="utf-8")
        assert set(re.findall(r"^ReadWritePaths=(.*)$", text, re.MULTILINE)) <= {"/srv/digest/build"}
        for line in ("ProtectSystem=strict", "NoNewPrivileges=yes", "PrivateTmp=yes", "User=digest"):
            assert f"\n{line}\n" in text
        assert ("PrivateNetwork=yes" in text) == (name != "digest-notify.service")


def test_every_variable_of_a_channel_is_in_the_recipes_and_in_the_readme() -> None:
    for variable in VARIABLES:
        for name in ("systemd/notify.env", "github/nightly.yml"):
            assert variable in (RECIPES / name).read_text("utf-8"), (name, variable)
        assert f"`{variable}`" in (ROOT / "README.md").read_text("utf-8")


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def commands(unit: Path) -> list[str]:
    return re.findall(r"^ExecStart=(.*)$", unit.read_text("utf-8"), re.MULTILINE)


def clean(folder: Path, command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A unit's command in a clone, with next to nothing in its environment."""
    here = command.replace("/srv/digest/.venv/bin/digest", f"{sys.executable} -m digest")
    return said(shlex.split(here), cwd=folder, env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **more})


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    """A repository with a publication that publishes by systemd."""
    root = tmp_path / "origin"
    ran = CliRunner().invoke(main, ["init", str(root), "--ci", "systemd"])
    assert ran.exit_code == 0, ran.output
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=first")
    return root


@pytest.mark.slow
def test_the_steps_of_systemd_publish_in_a_clean_clone(publication: Path, tmp_path: Path) -> None:
    clone = tmp_path / "srv"
    git(tmp_path, "clone", "--quiet", str(publication), str(clone))
    units = clone / "deploy/systemd"
    (build,) = commands(units / "digest.service")
    for _ in range(2):  # a run that is repeated does no harm
        ran = clean(clone, build)
        assert ran.returncode == 0, ran.stderr
    assert (clone / "build/site/zh/index.html").is_file()
    assert (clone / "build/site/zh/latest.pdf").is_file()
    (expect,) = commands(units / "digest-expect.service")
    assert clean(clone, expect).returncode == 0
    (notify,) = commands(units / "digest-notify.service")
    with serving(answering("200 OK", b'{"errcode": 0}')) as robot:
        for _ in range(2):
            assert clean(clone, notify, DIGEST_NOTIFY_WECOM=robot.url).returncode == 0
        assert len(robot.got) == 1


@pytest.mark.slow
def test_a_push_is_checked_out_and_moves_what_the_path_unit_watches(
    publication: Path, tmp_path: Path
) -> None:
    server, desk = tmp_path / "srv", tmp_path / "desk"
    git(tmp_path, "clone", "--quiet", str(publication), str(server))
    git(tmp_path, "clone", "--quiet", str(server), str(desk))
    git(server, "config", "receive.denyCurrentBranch", "updateInstead")
    (watched,) = re.findall(
        r"^PathChanged=/srv/digest/(.*)$", (RECIPES / "systemd/digest.path").read_text(), re.M
    )
    before = (server / watched).stat().st_mtime_ns
    site = desk / "content/site.yaml"
    site.write_text(site.read_text("utf-8").replace("每日动态", "每日新闻"), "utf-8")
    git(desk, "commit", "--quiet", "--all", "--message=second")
    git(desk, "push", "--quiet", "origin", "main")
    assert (server / watched).stat().st_mtime_ns > before
    assert "每日新闻" in (server / "content/site.yaml").read_text("utf-8")


# Cron -----------------------------------------------------------------------------------------


def night(folder: Path, *codes: int, **more: str) -> tuple[int, list[str]]:
    """A night with a program that ends its build, status and notify with these codes; what it was asked."""
    program = folder / "digest"
    cases = "".join(
        f"{name}*) exit {code};; " for name, code in zip(("build", "status", "notify"), codes, strict=True)
    )
    program.write_text(f'#!/bin/sh\necho "$*" >>"{folder}/asked"\ncase "$*" in {cases} esac\n')
    program.chmod(0o755)
    (folder / "asked").write_text("")
    environment = {"PATH": os.defpath, "DIGEST": str(program), "DIGEST_ROOT": str(folder), **more}
    ran = said(["sh", RECIPES / "cron/night"], env=environment)
    return ran.returncode, (folder / "asked").read_text().splitlines()


def test_a_night_builds_looks_and_tells(tmp_path: Path) -> None:
    whole = ["build", "status --expect", "notify"]
    robot = {"DIGEST_NOTIFY_FEISHU": "https://a.cn"}
    assert night(tmp_path, 0, 0, 0) == (0, whole[:2])
    assert night(tmp_path, 0, 0, 0, **robot) == (0, whole)
    assert night(tmp_path, 1, 0, 0, **robot) == (1, whole)
    assert night(tmp_path, 0, 1, 0, **robot) == (1, whole)
    assert night(tmp_path, 0, 0, 3, **robot) == (3, whole)
    assert night(tmp_path, 75, 0, 0, **robot) == (0, whole[:1])


# Web servers ----------------------------------------------------------------------------------

POLICY = "default-src 'none'; script-src 'self'"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's site, without what takes long; its bulletins are empty files."""
    out = tmp_path_factory.mktemp("served") / "build"
    now = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert build(Options(ROOT, out, now, pdf=False)).published
    for name in ("nqpf-daily-2026-06-16-zh.pdf", "nqpf-daily-2026-06-16-zh-phone.pdf"):
        (out / "site/zh/2026-06-16" / name).write_bytes(b"%PDF-")
    (out / "site/zh/latest.pdf").write_bytes(b"%PDF-")
    out.parent.chmod(0o755)
    return out / "site"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def fetched(port: int, path: str) -> tuple[int, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}


def wait_for(port: int) -> None:
    for _ in range(100):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def serves_as_asked(port: int, site: Path) -> None:
    """What both web servers must say of the sample's site."""
    style = next((site / "assets").glob("site.*.css")).name
    cache = {
        "/": "no-cache",
        "/zh/": "no-cache",
        "/zh/latest/": "no-cache",
        "/zh/latest.pdf": "no-cache",
        "/zh/feed.xml": "no-cache",
        f"/assets/{style}": "public, max-age=31536000, immutable",
    }
    for path, wanted in cache.items():
        status, headers = fetched(port, path)
        assert (status, headers["cache-control"]) == (200, wanted), path
        assert headers["content-security-policy"].startswith(POLICY)
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    types = {
        "/zh/feed.xml": "application/atom+xml",
        "/zh/feed.json": "application/feed+json",
        "/zh/2026-06-16/index.md": "text/markdown",
        "/zh/": "text/html",
    }
    for path, wanted in types.items():
        assert fetched(port, path)[1]["content-type"].lower().startswith(wanted), path
    for suffix, name in (("zh", "2026-06-16"), ("zh-phone", "2026-06-16-手机版")):
        _, headers = fetched(port, f"/zh/2026-06-16/nqpf-daily-2026-06-16-{suffix}.pdf")
        wanted = f"inline; filename*=UTF-8''{quote(f'新质生产力每日动态-{name}.pdf')}"
        assert headers["content-disposition"] == wanted
    assert "content-disposition" not in fetched(port, "/zh/latest.pdf")[1]
    status, headers = fetched(port, "/nowhere/")
    assert (status, headers["content-type"].lower()) == (404, "text/html; charset=utf-8")
    assert headers["content-security-policy"].startswith(POLICY)
    assert fetched(port, "/../state/live.json")[0] in (400, 404)


@contextlib.contextmanager
def running(command: list[object], port: int, **options: object) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)  # type: ignore[call-overload]
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(20)


def as_nginx(tmp_path: Path, port: int, root: Path) -> Path:
    """The recipe as the only site of an nginx of our own."""
    text = (RECIPES / "nginx/digest.conf").read_text(encoding="utf-8")
    text = re.sub(r"^.*\[::\].*$", "", text, flags=re.MULTILINE).replace(
        "listen 80", f"listen 127.0.0.1:{port}"
    )
    text = text.replace("/srv/digest/build/site", str(root)).replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "site.conf").write_text(text, encoding="utf-8")
    temporary = "".join(f"{one}_temp_path {tmp_path}/{one};" for one in NGINX_TEMPORARY)
    types = "include /etc/nginx/mime.types;" if Path("/etc/nginx/mime.types").is_file() else ""
    http = f"{types} access_log off; {temporary} include {tmp_path}/site.conf;"
    user = "user root;" if os.getuid() == 0 else ""
    main = f"{user} daemon off; pid {tmp_path}/pid; events {{}} http {{ {http} }}"
    (tmp_path / "nginx.conf").write_text(main, encoding="utf-8")
    return tmp_path / "nginx.conf"


@has("nginx")
def test_nginx_takes_the_site(tmp_path: Path) -> None:
    configuration = as_nginx(tmp_path, 8080, tmp_path)
    ran = said(["nginx", "-t", "-e", tmp_path / "log", "-p", tmp_path, "-c", configuration])
    assert ran.returncode == 0, ran.stderr


@has("nginx")
@pytest.mark.slow
def test_nginx_serves_it_as_asked(tmp_path: Path, site: Path) -> None:
    port = free_port()
    configuration = as_nginx(tmp_path, port, site)
    with running(["nginx", "-e", tmp_path / "log", "-p", tmp_path, "-c", configuration], port):
        serves_as_asked(port, site)
    assert "GET /zh/ HTTP/1.1" in (tmp_path / "digest.log").read_text()


@has("caddy")
@pytest.mark.slow
def test_caddy_serves_it_as_asked(tmp_path: Path, site: Path) -> None:
    port = free_port()
    text = (RECIPES / "caddy/Caddyfile").read_text(encoding="utf-8")
    text = text.replace("digest.example.org {", f"http://127.0.0.1:{port} {{")
    text = text.replace("/srv/digest/build/site", str(site)).replace("/var/log/caddy", str(tmp_path))
    (tmp_path / "Caddyfile").write_text("{\n\tadmin off\n}\n" + text, encoding="utf-8")
    home = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    command = ["caddy", "run", "--adapter", "caddyfile", "--config", tmp_path / "Caddyfile"]
    with running(command, port, env=home):
        serves_as_asked(port, site)
    assert (tmp_path / "digest.log").is_file()


@has("goaccess")
def test_goaccess_counts_readers(tmp_path: Path) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile MicroMessenger/8.0"
    line = '203.0.113.7 - - [16/Jun/2026:18:05:00 +0800] "GET {} HTTP/1.1" 200 5000 "-" "{}"\n'
    log = "".join(line.format(path, agent) for path in ("/zh/", "/zh/2026-06-16/", "/zh/latest.pdf"))
    (tmp_path / "log").write_text(log)
    configuration = RECIPES / "goaccess/goaccess.conf"
    ran = said(
        ["goaccess", tmp_path / "log", "-p", configuration, "-o", tmp_path / "readers.json", "--no-progress"]
    )
    assert ran.returncode == 0, ran.stderr
    counted = json.loads((tmp_path / "readers.json").read_text())
    assert counted["general"]["valid_requests"] == 3
    assert "203.0.113.7" not in (tmp_path / "readers.json").read_text()


def test_nginx_keeps_assets_and_asks_about_pages() -> None:
    text = (RECIPES / "nginx/digest.conf").read_text(encoding="utf-8")
    assert re.search(r'~\^/assets/\s+"public, max-age=31536000, immutable";', text)
    assert re.search(r'default\s+"no-cache";', text)
    for header in ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"):
        assert f"add_header {header} " in text


# Written by `digest init` ---------------------------------------------------------------------

OTHER = """\
id: kansas-daily
base_url: https://news.kansas.gov/daily/
timezone: America/Chicago
languages: [en]
schedule: {at: "23:50", days: [sat, sun]}
title: {en: Kansas Daily}
issuer: {en: The editors}
"""


@pytest.mark.parametrize("kind", list(RECIPES_OF))
def test_init_writes_a_recipe_for_a_publication_that_is_there(
    publish: Callable[..., Path], kind: str
) -> None:
    root = publish({"content/site.yaml": OTHER})
    ran = CliRunner().invoke(main, ["init", str(root), "--ci", kind, "--lang", "en"])
    assert ran.exit_code == 0, ran.output
    written = [Path(line) for line in ran.output.splitlines()]
    assert {path.relative_to(root).as_posix() for path in written} == {
        *RECIPES_OF[kind].values(),
        "requirements.txt",
    }
    text = "".join(path.read_text("utf-8") for path in written)
    assert not re.search(r"Asia/Shanghai|新质|%E6%96%B0|18:02|digest\.example\.org", text)
    again = CliRunner().invoke(main, ["init", str(root), "--ci", kind, "--lang", "en"])
    assert (again.exit_code, again.output) == (0, "")
    written[0].write_text("mine\n")
    refused = CliRunner().invoke(main, ["init", str(root), "--ci", kind, "--lang", "en"])
    assert refused.exit_code == 2
    assert written[0].read_text() == "mine\n"


def test_a_recipe_keeps_the_hours_and_the_name_of_its_publication(publish: Callable[..., Path]) -> None:
    root = publish({"content/site.yaml": OTHER})
    for kind in RECIPES_OF:
        assert CliRunner().invoke(main, ["init", str(root), "--ci", kind]).exit_code == 0
    said = {path.name: path.read_text("utf-8") for path in (root / "deploy").rglob("*") if path.is_file()}
    assert "OnCalendar=Sat,Sun 23:52 America/Chicago" in said["digest.timer"]
    assert "OnCalendar=Sat,Sun 00:22 America/Chicago" in said["digest-expect.timer"]
    assert "CRON_TZ=America/Chicago\n52 23 * * 6,7 " in said["crontab"]
    assert os.access(root / "deploy/cron/night", os.X_OK)
    workflow = (root / ".github/workflows/nightly.yml").read_text("utf-8")
    assert '- cron: "7 6 * * *" # 00:07 in America/Chicago;' in workflow  # 23:50 and 17 minutes, UTC-6
    for name in ("digest.conf", "Caddyfile"):
        assert "filename*=UTF-8''Kansas%20Daily-" in said[name]
        assert "-en\\.pdf$" in said[name]
        assert "news.kansas.gov" in said[name]
    zizmor = Path(sys.executable).with_name("zizmor")
    ran = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--persona=auditor", root / ".github/workflows/nightly.yml"],
        check=False,
        capture_output=True,
    )
    assert ran.returncode == 0
