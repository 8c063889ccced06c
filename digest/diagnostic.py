"""What a step has to say to an editor: a problem as a value, with its place and the way out.

A step returns diagnostics; only `report.py` shows them, and it alone picks the language.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How grave a problem is: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in the languages that editors read."""

    en: str
    zh: str

    def said_in(self, language: str) -> str:
        """The sentence in `language`; English for any language but Chinese."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file: lines and columns from 1, columns in code points, the end exclusive.

    `line` is 0 where a problem concerns the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    @property
    def has_place(self) -> bool:
        """Whether this names a stretch of the file and not just the file."""
        return self.line > 0

    def at_offset(self, lines: int, columns: int, length: int = 1) -> "Span":
        """A stretch of `length` on one line, `lines` further down and `columns` further right."""
        line, column = self.line + lines, self.column + columns
        return Span(self.path, line, column, line, column + length)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a stable code of hyphenated words, where it is, what is wrong, what to do."""

    code: str
    severity: Severity
    span: Span
    message: Message
    help: Message | None = None

    @property
    def is_error(self) -> bool:
        """Whether this stops a build."""
        return self.severity is Severity.ERROR

    @property
    def place(self) -> tuple[Span, str]:
        """The key by which diagnostics are sorted: file, line, column, code."""
        return (self.span, self.code)


@dataclass(slots=True)
class Findings:
    """A list of diagnostics that one step gathers while it works, to return it whole."""

    found: list[Diagnostic] = field(default_factory=list)

    def error(self, code: str, span: Span, message: Message, help: Message | None = None) -> None:
        """Note an error."""
        self.found.append(Diagnostic(code, Severity.ERROR, span, message, help))

    def warning(self, code: str, span: Span, message: Message, help: Message | None = None) -> None:
        """Note a warning."""
        self.found.append(Diagnostic(code, Severity.WARNING, span, message, help))


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics sorted by place, each once."""
    return sorted(dict.fromkeys(diagnostics), key=lambda found: found.place)


_BRIEF = 80
"""Characters of something an editor typed that a message repeats: the longest id fits."""


def brief(typed: str) -> str:
    """What was typed, as far as a message repeats it."""
    return typed if len(typed) <= _BRIEF else f"{typed[:_BRIEF]}…"
