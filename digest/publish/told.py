"""What was told to whom ↔ state/told.json, so that a night that is built twice is told once."""

from collections.abc import Mapping
from pathlib import Path

from digest.publish.kept import keep, kept
from digest.publish.layout import layout

_VERSION = 2


def told_of(out: Path) -> dict[str, str]:
    """By a channel's name, the digest of what it was told last; {} if nobody knows."""
    return kept(_path(out), _VERSION) or {}


def keep_told(out: Path, told: Mapping[str, str]) -> None:
    """Remember what was told. Raises OSError."""
    keep(_path(out), _VERSION, dict(told))


def _path(out: Path) -> Path:
    return layout(out).state / "told.json"
