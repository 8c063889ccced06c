"""A small record of ours ↔ a JSON file in `state/`: whole, or not there.

One that is cut short, altered or of another version is none, and what it would have told is found
out anew.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from digest.publish.files import put_in_place, read_regular, remove, write_new


def keep(path: Path, version: int, told: Mapping[str, Any]) -> None:
    """Make the file hold this, whole at every instant; its folder is made if need be. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    record = {"version": version, "sha256": _digest(told), "told": told}
    try:
        remove(str(new))
        write_new(str(new), json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        put_in_place(str(new), str(path))
    except OSError:
        with suppress(OSError):
            remove(str(new))
        raise


def kept(path: Path, version: int) -> dict[str, Any] | None:
    """What the file holds; None if there is nothing that can be trusted."""
    try:
        record = json.loads(read_regular(str(path)))
        told = record["told"]
        if record["version"] == version and isinstance(told, dict) and record["sha256"] == _digest(told):
            return told
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        pass
    return None


def _digest(told: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode("ascii")).hexdigest()
