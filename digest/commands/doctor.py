"""`digest doctor`: what this machine has and lacks."""

import hashlib
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from digest import __version__
from digest.diagnostic import Message
from digest.fonts import folder
from digest.render.native import native_versions

LIBRARIES = (
    "weasyprint",
    "pydyf",
    "fonttools",
    "jinja2",
    "markdown-it-py",
    "pyyaml",
    "pydantic",
    "babel",
    "pillow",
    "segno",
    "click",
)

_INSTALL = {
    "pango": "apt-get install libpango-1.0-0 libpangoft2-1.0-0 · brew install pango",
    "harfbuzz": "apt-get install libharfbuzz0b · brew install harfbuzz",
    "harfbuzz-subset": "apt-get install libharfbuzz-subset0 · brew install harfbuzz",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was looked for: its version or state, and what to do if it is missing."""

    name: str
    state: str
    fine: bool
    help: Message | None = None


def doctor() -> list[Part]:
    """Everything that a build stands on."""
    return [
        Part("digest", __version__, True),
        Part("python", platform.python_version(), sys.version_info >= (3, 11)),
        *_libraries(),
        _yaml(),
        *_natives(),
        *_fonts(),
    ]


def _libraries() -> Iterator[Part]:
    for name in LIBRARIES:
        try:
            yield Part(name, version(name), True)
        except PackageNotFoundError:
            yield Part(name, "–", False, Message(f"pip install {name}", f"pip install {name}"))


def _yaml() -> Part:
    import yaml

    if hasattr(yaml, "CSafeLoader"):
        return Part("libyaml", "", True)
    slow = Message(
        "PyYAML was built without libyaml: reading is 5 to 10 times slower",
        "PyYAML 没有 libyaml，读取慢 5 到 10 倍",
    )
    return Part("libyaml", "–", False, slow)


def _natives() -> Iterator[Part]:
    for name, found in native_versions().items():
        help = None if found else Message(_INSTALL[name], _INSTALL[name])
        yield Part(name, found or "–", bool(found), help)


def _fonts() -> Iterator[Part]:
    """Our faces, by their checksums."""
    for line in (folder() / "SHA256SUMS").read_text(encoding="ascii").splitlines():
        checksum, name = line.split()
        path = folder() / name
        whole = path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == checksum
        help = Message("install digest again: this face is damaged", "字体文件损坏，请重新安装 digest")
        yield Part(name, checksum[:12], whole, None if whole else help)
