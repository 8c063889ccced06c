"""What became of the last build ↔ state/last.json, for those who are told of it afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from digest.diagnostic import Diagnostic, Message
from digest.publish.kept import keep, kept
from digest.publish.layout import layout

_VERSION = 3


@dataclass(frozen=True, slots=True)
class Last:
    """A build's end: whether it published; its errors, each by language; how many warnings it had.

    `idle` says that it found nothing to render.
    """

    published: bool
    errors: tuple[Mapping[str, str], ...] = ()
    warnings: int = 0
    idle: bool = False


def end_of(said: Iterable[Diagnostic], *, published: bool, idle: bool = False) -> Last:
    """The end of a build that said these things."""
    listed = list(said)
    errors = () if published else tuple(_told(one) for one in listed if one.is_error)
    return Last(published, errors, sum(not one.is_error for one in listed), idle)


def end_by_fault(message: Message) -> Last:
    """The end of a build that the program or its machine could not bring to one."""
    return Last(published=False, errors=({"zh": message.zh, "en": message.en},))


def _told(found: Diagnostic) -> dict[str, str]:
    where = f"{found.span.path}:{found.span.line}" if found.span.line else found.span.path
    return {"zh": f"{where} {found.message.zh}", "en": f"{where} {found.message.en}"}


def keep_last(out: Path, last: Last) -> None:
    """Remember what became of a build. Raises OSError."""
    if last_of(out) == last:
        return
    keep(_path(out), _VERSION, asdict(last))


def last_of(out: Path) -> Last | None:
    """What became of the last build; None if nobody knows."""
    told = kept(_path(out), _VERSION)
    return Last(**{**told, "errors": tuple(told["errors"])}) if told else None


def _path(out: Path) -> Path:
    return layout(out).state / "last.json"
