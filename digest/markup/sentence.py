"""A text → its first sentence, for lists and cards where an item has no summary."""

import re

_CHINESE_END = re.compile(r"[。！？][”’」』）》]*")
_LATIN_END = re.compile(r"[.!?][\"'”’)]*(?=\s+[\"'“‘(]?[A-Z0-9]|\s*$)")
# Points that end no sentence: initials and the abbreviations that briefs use.
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|vs|approx|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|"
    r"Jul|Aug|Sep|Sept|Oct|Nov|Dec|e\.g|i\.e|etc|cf|p|pp|Fig|Art|para|U\.S|U\.K|U\.N))\.$"
)


def first_sentence(text: str) -> str:
    """The first sentence of a text's first line, Chinese or English; the line if it has no end."""
    line = text.partition("\n")[0].strip()
    ends = [_first_chinese(line), _first_latin(line)]
    found = [end for end in ends if end]
    return line[: min(found)].strip() if found else line


def _first_chinese(line: str) -> int:
    found = _CHINESE_END.search(line)
    return found.end() if found else 0


def _first_latin(line: str) -> int:
    for found in _LATIN_END.finditer(line):
        if not _ABBREVIATION.search(line[: found.start() + 1]):
            return found.end()
    return 0
