"""Safe corrections: what is wrong is put right in its place, and nothing else is touched."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_copy import lines

from digest.load.nodes import Scalar, compose
from digest.load.text import SourceText
from digest.model.wording import wording
from digest.prose.mend import is_safe, mend
from digest.prose.rules import copy_of
from digest.prose.slip import Slip
from digest.validate.plain import plain


def look(source: SourceText, scalars: dict[str, Scalar]) -> list[Slip]:
    return copy_of(source, scalars, "none")


def mended(text: str) -> str:
    return mend("item.yaml", text, look).text


def slips_in(text: str) -> list[Slip]:
    source = SourceText("item.yaml", text)
    node, _ = compose(source)
    return look(source, plain("item.yaml", node).scalars)


_WRONG = re.compile("⟦([^⟧→]*)(?:→([^⟧]*))?⟧")


def right(found: re.Match[str]) -> str:
    """What stands there after a safe correction."""
    safe = found[2] is not None and wording([found[1]]) == wording([found[2]])
    return found[2] if safe and found[2] is not None else found[1]


@pytest.mark.parametrize(("code", "language", "line"), lines())
def test_a_line_is_mended_as_it_says(code: str, language: str, line: str):
    if code == "traditional-character":
        return  # it changes letters, so it is never safe
    before = f"body:\n  {language}: |\n    {_WRONG.sub(lambda one: one[1], line)}\n"
    after = f"body:\n  {language}: |\n    {_WRONG.sub(right, line)}\n"
    assert mended(before) == after


FILE = """\
# 标题,不改这里
headline: {zh: "方案公布,供给先行", en: 'Plan''s out'}   # 注释,也不改
summary:
  zh: 共 6 项行动,已公布   # (注)
  en: >
    It's folded, so it's left.
body:
    zh: |
        **数据**,要素[@a],`a,b`。

        见[方案](https://a.cn/x,y),
        共6项.
citations:
- {id: a, title: {zh: '题,名'}, quote: "引,文"}
corrections:
- {at: 2026-06-17T09:30, text: {zh: 更正,旧文}}
"""

MENDED = """\
# 标题,不改这里
headline: {zh: "方案公布，供给先行", en: 'Plan''s out'}   # 注释,也不改
summary:
  zh: 共6项行动，已公布   # (注)
  en: >
    It's folded, so it's left.
body:
    zh: |
        **数据**，要素[@a]，`a,b`。

        见[方案](https://a.cn/x,y)，
        共6项。
citations:
- {id: a, title: {zh: '题,名'}, quote: "引,文"}
corrections:
- {at: 2026-06-17T09:30, text: {zh: 更正,旧文}}
"""


def test_comments_layout_titles_quotes_and_corrections_stay():
    assert mended(FILE) == MENDED


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_stay(line_end: str, mark: str):
    text = "summary: {zh: '方案,公布'}\nbody:\n  zh: |\n    共6项,好.\n"
    expected = "summary: {zh: '方案，公布'}\nbody:\n  zh: |\n    共6项，好。\n"
    assert mended(mark + text.replace("\n", line_end)) == mark + expected.replace("\n", line_end)


@pytest.mark.parametrize("text", ["body: [", "a: 1\na: 2\nheadline: {zh: '好,的'}\n", "", "\ufeff"])
def test_what_cannot_be_read_stays_as_it_is(text: str):
    assert mended(text) == text


MARKS = [
    "，",
    ",",
    "。",
    ".",
    "...",
    "(",
    ")",
    "（",
    "）",
    "“",
    "”",
    '"',
    "'",
    "--",
    "——",
    "<<",
    ">>",
    "~",
    ":",
    "：",
    "！",
    "、",
    "…",
]
WORDS = [
    "数据",
    "要素",
    "6",
    "AI",
    "Ａ",
    "５",
    "国发",
    "[2026]1号",
    "%",
    "3-5%",
    "的的",
    "10km",
    "2021-2025",
    "the the",
    "it's",
    "國",
]
SIGNS = [" ", "  ", "**", "*", "`a,b`", "[@a]", "\\,", "#", "- ", "\n", "\n\n", "> ", "| a | b |", "🧑‍🔬"]
PIECES = st.sampled_from([*MARKS, *WORDS, *SIGNS])


@settings(max_examples=400, deadline=None)
@given(zh=st.lists(PIECES, max_size=25).map("".join), en=st.lists(PIECES, max_size=25).map("".join))
@example(zh="数据,\n\n要素", en='"a" - "b"')
def test_whatever_is_written_mending_is_safe_and_done_once(zh: str, en: str):
    indented = ["\n".join(f"    {line}".rstrip(" ") for line in text.split("\n")) for text in (zh, en)]
    text = "# 注,释\nbody:\n  zh: |2\n{}\n  en: |2\n{}\nnumber: 1  # 第,一\n".format(*indented)
    if compose(SourceText("item.yaml", text))[1].found:
        return
    after = mended(text)
    assert mended(after) == after
    assert wording([after]) == wording([text])
    assert after.count("\n") == text.count("\n")
    assert after.startswith("# 注,释\nbody:\n  zh: |2\n")
    assert after.endswith("\nnumber: 1  # 第,一\n")
    before, now = (plain("item.yaml", compose(SourceText("item.yaml", one))[0]) for one in (text, after))
    assert set(before.scalars) == set(now.scalars)
    assert [one for one in slips_in(after) if is_safe(one)] == []


def test_the_sample_publication_has_nothing_to_mend():
    root = Path(__file__).parent.parent.parent
    for path in sorted((root / "content").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        assert mend(path.name, text, look).text == text
