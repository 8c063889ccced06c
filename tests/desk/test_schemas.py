"""`digest schema --install`: schemas and settings by which an editor completes and checks."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result
from samples import ITEM, ITEM_PATH

from digest.cli import MODULES, main
from digest.desk.schemas import NotSettings, extensions, settings

Publish = Callable[..., Path]
ROOT = Path(__file__).parent.parent.parent


def run(root: Path, *given: str) -> Result:
    return CliRunner().invoke(main, [*given, "--root", str(root), "--lang", "en"], catch_exceptions=False)


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def strings(text: str) -> Any:
    """A file's values, as our reader and YAML 1.2 see dates."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def test_schemas_are_written_and_the_settings_name_them(publish: Publish):
    root = publish()
    ran = run(root, "schema", "--install")
    assert ran.exit_code == 0
    named = read(root / ".vscode/settings.json")["yaml.schemas"]
    assert named["./.vscode/digest/item.json"] == "content/[0-9]*/[0-9]*/[0-9]*/[0-9][0-9]-*.yaml"
    for path, glob in named.items():
        jsonschema.Draft202012Validator.check_schema(read(root / path))
        assert glob == "content/glossary.yaml" or list(root.glob(glob))
    assert read(root / ".vscode/extensions.json") == {"recommendations": ["redhat.vscode-yaml"]}
    assert run(root, "schema", "--install").stdout == ""  # nothing changes the second time
    assert run(root, "check", "--strict").exit_code == 0


def test_the_schema_of_items_judges_as_the_checker_does_and_offers_sources(publish: Publish):
    root = publish()
    run(root, "schema", "--install")
    schema = read(root / ".vscode/digest/item.json")
    judge = jsonschema.Draft202012Validator(schema)
    assert judge.is_valid(strings(ITEM))
    assert not judge.is_valid(strings(ITEM + "what: 1\n"))
    assert not judge.is_valid(strings(ITEM.replace("headline:", "headlines:")))
    assert not judge.is_valid(strings(ITEM.replace("2026-06-15", "15 June")))
    assert {"enum": ["nda", "xinhua"]} in schema["$defs"]["Citation"]["properties"]["source"]["anyOf"]
    assert judge.is_valid(strings(ITEM.replace("source: nda", "source: new-one")))


def test_the_sample_keeps_the_schemas(publish: Publish):
    root = publish()
    run(root, "schema", "--install")
    for path in sorted(ROOT.glob("content/2026/*/*/[0-9]*.yaml")):
        jsonschema.validate(
            strings(path.read_text(encoding="utf-8")), read(root / ".vscode/digest/item.json")
        )


def test_other_settings_stay():
    before = '{"editor.rulers": [110], "yaml.schemas": {"https://a.test/x.json": "x.yaml"}}'
    made = json.loads(settings(before))
    assert made["editor.rulers"] == [110]
    assert made["yaml.schemas"]["https://a.test/x.json"] == "x.yaml"
    assert "./.vscode/digest/site.json" in made["yaml.schemas"]
    assert json.loads(extensions('{"recommendations": ["a.b"]}')) == {
        "recommendations": ["a.b", "redhat.vscode-yaml"]
    }


def test_comments_in_settings_stay():
    before = '{\n    // rulers, as in https://a.test\n    "editor.rulers": [110], /* 110 */\n}\n'
    made = settings(before)
    assert made.endswith(before[1:])
    assert '"yaml.schemas": {"./.vscode/digest/item.json"' in made
    assert settings(made) == made


@pytest.mark.parametrize("before", ["[", "[]", '{"a": 1, // c\n "yaml.schemas": {}}'])
def test_settings_that_cannot_be_added_to_are_left_alone(before: str):
    with pytest.raises(NotSettings):
        settings(before)


def test_a_broken_settings_file_is_told(publish: Publish):
    root = publish({".vscode/settings.json": "["})
    ran = run(root, "schema", "--install")
    assert ran.exit_code == 2
    assert (root / ".vscode/settings.json").read_text() == "["


def test_a_new_item_names_its_schema(publish: Publish):
    root = publish()
    path = run(root, "new", "item", "next", "--date", "2026-06-16").stdout.strip()
    first = (root / path).read_text(encoding="utf-8").splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert (root / path).parent.joinpath(named).resolve() == root / ".vscode/digest/item.json"
    assert (root / ".vscode/digest/item.json").is_file()


def test_the_hook_for_pre_commit_runs_the_checker():
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"].split()[0] == "digest"
    assert hook["entry"].split()[1] in MODULES
    assert ITEM_PATH.startswith("content/")
