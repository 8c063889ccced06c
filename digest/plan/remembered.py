"""What several jobs of an edition ask for → worked out once.

An edition's pages, its Markdown, its references and its data are rendered one after the other, so
the last few editions are enough. An edition never changes, and one that is planned anew is another.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from digest.plan.edition import Edition

NEAR = 128
"""Editions that are remembered: those of a month, in all languages."""

T = TypeVar("T")


def remembered(function: Callable[[Edition], T]) -> Callable[[Edition], T]:
    """A pure function of an edition that keeps what it found for the last ones it was asked about."""
    return lru_cache(maxsize=NEAR)(function)
