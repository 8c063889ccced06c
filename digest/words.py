"""The interface's own words in each language, and its forms of dates, numbers and sizes.

A publication may set other words for any of them (`words` in site.yaml). Forms of dates are
CLDR's, by Babel.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

WORDS: dict[str, dict[str, str]] = {
    "abstract": {"zh": "摘要", "en": "Abstract"},
    "contents": {"zh": "目录", "en": "Contents"},
    "references": {"zh": "参考文献", "en": "References"},
    "verifies": {"zh": "用于核验{what}", "en": "used to verify {what}"},
    "crosschecks": {"zh": "用于交叉核验第 {number} 条", "en": "cross-checks reference {number}"},
    "untitled": {"zh": "未具标题", "en": "untitled"},
    "exports": {"zh": "导出参考文献", "en": "Export references"},
    "cite_issue": {"zh": "引用本期", "en": "Cite this issue"},
    "publisher_home": {"zh": "来源首页", "en": "publisher’s home page"},
    "archived": {"zh": "存档", "en": "archived copy"},
    "accessed": {"zh": "访问于 {date}", "en": "accessed {date}"},
    "cited_at": {"zh": "引用处", "en": "cited at"},
    "issue_number": {"zh": "第{number}期", "en": "No. {number}"},
    "total_number": {"zh": "总第{number}期", "en": "issue {number} overall"},
    "produced_by": {"zh": "制作", "en": "Produced by"},
    "briefs": {"zh": "简讯", "en": "In brief"},
    "brief": {"zh": "简讯", "en": "Brief"},
    "credits": {"zh": "署名", "en": "Credits"},
    "disclaimer": {"zh": "免责声明", "en": "Disclaimer"},
    "image_credit": {"zh": "图：{who}", "en": "Image: {who}"},
    "correction": {"zh": "更正", "en": "Correction"},
    "corrections": {"zh": "更正", "en": "Corrections"},
    "corrections_earlier": {"zh": "对往期的更正", "en": "Corrections to earlier issues"},
    "corrections_none": {"zh": "至今没有更正。", "en": "No corrections so far."},
    "was": {"zh": "原文", "en": "Was"},
    "now": {"zh": "应为", "en": "Should be"},
    "revised": {"zh": "修订：{when}", "en": "Revised: {when}"},
    "home": {"zh": "首页", "en": "Home"},
    "archive": {"zh": "归档", "en": "Archive"},
    "topics": {"zh": "主题", "en": "Topics"},
    "topic": {"zh": "主题", "en": "Topic"},
    "sources": {"zh": "来源", "en": "Sources"},
    "source": {"zh": "来源", "en": "Source"},
    "about": {"zh": "关于", "en": "About"},
    "language": {"zh": "语言", "en": "Language"},
    "main_menu": {"zh": "主菜单", "en": "Main menu"},
    "skip": {"zh": "跳到正文", "en": "Skip to content"},
    "latest_issue": {"zh": "最新一期", "en": "Latest issue"},
    "recent_issues": {"zh": "近期各期", "en": "Recent issues"},
    "read_issue": {"zh": "阅读本期", "en": "Read the issue"},
    "all_issues": {"zh": "全部各期", "en": "All issues"},
    "earlier_issue": {"zh": "上一期", "en": "Previous issue"},
    "later_issue": {"zh": "下一期", "en": "Next issue"},
    "earlier_month": {"zh": "上一月", "en": "Previous month"},
    "later_month": {"zh": "下一月", "en": "Next month"},
    "earlier_item": {"zh": "上一篇", "en": "Previous"},
    "later_item": {"zh": "下一篇", "en": "Next"},
    "in_issue": {"zh": "见于 {date} 一期", "en": "From the issue of {date}"},
    "issue_of": {"zh": "{date}一期", "en": "Issue of {date}"},
    "in_issue_of": {"zh": "刊于", "en": "Published in"},
    "table": {"zh": "表格", "en": "Table"},
    "how_to_cite": {"zh": "引用本文", "en": "How to cite this"},
    "week_of": {"zh": "{day}一周", "en": "Week of {day}"},
    "calendar_note": {"zh": "日期下方是当期的篇数。", "en": "Below each date is the number of items."},
    "method": {"zh": "阅读说明", "en": "How to read this publication"},
    "method_marks": {
        "zh": "依赖来源的句子后面有小号的来源标记。点击标记到达参考文献，参考文献再引回正文中每一处引用。",
        "en": "A small mark stands after each sentence that rests on a source. It leads to the reference, "
        "and the reference leads back to every place that cites it.",
    },
    "method_references": {
        "zh": "参考文献依次写明出版者、标题、日期和核验的内容。只知道出版者的，链接到来源首页并注明；"
        "同一文件在一期中只列一次，各语种、网页与 PDF 编号相同。",
        "en": "A reference names the publisher, the title, the date and what it was used to verify. "
        "Where only the publisher is known, the link leads to its home page and says so. A document is "
        "listed once an issue, under the same number in every language, on pages and in the PDF.",
    },
    "method_standing": {
        "zh": "政府部门发布的文件列为官方来源，其余为二手来源。每个来源各有一页，按月列出曾用它核验什么。",
        "en": "Documents of governments count as official sources, all others as secondary. "
        "Each source has a page that lists by month what was verified with it.",
    },
    "method_changes": {
        "zh": "更正写明时间、原文和应为，列入更正页；撤回的文章保留地址、日期和原因。",
        "en": "A correction gives the time, the words as they were and as they should be, and is listed "
        "among the corrections. A withdrawn text leaves its address, its date and the reason.",
    },
    "method_labels": {
        "zh": "由人工智能参与撰写或翻译、译文未经审校的，在标题下注明；尚无译文的，以原文显示并注明。",
        "en": "Where AI took part in writing or translating, or a translation is unreviewed, a label below "
        "the headline says so. What has no translation is shown in the original, with a notice.",
    },
    "earlier_on_topic": {"zh": "同主题往期报道", "en": "Earlier on these topics"},
    "neighbours": {"zh": "前后", "en": "Previous and next"},
    "bulletin": {"zh": "PDF 版", "en": "PDF edition"},
    "bulletin_phone": {"zh": "手机版 PDF", "en": "PDF for phones"},
    "bulletin_facts": {"zh": "{pages}，{size}", "en": "{pages}, {size}"},
    "pages_one": {"zh": "1 页", "en": "1 page"},
    "pages_many": {"zh": "{count} 页", "en": "{count} pages"},
    "items_one": {"zh": "1 篇", "en": "1 item"},
    "items_many": {"zh": "{count} 篇", "en": "{count} items"},
    "issues_one": {"zh": "1 期", "en": "1 issue"},
    "issues_many": {"zh": "{count} 期", "en": "{count} issues"},
    "year": {"zh": "{year}年", "en": "{year}"},
    "by_month": {"zh": "按月浏览", "en": "By month"},
    "newest": {"zh": "最新", "en": "Newest"},
    "newest_of": {"zh": "最新 {count} 篇，其余见各月", "en": "The newest {count}; the rest by month"},
    "kind_government": {"zh": "政府部门", "en": "Government"},
    "kind_agency": {"zh": "通讯社", "en": "News agency"},
    "kind_media": {"zh": "媒体", "en": "Media"},
    "kind_company": {"zh": "企业", "en": "Company"},
    "kind_research": {"zh": "研究机构", "en": "Research"},
    "kind_association": {"zh": "社会团体", "en": "Association"},
    "kind_other": {"zh": "其他", "en": "Other"},
    "official": {"zh": "官方来源", "en": "Official source"},
    "secondary": {"zh": "二手来源", "en": "Secondary source"},
    "verified_nothing": {"zh": "未注明核验内容", "en": "What it verified is not said"},
    "verified_note": {
        "zh": "每条先写核验的内容，再列文件和所在的文章。",
        "en": "Each entry says what was verified, with which document, and in which item.",
    },
    "sample": {"zh": "示例", "en": "Sample"},
    "sample_notice": {
        "zh": "示例：刊物的部分信息尚待所有者确认。",
        "en": "Sample: some facts about this publication await its owner’s confirmation.",
    },
    "draft_notice": {"zh": "草稿，尚未发布", "en": "Draft, not yet published"},
    "untranslated": {
        "zh": "本文尚无中文译文，以下为原文。",
        "en": "Not yet translated into English; the original follows.",
    },
    "unreviewed": {"zh": "译文未经审校", "en": "Unreviewed translation"},
    "made_assisted": {"zh": "本文由人工智能辅助撰写", "en": "Written with the help of AI"},
    "made_ai": {"zh": "本文由人工智能生成", "en": "Generated by AI"},
    "made_machine": {"zh": "本文为机器翻译", "en": "Machine translation"},
    "proof": {"zh": "送审稿", "en": "PROOF"},
    "proof_made": {"zh": "{when} 制作，请勿外传", "en": "made {when}, not for circulation"},
    "withdrawn_item": {"zh": "本文已撤回", "en": "This item has been withdrawn"},
    "withdrawn_issue": {"zh": "本期已撤回", "en": "This issue has been withdrawn"},
    "withdrawn_reason": {
        "zh": "编辑部已撤回本文，内容不再提供。",
        "en": "The editors have withdrawn this text; it is no longer available.",
    },
    "reason": {"zh": "原因", "en": "Reason"},
    "published_on": {"zh": "发布日期", "en": "Published"},
    "moved": {"zh": "地址已变更", "en": "This page has moved"},
    "moved_to": {"zh": "请前往新地址", "en": "It is now here"},
    "not_found": {"zh": "没有找到这个页面", "en": "Page not found"},
    "not_found_help": {
        "zh": "地址可能有误，或页面已经移走。",
        "en": "The address may be mistyped, or the page has moved.",
    },
    "no_issue_yet": {"zh": "第一期尚未发布。", "en": "The first issue has not appeared yet."},
    "search": {"zh": "搜索", "en": "Search"},
    "search_about": {"zh": "在{title}的全部报道中查找", "en": "Find any story of {title}"},
    "search_words": {"zh": "查找什么", "en": "What to find"},
    "search_hint": {
        "zh": "空格隔开的词须都出现；引号里的整句查找。英文词和数字按整个词匹配。",
        "en": "Words apart by spaces must all occur; quotation marks keep a phrase together. "
        "Words and numbers match whole: “rule” does not find “rules”.",
    },
    "search_without": {
        "zh": "搜索需要 JavaScript。没有它，也可以从这里找：",
        "en": "Search needs JavaScript. Without it, look here:",
    },
    "search_busy": {"zh": "正在查找……", "en": "Searching …"},
    "search_many": {"zh": "找到 {count} 篇", "en": "{count} items found"},
    "search_one": {"zh": "找到 1 篇", "en": "1 item found"},
    "search_none": {
        "zh": "没有找到。试试更短的词，或去掉筛选条件。",
        "en": "Nothing found. Try a shorter phrase, or fewer filters.",
    },
    "search_failed": {
        "zh": "搜索没有完成。请重新载入本页再试；浏览器过旧时也会如此。",
        "en": "The search did not finish. Reload this page and try again; an old browser may fail too.",
    },
    "search_results": {"zh": "搜索结果", "en": "Search results"},
    "search_more": {"zh": "显示更多", "en": "Show more"},
    "all_topics": {"zh": "全部主题", "en": "All topics"},
    "all_sources": {"zh": "全部来源", "en": "All sources"},
    "which_year": {"zh": "年份", "en": "Year"},
    "all_years": {"zh": "全部年份", "en": "All years"},
    "sort": {"zh": "排序", "en": "Sort"},
    "sort_fit": {"zh": "最相关", "en": "Best match"},
    "sort_date": {"zh": "最新", "en": "Newest"},
    "feed": {"zh": "订阅（Atom）", "en": "Feed (Atom)"},
    "feed_json": {"zh": "订阅（JSON）", "en": "Feed (JSON)"},
    "data": {"zh": "数据（JSON）", "en": "Data (JSON)"},
    "contact": {"zh": "联系", "en": "Contact"},
    "licence": {"zh": "许可", "en": "Licence"},
    "qr_code": {"zh": "二维码：{caption}", "en": "QR code: {caption}"},
    "read_original": {
        "zh": "网页版、PDF 和全部链接：点击文末“阅读原文”，或长按识别二维码。",
        "en": "The web edition, the PDF and all links: tap “Read more” below, or hold a finger on the code.",
    },
    "trends": {"zh": "趋势", "en": "Trends"},
    "trends_about": {
        "zh": "报道了什么、依据了谁，由各期内容统计得出。",
        "en": "What was reported and whom it rests on, counted from the issues.",
    },
    "trends_topics": {"zh": "各月主题", "en": "Topics by month"},
    "trends_topics_told": {
        "zh": "{span}各主题的条目数，最多的是{most}。",
        "en": "Items on each topic, {span}. Most of them: {most}.",
    },
    "trends_kinds": {"zh": "来源类型", "en": "Sources by kind"},
    "trends_kinds_note": {
        "zh": "各条目引用的出版者，同条重复引用计一次；红色为官方来源，灰色为二手来源",
        "en": "Publishers that items cite, each once an item; red: official sources, grey: secondary ones",
    },
    "trends_kinds_told": {
        "zh": "各条目共引用出版者 {total} 次，最多的是{most}。",
        "en": "Items cite publishers {total} times. Most of them: {most}.",
    },
    "trends_issues": {"zh": "各期条目", "en": "Items by issue"},
    "trends_issues_told": {
        "zh": "{first}至{last}共 {count} 期，每期 {least} 至 {most} 篇。",
        "en": "{count} issues, {first} to {last}, of {least} to {most} items each.",
    },
    "newest_issues": {"zh": "最近 {count} 期", "en": "The newest {count} issues"},
    "from_to": {"zh": "{first}至{last}", "en": "{first} to {last}"},
    "figures": {"zh": "查看数据", "en": "The figures"},
    "month": {"zh": "月份", "en": "Month"},
    "date": {"zh": "日期", "en": "Date"},
    "items": {"zh": "条目", "en": "Items"},
    "source_kind": {"zh": "类型", "en": "Kind"},
    "citations": {"zh": "引用", "en": "Citations"},
    "citations_one": {"zh": "1 次", "en": "1 citation"},
    "citations_many": {"zh": "{count} 次", "en": "{count} citations"},
    "share": {"zh": "占比", "en": "Share"},
    "publishers": {"zh": "出版者", "en": "Publishers"},
    "page_of": {"zh": "第 {page} 页，共 {pages} 页", "en": "Page {page} of {pages}"},
}
"""Each word in each language; `{…}` is filled in by the view."""

_BLANK = re.compile(r"\{([a-z]+)\}")
_CHINESE_DIGITS = "零一二三四五六七八九"


def words_of(language: str, own: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The interface's words in a language, with the publication's own in place of ours."""
    return {key: own.get(key, {}).get(language, texts[language]) for key, texts in WORDS.items()}


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese numerals, as headings have them: 十一, 二十."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _CHINESE_DIGITS[ones]
    lead = "" if tens == 1 else _CHINESE_DIGITS[tens]
    return f"{lead}十{_CHINESE_DIGITS[ones] if ones else ''}"


def heading_number(number: int, language: str) -> str:
    """What stands before a numbered headline: 一、 or 1. (GB/T 9704, 7.3.3)."""
    return f"{chinese_number(number)}、" if language == "zh" else f"{number}."


@cache
def _known(locale: str) -> "Locale":
    """Babel's own of a locale; it looks for each name among its files, every time it is given one."""
    from babel import Locale  # 70 ms to import, and a build may have nothing to say

    return Locale.parse(locale.replace("-", "_"))


@cache
def long_date(day: date, locale: str) -> str:
    """2026年6月16日, 16 June 2026."""
    from babel.dates import format_date

    return format_date(day, "long", _known(locale))


@cache
def weekday(day: date, locale: str) -> str:
    """星期二, Tuesday."""
    from babel.dates import format_date

    return format_date(day, "EEEE", _known(locale))


def short_date(day: date, locale: str) -> str:
    """6月16日, 16 June."""
    from babel.dates import format_skeleton

    return format_skeleton("MMMMd", day, locale=_known(locale))


def short_weekday(day: date, locale: str) -> str:
    """周二, Tue."""
    from babel.dates import format_date

    return format_date(day, "EEE", _known(locale))


def week_columns(locale: str) -> tuple[tuple[str, str], ...]:
    """The days of a week from Monday, each in its narrow and its full form: 一 and 星期一, M and Monday."""
    from babel.dates import get_day_names

    named = _known(locale)
    narrow, wide = (get_day_names(width, "stand-alone", named) for width in ("narrow", "wide"))
    return tuple((narrow[day], wide[day]) for day in range(7))


def bare_month(month: str, locale: str) -> str:
    """6月, June, of `2026-06`."""
    from babel.dates import format_date

    form = "LLL" if locale.startswith("zh") else "LLLL"
    return format_date(datetime.fromisoformat(f"{month}-01"), form, _known(locale))


@cache
def month_name(month: str, locale: str) -> str:
    """2026年6月, June 2026, of `2026-06`."""
    from babel.dates import format_skeleton

    first = datetime.fromisoformat(f"{month}-01")
    return format_skeleton("yMMMM", first, locale=_known(locale))


def short_month(month: str, locale: str) -> str:
    """6月, Jun, of `2026-06`."""
    from babel.dates import format_skeleton

    first = datetime.fromisoformat(f"{month}-01")
    return format_skeleton("MMM", first, locale=_known(locale))


def short_day(day: date, locale: str) -> str:
    """6月16日, 16 Jun."""
    from babel.dates import format_skeleton

    return format_skeleton("MMMd", day, locale=_known(locale))


def moment(instant: datetime, locale: str) -> str:
    """2026年6月17日 09:30, 17 June 2026, 09:30."""
    joint = " " if locale.startswith("zh") else ", "
    return f"{long_date(instant.date(), locale)}{joint}{instant:%H:%M}"


def size(count: int) -> str:
    """A file's size for people, in steps of 1000: 96 KB, 1.2 MB."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} KB"
    return f"{count / 1_000_000:.1f} MB"


def fill(word: str, **values: object) -> str:
    """A word with its `{…}` filled in; braces that name nothing stay what was typed."""
    if "{" not in word:
        return word
    return _BLANK.sub(lambda found: str(values.get(found[1], found[0])), word)


def counted(words: Mapping[str, str], what: str, count: int) -> str:
    """`3 items`, `1 item`, `3 篇`."""
    return words[f"{what}_one"] if count == 1 else fill(words[f"{what}_many"], count=count)
