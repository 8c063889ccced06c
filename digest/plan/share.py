"""Cards by address → what pages say of them to those who share links."""

from digest import address
from digest.view.page import ShareImage

WIDTH, HEIGHT = 1200, 630
"""Pixels, as OpenGraph's large cards want them."""

_TYPES = {"png": "image/png", "jpg": "image/jpeg"}


def site_card(language: str) -> str:
    """The address of a language's own card."""
    return address.card(address.home(language), "png")


def share_image(base: str, at: str, alt: str) -> ShareImage:
    """A card by its full address, with its size and what stands on it."""
    kind = _TYPES[at.rpartition(".")[2]]
    return ShareImage(address.absolute(base, at), kind, WIDTH, HEIGHT, alt)
