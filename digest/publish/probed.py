"""What was found at cited addresses ↔ state/links.json, so that nobody is asked twice in a while."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from digest.publish.kept import keep, kept
from digest.publish.layout import layout

_VERSION = 2


@dataclass(frozen=True, slots=True)
class Probed:
    """What was found at an address, and when."""

    at: datetime
    verdict: str
    said: str
    to: str | None = None


def probed_of(out: Path) -> dict[str, Probed]:
    """By address; {} if nobody knows."""
    return {
        address: Probed(datetime.fromisoformat(one["at"]), one["verdict"], one["said"], one["to"])
        for address, one in (kept(_path(out), _VERSION) or {}).items()
    }


def keep_probed(out: Path, probed: Mapping[str, Probed]) -> None:
    """Remember what was found. Raises OSError."""
    listed = {
        address: {"at": one.at.isoformat(), "verdict": one.verdict, "said": one.said, "to": one.to}
        for address, one in sorted(probed.items())
    }
    keep(_path(out), _VERSION, listed)


def _path(out: Path) -> Path:
    return layout(out).state / "links.json"
