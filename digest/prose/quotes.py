"""Straight quotation marks in either language → the curly ones, where they can be told.

GB/T 15834, 4.8 for Chinese; for English what British and American printers agree on.
"""

import re
from collections.abc import Iterable, Iterator

from digest.diagnostic import Message
from digest.markup.characters import HAN
from digest.prose.passage import Passage
from digest.prose.slip import Flaw, put

_STRAIGHT = re.compile("[\"']")
_AFTER_SPACE = re.compile(r"(?:^|(?<=[\s(\[（“‘—–/-]))")


def straight_quote(passage: Passage) -> Iterator[Flaw]:
    """Quotation marks are “ ” and ‘ ’, an apostrophe is ’."""
    text = passage.text
    doubles = _numbered(found.start() for found in _STRAIGHT.finditer(text) if found[0] == '"')
    singles = _numbered(_singles(text) if passage.language == "zh" else ())
    for found in _STRAIGHT.finditer(text):
        at = found.start()
        if found[0] == '"':
            instead = _in_turn(at, doubles, "“”")
        elif at in singles:
            instead = _in_turn(at, singles, "‘’")
        elif _is_single(passage, at):
            instead = _single(text, at)
        else:
            continue
        help = put(instead) if instead else Message("write “ or ”", "请写 “ 或 ”")
        yield Flaw(at, at + 1, Message(f"a straight {found[0]}", f"用了直引号 {found[0]}"), help, instead)


def _numbered(places: Iterable[int]) -> dict[int, int]:
    return {at: number for number, at in enumerate(places)}


def _in_turn(at: int, all_of_them: dict[int, int], pair: str) -> str | None:
    """One opens and the next closes; an odd number of them cannot be told."""
    return pair[all_of_them[at] % 2] if len(all_of_them) % 2 == 0 else None


def _singles(text: str) -> Iterator[int]:
    """Single quotes that no Latin word has inside it."""
    for found in re.finditer(r"(?<![A-Za-z0-9])'|'(?![A-Za-z])", text):
        if not text[max(0, found.start() - 1) : found.start()].isdigit():
            yield found.start()


def _is_single(passage: Passage, at: int) -> bool:
    """Feet and minutes (5′) are none; in Chinese one counts beside Han."""
    before, after = passage.text[max(0, at - 1) : at], passage.text[at + 1 : at + 2]
    if before.isdigit() and not after.isalpha():
        return False
    return passage.language == "en" or bool(re.search(f"[{HAN}]", before + after))


def _single(text: str, at: int) -> str:
    opens = _AFTER_SPACE.match(text, at) and not text[at + 1 : at + 2].isdigit()
    return "‘" if opens else "’"
