"""Chinese punctuation (GB/T 15834-2011): a passage → the marks in it that are wrong.

Latin names, figures, times, ratios and whole English quotations keep their own marks: a mark is
looked at only beside an ideograph or a full-width mark.
"""

import re
from collections.abc import Iterator

from digest.diagnostic import Message
from digest.markup.characters import HAN
from digest.prose.passage import HEADING, Passage
from digest.prose.slip import Flaw, put

_OPENING, _CLOSING = "“‘（《〈「『【〔", "”’）》〉」』】〕"
_WIDE = f"[{HAN}，。；：？！、]"

# 4.1-4.8: beside Han, or a closing mark that only Chinese has. A figure before keeps 1,000 and 18:30.
_CHINESE_BEFORE = f"(?<=[{HAN}）》〉」』】〕])"
_HALF = re.compile(
    rf"{_CHINESE_BEFORE}[,;:?!](?!//)|[,;:?!][ ]?(?=[{HAN}《〈（「『【])|{_CHINESE_BEFORE}\.(?![0-9A-Za-z.])"
)
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_BRACKETS = re.compile(r"\(([^()（）]*)\)")
_HAS_HAN = re.compile(f"[{HAN}]")


def half_width_mark(passage: Passage) -> Iterator[Flaw]:
    """Beside Chinese characters marks are full width: ，。；：？！（）."""
    text = passage.text
    if passage.language != "zh":
        return
    for found in _HALF.finditer(text):
        joins_han = found[0] == "." and _HAS_HAN.match(text, found.end())  # a name's point or a full stop?
        yield _half(found.start(), found.end(), found[0][0], may_mend=not joins_han)
    for found in _BRACKETS.finditer(text):
        before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
        beside = re.match(_WIDE, before) and (not after or re.match(_WIDE, after))
        if (beside or _HAS_HAN.search(found[1])) and not _NUMBER.match(text, found.start()):
            yield _half(found.start(), found.start() + 1, "(")
            yield _half(found.end() - 1, found.end(), ")")


def _half(start: int, end: int, mark: str, *, may_mend: bool = True) -> Flaw:
    return Flaw(
        start,
        end,
        Message(f"a half-width {mark} in Chinese text", f"中文里用了半角 {mark}"),
        put(_FULL[mark]),
        _FULL[mark] if may_mend else None,
    )


_DOUBLED = {
    "zh": re.compile(r"([，；：、])[，；：、。]+|。[，；：、]+|。。(?!。)(?<!。。。)|[？！]。"),
    "en": re.compile(r"([,;:])[,;:.]+|(?<![.\w])\.\.(?!\.)|(?<=[a-z])\.\.(?!\.)|[?!]\.(?!\.)"),
}


def doubled_mark(passage: Passage) -> Iterator[Flaw]:
    """Between two clauses stands one mark."""
    for found in _DOUBLED[passage.language].finditer(passage.text):
        marks = found[0]
        same = len(set(marks)) == 1
        yield Flaw(
            found.start(),
            found.end(),
            Message(f"two marks where one belongs: {marks}", f"标点重复：{marks}"),
            Message("keep one", "请只留一个"),
            marks[0] if same else None,
        )


_ELLIPSIS = re.compile(
    rf"(?<![.])\.{{3,}}|(?<!…)…(?!…)|(?<!。)。{{3,}}|(?<!…)…{{3}}(?!…)|(?<!·)·{{3,}}|(?<={_WIDE})\.\.(?!\.)"
)


def ellipsis(passage: Passage) -> Iterator[Flaw]:
    """An ellipsis in Chinese is …… (two, six points; GB/T 15834, 4.11)."""
    text = passage.text
    for found in _ELLIPSIS.finditer(text) if passage.language == "zh" else ():
        around = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
        if re.search(rf"[{HAN}，。；：？！、{_OPENING}{_CLOSING}]", around):
            yield Flaw(
                found.start(),
                found.end(),
                Message(f"{found[0]} is no Chinese ellipsis", f"省略号写成了 {found[0]}"),
                put("……"),
                "……",
            )


_DASH = re.compile(
    r"(?<![-—―－─])(?:-{2,3}|―{1,2}|－{2}|─{1,2}|—{3}|–{2}|— —|(?<=\S) [-–—] (?=\S))(?![-—―－─])"
)


def dash(passage: Passage) -> Iterator[Flaw]:
    """A dash in Chinese is —— (GB/T 15834, 4.10); between names and years a single — joins."""
    text = passage.text
    for found in _DASH.finditer(text) if passage.language == "zh" else ():
        around = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
        if re.search(rf"[{HAN}{_OPENING}{_CLOSING}]", around):
            yield Flaw(
                found.start(),
                found.end(),
                Message(f"{found[0]} is no Chinese dash", f"破折号写成了 {found[0]}"),
                put("——"),
                "——",
            )


_ANGLES = re.compile(rf"(<<|＜＜|«|<|＜)([{HAN}“〈][^<>＜＞«»]*[{HAN}”〉])(>>|＞＞|»|>|＞)")


def book_title_mark(passage: Passage) -> Iterator[Flaw]:
    """Titles of documents stand in 《》 (GB/T 15834, 4.15)."""
    for found in _ANGLES.finditer(passage.text) if passage.language == "zh" else ():
        yield Flaw(
            found.start(),
            found.end(),
            Message(f"{found[1]} {found[3]} are no title marks", f"书名号写成了 {found[1]} {found[3]}"),
            put("《》"),
            f"《{found[2]}》",
        )


_NUMBER = re.compile(
    r"(?P<open>[\[(（【［〈《{])(?P<year>(?:19|20)[0-9]{2})(?P<close>[\])）】］〉》}])(?=第?[0-9]{1,5}号)"
)


def document_number(passage: Passage) -> Iterator[Flaw]:
    """In a document's number the year stands in 〔〕 (GB/T 9704-2012, 7.2.5; GB/T 15834, 4.9)."""
    for found in _NUMBER.finditer(passage.text) if passage.language == "zh" else ():
        before = passage.text[max(0, found.start() - 1) : found.start()]
        if not _HAS_HAN.match(before):
            continue
        yield Flaw(
            found.start(),
            found.end(),
            Message(
                f"the year of a document's number stands in 〔〕, not in {found['open']}{found['close']}",
                f"发文字号的年份用 〔〕，不用 {found['open']}{found['close']}",
            ),
            put(f"〔{found['year']}〕"),
            f"〔{found['year']}〕",
        )


_HEADLINES = frozenset({"headline", "short_headline"})
_STOP = {
    "zh": re.compile(r"[。．]$|(?<![.A-Za-z])\.$"),
    "en": re.compile(r"(?<=[a-z]{3})(?<!\bInc)(?<!\bLtd)(?<!Corp)(?<!\betc)\.$|(?<=[0-9”’\"')])\.$"),
}


def headline_stop(passage: Passage) -> Iterator[Flaw]:
    """A headline ends without a full stop."""
    if passage.kind != HEADING and passage.name not in _HEADLINES:
        return
    found = _STOP[passage.language].search(passage.text.rstrip())
    if found:
        yield Flaw(
            found.start(),
            found.end(),
            Message("a full stop after a headline", "标题末尾有句号"),
            Message("delete it", "请删去"),
            "",
        )


_PAIRS = {
    "“": "”",
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "〔": "〕",
    "「": "」",
    "『": "』",
    "[": "]",
}
_ALIKE = {"(": "（", ")": "）"}
_CLOSERS = {_ALIKE.get(close, close): _ALIKE.get(mark, mark) for mark, close in _PAIRS.items()}
_BALANCED = re.compile("[" + re.escape("".join((*_PAIRS, *_PAIRS.values()))) + "]")
_ORDINAL = re.compile(
    rf"(?:^|[\s，。；：、,;:({HAN}])[0-9]{{1,2}}$|(?:^|[\s，。；：、,;:])[A-Za-z]$|[一二三四五六七八九十]$|[ivx]{{1,4}}$"
)


def unbalanced_mark(passage: Passage) -> Iterator[Flaw]:
    """Quotation marks and brackets come in pairs."""
    text = passage.text
    open_marks: list[tuple[str, int]] = []
    for found in _BALANCED.finditer(text):
        mark, at = _ALIKE.get(found[0], found[0]), found.start()
        if mark not in _CLOSERS:
            open_marks.append((mark, at))
        elif open_marks and open_marks[-1][0] == _CLOSERS[mark]:
            open_marks.pop()
        elif not (mark == "）" and _ORDINAL.search(text, max(0, at - 6), at)):
            yield _unbalanced(
                at, found[0], f"nothing opens this {found[0]}", f"{found[0]} 没有与之对应的前半"
            )
            return
    for mark, at in reversed(open_marks):
        if not (mark == "“" and passage.next.startswith("“")):  # a quotation goes on in the next paragraph
            yield _unbalanced(
                at, text[at], f"nothing closes this {text[at]}", f"{text[at]} 没有与之对应的后半"
            )
            return


def _unbalanced(at: int, mark: str, en: str, zh: str) -> Flaw:
    return Flaw(at, at + 1, Message(en, zh), Message("complete the pair", "请补全成对的标点"))
