"""A picture of content → one of its renditions: turned upright, resized, without metadata."""

import io

from PIL import Image, ImageOps

from digest.load.pictures import SIZE_LIMIT
from digest.load.tree import read
from digest.render.artifact import Artifact, Rendered, Task, Workshop
from digest.view.file import ImageView

QUALITY = 82
"""Of JPEG and WebP, from 0 to 100."""

KINDS = ("png", "jpeg", "webp")
"""What a picture of content may be; `look` has refused all else."""


def render_image(task: Task, workshop: Workshop) -> Rendered:
    """One rendition as a file."""
    assert isinstance(task.view, ImageView)
    data = rendition(read(workshop.root, task.view.path, SIZE_LIMIT), task.view)
    facts = {"bytes": len(data)}
    return Rendered(task.address, (Artifact(task.address, data),), facts)


def rendition(raw: bytes, view: ImageView) -> bytes:
    """The bytes of a rendition. Nothing of Exif, colour profiles or comments is kept."""
    with Image.open(io.BytesIO(raw), formats=KINDS) as opened:
        drawn = opened.format == "PNG"
        upright = ImageOps.exif_transpose(opened)
        has_alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
        plain = upright.convert("RGBA" if has_alpha else "RGB")
    sized = plain.resize((view.width, view.height), Image.Resampling.LANCZOS)
    clean = Image.new(sized.mode, sized.size)
    clean.paste(sized)
    made = _encoded(clean, view.format)
    if view.format == "webp" and drawn:  # lines and flat areas are often smaller without loss
        return min(made, _encoded(clean, "webp", lossless=True), key=len)
    return made


def _encoded(image: Image.Image, kind: str, *, lossless: bool = False) -> bytes:
    buffer = io.BytesIO()
    if kind == "jpeg":
        image.convert("RGB").save(buffer, "jpeg", quality=QUALITY, optimize=True, progressive=True)
    elif kind == "webp":
        image.save(buffer, "webp", quality=QUALITY, method=4 if lossless else 6, lossless=lossless)
    else:
        image.save(buffer, "png", optimize=True)
    return buffer.getvalue()
