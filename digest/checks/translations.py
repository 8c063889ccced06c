"""Rules about how a translation stands, and whether what was approved is still what is there."""

from collections.abc import Iterator

from digest.checks.finding import Finding
from digest.diagnostic import Message
from digest.model.publication import Publication
from digest.model.record import Issue, Item, Site
from digest.model.wording import wording_of_issue, wording_of_item


def untranslated(publication: Publication, item: Item) -> Iterator[Finding]:
    """A published item's headline and body exist in every language, unless the publication omits them."""
    site = publication.site
    if site.missing_translation != "notice" or item.status != "published":
        return
    for key, language in _lacking(site, item):
        yield Finding(
            item.key_span(key),
            Message(f"`{key}` has no {language} yet", f"`{key}` 还没有 {language}"),
            Message(f"write `{key}.{language}`", f"请写 {key}.{language}"),
        )


def missing_translation(publication: Publication, item: Item) -> Iterator[Finding]:
    """Where the publication says `missing_translation: error`, headline and body are translated."""
    site = publication.site
    if site.missing_translation != "error":
        return
    for key, language in _lacking(site, item):
        yield Finding(
            item.key_span(key),
            Message(f"`{key}` has no {language}", f"`{key}` 缺少 {language}"),
            Message(
                "translate it, or choose another `missing_translation` in site.yaml",
                "请翻译，或在 site.yaml 里改 missing_translation",
            ),
        )


def _lacking(site: Site, item: Item) -> Iterator[tuple[str, str]]:
    """Headline and body, each with a language that it lacks."""
    for language in site.languages[1:]:
        for key in ("headline", "body"):
            if language not in getattr(item, key):
                yield key, language


def draft_translation(publication: Publication, item: Item) -> Iterator[Finding]:
    """A published item's translation has been read by somebody."""
    for language, kept in item.translation.items():
        if kept.status == "draft" and item.status == "published" and language in item.body:
            yield Finding(
                item.span(f"translation.{language}.status"),
                Message(f"the {language} text is a draft", f"{language} 译文还是草稿"),
                Message("readers are told that; review it", "页面会注明未经审校，请审校"),
            )


def outdated_translation(publication: Publication, item: Item) -> Iterator[Finding]:
    """A translation is of the source text that stands there now."""
    now = wording_of_item(item, publication.site.source_language) if item.translation else ""
    for language, kept in item.translation.items():
        if kept.of and kept.of != now and language != publication.site.source_language:
            yield Finding(
                item.span(f"translation.{language}.of"),
                Message(
                    f"the source text has changed since it was translated into {language}",
                    f"{language} 译文完成后，原文又改了",
                ),
                Message(
                    "bring the translation up to date, then `digest status --accept`",
                    "请更新译文，再运行 `digest status --accept`",
                ),
            )


def outdated_approval(publication: Publication, issue: Issue) -> Iterator[Finding]:
    """Nothing has changed since the issue was approved."""
    approved = issue.approved
    if approved and approved.of:
        items = publication.items_of(issue.date)
        if approved.of != wording_of_issue(issue, items, publication.site.languages):
            yield Finding(
                issue.span("approved.of"),
                Message(
                    f"the issue has changed since {approved.by} approved it",
                    f"{approved.by} 签发后，本期又有改动",
                ),
                Message(
                    "have it approved again: `digest status --approve NAME`",
                    "请重新签发：`digest status --approve 姓名`",
                ),
            )
