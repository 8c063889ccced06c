"""The commands: what they print, where, and their exit codes."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from samples import DAY, ITEM, ITEM_PATH, item, write

from digest.cli import main
from digest.publish.lock import locked

Publish = Callable[..., Path]
NOW = "2026-06-20T20:00"


def run(root: Path | None, *arguments: str, **environment: str) -> Result:
    place = ["--root", str(root)] if root else []
    environment = {"LANG": "en_GB.UTF-8", "DIGEST_LANG": "", "LC_ALL": "", **environment}
    return CliRunner().invoke(main, [*arguments, *place], env=environment)


def build(root: Path, *more: str, **environment: str) -> Result:
    return run(root, "build", "--no-pdf", "--now", NOW, *more, **environment)


def test_a_clean_publication_checks_fine(publish: Publish):
    done = run(publish(), "check")
    assert (done.exit_code, done.stdout) == (0, "")


def test_json_is_one_array_on_stdout(publish: Publish):
    assert json.loads(run(publish(), "check", "--format", "json").stdout) == []
    root = publish({ITEM_PATH: ITEM.replace("source: nda", "source: ndaa")})
    done = run(root, "check", "--format", "json")
    assert done.exit_code == 1
    [found] = json.loads(done.stdout)
    assert found == {
        "code": "unknown-source",
        "severity": "error",
        "path": ITEM_PATH,
        "line": 16,
        "column": 13,
        "end_line": 16,
        "end_column": 17,
        "message": 'no source "ndaa" in sources.yaml',
        "help": 'did you mean "nda"?',
    }


def test_text_goes_to_stderr_with_the_line_and_the_way_out(publish: Publish):
    root = publish({ITEM_PATH: ITEM.replace("source: nda", "source: ndaa")})
    done = run(root, "check")
    assert done.stdout == ""
    assert done.stderr == (
        'error[unknown-source]: no source "ndaa" in sources.yaml\n'
        f" --> {ITEM_PATH}:16:13\n"
        "   |\n"
        "16 |     source: ndaa\n"
        "   |             ^^^^\n"
        '   = help: did you mean "nda"?\n\n'
    )


def test_messages_speak_the_editors_language(publish: Publish):
    root = publish({ITEM_PATH: ITEM.replace("source: nda", "source: ndaa")})
    assert "里没有来源" in run(root, "check", "--lang", "zh").stderr
    assert "里没有来源" in run(root, "check", LANG="zh_CN.UTF-8").stderr
    assert "里没有来源" in run(root, "check", DIGEST_LANG="zh").stderr
    assert "no source" in run(root, "check", "--lang", "en", DIGEST_LANG="zh").stderr


def test_options_of_all_commands_may_stand_before_the_command(publish: Publish):
    root = publish({ITEM_PATH: ITEM.replace("nda\n", "ndaa\n")})
    done = CliRunner().invoke(main, ["--root", str(root), "--lang", "zh", "check"])
    assert done.exit_code == 1
    assert "里没有来源" in done.stderr
    done = CliRunner().invoke(main, ["--root", str(root), "new", "item", "more", "--date", "2026-06-16"])
    assert done.exit_code == 0, done.output


def test_github_annotations_go_to_stdout(publish: Publish):
    root = publish({ITEM_PATH: ITEM.replace("source: nda", "source: ndaa")})
    done = run(root, "check", "--format", "github")
    assert done.stdout.startswith(f"::error file={ITEM_PATH},line=16,col=13,endColumn=17,endLine=16,title=")


def test_check_judges_only_the_paths_it_is_given(publish: Publish):
    root = publish({f"{DAY}/02-x.yaml": "headline: 1\n", f"{DAY}/03-y.yaml": item()})
    assert run(root, "check").exit_code == 1
    assert run(root, "check", str(root / f"{DAY}/03-y.yaml")).exit_code == 0
    assert run(root, "check", str(root / DAY)).exit_code == 1
    assert run(root, "check", str(root / "nowhere")).exit_code == 2


def test_check_writes_nothing(publish: Publish):
    root = publish()
    before = sorted(path.as_posix() for path in root.rglob("*"))
    run(root, "check")
    assert sorted(path.as_posix() for path in root.rglob("*")) == before


def test_warnings_fail_only_when_strict(publish: Publish):
    root = publish({f"{DAY}/02-x.yaml": item()})
    assert run(root, "check").exit_code == 0
    assert run(root, "check", "--strict").exit_code == 1
    assert build(root).exit_code == 0
    assert build(root, "--strict").exit_code == 1


def test_allow_silences_a_rule_of_judgement_in_one_item(publish: Publish):
    root = publish(
        {f"{DAY}/02-x.yaml": item(allow="[{rule: no-citation, reason: 短讯}, {rule: untranslated}]")}
    )
    assert run(root, "check", "--strict").exit_code == 0


def test_a_build_ends_with_a_line_of_counts(publish: Publish):
    root = publish()
    assert " pages made, 0 reused, 0 gone; nothing more is scheduled" in build(root).stderr
    assert build(root).stderr.startswith("0 pages made, ")


@pytest.mark.parametrize("where", [".", "content", "content/x", "templates/x", "/", "~"])
def test_a_dangerous_output_folder_is_refused(publish: Publish, where: str, monkeypatch: pytest.MonkeyPatch):
    root = publish()
    monkeypatch.chdir(root)
    monkeypatch.setenv("HOME", str(root.parent))
    out = str(root.parent) if where == "~" else where
    done = build(root, "--out", out)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_an_output_folder_of_someone_else_is_refused(publish: Publish, tmp_path: Path):
    root = publish()
    other = write(tmp_path / "other", {"precious.txt": "x"})
    assert build(root, "--out", str(other)).exit_code == 2
    assert (other / "precious.txt").read_text() == "x"


def test_drafts_need_a_folder_of_their_own(publish: Publish, tmp_path: Path):
    root = publish()
    assert build(root, "--drafts").exit_code == 2
    assert build(root, "--drafts", "--out", str(tmp_path / "preview")).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--now", "yesterday"],
        ["build", "--now", "2026-06-16"],
        ["build", "--base-url", "ftp://x"],
        ["build", "--executor", "spark://x:1"],
        ["build", "--executor", "dask://x"],
        ["build", "--jobs", "0"],
        ["why", "nowhere"],
        ["explain", "nonsense"],
        ["schema", "nonsense"],
        ["new", "item", "Bad Slug"],
        ["new", "issue", "16.6.2026"],
        ["frobnicate"],
    ],
)
def test_wrong_usage_is_2(publish: Publish, arguments: list[str]):
    done = run(publish(), *arguments)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_no_publication_is_2(tmp_path: Path):
    assert run(tmp_path, "check").exit_code == 2
    assert run(tmp_path, "build").exit_code == 2


def test_a_held_lock_is_75(publish: Publish):
    root = publish()
    build(root)
    write(root, {ITEM_PATH: ITEM + "# changed\n"})
    with locked(root / "build" / "state" / "lock"):
        done = build(root)
    assert done.exit_code == 75
    assert build(root).exit_code == 0


def test_an_output_folder_that_cannot_be_made_is_3(publish: Publish, tmp_path: Path):
    done = build(publish(), "--out", "/proc/nowhere/out")
    assert done.exit_code == 3
    assert "Traceback" not in done.output


def test_rollback_exchanges_the_last_two_releases(publish: Publish):
    root = publish()
    page = root / "build/site/zh/2026-06-16/plan/index.html"
    build(root)
    assert run(root, "rollback").exit_code == 2
    write(root, {ITEM_PATH: ITEM.replace("6项", "七项")})
    build(root)
    assert "七项" in page.read_text()
    assert run(root, "rollback").exit_code == 0
    assert "6项" in page.read_text()
    assert build(root).exit_code == 0
    assert "七项" in page.read_text()


def test_why_says_what_changed(publish: Publish):
    root = publish()
    build(root)
    assert "it was not there before" in run(root, "why", "zh/2026-06-16/plan/").stdout
    write(root, {ITEM_PATH: ITEM.replace("6项", "七项")})
    build(root)
    for spelled in (
        "zh/2026-06-16/plan",
        "/zh/2026-06-16/plan/index.html",
        "https://digest.nda.gov.cn/zh/2026-06-16/plan/",
    ):
        assert "what it shows changed" in run(root, "why", spelled).stdout
    build(root)
    assert "reused" in run(root, "why", "zh/2026-06-16/plan/").stdout


def test_init_starts_a_publication_that_builds(tmp_path: Path):
    folder = tmp_path / "My Paper"
    assert run(None, "init", str(folder)).exit_code == 0
    assert run(folder, "check").exit_code == 0
    assert run(folder, "build", "--no-pdf").exit_code == 0
    assert (folder / "build/site/zh/index.html").is_file()
    assert run(None, "init", str(folder)).exit_code == 2


def test_new_issue_and_items_are_numbered_in_turn(publish: Publish):
    root = publish()
    assert run(root, "new", "issue", "2026-06-17").stdout == "content/2026/06/17/issue.yaml\n"
    assert run(root, "new", "issue", "2026-06-17").exit_code == 2
    assert run(root, "new", "item", "first", "--date", "2026-06-17").stdout.endswith("01-first.yaml\n")
    assert run(root, "new", "item", "second", "--date", "2026-06-17").stdout.endswith("02-second.yaml\n")
    assert run(root, "new", "item", "second", "--date", "2026-06-17").exit_code == 2
    assert run(root, "new", "item", "x", "--date", "2026-06-30").exit_code == 2
    assert build(root).exit_code == 0


def test_schemas_are_json_schema(publish: Publish):
    for kind in ("item", "issue", "site", "sources", "topics", "glossary"):
        schema = json.loads(run(publish(), "schema", kind).stdout)
        assert schema["$schema"].endswith("2020-12/schema")
    assert set(json.loads(run(publish(), "schema").stdout)) >= {"item", "site"}


def test_doctor_finds_this_machine_fit():
    done = run(None, "doctor")
    assert done.exit_code == 0, done.output
    assert "DigestSong-Regular.ttf" in done.stdout


def test_an_unforeseen_fault_is_3_without_a_traceback(publish: Publish, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("digest.build.plan", fail)
    done = build(publish())
    assert done.exit_code == 3
    assert "Traceback" not in done.output
    assert "boom" in done.stderr


def test_every_command_has_help():
    def walk(command, path: list[str]) -> None:
        done = CliRunner().invoke(main, [*path, "--help"])
        assert done.exit_code == 0
        assert command.help
        for name, child in getattr(command, "commands", {}).items():
            walk(child, [*path, name])

    walk(main, [])


def test_a_command_imports_no_other_groups_commands():
    code = "import sys; from digest.cli import main; main(['explain', 'dash'], standalone_mode=False); "
    code += "print(*(name for name in sys.modules if name.startswith('digest.cli.')))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    groups = {name.removeprefix("digest.cli.") for name in done.stdout.splitlines()[-1].split()}
    assert groups == {"exits", "learning", "options", "speech"}
