"""What a rule yields: a place and what is to be said there. Code and severity are the rule's."""

from dataclasses import dataclass

from digest.diagnostic import Message, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found."""

    span: Span
    message: Message
    help: Message | None = None
