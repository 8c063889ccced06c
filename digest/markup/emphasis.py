"""CommonMark's emphasis, mended for Chinese.

By the rule of CommonMark (0.31, 6.2) a run of `*` between a mark and a letter cannot open or
close, so `**具体：**与其说` shows its asterisks. The rule takes for granted that words are set
apart by spaces, which Chinese has not. The amendment is that of the markdown-cjk-friendly
specification: a full-width neighbour counts as punctuation where that allows emphasis, and not
where it forbids it. The one library for Python (mdit-py-cjk-friendly 0.3) patches markdown-it
for the whole process, wants its old version 3 and leaves out “ ”, hence these lines.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from digest.markup.characters import is_wide_or_shared


class _State(StateInline):
    """The state of one inline text, which knows full-width neighbours."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 – markdown-it's name
        found = super().scanDelims(start, canSplitWord)
        before = self.src[start - 1] if start > 0 else " "
        end = start + found.length
        after = self.src[end] if end < self.posMax else " "
        if not (is_wide_or_shared(before) or is_wide_or_shared(after)):
            return found
        opens = _flanks(after, before)
        closes = _flanks(before, after)
        if not canSplitWord:
            opens, closes = (
                opens and (not closes or _invites(before)),
                closes and (not opens or _invites(after)),
            )
        return Scanned(opens, closes, found.length)


def _flanks(inside: str, outside: str) -> bool:
    """Whether a run of `*` flanks the text on its inner side."""
    if isWhiteSpace(ord(inside)):
        return False
    forbids = _is_mark(inside) and not is_wide_or_shared(inside)
    return not forbids or isWhiteSpace(ord(outside)) or _invites(outside)


def _invites(character: str) -> bool:
    return _is_mark(character) or is_wide_or_shared(character)


def _is_mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


OPEN_LIMIT = 40
"""Brackets that may stand open in one block: each is tried as a link, with all that follow it."""

_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)


def opens_too_much(text: str) -> bool:
    """Whether more brackets stand open at once than any text has."""
    if text.count("[") <= OPEN_LIMIT:
        return False
    depth = 0
    for found in _BRACKET.finditer(text):
        if found[0] == "[":
            depth += 1
        elif found[0] == "]":
            depth = max(0, depth - 1)
        if depth > OPEN_LIMIT:
            return True
    return False


class InlineParser(ParserInline):
    """markdown-it's inline parser with a state of ours."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse a block's text; as upstream, but for the state. What opens too much stays as it is."""
        if opens_too_much(src):
            tokens.append(Token("text", "", 0, content=src))
            return tokens
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
