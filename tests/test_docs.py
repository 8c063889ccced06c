"""README against the code: every command, option, key, rule, module and file; and the locks."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement
from packaging.version import Version
from samples import DAY, SOURCES

import digest
from digest.checks.rules import JUDGEMENT
from digest.cli import main
from digest.validate.schema import SCHEMAS, json_schema

PACKAGE = Path(digest.__file__).parent
ROOT = PACKAGE.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")

FILES = {
    "site": "`content/site.yaml`",
    "issue": "`issue.yaml`",
    "item": "`NN-slug.yaml`, an item",
    "sources": "`sources.yaml`",
    "topics": "`content/topics.yaml`",
    "glossary": "`content/glossary.yaml`",
}
"""The first cell of each kind of file in README's table of keys."""

NEA = """
nea:
  name: {zh: 国家能源局, en: National Energy Administration}
  mark: {zh: 能源局, en: NEA}
  kind: government
  home: https://www.nea.gov.cn/
"""

FLOORS = {"weasyprint": "70.0", "pillow": "12.3.0", "jinja2": "3.1.6", "pyyaml": "6.0.3"}
"""Below these versions there are known faults of security."""

LOCKS = ("requirements.lock", "tests/requirements.lock")


def commands(group: click.Group, before: str = "digest") -> Iterator[tuple[str, click.Command]]:
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


COMMANDS = dict(commands(main))


def keys(schema: dict[str, object]) -> Iterator[tuple[str, bool]]:
    """The keys of a kind of file and of all that it holds, each with whether it is required."""
    for part in (schema, *schema.get("$defs", {}).values()):  # type: ignore[attr-defined]
        for key in part.get("properties", {}):
            yield key, key in part.get("required", [])


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def locked(lock: str) -> dict[str, Version]:
    lines = (ROOT / lock).read_text(encoding="ascii").splitlines()
    pins = (line.split(" ")[0].split("==") for line in lines if re.match(r"[a-z]", line))
    return {name: Version(version) for name, version in pins}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_with_its_arguments(name: str) -> None:
    arguments = [one for one in COMMANDS[name].params if isinstance(one, click.Argument)]
    written = " ".join([name, *(one.make_metavar(click.Context(COMMANDS[name])) for one in arguments)])
    assert f"| `{written}` |" in section("Commands")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told(name: str) -> None:
    options = [one for one in COMMANDS[name].params if isinstance(one, click.Option)]
    missing = [one.opts[0] for one in options if not re.search(rf"`{one.opts[0]}\b", section("Commands"))]
    assert not missing


def test_no_command_or_option_is_told_that_is_not_there() -> None:
    groups = {name.rsplit(" ", 1)[0] for name in COMMANDS}
    for told in re.findall(r"(?:^|`|&& )(digest [a-z]+(?: [a-z]+)?)", README, re.MULTILINE):
        assert told in groups or told in COMMANDS or told.rsplit(" ", 1)[0] in COMMANDS, told
    known = {option for one in COMMANDS.values() for param in one.params for option in param.opts}
    told = set(re.findall(r"`(--[a-z-]+)", section("Commands")))
    assert told <= known | {"--help", "--version"}


def test_make_has_what_is_told() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE)) <= targets


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_key_is_told_and_what_is_required_is_bold(kind: str) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| {FILES[kind]} |"))
    for key, required in keys(json_schema(kind)):
        assert f"`{key}`" in row, key
        assert not required or f"**`{key}`**" in row, key


def test_no_key_is_told_that_is_not_there() -> None:
    for kind, cell in FILES.items():
        row = next(line for line in README.splitlines() if line.startswith(f"| {cell} |"))
        told = set(re.findall(r"`([a-z_]+)`", row.split("|", 2)[2]))
        assert told == {key for key, _ in keys(json_schema(kind))}


def test_every_rule_of_judgement_is_told() -> None:
    listed = section("Diagnostics").split("\nThey are, ")[1]
    told = set(re.findall(r"`([a-z-]+)`", listed))
    assert told == JUDGEMENT


def test_the_layout_names_every_module() -> None:
    told = section("Layout") + section("Dive into the source")
    for path in PACKAGE.iterdir():
        if path.is_dir() and not path.name.startswith(("_", ".")):
            assert f"`{path.name}/`" in told or f"  {path.name}/ " in told, path.name
        elif path.suffix == ".py" and not path.name.startswith("_"):
            assert f"`{path.name}`" in told, path.name


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"\]\(([^)#:]+)\)", README))
    named |= set(re.findall(r"`([\w.-]+(?:/[\w.-]+)+)`", README)) | set(re.findall(r"`(\w+\.py)`", README))
    ours = {one for one in named if not one.startswith(("content/", "build/"))}
    places = [ROOT, PACKAGE, PACKAGE / "checks", PACKAGE / "validate", PACKAGE / "plan", PACKAGE / "render"]
    for name in ours | {"content/site.yaml", "content/topics.yaml"}:
        if name not in {"digest/templates"}:  # in a wheel alone
            assert any((place / name).exists() for place in places), name


def test_the_example_of_an_item_is_right(publish: Callable[..., Path]) -> None:
    path, text = re.search(
        r"`(content/[\d/]+/06[\w-]+\.yaml)`:\n\n```yaml\n(.*?)```", README, re.DOTALL
    ).groups()  # type: ignore[union-attr]
    root = publish({path: text, "sources.yaml": SOURCES + NEA})
    assert path.startswith(DAY)
    ran = CliRunner().invoke(
        main, ["check", "--root", str(root), "--format", "json", str(root / path)], catch_exceptions=False
    )
    assert json.loads(ran.stdout) == []
    assert ran.exit_code == 0


def test_the_examples_of_judgement_are_right(publish: Callable[..., Path]) -> None:
    from samples import ITEM, ITEM_PATH, SITE

    checks = re.search(r"^checks: .*$", README, re.MULTILINE)
    allow = re.search(r"^allow: .*$", README, re.MULTILINE)
    assert checks
    assert allow
    root = publish({"content/site.yaml": SITE + checks[0] + "\n", ITEM_PATH: ITEM + allow[0] + "\n"})
    ran = CliRunner().invoke(main, ["check", "--root", str(root), "--strict"], catch_exceptions=False)
    assert ran.exit_code == 0


def test_the_diagnostic_that_is_shown_is_one_of_ours(publish: Callable[..., Path]) -> None:
    from samples import ITEM, ITEM_PATH

    root = publish({ITEM_PATH: ITEM.replace("source: nda", "source: xinhau")})
    ran = CliRunner().invoke(main, ["check", "--root", str(root), "--lang", "en"], catch_exceptions=False)
    shown = re.search(r"^(error\[unknown-source\]: .*)\n", section("Diagnostics"), re.MULTILINE)
    assert shown
    assert shown[1] in ran.stderr
    assert '= help: did you mean "xinhua"?' in ran.stderr


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_nothing_of_a_machine(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="ascii")
    assert not re.search(r"index-url|find-links|trusted-host|://|^-|(?<!\w)/", text, re.MULTILINE)
    assert all("--hash=sha256:" in pin for pin in re.split(r"\n(?=[a-z])", text.strip()))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_above_the_floors(lock: str) -> None:
    pins = locked(lock)
    assert all(pins[name] >= Version(floor) for name, floor in FLOORS.items())


def test_the_locks_are_of_this_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    runtime, tests = (locked(lock) for lock in LOCKS)
    assert groups["build"] == project["build-system"]["requires"]
    assert runtime.items() <= tests.items()
    wanted = {runtime_lock: [*project["project"]["dependencies"], *groups["build"]] for runtime_lock in LOCKS}
    wanted[LOCKS[1]] += [one for one in groups["test"] if isinstance(one, str)]
    for lock, pins in zip(LOCKS, (runtime, tests), strict=True):
        for requirement in map(Requirement, wanted[lock]):
            assert pins[requirement.name] in requirement.specifier, requirement
