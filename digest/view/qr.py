"""A QR code as pages and bulletins show it."""

from dataclasses import dataclass

from digest.view.phrase import Phrase


@dataclass(frozen=True, slots=True)
class QrView:
    """A QR code: its drawing as SVG or the address of its image, caption, and where a tap leads."""

    caption: Phrase
    svg: str | None
    image: str | None
    link: str | None
    alt: str
