"""Rules about citations: what they name, whether they are used, whether they can be true."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from digest.checks.finding import Finding
from digest.diagnostic import Message, Span
from digest.load.tree import SOURCES_FILE
from digest.model.item import Citation
from digest.model.publication import Publication
from digest.model.record import Item
from digest.validate.faults import near


def unknown_source(publication: Publication, item: Item) -> Iterator[Finding]:
    """A citation's `source` and `also` are keys of sources.yaml."""
    known = publication.registry.sources
    for index, citation in enumerate(item.citations):
        named = [(f"citations.{index}.source", citation.source)]
        named += [(f"citations.{index}.also.{i}", also) for i, also in enumerate(citation.also)]
        for key, source in named:
            if source not in known:
                yield Finding(
                    item.span(key),
                    Message(
                        f'no source "{source}" in {SOURCES_FILE}',
                        f"{SOURCES_FILE} 里没有来源“{source}”",
                    ),
                    near(source, known),
                )


def unknown_citation(publication: Publication, item: Item) -> Iterator[Finding]:
    """Every mark of a body names a citation of its item."""
    known = {citation.id for citation in item.citations}
    for body in item.bodies.values():
        for mark in body.marks:
            for identity, place in zip(mark.ids, mark.places, strict=True):
                if identity not in known:
                    yield Finding(
                        Span(item.path, *place),
                        Message(f'no citation "{identity}" here', f"本条目没有引用“{identity}”"),
                        near(identity, known) or Message("add it under `citations`", "请在 citations 下补上"),
                    )


def duplicate_citation(publication: Publication, item: Item) -> Iterator[Finding]:
    """A citation's id stands once in its item."""
    seen: set[str] = set()
    for index, citation in enumerate(item.citations):
        if citation.id in seen:
            yield Finding(
                item.span(f"citations.{index}.id"),
                Message(f'the id "{citation.id}" is taken', f"标识“{citation.id}”已用过"),
                Message("give this citation another", "请换一个标识"),
            )
        seen.add(citation.id)


def self_reference(publication: Publication, item: Item) -> Iterator[Finding]:
    """A citation cross-checks another one, and is published jointly with others."""
    for index, citation in enumerate(item.citations):
        if citation.crosschecks == citation.id:
            yield Finding(
                item.span(f"citations.{index}.crosschecks"),
                Message("a citation cannot confirm itself", "引用不能核验自己"),
                Message("name the other citation", "请写另一条引用的标识"),
            )
        repeated = [name for name, count in Counter(citation.sources).items() if count > 1]
        for i, also in enumerate(citation.also):
            if also in repeated:
                yield Finding(
                    item.span(f"citations.{index}.also.{i}"),
                    Message(f'"{also}" is named as its source already', f"来源里已有“{also}”"),
                    Message("delete it here", "请在这里删去"),
                )
                break


def unknown_crosscheck(publication: Publication, item: Item) -> Iterator[Finding]:
    """`crosschecks` names another citation of the item."""
    known = {citation.id for citation in item.citations}
    for index, citation in enumerate(item.citations):
        if citation.crosschecks and citation.crosschecks not in known:
            yield Finding(
                item.span(f"citations.{index}.crosschecks"),
                Message(
                    f'no citation "{citation.crosschecks}" here',
                    f"本条目没有引用“{citation.crosschecks}”",
                ),
                near(citation.crosschecks, known),
            )


def no_citation(publication: Publication, item: Item) -> Iterator[Finding]:
    """An item rests on at least one document."""
    if not item.citations:
        yield Finding(
            item.key_span("headline"),
            Message("this item cites nothing", "本条目没有任何引用"),
            Message("add `citations`", "请补上 citations"),
        )


def unused_citation(publication: Publication, item: Item) -> Iterator[Finding]:
    """A citation is named by a mark in the source-language body, or confirms another."""
    body = item.bodies.get(publication.site.source_language)
    if body is None:
        return  # that is said of the body
    used = {identity for mark in body.marks for identity in mark.ids}
    for index, citation in enumerate(item.citations):
        if citation.id not in used and not citation.crosschecks:
            yield Finding(
                item.span(f"citations.{index}.id"),
                Message(f'nothing in the body cites "{citation.id}"', f"正文没有引用“{citation.id}”"),
                Message(
                    f"put [@{citation.id}] after what it verifies, or delete it",
                    f"请在相应句后写 [@{citation.id}]，或删去它",
                ),
            )


def no_verifies(publication: Publication, item: Item) -> Iterator[Finding]:
    """A citation says what it verifies."""
    for index, citation in enumerate(item.citations):
        if not citation.verifies:
            yield Finding(
                item.span(f"citations.{index}.id"),
                Message(f'"{citation.id}" does not say what it verifies', f"“{citation.id}”没有写明核验内容"),
                Message("add `verifies`", "请补上 verifies"),
            )


def late_citation(publication: Publication, item: Item) -> Iterator[Finding]:
    """A document is not published after the issue that cites it."""
    day = item.date.isoformat()
    for index, citation in enumerate(item.citations):
        published = citation.published or ""
        if published > day[: len(published)]:
            yield Finding(
                item.span(f"citations.{index}.published"),
                Message(f"published after this issue ({day})", f"发布日期晚于本期（{day}）"),
                Message("check the date", "请核对日期"),
            )


def foreign_domain(publication: Publication, item: Item) -> Iterator[Finding]:
    """A citation's address lies under one of its sources' domains."""
    known = publication.registry.sources
    for index, citation in enumerate(item.citations):
        sources = [known[one] for one in citation.sources if one in known]
        hosts = [host for source in sources for host in source.hosts]
        if citation.url and hosts and not any(lies_under(citation.url, host) for host in hosts):
            yield Finding(
                item.span(f"citations.{index}.url"),
                Message(
                    f"this address is none of {_named(citation)}’s: {', '.join(hosts)}",
                    f"网址不属于 {_named(citation)}：{'、'.join(hosts)}",
                ),
                Message(
                    f"check it, or add the host to `domains` in {SOURCES_FILE}",
                    f"请核对，或在 {SOURCES_FILE} 的 domains 里补上主机名",
                ),
            )


def _named(citation: Citation) -> str:
    return " / ".join(citation.sources)


def lies_under(url: str, domain: str) -> bool:
    """Whether an address lies under a domain: a host with its subdomains, or host/path alone."""
    parts = urlsplit(url.lower())
    host = (parts.hostname or "").rstrip(".")
    name, _, prefix = domain.partition("/")
    if prefix:
        return host == name and f"{parts.path}/".startswith(f"/{prefix}/")
    return host == name or host.endswith(f".{name}")


def uncited_figure(publication: Publication, item: Item) -> Iterator[Finding]:
    """A paragraph with figures cites something."""
    for body in item.bodies.values():
        for place in body.uncited:
            yield Finding(
                Span(item.path, *place),
                Message("this paragraph has figures and cites nothing", "本段有数字，却没有引用来源"),
                Message("put a mark [@id] after the sentence", "请在句后写 [@标识]"),
            )
