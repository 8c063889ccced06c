"""What the jobs of a release were made of ↔ its record: a share for each month, one for the rest.

A month that nothing changed keeps its share as it stands, unread. So a share tells why each of its
jobs was rendered in the release for which it was written; whether that is the last one is told
beside it, in the heads of all shares.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from digest.publish.record import Record, line_of
from digest.publish.release import record_of

REST = "rest"
"""The share of the jobs that are of no month."""

_HEADS = "heads"

Facts = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a job: its fingerprint by parts, files, facts, and why it was rendered.

    `kind` is its template, else its renderer; `because` the parts that had changed, or a word.
    """

    parts: Mapping[str, str]
    files: tuple[str, ...]
    facts: Facts
    kind: str
    because: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether it is left from the release before, for readers in mid-page."""
        return self.because == KEPT


KEPT = ("kept",)

Entries = Mapping[str, Entry]
"""Jobs by address."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is told of a share: the digest of what its jobs come from, their number, whether it is new."""

    key: str
    count: int
    fresh: bool


class Ledger:
    """The shares of a release. What is not as it should be is not there."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._read: dict[str, dict[str, Entry]] = {}

    @property
    def names(self) -> list[str]:
        """The shares that are there."""
        return [name for name in self.record if name != _HEADS]

    def heads(self) -> dict[str, Head]:
        """What is told of each share."""
        try:
            found = {name: Head(**head) for name, head in self.record[_HEADS].items()}
        except (KeyError, ValueError, TypeError, AttributeError):
            return {}
        return {name: head for name, head in found.items() if name in self.record}

    def jobs(self, name: str) -> dict[str, Entry]:
        """The jobs of a share; none if there is no such share."""
        if name not in self._read:
            try:
                told = self.record[name]
                self._read[name] = {at: entry for at, one in told.items() if (entry := _entry(one))}
            except (KeyError, ValueError, AttributeError):
                self._read[name] = {}
        return self._read[name]

    def line(self, name: str) -> bytes:
        """A share as it stands in the record."""
        return self.record.lines[name]


def jobs_of(out: Path) -> dict[str, dict[str, Any]]:
    """All jobs of the live release by address, as they stand in its record; {} if nothing is known.

    `because` is empty for one that was not rendered for that release.
    """
    ledger = Ledger(record_of(out))
    heads = ledger.heads()
    found: dict[str, dict[str, Any]] = {}
    for name in ledger.names:
        fresh = name in heads and heads[name].fresh
        for at, entry in ledger.jobs(name).items():
            because = entry.because if fresh or entry.is_kept else ()
            found[at] = {**_plain(entry), "files": list(entry.files), "because": list(because)}
    return found


def written(heads: Mapping[str, Head], lines: Mapping[str, bytes]) -> Record:
    """The record of these shares."""
    told = {name: asdict(head) for name, head in heads.items()}
    return Record({_HEADS: line_of(told), **lines})


def share(entries: Entries) -> bytes:
    """The line of a share."""
    return line_of({at: _plain(entry) for at, entry in entries.items()})


def _plain(entry: Entry) -> dict[str, object]:
    return {
        "parts": entry.parts,
        "files": entry.files,
        "facts": entry.facts,
        "kind": entry.kind,
        "because": entry.because,
    }


def _entry(told: Any) -> Entry | None:
    """An entry from JSON; None if it is not whole."""
    try:
        files, because = _texts(told["files"]), _texts(told["because"])
        return Entry(dict(told["parts"]), files, dict(told["facts"]), str(told["kind"]), because)
    except (KeyError, TypeError, ValueError):
        return None


def _texts(told: Iterable[Any]) -> tuple[str, ...]:
    return tuple(map(str, told))
