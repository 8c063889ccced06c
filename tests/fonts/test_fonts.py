"""Our fonts: they are what they were, they cover what we say, and a process sees no others."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from digest import fonts
from digest.fonts.rebuild import NEEDS_NO_GLYPH

FACES = sorted(fonts.folder().glob("*.ttf"))


def test_every_face_is_the_one_that_was_made():
    listed = dict(
        reversed(line.split()) for line in (fonts.folder() / "SHA256SUMS").read_text("ascii").splitlines()
    )
    assert listed == {face.name: hashlib.sha256(face.read_bytes()).hexdigest() for face in FACES}


def covered(face: Path) -> set[int]:
    with TTFont(face, lazy=True) as font:
        return set(font.getBestCmap())


def test_the_stored_code_points_are_those_of_the_faces_and_what_needs_no_glyph():
    stored = {code for face in FACES for code in covered(face)} | set(NEEDS_NO_GLYPH)
    graphic = [code for code in range(0x21, 0x110000) if not 0xD800 <= code < 0xE000]
    absent = {graphic[index] for index in fonts.uncovered("".join(map(chr, graphic)))}
    assert set(graphic) - absent == stored & set(graphic)


@pytest.mark.parametrize(
    "face", ["DigestSong-Regular", "DigestSong-Bold", "DigestHei-Regular", "DigestHei-Bold"]
)
def test_text_faces_have_the_whole_standard_table(face: str):
    lines = (fonts.folder() / "standard-han.txt").read_text("utf-8").splitlines()
    standard = {ord(one) for line in lines if not line.startswith("#") for one in line}
    assert len(standard) == 8105
    assert standard <= covered(fonts.folder() / f"{face}.ttf")


def test_faces_may_be_embedded_and_are_under_the_open_font_licence():
    for face in FACES:
        with TTFont(face, lazy=True) as font:
            assert font["OS/2"].fsType == 0
            assert "Open Font License" in (font["name"].getDebugName(13) or "")
            assert "Digest" in (font["name"].getDebugName(1) or "")


def test_a_character_without_a_glyph_becomes_a_sign():
    assert fonts.replace_uncovered("方案\ue123公布😀") == "方案〓公布😀"


def test_a_process_sees_our_faces_alone(tmp_path: Path):
    code = (
        "import sys; from pathlib import Path; from digest.fonts import isolate\n"
        "isolate(Path(sys.argv[1]))\n"
        "import os; os.execvp('fc-list', ['fc-list', ':', 'file'])"
    )
    at = {**os.environ, "PYTHONPATH": str(fonts.folder().parent.parent)}
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path], env=at, capture_output=True, text=True, check=True
    )
    seen = {Path(line.rstrip(": ")) for line in done.stdout.splitlines()}
    assert seen == set(FACES)
