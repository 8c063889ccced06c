"""Files made of another file, of a picture, or of a text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CopyView:
    """A file that has the bytes of another: a static file of the project, or an artifact."""

    path: str


@dataclass(frozen=True, slots=True)
class ImageView:
    """A rendition of a picture: the file it is made of, width and height in pixels, format."""

    path: str
    width: int
    height: int
    format: str


@dataclass(frozen=True, slots=True)
class TextView:
    """A file that is finished already: robots.txt, data."""

    text: str


@dataclass(frozen=True, slots=True)
class CodeView:
    """A QR code to draw: what it says, its quiet zone in modules, pixels a module."""

    text: str
    border: int
    scale: int


@dataclass(frozen=True, slots=True)
class StillView:
    """A picture for WeChat: cut about its middle to a size in pixels, JPEG or PNG, below a megabyte."""

    path: str
    width: int
    height: int
    format: str
