"""A small record of ours ↔ a JSON file in `state/`: whole, or not there.

One that is cut short, altered or of another version is none, and what it would have told is found
out anew.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from digest.publish.files import remove, write_new


def keep(path: Path, version: int, told: Mapping[str, Any]) -> None:
    """Make the file hold this, whole at every instant; its folder is made if need be. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    record = {"version": version, "sha256": _digest(told), "told": told}
    try:
        remove(str(new))
        write_new(str(new), json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        new.replace(path)
    except OSError:
        with suppress(OSError):
            remove(str(new))
        raise


def kept(path: Path, version: int) -> dict[str, Any] | None:
    """What the file holds; None if there is nothing that can be trusted."""
    try:
        record = json.loads(_bytes(path))
        told = record["told"]
        if record["version"] == version and isinstance(told, dict) and record["sha256"] == _digest(told):
            return told
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        pass
    return None


def _bytes(path: Path) -> bytes:
    # A planted FIFO would otherwise hold us until somebody writes into it.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def _digest(told: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode("ascii")).hexdigest()
