"""Markdown → HTML with symbols, plain text, and diagnostics at their places."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.diagnostic import Span
from digest.markup.body import mark_up
from digest.markup.origin import Origin
from digest.markup.symbols import resolve

CASES = Path(__file__).parent.parent / "cases" / "markup.md"


def cases() -> list[tuple[str, str, str]]:
    """Title . input . expected . as in markdown-it's own fixtures."""
    found, part, parts = [], [], []
    for line in CASES.read_text(encoding="utf-8").split("\n"):
        if line == ".":
            parts.append("\n".join(part).strip("\n"))
            part = []
            if len(parts) == 3:
                found.append((parts[0].strip(), parts[1], parts[2]))
                parts = []
        else:
            part.append(line)
    return found


def at_ten(text: str) -> Origin:
    """As if the text stood in a literal block from line 10 on, indented by four."""
    return Origin(Span("f.yaml", 9, 7, 99, 1), 10, tuple(4 for _ in text.split("\n")))


def shown(text: str, language: str = "zh") -> str:
    body, _ = mark_up(text, language, at_ten(text), may_cite=True)
    return resolve(body.html, lambda ids: f"‹{';'.join(ids)}›", 3).strip()


def places(text: str, *, may_cite: bool = True) -> list[tuple[str, int, int]]:
    _, findings = mark_up(text, "zh", at_ten(text), may_cite=may_cite)
    return [(found.code, found.span.line, found.span.column) for found in findings.found]


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=[case[0] for case in cases()])
def test_markup(title: str, text: str, expected: str):
    assert shown(text) == expected


def test_an_english_line_break_is_a_space():
    assert shown("one\ntwo", "en") == "<p>one\ntwo</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("好\n\n见[@A b]", [("bad-mark", 12, 6)]),
        ("- 一\n- 二[@", [("bad-mark", 11, 8)]),
        ("> 引[@no", [("bad-mark", 10, 8)]),
        ("一\n\n[去](javascript:alert)", [("bad-link", 12, 9)]),
        ("[去](//a.cn/x)", [("bad-link", 10, 9)]),
        ("[去](/zh/)", [("bad-link", 10, 9)]),
        ("[去](data:text/html,x)", [("bad-link", 10, 9)]),
        ("[去](https://u:p@a.cn/)", [("bad-link", 10, 9)]),
        ("一 ![图](a.png)", [("image-in-body", 10, 7)]),
        ("一\\![图](https://a.cn/)", []),
        ("`![图](a.png)`", []),
        ("# 标题", [("heading-level", 10, 5)]),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", [("table-cells", 12, 5)]),
        ("&#x202e;x", [("bad-character", 10, 5)]),
        (">" * 60 + "x", [("too-deep", 9, 7)]),
        ("[去](https://a.cn/) <mailto:a@b.cn>", []),
    ],
)
def test_a_problem_is_found_at_its_place(text: str, expected: list[tuple[str, int, int]]):
    assert places(text) == expected


def test_a_mark_outside_a_body_is_an_error():
    assert places("一[@a]", may_cite=False) == [("mark-outside-body", 10, 6)]
    assert places("一[@", may_cite=False) == []


def test_a_mark_knows_where_each_of_its_names_stands():
    body, _ = mark_up("一\n二[@a; @b]", "zh", at_ten("一\n二"), may_cite=True)
    [mark] = body.marks
    assert mark.ids == ("a", "b")
    assert mark.places == ((11, 7, 11, 9), (11, 11, 11, 13))


def test_plain_text_leaves_marks_out_and_the_lead_is_the_first_sentence():
    body, _ = mark_up(
        "It grew 3.5% in the U.S. market [@a]. Then *more*.\n\nEnd.", "en", at_ten(""), may_cite=True
    )
    assert body.text == "It grew 3.5% in the U.S. market. Then more.\nEnd."
    assert body.lead == "It grew 3.5% in the U.S. market."


def test_a_paragraph_with_figures_that_cites_nothing_is_noted():
    body, _ = mark_up("共6项。[@a]\n\n共22项。\n\nGPT-4与5G-A。", "zh", at_ten("\n" * 6), may_cite=True)
    assert body.uncited == ((12, 6, 12, 8),)


@given(st.text(alphabet=st.sampled_from("[]()@a;*_`!<>|-# \n\\&#1数。：“”"), max_size=200))
def test_any_text_is_marked_up_without_a_fault(text: str):
    body, _ = mark_up(text, "zh", at_ten(text), may_cite=True)
    assert ("数" in body.html) is ("数" in text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "![[" * 20_000,
        "*a **b " * 10_000,
        "[@" * 50_000,
        "[@a]" * 60_000,
        "a\n" * 60_000,
        "[a](" * 20_000,
        "|" * 30_000 + "\n" + "|-" * 15_000 + "|\n",
        "- " * 5_000 + "x",
        "`" * 60_000,
    ],
    ids=lambda text: text[:8].replace("\n", "↵"),
)
def test_pathological_texts_end_in_bounded_time(text: str):
    from time import process_time

    start = process_time()
    mark_up(text, "zh", at_ten(text), may_cite=True)
    assert process_time() - start < 5


PATHOLOGICAL = {
    "open brackets": "[" * 250_000,
    "open pictures": "![" * 125_000,
    "brackets in brackets": "[" * 50_000 + "a" + "]" * 50_000,
    "open marks": "[@" * 125_000,
    "open references": "[a][" * 60_000,
    "a tall table": "|a|\n|-|\n" + "|b|\n" * 20_000,
    "a wide and tall table": "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + ("|" + "b|" * 200 + "\n") * 100,
    "quotes": "> " * 50_000 + "a",
    "lists": "".join(" " * min(depth, 200) * 2 + "- a\n" for depth in range(600)),
    "emphasis": "*a **a " * 5_000,
    "closed emphasis": "*a" * 20_000 + "*" * 20_000,
    "code": "".join("e" + "`" * depth for depth in range(1, 600)),
    "comments": "</" + "<!--" * 60_000,
    "instructions": "<?" * 120_000,
    "addresses": "<http:" + "a" * 240_000,
    "open links": "[a](<b" * 30_000,
    "open titles": '[a](b "' + '\\"' * 100_000,
    "characters": "&" * 250_000,
    "backslashes": "\\" * 250_000,
    "open fences": "~~~\n\n" * 40_000,
}


@pytest.mark.parametrize("text", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_a_text_made_to_choke_us_is_done_in_a_second(text: str):
    from time import process_time

    begun = process_time()
    mark_up(text, "zh", at_ten(text), may_cite=True)
    assert process_time() - begun < 2  # a second, and room for a machine that others use


def test_brackets_that_stay_open_are_refused_at_their_place_and_lose_no_word():
    text = "一\n\n二" + "[" * 41 + "三"
    body, _ = mark_up(text, "zh", at_ten(text), may_cite=True)
    assert places(text) == [("too-deep", 12, 6)]
    assert "三" in body.html
    for fine in ("[" * 40, "[a]" * 500, "\\[" * 500, "]" * 50 + "["):
        assert places(fine) == []


def test_code_is_part_of_a_texts_words():
    body, _ = mark_up("一\n\n    code\n\n```\nfence\n```\n\n二`三`", "zh", at_ten("\n" * 9), may_cite=True)
    assert body.text == "一\ncode\nfence\n二三"


def test_a_chinese_line_break_beside_a_shared_mark_is_no_space_and_an_english_one_is():
    assert shown("他说“是”\n“不”", "zh") == "<p>他说“是”“不”</p>"
    assert shown("said “yes”\n“no”", "en") == "<p>said “yes”\n“no”</p>"


def test_a_heading_keeps_its_level_below_what_it_stands_in():
    assert shown("## 甲\n\n### 乙") == "<h3>甲</h3>\n<h4>乙</h4>"


def test_what_is_no_syntax_here_stays_the_text_it_is():
    text = "[甲]: https://a.cn/\n\n[甲] ~~乙~~ https://b.cn <b>丙</b>"
    assert shown(text) == "<p>[甲]: https://a.cn/</p>\n<p>[甲] ~~乙~~ https://b.cn &lt;b&gt;丙&lt;/b&gt;</p>"
    assert shown("|a|\n|-|\n|b|").startswith("<table>")
