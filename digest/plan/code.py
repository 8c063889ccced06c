"""A text → its QR code (ISO/IEC 18004), drawn: SVG for paper, PNG for screens.

WeChat reads a long press on an image only, so on pages a code is a PNG.
"""

import io

import segno

QUIET_ZONE = 4
"""Modules of white around a code, as the standard asks for."""

PIXELS = 8
"""Pixels a module: sharp on a dense screen, and under 2 KB."""


def svg(text: str) -> str:
    """A code with as few and so as large modules as it can have: nothing soils a PDF."""
    buffer = io.BytesIO()
    segno.make_qr(text, error="l").save(
        buffer, kind="svg", xmldecl=False, border=QUIET_ZONE, omitsize=True, lineclass=None, svgclass="qr"
    )
    return buffer.getvalue().decode("ascii").strip()


def png(text: str, border: int, scale: int) -> bytes:
    """A code with a quiet zone of so many modules, and so many pixels a module."""
    buffer = io.BytesIO()
    segno.make_qr(text, error="m").save(buffer, kind="png", border=border, scale=scale)
    return buffer.getvalue()
