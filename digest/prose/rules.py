"""The rules of copy in one list, and the run of them over a file's texts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Literal

from digest.load.nodes import Scalar
from digest.load.text import ENOUGH, SourceText
from digest.prose import english, marks, numerals, quotes, spaces, words
from digest.prose.passage import Passage, passages
from digest.prose.slip import Flaw, Slip
from digest.prose.translation import translation_slips

Rule = Callable[[Passage], Iterator[Flaw]]
Spacing = Literal["none", "pangu"]

RULES: tuple[Rule, ...] = (
    marks.half_width_mark,
    marks.doubled_mark,
    marks.ellipsis,
    marks.dash,
    marks.book_title_mark,
    marks.document_number,
    marks.headline_stop,
    marks.unbalanced_mark,
    quotes.straight_quote,
    spaces.stray_space,
    numerals.number_form,
    numerals.range_form,
    numerals.double_hedge,
    numerals.full_width_digit,
    words.doubled_word,
    words.traditional_character,
    words.wrong_language,
    english.full_width_mark,
    english.unit_space,
    english.range_dash,
)

SPACING: dict[Spacing, Rule] = {"none": spaces.typed_space, "pangu": spaces.missing_space}
"""The rule of each of site.yaml's words for `spacing`; both have one code."""


def code_of(rule: Rule) -> str:
    """A rule's name in diagnostics: that of its function, hyphenated."""
    return "spacing" if rule in SPACING.values() else rule.__name__.replace("_", "-")


TRANSLATION = frozenset({"figure-mismatch", "paragraph-mismatch", "citation-mismatch"})
"""The codes of `translation.py`, which looks at two languages at once."""

CODES = frozenset(code_of(rule) for rule in (*RULES, *SPACING.values())) | TRANSLATION


def copy_slips(texts: Iterable[Passage], spacing: Spacing) -> Iterator[Slip]:
    """What the rules of copy find in passages, each of them not more than anybody reads."""
    rules = [(code_of(rule), rule) for rule in (*RULES, SPACING[spacing])]
    told: Counter[str] = Counter()
    for passage in texts:
        for code, rule in rules:
            for flaw in islice(rule(passage), ENOUGH - told[code]):
                told[code] += 1
                yield _slip(code, passage, flaw)


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
