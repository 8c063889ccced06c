"""A small record of ours ↔ a file in `state/`: a line that vouches for it, and JSON; whole, or not there.

One that is cut short, altered or of another version is none, and what it would have told is found
out anew.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from digest.publish.files import digest, put_in_place, read_regular, remove, write_new


def keep(path: Path, version: int, told: Mapping[str, Any]) -> None:
    """Make the file hold this, whole at every instant; its folder is made if need be. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    body = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    header = {"version": version, "sha256": digest(body)}
    try:
        remove(str(new))
        write_new(str(new), json.dumps(header).encode("ascii") + b"\n" + body)
        put_in_place(str(new), str(path))
    except OSError:
        with suppress(OSError):
            remove(str(new))
        raise


def kept(path: Path, version: int) -> dict[str, Any] | None:
    """What the file holds; None if there is nothing that can be trusted."""
    try:
        first, _, body = read_regular(str(path)).partition(b"\n")
        header = json.loads(first)
        if header["version"] != version or header["sha256"] != digest(body):
            return None
        told = json.loads(body)
        if isinstance(told, dict):
            return told
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        pass
    return None
