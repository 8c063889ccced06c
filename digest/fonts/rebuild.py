"""Packages of fonts → the faces of this folder, the same bytes each time.

    python -m digest.fonts.rebuild TARBALLS

TARBALLS is a folder with the packages that ORIGIN.md tells how to fetch. They are verified
against the checksums here; the faces are written beside this file, with SHA256SUMS and
codepoints.txt. Needs fontTools, which the bulletin needs anyway.
"""

import base64
import hashlib
import io
import logging
import sys
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont
from fontTools.ttLib.reorderGlyphs import reorderGlyphs
from fontTools.ttLib.scaleUpem import scale_upem

from digest.fonts.outline import simplify

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Origin:
    """A package's tarball and its SHA-512, in base64 as npm has it; in it, the folder of the faces."""

    tarball: str
    sha512: str
    folder: str = "package/"


SERIF = Origin(
    "expo-google-fonts-noto-serif-sc-0.4.3.tgz",
    "fSmUpiSFtSeyHV45/2xUOy5SdfExklQwwMKN3cQjAZAujITHDmSbpMHCVdCMhRqMjQtu0ZRgc29u8A+CU3akfw==",
)
SANS = Origin(
    "expo-google-fonts-noto-sans-sc-0.4.3.tgz",
    "9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==",
)
LATIN = Origin(
    "expo-google-fonts-source-serif-4-0.4.1.tgz",
    "Ej4UXDjW1kwYPHG8YLq6fK1bqnJGb3K35J3S5atSL0ScKFAFLKvndxoTWeCls7mybtlS9x99hzwDeXCBkiI3rA==",
)
LATIN_SANS = Origin(
    "expo-google-fonts-source-sans-3-0.4.1.tgz",
    "sxsO4kfxQnVMT6ri/yWiBefkgem6suvc7KWJ4m/kWGTGqxkGouxG7MQsZ8XR6wqasxYZxdWK1gtusMBLSZDiiA==",
)
EMOJI = Origin(
    "expo-google-fonts-noto-emoji-0.4.7.tgz",
    "Gs7URwtKmCzzdGUTYbG8MIohyaQPgGxIaQG5hvyEAaQiEGJpQy6gyP3NDICE0EJkOJFoe1JFD3Hf1L4a3qe4KA==",
)
HANAZONO = Origin(
    "fonts-hanazono_20170904-2.1_all.tar",
    "8LZr3vopvyUUyDNEnsA1+HUnLAb4Q12zZY2d+r96Z1QJzu9RtRax6wzUoQpXXOfBUj/3mcncZFFlX9hKJNg0Sw==",
    "./usr/share/fonts/truetype/hanazono/",
)


@dataclass(frozen=True, slots=True)
class Cut:
    """One face to cut out of a package's file. `covers` picks its code points."""

    file: str
    family: str
    weight: int
    italic: bool
    origin: Origin
    member: str
    covers: str


CUTS = (
    Cut(
        "DigestSong-Regular.ttf",
        "Digest Song",
        400,
        False,
        SERIF,
        "400Regular/NotoSerifSC_400Regular",
        "text",
    ),
    Cut("DigestSong-Bold.ttf", "Digest Song", 700, False, SERIF, "700Bold/NotoSerifSC_700Bold", "text"),
    Cut("DigestHei-Regular.ttf", "Digest Hei", 400, False, SANS, "400Regular/NotoSansSC_400Regular", "text"),
    Cut("DigestHei-Bold.ttf", "Digest Hei", 700, False, SANS, "700Bold/NotoSansSC_700Bold", "text"),
    Cut(
        "DigestHan-Regular.ttf", "Digest Han", 400, False, SERIF, "400Regular/NotoSerifSC_400Regular", "rare"
    ),
    Cut("DigestRare-Regular.ttf", "Digest Rare", 400, False, HANAZONO, "HanaMinB", "rarest"),
    Cut(
        "DigestLatin-Regular.ttf",
        "Digest Latin",
        400,
        False,
        LATIN,
        "400Regular/SourceSerif4_400Regular",
        "latin",
    ),
    Cut("DigestLatin-Bold.ttf", "Digest Latin", 700, False, LATIN, "700Bold/SourceSerif4_700Bold", "latin"),
    Cut(
        "DigestLatin-Italic.ttf",
        "Digest Latin",
        400,
        True,
        LATIN,
        "400Regular_Italic/SourceSerif4_400Regular_Italic",
        "latin",
    ),
    Cut(
        "DigestLatin-BoldItalic.ttf",
        "Digest Latin",
        700,
        True,
        LATIN,
        "700Bold_Italic/SourceSerif4_700Bold_Italic",
        "latin",
    ),
    Cut(
        "DigestLatinSans-Regular.ttf",
        "Digest Latin Sans",
        400,
        False,
        LATIN_SANS,
        "400Regular/SourceSans3_400Regular",
        "latin",
    ),
    Cut(
        "DigestLatinSans-Bold.ttf",
        "Digest Latin Sans",
        700,
        False,
        LATIN_SANS,
        "700Bold/SourceSans3_700Bold",
        "latin",
    ),
    Cut(
        "DigestEmoji-Regular.ttf",
        "Digest Emoji",
        400,
        False,
        EMOJI,
        "400Regular/NotoEmoji_400Regular",
        "emoji",
    ),
)

_BLOCKS = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x2B0, 0x2FF),
    (0x300, 0x36F),
    (0x370, 0x3FF),
    (0x400, 0x45F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x20A0, 0x20CF),
    (0x2100, 0x214F),
    (0x2150, 0x218F),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2460, 0x24FF),
    (0x2500, 0x257F),
    (0x2580, 0x259F),
    (0x25A0, 0x25FF),
    (0x2600, 0x266F),
    (0x2700, 0x27BF),
    (0x2E80, 0x2FDF),
    (0x3000, 0x303F),
    (0x3040, 0x30FF),
    (0x3100, 0x312F),
    (0x3200, 0x33FF),
    (0xFE10, 0xFE4F),
    (0xFF00, 0xFFEF),
)
"""Code points of symbols, Latin, Greek, Cyrillic, kana and marks that text faces keep."""

NEEDS_NO_GLYPH = (
    0xAD,
    *range(0x200B, 0x2010),
    0x2060,
    0xFEFF,
    *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
)
"""Code points that set nothing: they count as covered."""


def standard_han() -> set[int]:
    """GB 2312 and the 8,105 characters of 通用规范汉字表."""
    lines = (FOLDER / "standard-han.txt").read_text(encoding="utf-8").splitlines()
    listed = {ord(one) for line in lines if not line.startswith("#") for one in line}
    rows = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    gb2312 = {ord(one) for pair in rows for one in pair.decode("gb2312", "ignore")}
    return listed | gb2312


def text_points() -> set[int]:
    """What the faces of running text keep."""
    blocks = {point for first, last in _BLOCKS for point in range(first, last + 1)}
    return standard_han() | blocks


def main(tarballs: Path) -> None:
    """Rebuild every face."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    verify(tarballs)
    covered: set[int] = set()
    sums = []
    for cut in CUTS:
        data, points = build(tarballs, cut)
        (FOLDER / cut.file).write_bytes(data)
        covered |= points
        sums.append(f"{hashlib.sha256(data).hexdigest()}  {cut.file}\n")
        print(f"{len(data) / 1e6:6.2f} MB  {len(points):6d}  {cut.file}")
    (FOLDER / "SHA256SUMS").write_text("".join(sums), encoding="ascii")
    (FOLDER / "codepoints.txt").write_text(ranges(covered | set(NEEDS_NO_GLYPH)), encoding="ascii")


def verify(tarballs: Path) -> None:
    """Raise ValueError if a package is not the one that these faces are made of."""
    for origin in {cut.origin for cut in CUTS}:
        data = (tarballs / origin.tarball).read_bytes()
        found = base64.b64encode(hashlib.sha512(data).digest()).decode("ascii")
        if found != origin.sha512:
            raise ValueError(f"{origin.tarball} has another checksum: {found}")


def build(tarballs: Path, cut: Cut) -> tuple[bytes, set[int]]:
    """A face's bytes and its code points."""
    with tarfile.open(tarballs / cut.origin.tarball) as archive:
        member = archive.extractfile(f"{cut.origin.folder}{cut.member}.ttf")
        assert member is not None
        font = TTFont(io.BytesIO(member.read()), recalcTimestamp=False)
    subset_to(font, wanted(cut, set(font.getBestCmap())))
    set_space(font, cut)
    if cut.covers in ("text", "rare"):
        squeeze(font)
    if cut.covers in ("text", "rare", "rarest"):
        lighten(font)
    if cut.covers == "rarest":
        scatter(font)
    rename(font, cut)
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=True)
    return buffer.getvalue(), set(font.getBestCmap())


def wanted(cut: Cut, there: set[int]) -> set[int]:
    """The code points that a face keeps of those that are there."""
    if cut.covers == "text":
        return there & text_points()
    # Pango sets a space in the font of what stands before it, so every face has one.
    if cut.covers == "rare":
        return there - text_points() | {0x20}
    if cut.covers == "rarest":
        return there & set(range(0x20000, 0x30000)) | {0x20}
    if cut.covers == "emoji":
        return there - set(range(0x21, 0x80))  # digits are never set by it
    return there


def subset_to(font: TTFont, points: Iterable[int]) -> None:
    """Cut a font down, with all its features and without hints."""
    options = subset.Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 13, 14]
    options.drop_tables += ["DSIG", "STAT", "vhea", "vmtx", "VORG", "BASE", "meta"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=list(points))
    subsetter.subset(font)


SPACE = {"text": 0.2, "rare": 0.2, "rarest": 0.2, "emoji": 0.25}
"""The width of a space, in em: in Chinese text it stands between Han and Latin (CLREQ 3.2.2 has a
quarter at most, and a line's justification adds to it); the emoji's own is over a whole em."""

CHINESE_EM = 400
"""Units to the em of the Chinese faces: rounding to them is not seen, and is a tenth of a PDF."""


def set_space(font: TTFont, cut: Cut) -> None:
    """Give U+0020 and U+00A0 the width that suits the face's use."""
    if cut.covers not in SPACE:
        return
    advance = round(SPACE[cut.covers] * font["head"].unitsPerEm)
    for point in (0x20, 0xA0):
        if point in font.getBestCmap():
            font["hmtx"][font.getBestCmap()[point]] = (advance, 0)


HALF_AT_END = "、。，．：；！？）》〉」』】〗〕］｝”’"
HALF_AT_START = "（《〈「『【〖〔［｛“‘"
"""Marks whose ink stands in one half of their em: in the first, in the second (as SC faces draw them)."""


def squeeze(font: TTFont) -> None:
    """Add the feature chws to a face without it: of two marks that meet, one takes half its width.

    Contextual half-width spacing, OpenType 1.8.4: a closing mark before any other is halved, and
    so is an opening one after an opening one.
    """
    table = font["GPOS"].table
    records = table.FeatureList.FeatureRecord
    if any(record.FeatureTag == "chws" for record in records):
        return
    made = _chws(font)
    shift = len(table.LookupList.Lookup)
    for lookup in made.LookupList.Lookup:
        for part in lookup.SubTable:
            for called in getattr(part, "PosLookupRecord", ()):
                called.LookupListIndex += shift
        table.LookupList.Lookup.append(lookup)
    feature = made.FeatureList.FeatureRecord[0]
    feature.Feature.LookupListIndex = [index + shift for index in feature.Feature.LookupListIndex]
    records.append(feature)
    for script in table.ScriptList.ScriptRecord:
        languages = [record.LangSys for record in script.Script.LangSysRecord]
        for system in filter(None, (script.Script.DefaultLangSys, *languages)):
            system.FeatureIndex.append(len(records) - 1)


def _chws(font: TTFont) -> Any:
    """A table GPOS with this feature alone."""
    names = font.getBestCmap()
    closing, opening = (" ".join(names[ord(one)] for one in marks) for marks in (HALF_AT_END, HALF_AT_START))
    half = font["head"].unitsPerEm // 2
    rules = f"""
        feature chws {{
            pos [{closing}] [{closing} {opening}] <0 0 -{half} 0>;
            pos [{opening}] [{opening}]' <-{half} 0 -{half} 0>;
        }} chws;
    """
    kept = font["GPOS"]
    addOpenTypeFeaturesFromString(font, rules, tables=["GPOS"])
    made, font["GPOS"] = font["GPOS"], kept
    return made.table


def lighten(font: TTFont) -> None:
    """Take from the outlines what no reader sees: points, then units of the em."""
    glyphs = font["glyf"]
    for name in font.getGlyphOrder():
        simplify(glyphs[name])
    scale_upem(font, CHINESE_EM)


def scatter(font: TTFont) -> None:
    """Order glyphs so that the table of characters has many ranges.

    HarfBuzz 6 gives a subset's tables room by the size of those that it is cut from, and fails where
    60,000 characters in a few ranges become hundreds that lie apart.
    """
    points = {name: point for point, name in font.getBestCmap().items()}
    order = font.getGlyphOrder()
    han = [name for name in order if points.get(name, 0) >= 0x20000]
    han.sort(key=lambda name: (-(points[name] // 4), points[name] % 4))
    kept = set(han)
    del font["GDEF"]
    reorderGlyphs(font, [name for name in order if name not in kept] + han)


LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."


def rename(font: TTFont, cut: Cut) -> None:
    """Give a face a family name that nobody has installed: WeasyPrint crashes where names meet."""
    style = {(400, False): "Regular", (700, False): "Bold", (400, True): "Italic"}.get(
        (cut.weight, cut.italic), "Bold Italic"
    )
    names = {
        1: cut.family,
        2: style,
        3: f"digest: {cut.family} {style}",
        4: f"{cut.family} {style}",
        5: "Version 1.000",
        6: cut.file.removesuffix(".ttf"),
        13: font["name"].getDebugName(13) or LICENCE,
    }
    for identity, text in names.items():
        font["name"].setName(text, identity, 3, 1, 0x409)
    font["OS/2"].usWeightClass = cut.weight
    selection = font["OS/2"].fsSelection & ~0b1100001
    bold, plain = cut.weight == 700, cut.weight == 400 and not cut.italic
    font["OS/2"].fsSelection = selection | (cut.italic << 0) | (bold << 5) | (plain << 6)
    font["head"].macStyle = bold | cut.italic << 1
    font["head"].created = font["head"].modified = 3_600_000_000  # a fixed day, so that bytes repeat


def ranges(points: Iterable[int]) -> str:
    """Code points as lines of hexadecimal ranges."""
    lines: list[list[int]] = []
    for point in sorted(points):
        if lines and point == lines[-1][1] + 1:
            lines[-1][1] = point
        else:
            lines.append([point, point])
    return "".join(f"{first:X}\n" if first == last else f"{first:X}-{last:X}\n" for first, last in lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
