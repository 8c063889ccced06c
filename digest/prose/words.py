"""Words and characters that stand twice, or belong to another language or script."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from digest.diagnostic import Message
from digest.markup.characters import HAN
from digest.prose.figures.numerals import begins_with
from digest.prose.passage import LINE, Passage
from digest.prose.slip import Flaw, put

# Particles that never stand twice but in the words named beside them; others may: 中国国家, 委员会会议.
_PARTICLES = re.compile(
    r"(?<!目)的的(?![确士])|(?<![不一末小目])了了(?![之无])|(?<![温和])和和(?![美气睦平])|与与|(?<!实实)(?<!实实在)(?<!自)(?<!存)在在(?!理)"
    r"|(?<!是)是是(?!非)|着着|被被|且且|但但|这这|那那|或或(?!少|明|昏|炯)|我我|他他(?!们俩)|们们|(?<!岌)及及|把把(?!脉|关)(?<!一把把)"
)
_TWICE = re.compile(r"([的了和与在是着被且但这那或我他们及把])\1")
# A phrase said twice in a row: three characters or more are never meant, two hardly ever.
_PHRASE = re.compile(rf"([{HAN}]{{3,8}})\1")
_PAIR = re.compile(
    r"(数据|发展|推动|推进|加快|加强|提高|提升|建设|实施|方案|企业|产业|经济|国家|政策|工作|问题|技术|创新|改革|开放|服务|"
    r"市场|社会|人民|中国|全国|公司|项目|投资|增长|同比|能源|安全|制造|工业|农业|生产|人工|智能|我们|他们|通过|进行|具有|"
    r"根据|按照|以及|并且|因此|但是|可以|已经|表示|指出|强调|认为|要求|重点|重要|主要|不断|持续|进一|实现|促进|完善|健全|"
    r"深化|坚持|落实|支持|开展|组织|部门|地方|城市|农村|教育|科技|金融|贸易|消费|就业|生态|环境|文化|历史|时间|今年|去年)\1"
)
_FINE = re.compile(r"([一半]\S)\1|发展中\1|国家国家(?=公园|级|重点|实验|安全)")

_SMALL_WORDS = (
    *(
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "and",
        "or",
        "with",
        "from",
        "as",
        "is",
        "are",
    ),
    *(
        "was",
        "were",
        "be",
        "been",
        "will",
        "would",
        "its",
        "their",
        "this",
        "these",
        "we",
        "it",
        "has",
        "have",
    ),
)
_ENGLISH = re.compile("(" + begins_with(_SMALL_WORDS) + r")(?i:\s+\1\b)")


def doubled_word(passage: Passage) -> Iterator[Flaw]:
    """No word stands twice in a row."""
    text = passage.text
    if passage.language == "en":
        for found in _ENGLISH.finditer(text):
            yield _doubled(found, found[1])
        return
    for pattern in (_PARTICLES, _PAIR, _PHRASE) if _TWICE.search(text) else (_PAIR, _PHRASE):
        for found in pattern.finditer(text):
            if not (pattern is not _PARTICLES and _meant(text, found)):
                yield _doubled(found, found[0][: len(found[0]) // 2])


def _meant(text: str, found: re.Match[str]) -> bool:
    after = text[found.end() : found.end() + 2]
    return bool(_FINE.match(found[0] + after)) or found[1][0] == "一" or len(set(found[1])) == 1


def _doubled(found: re.Match[str], once: str) -> Flaw:
    return Flaw(
        found.start(),
        found.end(),
        Message(f"the same twice: {found[0]}", f"重复：{found[0]}"),
        Message("keep one", "请只留一个"),
        once,
    )


@cache
def traditional() -> dict[str, str]:
    """Characters that only traditional Chinese has, with their simplified forms."""
    lines = (Path(__file__).parent / "traditional.txt").read_text(encoding="utf-8").splitlines()
    pairs = "".join(line for line in lines if not line.startswith("#"))
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(traditional())}]+")


def traditional_character(passage: Passage) -> Iterator[Flaw]:
    """Chinese text is in the simplified characters of 通用规范汉字表."""
    for found in _traditional().finditer(passage.text) if passage.language == "zh" else ():
        simplified = "".join(traditional()[one] for one in found[0])
        yield Flaw(
            found.start(),
            found.end(),
            Message(f"traditional characters: {found[0]}", f"用了繁体字：{found[0]}"),
            put(simplified),
            simplified,
        )


_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile(r"[A-Za-z]+")
_QUOTED = re.compile(r"[(（][^()（）]*[)）]|“[^“”]*”|‘[^‘’]*’|\"[^\"]*\"|《[^《》]*》|\[[^\[\]]*\]|@\w+")
_HAN_RUN = re.compile(f"[{HAN}][{HAN}，。；：？！、（）《》“”—…0-9]*")
_NAME = 4
"""Words of Latin that a Chinese line may consist of: a product's name alone is a headline."""


def wrong_language(passage: Passage) -> Iterator[Flaw]:
    """What stands under `en` is English, what stands under `zh` is Chinese."""
    text = passage.text
    latin = len(_LATIN.findall(text))
    if passage.language == "zh" and latin <= _NAME:
        return
    han = len(_HAN.findall(text))
    if passage.language == "en":
        if han > 2 * latin:
            yield _foreign(
                _HAN_RUN.search(text), len(text), "`en` 下面是中文", "this is Chinese, and stands under `en`"
            )
        elif han:
            shown = _QUOTED.sub(lambda one: " " * len(one[0]), text)
            for found in _HAN_RUN.finditer(shown):
                yield _foreign(found, found.end(), "英文里夹有未译的中文", "Chinese in an English sentence")
    elif latin > (max(_NAME, 6 * han) if passage.kind != LINE or not han else latin):
        yield Flaw(
            0,
            len(text),
            Message("this is no Chinese, and stands under `zh`", "`zh` 下面不是中文"),
            Message("write it in Chinese", "请写成中文"),
        )


def _foreign(found: re.Match[str] | None, end: int, zh: str, en: str) -> Flaw:
    help = Message("translate it, or quote it in brackets", "请译成英文，或放进括号、引号")
    return Flaw(found.start() if found else 0, end, Message(en, zh), help)
