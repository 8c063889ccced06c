"""The page of every diagnostic: there is one for each code, and its examples do what they say."""

import ast
import re
from base64 import b64decode
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from samples import DAY, ISSUE_PATH, ITEM_PATH, minimal

import digest
from digest.checks.rules import CONTRACT, JUDGEMENT
from digest.commands.check import check
from digest.commands.explain import Example, codes, page_of
from digest.diagnostic import Diagnostic
from digest.load.nodes import _LIMITS, _REFUSALS
from digest.options import Options

Publish = Callable[..., Path]

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
PACKAGE = Path(digest.__file__).parent
FILES = {
    "item": ITEM_PATH,
    "issue": ISSUE_PATH,
    "site": "content/site.yaml",
    "sources": "sources.yaml",
    "topics": "content/topics.yaml",
}
GLOSSARY = """\
- {zh: 新质生产力, en: new quality productive forces}
- {zh: 国家发展改革委, zh_not: [国家发改委], en: National Development and Reform Commission}
"""
CHART = "01-chart.png"
PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
SAYING = {"error", "warning", "Diagnostic", "bad", "_error", "_warning", "oddity", "__init__"}
"""What is called with a code first."""

_VERDICT = re.compile(r"# (error|warning): \[([a-z0-9-]+)\]$")
_KEY = re.compile(r"^[\w-]+:", re.MULTILINE)


def said_in_the_program() -> set[str]:
    """Every code that a call in the program names, and those of its tables."""
    found = CONTRACT | JUDGEMENT
    found |= {*_LIMITS.values()} | {f"yaml-{what}" for what in _REFUSALS.keys() - _LIMITS.keys()}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                first = node.args[0]
                if name in SAYING and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found |= {first.value} if re.fullmatch(r"[a-z]+\d?(-[a-z0-9]+)+", first.value) else set()
    return found


def test_every_code_has_a_page_and_every_page_a_code():
    raised = {
        "article-refused",
        "template-error",
        "pdf-warning",
        "unreadable",
    }  # named where an exception is made
    assert set(codes()) == said_in_the_program() | raised


def examples(which: str) -> list[object]:
    return [
        pytest.param(code, getattr(page_of(code), which), id=code)
        for code in codes()
        if getattr(page_of(code), which).kind.startswith("yaml")
    ]


@pytest.mark.parametrize(("code", "example"), examples("wrong"))
def test_the_wrong_example_is_told_where_it_says(publish: Publish, code: str, example: Example):
    text = patched(example)
    expected = [
        (number, *found.groups())
        for number, line in enumerate(text.split("\n"), 1)
        if (found := _VERDICT.search(line))
    ]
    assert code in [found for _, _, found in expected]
    found = diagnostics(publish, example, text)
    assert sorted((one.span.line, one.severity.value, one.code) for one in found) == expected


@pytest.mark.parametrize(("code", "example"), examples("right"))
def test_the_right_example_is_right(publish: Publish, code: str, example: Example):
    assert diagnostics(publish, example, patched(example)) == []


def patched(example: Example) -> str:
    """The file that an example is a piece of: its keys take the place of those that are there."""
    name = example.kind.split()[1]
    before = str(minimal()[FILES[name]])
    if name == "topics":
        return example.text
    keys = set(_KEY.findall(example.text))
    kept = [block for block in re.split(r"^(?=\S)", before, flags=re.MULTILINE) if block]
    return "".join(block for block in kept if _KEY.match(block)[0] not in keys) + example.text


def diagnostics(publish: Publish, example: Example, text: str) -> list[Diagnostic]:
    """What `digest check` says of the file; that an example is brief and has no English is left out."""
    _, name, *more = example.kind.split(" ", 2)
    changes: dict[str, str | bytes | None] = {FILES[name]: text}
    if more == ["alone"]:
        changes[ITEM_PATH] = None
    elif more:
        changes["content/site.yaml"] = minimal()["content/site.yaml"] + more[0] + "\n"
    if CHART in text:
        changes[f"{DAY}/{CHART}"] = PIXEL
    root = publish({"content/glossary.yaml": GLOSSARY, **changes})
    found = check(Options(root, root / "build", NOW), [])
    brief = set() if "untranslated" in example.text else {"untranslated"}
    return [one for one in found.said if one.span.path == FILES[name] and one.code not in brief]
