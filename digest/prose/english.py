"""English copy: marks of Chinese width, units, ranges."""

import re
from collections.abc import Iterator

from digest.diagnostic import Message
from digest.markup.characters import HAN
from digest.prose.passage import Passage
from digest.prose.slip import Flaw, put

_WIDE = re.compile("[，。；：？！（）、％～]")
_HALF = {
    "，": ",",
    "。": ".",
    "；": ";",
    "：": ":",
    "？": "?",
    "！": "!",
    "（": "(",
    "）": ")",
    "、": ",",
    "％": "%",
}
_HAN = re.compile(f"[{HAN}《》“”]")


def full_width_mark(passage: Passage) -> Iterator[Flaw]:
    """English has no marks of Chinese width, but inside a Chinese word that it quotes."""
    text = passage.text
    for found in _WIDE.finditer(text) if passage.language == "en" else ():
        at, mark = found.start(), found[0]
        before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
        if _HAN.match(before) and (_HAN.match(after) or not after):
            continue
        half = _HALF.get(mark)
        yield Flaw(
            at,
            at + 1,
            Message(f"a full-width {mark} in English", f"英文里用了全角 {mark}"),
            put(half or "–"),
            _with_space(half, before, after),
        )


def _with_space(half: str | None, before: str, after: str) -> str | None:
    if half is None:
        return None
    if half == "(":
        return " (" if before and not before.isspace() else "("
    if half in ",.;:?!)" and after and (after.isalnum() or after in "“‘"):
        return f"{half} "
    return half


_UNITS = (
    "km|cm|mm|nm|μm|µm|kg|mg|kW|MW|GW|TW|kWh|MWh|GWh|TWh|kV|MV|GHz|MHz|kHz|Hz|KB|MB|GB|TB|PB|EB|Gbps|Mbps"
    "|kPa|MPa|ml|mL|ha|hectares|million|billion|trillion|thousand|tonnes|tons|kilometres|kilometers|metres|meters|yuan|RMB|percent|per|EFLOPS|PFLOPS"
)
_UNIT = re.compile(rf"(?<![A-Za-z0-9.,-])[0-9][0-9.,]*(?=(?:{_UNITS})\b)")
_LETTERS = re.compile("[A-Za-zμµ]+")


def unit_space(passage: Passage) -> Iterator[Flaw]:
    """A space stands between a number and its unit (ISO 80000-1, 7.1.4)."""
    for found in _UNIT.finditer(passage.text) if passage.language == "en" else ():
        unit = _LETTERS.match(passage.text, found.end())
        end = found.end() + 1
        yield Flaw(
            found.end() - 1,
            end,
            Message("no space between a number and its unit", "数字与单位之间缺空格"),
            put(f"{found[0]} {unit[0] if unit else ''}"),
            f"{passage.text[found.end() - 1]} {passage.text[found.end()]}",
        )


_RANGE = re.compile(
    r"(?<![\w.,/–-])(?P<low>[$€£¥]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?%?)(?P<sign> ?[-~～] ?|--)"
    r"(?P<high>[$€£¥]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?%?)(?![\w/-])"
)


def range_dash(passage: Passage) -> Iterator[Flaw]:
    """A range of figures has an en dash: 2021–2025, 5–10%."""
    for found in _RANGE.finditer(passage.text) if passage.language == "en" else ():
        low, high = found["low"], found["high"]
        if found["sign"].startswith(" ") and found["sign"].strip() == "-":
            continue  # a subtraction, or a dash typed as a hyphen
        if re.fullmatch("(?:19|20)[0-9]{2}", low) and re.fullmatch("0[1-9]|1[0-2]", high):
            continue  # 2026-06 is a month
        if low.startswith("0") and "." not in low:
            continue  # a telephone number
        yield Flaw(
            found.start("sign"),
            found.end("sign"),
            Message(f"a hyphen in a range: {found[0]}", f"数值范围用了连字符：{found[0]}"),
            put(f"{low}–{high}"),
            "–",
        )
