"""Spaces between scripts, and what shares a line."""

import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from digest.diagnostic import Span
from digest.markup.body import mark_up
from digest.markup.origin import Origin
from digest.markup.typography import CLOSE, OPEN, kept, spaced

MARK = '<span class="marks">(<a class="mark" href="#ref-1">NDA</a>)</span>'


def held(text: str) -> str:
    return f"{OPEN}{text}{CLOSE}"


@pytest.mark.parametrize(
    ("given_html", "expected"),
    [
        ("发布AI解读", "发布 AI 解读"),
        ("2026年6月16日", "2026 年 6 月 16 日"),
        ("增长12.5%的行业", "增长 12.5% 的行业"),
        ("投资约$500亿", "投资约 $500 亿"),
        ("使用 AI 工具", "使用 AI 工具"),
        ("（AI）与“GPU”，3项", "（AI）与“GPU”，3 项"),
        ("AI+制造", "AI+制造"),
        ("第一<strong>GPU</strong>集群", "第一 <strong>GPU</strong> 集群"),
        ("<strong>第一</strong>GPU", "<strong>第一</strong> GPU"),
        ("<em>第一</em><a href='x'>GPU</a>", "<em>第一</em> <a href='x'>GPU</a>"),
        ("<p>第一</p><p>GPU</p>", "<p>第一</p><p>GPU</p>"),
        ("第一<br>GPU", "第一<br>GPU"),
        ("运行<code>x中y</code>命令", "运行 <code>x中y</code> 命令"),
        ("<pre><code>第a行</code></pre>", "<pre><code>第a行</code></pre>"),
        ("《2026年要点》与2026年", "《2026年要点》与 2026 年"),
        ("《2026<em>年B</em>要点》C点", "《2026<em>年B</em>要点》C 点"),
        ("国数〔2026〕1号文", "国数〔2026〕1号文"),
        ('<a href="中A" title="B国">国</a>', '<a href="中A" title="B国">国</a>'),
        ("中&amp;A中", "中&amp;A 中"),
        ("<p>《没有关上A的</p><p>第A个</p>", "<p>《没有关上A的</p><p>第 A 个</p>"),
    ],
)
def test_spaced(given_html: str, expected: str) -> None:
    assert spaced(given_html) == expected


@pytest.mark.parametrize(
    "figure",
    [
        "3.6亿元",
        "2026 年",
        "16 日",
        "6月",
        "12 个百分点",
        "第 3 条",
        "1,234.5 万千瓦时",
        "12 million",
        "15 June",
        "3.5 per cent",
    ],
)
def test_a_figure_stays_with_its_unit(figure: str) -> None:
    assert kept(f"共 {figure}") == f"共 {held(figure)}"


@pytest.mark.parametrize("text", ["A4纸", "GB2312年", "在2026", "v1.2.3"])
def test_no_figure(text: str) -> None:
    assert kept(text) == text


def test_the_last_characters_share_a_line() -> None:
    text = "高质量数据集是决定人工智能高度的战略资源。"
    assert kept(f"<p>{text}</p>") == f"<p>{text[:-3]}{held('资源。')}</p>"


def test_a_mark_at_the_end_stays_with_the_words_before_it() -> None:
    text = "高质量数据集是决定人工智能高度的战略资源。"
    assert kept(f"<p>{text}{MARK}</p>") == f"<p>{text[:-3]}{OPEN}资源。{MARK}{CLOSE}</p>"


def test_a_latin_word_is_not_cut() -> None:
    assert kept(f"<p>Use will set records in the year. {MARK}</p>").endswith(
        f"in the {OPEN}year. {MARK}{CLOSE}</p>"
    )


def test_marks_do_not_count_as_the_last_characters() -> None:
    text = "整段文字一直说到末尾，然后就只剩下说明——"
    assert kept(f"<p>{text}。</p>") == f"<p>{text[:-4]}{held('说明——。')}</p>"


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("HorizontalPodAutoscaler", "Horizontal|PodAutoscaler"),
        ("application/vnd.ms-excel", "application/|vnd.ms-excel"),
        ("editor@news.example.org", "editor@|news.|example.|org"),
        ("DeepSeek-R1", "DeepSeek-R1"),
        ("2026-06-16T18:00:00+08:00", "2026-06-16T18:00:00+08:00"),
    ],
)
def test_a_long_identifier_may_break_between_its_words(token: str, expected: str) -> None:
    made = re.sub(r"</?span[^>]*>", "", kept(f"见 {token} 一节"))
    assert made == f"见 {expected.replace('|', '<wbr>')} 一节"


def test_a_dash_between_figures_starts_no_line() -> None:
    assert kept("共 500—600 辆") == f"共 50{held('0—')}{held('600 辆')}"


def test_a_long_word_may_be_hyphenated() -> None:
    text = "<p>and one special track on data infrastructure.</p>"
    assert kept(text) == text


def test_the_end_inside_a_long_element() -> None:
    text = "整段都是粗体的一句话而且相当长"
    assert kept(f"<p><strong>{text}</strong></p>") == f"<p><strong>{text[:-2]}{held(text[-2:])}</strong></p>"


def test_an_element_that_is_long_enough_takes_a_character_more() -> None:
    text = "高质量数据集是决定高度的战略资源"
    assert kept(f"<p>{text}<em>AI 竞争</em></p>") == f"<p>{text[:-1]}{held('源<em>AI 竞争</em>')}</p>"


def test_a_dash_starts_no_line() -> None:
    assert kept("数据——而不是") == f"数{held('据——')}而不是"
    assert kept("数据要素×行业") == f"数据要{held('素×')}行业"


def test_a_long_address_may_break() -> None:
    address = "https://www.nda.gov.cn/sjj/zcfb/202606.html?a=1&amp;b=2"
    assert kept(address) == (
        f"{held('https://www.nda.gov.cn/')}sjj/<wbr>zcfb/<wbr>202606.html?<wbr>a=<wbr>1&amp;<wbr>b=<wbr>2"
    )


def test_marks_that_meet_across_tags_are_squeezed() -> None:
    assert kept("<strong>“就绪”</strong>、真") == '<strong>“就绪<span class="half">”</span></strong>、真'


def test_a_latin_apostrophe_in_chinese_text() -> None:
    assert kept("见People’s Daily") == '见Peopl<span class="latin">e’s</span> Daily'
    assert kept("See People’s Daily") == "See People’s Daily"


def test_a_space_follows_a_mark_in_latin_brackets() -> None:
    mark = '<span class="marks">(<a class="mark" href="#r1">NDA</a>)</span>'
    assert spaced(f"公布{mark}解读") == f"公布{mark} 解读"
    assert spaced(f"公布{mark}<b>解读</b>") == f"公布{mark} <b>解读</b>"
    assert spaced(f"公布{mark}。解读") == f"公布{mark}。解读"


def test_a_short_mark_stays_whole() -> None:
    mark = '<a class="mark" href="#ref-1">Xinhua News</a>'
    assert kept(f"（{mark}）") == f"（{held(mark)}）"


def test_code_is_left_alone() -> None:
    text = "<pre><code>3亿元 https://example.org/aaaaaaaaaaaaaaaa/b\n</code></pre>"
    assert kept(text) == text
    assert kept("<code>3亿元</code>") == "<code>3亿元</code>"


def test_safe_text_stays_safe_and_other_text_unsafe() -> None:
    assert isinstance(kept(spaced(Markup("第A"))), Markup)
    assert not isinstance(kept(spaced("第A")), Markup)


# Properties -----------------------------------------------------------------------------------

_TEXT = st.text(alphabet="中文年月号元亿第《》〔〕“”’—、。（）AaB 019.,%$()\n&<>/:;", max_size=30)


_TAGS = st.sampled_from(
    ("p", "em", "strong", "code", "pre", "li", "span", "span|class='marks'", "a|class='mark'|href='#中1'")
)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def write(tag: str, inside: list[str]) -> str:
        return f"<{tag.replace('|', ' ')}>{''.join(inside)}</{tag.partition('|')[0]}>".replace("'", '"')

    return st.builds(write, _TAGS, st.lists(children, max_size=4))


_LEAF = st.one_of(
    _TEXT.map(lambda text: str(escape(text))), st.sampled_from(["<br>", "https://a.cn/bcdefghijk/l?m=n"])
)
HTML = st.lists(st.recursive(_LEAF, _element, max_leaves=12), max_size=6).map("".join)

_TAG = re.compile(r"<[^<>]*>")


def _text(made: str) -> str:
    return html.unescape(_TAG.sub("", made))


def _balanced(made: str) -> bool:
    opened: list[str] = []
    for tag in _TAG.findall(made):
        name = tag.strip("</>").split()[0]
        if name in ("br", "wbr"):
            continue
        if not tag.startswith("</"):
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


@given(HTML)
def test_only_spaces_are_added(text: str) -> None:
    made = spaced(text)
    left = iter(made)
    assert all(character in left for character in text)
    assert made.replace(" ", "") == text.replace(" ", "")
    assert _TAG.findall(made) == _TAG.findall(text)


@given(HTML)
def test_only_tags_are_added(text: str) -> None:
    made = kept(text)
    assert _text(made) == _text(text)
    assert _balanced(made)
    tags = list(_TAG.findall(made))
    for tag in _TAG.findall(text):
        assert tag in tags


@given(HTML)
def test_twice_is_once(text: str) -> None:
    assert spaced(spaced(text)) == spaced(text)
    assert kept(kept(text)) == kept(text)
    both = kept(spaced(text))
    assert kept(spaced(both)) == both


@given(st.text(max_size=200))
def test_any_text_passes(text: str) -> None:
    made = kept(spaced(escape(text)))
    assert _text(made).replace(" ", "") == html.unescape(str(escape(text))).replace(" ", "")
    kept(spaced(text))


@given(_TEXT)
def test_a_body_as_it_is_marked_up(text: str) -> None:
    body, _ = mark_up(text + "\n", "zh", Origin(Span("x", 1, 1, 1, 2), 1, ()), may_cite=True)
    made = kept(spaced(body.html))
    assert _balanced(made)
    assert _text(made).replace(" ", "") == _text(body.html).replace(" ", "")


@pytest.mark.parametrize(
    "piece",
    [
        f"<p>国家数据局6月15日发布AI解读，增长12.5%。{MARK}</p>\n",
        *("中A", "1", "“</em>", "https://a.cn/", "字<em>A</em>", "a’b中", "——", " ", "》", "。<b>"),
        *("<em>", "<span>", "</span>", "<", f"{OPEN}<em>", '<a class="mark">A B'),
    ],
)
def test_time_is_linear(piece: str) -> None:
    text = piece * (250_000 // len(piece))
    start = time.process_time()
    kept(spaced(text))
    assert time.process_time() - start < 1
