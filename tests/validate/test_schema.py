"""Files against their schema: all problems at once, each at its place, once."""

import json
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest
from samples import ITEM

from digest.load.text import SourceText
from digest.model.item import ItemFile
from digest.validate.schema import SCHEMAS, check, json_schema

SETTING = {"languages": ("zh", "en"), "timezone": UTC}
Found = list[tuple[str, int, int]]
Publish = Callable[..., Path]


def found(text: str) -> Found:
    checked = check(ItemFile, SourceText("a.yaml", text), SETTING)  # type: ignore[arg-type]
    return [(one.code, one.span.line, one.span.column) for one in checked.diagnostics]


def test_all_problems_are_told_in_one_run():
    text = ITEM.replace(
        "topics: [data]", "topics: [Data]\nstatus: publish\nimage: x\nallow: [{}]\nmood: good"
    )
    assert found(text) == [
        ("bad-id", 4, 10),
        ("bad-shape", 6, 8),
        ("bad-choice", 5, 9),
        ("unknown-key", 8, 1),
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("headline:", "headlin:", [("unknown-key", 1, 1)]),
        ("headline:", "x:", [("missing-key", 1, 1), ("unknown-key", 1, 1)]),
        ("    source: nda", "    sauce: nda", [("unknown-key", 16, 5)]),
        ("    source: nda\n", "", [("missing-key", 15, 5)]),
        ("    source: nda", "    source:", [("missing-key", 16, 5)]),
        ("topics: [data]", "topic:", [("unknown-key", 4, 1)]),
        ("topics: [data]", "image: {fil: , file: a.png, alt: {zh: 图}}", [("unknown-key", 4, 9)]),
    ],
)
def test_one_slip_is_told_once(before: str, after: str, expected: Found):
    assert found(ITEM.replace(before, after, 1)) == expected


def test_an_empty_value_counts_as_absent():
    for empty in ("", "~", '""', "[]", "{}", "'  '", "{zh: }", "[~]"):
        text = ITEM.replace("topics: [data]", f"topics: [data]\nsummary: {empty}\naliases: {empty}")
        assert found(text) == [], empty


def test_a_near_miss_is_named_in_both_languages():
    checked = check(ItemFile, SourceText("a.yaml", ITEM.replace("topics", "topcis")), SETTING)  # type: ignore[arg-type]
    [one] = checked.diagnostics
    assert one.help
    assert (one.help.en, one.help.zh) == ('did you mean "topics"?', "是不是“topics”？")


@pytest.mark.parametrize("kind", sorted(SCHEMAS))
def test_schemas_are_json_and_know_every_key(kind: str):
    schema = json.loads(json.dumps(json_schema(kind)))
    assert schema["$schema"].startswith("https://json-schema.org/draft/2020-12")
    if SCHEMAS[kind].model_fields.keys() != {"root"}:
        assert schema["properties"].keys() == SCHEMAS[kind].model_fields.keys()
        assert schema["additionalProperties"] is False


def test_a_choice_names_all_that_may_stand_there():
    checked = check(ItemFile, SourceText("a.yaml", ITEM + "status: qqqq\n"), SETTING)  # type: ignore[arg-type]
    [one] = checked.diagnostics
    assert one.help
    assert one.help.en == "one of: draft, published, withdrawn, removed"
    checked = check(ItemFile, SourceText("a.yaml", ITEM + "status: remove\n"), SETTING)  # type: ignore[arg-type]
    [one] = checked.diagnostics
    assert one.help
    assert one.help.en == 'did you mean "removed"?'
