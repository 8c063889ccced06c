"""A correction as pages and bulletins show it."""

from dataclasses import dataclass

from digest.view.phrase import Link, Phrase, Rich


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction: when, what, and in its own words what was and what should be."""

    when: str
    at: str
    text: Rich
    was: Phrase | None
    now: Phrase | None
    about: Link | None = None
