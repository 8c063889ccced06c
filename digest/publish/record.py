"""A release's record: names → JSON values, a line each, of which none is read until it is asked for.

Ten years of it are 18 MB, and a build that changes one day has no need to know of the others: what it
leaves alone goes into the next record as the line that it was.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Self


class Record(Mapping[str, Any]):
    """Names → values, each read anew whenever it is asked for."""

    def __init__(self, lines: Mapping[str, bytes] = MappingProxyType({})) -> None:
        self.lines = dict(lines)

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Self:
        """The record of these values. Raises TypeError or ValueError for what is no JSON."""
        return cls({name: line_of(value) for name, value in values.items()})

    @classmethod
    def read(cls, raw: bytes) -> Self:
        """A record from its bytes. Raises ValueError if they are none."""
        lines = {}
        for line in raw.splitlines():
            name, _, value = line.partition(b"\t")
            lines[json.loads(name)] = value
        return cls(lines)

    @cached_property
    def raw(self) -> bytes:
        """The bytes: ASCII, a line for each name."""
        return b"".join(b"%s\t%s\n" % (line_of(name), value) for name, value in self.lines.items())

    def __getitem__(self, name: str) -> Any:
        return json.loads(self.lines[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)


def line_of(value: object) -> bytes:
    """A value in one line of ASCII. Raises TypeError or ValueError for what is no JSON."""
    return json.dumps(value, separators=(",", ":"), default=_plain).encode("ascii")


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is no JSON")
