"""How a day stands → lines for people in their language, or JSON for programs."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from digest.desk.state import EditionState, IssueState, ItemState, Lack, Length, Status
from digest.diagnostic import Message
from digest.report import as_data

STATES = {
    "missing": Message("missing", "缺译文"),
    "draft": Message("draft", "译文未审校"),
    "outdated": Message("outdated: the source text changed since", "原文已改，译文过时"),
    "reviewed": Message("reviewed", "译文已审校"),
    "translated": Message("translated, no review recorded", "已有译文，无审校记录"),
}
"""The states of a translation."""

STATUSES = {
    "draft": Message("draft", "草稿"),
    "published": Message("published", "发布"),
    "withdrawn": Message("withdrawn", "已撤回"),
    "removed": Message("removed", "已删除"),
}
"""The statuses of issues, editions and items."""

KEYS = {
    "headline": Message("headline", "标题"),
    "short_headline": Message("short headline", "短标题"),
    "summary": Message("summary", "摘要"),
    "body": Message("body", "正文"),
    "abstract": Message("abstract", "本期摘要"),
    "image.alt": Message("image’s alternative text", "图片说明"),
    "cover.alt": Message("cover’s alternative text", "封面说明"),
    "citations": Message("citations", "引用"),
}
"""What a text is called."""


def told(status: Status, language: str) -> str:
    """How a day stands, to be read on a terminal."""
    return "\n".join(row.said_in(language) for row in _rows(status))


def as_json(status: Status, language: str) -> dict[str, Any]:
    """How a day stands, for programs: the fields of `digest.desk.state`."""
    found = _plain(asdict(status))
    found["problems"] = [as_data(one, language) for one in status.problems]
    found["wanting"] = [one.said_in(language) for one in status.wanting]
    found["complete"] = not status.wanting
    assert isinstance(found, dict)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(child) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(child) for child in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def _rows(status: Status) -> Iterator[Message]:
    yield _headed(status)
    if status.issue:
        yield from _of_issue(status.issue)
        for item in status.issue.items:
            yield from _of_item(item)
    errors = sum(one.is_error for one in status.problems)
    warnings = len(status.problems) - errors
    if status.problems:
        yield Message(
            f"{errors} errors, {warnings} warnings: `digest check` tells",
            f"{errors} 处错误，{warnings} 处提醒：见 `digest check`",
        )
    for one in status.wanting:
        yield Message(f"! {one.en}", f"！{one.zh}")
    if not status.wanting:
        yield Message("complete", "完整")


def _headed(status: Status) -> Message:
    due = f"{status.due_at:%H:%M}"
    if not status.expected:
        return Message(f"{status.date}: no issue is expected", f"{status.date}：当天不要求出刊")
    if status.due:
        return Message(f"{status.date}: due since {due}", f"{status.date}：应于 {due} 出刊，时间已到")
    return Message(f"{status.date}: due at {due}", f"{status.date}：应于 {due} 出刊")


def _of_issue(issue: IssueState) -> Iterator[Message]:
    stands = STATUSES[issue.status]
    count = len(issue.items)
    yield Message(f"{issue.path}: {stands.en}, {count} items", f"{issue.path}：{stands.zh}，{count} 条")
    yield from _texts(issue.lacks, issue.lengths, "  ")
    yield _approval(issue)
    for edition in issue.editions:
        yield _of_edition(edition)
    if issue.sources:
        listed = ", ".join(f"{source} {count}" for source, count in issue.sources.items())
        yield Message(f"  sources: {listed}", f"  来源：{listed}")


def _approval(issue: IssueState) -> Message:
    kept = issue.approval
    if kept.state == "none":
        return Message("  not approved", "  未签发")
    when = f"{kept.at:%Y-%m-%d %H:%M}"
    if kept.state == "approved":
        return Message(f"  approved by {kept.by}, {when}", f"  {kept.by} 已签发，{when}")
    return Message(
        f"  approved by {kept.by}, {when}; changed since", f"  {kept.by} 于 {when} 签发，其后有改动"
    )


def _of_edition(edition: EditionState) -> Message:
    stands = STATUSES[edition.status]
    when = f"{edition.publishes_at:%Y-%m-%d %H:%M %z}"
    row_en, row_zh = f"  {edition.language}: {stands.en}", f"  {edition.language}：{stands.zh}"
    if edition.status == "published":
        row_en += f", visible since {when}" if edition.visible else f", will publish at {when}"
        row_zh += f"，{when} 已发布" if edition.visible else f"，将于 {when} 发布"
    if not edition.complete:
        row_en, row_zh = f"{row_en}, incomplete", f"{row_zh}，不完整"
    if edition.bulletin_pages is not None:
        pages = edition.bulletin_pages
        row_en, row_zh = f"{row_en}, PDF of {pages} pages", f"{row_zh}，PDF {pages} 页"
    return Message(row_en, row_zh)


def _of_item(item: ItemState) -> Iterator[Message]:
    headline = next(iter(item.headline.values()), "")
    stands = STATUSES[item.status]
    drawn = "" if item.status == "published" else f" [{stands.en}]"
    drawn_zh = "" if item.status == "published" else f"［{stands.zh}］"
    yield Message(
        f"{item.number:02}-{item.slug}{drawn}  {headline}",
        f"{item.number:02}-{item.slug}{drawn_zh}  {headline}",
    )
    for language, state in item.translation.items():
        yield Message(f"  {language}: {STATES[state].en}", f"  {language}：{STATES[state].zh}")
    if item.sources:
        listed = ", ".join(item.sources)
        yield Message(f"  sources: {listed}", f"  来源：{listed}")
    yield from _texts(item.lacks, item.lengths, "  ")


def _texts(lacks: tuple[Lack, ...], lengths: tuple[Length, ...], indent: str) -> Iterator[Message]:
    if lacks:
        yield Message(
            f"{indent}lacks: " + ", ".join(_lack(one, "en") for one in lacks),
            f"{indent}还缺：" + "、".join(_lack(one, "zh") for one in lacks),
        )
    if lengths:
        yield Message(
            f"{indent}characters: " + ", ".join(_length(one, "en") for one in lengths),
            f"{indent}字数：" + "、".join(_length(one, "zh") for one in lengths),
        )


def _lack(lack: Lack, language: str) -> str:
    name = KEYS[lack.key].said_in(language)
    return f"{name} ({lack.language})" if lack.language else name


def _length(length: Length, language: str) -> str:
    name = KEYS[length.key].said_in(language)
    over = Message(" too long", " 超长").said_in(language) if length.over else ""
    return f"{name} {length.count}/{length.limit}{over}"
