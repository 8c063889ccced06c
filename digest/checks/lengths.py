"""Rules about limits: what WeChat takes, and images without a text in their place."""

from collections.abc import Iterable, Iterator, Mapping

from digest.checks.finding import Finding
from digest.diagnostic import Message, Span
from digest.model.limits import ABSTRACT, AUTHOR, TITLE
from digest.model.publication import Publication
from digest.model.record import Filed, Issue, Item

_ARTICLE = "zh"
"""WeChat's articles are in Chinese, and so are its limits."""


def long_headline(publication: Publication, item: Item) -> Iterator[Finding]:
    """A Chinese headline, or the short one beside it, fits a WeChat article's title."""
    short = item.short_headline.get(_ARTICLE)
    key, text = ("short_headline", short) if short else ("headline", item.headline.get(_ARTICLE, ""))
    yield from _long(
        item, f"{key}.{_ARTICLE}", text, TITLE, Message("add a `short_headline`", "请补 short_headline")
    )


def long_issue_headline(publication: Publication, issue: Issue) -> Iterator[Finding]:
    """An issue's Chinese headline fits a WeChat article's title, which it is."""
    text = issue.headline.get(_ARTICLE, "")
    yield from _long(issue, f"headline.{_ARTICLE}", text, TITLE, Message("shorten it", "请缩短"))


def long_summary(publication: Publication, issue: Issue) -> Iterator[Finding]:
    """An issue's summary fits cards and a WeChat article's abstract."""
    for language, text in issue.summary.items():
        yield from _long(issue, f"summary.{language}", text, ABSTRACT, Message("shorten it", "请缩短"))


def long_issuer(publication: Publication) -> Iterator[Finding]:
    """The Chinese issuer, or the short one, fits a WeChat article's author."""
    site = publication.site
    short = site.short_issuer.get(_ARTICLE)
    key, text = ("short_issuer", short) if short else ("issuer", site.issuer.get(_ARTICLE, ""))
    yield from _long(
        site, f"{key}.{_ARTICLE}", text, AUTHOR, Message("add a `short_issuer`", "请补 short_issuer")
    )


def _long(record: Filed, key: str, text: str, limit: int, help: Message) -> Iterator[Finding]:
    if len(text) > limit:
        yield Finding(
            record.span(key),
            Message(f"{len(text)} characters, where {limit} fit", f"共 {len(text)} 字，限 {limit} 字"),
            help,
        )


def no_alternative_text(publication: Publication, item: Item) -> Iterator[Finding]:
    """An item's image has a text in its place in each language that the item is told in."""
    if item.image:
        told = [language for language in publication.site.languages if language in item.body]
        yield from _without_text(item.key_span("image.alt"), item.image.alt, told)


def no_alternative_cover(publication: Publication, issue: Issue) -> Iterator[Finding]:
    """A cover has a text in its place in every language."""
    if issue.cover:
        yield from _without_text(issue.key_span("cover"), issue.cover.alt, publication.site.languages)


def _without_text(span: Span, alt: Mapping[str, str], languages: Iterable[str]) -> Iterator[Finding]:
    for language in languages:
        if language not in alt:
            yield Finding(
                span,
                Message(
                    f"the image has no text in its place in {language}", f"图片缺少 {language} 的替代文字"
                ),
                Message(f"say in `alt.{language}` what it shows", f"请在 alt.{language} 里写明图中内容"),
            )
