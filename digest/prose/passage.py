"""A file's texts → passages: paragraphs and lines as they are read, each character with its place.

Marks, link targets and signs of emphasis are left out; code and addresses become one U+FFFC, which
is no letter, digit or mark, so that no rule stumbles over them.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import zip_longest

from markdown_it.token import Token

from digest.diagnostic import Span
from digest.load.nodes import Scalar
from digest.markup.characters import is_wide, is_wide_or_shared
from digest.markup.marks import MARK, ids_of
from digest.markup.origin import Origin, origin
from digest.markup.parser import excess, parser
from digest.markup.rows import Rows
from digest.model.record import Filed

OBJECT = "\ufffc"
"""What stands for a piece that is no prose."""

LINE, PARAGRAPH, HEADING = "line", "paragraph", "heading"
"""Kinds of passages: a text that is no Markdown, and blocks of one that is."""

_READ = re.compile(
    r"^(?:headline|short_headline|summary|body|abstract|about|disclaimer|reason|(?:image|cover)\.alt"
    r"|corrections\.\d+\.text|citations\.\d+\.verifies)\.(?P<language>zh|en)$"
)
"""The texts that are ours: not the titles of documents and what is quoted, which stay as they are."""

_MARKDOWN = re.compile(r"^(?:body|abstract|about|disclaimer|corrections\.\d+\.text)\.")

_ADDRESS = r"""<[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*>|(?:https?://|www\.)[\w./?=&%#~:;@!$*+,-]*[\w/=&%#~@$*+-]
|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"""

_INLINE = re.compile(
    rf"""
      (?P<code> (?<!`) (?P<ticks>`+) (?!`) [\s\S]+? (?<!`) (?P=ticks) (?!`) )
    | (?P<escape> \\ [!-/:-@\[-`{{-~] )
    | (?P<mark> [ \n]* {MARK.pattern} (?!\() )
    | (?P<image> [ ]* ! \[ [^\[\]]* \] \( [^()\s]* \) )
    | (?P<link> \[ (?P<label> [^\[\]]* ) \] \( (?: [^()\s] | \([^()\s]*\) )* (?: \s+ "[^"]*" )? \) )
    | (?P<address> {_ADDRESS} )
    | (?P<entity> & (?: \#[0-9]+ | \#[xX][0-9A-Fa-f]+ | [A-Za-z][A-Za-z0-9]* ) ; )
    | (?P<line_end> [ \\]* \n [ ]* )
    | (?P<stars> \*+ )
    | (?P<scores> (?<![A-Za-z0-9_]) _+ | _+ (?![A-Za-z0-9_]) )
    """,
    re.VERBOSE | re.ASCII,
)
_PLAIN_ADDRESS = re.compile(_ADDRESS, re.VERBOSE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Cited:
    """A mark of a passage: what it names, and the offset in the text that it follows."""

    ids: tuple[str, ...]
    offset: int
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of a text.

    `key` is its field with its language, `next` the block after it; `breaks` are the offsets of spaces
    that are line ends in the file.
    """

    key: str
    language: str
    kind: str
    text: str
    origin: Origin
    pieces: tuple[tuple[int, int, int], ...]
    cited: tuple[Cited, ...] = ()
    breaks: tuple[int, ...] = ()
    next: str = ""

    @property
    def name(self) -> str:
        """The field without its language, such as `headline`."""
        return self.key.rpartition(".")[0]

    @property
    def is_exact(self) -> bool:
        """Whether the place of every character is known."""
        return bool(self.origin.indents)

    def span(self, start: int, end: int) -> Span:
        """The place of a stretch of the text; one that is empty covers the character there."""
        end = max(end, start + 1)
        first, last = self._position(start), self._position(end - 1)
        one, other = self.origin.at(*first), self.origin.at(*last)
        return Span(one.path, one.line, one.column, other.end_line, other.end_column)

    def is_one_piece(self, start: int, end: int) -> bool:
        """Whether a stretch stands in the file as it does here, with no sign of Markdown in between."""
        broken = any(start <= at < end for at in self.breaks)
        return self.is_exact and not broken and self._piece(start) is self._piece(end - 1)

    def _position(self, offset: int) -> tuple[int, int]:
        """Line and column (from 0) in the value of an offset in the text."""
        start, line, column = self._piece(offset)
        return line, column + offset - start

    def _piece(self, offset: int) -> tuple[int, int, int]:
        return self.pieces[max(0, bisect_right(self.pieces, (offset, 1 << 30, 0)) - 1)]


def passages(path: str, text: str, scalars: dict[str, Scalar]) -> list[Passage]:
    """The passages of a file's texts for readers, in the order of the file."""
    found: list[Passage] = []
    lines = text.split("\n")
    for key, scalar in scalars.items():
        named = _READ.match(key)
        if named:
            start = origin(path, lines, scalar)
            read = _markdown if _MARKDOWN.match(key) else _lines
            found += _with_next(list(read(key, named["language"], scalar.value, start)))
    return found


OF_RECORDS = ("headline", "short_headline", "summary", "body", "abstract")
"""The texts of stories and issues that are read for what they say."""


def passages_of(record: Filed) -> list[Passage]:
    """The passages of a record's own texts, headline to body, as they stand in its file."""
    found: list[Passage] = []
    for name in OF_RECORDS:
        for language, text in getattr(record, name, {}).items():
            key = f"{name}.{language}"
            line, indent = record.starts.get(key, (0, 0))
            indents = (indent,) * (text.count("\n") + 1) if line else ()
            start = Origin(record.span(key), line, indents)
            read = _markdown if _MARKDOWN.match(key) else _lines
            found += _with_next(list(read(key, language, text, start)))
    return found


def _with_next(found: list[Passage]) -> Iterator[Passage]:
    for one, after in zip_longest(found, found[1:]):
        yield replace(one, next=after.text if after else "")


# Plain texts ------------------------------------------------------------------------------------


def _lines(key: str, language: str, value: str, start: Origin) -> Iterator[Passage]:
    for number, row in enumerate(value.split("\n")):
        if row.strip():
            writing = _Writing(partial(_on_line, number))
            at = 0
            for address in _PLAIN_ADDRESS.finditer(row):
                writing.add(row[at : address.start()], at)
                writing.add(OBJECT, address.start())
                at = address.end()
            writing.add(row[at:], at)
            yield writing.passage(key, language, LINE, start)


def _on_line(line: int, offset: int) -> tuple[int, int]:
    return line, offset


# Markdown ---------------------------------------------------------------------------------------


def _markdown(key: str, language: str, value: str, start: Origin) -> Iterator[Passage]:
    """The blocks that hold words. Only blocks are parsed; their inside is read by `_INLINE`."""
    if excess(value):  # it is refused where it is marked up
        return
    tokens: list[Token] = []
    markdown = parser()
    markdown.block.parse(value, markdown, {}, tokens)
    lines = value.split("\n")
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline" and token.content.strip():
            kind = HEADING if before and before.type == "heading_open" else PARAGRAPH
            yield _block(key, language, kind, token, Rows(lines, token), start)


def _block(key: str, language: str, kind: str, token: Token, rows: Rows, start: Origin) -> Passage:
    writing = _Writing(rows.position)
    content, at = token.content, 0
    for found in _INLINE.finditer(content):
        writing.add(content[at : found.start()], at)
        at = found.end()
        _piece(writing, found, language, start)
    writing.add(content[at:], at)
    return writing.passage(key, language, kind, start)


def _piece(writing: "_Writing", found: re.Match[str], language: str, start: Origin) -> None:
    at = found.start()
    if found["code"] or found["address"] or found["entity"]:
        writing.add(OBJECT, at)
    elif found["escape"]:
        writing.add(found[0][1], at + 1)
    elif found["mark"]:
        mark = found[0].lstrip(" \n")
        line, column = writing.position(at + len(found[0]) - len(mark))
        writing.cited.append(Cited(ids_of(mark), writing.length, start.at(line, column, len(mark))))
    elif found["link"]:
        writing.add(found["label"], found.start("label"))
    elif found["line_end"]:
        before, after = writing.last, found.string[found.end() : found.end() + 1]
        wide = is_wide_or_shared if language == "zh" else is_wide
        if not wide(before) and not (after and wide(after)):
            writing.breaks.append(writing.length)
            writing.add(" ", at + found[0].index("\n"))
    elif found["stars"] and _is_between_words(found):
        writing.add(found[0], at)


def _is_between_words(found: re.Match[str]) -> bool:
    """A * with space on either side, or none with figures on both, is a sign of its own."""
    before = found.string[max(0, found.start() - 1) : found.start()]
    after = found.string[found.end() : found.end() + 1]
    return (before in ("", " ") and after in ("", " ")) or (before.isdigit() and after.isdigit())


@dataclass(slots=True)
class _Writing:
    """A passage in the making."""

    position: Callable[[int], tuple[int, int]]
    words: list[str] = field(default_factory=list)
    pieces: list[tuple[int, int, int]] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    length: int = 0

    @property
    def last(self) -> str:
        """The last character, a space where there is none."""
        return self.words[-1][-1] if self.words else " "

    def add(self, text: str, offset: int) -> None:
        """Go on by a text that stands at an offset of the content."""
        if text:
            self.pieces.append((self.length, *self.position(offset)))
            self.words.append(text)
            self.length += len(text)

    def passage(self, key: str, language: str, kind: str, start: Origin) -> Passage:
        """What was written."""
        text = "".join(self.words)
        pieces = tuple(self.pieces) or ((0, 0, 0),)
        return Passage(key, language, kind, text, start, pieces, tuple(self.cited), tuple(self.breaks))
