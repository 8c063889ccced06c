"""What a rule finds in a passage, and the same with its code and place."""

from dataclasses import dataclass

from digest.diagnostic import Diagnostic, Message, Severity, Span


@dataclass(frozen=True, slots=True)
class Flaw:
    """A stretch of a passage's text that is wrong, and what may safely stand there instead."""

    start: int
    end: int
    message: Message
    help: Message | None = None
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """A flaw in its file. `wrong` is the text that stands there, `instead` what may take its place."""

    code: str
    span: Span
    message: Message
    help: Message | None = None
    wrong: str = ""
    instead: str | None = None

    @property
    def diagnostic(self) -> Diagnostic:
        """The same for editors."""
        return Diagnostic(self.code, Severity.WARNING, self.span, self.message, self.help)


def put(instead: str) -> Message:
    """The way out: what to write."""
    return Message(f"write {instead}", f"请写 {instead}")
