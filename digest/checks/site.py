"""Rules about the publication's own files: names that must exist, and what is still open."""

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from digest.checks.finding import Finding
from digest.diagnostic import Message, Span
from digest.model.publication import Publication
from digest.model.record import Filed, Item
from digest.model.site import SiteFile
from digest.validate.faults import near
from digest.words import WORDS

RESERVED_NAMES = frozenset(
    {"example", "example.com", "example.net", "example.org", "test", "invalid", "localhost"}
)
"""Names that nobody can own (RFC 2606; RFC 6761, section 6), with all below them."""


def unconfirmed(publication: Publication) -> Iterator[Finding]:
    """Nothing about the publication awaits its owner's word any more."""
    for index, name in enumerate(publication.site.unconfirmed):
        if name.partition(".")[0] in SiteFile.model_fields:
            yield Finding(
                publication.site.span(f"unconfirmed.{index}"),
                Message(f"`{name}` is not confirmed yet", f"`{name}` 尚未确认"),
                Message(
                    "until it is, pages say Sample and search engines stay away",
                    "确认之前，页面标注“示例”，搜索引擎不收录",
                ),
            )


def unknown_field(publication: Publication) -> Iterator[Finding]:
    """`unconfirmed` names fields of site.yaml."""
    for index, name in enumerate(publication.site.unconfirmed):
        if name.partition(".")[0] not in SiteFile.model_fields:
            yield Finding(
                publication.site.span(f"unconfirmed.{index}"),
                Message(f"site.yaml has no field `{name}`", f"site.yaml 没有字段 `{name}`"),
                near(name, SiteFile.model_fields),
            )


def unknown_word(publication: Publication) -> Iterator[Finding]:
    """`words` names words of the interface."""
    for name in publication.site.words:
        if name not in WORDS:
            yield Finding(
                publication.site.key_span(f"words.{name}"),
                Message(f"the interface has no word `{name}`", f"界面没有词条 `{name}`"),
                near(name, WORDS),
            )


def missing_static(publication: Publication) -> Iterator[Finding]:
    """Images of QR codes and filings are files of content/static."""
    known = {one.address for one in publication.static}
    site = publication.site
    named = [(f"qr.{i}.image", code.image) for i, code in enumerate(site.qr) if code.image]
    named += [(f"filings.{i}.icon", one.icon) for i, one in enumerate(site.filings) if one.icon]
    for key, file in named:
        if file not in known:
            yield Finding(
                site.span(key),
                Message(f"no file {file} in content/static", f"content/static 里没有 {file}"),
                near(file, known) or Message("put it there", "请放入该文件"),
            )


def locale_language(publication: Publication) -> Iterator[Finding]:
    """A language's locale is one of that language."""
    for language, locale in publication.site.locales.items():
        if not locale.startswith(language):
            yield Finding(
                publication.site.span(f"locales.{language}"),
                Message(f"{locale} is no locale of {language}", f"{locale} 不是 {language} 的区域代码"),
            )


def duplicate_id(publication: Publication) -> Iterator[Finding]:
    """A topic's and a section's id stand once."""
    topics = [topic.id for topic in publication.topics.topics]
    sections = [section.id for section in publication.site.sections]
    yield from _repeated(topics, lambda i: publication.topics.span(f"{i}.id"))
    yield from _repeated(sections, lambda i: publication.site.span(f"sections.{i}.id"))


def _repeated(ids: Iterable[str], span: Callable[[int], Span]) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, identity in enumerate(ids):
        if identity in seen:
            yield Finding(
                span(index),
                Message(f'the id "{identity}" is taken', f"标识“{identity}”已用过"),
                Message("give this one another", "请换一个标识"),
            )
        seen.add(identity)


def reserved_name(publication: Publication) -> Iterator[Finding]:
    """No address is one of the names reserved for examples."""
    site = publication.site
    yield from _reserved(site, "base_url", site.base_url)
    for index, code in enumerate(site.qr):
        yield from _reserved(site, f"qr.{index}.url", code.url)
        yield from _reserved(site, f"qr.{index}.link", code.link)
    for index, filing in enumerate(site.filings):
        yield from _reserved(site, f"filings.{index}.url", filing.url)
    for identity, source in publication.registry.sources.items():
        yield from _reserved(publication.registry, f"{identity}.home", source.home)


def reserved_address(publication: Publication, item: Item) -> Iterator[Finding]:
    """No citation has an address reserved for examples."""
    for index, citation in enumerate(item.citations):
        yield from _reserved(item, f"citations.{index}.url", citation.url)
        yield from _reserved(item, f"citations.{index}.archived", citation.archived)


def _reserved(record: Filed, key: str, url: str | None) -> Iterator[Finding]:
    if url and is_reserved(urlsplit(url).hostname or ""):
        yield Finding(
            record.span(key),
            Message(
                f"{urlsplit(url).hostname} is reserved for examples",
                f"{urlsplit(url).hostname} 是示例专用域名",
            ),
            Message("write the real address", "请写真实网址"),
        )


def is_reserved(host: str) -> bool:
    """Whether a host is a reserved name or below one."""
    labels = host.lower().rstrip(".").split(".")
    return any(".".join(labels[index:]) in RESERVED_NAMES for index in range(len(labels)))


def unknown_rule(
    publication: Publication, judgement: frozenset[str], known: frozenset[str]
) -> Iterator[Finding]:
    """`checks` and `allow` name rules of judgement."""
    site = publication.site
    named = [(site.key_span(f"checks.{rule}"), rule) for rule in site.checks]
    for item in publication.items:
        named += [
            (item.span(f"allow.{index}.rule"), allowed.rule) for index, allowed in enumerate(item.allow)
        ]
    for span, rule in named:
        if rule in known and rule not in judgement:
            yield Finding(
                span,
                Message(f"`{rule}` is no rule of judgement", f"`{rule}` 不是可调整的规则"),
                Message("it is part of the contract and always an error", "它属于格式约定，始终是错误"),
            )
        elif rule not in known:
            yield Finding(
                span, Message(f"no rule is called `{rule}`", f"没有规则 `{rule}`"), near(rule, judgement)
            )
