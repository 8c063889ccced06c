"""An item's image → the files made of it, whose addresses are known before they are made.

Two widths, each as WebP and in a format that everything shows: JPEG or PNG, which is also what
bulletins and feeds have.

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
from digest.view.picture import PictureView

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
    """All files made of a picture, none wider than itself."""
    return (*plain(picture), *_in(picture, "webp"))


def plain(picture: Picture) -> tuple[Rendition, ...]:
    """Those in a format that everything shows: its own, or for WebP the nearest."""
    return _in(picture, picture.format if picture.format != "webp" else "png" if picture.clear else "jpeg")


def _in(picture: Picture, kind: str) -> tuple[Rendition, ...]:
    widths = sorted({min(width, picture.width) for width in WIDTHS})
    return tuple(_rendition(picture, width, kind) for width in widths)


def _rendition(picture: Picture, width: int, kind: str) -> Rendition:
    height = max(1, round(picture.height * width / picture.width))
    digest = digest_of(picture.sha256, width, kind)
    at = address.asset(f"image-{width}.{'jpg' if kind == 'jpeg' else kind}", digest)
    return Rendition(picture.path, at, width, height, kind)


def picture_view(edition: Edition, item: Item) -> PictureView | None:
    """An item's image as pages show it."""
    picture = edition.number.pictures.get(item.slug)
    if picture is None or item.image is None:
        return None
    made = plain(picture)
    site, language = edition.site, edition.language
    return PictureView(
        address=made[-1].address,
        srcset=tuple((one.address, one.width) for one in made),
        webp=tuple((one.address, one.width) for one in _in(picture, "webp")),
        width=made[-1].width,
        height=made[-1].height,
        alt=phrase(item.image.alt, language, site),
        credit=optional(item.image.credit, language, site),
    )
