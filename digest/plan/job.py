"""A job: what is rendered at once and yields one file or several.

Its `inputs` are the digest of everything its view is made of: the values given to the view's
maker, and the code of that maker. The view itself is made only for jobs that will be rendered.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from digest.fingerprint import code_digest, digest_of

Facts = Mapping[str, Mapping[str, int | str]]
"""What jobs of the first wave left, by address: bytes, pages, and the hash of the bytes."""


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to render.

    `address` names it; `renderer` is a name in `render.RENDERERS`; `template` the file it is
    rendered with, if any; its view is `maker(*values, facts)`; `needs` the addresses of jobs whose
    facts are part of that.
    """

    address: str
    renderer: str
    template: str
    maker: Callable[..., object] = field(compare=False)
    values: tuple[Any, ...] = field(compare=False, repr=False)
    needs: tuple[str, ...] = ()

    @property
    def inputs(self) -> str:
        """The digest of all that the view is made of but facts; worked out when asked for."""
        return digest_of(self.maker.__qualname__, code_digest(self.maker.__module__), self.values)

    def view(self, facts: Facts) -> object:
        """The finished view."""
        return self.maker(*self.values, facts)

    @property
    def wave(self) -> int:
        """The first wave leaves facts; the second may use them."""
        return 1 if self.renderer in FIRST_WAVE else 2


FIRST_WAVE = frozenset({"pdf", "raster", "image"})
"""Renderers whose artifacts leave facts: bulletins, cards and images."""


def job(
    address: str,
    renderer: str,
    template: str,
    maker: Callable[..., object],
    *values: Any,
    needs: tuple[str, ...] = (),
) -> Job:
    """A job whose view is `maker(*values, facts)`: by construction made of nothing else."""
    return Job(address, renderer, template, maker, values, needs)
