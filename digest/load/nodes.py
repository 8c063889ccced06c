"""A file's text → YAML nodes that know where they stand; every scalar is the string typed.

Of YAML only mappings, lists and scalars are used. What hides things from an editor's eye
(anchors, aliases, merge keys, tags, directives, several documents) is refused with its place.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from digest.diagnostic import Findings, Message, Span
from digest.load.syntax import explain
from digest.load.text import ENOUGH, ITEM_LIMIT, REFUSED, SourceText, refused
from digest.model.record import Place

DEPTH_LIMIT = 20

ENTRIES_LIMIT = 5_000
"""Values in one list or mapping of a file that is no registry. No story has them: it would have 52
bytes for each."""

NODES_LIMIT = 30_000
"""Keys and values in all of such a file."""

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as typed; `style` is YAML's: plain (""), ', ", | or >."""

    value: str
    place: Place
    style: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    nodes: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order written; a key may still stand twice."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    place: Place


Node = Scalar | Sequence | Mapping

_REFUSALS = {
    "anchor": Message("anchors (&name) are not used here", "这里不用锚点（&name）"),
    "alias": Message("aliases (*name) are not used here", "这里不用别名引用（*name）"),
    "tag": Message("tags (!name) are not used here", "这里不用标签（!name）"),
    "directive": Message("directives (%…) are not used here", "这里不用指令（%……）"),
    "documents": Message("a file holds one document only", "一个文件只能有一个文档"),
    "merge-key": Message("merge keys (<<) are not used here", "这里不用合并键（<<）"),
    "key": Message("a key is a single word", "键只能是一个词"),
    "entries": Message(
        f"more than {ENTRIES_LIMIT:,} values stand here", f"此处的值超过 {ENTRIES_LIMIT:,} 个"
    ),
    "nodes": Message(
        f"this file holds more than {NODES_LIMIT:,} values", f"文件里的值超过 {NODES_LIMIT:,} 个"
    ),
    "depth": Message(f"this is nested more than {DEPTH_LIMIT} levels deep", f"嵌套超过 {DEPTH_LIMIT} 层"),
}
_LIMITS = {"depth": "too-deep", "entries": "too-large", "nodes": "too-large"}
"""Codes of those that are limits; of the others it is their name after `yaml-`."""

_WAYS_OUT = {
    "anchor": Message("write the value out, or in quotes", "请把内容写全，或加引号"),
    "alias": Message("write the value out, or in quotes", "请把内容写全，或加引号"),
    "tag": Message("delete it, or put the value in quotes", "请删去，或给整个值加引号"),
    "directive": Message("delete this line, or put the value in quotes", "请删去此行，或加引号"),
    "documents": Message("delete the second `---` and what follows", "请删去第二个 --- 及其后内容"),
    "merge-key": Message("write the keys out", "请把各键写全"),
}


class _Refused(Exception):
    """Nothing can be read on from here; it has been noted."""


def compose(source: SourceText) -> tuple[Node | None, Findings]:
    """The root node of a file; None if the file is empty or cannot be read."""
    composer = _Composer(source.path, is_registry=len(source.text) > ITEM_LIMIT)
    try:
        return composer.document(_events(source.text)), composer.findings
    except _Refused:
        return None, composer.findings
    except yaml.YAMLError as error:
        composer.findings.found.append(explain(source.path, source.text, error))
        return None, composer.findings


def _events(text: str) -> Iterator[yaml.Event]:
    return iter(yaml.parse(text, Loader=_Loader))


def _place(event: yaml.Event, end: yaml.Event | None = None) -> Place:
    start, stop = event.start_mark, (end or event).end_mark
    assert start is not None
    assert stop is not None
    return (start.line + 1, start.column + 1, stop.line + 1, stop.column + 1)


class _Composer:
    """Events → nodes; notes what is refused and goes on where it can."""

    def __init__(self, path: str, *, is_registry: bool) -> None:
        self.path = path
        self.entries = sys.maxsize if is_registry else ENTRIES_LIMIT
        self.left = sys.maxsize if is_registry else NODES_LIMIT
        self.findings = Findings()

    def refuse(self, what: str, place: Place) -> None:
        code = _LIMITS.get(what, f"yaml-{what}")
        self.findings.error(code, Span(self.path, *place), _REFUSALS[what], _WAYS_OUT.get(what))
        if len(self.findings.found) >= ENOUGH:
            raise _Refused

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                self._start(event, documents)
            elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent | yaml.CollectionStartEvent):
                root = self.node(event, events, 1)
        return root

    def _start(self, event: yaml.DocumentStartEvent, documents: int) -> None:
        if event.version or event.tags:
            self.refuse("directive", _place(event))
        if documents > 1:
            self.refuse("documents", _place(event))
            raise _Refused

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if depth > DEPTH_LIMIT:
            self.refuse("depth", _place(event))
            raise _Refused
        self.left -= 1
        if self.left < 0:
            self.refuse("nodes", _place(event))
            raise _Refused
        if isinstance(event, yaml.AliasEvent):
            self.refuse("alias", _place(event))
            return Scalar(f"*{event.anchor}", _place(event), "")
        assert isinstance(event, yaml.NodeEvent)
        if event.anchor is not None:
            self.refuse("anchor", _place(event))
        if getattr(event, "tag", None) is not None:
            self.refuse("tag", _place(event))
        if isinstance(event, yaml.ScalarEvent):
            if event.style == '"' and (escaped := REFUSED.search(event.value)):
                self.findings.found.append(refused(Span(self.path, *_place(event)), escaped[0]))
            return Scalar(event.value, _place(event), event.style or "")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, events, depth)
        assert isinstance(event, yaml.MappingStartEvent)
        return self._mapping(event, events, depth)

    def _sequence(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Sequence:
        nodes: list[Node] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return Sequence(tuple(nodes), _whole(start, nodes, event))
            nodes.append(self.node(event, events, depth + 1))
            self._not_too_many(nodes)
        raise _Refused

    def _mapping(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                nodes = [node for _, node in entries]
                return Mapping(tuple(entries), _whole(start, nodes, event))
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.refuse("key", key.place)
            elif key.value == "<<" and not key.style:
                self.refuse("merge-key", key.place)
            else:
                entries.append((key, value))
                self._not_too_many(entries)
        raise _Refused

    def _not_too_many(self, listed: list[Any]) -> None:
        if len(listed) > self.entries:
            last = listed[-1]
            self.refuse("entries", (last[0] if isinstance(last, tuple) else last).place)
            raise _Refused


def _whole(start: yaml.Event, nodes: list[Node], end: yaml.Event) -> Place:
    """From the start to the last node: a block's own end mark lies on the line after it."""
    first = _place(start, end)
    if getattr(start, "flow_style", False) or not nodes:
        return first
    return (first[0], first[1], nodes[-1].place[2], nodes[-1].place[3])
