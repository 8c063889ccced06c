"""Texts to be set and measured: news as Chinese state media write it, technical Chinese, English."""

from pathlib import Path

_FILE = Path(__file__).parent.parent / "cases" / "setting.md"


def _texts() -> dict[str, tuple[str, ...]]:
    """The paragraphs below each heading of the file."""
    parts = _FILE.read_text("utf-8").split("# ")[1:]
    return {
        name: tuple(rest.strip().split("\n\n")) for name, _, rest in (one.partition("\n") for one in parts)
    }


TEXTS = _texts()
NEWS, MIXED, ENGLISH = TEXTS["news"], TEXTS["mixed"], TEXTS["english"]
HOSTILE = {"zh": TEXTS["hostile"], "en": TEXTS["hostile english"]}
