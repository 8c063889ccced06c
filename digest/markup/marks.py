"""`[@id]` and `[@a; @b]` in a body → tokens; every other `[@` there is noted as stray."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from digest.model.values import ID_PATTERN

_ID = ID_PATTERN.strip("^$")
MARK = re.compile(rf"\[@(?:{_ID})(?:[ \t\n]*;[ \t\n]*@(?:{_ID}))*\]")
"""A whole mark."""

_KEY = re.compile(rf"@({_ID})")


def ids_of(mark: str) -> tuple[str, ...]:
    """The citations that a mark names."""
    return tuple(found[0] for found in _KEY.findall(mark))


def keys_of(mark: str) -> list[tuple[int, int]]:
    """Where in a mark each name stands, @ included: start and length."""
    return [(found.start(), found.end() - found.start()) for found in _KEY.finditer(mark)]


def use_marks(parser: MarkdownIt) -> None:
    """Teach a parser the marks. `[@x](url)` stays a link, so links are tried in between."""
    parser.inline.ruler.before("link", "mark", _mark)
    parser.inline.ruler.after("link", "stray_mark", _stray)


def _mark(state: StateInline, silent: bool) -> bool:
    found = MARK.match(state.src, state.pos)
    if not found or found.end() > state.posMax or state.linkLevel > 0:
        return False
    if state.src.startswith("(", found.end()):
        return False
    _push(state, found, silent)
    return True


def _stray(state: StateInline, silent: bool) -> bool:
    """Whatever begins like a mark and is neither a mark nor a link."""
    if not state.src.startswith("[@", state.pos):
        return False
    found = MARK.match(state.src, state.pos)
    if found and state.linkLevel == 0 and found.end() <= state.posMax:
        _push(state, found, silent)
        return True
    if not silent:
        token = state.push("stray_mark", "", 0)
        token.content = "[@"
        token.meta = {"offset": state.pos}
    state.pos += 2
    return True


def _push(state: StateInline, found: re.Match[str], silent: bool) -> None:
    if not silent:
        token = state.push("mark", "", 0)
        token.content = found[0]
        token.meta = {"offset": state.pos}
    state.pos = found.end()
