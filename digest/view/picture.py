"""A picture as pages show it."""

from dataclasses import dataclass

from digest.view.phrase import Phrase


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture: the widths it is kept in, its own size in pixels, what it shows and whose it is.

    `srcset` are addresses and widths in a format that everything shows, `webp` the same as WebP.
    """

    address: str
    srcset: tuple[tuple[str, int], ...]
    webp: tuple[tuple[str, int], ...]
    width: int
    height: int
    alt: Phrase
    credit: Phrase | None
