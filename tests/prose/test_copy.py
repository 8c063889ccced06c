"""Copy as a deskman reads it: each line of cases/copy.md states its own verdict."""

import re
from pathlib import Path

import pytest

from digest.load.nodes import compose
from digest.load.text import SourceText
from digest.prose.rules import CODES, TRANSLATION, slips
from digest.prose.slip import Slip
from digest.validate.plain import plain

CASES = Path(__file__).parent.parent / "cases" / "copy.md"
_WRONG = re.compile("⟦([^⟧→]*)(?:→([^⟧]*))?⟧")


def found_in(text: str, spacing: str = "none") -> list[Slip]:
    """What is found in a file's text."""
    source = SourceText("item.yaml", text)
    node, _ = compose(source)
    return slips(source, plain(source.path, node).scalars, spacing, "zh")  # type: ignore[arg-type]


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
    assert headings | {"headline-stop"} == CODES - TRANSLATION


@pytest.mark.parametrize(
    ("language", "line", "wrong"),
    [
        ("zh", "数据集方案公布。", "。"),
        ("en", "The plan is out.", "."),
        ("zh", "数据集方案公布", None),
        ("zh", "方案何时公布？", None),
        ("en", "Tesla Inc.", None),
        ("en", "A contest for the U.S.", None),
    ],
)
def test_a_headline_ends_without_a_full_stop(language: str, line: str, wrong: str | None):
    found = [(one.code, one.wrong) for one in found_in(f"headline:\n  {language}: {line}\n")]
    assert found == ([("headline-stop", wrong)] if wrong else [])


def test_spaces_are_typed_where_the_publication_asks_for_them():
    text = "body:\n  zh: |\n    公布 6 项行动，AI产业增长 3.5%，见《2026年方案》。\n"
    assert [(one.code, one.wrong, one.instead) for one in found_in(text, "pangu")] == [
        ("spacing", "I产", "I 产")
    ]


def test_places_are_those_of_the_file_whatever_stands_between():
    text = "body:\n  zh: |\n    > **数据**[要素](https://a.cn/b,c)[@x],共`a,b`项。\n    - 第二,条\n"
    assert [(one.span.line, one.span.column) for one in found_in(text)] == [(3, 39), (4, 9)]


def test_news_as_it_is_printed_is_clean():
    lines = (CASES.parent / "news.txt").read_text(encoding="utf-8").splitlines()
    told = {line: found for line in lines if (found := found_in(f"body:\n  zh: |\n    {line}\n"))}
    assert told == {}
