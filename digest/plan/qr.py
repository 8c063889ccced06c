"""QR codes of the publication → their drawing and where a tap on them leads (ISO/IEC 18004).

On pages a code is a PNG, since WeChat reads a long press on an image only; on paper it is SVG.
"""

import io

import segno

from digest import address
from digest.fingerprint import digest_of
from digest.model.record import Site
from digest.model.site import Qr
from digest.plan.chrome import Frame
from digest.plan.phrases import phrase
from digest.view.qr import QrView
from digest.words import fill

QUIET_ZONE = 4
"""Modules of white around a code, as the standard asks for."""

PIXELS = 8
"""Pixels a module: sharp on a dense screen, and under 2 KB."""


def qr_views(frame: Frame, *, on_paper: bool) -> tuple[QrView, ...]:
    """The codes in their order, each with its caption."""
    return tuple(_view(frame, code, on_paper) for code in frame.site.qr)


def _view(frame: Frame, code: Qr, on_paper: bool) -> QrView:
    caption = phrase(code.caption, frame.language, frame.site)
    drawn = code.url is not None
    return QrView(
        caption=caption,
        svg=drawing(code.url) if code.url and on_paper else None,
        image=picture_address(code.url) if code.url and not on_paper else code.image,
        link=code.target,
        alt=fill(frame.chrome.words["qr_code"], caption=caption.text) if drawn else caption.text,
    )


def picture_address(url: str) -> str:
    """Where the PNG of a code lies."""
    return address.asset("qr.png", digest_of("qr", url, QUIET_ZONE, PIXELS))


def drawn_codes(site: Site) -> dict[str, str]:
    """The PNGs to draw: what each says, by its address."""
    return {picture_address(code.url): code.url for code in site.qr if code.url}


def drawing(url: str) -> str:
    """A QR code as SVG, with as few and so as large modules as it can have: nothing soils a PDF."""
    buffer = io.BytesIO()
    segno.make_qr(url, error="l").save(
        buffer, kind="svg", xmldecl=False, border=QUIET_ZONE, omitsize=True, lineclass=None, svgclass="qr"
    )
    return buffer.getvalue().decode("ascii").strip()
