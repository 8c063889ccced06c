"""The rules of copy in one list, and the run of them over a file's texts."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Literal, NamedTuple

from digest.load.nodes import Scalar
from digest.load.text import ENOUGH, SourceText
from digest.markup.characters import HAN
from digest.model.values import LANGUAGES
from digest.prose import english, marks, numerals, quotes, spaces, words
from digest.prose.passage import Passage, passages
from digest.prose.slip import Flaw, Slip
from digest.prose.translation import translation_slips

Rule = Callable[[Passage], Iterator[Flaw]]
Spacing = Literal["none", "pangu"]


class Asked(NamedTuple):
    """A rule, the language of the passages that it looks at, and what a text must hold for it to have a word.

    Most copy is clean: what `needs` finds nowhere in all texts of a language spares each of them the rule.
    Its pattern begins with a class of characters, to which the engine skips.
    """

    rule: Rule
    language: str
    needs: str = ""


_BRACKETS = r"[“”（）()《》〈〉【】〔〕「」『』\[\]]"

RULES: tuple[Asked, ...] = (
    Asked(marks.half_width_mark, "zh", "[,;:?!.(]"),
    Asked(marks.doubled_mark, "zh", "[，；：、。？！][，；：、。]"),
    Asked(marks.doubled_mark, "en", "[,;:?!.][,;:.]"),
    Asked(marks.ellipsis, "zh", "[.…·。](?:(?<!。)|。)"),
    Asked(marks.dash, "zh", "[-―－─—–]"),
    Asked(marks.book_title_mark, "zh", "[<＜«]"),
    Asked(marks.document_number, "zh", "号"),
    Asked(marks.headline_stop, "zh", "[。．.]"),
    Asked(marks.headline_stop, "en", "[.]"),
    Asked(marks.unbalanced_mark, "zh", _BRACKETS),
    Asked(marks.unbalanced_mark, "en", _BRACKETS),
    Asked(quotes.straight_quote, "zh", "[\"']"),
    Asked(quotes.straight_quote, "en", "[\"']"),
    Asked(spaces.stray_space, "zh", "[ \u00a0\u3000\u2002-\u200a]"),
    Asked(spaces.stray_space, "en", r" (?:[ ,;:!?.)\]”%]|(?<=[(\[“‘] ))"),
    Asked(
        numerals.number_form,
        "zh",
        "[年月日几之](?:(?<=几)|(?<=[〇零一二三四五六七八九十].)|(?<=之)[0-9])",
    ),
    Asked(numerals.range_form, "zh", "[-—–～~∼〜]"),
    Asked(numerals.double_hedge, "zh", "左右|上下|以上|以下|之多"),
    Asked(numerals.full_width_digit, "zh", "[０-９Ａ-Ｚａ-ｚ]"),
    Asked(numerals.full_width_digit, "en", "[０-９Ａ-Ｚａ-ｚ]"),
    Asked(words.doubled_word, "zh"),
    Asked(words.doubled_word, "en"),
    Asked(words.traditional_character, "zh"),
    Asked(words.wrong_language, "zh", "[A-Za-z]"),
    Asked(words.wrong_language, "en", f"[{HAN}]"),
    Asked(english.full_width_mark, "en", "[，。；：？！（）、％～]"),
    Asked(english.unit_space, "en", "[0-9.,][A-Za-zμµ]"),
    Asked(english.range_dash, "en", "[-~～]"),
)

SPACING: dict[Spacing, Asked] = {
    "none": Asked(spaces.typed_space, "zh", " "),
    "pangu": Asked(spaces.missing_space, "zh"),
}
"""The rule of each of site.yaml's words for `spacing`; both have one code."""


def code_of(asked: Asked) -> str:
    """A rule's name in diagnostics: that of its function, hyphenated."""
    return "spacing" if asked in SPACING.values() else asked.rule.__name__.replace("_", "-")


TRANSLATION = frozenset({"figure-mismatch", "paragraph-mismatch", "citation-mismatch"})
"""The codes of `translation.py`, which looks at two languages at once."""

CODES = frozenset(code_of(rule) for rule in (*RULES, *SPACING.values())) | TRANSLATION


def copy_slips(texts: Iterable[Passage], spacing: Spacing) -> Iterator[Slip]:
    """What the rules of copy find in passages, each of them not more than anybody reads."""
    listed = list(texts)
    rules = {language: _rules_for(language, listed, spacing) for language in LANGUAGES}
    told: Counter[str] = Counter()
    for passage in listed:
        for code, rule in rules[passage.language]:
            for flaw in islice(rule(passage), ENOUGH - told[code]):
                told[code] += 1
                yield _slip(code, passage, flaw)


def _rules_for(language: str, texts: Iterable[Passage], spacing: Spacing) -> list[tuple[str, Rule]]:
    """The rules that may have a word about texts of a language, with their codes."""
    written = "\n".join(passage.text for passage in texts if passage.language == language)
    return [
        (code, asked.rule)
        for code, asked, needs in _asked(language, spacing)
        if needs is None or needs.search(written)
    ]


@cache
def _asked(language: str, spacing: Spacing) -> list[tuple[str, Asked, re.Pattern[str] | None]]:
    """A language's rules, each with its code and what it needs."""
    return [
        (code_of(asked), asked, re.compile(asked.needs) if asked.needs else None)
        for asked in (*RULES, SPACING[spacing])
        if asked.language == language
    ]


def _slip(code: str, passage: Passage, flaw: Flaw) -> Slip:
    wrong = passage.text[flaw.start : flaw.end]
    is_written_so = passage.is_one_piece(flaw.start, flaw.end)
    is_ours = not passage.name.startswith("corrections")  # which are never rewritten
    instead = flaw.instead if is_written_so and is_ours else None
    return Slip(code, passage.span(flaw.start, flaw.end), flaw.message, flaw.help, wrong, instead)


def copy_of(source: SourceText, scalars: dict[str, Scalar], spacing: Spacing) -> list[Slip]:
    """What the rules of copy find in a file's texts, one language at a time."""
    return list(copy_slips(passages(source.path, source.text, scalars), spacing))


def slips(
    source: SourceText, scalars: dict[str, Scalar], spacing: Spacing, language: str = "zh"
) -> list[Slip]:
    """All that is found in a file's texts by themselves; `language` is the source language."""
    texts = passages(source.path, source.text, scalars)
    return [*copy_slips(texts, spacing), *translation_slips(texts, language)]
