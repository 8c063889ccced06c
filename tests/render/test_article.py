"""An issue as an article for WeChat: what stands in it, in which order, under which numbers."""

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import DAY, ISSUE, ISSUE_PATH, ITEM, ITEM_PATH, SITE, item

from digest.diagnostic import Span
from digest.gather import gather
from digest.markup.body import mark_up
from digest.markup.origin import Origin
from digest.plan.article import article
from digest.plan.blocks import blocks
from digest.plan.shelf import Order, Shelf
from digest.plan.visible import Sight, visible
from digest.render.article import render_article
from digest.render.artifact import RenderError, Task, Workshop
from digest.render.templates import folders
from digest.render.verifier import faults
from digest.view.article import ArticleView
from digest.words import words_of

Publish = Callable[..., Path]

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
ROOT = Path(__file__).parent.parent.parent


def made(root: Path) -> str:
    """The article of the newest issue."""
    publication = gather(root).publication
    assert publication
    order = Order(Sight(NOW), publication.site.base_url, {"site.css": "site.css"})
    shelf = Shelf(publication, order, visible(publication, order.sight))
    language = publication.site.source_language
    newest = shelf.shown(language)[-1]
    carried = shelf.carried.get(newest.day.date, ())
    view = article(shelf.frames[language], newest, carried, "qr.png")
    workshop = Workshop(root, folders(root))
    return (
        render_article(Task("article.html", "article", "wechat.html", view), workshop)
        .artifacts[0]
        .data.decode()
    )


def words(html: str) -> str:
    """What is read of it."""
    broken = re.sub(r"<br>|</p>|</h\d>", "\n", html)
    return unescape(re.sub(r"<[^>]*>", "", broken)).replace("\u00a0", " ")


def in_order(said: str, *parts: str) -> bool:
    at = -1
    for part in parts:
        at = said.index(part, at + 1)
    return True


def test_the_sample_is_an_article_that_wechat_keeps():
    html = made(ROOT)
    assert faults(html.rstrip("\n")) == []
    assert len(html) < 20_000
    assert in_order(
        words(html),
        "2026年6月16日 · 星期二",
        "示例",
        "摘要",
        "一、国家数据局再解读",
        "(NDA [1])",
        "二、",
        "(Hengyang Government [3])",
        "五、",
        "(Reuters / AP [10])",
        "参考文献",
        "[1] 国家数据局：《激活智能跃迁",
        "2026-06-15，用于核验",
        "(NDA)",
        "来源首页：https://www.nda.gov.cn/",
        "[11]",
        "阅读原文",
        "免责声明",
        "中国高技术产业发展促进会新质生产力工作委员会",
        "制作：博雅云创 & 中科创新驱动",
    )


def test_it_speaks_the_source_language_alone(publish: Publish):
    said = words(made(publish()))
    assert "数据集方案公布" in said
    assert not re.search(r"Two stories|supply comes first|plan of 6", said)


def test_marks_tell_name_and_number_whatever_the_site_shows(publish: Publish):
    for marks in ("name", "number", "both"):
        root = publish({"content/site.yaml": f"{SITE}marks: {marks}\n"})
        assert "共6项行动。(NDA [1])" in words(made(root))


def test_chinese_marks_stand_in_chinese_brackets(publish: Publish):
    two = ITEM.replace("[@plan]", "[@plan; @more]").replace(
        "citations:", "citations:\n  - {id: more, source: xinhua, title: {zh: 又一件}}"
    )
    assert "（NDA [1]；新华社 [2]）" in words(made(publish({ITEM_PATH: two})))


def test_links_are_notes_after_the_references_each_once(publish: Publish):
    body = ITEM.replace(
        "国家数据局公布",
        "[一](https://a.cn/1)、[二](https://a.cn/2)、[一](https://a.cn/1)、[案](https://www.nda.gov.cn/plan)，国家数据局公布",
    )
    said = words(made(publish({ITEM_PATH: body})))
    assert "一[2]、二[3]、一[2]、案[1]，国家" in said
    assert in_order(
        said, "[1] 国家数据局：", "https://www.nda.gov.cn/plan", "[2] https://a.cn/1", "[3] https://a.cn/2"
    )
    assert "href" not in made(publish({ITEM_PATH: body}))


def test_all_that_an_issue_can_have_is_in_it(publish: Publish):
    picture = (ROOT / "tests/pictures/page.png").read_bytes()
    corrected = ITEM + (
        "image: {file: 01-a.png, alt: {zh: 图中所见}, credit: {zh: 摄影者}}\n"
        "made_with: {zh: ai}\n"
        "corrections:\n  - {at: 2026-06-17T09:30, text: {zh: 数目有误。}, was: {zh: 五项}, now: {zh: 六项}}\n"
    )
    issue = ISSUE + (
        "number: 167\ntotal: 1203\n"
        "credits:\n  - {role: {zh: 责任编辑}, name: {zh: 张三}}\n"
        "corrections:\n  - {at: 2026-06-17T10:00, text: {zh: 摘要有误。}}\n"
    )
    site = SITE + (
        "disclaimer:\n  zh: 仅供**研究**。\n"
        "sections:\n  - {id: policy, name: {zh: 政策}}\n"
        "licence: {zh: 版权所有}\n"
    )
    earlier = ITEM + "corrections:\n  - {at: 2026-06-15T12:00, text: {zh: 前一期有误。}}\n"
    root = publish(
        {
            "content/site.yaml": site,
            ISSUE_PATH: issue,
            ITEM_PATH: corrected + "section: policy\n",
            f"{DAY}/01-a.png": picture,
            f"{DAY}/02-brief.yaml": item("一则简讯", "简讯正文。", form="brief", section="policy"),
            "content/2026/06/15/issue.yaml": ISSUE,
            "content/2026/06/15/01-old.yaml": earlier.replace("数据集方案公布", "旧闻"),
        }
    )
    html = made(root)
    assert in_order(
        words(html),
        "第167期 · 总第1203期",
        "摘要",
        "更正　2026年6月17日 10:00",
        "摘要有误。",
        "政策",
        "一、数据集方案公布",
        "本文由人工智能生成",
        "图：摄影者",
        "国家数据局公布方案",
        "更正　2026年6月17日 09:30",
        "数目有误。",
        "原文：五项",
        "应为：六项",
        "简讯",
        "一则简讯",
        "简讯正文。",
        "参考文献",
        "对往期的更正",
        "旧闻：供给先行（2026年6月15日）",
        "前一期有误。",
        "责任编辑：张三",
        "免责声明",
        "仅供研究。",
        "编辑部",
        "版权所有",
    )
    assert re.findall(r'<img src="([^"]*)" alt="([^"]*)"', html)[0] == ("images/01.png", "图中所见")


def test_a_template_that_wechat_would_not_keep_is_refused(publish: Publish):
    mine = (ROOT / "templates/wechat.html").read_text("utf-8").replace("<h2 style", '<h2 id="x" style')
    with pytest.raises(RenderError, match="id of <h2> is not kept"):
        made(publish({"templates/wechat.html": mine}))


def test_twenty_items_stay_below_the_limit(publish: Publish):
    many = {
        f"{DAY}/{number:02}-story-{number}.yaml": item(
            f"第{number}条标题：发生了什么",
            "国家数据局公布方案，部署六项行动，提出到2027年建成一批高质量数据集。" * 3,
        )
        for number in range(2, 21)
    }
    assert len(made(publish(many))) < 20_000


def of_text(text: str, language: str) -> str:
    """An article of one text alone."""
    body, _ = mark_up(text, language, Origin(Span("a.yaml"), 1, ()), may_cite=True)
    view = ArticleView(
        language=language,
        words=words_of(language, {}),
        folio=("2026",),
        sample=False,
        abstract=blocks(body.html, 3, lambda ids: f"({'; '.join(ids)})", lambda _: "[9]"),
        abstract_corrections=(),
        groups=(),
        notes=(),
        earlier_corrections=(),
        qr="",
        credits=(),
        disclaimer=(),
        colophon=(),
    )
    task = Task("article.html", "article", "wechat.html", view)
    return render_article(task, Workshop(ROOT, folders(ROOT))).artifacts[0].data.decode()


SCRAPS = [
    "甲", "one", "1.", "- ",
    "> ", "## ", "| a | b |\n|---|---|\n| 1 | 2 |", "```\nx < y\n```", "**", "*", "`",
    "[@a]",
    "[@a; @b]", "[t](https://a.cn/?a=1&b=2)", "<b>", "&amp;", "\"'", "\\", "\n", "\n\n", "    ", "---", "<https://a.cn>",
    "\u3000", "😀", "㐀", "  \n",
]  # fmt: skip


@given(st.lists(st.sampled_from(SCRAPS), max_size=25), st.sampled_from(["zh", "en"]))
def test_whatever_is_written_wechat_keeps(scraps: list[str], language: str):
    html = of_text("".join(scraps), language)  # raises if the verifier finds a fault
    body, _ = mark_up("".join(scraps), language, Origin(Span("a.yaml"), 1, ()), may_cite=True)
    letters = [one for one in body.text if one in "甲😀㐀"]
    assert [one for one in words(html) if one in "甲😀㐀"] == letters
    assert "\n" not in html.rstrip("\n")
