"""Files made to choke a reader are refused in a tenth of a second, with little memory, at a place."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from datetime import UTC
from time import process_time

import pytest
from PIL import Image

from digest.load.nodes import ENTRIES_LIMIT, NODES_LIMIT, compose
from digest.load.pictures import BadPicture, look
from digest.load.text import ENOUGH, ITEM_LIMIT, SourceText, decode
from digest.model.item import ItemFile
from digest.model.source import SourcesFile
from digest.validate.schema import check

SETTING = {"languages": ("zh", "en"), "timezone": UTC}
SECONDS = 0.3
"""Of the processor: a tenth, and room for a machine that others use."""


def full(atom: str, *, start: str = "", end: str = "") -> str:
    """As much of a text as a file may hold."""
    return start + atom * ((ITEM_LIMIT - len(start + end)) // len(atom.encode())) + end


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + level)}: &{chr(98 + level)} [{', '.join(['*' + chr(97 + level)] * 9)}]\n"
    for level in range(20)
)

YAML = {
    "a billion laughs": (LAUGHS, "yaml-anchor"),
    "aliases": (full("*a, ", start="a: &a x\nb: [", end="]\n"), "yaml-anchor"),
    "anchors": (full("- &a x\n"), "yaml-anchor"),
    "tags": (full("- !!python/object/apply:os.system [x]\n"), "yaml-tag"),
    "a long tag": ("a: !" + "x" * 260_000 + " 1", "yaml-tag"),
    "merge keys": (full("<<: {a: 1}\n"), "yaml-merge-key"),
    "documents": (full("---\na: 1\n"), "yaml-documents"),
    "open lists": ("[" * ITEM_LIMIT, "too-deep"),
    "open mappings": ("{" * ITEM_LIMIT, "too-deep"),
    "lists in lists": (full("- "), "too-deep"),
    "keys in keys": (full("? "), "too-deep"),
    "lists in mappings": (full("[{a: "), "too-deep"),
    "keys": ("".join(f"k{number}: 1\n" for number in range(26_000)), "too-large"),
    "one key again and again": (full("a: 1\n"), "too-large"),
    "a list": (full("- a\n"), "too-large"),
    "lists of lists": (full("[" + "a," * 4000 + "],", start="[", end="]"), "too-large"),
    "citations": (full("- {}\n", start="citations:\n"), "too-large"),
    "topics": (full("A,", start="topics: [", end="]"), "too-large"),
    "control characters": ("\x01" * ITEM_LIMIT, "bad-character"),
    "control characters on lines": (full("\x01\n"), "bad-character"),
    "escaped control characters": (full("\\u202e", start='headline: "', end='"'), "bad-character"),
    "a long number": ("number: " + "9" * 262_000, "bad-number"),
    "a long date": ("date: " + "9" * 262_000, "bad-date"),
    "a long id": ("slug: " + "a-" * 131_000, "bad-id"),
    "a long choice": ("status: " + "x" * 262_000, "bad-choice"),
    "a long key": ("? " + "a" * 262_000 + "\n: 1", "unknown-key"),
    "an open quote": ("a: '" + "x" * 262_000, "yaml-syntax"),
    "colons": (":" * ITEM_LIMIT, "yaml-syntax"),
    "full-width colons": (full("标题：一\n"), "bad-shape"),
    "GBK": ("标" * 100_000, "not-utf8"),
    "too much": ("#" * (ITEM_LIMIT + 1), "too-large"),
}


@pytest.mark.parametrize(("text", "code"), YAML.values(), ids=YAML)
def test_a_yaml_bomb_is_refused_at_its_place_at_once(text: str, code: str):
    raw = text.encode("gbk" if code == "not-utf8" else "utf-8")
    begun = process_time()
    source, findings = decode("f.yaml", raw, ITEM_LIMIT)
    found = list(findings.found)
    if source:
        found += check(ItemFile, source, SETTING).diagnostics  # type: ignore[arg-type]
    took = process_time() - begun

    said = [one for one in found if one.code == code]
    assert said
    assert all(one.is_error and (one.span.line or len(raw) > ITEM_LIMIT) for one in said)
    assert len(found) <= ENOUGH + 3
    assert all(len(one.message.en) < 300 and len(one.message.zh) < 300 for one in found)
    assert took < SECONDS


def test_what_a_story_may_hold_is_not_refused():
    listed = "a:\n" + "- b\n" * ENTRIES_LIMIT
    assert not compose(SourceText("f.yaml", listed))[1].found
    assert [one.code for one in compose(SourceText("f.yaml", listed + "- b\n"))[1].found] == ["too-large"]
    wide = "".join(f"k{number}: [{'a, ' * 998}]\n" for number in range(NODES_LIMIT // 1000 - 1))
    assert not compose(SourceText("f.yaml", wide))[1].found
    assert [one.code for one in compose(SourceText("f.yaml", wide + "k: [a, a, a]\n" * 300))[1].found] == [
        "too-large"
    ]


def test_a_registry_grows_as_it_must():
    one = "{name: {zh: 甲}, mark: {zh: 甲}, kind: media, home: 'https://www.nda.gov.cn/'}"
    text = "".join(f"source-{number}: {one}\n" for number in range(ENTRIES_LIMIT + 1))
    checked = check(SourcesFile, SourceText("sources.yaml", text), SETTING)  # type: ignore[arg-type]
    assert checked.written is not None


# Pictures -------------------------------------------------------------------------------------


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *more: bytes, rows: int | None = None) -> bytes:
    """A PNG of one bit a pixel, all of it 0, which deflates a thousandfold."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    pixels = zlib.compress(bytes((width // 8 + 1) * (height if rows is None else rows)), 9)
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(more) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def text_chunk(megabytes: int) -> bytes:
    return chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(megabytes * 2**20), 9))


def picture(kind: str, width: int, height: int, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (width, height)).save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg_of_size(width: int, height: int) -> bytes:
    raw = bytearray(picture("jpeg", 8, 8))
    at = raw.index(b"\xff\xc0") + 5
    raw[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(raw)


def jpeg_of_scans(count: int) -> bytes:
    """A progressive JPEG of few bytes, each of whose scans goes over all of 20 megapixels."""
    raw = picture("jpeg", 4472, 4472, progressive=True)
    last = raw.rindex(b"\xff\xda")
    scan = raw[last:-2]
    return raw[:last] + scan * (count - raw.count(b"\xff\xda") + 1) + b"\xff\xd9"


def webp_of_size(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + size + picture("webp", 8, 8)[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


PICTURES = {
    "a PNG of 169 megapixels": lambda: png(13_000, 13_000),
    "a PNG of 10 gigapixels": lambda: png(100_000, 100_000, rows=100),
    "a PNG without end": lambda: png(2**31 - 1, 2**31 - 1, rows=0),
    "a PNG whose comment is 100 MB": lambda: png(8, 8, text_chunk(100)),
    "a PNG whose comments are 200 MB": lambda: png(8, 8, *[text_chunk(1)] * 200),
    "a PNG whose colours are 100 MB": lambda: png(
        8, 8, chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(100 * 2**20), 9))
    ),
    "a JPEG of 4 gigapixels": lambda: jpeg_of_size(65_000, 65_000),
    "a JPEG of a thousand scans": lambda: jpeg_of_scans(1_000),
    "a WebP of 268 megapixels": lambda: webp_of_size(16_383, 16_383),
    "a GIF": lambda: b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + bytes(100),
    "an SVG": lambda: b"<svg xmlns='http://www.w3.org/2000/svg' width='100000' height='100000'/>",
    "an SVG of laughs": lambda: b"<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><svg/>",
    "a TIFF": lambda: b"II*\0" + bytes(100),
    "a file of 6 MB": lambda: b"\x89PNG\r\n\x1a\n" + bytes(6 * 2**20),
}


@pytest.mark.parametrize("make", PICTURES.values(), ids=PICTURES)
def test_an_image_bomb_is_refused_at_once(make):
    raw = make()
    look_at_something()
    begun = process_time()
    with pytest.raises(BadPicture):
        look("bomb", raw)
    assert process_time() - begun < SECONDS


def test_too_many_pixels_are_told_before_anything_is_decoded():
    with pytest.raises(BadPicture, match="20 megapixels"):
        look("bomb", png(13_000, 13_000))
    with pytest.raises(BadPicture, match="20 megapixels"):
        look("bomb", png(5_000, 4_001))
    with pytest.raises(BadPicture, match="scans"):
        look("bomb", jpeg_of_scans(101))


def look_at_something() -> None:
    """The library that decodes is imported by the first picture."""
    look("fine.png", png(8, 8))


def test_pictures_of_the_largest_size_are_fine():
    assert look("fine.png", png(5_000, 4_000)).width == 5_000
    assert look("fine.jpeg", picture("jpeg", 1_000, 800, progressive=True)).height == 800


MEASURED = """
import resource, sys
from load.test_bombs import PICTURES, YAML
from load import test_bombs as bombs
made = [make() for make in PICTURES.values()]
bombs.look_at_something()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for text, code in YAML.values():
    bombs.test_a_yaml_bomb_is_refused_at_its_place_at_once(text, code)
for raw in made:
    try:
        bombs.look("bomb", raw)
    except bombs.BadPicture:
        pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.slow
def test_no_bomb_takes_300_megabytes():
    from pathlib import Path

    here = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED],
        env={"PYTHONPATH": f"{here.parent}:{here}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) < 300
