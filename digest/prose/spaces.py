"""Spaces where none belong, or one is missing, in Chinese and in English."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from digest.diagnostic import Message
from digest.markup.characters import HAN
from digest.prose.passage import PARAGRAPH, Passage
from digest.prose.slip import Flaw

_SPACE = "[ \u00a0\u3000\u2002-\u200a]"
_FULL_WIDTH = "，。；：？！、（）《》〈〉【】〔〕"

_CHINESE = re.compile(
    rf"(?<=[{HAN}])(?P<han>{_SPACE}+)(?=[{HAN}])"
    rf"|(?<=\S)(?P<before>{_SPACE}+)(?=[，。；：？！、）》〉】〕”’])"
    rf"|(?<=[，。；：？！、（《〈【〔“‘])(?P<after>{_SPACE}+)(?=\S)"
    rf"|(?<=[!-~])(?P<wide>{_SPACE}{{2,}})(?=[!-~])"
)
# A byline's roles, the parts of laws, and labels are set off by a space in clean copy.
_LABEL = re.compile(
    r"(?:(?<=[日网社站报])[讯电]|记者|通讯员|编辑|责编|作者|摄影|制图|校对|供稿|主持人|来源|第[一二三四五六七八九十百零〇0-9]+[章节条款项编部期届讲篇]"
    r"|附件|附表|附录|图表?|表)$"
)
_SENTENCE = re.compile("[。；？！]")
_BYLINE = re.compile("记者|通讯员|编辑|作者|摄")

_ENGLISH = re.compile(
    r"(?<=\S)(?P<double> {2,})(?=\S)"
    r"|(?<=[A-Za-z0-9”’)%])(?P<before> +)(?=[,;:!?](?:\s|$)|\.(?:\s|$))"
    r"|(?<=[(\[“‘])(?P<after> +)(?=\S)|(?<=\S)(?P<closing> +)(?=[)\]”])"
    r"|(?<=[0-9])(?P<percent> +)(?=%)"
)


def stray_space(passage: Passage) -> Iterator[Flaw]:
    """No space stands between Chinese characters or beside a full-width mark, in English none is doubled."""
    text = passage.text
    if passage.language == "en":
        for found in _ENGLISH.finditer(text):
            yield _stray(found, " " if found["double"] else "")
        return
    is_prose = passage.kind == PARAGRAPH and bool(_SENTENCE.search(text))
    for found in _CHINESE.finditer(text):
        at = found.start()
        if found["han"] and not (is_prose and _is_in_sentence(text, at)):
            continue
        yield _stray(found, " " if found["wide"] else "")


def _is_in_sentence(text: str, at: int) -> bool:
    """Bylines set their names, and titles of standards their parts, apart by a space."""
    labelled = _LABEL.search(text[max(0, at - 12) : at])
    return not (labelled or _is_in_title(text, at) or _is_in_byline(text, at))


_FAR = 400
"""Characters before which nobody opens a title or a byline."""


def _is_in_title(text: str, at: int) -> bool:
    """Standards have spaces in their titles: 《信息安全技术 网络安全等级保护基本要求》."""
    start = max(0, at - _FAR)
    return text.rfind("《", start, at) > text.rfind("》", start, at)


def _is_in_byline(text: str, at: int) -> bool:
    start = max(0, at - _FAR)
    opened = text.rfind("（", start, at)
    return opened > text.rfind("）", start, at) and bool(_BYLINE.search(text, opened, at))


def _stray(found: re.Match[str], instead: str) -> Flaw:
    if instead:
        message = Message("two spaces", "多了空格")
        help = Message("keep one", "请只留一个")
    else:
        message = Message("a stray space", "多余的空格")
        help = Message("delete it", "请删去")
    return Flaw(found.start(), found.end(), message, help, instead)


# A date or a time of day may stand apart, in a dateline.
_DATELINE = "[0-9]{4}[年-][0-9]|[0-9]{1,2}:[0-9]{2}"
_TYPED = re.compile(rf"(?<=[{HAN}]) +(?=[0-9A-Za-z])(?!{_DATELINE})|(?<=[0-9A-Za-z%％℃]) +(?=[{HAN}])")
_MISSING = re.compile(rf"[{HAN}](?=[0-9A-Za-z])|[0-9A-Za-z%℃](?=[{HAN}])")
_TITLE = re.compile("《[^《》]*》|〔[^〔〕]*〕[^，。；、]{0,8}号")


def typed_space(passage: Passage) -> Iterator[Flaw]:
    """No space is typed between Chinese characters and figures or Latin letters: the page sets a thin one."""
    for found in _TYPED.finditer(passage.text) if passage.language == "zh" else ():
        yield Flaw(
            found.start(),
            found.end(),
            Message("a typed space between Chinese and Latin", "汉字与数字、字母之间键入了空格"),
            Message(
                "delete it: the page sets a thin space by itself (`spacing: pangu` in site.yaml asks for it)",
                "请删去，版面会自动留出间隙（若要键入，请在 site.yaml 设 spacing: pangu）",
            ),
            "",
        )


def missing_space(passage: Passage) -> Iterator[Flaw]:
    """Where `spacing: pangu` asks for it, a space stands between Chinese characters and the rest."""
    if passage.language != "zh":
        return
    titles = [(one.start(), one.end()) for one in _TITLE.finditer(passage.text)]
    for found in _MISSING.finditer(passage.text):
        at = found.start()
        before = bisect_right(titles, (at, len(passage.text))) - 1
        if before < 0 or at >= titles[before][1] - 1:
            yield Flaw(
                at,
                at + 2,
                Message("no space between Chinese and Latin", "汉字与数字、字母之间缺空格"),
                Message(
                    "type one (`spacing: pangu` in site.yaml)", "请空一格（site.yaml 设了 spacing: pangu）"
                ),
                f"{passage.text[at]} {passage.text[at + 1]}",
            )
