"""What a run has read ↔ SQLite, so that the next run need not read it again.

It may be deleted at any time, or be damaged: then it is made anew. Rows that no file of the
content needs any more are erased, their bytes too, so that nothing taken down lives on in it.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

_VERSION = 1


class Cache:
    """Bytes kept under keys. Reading never fails; what cannot be read is not there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._rows = self._all()

    def recall(self, key: str) -> bytes | None:
        """What was kept under a key, if anything."""
        return self._rows.get(key)

    def save(self, used: Iterable[str], fresh: Mapping[str, bytes]) -> None:
        """Keep what is fresh, and erase what is no longer used. A failure costs only time."""
        gone = set(self._rows) - set(used)
        if not gone and not fresh:
            return
        try:
            self._write(gone, fresh)
        except sqlite3.DatabaseError:
            self.path.unlink(missing_ok=True)

    def _all(self) -> dict[str, bytes]:
        if not self.path.is_file() or self.path.is_symlink():
            return {}
        try:
            with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as database:
                if database.execute("pragma user_version").fetchone() != (_VERSION,):
                    return {}
                return dict(database.execute("select key, value from kept"))
        except (sqlite3.DatabaseError, ValueError):
            return {}

    def _write(self, gone: Iterable[str], fresh: Mapping[str, bytes]) -> None:
        if not self._rows:
            self.path.unlink(missing_ok=True)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path)) as database, database:
            database.execute("pragma secure_delete = on")
            database.execute(f"pragma user_version = {_VERSION}")
            database.execute("create table if not exists kept (key text primary key, value blob)")
            database.executemany("delete from kept where key = ?", ((key,) for key in gone))
            database.executemany("insert or replace into kept values (?, ?)", fresh.items())
