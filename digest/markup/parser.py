"""Markdown → markdown-it tokens, as the contract has it.

CommonMark with tables; no raw HTML (it is shown as text), no images, no reference links, no
footnotes. Nothing is guessed from the text: linkify and typographer stay off.
"""

import re
from functools import cache
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.token import Token

from digest.diagnostic import Message
from digest.markup.emphasis import InlineParser
from digest.markup.marks import ids_of, use_marks
from digest.markup.symbols import heading_symbol, mark_symbol

NESTING_LIMIT = 40
"""Levels of lists, quotes and emphasis; what lies deeper would be dropped in silence."""

_LIMITS = (
    (re.compile(r"[*_`\[\]<>&|\\]"), 8_000, "signs of Markdown", "个 Markdown 符号"),
    (re.compile(r"[0-9]+(?:[.,][0-9]+)*"), 10_000, "figures", "个数字"),
    (re.compile("\n"), 3_000, "lines", "行"),
)
"""So many of these a text may have, each of which costs the parser or the rules of copy a little. No story
has them: a full file would have to be one sign in 32 bytes, a figure in 26, or lines of 87."""


def excess(text: str) -> tuple[int, Message] | None:
    """Where a text goes beyond what is read of Markdown, and what is said of that."""
    for kind, limit, en, zh in _LIMITS:
        beyond = next(islice(kind.finditer(text), limit, None), None)
        if beyond:
            said = Message(f"this text has more than {limit:,} {en}", f"这段文字超过 {limit:,} {zh}")
            return beyond.start(), said
    return None


@cache
def parser() -> MarkdownIt:
    """The one parser; it keeps no state between texts."""
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": NESTING_LIMIT})
    markdown.inline = InlineParser()
    markdown.enable("table").disable(["reference", "image", "linkify", "strikethrough"])
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # judged with a place
    use_marks(markdown)
    markdown.add_render_rule("mark", _render_mark)
    markdown.add_render_rule("stray_mark", _render_stray)
    markdown.add_render_rule("heading_open", _render_heading)
    markdown.add_render_rule("heading_close", _render_heading)
    return markdown


def render(tokens: list[Token]) -> str:
    """The HTML of tokens, with symbols."""
    markdown = parser()
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def _render_mark(self: object, tokens: list[Token], index: int, *_: object) -> str:
    return mark_symbol(ids_of(tokens[index].content))


def _render_stray(self: object, tokens: list[Token], index: int, *_: object) -> str:
    return tokens[index].content


def _render_heading(self: object, tokens: list[Token], index: int, *_: object) -> str:
    token = tokens[index]
    level = max(2, int(token.tag[1]))
    return f"<{heading_symbol(level)}>" if token.nesting > 0 else f"</{heading_symbol(level)}>\n"
