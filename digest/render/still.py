"""A picture of content → one for WeChat: JPEG or PNG, of a size in pixels, below a megabyte."""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps

from digest.load.pictures import SIZE_LIMIT
from digest.load.tree import read
from digest.model.limits import WEIGHT
from digest.render.artifact import Artifact, Rendered, Task, Workshop
from digest.view.file import StillView

QUALITIES = (86, 78, 68, 55)
"""Of JPEG, from 0 to 100: the best that is light enough is taken."""

COLOURS = 256
"""Of a PNG that is too heavy with all of its own."""

SHRINK = 0.8
"""What a side is multiplied with while nothing else helps."""


def render_still(task: Task, workshop: Workshop) -> Rendered:
    """One picture as a file."""
    assert isinstance(task.view, StillView)
    data = still(read(workshop.root, task.view.path, SIZE_LIMIT), task.view)
    return Rendered(task.address, (Artifact(task.address, data),))


def still(raw: bytes, view: StillView) -> bytes:
    """The bytes of a picture, without metadata; transparent parts are white."""
    with Image.open(io.BytesIO(raw)) as opened:
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
    ground = Image.new("RGB", upright.size, "#ffffff")
    ground.paste(upright, mask=upright.getchannel("A"))
    fitted = ImageOps.fit(ground, (view.width, view.height), Image.Resampling.LANCZOS)
    return lightest(fitted, view.format)


def lightest(picture: Image.Image, kind: str) -> bytes:
    """A picture as a file below a megabyte, as good as that can be."""
    while True:
        for data in _tries(picture, kind):
            if len(data) < WEIGHT:
                return data
        smaller = (max(1, round(picture.width * SHRINK)), max(1, round(picture.height * SHRINK)))
        picture = picture.resize(smaller, Image.Resampling.LANCZOS)


def _tries(picture: Image.Image, kind: str) -> Iterator[bytes]:
    if kind == "jpeg":
        yield from (_encoded(picture, "jpeg", quality=quality, optimize=True) for quality in QUALITIES)
    else:
        yield _encoded(picture, "png", optimize=True)
        few = picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        yield _encoded(few, "png", optimize=True)


def _encoded(picture: Image.Image, kind: str, **options: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()
