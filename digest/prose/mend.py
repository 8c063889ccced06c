"""A file's text and the slips in it → the text with those corrected that may safely be.

A correction is safe if it changes no letter and no figure (so that it outdates no translation and no
approval), stands where the slip says, and leaves the file the same keys and, but for it, the same
values. Comments, layout, line ends and a byte order mark stay.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from digest.load.nodes import Scalar, compose
from digest.load.text import SourceText
from digest.model.wording import wording
from digest.prose.slip import Slip
from digest.validate.plain import PlainFile, plain

Look = Callable[[SourceText, dict[str, Scalar]], Iterable[Slip]]
"""What finds the slips of a text."""

_LINE_END = re.compile("\r\n|\r|\n")
_MARK = "\ufeff"
_ROUNDS = 8
"""One correction may show another: so often a text is looked at again."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file's text after its corrections, and those."""

    text: str
    slips: tuple[Slip, ...] = ()


def is_safe(slip: Slip) -> bool:
    """Whether a slip says what may stand in its place, and that leaves the wording as it is."""
    return slip.instead is not None and wording([slip.wrong]) == wording([slip.instead])


def mend(path: str, text: str, look: Look) -> Mended:
    """The text with its safe corrections; as it was if it cannot be read."""
    done: list[Slip] = []
    for _ in range(_ROUNDS):
        file = _read(path, text)
        if file is None:
            break
        source = SourceText(path, _normal(text))
        once, used = _once(text, look(source, file.scalars))
        if not used or not _says_the_same(file, _read(path, once), used):
            break
        text = once
        done += used
    return Mended(text, tuple(done))


def _normal(text: str) -> str:
    """A text as it is read: one kind of line end, no byte order mark."""
    return _LINE_END.sub("\n", text.removeprefix(_MARK))


def _read(path: str, text: str) -> PlainFile | None:
    node, findings = compose(SourceText(path, _normal(text)))
    file = plain(path, node)
    return None if findings.found or file.findings.found else file


def _once(text: str, slips: Iterable[Slip]) -> tuple[str, list[Slip]]:
    """The text with corrections that do not overlap, each put where what is wrong really stands."""
    starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    shift = len(_MARK) if text.startswith(_MARK) else 0
    used: list[Slip] = []
    limit = len(text)
    for slip in sorted((one for one in slips if is_safe(one)), key=lambda one: one.span, reverse=True):
        start = starts[slip.span.line - 1] + slip.span.column - 1 + (shift if slip.span.line == 1 else 0)
        end = start + len(slip.wrong)
        if end <= limit and text[start:end] == slip.wrong:
            text = f"{text[:start]}{slip.instead}{text[end:]}"
            limit = start
            used.append(slip)
    return text, used[::-1]


def _says_the_same(before: PlainFile, after: PlainFile | None, used: Iterable[Slip]) -> bool:
    """Whether a file has the same keys, with the same words, as before it was mended."""
    return after is not None and _words(before.scalars) == _words(after.scalars)


def _words(scalars: Mapping[str, Scalar]) -> dict[str, str]:
    return {key: wording([scalar.value]) for key, scalar in scalars.items()}
