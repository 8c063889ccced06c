"""What was found at cited addresses ↔ state/links.json, so that nobody is asked twice in a while."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from digest.publish.files import remove, write_new
from digest.publish.layout import layout

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Probed:
    """What was found at an address, and when."""

    at: datetime
    verdict: str
    said: str
    to: str | None = None


def probed_of(out: Path) -> dict[str, Probed]:
    """By address; {} if nobody knows."""
    try:
        kept = json.loads(_path(out).read_text(encoding="utf-8"))
        if kept["version"] != _VERSION:
            return {}
        return {
            address: Probed(datetime.fromisoformat(one["at"]), one["verdict"], one["said"], one["to"])
            for address, one in kept["probed"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def keep_probed(out: Path, probed: Mapping[str, Probed]) -> None:
    """Remember what was found. Raises OSError."""
    path = _path(out)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    remove(str(new))
    listed = {
        address: {"at": one.at.isoformat(), "verdict": one.verdict, "said": one.said, "to": one.to}
        for address, one in sorted(probed.items())
    }
    write_new(str(new), json.dumps({"version": _VERSION, "probed": listed}, ensure_ascii=False).encode())
    new.replace(path)


def _path(out: Path) -> Path:
    return layout(out).state / "links.json"
