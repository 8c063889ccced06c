"""An issue → what keeps it from being what readers were promised, each as a sentence.

It is judged as it will be published: drafts among its items are left out, a language that is held
back is not asked for, and under `missing_translation: omit` nobody promised a translation.
"""

from collections.abc import Iterator

from digest.desk.state import IssueState
from digest.diagnostic import Diagnostic, Message
from digest.model.publication import Publication
from digest.model.record import Issue, Item


def wanting(
    publication: Publication,
    issue: Issue | None,
    state: IssueState | None,
    problems: tuple[Diagnostic, ...],
) -> tuple[Message, ...]:
    """Why the issue is missing or incomplete; nothing if it is neither."""
    errors = sum(one.is_error and not _is_draft(publication, one.span.path) for one in problems)
    found = [Message(f"errors in its files: {errors}", f"文件中的错误：{errors} 处")] if errors else []
    if issue is None or state is None:
        if not found:
            found.append(Message("there is no issue", "没有这一期"))
        return tuple(found)
    if issue.status == "withdrawn":
        return ()
    return (*found, *_of_issue(publication, issue, state), *_of_items(publication, issue))


def _is_draft(publication: Publication, path: str) -> bool:
    stands = {item.path: item.status for item in publication.items}
    torn = {one.path: one.status for one in publication.broken if not one.is_issue}
    return (stands.get(path) or torn.get(path)) in ("draft", "removed")


def _of_issue(publication: Publication, issue: Issue, state: IssueState) -> Iterator[Message]:
    site = publication.site
    if issue.status != "published":
        yield Message(f"its status is {issue.status}", f"状态是 {issue.status}")
    if not _shown(publication, issue):
        yield Message("it has no published item", "没有已发布的条目")
    if site.missing_translation != "omit" and issue.abstract:
        for language in _promised(publication, issue):
            if language not in issue.abstract:
                yield Message(f"the abstract has no {language}", f"摘要缺少 {language}")
    if site.require_approval and state.approval.state == "none":
        yield Message("nobody approved it", "未经签发")
    if site.require_approval and state.approval.state == "outdated":
        yield Message("it changed after it was approved", "签发后又有改动")


def _of_items(publication: Publication, issue: Issue) -> Iterator[Message]:
    if publication.site.missing_translation == "omit":
        return
    for item in _shown(publication, issue):
        for language in _promised(publication, issue):
            for key in ("headline", "body"):
                if language not in getattr(item, key):
                    where = f"{item.number:02}-{item.slug}"
                    yield Message(f"{where}: {key} has no {language}", f"{where}：{key} 缺少 {language}")


def _shown(publication: Publication, issue: Issue) -> list[Item]:
    return [item for item in publication.items_of(issue.date) if item.status == "published"]


def _promised(publication: Publication, issue: Issue) -> list[str]:
    """The languages that nobody holds back."""
    held = {one for one, own in issue.editions.items() if own.status not in (None, "published")}
    return [language for language in publication.site.languages if language not in held]
