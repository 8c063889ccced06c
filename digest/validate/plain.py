"""Nodes → plain values for the schema, with the place of each key and value kept apart.

An empty value counts as absent, so it is left out here, and so is a mapping or list that holds
nothing else. Of a duplicate key the first stands.
"""

from dataclasses import dataclass, field

from digest.diagnostic import Findings, Message, Span, brief
from digest.load.nodes import Mapping, Node, Scalar, Sequence
from digest.load.text import ENOUGH
from digest.model.record import Place

Plain = str | list["Plain"] | dict[str, "Plain"]


@dataclass(slots=True)
class PlainFile:
    """A file's values, and where they stand.

    `places` knows the value of `citations.0.source` by that name and its key by the same with a
    colon behind; "" is the whole. `scalars` keeps the nodes of single values, for their style,
    `empty` the keys without a value.
    """

    path: str
    value: Plain | None = None
    places: dict[str, Place] = field(default_factory=dict)
    scalars: dict[str, Scalar] = field(default_factory=dict)
    empty: list[str] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)

    def span(self, key: str) -> Span:
        """Where the value of `key` stands, or the nearest known above it."""
        while key not in self.places and key:
            key = key.rpartition(".")[0]
        return Span(self.path, *self.places.get(key, (1, 1, 1, 1)))

    def key_span(self, key: str) -> Span:
        """Where the key itself stands."""
        place = self.places.get(f"{key}:")
        return Span(self.path, *place) if place else self.span(key)


def plain(path: str, node: Node | None) -> PlainFile:
    """The values of a file whose root is `node`."""
    file = PlainFile(path)
    if node is not None:
        file.value = _value(file, "", node)
    file.places.setdefault("", (1, 1, 1, 1))
    return file


def _value(file: PlainFile, key: str, node: Node) -> Plain | None:
    file.places[key] = node.place
    if isinstance(node, Mapping):
        return _mapping(file, key, node)
    if isinstance(node, Sequence):
        return _sequence(file, key, node)
    if not node.value.strip() or (node.value == "~" and not node.style):
        return None
    file.scalars[key] = node
    return node.value


def _mapping(file: PlainFile, key: str, node: Mapping) -> Plain | None:
    values: dict[str, Plain] = {}
    seen: dict[str, Scalar] = {}
    for name, child in node.entries:
        below = f"{key}.{name.value}" if key else name.value
        if name.value in seen:
            _duplicate(file, name, seen[name.value])
            continue
        seen[name.value] = name
        file.places[f"{below}:"] = name.place
        value = _value(file, below, child)
        if value is None:
            file.empty.append(below)
        else:
            values[name.value] = value
    return values or None


def _sequence(file: PlainFile, key: str, node: Sequence) -> Plain | None:
    values: list[Plain] = []
    for child in node.nodes:
        below = f"{key}.{len(values)}" if key else str(len(values))
        value = _value(file, below, child)
        if value is not None:
            values.append(value)
    return values or None


def _duplicate(file: PlainFile, name: Scalar, first: Scalar) -> None:
    if len(file.findings.found) >= ENOUGH:
        return
    line = first.place[0]
    file.findings.error(
        "duplicate-key",
        Span(file.path, *name.place),
        Message(f"the key {brief(name.value)!r} stands here a second time", f"键 {brief(name.value)!r} 重复"),
        Message(f"it stands on line {line} already: keep one", f"第 {line} 行已有，请只留一个"),
    )
