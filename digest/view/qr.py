"""A QR code as pages and bulletins show it."""

from dataclasses import dataclass

from digest.view.phrase import Phrase


@dataclass(frozen=True, slots=True)
class QrView:
    """A QR code: its drawing as SVG, as PNG in base64 or as the address of an image; where a tap leads."""

    caption: Phrase
    svg: str | None
    png: str | None
    image: str | None
    link: str | None
    alt: str
