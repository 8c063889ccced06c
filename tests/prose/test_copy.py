"""Copy as a deskman reads it: each line of cases/copy.md states its own verdict."""

import re
from pathlib import Path

import pytest

from digest.load.nodes import compose
from digest.load.text import SourceText
from digest.prose.rules import CODES, slips
from digest.prose.slip import Slip
from digest.validate.plain import plain

CASES = Path(__file__).parent.parent / "cases" / "copy.md"
_WRONG = re.compile("⟦([^⟧→]*)(?:→([^⟧]*))?⟧")


def found_in(text: str, spacing: str = "none") -> list[Slip]:
    """What is found in a file's text."""
    source = SourceText("item.yaml", text)
    node, _ = compose(source)
    return slips(source, plain(source.path, node).scalars, spacing)  # type: ignore[arg-type]


def lines() -> list[object]:
    found = []
    code = ""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            code = line[3:]
        elif re.match("(zh|en) ", line):
            found.append(pytest.param(code, line[:2], line[3:], id=f"{code}: {line}"))
    return found


@pytest.mark.parametrize(("code", "language", "line"), lines())
def test_a_line_has_the_slips_that_it_shows(code: str, language: str, line: str):
    text = _WRONG.sub(lambda one: one[1], line)
    expected, shift = [], 0
    for one in _WRONG.finditer(line):
        start = one.start() - shift
        expected.append((code, 3, start + 5, one[1], one[2]))
        shift += len(one[0]) - len(one[1])
    found = [
        (one.code, one.span.line, one.span.column, one.wrong, one.instead)
        for one in found_in(f"body:\n  {language}: |\n    {text}\n")
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_every_rule_has_a_line():
    headings = set(re.findall("^## (.*)$", CASES.read_text(encoding="utf-8"), re.MULTILINE))
    assert headings | {"headline-stop"} == set(CODES)
