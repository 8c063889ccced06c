"""What hands do to figures: one slip at a time, in the Chinese or the English of a pair."""

import random
import re
from collections.abc import Callable, Iterator

_NAME = re.compile(r"[A-Za-z]+-?[0-9][\w.-]*|[0-9]+[A-Z]\w*(?:-[A-Z])?|S&P 500|500强|top 100")
_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_HAN = "二三四五六七八九"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
]

Alteration = Callable[[str, random.Random], Iterator[str]]


def _numbers(text: str) -> list[re.Match[str]]:
    names = [one.span() for one in _NAME.finditer(text)]
    return [one for one in _DIGITS.finditer(text) if not any(a <= one.start() < b for a, b in names)]


def digit(text: str, dice: random.Random) -> Iterator[str]:
    """A digit is another one."""
    for one in _numbers(text):
        at = one.start() + dice.choice([i for i, c in enumerate(one[0]) if c.isdigit()])
        others = [d for d in "123456789" if d != text[at]]
        yield text[:at] + dice.choice(others) + text[at + 1 :]


def tenfold(text: str, dice: random.Random) -> Iterator[str]:
    """A number is ten times as large, or a tenth."""
    for one in _numbers(text):
        if re.fullmatch("(?:19|20)[0-9]{2}", one[0]) or text[one.end() : one.end() + 1] in ("年", "月", "日"):
            continue
        bare = one[0].replace(",", "")
        whole, _, part = bare.partition(".")
        larger = f"{whole}{part[0]}.{part[1:]}".rstrip(".") if part else f"{whole}0"
        yield text[: one.start()] + larger + text[one.end() :]


def magnitude(text: str, dice: random.Random) -> Iterator[str]:
    """万 for 亿, million for billion."""
    swaps = {
        "万亿": "亿",
        "亿": "万",
        "万": "亿",
        "million": "billion",
        "billion": "million",
        "trillion": "billion",
    }
    for one in re.finditer(r"(?<=[0-9])(?:万亿|亿|万)|(?<=[0-9] )(?:million|billion|trillion)", text):
        yield text[: one.start()] + swaps[one[0]] + text[one.end() :]


def points(text: str, dice: random.Random) -> Iterator[str]:
    """Percentage points for per cent, and the other way round."""
    for one in re.finditer(r"个百分点|(?<=[0-9])%| percentage points?| percent(?![a-z])", text):
        now = {"个百分点": "%", "%": "个百分点"}.get(one[0]) or (
            " percent" if "point" in one[0] else " percentage points"
        )
        yield text[: one.start()] + now + text[one.end() :]


def day(text: str, dice: random.Random) -> Iterator[str]:
    """A date is another day, month or year."""
    for one in re.finditer("(?<![0-9])([0-9]{1,2})(?=日|月|st |nd |rd |th )", text):
        yield text[: one.start()] + str(int(one[1]) % 12 + 1) + text[one.end() :]
    for one in re.finditer("|".join(_MONTHS), text):
        yield text[: one.start()] + _MONTHS[(_MONTHS.index(one[0]) + 1) % 10] + text[one.end() :]
    for one in re.finditer("20[0-9]{2}", text):
        yield text[: one.start()] + str(int(one[0]) - 1) + text[one.end() :]


def word(text: str, dice: random.Random) -> Iterator[str]:
    """A number in words is the next one."""
    for one in re.finditer(rf"\b(?:{'|'.join(_WORDS)})\b(?!-)", text):
        yield text[: one.start()] + _WORDS[(_WORDS.index(one[0]) + 1) % 9] + text[one.end() :]
    for one in re.finditer(rf"(?<![{_HAN}十第])[{_HAN}](?=[个项条章家部届季])(?!个全面)", text):
        yield text[: one.start()] + _HAN[(_HAN.index(one[0]) + 1) % 8] + text[one.end() :]


ALTERATIONS: tuple[Alteration, ...] = (digit, tenfold, magnitude, points, day, word)
