"""The parts of a kit → its files: the page to copy from, the pages as pictures, kit.json, one archive."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from digest.model.limits import ARTICLE, WEIGHT
from digest.render.artifact import Workshop
from digest.render.html import context, filled
from digest.render.templates import bytes_of
from digest.view.kit import KitView

SCRIPT, STYLE = "kit.js", "kit.css"
DATA = "kit.json"
CORRECTIONS = "corrections.txt"
LEAVES = "pages"

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: an archive of equal files has equal bytes."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How large the article is, and how large it may be."""

    characters: int
    bytes: int

    @property
    def over(self) -> bool:
        """Whether WeChat refuses it."""
        return self.characters >= ARTICLE or self.bytes >= WEIGHT


def weight_of(article: bytes) -> Weight:
    """The size of an article as WeChat counts it."""
    text = article.decode().rstrip("\n")
    return Weight(len(text), len(text.encode()))


def packed(
    view: KitView,
    template: str,
    parts: Mapping[str, bytes],
    leaves: Mapping[str, bytes],
    workshop: Workshop,
) -> dict[str, bytes]:
    """All files of a kit. `parts` are those that jobs made: files of the kit, bulletins by address.

    Raises RenderError if the template cannot be filled.
    """
    files = {name: data for name, data in parts.items() if name not in dict(view.bulletins)}
    files |= {name: parts[at] for at, name in view.bulletins if at in parts}
    files |= leaves
    if view.corrections:
        files[CORRECTIONS] = f"{view.corrections}\n".encode()
    weight = weight_of(parts[view.article])
    article = parts[view.article].decode().rstrip("\n")
    values = {
        **context(view),
        "weight": weight,
        "limits": {"characters": ARTICLE, "bytes": WEIGHT},
        "leaves": sorted(leaves),
        "markup": article,
        "source": _for_script(article),
        "files": {name: len(data) for name, data in files.items()},
        "says_corrections": CORRECTIONS if view.corrections else "",
    }
    files[DATA] = _data(view, weight, files, leaves)
    files["index.html"] = filled(template, values, workshop).encode()
    for name in (SCRIPT, STYLE):
        files[name] = bytes_of(name, workshop.templates)
    files[view.archive] = _archive(files)
    return files


def _for_script(text: str) -> str:
    """A text as a value of JSON that may stand in a script element."""
    return json.dumps(text, ensure_ascii=False).replace("<", "\\u003c")


def _data(view: KitView, weight: Weight, files: Mapping[str, bytes], leaves: Mapping[str, bytes]) -> bytes:
    """What kit.json says: the fields with their counts, and the files."""
    fields: dict[str, Any] = {
        one.name: {"text": one.text, "count": one.count, "limit": one.limit, "over": one.over}
        for one in view.fields
    }
    told = {
        "date": view.iso_date,
        "language": view.language,
        "publication": view.title,
        **fields,
        "article": {
            "file": view.article,
            "characters": weight.characters,
            "characters_limit": ARTICLE,
            "bytes": weight.bytes,
            "bytes_limit": WEIGHT,
            "over": weight.over,
        },
        "images": [{"file": one.file, "alt": one.alt} for one in view.pictures],
        "covers": [{"file": name, "width": width, "height": height} for name, width, height in view.covers],
        "pages": [_sized(name, leaves[name]) for name in sorted(leaves)],
        "bulletins": [name for _, name in view.bulletins if name in files],
        "qr": view.qr,
        "corrections": view.corrections,
        "archive": view.archive,
        "files": {name: len(data) for name, data in sorted(files.items())},
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _sized(name: str, data: bytes) -> dict[str, Any]:
    from PIL import Image  # slow to import, and checks only weigh the article

    with Image.open(io.BytesIO(data)) as opened:
        width, height = opened.size
    return {"file": name, "width": width, "height": height, "bytes": len(data)}


def _archive(files: Mapping[str, bytes]) -> bytes:
    """All files in one, uncompressed: what is heavy is compressed already."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()
