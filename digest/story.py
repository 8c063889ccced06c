"""One story's or issue's file → its record, packed, and its problems: what a worker does of steps 1 to 3."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from digest.diagnostic import Diagnostic, Severity, Span
from digest.load.text import ITEM_LIMIT, SourceText, decode
from digest.load.tree import DayFolder, ItemPath, read, unreadable
from digest.markup.records import issue_record, item_record
from digest.model.issue import IssueFile
from digest.model.item import ItemFile
from digest.model.publication import Broken
from digest.model.record import Issue, Item
from digest.model.values import Setting, read_instant
from digest.packed import Pack, pack, packed_issue, packed_item
from digest.prose.rules import Spacing, slips
from digest.validate.schema import Checked, check


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it is kept between runs, with what was said of its file.

    `findings` is what the rules of items had to say, when they were asked with all they rest on
    having the digest `judged`. Both lists are JSON; empty if there is nothing.
    """

    pack: Pack
    said: bytes = b""
    judged: str = ""
    findings: bytes = b""

    @property
    def checksum(self) -> int:
        """What tells a damaged copy."""
        return reduce(lambda known, part: zlib.crc32(part, known), self.parts, 0)

    @property
    def parts(self) -> tuple[bytes, ...]:
        """All that it is made of."""
        return (self.pack.card, self.pack.whole, self.said, self.judged.encode(), self.findings)


@dataclass(frozen=True)
class FileRead:
    """What came of a day's file: its record, or why there is none."""

    path: str
    hash: str | None = None
    key: str | None = None
    kept: Kept | None = None
    problems: tuple[Diagnostic, ...] = ()
    broken: Broken | None = None
    may_be_kept: bool = True

    @cached_property
    def item(self) -> Item | None:
        """The record of an item's file."""
        return packed_item(self.kept.pack) if self.kept else None

    @cached_property
    def issue(self) -> Issue | None:
        """The record of an issue's file."""
        return packed_issue(self.kept.pack) if self.kept else None

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What was said of the file."""
        return thawed(self.kept.said) if self.kept else list(self.problems)


def places_of(day: DayFolder) -> Iterator[ItemPath]:
    """The files of a day; its issue's has the number 0 and no slug."""
    if day.has_issue:
        yield ItemPath(day.issue_path, day.date, 0, "")
    yield from day.items


def key_of(salt: str, path: str, hash: str) -> str:
    """The name under which a file whose bytes have this hash is kept.

    `salt` is the digest of all that makes a record of them, our code included.
    """
    return hashlib.sha256(f"{salt}\0{path}\0{hash}".encode()).hexdigest()


def hash_of(raw: bytes) -> str:
    """The hash of a file's bytes."""
    return hashlib.sha256(raw).hexdigest()


@dataclass(frozen=True, slots=True)
class Reader:
    """How the files of a publication are read: its folder, and what their values are read against."""

    root: Path
    salt: str
    setting: Setting
    spacing: Spacing

    def __call__(self, at: ItemPath) -> FileRead:
        """Read, judge and mark up one file."""
        try:
            raw = read(self.root, at.path, ITEM_LIMIT)
        except OSError as error:
            found = Diagnostic("unreadable", Severity.ERROR, Span(at.path), unreadable(error))
            return FileRead(at.path, problems=(found,), broken=_broken(at))
        source, findings = decode(at.path, raw, ITEM_LIMIT)
        if source is None:
            return FileRead(at.path, problems=tuple(findings.found), broken=_broken(at))
        checked, made, said = self._judged(at, source)
        if made is None:
            broken = _broken(at, checked.file.value, self.setting)
            return FileRead(at.path, problems=tuple(said), broken=broken)
        kept = Kept(pack(made), frozen(said))
        may_be_kept = made.status not in NEVER_KEPT
        hash = hash_of(raw)
        key = key_of(self.salt, at.path, hash)
        return FileRead(at.path, hash, key, kept, may_be_kept=may_be_kept)

    def _judged(
        self, at: ItemPath, source: SourceText
    ) -> tuple[Checked[Any], Item | Issue | None, list[Diagnostic]]:
        checked: Checked[Any]
        made: Item | Issue | None
        if at.number:
            says = {"date": str(at.date), "number": str(at.number), "slug": at.slug}
            checked = check(ItemFile, source, self.setting, says)
            made, said = item_record(checked, source, at)
        else:
            checked = check(IssueFile, source, self.setting, {"date": str(at.date)})
            made, said = issue_record(checked, source, at.date)
        return checked, made, said + slips_of(checked, source, self.spacing, self.setting["languages"][0])


def slips_of(checked: Checked[Any], source: SourceText, spacing: Spacing, language: str) -> list[Diagnostic]:
    """What a deskman would say of a file's texts; nothing of what is taken down."""
    said = checked.file.value
    if isinstance(said, dict) and said.get("status") in NEVER_KEPT:
        return []
    return [slip.diagnostic for slip in slips(source, checked.file.scalars, spacing, language)]


NEVER_KEPT = frozenset({"withdrawn", "removed"})
"""What has one of these statuses leaves no copy of its text in any cache."""


def _broken(at: ItemPath, value: Any = None, setting: Setting | None = None) -> Broken:
    """A broken file with what it says of its visibility, as far as that can be read."""
    said = value if isinstance(value, dict) else {}
    status = said.get("status")
    try:
        instant = read_instant(str(said.get("publish_at")), setting["timezone"]) if setting else None
    except ValueError:
        instant = None
    return Broken(at.path, at.date, at.slug or None, status if isinstance(status, str) else None, instant)


@lru_cache
def _list() -> TypeAdapter[list[Diagnostic]]:
    return TypeAdapter(list[Diagnostic])


def frozen(diagnostics: list[Diagnostic]) -> bytes:
    """Diagnostics as JSON."""
    return _list().dump_json(diagnostics) if diagnostics else b""


def thawed(kept: bytes) -> list[Diagnostic]:
    """The diagnostics of such JSON."""
    return _list().validate_json(kept) if kept else []
