"""Kinds of characters that Chinese typesetting tells apart (CLREQ, section 2)."""

import re

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Ideographs of every plane, for a class of a regular expression."""

WIDE_MARKS = "\u3000-\u3004\u3008-\u3020\u3030-\u303f\uff01-\uff65\uffe0-\uffe6"
"""Marks that are full width in any font."""

SHARED_MARKS = "\u2018\u2019\u201c\u201d\u2014\u2026\u00b7"
"""Marks that Chinese and Latin share, full width in Chinese text: ‘ ’ “ ” — … ·"""

_WIDE = re.compile(f"[{HAN}{WIDE_MARKS}]")
_WIDE_OR_SHARED = re.compile(f"[{HAN}{WIDE_MARKS}{SHARED_MARKS}]")
_HAN = re.compile(f"[{HAN}]")


def is_wide(character: str) -> bool:
    """Whether a character is full width whatever the font."""
    return bool(_WIDE.match(character))


def is_wide_or_shared(character: str) -> bool:
    """Whether a character is full width in Chinese text."""
    return bool(_WIDE_OR_SHARED.match(character))


def has_han(text: str) -> bool:
    """Whether any ideograph stands in a text."""
    return bool(_HAN.search(text))
