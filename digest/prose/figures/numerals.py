"""Numbers in digits and in words of Chinese and English → exact values."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

ARABIC = r"[0-9]{1,3}(?:[,\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"

_BY = re.compile(r"(?<=[0-9])\s?[x×X*]\s?(?=[0-9])")
_HAS_BY = re.compile(r"[x×X*](?=\s?[0-9])")

VERSION = r"(?<![0-9.])[0-9]+(?:\.[0-9]+){2,}(?![0-9])"
"""1.0.3: a version, or the number of a clause."""

_HAN_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_MYRIADS = {"万": 10**4, "亿": 10**8}

HAN_DIGIT = "零〇一二两三四五六七八九"
HAN_NUMBER = f"[{HAN_DIGIT}十百千万亿]+"


_BETWEEN_THOUSANDS = re.compile("[,\u2009\u202f]")

VALUES = 4096
"""Numerals whose values are remembered: years, days and small numbers come again in every text."""


@lru_cache(VALUES)
def arabic(text: str) -> Fraction:
    """The value of digits, with or without marks between thousands."""
    whole, _, part = _BETWEEN_THOUSANDS.sub("", text).partition(".")
    return Fraction(int(whole + part), 10 ** len(part)) if part else Fraction(int(whole))


def version(text: str) -> Fraction:
    """A version as one number, which only the same version has."""
    return Fraction("1" + "".join(f"{int(part):06}" for part in text.split(".")))


def find_by(text: str) -> Iterator[re.Match[str]]:
    """What stands between the sides of a measure: 1920×1080, 1920x1080."""
    return _BY.finditer(text) if _HAS_BY.search(text) else iter(())


def units(text: str) -> Fraction:
    """The product of Chinese units: 万亿 is 10¹²."""
    product = 1
    for one in text:
        product *= _HAN_UNITS.get(one) or _HAN_MYRIADS.get(one) or 1
    return Fraction(product)


def han(text: str) -> Fraction | None:
    """The value of Chinese numerals; None if they are no one number (三五 is three to five)."""
    if all(one in _HAN_DIGITS for one in text):
        if len(text) == 1:
            return Fraction(_HAN_DIGITS[text])
        return Fraction("".join(str(_HAN_DIGITS[one]) for one in text)) if len(text) >= 4 else None
    total, section, digit = 0, 0, -1
    for one in text:
        if one in _HAN_DIGITS:
            if digit > 0:
                return None
            digit = _HAN_DIGITS[one]
        elif one in _HAN_UNITS:
            section += (1 if digit < 0 else digit) * _HAN_UNITS[one]
            digit = -1
        elif one not in _HAN_MYRIADS:
            return None
        elif one == "亿":
            total = (total + section + max(digit, 0) or 1) * _HAN_MYRIADS[one]
            section, digit = 0, -1
        else:
            total += (section + max(digit, 0) or 1) * _HAN_MYRIADS[one]
            section, digit = 0, -1
    return Fraction(total + section + max(digit, 0))


_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_TENTHS = [
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
]

_CARDINAL = {word: value for value, word in enumerate(_ONES)} | {w: 20 + 10 * i for i, w in enumerate(_TENS)}
_ORDINAL = {word: value for value, word in enumerate(_ORDINALS)} | {
    w: 20 + 10 * i for i, w in enumerate(_TENTHS)
}
_MAGNITUDE = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT = {"bn": 10**9, "mn": 10**6, "tn": 10**12, "trn": 10**12, "m": 10**6, "b": 10**9, "k": 10**3}

MAGNITUDE = "hundred|thousand|million|billion|trillion"
_SMALL = "|".join(sorted((*_ONES[1:], *_TENS), key=len, reverse=True))
_PAIR = rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_ONES[1:10])})|{_SMALL})"


def begins_with(words: Iterable[str]) -> str:
    """A pattern for a word's beginning that is one of these, in whatever case.

    Its head is a class of letters, to which the engine skips; a word boundary before a choice of words
    it would try at every letter of a text.
    """
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(word[1:])
    heads = "".join(by_letter)
    choices = "|".join(f"(?<={head})(?:{'|'.join(tails)})" for head, tails in by_letter.items())
    return rf"[{heads}{heads.upper()}](?<!\w.)(?i:{choices})"


_TENS_AND_ONES = f"[- ](?:{'|'.join(_ONES[1:10])})"
_FIRST = begins_with([*(f"{tens}{_TENS_AND_ONES}" for tens in _TENS), *_SMALL.split("|")])
_SPELT = re.compile(
    rf"{_FIRST}(?i:(?: hundred(?:(?: and)?[ -]{_PAIR})?)?\b"
    rf"(?:(?<!ty)|(?!-(?:{'|'.join((*_ORDINALS[1:10],))}|[a-z]+th)\b)))"
)
_CODE = 0xAC00
SPELT = "[\uac00-\uafff]+"
"""A number in words, once `encoded`."""


def encoded(text: str) -> str:
    """The text with each number below a thousand in words as one letter of its value, and fillers.

    Letters are Hangul, which English text has none of; the length stays.
    """
    bare = text if text.isascii() else re.sub(SPELT, lambda found: "\0" * len(found[0]), text)
    return _SPELT.sub(lambda found: chr(_CODE + _small(found[0])) + chr(_CODE) * (len(found[0]) - 1), bare)


def decoded(text: str) -> Fraction:
    """The value of such a letter."""
    return Fraction(ord(text[0]) - _CODE)


def _small(text: str) -> int:
    total = 0
    for word in re.findall("[a-z]+", text.lower()):
        total = max(total, 1) * 100 if word == "hundred" else total + _CARDINAL.get(word, 0)
    return total


_SMALL_ORDINALS = sorted((*_ORDINALS[1:], *_TENTHS, "hundredth"), key=len, reverse=True)
ORDINAL_WORD = begins_with(
    [*(f"{tens}[- ](?:{'|'.join(_SMALL_ORDINALS)})" for tens in _TENS), *_SMALL_ORDINALS]
)
"""Twenty-first, third."""


def magnitude(word: str) -> int:
    """What million, bn and their like multiply by; 1 for nothing."""
    return _MAGNITUDE.get(word.lower()) or _SHORT.get(word.lower()) or 1


def ordinal_words(text: str) -> Fraction:
    """The value of an ordinal in English words."""
    parts = re.findall("[a-z]+", text.lower())
    if parts[-1] in ("hundredth", "thousandth"):
        return Fraction(100 if parts[-1] == "hundredth" else 1000)
    return Fraction(sum(_CARDINAL.get(one, 0) for one in parts[:-1]) + _ORDINAL[parts[-1]])
