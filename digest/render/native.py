"""The versions of the native libraries behind a bulletin, which are part of its fingerprint."""

import ctypes
from functools import cache

_NAMES = {
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "/opt/homebrew/lib/libpango-1.0.dylib"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "/opt/homebrew/lib/libharfbuzz.0.dylib"),
    "harfbuzz-subset": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "/opt/homebrew/lib/libharfbuzz-subset.0.dylib",
    ),
}
_ASK = {
    "pango": "pango_version_string",
    "harfbuzz": "hb_version_string",
    "harfbuzz-subset": "hb_version_string",
}


@cache
def native_versions() -> dict[str, str]:
    """Each library's own word for its version; "" where it is missing."""
    return {name: _version(name) for name in _NAMES}


def _version(name: str) -> str:
    for file in _NAMES[name]:
        try:
            ask = getattr(ctypes.CDLL(file), _ASK[name])
        except (OSError, AttributeError):
            continue
        ask.restype = ctypes.c_char_p
        return str(ask().decode("ascii"))
    return ""
