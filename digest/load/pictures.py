"""An image file's bytes → what it is, without trusting what it says of itself.

The header is judged before anything is decoded: a file of 20 KB can claim pixels for gigabytes.
"""

import hashlib
import io
import warnings

from digest.diagnostic import Message
from digest.model.publication import Picture

SIZE_LIMIT = 5 * 1024 * 1024
"""Bytes."""

PIXEL_LIMIT = 20_000_000

SCANS_LIMIT = 100
"""Passes over a JPEG: a progressive one has about ten, and each goes over all of its pixels."""

_SCAN = b"\xff\xda"
"""Begins one; within the pixels' own bytes it cannot occur (ISO 10918-1, B.1.1.5)."""

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)
_TURNED = frozenset({5, 6, 7, 8})
"""Values of the Exif orientation that exchange width and height."""


class BadPicture(Exception):
    """An image that cannot be used, with the reason."""

    def __init__(self, message: Message, help: Message) -> None:
        super().__init__(message.en)
        self.message = message
        self.help = help


def look(path: str, raw: bytes) -> Picture:
    """What the image is. Raises BadPicture where it is none, too large, or broken."""
    if len(raw) > SIZE_LIMIT:
        raise BadPicture(
            Message("this image is larger than 5 MB", "图片超过 5 MB"),
            Message("save it smaller", "请压缩后再用"),
        )
    kind = _kind(raw)
    if kind is None:
        raise BadPicture(
            Message("this is no PNG, JPEG or WebP", "这不是 PNG、JPEG 或 WebP 图片"),
            Message("save it as one of these", "请另存为其中一种格式"),
        )
    if kind == "jpeg" and raw.count(_SCAN) > SCANS_LIMIT:
        raise BadPicture(
            Message(f"this JPEG has more than {SCANS_LIMIT} scans", f"这个 JPEG 的扫描超过 {SCANS_LIMIT} 遍"),
            Message("save it again from its program", "请重新导出"),
        )
    width, height, clear = _decode(raw, kind)
    return Picture(path, hashlib.sha256(raw).hexdigest(), kind, width, height, clear)


def _kind(raw: bytes) -> str | None:
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "webp"
    return next((kind for magic, kind in _MAGIC if raw.startswith(magic)), None)


def _not_too_large(pixels: int) -> None:
    if pixels > PIXEL_LIMIT:
        raise _too_large()


def _too_large() -> BadPicture:
    return BadPicture(
        Message("this image has more than 20 megapixels", "图片超过 2000 万像素"),
        Message("save it smaller", "请缩小后再用"),
    )


def _decode(raw: bytes, kind: str) -> tuple[int, int, bool]:
    """Width and height as shown, and whether parts are clear, after the whole image was decoded once."""
    from PIL import Image  # slow to import, and most issues have no image

    broken = BadPicture(
        Message("this image cannot be decoded", "图片已损坏，无法解码"),
        Message("save it again from its program", "请重新导出"),
    )
    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(raw), formats=[kind]) as image:
            _not_too_large(image.width * image.height)
            turned = image.getexif().get(0x0112) in _TURNED
            image.load()
            size = (image.height, image.width) if turned else (image.width, image.height)
            clear = image.has_transparency_data
    except BadPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except Exception as error:
        raise broken from error
    return (*size, clear)
