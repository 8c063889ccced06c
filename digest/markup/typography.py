"""Finished HTML → HTML for setting: a space between Han and Latin, and what must share a line.

Browsers and WeasyPrint break lines by Unicode's rules alone and set no space between scripts
(CLREQ 3.2.2, 3.1.3). Both functions take and give HTML; plain text is escaped first. Given
`Markup` they give `Markup`, so a template writes `{{ text | e | spaced | kept }}`. They add
spaces, `<wbr>` and spans (above all `kept`, whose style forbids breaks) and change nothing else, and
doing them twice is doing them once.

Attributes hold no bare `<` or `>`: markdown-it and markupsafe escape them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from digest.markup.characters import HAN, WIDE_MARKS, has_han

OPEN, CLOSE = '<span class="kept">', "</span>"
"""What stands around characters that share a line."""

LATIN_OPEN = '<span class="latin">'
"""What stands before a Latin word's ’, which is full width in a Chinese face."""

HALF_OPEN = '<span class="half">'
"""What stands before a mark set half as wide; in one text the font does it (its feature chws)."""

TAIL = 4
"""At least so much stands on the last line of a paragraph: ideographs count two, letters and figures one."""

SHORT = 18
"""A text no wider than this is left alone: it fits a line."""

LONGEST = 24
"""No more than about this is held together, lest a line end far too early."""

_OPENINGS = frozenset((OPEN, LATIN_OPEN, HALF_OPEN))
_PIECE = re.compile(r"<[^<>]*>|[^<]+|<")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time"
    "|u|var|wbr"
)
_VERBATIM = frozenset(("code", "kbd", "pre", "samp"))

_LETTER = (
    "0-9A-Za-z\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u0370-\u03ff"
    "\u0400-\u04ff\u1e00-\u1eff"
)
_BORDER = f"(?<=[{HAN}])(?=[{_LETTER}]|[$€£¥][0-9])|(?:(?<=[{_LETTER}℃])|(?<=[0-9][%‰]))(?=[{HAN}])"
_BORDERS = re.compile(_BORDER)
_STEPS = re.compile(f"[《〔]|[》〕]|{_BORDER}")
_AFTER_MARK = re.compile(
    rf"(?<=</a>\)</span>)(?=(?:<(?:a|b|em|i|span|strong)(?: [^<>]*)?>)*[{HAN}{_LETTER}“‘《（「『【〈])"
)
"""Where a source mark in ASCII brackets is followed by text."""

_DOCUMENT_NUMBER = re.compile(r"[〕\])）]第?[0-9]{1,5}$")


def spaced(html: str) -> str:
    """A space at each border of Han with Latin letters or digits, also across inline tags, and after marks.

    None inside 《》 and 〔〕, in a document's number or in code, and none where there is a space.
    """
    spacing = _Spacing()
    for piece in _PIECE.findall(html):
        if _is_tag(piece):
            spacing.tag(piece)
        else:
            spacing.text(piece)
    return _same_kind(html, _AFTER_MARK.sub(" ", "".join(spacing.out)))


@dataclass(slots=True)
class _Spacing:
    """HTML so far, spaced, and what is known at its end.

    `before` are the last two characters of the block; `slot` is the first tag opened since, where
    a space would go; `titles` counts open 《 and 〔; `verbatim` says where open code began.
    """

    out: list[str] = field(default_factory=list)
    before: str = ""
    slot: int | None = None
    titles: int = 0
    verbatim: list[int] = field(default_factory=list)

    def tag(self, piece: str) -> None:
        """Go on by a tag."""
        name, closing = _name(piece), piece.startswith("</")
        if not _INLINE.fullmatch(name):
            self.before, self.slot, self.titles = "", None, 0
        elif closing:
            self.slot = None
        elif self.slot is None:
            self.slot = len(self.out)
        if name in _VERBATIM and not closing:
            self.verbatim.append(len(self.out))
        elif name in _VERBATIM and self.verbatim:
            self.verbatim.pop()
        self.out.append(piece)

    def text(self, piece: str) -> None:
        """Go on by a text."""
        joined, start = self.before + piece, len(self.before)
        if not self.titles and _BORDERS.match(joined, start) and not _in_number(joined, start):
            self._space()
        self.out.append(piece if self.verbatim else self._spaced(joined, start))
        self.before, self.slot = joined[-2:], None

    def _space(self) -> None:
        """A space before the text to come, outside of elements and of code that begin with it."""
        if self.slot is not None and (not self.verbatim or self.slot <= self.verbatim[0]):
            self.out[self.slot] = f" {self.out[self.slot]}"
        elif self.slot is None and not self.verbatim:
            self.out.append(" ")

    def _spaced(self, text: str, start: int) -> str:
        """A text from `start` on, spaced."""
        parts: list[str] = []
        done = start
        for found in _STEPS.finditer(text, start):
            at = found.start()
            if found[0]:
                self.titles = max(0, self.titles + (1 if found[0] in "《〔" else -1))
            elif not self.titles and at > start and not _in_number(text, at):
                parts += (text[done:at], " ")
                done = at
        return "".join((*parts, text[done:]))


def _in_number(text: str, position: int) -> bool:
    """Whether a place is inside a document's number: 国数〔2026〕1号."""
    return text.startswith("号", position) and bool(
        _DOCUMENT_NUMBER.search(text, max(0, position - 8), position)
    )


# What shares a line ---------------------------------------------------------------------------

_MEASURES = (
    "个百分点|百分点|平方公里|平方米|立方米|公里|千米|千瓦时|千瓦|兆瓦|吉瓦|美元|欧元|英镑|日元|港元|个月|小时"
    "|分钟|[元吨年月日号时分秒天周岁倍个家项条名人次期届座台套辆只份种类级位米克升瓦度页%‰℃]"
)
_LATIN_MEASURES = (
    "thousand|million|billion|trillion|per cent|percent|percentage points?|yuan|RMB|[kMGT]Wh?|km|kg|"
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_FIGURE = re.compile(
    r"(?<![0-9.,A-Za-z])(?:"
    r"(?:第 ?)?[0-9](?:[0-9.,]{0,13}[0-9])? ?(?:"
    rf"[十百千万亿]{{1,3}}(?:{_MEASURES})?|{_MEASURES})"
    rf"|[0-9](?:[0-9.,]{{0,13}}[0-9])? (?:{_LATIN_MEASURES})\b"
    f")|[{_LETTER}]—(?=[{_LETTER}])|(?:[{HAN}]|[》”’）」』])——|[{HAN}]×|[A-Za-z]{{1,16}} [×+]"
)
_APOSTROPHE = re.compile(r"[A-Za-z]’[A-Za-z]")
_TOKEN = re.compile(r"[!-;=?-~]{14,}")
_SEAM = re.compile(
    r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})|(?<=[/@=_])(?=[A-Za-z0-9])|(?<=[A-Za-z]\.)(?=[A-Za-z]{3})"
)
"""Where an identifier may be broken: between its words, after its strokes and full stops."""

_CLOSING = "”’》）」』】〉，。、；："
_MARKS_MEET = re.compile(
    f"[{_CLOSING}](?=(?:</?(?:a|b|em|i|span|strong)(?: [^<>]*)?>)+[“‘《（「『【〈{_CLOSING}])"
)
_SHORT_MARK = re.compile(rf'<a class="mark"[^<>]*>(?:(?=[^<>]{{3,16}}<)[^<> ]+ [^<>]*|[{HAN}]{{2,6}})</a>')
_ADDRESS = re.compile(f"(https?://[^\\s/{HAN}{WIDE_MARKS}]{{1,40}}/)[^\\s{HAN}{WIDE_MARKS}]{{10,}}")
_JOINT = re.compile(r"(?:/+|&amp;|[?=_])(?=[^/])")
_BREAKABLE = re.compile(f"[ \n{HAN}{WIDE_MARKS}—…]")
_VOID = frozenset(("br", "img", "wbr"))
_LONG_WORD = re.compile(r"[^\s" + HAN + WIDE_MARKS + r"]{14}")  # left free, so that it can be hyphenated
_WIDE = re.compile(f"[{HAN}{WIDE_MARKS}]")
_NO_START = frozenset(" \n、，。；：？！）》〉」』】〕”’…—·%‰℃/)]}.,;:?!")


def kept(html: str) -> str:
    """Figures with their unit, —— and × with what stands before them, and each block's last characters.

    A source mark at the end goes with the words before it, so that no last line is a lone mark or
    one character. Long addresses may break after their slashes.
    """
    out: list[str] = []
    for is_run, pieces in _runs(_unkept(html)):
        out += _with_latin(_PIECE.findall("".join(_kept_run(pieces)))) if is_run else pieces
    whole = _SHORT_MARK.sub(_hold, "".join(out))
    return _same_kind(html, _MARKS_MEET.sub(lambda mark: f"{HALF_OPEN}{mark[0]}{CLOSE}", whole))


def _unkept(html: str) -> list[str]:
    """The pieces without what `kept` adds."""
    pieces: list[str] = []
    spans: list[bool] = []
    for piece in _PIECE.findall(html):
        if piece == "<wbr>":
            continue
        if piece in _OPENINGS:
            spans.append(False)
            continue
        if piece == CLOSE:
            if spans and not spans.pop():
                continue
        elif piece.startswith("<span"):
            spans.append(True)
        pieces.append(piece)
    return _PIECE.findall("".join(pieces))


def _runs(pieces: Iterable[str]) -> Iterator[tuple[bool, list[str]]]:
    """The inline content of each block, and what lies between; `pre` is no content."""
    run: list[str] = []
    verbatim = 0
    for piece in pieces:
        name = _name(piece) if _is_tag(piece) else ""
        if (name and not _INLINE.fullmatch(name)) or verbatim:
            yield True, run
            yield False, [piece]
            run = []
            if name == "pre":
                verbatim = max(0, verbatim + (-1 if piece.startswith("</") else 1))
        else:
            run.append(piece)
    yield True, run


def _kept_run(run: list[str]) -> list[str]:
    pairs = _pairs(run)
    if pairs is None or _width(run) <= SHORT:
        return [*_figures(run)]
    index, offset, end = _tail(run, pairs)
    if index == end:
        return [*_figures(run)]
    head, tail = run[:index], run[index:end]
    if offset:
        head.append(tail[0][:offset])
        tail[0] = tail[0][offset:]
    return [*_figures(head), OPEN, *tail, CLOSE, *run[end:]]


def _with_latin(run: list[str]) -> Iterator[str]:
    """What is Latin's in Chinese text: the ’ of words with its neighbours; seams of long identifiers."""
    chinese = any(has_han(piece) for piece in run if not _is_tag(piece))
    verbatim = held = 0
    whole: list[bool] = []
    for piece in run:
        if _is_tag(piece):
            step = -1 if piece.startswith("</") else 1
            verbatim += step if _name(piece) in _VERBATIM else 0
            if step > 0 and _name(piece) not in _VOID:
                whole.append(piece == OPEN or " lang=" in piece)
                held += whole[-1]
            elif step < 0 and whole:
                held -= whole.pop()
            yield piece
        elif chinese and not verbatim:
            yield _latin(piece, may_break=not held)
        elif not verbatim and not held:
            yield _with_seams(piece)
        else:
            yield piece


def _latin(text: str, *, may_break: bool) -> str:
    """A text with its ’ as Latin's and, where they may break, seams in its long identifiers."""
    return _APOSTROPHE.sub(rf"{LATIN_OPEN}\g<0>{CLOSE}", _with_seams(text) if may_break else text)


def _with_seams(text: str) -> str:
    """A text whose long identifiers may be broken."""
    return _TOKEN.sub(lambda token: _SEAM.sub("<wbr>", token[0]), text)


def _figures(run: Iterable[str]) -> Iterator[str]:
    """Figures with their units, and addresses, in the texts of a run. Links stay undivided."""
    verbatim = links = 0
    for piece in run:
        if _is_tag(piece):
            step = -1 if piece.startswith("</") else 1
            name = _name(piece)
            verbatim += step if name in _VERBATIM else 0
            links += step if name == "a" else 0
            yield piece
        elif verbatim > 0:
            yield piece
        elif links > 0:
            yield _ADDRESS.sub(_may_break, piece)
        else:
            yield _between_addresses(piece)


def _between_addresses(text: str) -> str:
    parts: list[str] = []
    done = 0
    for found in _ADDRESS.finditer(text):
        parts += (_FIGURE.sub(_hold, text[done : found.start()]), _may_break(found))
        done = found.end()
    return "".join((*parts, _FIGURE.sub(_hold, text[done:])))


def _hold(found: re.Match[str]) -> str:
    return f"{OPEN}{found[0]}{CLOSE}"


def _may_break(found: re.Match[str]) -> str:
    """An address that may break after its slashes, but for those of `https://`."""
    host, rest = found[1], found[0][len(found[1]) :]
    return f"{OPEN}{host}{CLOSE}" + _JOINT.sub(lambda joint: f"{joint[0]}<wbr>", rest)


def _tail(run: list[str], pairs: dict[int, int]) -> tuple[int, int, int]:
    """Where the last characters begin (piece, offset in it) and before which piece they end."""
    end, seen = len(run), 0
    index = end
    while index > 0:
        piece = run[index - 1]
        if not _is_tag(piece):
            width = _weight([piece])
            if seen + width < TAIL:
                seen += width
                index -= 1
                continue
            offset = _cut(piece, max(1, TAIL - seen))
            if offset is None:
                return index, 0, end
            return index - 1, offset, end
        if not piece.startswith("</"):
            break  # the start of the element that the tail is in
        opened = pairs[index - 1]
        if "marks" in run[opened]:
            index = opened
            continue
        width = _width(run[opened:index])
        if seen + width <= LONGEST and _name(piece) not in _VERBATIM:
            seen += width
            index = opened
        elif index == end:
            end = index = index - 1  # look for the tail inside the element
        else:
            break
    return index, 0, end


def _cut(text: str, width: int) -> int | None:
    """Where to cut a text so that this much of it or somewhat more follows; None if nowhere."""
    least = max(0, len(text) - LONGEST)
    offset = len(text.rstrip())
    while width > 0 and offset > 0:
        offset -= 1
        width -= _weight([text[offset]])
    while offset > least and not _fair(text, offset):
        offset -= 1
    if not _fair(text, offset) or _LONG_WORD.match(text, offset):
        return None
    for found in _FIGURE.finditer(text, max(0, offset - LONGEST)):
        if found.start() < offset < found.end():
            return found.start()
    return offset


def _fair(text: str, offset: int) -> bool:
    """Whether a line could be broken here."""
    if offset <= 0:
        return offset == 0
    after, before = text[offset], text[offset - 1]
    return after not in _NO_START and bool(_BREAKABLE.match(after) or _BREAKABLE.match(before))


# Tags -----------------------------------------------------------------------------------------


def _is_tag(piece: str) -> bool:
    return piece.startswith("<") and len(piece) > 1


def _name(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1].lower() if found else "!"


def _pairs(run: list[str]) -> dict[int, int] | None:
    """The opening tag of each closing one; None if they do not match."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for index, piece in enumerate(run):
        if not _is_tag(piece):
            continue
        if not piece.startswith("</"):
            opened.append(index)
        elif opened and _name(run[opened[-1]]) == _name(piece):
            pairs[index] = opened.pop()
        else:
            return None
    return None if opened else pairs


def _width(pieces: Iterable[str]) -> int:
    """How much room texts take: wide characters count two, others one."""
    texts = "".join(piece for piece in pieces if not _is_tag(piece))
    return len(texts) + len(_WIDE.findall(texts))


def _weight(pieces: Iterable[str]) -> int:
    """How much of texts is read: ideographs count two, letters and figures one, marks nothing."""
    texts = "".join(piece for piece in pieces if not _is_tag(piece))
    return sum(2 if has_han(one) else int(one.isalnum()) for one in texts)


def _same_kind(given: str, made: str) -> str:
    """`made` as a str or, if that was given, as Markup: safe text stays safe, other text not."""
    return type(given)(made)
