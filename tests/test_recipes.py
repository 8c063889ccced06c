"""The recipes that people publish with: the workflow, the timer, the web server."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import digest
from digest.publish.layout import layout

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


@has("systemd-analyze")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for path in (RECIPES / "systemd").iterdir():
        text = path.read_text(encoding="utf-8").replace(
            "/srv/digest/.venv/bin/digest", shutil.which("true") or ""
        )
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    units = [str(tmp_path / name) for name in ("digest.service", "digest.timer")]
    ran = said(["systemd-analyze", "verify", *units])
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_service_may_write_nothing_but_build() -> None:
    text = (RECIPES / "systemd/digest.service").read_text(encoding="utf-8")
    assert re.findall(r"^ReadWritePaths=(.*)$", text, re.MULTILINE) == ["/srv/digest/build"]
    for line in ("ProtectSystem=strict", "NoNewPrivileges=yes", "PrivateTmp=yes", "User=digest"):
        assert f"\n{line}\n" in text


@has("nginx")
def test_nginx_takes_the_site(tmp_path: Path) -> None:
    site = (
        (RECIPES / "nginx/digest.conf").read_text(encoding="utf-8").replace("listen ", "listen 127.0.0.1:1")
    )
    site = re.sub(r"^.*\[::\].*$", "", site, flags=re.MULTILINE)
    (tmp_path / "site.conf").write_text(site, encoding="utf-8")
    temporary = "".join(f"{one}_temp_path {tmp_path}/{one};" for one in NGINX_TEMPORARY)
    http = f"access_log off; {temporary} include {tmp_path}/site.conf;"
    main = f"pid {tmp_path}/pid; events {{}} http {{ {http} }}"
    (tmp_path / "nginx.conf").write_text(main, encoding="utf-8")
    command = ["nginx", "-t", "-e", tmp_path / "log", "-p", tmp_path, "-c", tmp_path / "nginx.conf"]
    ran = said(command)
    assert ran.returncode == 0, ran.stderr


def test_nginx_keeps_assets_and_asks_about_pages() -> None:
    text = (RECIPES / "nginx/digest.conf").read_text(encoding="utf-8")
    assert re.search(r'~\^/assets/\s+"public, max-age=31536000, immutable";', text)
    assert re.search(r'default\s+"no-cache";', text)
    for header in ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"):
        assert f"add_header {header} " in text
