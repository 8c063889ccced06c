"""What a run has read ↔ SQLite, so that the next run need not read it again.

It may be deleted at any time, or be damaged: then it is made anew. Rows that no file of the
content needs any more are erased, their bytes too, so that nothing taken down lives on in it.
"""

import sqlite3
import time
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from digest.packed import Pack
from digest.publish.files import remove
from digest.story import Kept

_VERSION = 3

_SETTLED = 50_000_000
"""Nanoseconds after which a file's times tell two states apart on any file system we know."""

_TABLES = """
create table if not exists kept (
    key text primary key, checksum integer, card blob, whole blob, said blob, judged blob, findings blob
) without rowid;
create table if not exists files (path text primary key, mark text, hash text) without rowid;
"""


class Cache:
    """Records under keys, and hashes under paths. Reading never fails: what cannot be read is not there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._rows: dict[str, Kept] = {}
        self._files: dict[str, tuple[str, str]] = {}
        self._load()

    def hash_of(self, path: str, mark: str) -> str | None:
        """The hash of a file that has had this mark since before the last run."""
        known = self._files.get(path)
        return known[1] if known and known[0] == mark else None

    def recall(self, key: str) -> Kept | None:
        """What was kept under a key, if it is whole."""
        return self._rows.get(key)

    def save(
        self,
        keys: Mapping[str, str],
        seen: Mapping[str, tuple[str, str]],
        fresh: Mapping[str, Kept],
        begun: int,
    ) -> None:
        """Keep what is fresh, and erase what is no longer used. A failure costs only time.

        `keys` are those of all files, `seen` their marks and hashes, both by path; `begun` is when
        the run began to look at them, in ns: the mark of a file that was changed about then or
        later proves nothing.
        """
        files = {
            path: known for path, known in seen.items() if int(known[0].rpartition(" ")[2]) < begun - _SETTLED
        }
        gone = self._rows.keys() - set(keys.values())
        if not gone and not fresh and files == self._files:
            return
        try:
            self._write(gone, fresh, files)
        except sqlite3.DatabaseError:
            remove(str(self.path))

    def _load(self) -> None:
        if not self.path.is_file() or self.path.is_symlink():
            return
        try:
            with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as database:
                if database.execute("pragma user_version").fetchone() != (_VERSION,):
                    return
                rows = database.execute("select * from kept")
                for key, checksum, card, whole, said, judged, findings in rows:
                    kept = Kept(Pack(card, whole), said, judged.decode(), findings)
                    if kept.checksum == checksum:
                        self._rows[key] = kept
                files = database.execute("select * from files").fetchall()
                self._files = {path: (mark, hash) for path, mark, hash in files}
        except (sqlite3.DatabaseError, ValueError, TypeError, AttributeError):
            self._rows, self._files = {}, {}

    def _write(
        self, gone: Iterable[str], fresh: Mapping[str, Kept], files: Mapping[str, tuple[str, str]]
    ) -> None:
        if not self._rows:
            remove(str(self.path))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path)) as database, database:
            database.execute("pragma secure_delete = on")
            database.execute(f"pragma user_version = {_VERSION}")
            database.executescript(_TABLES)
            database.executemany("delete from kept where key = ?", ((key,) for key in gone))
            database.executemany(
                "insert or replace into kept values (?, ?, ?, ?, ?, ?, ?)", map(_row, fresh.items())
            )
            lost = self._files.keys() - files.keys()
            database.executemany("delete from files where path = ?", ((path,) for path in lost))
            database.executemany(
                "insert or replace into files values (?, ?, ?)",
                ((path, *known) for path, known in files.items() if self._files.get(path) != known),
            )


def _row(named: tuple[str, Kept]) -> tuple[object, ...]:
    key, kept = named
    return (key, kept.checksum, *kept.parts)


def now() -> int:
    """The clock's time in ns."""
    return time.time_ns()
