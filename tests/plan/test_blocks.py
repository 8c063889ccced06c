"""Markdown becomes blocks that WeChat keeps, and no word of it is lost."""

from hypothesis import given
from hypothesis import strategies as st

from digest.diagnostic import Span
from digest.markup.body import mark_up
from digest.markup.origin import Origin
from digest.plan.blocks import blocks, plain
from digest.view.block import Block, Run


def read(text: str, language: str = "zh") -> tuple[Block, ...]:
    """The blocks of a text; a mark is (a; b), a note [1]."""
    body, _ = mark_up(text, language, Origin(Span("a.yaml"), 1, ()), may_cite=True)
    urls: list[str] = []

    def note(url: str) -> str:
        urls.append(url)
        return f"[{len(urls)}]"

    return blocks(body.html, 3, lambda ids: f"({'; '.join(ids)})", note)


def words(some: tuple[Block, ...]) -> str:
    """All that is read, in order."""
    found = []
    for one in some:
        found.append(one.label + plain(one.runs) + words(one.children))
        found += [plain(cell) for row in one.rows for cell in row.cells]
    return "".join(found)


def shown(some: tuple[Block, ...]) -> list[tuple[str, str]]:
    return [(one.kind, (one.label + " " + plain(one.runs)).strip()) for one in some]


def test_paragraphs_and_headings():
    assert shown(read("甲。\n\n## 小标题\n\n乙。")) == [
        ("paragraph", "甲。"),
        ("heading", "小标题"),
        ("paragraph", "乙。"),
    ]
    levels = [one.level for one in read("## 一\n\n### 二\n\n#### 三\n\n##### 四")]
    assert levels == [3, 4, 4, 4]


def test_the_numbers_of_lists_are_text_and_keep_their_start():
    made = read("3. 甲\n4. 乙\n   - 内\n\n丙")
    assert shown(made) == [("item", "3. 甲"), ("item", "4. 乙"), ("item", "• 内"), ("paragraph", "丙")]
    assert [one.depth for one in made] == [1, 1, 2, 0]


def test_only_the_first_paragraph_of_an_item_has_its_label():
    made = read("- 甲\n\n  乙\n\n- 丙")
    assert shown(made) == [("item", "• 甲"), ("item", "乙"), ("item", "• 丙")]


def test_an_item_of_code_has_its_label():
    assert [(one.kind, one.label) for one in read("1. ```\n   x\n   ```")] == [("code", "1.")]


def test_quotes_hold_blocks():
    (made,) = read("> 甲\n>\n> - 乙")
    assert made.kind == "quote"
    assert shown(made.children) == [("paragraph", "甲"), ("item", "• 乙")]


def test_tables_become_rows():
    (made,) = read("| 甲 | 乙 |\n|---|---|\n| 1 | **2** |\n| 3 |")
    assert [row.is_head for row in made.rows] == [True, False, False]
    assert [[plain(cell) for cell in row.cells] for row in made.rows] == [["甲", "乙"], ["1", "2"], ["3", ""]]


def test_code_keeps_its_lines_and_spaces():
    (made,) = read("```\nif x:\n    y =  1\n```")
    assert made.runs == (Run("if x:"), Run("", "break"), Run("\u00a0\u00a0\u00a0\u00a0y =\u00a0 1"))


def test_links_leave_a_note_and_marks_their_words():
    (made,) = read("见[甲](https://a.cn/x)。[@a; @b]")
    assert made.runs == (Run("见"), Run("甲"), Run("[1]", "note"), Run("。"), Run("(a; b)", "mark"))


def test_an_address_that_is_its_own_text_needs_no_note():
    assert words(read("<https://a.cn/x>和<mailto:a@b.cn>")) == "https://a.cn/x和mailto:a@b.cn"


def test_words_of_two_lines_stay_apart_in_english():
    assert words(read("**one**\n*two* three\nfour", "en")) == "one two three four"


def test_what_is_not_html_is_shown():
    assert words(read("a <b>c</b> &amp; d")) == "a <b>c</b> & d"


@given(st.lists(st.text("甲乙ab1 -*`>|#[]()\n.", max_size=30), max_size=6))
def test_no_word_is_lost(parts: list[str]):
    text = "\n\n".join(parts)
    body, findings = mark_up(text, "zh", Origin(Span("a.yaml"), 1, ()), may_cite=True)
    if findings.found:
        return
    kept = [one for one in body.text if one in "甲乙ab1"]
    made = [one for one in words(blocks(body.html, 3, lambda _: "", lambda _: "")) if one in "甲乙ab1"]
    labels = [one for one in words_of_labels(blocks(body.html, 3, lambda _: "", lambda _: "")) if one in "1"]
    assert len(made) - len(labels) == len(kept)


def words_of_labels(some: tuple[Block, ...]) -> str:
    return "".join(one.label + words_of_labels(one.children) for one in some)


def test_of_nested_emphasis_the_most_telling_is_kept():
    kinds = [(run.text, run.kind) for run in read("平*斜***重****二*`码`")[0].runs if run.text]
    assert ("斜", "em") in kinds
    assert ("重", "strong") in kinds
    assert ("码", "code") in kinds
    [both] = [run for run in read("***重而斜***")[0].runs if run.text]
    assert both.kind == "strong"
    [code] = [run for run in read("**`码`**")[0].runs if run.text]
    assert code.kind == "code"
