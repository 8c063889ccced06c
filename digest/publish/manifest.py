"""What a release tree holds, and the caller's record of it ↔ JSON.

The first line is small and says whose manifest it is; the second holds the lists, the others the
record, which is not read until somebody asks. A manifest that is cut short, altered or of another
version is none: the build then starts from nothing known.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from digest.publish.files import read_regular, remove
from digest.publish.record import Record, line_of

_VERSION = 3


@dataclass(frozen=True, slots=True)
class Header:
    """Whose manifest it is."""

    root: int
    """Inode of the tree's folder, which it keeps under any name."""
    forget: bool
    """Whether the release before this one has still to be deleted."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A release tree's files; paths are relative and sorted, parents before children."""

    root: int = 0
    digests: Mapping[str, str] = field(default_factory=dict)
    """file → SHA-256 of its bytes"""
    marks: Mapping[str, str] = field(default_factory=dict)
    """file → its mark when the manifest was made"""
    folders: Mapping[str, str] = field(default_factory=dict)
    """folder → its mark; the list of its names is unchanged as long as the mark is"""
    record: bytes = b""
    """the caller's record of this release, as `Record` has it"""
    forget: bool = False

    @property
    def jobs(self) -> Record:
        """The record, taken apart anew each time."""
        return Record.read(self.record)


def save(path: Path, manifest: Manifest) -> None:
    """Write the manifest so that `path` holds the old one or the new one, whole, at any time.

    Raises OSError if it cannot be written.
    """
    lists = {"digests": manifest.digests, "marks": manifest.marks, "folders": manifest.folders}
    body = line_of(lists) + b"\n" + manifest.record
    header = {
        "version": _VERSION,
        "root": manifest.root,
        "forget": manifest.forget,
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    new = path.with_name(path.name + ".new")
    try:
        with new.open("wb") as file:
            file.write(json.dumps(header).encode("ascii") + b"\n" + body)
            file.flush()
            os.fsync(file.fileno())
        new.rename(path)
    except OSError:
        with suppress(OSError):
            remove(str(new))
        raise


def load(path: Path) -> Manifest | None:
    """The manifest at `path`; None if there is none that can be trusted."""
    try:
        first, _, body = read_regular(str(path)).partition(b"\n")
        header = json.loads(first)
        if header["version"] != _VERSION or header["sha256"] != hashlib.sha256(body).hexdigest():
            return None
        lists, _, record = body.partition(b"\n")
        return Manifest(root=header["root"], forget=header["forget"], record=record, **json.loads(lists))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def header_of(path: Path) -> Header | None:
    """The first line of the manifest at `path`; None if there is none. Raises OSError."""
    try:
        with path.open("rb") as file:
            header = json.loads(file.readline())
        return Header(int(header["root"]), bool(header["forget"]))
    except (FileNotFoundError, ValueError, TypeError, KeyError, RecursionError):
        return None
