"""What was told to whom ↔ state/told.json, so that a night that is built twice is told once."""

import json
from collections.abc import Mapping
from pathlib import Path

from digest.publish.files import remove, write_new
from digest.publish.layout import layout

_VERSION = 1


def told_of(out: Path) -> dict[str, str]:
    """By a channel's name, the digest of what it was told last; {} if nobody knows."""
    try:
        kept = json.loads(_path(out).read_text(encoding="utf-8"))
        return dict(kept["told"]) if kept["version"] == _VERSION else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def keep_told(out: Path, told: Mapping[str, str]) -> None:
    """Remember what was told. Raises OSError."""
    path = _path(out)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    remove(str(new))
    write_new(str(new), json.dumps({"version": _VERSION, "told": dict(told)}).encode())
    new.replace(path)


def _path(out: Path) -> Path:
    return layout(out).state / "told.json"
