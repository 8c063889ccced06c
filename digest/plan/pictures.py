"""An item's image → the files made of it, whose addresses are known before they are made.

Each address carries the hash of the source's bytes, the width and the format, so that pages can
be planned without waiting for any picture.
"""

from dataclasses import dataclass

from digest import address
from digest.fingerprint import digest_of
from digest.model.publication import Picture
from digest.model.record import Item
from digest.plan.edition import Edition
from digest.plan.phrases import optional, phrase
from digest.view import PictureView

WIDTHS = (720, 1440)
"""Pixels: a phone's column, and the same on a dense screen or a desk."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file made of a picture."""

    source: str
    address: str
    width: int
    height: int
    format: str


def renditions(picture: Picture) -> tuple[Rendition, ...]:
    """The files made of a picture: no wider than itself, in its own format."""
    widths = sorted({min(width, picture.width) for width in WIDTHS})
    return tuple(_rendition(picture, width) for width in widths)


def _rendition(picture: Picture, width: int) -> Rendition:
    height = max(1, round(picture.height * width / picture.width))
    extension = {"jpeg": "jpg"}.get(picture.format, picture.format)
    digest = digest_of(picture.sha256, width, picture.format)
    at = address.asset(f"image-{width}.{extension}", digest)
    return Rendition(picture.path, at, width, height, picture.format)


def picture_view(edition: Edition, item: Item) -> PictureView | None:
    """An item's image as pages show it."""
    picture = edition.number.pictures.get(item.slug)
    if picture is None or item.image is None:
        return None
    made = renditions(picture)
    site, language = edition.site, edition.language
    return PictureView(
        address=made[-1].address,
        srcset=tuple((one.address, one.width) for one in made),
        width=made[-1].width,
        height=made[-1].height,
        alt=phrase(item.image.alt, language, site),
        credit=optional(item.image.credit, language, site),
    )
