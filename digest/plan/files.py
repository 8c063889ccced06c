"""Files that are copied or made of other files → their views."""

from digest.plan.code import PIXELS, QUIET_ZONE
from digest.plan.job import Facts
from digest.plan.pictures import Rendition
from digest.view.file import CodeView, CopyView, ImageView


def copy_view(path: str, *rest: object) -> CopyView:
    """A file with the bytes of another; the hash of those bytes is among its inputs."""
    return CopyView(path)


def image_view(rendition: Rendition, sha256: str, facts: Facts) -> ImageView:
    """A rendition to make of a picture."""
    return ImageView(rendition.source, rendition.width, rendition.height, rendition.format)


def code_view(text: str, facts: Facts) -> CodeView:
    """A QR code to draw."""
    return CodeView(text, QUIET_ZONE, PIXELS)
