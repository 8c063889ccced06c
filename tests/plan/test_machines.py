"""What programs read: data against its published schema, llms.txt, Markdown, alternates, sitemaps."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from lxml import html
from markdown_it import MarkdownIt
from samples import DAY, ISSUE, ISSUE_PATH, ITEM, ITEM_PATH, SITE

import digest
from digest.build import build
from digest.options import Options
from digest.render.markdown import plain, rich
from digest.validate.schema import json_schema

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
RECIPES = Path(digest.__file__).parent / "recipes"
BASE = "https://digest.nda.gov.cn/"
CANARY = '"><script>alert(1)</script>{{7*7}}'
Publish = Callable[..., Path]


def site(publish: Publish, changes: dict[str, str | bytes | None] | None = None) -> Path:
    root = publish(changes or {})
    outcome = build(Options(root, root / "build", NOW, pdf=False))
    assert outcome.published, outcome.verdict.stopping
    return root / "build/site"


RICH = {
    "content/site.yaml": SITE + "sections: [{id: policy, name: {zh: 政策, en: Policy}}]\n",
    ISSUE_PATH: ISSUE
    + "number: 167\ntotal: 1203\nsummary: {zh: 摘要, en: Summary}\n"
    + "credits: [{role: {zh: 编辑, en: Editor}, name: {zh: 李, en: Li}}]\n"
    + "corrections: [{at: 2026-06-18T09:00, text: {zh: 更正, en: Fixed}}]\n",
    ITEM_PATH: ITEM
    + "    accessed: 2026-06-16\n    authors: [国务院]\n    number: 国数〔2026〕1号\n    quote: 一句\n"
    + "    archived: https://web.archive.org/1\n    origin: xinhua\n"
    + "  - {id: more, source: xinhua, also: [nda], type: news, title: {zh: 报道}, crosschecks: plan}\n"
    + "summary: {zh: 摘要}\nshort_headline: {zh: 短}\nsection: policy\nmade_with: {zh: human, en: machine}\n"
    + "corrections:\n  - {at: 2026-06-17T09:30, text: {zh: 更正, en: Fixed}, was: {zh: 7}, now: {zh: 6}}\n",
    f"{DAY}/02-alone.yaml": "headline: {zh: 独有}\nbody: {zh: 独有正文。}\nform: brief\n",
    f"{DAY}/03-gone.yaml": ITEM + "status: withdrawn\nreason: {zh: 撤, en: Gone}\n",
}
"""A publication that has something to say under every key."""


def test_all_data_keeps_the_published_schema(publish: Publish):
    folder = site(publish, RICH)
    schema = json.loads((folder / "api/v1/schema.json").read_text("utf-8"))
    assert schema == json_schema("api")
    jsonschema.Draft202012Validator.check_schema(schema)
    for path, kind in ((folder / "api/v1/index.json", "ApiIndex"), *issues_in(folder)):
        own = {**schema["$defs"][kind], "$defs": schema["$defs"]}
        data = json.loads(path.read_text("utf-8"))
        assert [error.message for error in jsonschema.Draft202012Validator(own).iter_errors(data)] == []
        assert jsonschema.Draft202012Validator(schema).is_valid(data)


def issues_in(folder: Path) -> list[tuple[Path, str]]:
    return [(path, "ApiIssue") for path in sorted((folder / "api/v1/issues").iterdir())]


def test_the_schema_names_every_key_and_refuses_others(publish: Publish):
    folder = site(publish, RICH)
    data = json.loads((folder / "api/v1/issues/2026-06-16.json").read_text("utf-8"))
    defined = json_schema("api")["$defs"]
    assert set(data) == set(defined["ApiIssue"]["properties"])
    assert {key for item in data["items"] for key in item} | {"image"} == set(
        defined["ApiItem"]["properties"]
    )
    told = {key for reference in data["references"] for key in reference}
    assert told == set(defined["ApiReference"]["properties"])
    data["items"][0]["surprise"] = 1
    assert not jsonschema.Draft202012Validator(json_schema("api")).is_valid(data)


def test_a_document_of_a_number_keeps_its_place_among_the_references(publish: Publish):
    data = json.loads((site(publish, RICH) / "api/v1/issues/2026-06-16.json").read_text("utf-8"))
    assert [one["number"] for one in data["references"]] == [1, 2]
    assert data["references"][0]["document_number"] == "国数〔2026〕1号"


# llms.txt -------------------------------------------------------------------------------------


def test_llms_txt_has_its_form_and_leads_to_files_that_exist(publish: Publish):
    folder = site(publish)
    text = (folder / "llms.txt").read_text("utf-8")
    lines = [line for line in text.split("\n") if line]
    assert lines[0].startswith("# ")
    assert lines[1].startswith("> ")
    assert [line for line in lines if line.startswith("## ")][-1] == "## Optional"
    links = re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", text, re.MULTILINE)
    assert BASE + "zh/2026-06-16/index.md" in links
    for link in links:
        at = folder / link.removeprefix(BASE)
        assert at.is_file() or (at / "index.html").is_file(), link


# Markdown -------------------------------------------------------------------------------------


def shown(markdown: str) -> str:
    """What a reader of Markdown shows, without spaces."""
    page = html.fragment_fromstring(MarkdownIt("commonmark").enable("table").render(markdown), "div")
    return re.sub(r"\s+", "", page.text_content())


def test_an_issues_markdown_says_all_its_page_says(publish: Publish):
    body = (
        "段一 [@plan]\n\n    ## 小标题\n\n    - 甲\n    - 乙*强*\n\n    1. 一\n    2. 二\n\n"
        "    > 引 `a<b`\n\n"
        "    | 项 | 值 |\n    |---|--:|\n    | 甲 | 1 |\n\n    ```\n    x = [1]\n    ```\n"
    )
    item = ITEM.replace("国家数据局公布方案，共6项行动。[@plan]", body)
    folder = site(publish, {ITEM_PATH: item})
    text = (folder / "zh/2026-06-16/index.md").read_text("utf-8")
    page = html.parse(folder / "zh/2026-06-16/index.html")
    for part in page.xpath('//*[@class="body"]//*[self::p or self::h3 or self::li or self::td or self::pre]'):
        assert re.sub(r"\s+", "", part.text_content()) in shown(text)
    assert "\n### 小标题" in text
    assert "([NDA][ref-1])" in text
    assert "[ref-1]: <https://www.nda.gov.cn/plan>" in text
    [link] = page.xpath('//link[@type="text/markdown"]/@href')
    assert link == "index.md"


@pytest.mark.parametrize(
    "text", ["1. 一", "# 一", "- 一", "*a*", "[a](b)", "<b>&amp;</b>", "a_b_ `c` | ~~d~~ \\"]
)
def test_a_plain_text_stays_what_was_typed(text: str):
    assert shown(str(plain(text))) == re.sub(r"\s+", "", text)


def test_tags_in_a_text_or_in_code_stay_text(publish: Publish):
    item = ITEM.replace("它说明**供给**是重点。", f"{CANARY} `{CANARY}`\n\n    ```\n    {CANARY}\n    ```")
    folder = site(publish, {ITEM_PATH: item})
    text = (folder / "zh/2026-06-16/index.md").read_text("utf-8")
    assert "<script" not in text
    assert shown(text).count(CANARY) == 3


def test_markup_becomes_markdown():
    assert (
        str(rich("<p>a <strong>b</strong><br>c</p><hr><ul><li>d</li></ul>")) == "a **b**\\\nc\n\n---\n\n- d"
    )


# Alternates and sitemaps ----------------------------------------------------------------------


def test_hreflang_is_reciprocal_absolute_and_names_itself(publish: Publish):
    folder = site(publish, RICH)
    named: dict[str, dict[str, str]] = {}
    for path in folder.rglob("*.html"):
        page = html.parse(path)
        links = page.xpath('//link[@rel="alternate"][@hreflang]')
        if links:
            [own] = page.xpath('//link[@rel="canonical"]/@href')
            named[own] = {link.get("hreflang"): link.get("href") for link in links}
    assert len(named) > 6
    for own, links in named.items():
        assert own in links.values()
        assert set(links) == {"zh-CN", "en-GB", "x-default"}
        assert links["x-default"] == links["zh-CN"]
        for other in links.values():
            assert other.startswith(BASE)
            assert named[other] == links, (own, other)


def test_alternates_of_a_page_lead_to_files(publish: Publish):
    folder = site(publish, RICH)
    for path in folder.rglob("*.html"):
        for link in html.parse(path).xpath('//link[@rel="alternate"][@type]/@href'):
            if path.name != "404.html":  # whose addresses begin at the host
                assert (path.parent / link).resolve().is_file(), (path, link)


def test_every_topic_and_source_offers_its_own_feeds(publish: Publish):
    folder = site(publish)
    for place in ("zh/topics/data", "en/sources/nda"):
        links = html.parse(folder / place / "index.html").xpath('//link[@type="application/atom+xml"]/@href')
        assert links == ["feed.xml"]


# Headers --------------------------------------------------------------------------------------


def test_the_sample_of_headers_is_published_and_says_what_the_web_server_says(publish: Publish):
    sample = (RECIPES / "headers/_headers").read_text("utf-8")
    assert (site(publish, {"content/static/_headers": sample}) / "_headers").read_text("utf-8") == sample
    nginx = (RECIPES / "nginx/digest.conf").read_text("utf-8")
    for name, value in re.findall(r'add_header ([\w-]+) "([^"]+)" always;', nginx):
        assert f"  {name}: {value}\n" in sample
