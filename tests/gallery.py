"""A publication that has one of everything a page can show, over three months, in two languages.

Texts are of the kind that editors write, so that pages made of it can also be looked at:
`python tests/gallery.py FOLDER` writes it there.
"""
# ruff: noqa: E501 (YAML as editors write it)

import io
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from PIL import Image, ImageDraw
from samples import write

FIRST, LAST = date(2026, 4, 20), date(2026, 6, 16)
"""The days of the first issue and of the newest."""

WITHDRAWN = date(2026, 6, 10)
"""The day of the issue that was withdrawn as a whole."""

SITE = """\
id: daily
base_url: https://digest.nda.gov.cn/
timezone: Asia/Shanghai
languages: [zh, en]
title: {zh: 新质生产力每日动态, en: New Quality Productive Forces Daily}
issuer:
  zh: 中国高技术产业发展促进会新质生产力工作委员会
  en: New Quality Productive Forces Committee, China Association for the Promotion of High-Tech Industry Development
producers: [{zh: 博雅云创, en: Boya Yunchuang}, {zh: 中科创新驱动, en: Zhongke Innovation Drive}]
disclaimer: {zh: 本简报仅供行业研究参考，不构成投资建议。, en: For industry research only; not investment advice.}
qr:
  - {caption: {zh: 公众号, en: WeChat account}, url: https://digest.nda.gov.cn/account, link: https://digest.nda.gov.cn/}
  - {caption: {zh: 算力平台, en: Computing platform}, url: https://digest.nda.gov.cn/platform}
filings: [{text: 京ICP备00000000号-1, url: https://beian.miit.gov.cn/}]
contact: editor@digest.nda.gov.cn
licence: {zh: 版权所有，转载请注明出处, en: All rights reserved; please name the source}
sections:
  - {id: policy, name: {zh: 政策, en: Policy}}
  - {id: industry, name: {zh: 产业, en: Industry}}
about:
  zh: |
    每个工作日傍晚出版。

    ## 怎样核验

    每个依赖来源的句子后面都有**来源标记**。

    - 官方文件优先
    - 媒体报道尽量交叉核验
  en: |
    It appears every working day in the evening.

    ## How facts are verified

    A **source mark** stands after every sentence that rests on a source.

    - Official documents come first
    - News reports are cross-checked
"""

TOPICS = """\
- {id: data, name: {zh: 数据要素, en: Data as a factor of production}}
- {id: computing, name: {zh: 算力与能源, en: Computing and energy}}
- {id: manufacturing, name: {zh: 智能制造, en: Smart manufacturing}}
"""

SOURCES = """\
nda:
  name: {zh: 国家数据局, en: National Data Administration}
  mark: {zh: NDA, en: NDA}
  kind: government
  home: https://www.nda.gov.cn/
jiangsu:
  name: {zh: 江苏省人民政府, en: People’s Government of Jiangsu}
  mark: {zh: 江苏省政府, en: Jiangsu}
  kind: government
  home: https://www.jiangsu.gov.cn/
reuters:
  name: {zh: 路透社, en: Reuters}
  mark: {zh: 路透社, en: Reuters}
  kind: agency
  home: https://www.reuters.com/
ap:
  name: {zh: 美联社, en: Associated Press}
  mark: {zh: 美联社, en: AP}
  kind: agency
  home: https://apnews.com/
caixin:
  name: {zh: 财新, en: Caixin}
  mark: {zh: 财新, en: Caixin}
  kind: media
  home: https://www.caixin.com/
"""

STORIES = (
    (
        "data-sets",
        "国家数据局再解读高质量数据集方案：数据成为人工智能的生产资料",
        "National Data Administration explains its data set plan again: data becomes a means of production",
        "data",
        "nda",
    ),
    (
        "computing-power",
        "算力与电力协同：数据中心先问电从哪里来",
        "Computing meets power: a data centre’s first question is where its electricity comes from",
        "computing",
        "reuters",
    ),
    (
        "jiangsu-plan",
        "江苏出台“人工智能+制造”实施方案：先做诊断，再谈模型",
        "Jiangsu sets out its AI plus manufacturing plan: diagnosis first, models later",
        "manufacturing",
        "jiangsu",
    ),
    (
        "market-signals",
        "金融市场为算力定价：债券比股票更早给出答案",
        "Markets price computing power: bonds answer before shares do",
        "computing",
        "caixin",
    ),
)
"""Slug, headline in both languages, topic and source of the stories that return in every issue."""

BODY_ZH = """\
{source}{day}的解读称，**方案**把数据集分为通识、行业通识和行业专识三类，要求到2027年底形成不少于500个行业高质量数据集。[@first]

这意味着数据不再是沉淀的存量资源，而是人工智能的生产资料：谁能持续供给可用、可信、可核验的数据，谁就掌握了应用落地的节奏。[@first; @check]

带来的变化有三点：企业要为数据治理立项，地方要为应用场景开门，评价要看效果而不是数量。
"""

BODY_EN = """\
{source} explained on {day} that the *plan* has three kinds of data set, and asks for at least 500 of high quality by the end of 2027. [@first]

Data is no longer a stock that lies idle but a means of production for AI: whoever can keep supplying data that is usable, trusted and checkable sets the pace. [@first; @check]

Three things follow: companies budget for governance, regions open their doors to applications, and results count rather than numbers.
"""

TABLE = """
## 数字

| 指标 | 2021年 | 2022年 | 2023年 | 2024年 | 2025年 | 2026年 |
|:--|--:|--:|--:|--:|--:|--:|
| 数据集（个） | 102 | 250 | 480 | 790 | 1,204 | 3,117 |
| 算力（EFLOPS） | 36.1 | 64.0 | 98.5 | 170.2 | 246.0 | 1,082.5 |

> 先定规则，再谈规模。

代码 `digest build`，以及[官方页面](https://www.nda.gov.cn/)。
"""


def days() -> Iterator[date]:
    """Working days from the first issue to the newest."""
    day = FIRST
    while day <= LAST:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


def gallery(every: int = 3) -> dict[str, str | bytes]:
    """The files: an issue on each `every`-th working day, the newest with everything."""
    files: dict[str, str | bytes] = {
        "content/site.yaml": SITE,
        "content/topics.yaml": TOPICS,
        "sources.yaml": SOURCES,
        "content/static/favicon.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>',
    }
    shown = list(days())[::-1][::every][::-1]
    for number, day in enumerate(shown, 101):
        files |= issue(day, number)
    return files | newest(LAST) | withdrawn(WITHDRAWN)


def folder(day: date) -> str:
    return f"content/{day:%Y/%m/%d}"


def issue(day: date, number: int) -> dict[str, str | bytes]:
    """An ordinary issue of three stories."""
    at = folder(day)
    turn = day.toordinal() % len(STORIES)
    stories = [STORIES[(turn + step) % len(STORIES)] for step in range(3)]
    head = f"""\
status: published
number: {number}
total: {number + 1000}
headline: {{zh: "{stories[0][1].split("：")[1]}", en: "{stories[0][2].split(": ")[1].capitalize()}"}}
abstract:
  zh: |
    今日有三个信号值得关注。一是数据从沉淀的存量资源转为人工智能的生产资料；二是地方场景成为数据找到用途的地方；三是算力与电力、
    冷却和金融市场同步扩张、相互牵动。总体看，议题已从口号转向数据供给、应用场景和基础设施约束。
  en: |
    Three signals stand out today. Data turns from a stock that lies idle into a means of production; regions are where
    it finds its use; and computing grows with power, cooling and capital markets, each pulling at the others.
"""
    items = {f"{at}/{place:02}-{story[0]}.yaml": item(story, day) for place, story in enumerate(stories, 1)}
    return {f"{at}/issue.yaml": head, **items}


def item(story: tuple[str, str, str, str, str], day: date, more: str = "", end: str = "") -> str:
    slug, zh, en, topic, source = story
    names = {"nda": "国家数据局", "jiangsu": "江苏省政府", "reuters": "路透社", "caixin": "财新"}
    before = day - timedelta(days=1)
    body_zh = BODY_ZH.format(source=names[source], day=f"{before.month}月{before.day}日") + end
    body_en = BODY_EN.format(source=source.capitalize(), day=f"{before:%-d %B}")
    return f"""\
headline:
  zh: "{zh}"
  en: "{en}"
topics: [{topic}]
body:
  zh: |
{indented(body_zh)}
  en: |
{indented(body_en)}
citations:
  - id: first
    source: {source}
    title: {{zh: 激活智能跃迁——关于推进行业高质量数据集建设行动的实施方案解读, en: Reading the plan for data sets}}
    url: {HOMES[source]}{before:%Y%m%d}/{slug}.html
    published: {before.isoformat()}
    verifies: {{zh: 高质量数据集的三种类型和数量目标, en: the three kinds of data set and their number}}
  - id: check
    source: ap
    title: {{en: China wants more data for AI}}
    type: news
    published: {before:%Y-%m}
    verifies: {{zh: 供给责任的归属, en: who is to supply the data}}
    crosschecks: first
{more}"""


HOMES = {
    "nda": "https://www.nda.gov.cn/",
    "jiangsu": "https://www.jiangsu.gov.cn/",
    "reuters": "https://www.reuters.com/",
    "caixin": "https://www.caixin.com/",
}


def indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())


def newest(day: date) -> dict[str, str | bytes]:
    """What the newest issue has beside its stories: one of everything."""
    at = folder(day)
    long = (
        "long-headline",
        (
            "中共中央办公厅、国务院办公厅关于加快公共数据资源开发利用的意见实施一年多来各地区各部门推进情况、主要做法与下一步安排："
            "从登记、授权运营到价格形成机制的全链条观察"
        ),
        (
            "How provinces and ministries have carried out the opinions on public data in more than a year of registration, "
            "authorised operation and pricing, and what they intend to do next"
        ),
        "data",
        "nda",
    )
    correction = """\
corrections:
  - at: 2026-06-16T19:30
    text: {zh: 数据集的数量有误。, en: The number of data sets was wrong.}
    was: {zh: 不少于50个, en: at least 50}
    now: {zh: 不少于500个, en: at least 500}
"""
    picture = """\
section: industry
image: {file: chart.png, alt: {zh: 数据集数量逐年上升的柱形图, en: Bars that rise from year to year}, credit: {zh: 本刊制图, en: Drawn by us}}
made_with: {zh: assisted, en: machine}
aliases: [/2026-06-16/old-address/]
"""
    untranslated = """\
section: industry
headline: {zh: 一条尚未译出的消息}
topics: [manufacturing]
body:
  zh: |
    江苏省政府6月15日公布了名单。[@list]
citations:
  - {id: list, source: jiangsu, title: {zh: 名单}, published: 2026-06-15, verifies: {zh: 名单}}
"""
    brief = """\
section: industry
form: brief
headline: {zh: 一句话的简讯, en: A brief in one sentence}
body: {zh: "财新6月15日称价格回落。[@price]", en: "Caixin said on 15 June that prices fell. [@price]"}
citations:
  - {id: price, source: caixin, also: [reuters], type: news, title: {zh: 价格回落, en: Prices fall}, published: 2026-06-15,
     url: https://www.caixin.com/price, archived: https://web.archive.org/price, verifies: {zh: 价格, en: the price}}
"""
    gone = """\
status: withdrawn
reason: {zh: 来源撤回了该文件。, en: The source withdrew the document.}
headline: {zh: 撤回的消息, en: A withdrawn story}
body: {zh: 撤回的正文。, en: A withdrawn text.}
"""
    return {
        f"{at}/04-long-headline.yaml": item(long, day, "section: policy\n" + correction, TABLE),
        f"{at}/05-illustrated.yaml": item(
            ("illustrated", *STORIES[1][1:3], "computing", "reuters"), day, picture
        ),
        f"{at}/06-untranslated.yaml": untranslated,
        f"{at}/07-brief.yaml": brief,
        f"{at}/08-gone.yaml": gone,
        f"{at}/chart.png": chart(),
    }


def withdrawn(day: date) -> dict[str, str | bytes]:
    """An issue that was withdrawn as a whole."""
    at = folder(day)
    return {f"{at}/issue.yaml": "status: withdrawn\n"}


def chart() -> bytes:
    """A picture wide enough for two renditions."""
    image = Image.new("RGB", (1600, 900), "#f5f1e8")
    draw = ImageDraw.Draw(image)
    for place, height in enumerate((200, 320, 380, 520, 700)):
        draw.rectangle((200 + place * 250, 800 - height, 360 + place * 250, 800), "#9b2a1e")
    buffer = io.BytesIO()
    image.save(buffer, "png")
    return buffer.getvalue()


if __name__ == "__main__":
    write(Path(sys.argv[1]), gallery(1))
