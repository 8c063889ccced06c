"""Rules about issues: what they hold, their numbers, and what would stand twice in one."""

from collections.abc import Callable, Iterator

from digest.checks.finding import Finding
from digest.diagnostic import Message
from digest.model.publication import Publication
from digest.model.record import Issue, Item


def empty_issue(publication: Publication, issue: Issue) -> Iterator[Finding]:
    """A published issue has at least one published or withdrawn item."""
    items = publication.items_of(issue.date)
    broken = any(one.date == issue.date for one in publication.broken)
    if issue.status != "published" or broken:
        return
    if not any(item.status in ("published", "withdrawn") for item in items):
        yield Finding(
            issue.span("status"),
            Message("this published issue has no published item", "本期已发布，却没有已发布的条目"),
            Message("publish an item, or set `status: draft`", "请发布条目，或改为 status: draft"),
        )


def no_abstract(publication: Publication, issue: Issue) -> Iterator[Finding]:
    """An issue has an abstract."""
    if not issue.abstract_in and issue.status == "published":
        yield Finding(
            issue.span("status"),
            Message("this issue has no abstract", "本期没有摘要"),
            Message("add `abstract`", "请补上 abstract"),
        )


def missing_abstract_translation(publication: Publication, issue: Issue) -> Iterator[Finding]:
    """Where the publication says `missing_translation: error`, the abstract is translated."""
    site = publication.site
    if site.missing_translation != "error" or not issue.abstract:
        return
    for language in site.languages:
        if language not in issue.abstract:
            yield Finding(
                issue.key_span("abstract"),
                Message(f"`abstract` has no {language}", f"`abstract` 缺少 {language}"),
                Message("translate it", "请翻译"),
            )


def missing_approval(publication: Publication, issue: Issue) -> Iterator[Finding]:
    """Where the publication says `require_approval`, a published issue is signed off."""
    if publication.site.require_approval and issue.status == "published" and not issue.approved:
        yield Finding(
            issue.span("status"),
            Message("this published issue is not approved", "本期已发布，但未经签发"),
            Message("add `approved`, or set `status: draft`", "请补上 approved，或改为 status: draft"),
        )


def missing_cover(publication: Publication, issue: Issue) -> Iterator[Finding]:
    """The cover that an issue names lies beside it."""
    folder = issue.path.rpartition("/")[0]
    if issue.cover and f"{folder}/{issue.cover.file}" not in publication.image_files:
        yield Finding(
            issue.span("cover.file"),
            Message(f"no file {issue.cover.file} beside this issue", f"旁边没有文件 {issue.cover.file}"),
            Message("put it there: PNG, JPEG or WebP", "请放入该文件：PNG、JPEG 或 WebP"),
        )


def issue_number(publication: Publication) -> Iterator[Finding]:
    """The numbers of issues rise from day to day, within a year and in all."""
    yield from _rising(publication, "number", lambda issue: issue.number, within_year=True)
    yield from _rising(publication, "total", lambda issue: issue.total, within_year=False)


def _rising(
    publication: Publication, key: str, value: Callable[[Issue], int | None], *, within_year: bool
) -> Iterator[Finding]:
    before: Issue | None = None
    for issue in publication.issues:
        if issue.status in ("removed", "draft") or value(issue) is None:
            continue
        if before and within_year and before.date.year != issue.date.year:
            before = None
        if before and (value(issue) or 0) <= (value(before) or 0):
            yield Finding(
                issue.span(key),
                Message(
                    f"{value(issue)} does not follow {value(before)} of {before.date}",
                    f"{before.date} 一期已是 {value(before)}，本期不应是 {value(issue)}",
                ),
                Message("numbers rise from issue to issue", "期号应逐期递增"),
            )
        before = issue


def duplicate_number(publication: Publication) -> Iterator[Finding]:
    """An item's number stands once in its issue."""
    yield from _twice(publication, "number", lambda item: item.number)


def duplicate_slug(publication: Publication) -> Iterator[Finding]:
    """An item's slug stands once in its issue."""
    yield from _twice(publication, "slug", lambda item: item.slug)


def _twice(publication: Publication, key: str, value: Callable[[Item], object]) -> Iterator[Finding]:
    seen: dict[tuple[object, object], Item] = {}
    for item in publication.items:
        first = seen.setdefault((item.date, value(item)), item)
        if first is not item:
            name = first.path.rpartition("/")[2]
            yield Finding(
                item.span(key),
                Message(f"{value(item)!r} is taken by {name}", f"{name} 已用了 {value(item)!r}"),
                Message("rename one of the files", "请改其中一个文件名"),
            )
