"""QR codes of the publication → their drawing and where a tap on them leads."""

import base64
from typing import Literal

from digest import address
from digest.fingerprint import digest_of
from digest.model.record import Site
from digest.model.site import Qr
from digest.plan.chrome import Frame
from digest.plan.code import PIXELS, QUIET_ZONE, png, svg
from digest.plan.phrases import phrase
from digest.view.qr import QrView
from digest.words import fill

Where = Literal["paper", "page", "inside"]
"""Drawn as lines; as a picture of its own, for the foot of long pages; as a picture inside the page, where
it is seen at once and would be one request more."""


def qr_views(frame: Frame, where: Where) -> tuple[QrView, ...]:
    """The codes in their order, each with its caption."""
    return tuple(_view(frame, code, where) for code in frame.site.qr)


def _view(frame: Frame, code: Qr, where: Where) -> QrView:
    caption = phrase(code.caption, frame.language, frame.site)
    alt = fill(frame.chrome.words["qr_code"], caption=caption.text) if code.url else caption.text
    return QrView(
        caption=caption,
        svg=svg(code.url) if code.url and where == "paper" else None,
        png=_inside(code.url) if code.url and where == "inside" else None,
        image=picture_address(code.url) if code.url and where == "page" else code.image,
        link=code.target,
        alt=alt,
    )


def _inside(url: str) -> str:
    return base64.b64encode(png(url, QUIET_ZONE, PIXELS)).decode()


def picture_address(url: str) -> str:
    """Where the PNG of a code lies."""
    return address.asset("qr.png", digest_of("qr", url, QUIET_ZONE, PIXELS))


def drawn_codes(site: Site) -> dict[str, str]:
    """The PNGs to draw: what each says, by its address."""
    return {picture_address(code.url): code.url for code in site.qr if code.url}
