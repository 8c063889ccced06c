"""Pictures of content: upright, resized, and without anything that their makers left in them."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from samples import DAY, ITEM, ITEM_PATH

from digest.build import build
from digest.options import Options

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
Publish = Callable[..., Path]


def named(kind: str) -> str:
    return ITEM + f"image:\n  file: flow.{kind}\n  alt: {{zh: 数据流向, en: Flow of data}}\n"


def picture(kind: str, width: int = 60, height: int = 40, turned: int | None = None) -> bytes:
    """Red on the left, blue on the right, with a place and a comment in its Exif data."""
    image = Image.new("RGB", (width, height), (200, 0, 0))
    image.paste((0, 0, 200), (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[0x9286] = "SECRET comment"
    exif[0x8825] = {1: "N", 2: (39.0, 54.0, 0.0)}
    if turned:
        exif[0x0112] = turned
    buffer = io.BytesIO()
    image.save(buffer, kind, exif=exif)
    return buffer.getvalue()


def published(root: Path) -> list[bytes]:
    outcome = build(Options(root, root / "build", NOW, pdf=False))
    assert outcome.published, outcome.verdict.stopping
    return [path.read_bytes() for path in (root / "build/site/assets").glob("image-*")]


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_metadata_is_gone(publish: Publish, kind: str):
    root = publish({ITEM_PATH: named(kind), f"{DAY}/flow.{kind}": picture(kind)})
    found = published(root)
    assert found
    for data in found:
        assert b"SECRET" not in data
        assert not Image.open(io.BytesIO(data)).getexif()


def test_a_turned_picture_is_set_upright(publish: Publish):
    root = publish({ITEM_PATH: named("jpeg"), f"{DAY}/flow.jpeg": picture("jpeg", turned=6)})
    for data in published(root):
        image = Image.open(io.BytesIO(data)).convert("RGB")
        assert image.width < image.height
        red, _, blue = image.getpixel((image.width // 2, 1))
        assert red > blue


def test_a_large_picture_is_published_smaller_and_never_larger(publish: Publish):
    root = publish({ITEM_PATH: named("png"), f"{DAY}/flow.png": picture("png", 3000, 2000)})
    widths = {Image.open(io.BytesIO(data)).width for data in published(root)}
    assert max(widths) < 3000
    page = (root / "build/site/zh/2026-06-16/plan/index.html").read_text("utf-8")
    assert 'alt="数据流向"' in page


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("flow.png", b"no picture"),
        ("flow.png", picture("png")[:200]),
        ("flow.jpeg", b"\xff\xd8\xff\xe0" + b"\x00" * 100),
        (
            "flow.png",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x86\xa0\x00\x01\x86\xa0\x08\x02\x00\x00\x00",
        ),
    ],
)
def test_a_picture_that_cannot_be_used_is_told_by_its_path(publish: Publish, name: str, data: bytes):
    kind = name.partition(".")[2]
    root = publish({ITEM_PATH: named(kind), f"{DAY}/{name}": data})
    outcome = build(Options(root, root / "build", NOW, pdf=False))
    assert [(found.code, found.span.path) for found in outcome.verdict.stopping] == [
        ("bad-image", f"{DAY}/{name}")
    ]
