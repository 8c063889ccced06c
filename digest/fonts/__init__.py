"""Our fonts: which characters they have, and how a process is shut off from all others.

The faces lie beside this file with their licence (OFL.txt), their origin (ORIGIN.md) and the
script that cuts them (rebuild.py). `codepoints.txt` is the set of what any of them covers.
"""

import hashlib
import os
import re
from functools import cache
from html import escape
from pathlib import Path

MISSING = "〓"
"""What stands in the bulletin for a character that no face has (GB 2312's own sign for it)."""


def folder() -> Path:
    """Where the faces lie."""
    return Path(__file__).parent


@cache
def digest() -> str:
    """The digest of all faces, by the checksums that stand beside them."""
    return hashlib.sha256((folder() / "SHA256SUMS").read_bytes()).hexdigest()


def uncovered(text: str) -> list[int]:
    """The indexes of characters of a text that none of our faces has."""
    return [found.start() for found in _outside().finditer(text)]


def replace_uncovered(text: str) -> str:
    """The text with a sign in place of each character that none of our faces has."""
    return _outside().sub(MISSING, text)


@cache
def _outside() -> re.Pattern[str]:
    """A character outside the stored set; control characters need no glyph."""
    lines = (folder() / "codepoints.txt").read_text(encoding="ascii").split()
    pairs = (line.partition("-") for line in lines)
    inside = "".join(_range(int(first, 16), int(last or first, 16)) for first, _, last in pairs)
    return re.compile(f"[^\x00-\x20{inside}]")


def _range(first: int, last: int) -> str:
    return f"{re.escape(chr(first))}-{re.escape(chr(last))}"


def isolate(at: Path) -> None:
    """Let fontconfig know our faces alone, in this process, before it is first used.

    Writes its configuration and cache into the folder `at`. Without this the same text would be
    set with whatever fonts a machine has, and the bytes would differ.
    """
    at.mkdir(parents=True, exist_ok=True)
    configuration = at / "fonts.conf"
    text = _CONFIGURATION.format(fonts=escape(str(folder())), cache=escape(str(at / "cache")))
    new = at / f"fonts.conf.{os.getpid()}"
    new.write_text(text, encoding="utf-8")
    new.replace(configuration)
    os.environ["FONTCONFIG_FILE"] = str(configuration)
    for name in ("FONTCONFIG_PATH", "FONTCONFIG_SYSROOT"):
        os.environ.pop(name, None)


_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <config><rescan><int>0</int></rescan></config>
</fontconfig>
"""
