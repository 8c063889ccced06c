"""How figures are written in Chinese (GB/T 15835-2011): one form, whole ranges, one hedge."""

import re
from collections.abc import Iterator

from digest.diagnostic import Message
from digest.prose.passage import Passage
from digest.prose.slip import Flaw, put

_HAN_DIGIT = "一二三四五六七八九十"

_FORMS = re.compile(
    rf"(?P<date>(?<![0-9.])[0-9]{{4}}年[{_HAN_DIGIT}]{{1,3}}月(?:[{_HAN_DIGIT}]{{1,3}}日)?"
    rf"|(?<![0-9.])[0-9]{{1,2}}月[{_HAN_DIGIT}]{{1,3}}日"
    rf"|[〇零{_HAN_DIGIT}]{{4}}年[0-9]{{1,2}}月|(?<![{_HAN_DIGIT}])[{_HAN_DIGIT}]{{1,2}}月[0-9]{{1,2}}日)"
    r"|(?P<nought>[一二][零〇一二三四五六七八九]{3}(?=年))"
    r"|(?P<some>(?<![0-9.])[1-9]?0几(?=[多]?[天个人年月家项次万亿种名岁亩米]))"
    r"|(?P<percent>百分之(?P<share>[0-9]+(?:\.[0-9]+)?)(?![0-9%.]))"
)


def number_form(passage: Passage) -> Iterator[Flaw]:
    """A date or a share is written in one kind of figures (GB/T 15835, 4 and 5)."""
    for found in _FORMS.finditer(passage.text) if passage.language == "zh" else ():
        wrong = found[0]
        instead: str | None = None
        if found["nought"]:
            if "零" not in wrong:
                continue
            instead = wrong.replace("零", "〇")
            message = Message(f"the nought of a year is 〇: {wrong}", f"年份中的零应写作〇：{wrong}")
        elif found["date"]:
            message = Message(f"two kinds of figures in one date: {wrong}", f"同一日期混用两种数字：{wrong}")
        elif found["some"]:
            message = Message(
                f"an unknown number takes Chinese figures: {wrong}", f"带“几”的概数应用汉字：{wrong}"
            )
        else:
            instead = f"{found['share']}%"
            message = Message(f"a share in two kinds of figures: {wrong}", f"百分数混用汉字与数字：{wrong}")
        help = put(instead) if instead else Message("write it in one kind", "请统一写法")
        yield Flaw(found.start(), found.end(), message, help, instead)


_TILDE = re.compile(r"(?<=[0-9%％万亿年月日])[~∼〜](?=[0-9])")
_HALF_RANGE = re.compile(
    r"(?<![0-9A-Za-z.\-—–～~/])(?P<low>[0-9]+(?:\.[0-9]+)?)(?P<sign>[-—–～~])(?P<high>[0-9]+(?:\.[0-9]+)?)"
    r"(?P<unit>%|％|‰|万|亿)(?![-0-9])"
)


_HYPHEN = re.compile(
    r"(?<![0-9A-Za-z.\-—–～~/])[0-9]+(?:\.[0-9]+)?[%％万亿]?(?P<sign>-)[0-9]+(?:\.[0-9]+)?(?=[%％万亿年月日个人元天级岁倍吨米度℃])"
)
_PROPER = re.compile("[0-9%％万亿年月日][—～][0-9]")


def range_form(passage: Passage) -> Iterator[Flaw]:
    """A range joins two whole values, 15%～30% and 9亿～16亿, with — or ～ (GB/T 15835, 5.1.3).

    A hyphen is let pass where a text has no other sign for its ranges.
    """
    if passage.language != "zh":
        return
    proper = _PROPER.search(passage.text)
    for found in _HYPHEN.finditer(passage.text) if proper else ():
        if not _HALF_RANGE.match(passage.text, found.start()):
            sign = proper[0][1] if proper else ""
            yield Flaw(
                *found.span("sign"),
                Message("a hyphen in one range, another sign in the next", "同一段里数值范围用了两种连接号"),
                put(sign),
                sign,
            )
    for found in _TILDE.finditer(passage.text):
        yield Flaw(
            found.start(),
            found.end(),
            Message("a half-width ~ in a range", "数值范围用了半角 ~"),
            put("～"),
            "～",
        )
    for found in _HALF_RANGE.finditer(passage.text):
        if _is_year(found["low"]):
            continue
        sign = "～" if found["sign"] in "-~–" else found["sign"]
        instead = f"{found['low']}{found['unit']}{sign}{found['high']}{found['unit']}"
        yield Flaw(
            found.start(),
            found.end(),
            Message(
                f"the first value of this range lacks its {found['unit']}",
                f"范围的前一个数值缺“{found['unit']}”",
            ),
            put(instead),
            instead,
        )


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")


_QUANTITY = rf"(?:[0-9][0-9,.]*|[{_HAN_DIGIT}百千万亿两半]+)[%％万亿千百多余来]*[^\W0-9A-Za-z_]{{0,4}}?"
_HEDGES = re.compile(
    rf"(?P<before>大约|约为|约|将近|接近|近|大概|至少|最多|不超过|超过|逾)(?P<value>{_QUANTITY})(?P<after>左右|上下|以上|以下|之多)"
)
_WORD = re.compile("[条节合预特大签制公契简]约|[附最靠邻临新远]近")
"""Words that end like a hedge."""

_AGREE = {"近": "左右上下", "将近": "左右上下", "接近": "左右上下"}


def double_hedge(passage: Passage) -> Iterator[Flaw]:
    """A number is hedged once: 约 or 左右, 超过 or 以上 (GB/T 15835, 4.2)."""
    for found in _HEDGES.finditer(passage.text) if passage.language == "zh" else ():
        before, after = found["before"], found["after"]
        if after not in _AGREE.get(before, "左右上下以上以下之多"):
            continue
        if before in ("约", "近") and _WORD.match(passage.text, max(0, found.start("before") - 1)):
            continue
        yield Flaw(
            found.start(),
            found.end(),
            Message(f"a number hedged twice: {before} … {after}", f"概数重复：{before}……{after}"),
            Message(f"keep {before} or {after}", f"“{before}”和“{after}”请只留一个"),
        )


_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]+(?:[．：／－][０-９Ａ-Ｚａ-ｚ]+)*")


def full_width_digit(passage: Passage) -> Iterator[Flaw]:
    """Figures and Latin letters are half width."""
    for found in _FULL_WIDTH.finditer(passage.text):
        instead = "".join(chr(ord(one) - 0xFEE0) for one in found[0])
        yield Flaw(
            found.start(),
            found.end(),
            Message(f"full-width figures or letters: {found[0]}", f"用了全角数字或字母：{found[0]}"),
            put(instead),
            instead,
        )
