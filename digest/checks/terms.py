"""Rules about terms: what glossary.yaml prefers, allows and discourages, the longest form first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.checks.finding import Finding
from digest.diagnostic import Message
from digest.model.publication import Publication
from digest.model.record import Filed
from digest.model.source import Term
from digest.prose.passage import OF_RECORDS as FIELDS
from digest.prose.passage import Passage, passages_of

_NAMES = {"zh": ("Chinese", "中文"), "en": ("English", "英文")}


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of a term in one language."""

    text: str
    term: Term
    discouraged: bool


@dataclass(frozen=True, slots=True)
class _Used:
    """A form that stands in a passage."""

    form: _Form
    passage: Passage
    start: int
    end: int


def discouraged_term(publication: Publication, record: Filed) -> Iterator[Finding]:
    """No text uses a form that the glossary discourages."""
    forms = list(_discouraged(publication.glossary.terms))
    said = _written(record) if forms else {}
    if not any(_occurs(form, language, said) for language, form in forms):
        return
    for used in _used(publication.glossary.terms, passages_of(record)):
        if used.form.discouraged:
            written = used.passage.text[used.start : used.end]
            better = _preferred(used.form.term, used.passage.language)
            yield Finding(
                used.passage.span(used.start, used.end),
                Message(f"the glossary discourages “{written}”", f"术语表不建议用“{written}”"),
                Message(f"write {better}", f"请写 {better}") if better else None,
            )


def term_mismatch(publication: Publication, record: Filed) -> Iterator[Finding]:
    """A term of the one language is in the other what the glossary calls it there."""
    terms = publication.glossary.terms
    source, *others = publication.site.languages
    written = _written(record) if terms and others else {}
    both = [*((source, other) for other in others), *((other, source) for other in others)]
    if not any(_may_lack(term, one, other, written) for term in terms for one, other in both):
        return
    texts = passages_of(record)
    used = _used(terms, texts)
    yield from _untranslated(source, others, texts, used)
    for other in others:
        yield from _unfounded(other, source, texts, used)


def _untranslated(
    source: str, others: Sequence[str], texts: Sequence[Passage], used: Sequence[_Used]
) -> Iterator[Finding]:
    """Terms of the source text that the translation calls otherwise."""
    for other in others:
        told: set[tuple[str, int]] = set()
        for one in used:
            term = one.form.term
            key = (one.passage.name, id(term))
            if one.passage.language != source or key in told or not _preferred(term, other):
                continue
            told.add(key)
            fields = _fields(one.passage.name, texts, other)
            there = [text for text in texts if text.language == other and text.name in fields]
            if there and not _stands(term, other, there, used):
                yield _unmatched(one, other)


def _unfounded(other: str, source: str, texts: Sequence[Passage], used: Sequence[_Used]) -> Iterator[Finding]:
    """Terms of a translation that the source text knows nothing of, in no field of it.

    One word alone, such as an abbreviation, may stand for a pronoun of the source.
    """
    theirs = [text for text in texts if text.language == source]
    told: set[int] = set()
    for one in used:
        term = one.form.term
        is_phrase = len(one.form.text.split()) > 1 if other == "en" else len(one.form.text) > 3
        if one.passage.language != other or id(term) in told or not is_phrase or not _preferred(term, source):
            continue
        told.add(id(term))
        if theirs and not _stands(term, source, theirs, used):
            yield _unmatched(one, source)


def _stands(term: Term, language: str, texts: Sequence[Passage], used: Sequence[_Used]) -> bool:
    """Whether any form of a term stands in texts; in English a word or two may come between its own."""
    if any(one.form.term is term and one.passage in texts for one in used):
        return True
    forms = [term.en, *term.en_also] if language == "en" else []
    loose = "|".join(_english(form, r"(?:[\s-]+\w+){0,2}") for form in forms if form)
    return bool(loose) and any(re.search(loose, text.text, re.IGNORECASE) for text in texts)


# What spares most texts a closer look: ten years of issues are asked in every run.


def _written(record: Filed) -> dict[str, str]:
    """All that a record says, by language, in small letters and with one space for whatever joins words."""
    found = {"zh": "", "en": ""}
    for name in FIELDS:
        for language, text in getattr(record, name, {}).items():
            found[language] += f" {text}"
    return {language: _plain(text, language) for language, text in found.items()}


def _plain(text: str, language: str) -> str:
    bare = re.sub("[*_`]+", "", text)
    return re.sub(r"\s+", "", bare) if language == "zh" else re.sub(r"[\s-]+", " ", bare).casefold()


def _occurs(form: str, language: str, written: dict[str, str]) -> bool:
    return _plain(form, language) in written[language]


def _discouraged(terms: Sequence[Term]) -> Iterator[tuple[str, str]]:
    for term in terms:
        yield from (("zh", form) for form in term.zh_not)
        yield from (("en", form) for form in term.en_not)


def _may_lack(term: Term, source: str, other: str, written: dict[str, str]) -> bool:
    """Whether a term stands in the source texts; no more is asked, since every paragraph counts."""
    forms = (
        [term.zh, *term.zh_also, *term.zh_not] if source == "zh" else [term.en, *term.en_also, *term.en_not]
    )
    return bool(_preferred(term, other)) and any(_occurs(form, source, written) for form in forms if form)


def _fields(name: str, texts: Sequence[Passage], language: str) -> set[str]:
    """Where the counterpart may stand: a long text's in itself, a headline's anywhere."""
    there = {passage.name for passage in texts if passage.language == language}
    if name not in there:
        return set()
    return {name} if name in ("body", "abstract") else there


def _unmatched(one: _Used, language: str) -> Finding:
    written = one.passage.text[one.start : one.end]
    better = _preferred(one.form.term, language)
    name = _NAMES[language]
    return Finding(
        one.passage.span(one.start, one.end),
        Message(
            f"the {name[0]} has another word for “{written}”", f"“{written}”在{name[1]}里没有用术语表的译法"
        ),
        Message(f"the glossary says {better}", f"术语表：{better}"),
    )


def _preferred(term: Term, language: str) -> str:
    """The preferred form, with those that are allowed too."""
    first, also = (term.zh, term.zh_also) if language == "zh" else (term.en, term.en_also)
    return " / ".join([first, *also]) if first else ""


def _used(terms: Sequence[Term], texts: Sequence[Passage]) -> list[_Used]:
    """Every form in every passage; a longer one hides the shorter ones that it holds."""
    found = []
    for language in ("zh", "en"):
        forms = _forms(terms, language)
        pattern = _pattern(forms, language) if forms else None
        for passage in texts if pattern else ():
            if passage.language == language and pattern:
                for match in pattern.finditer(passage.text):
                    form = forms[int((match.lastgroup or "f0")[1:])]
                    found.append(_Used(form, passage, match.start(), match.end()))
    return found


def _forms(terms: Sequence[Term], language: str) -> list[_Form]:
    """All forms of a language, the longest first; of two alike the one that is allowed."""
    found = []
    for term in terms:
        is_zh = language == "zh"
        fine = [term.zh, *term.zh_also] if is_zh else [term.en, *term.en_also]
        found += [_Form(text, term, False) for text in fine if text]
        found += [_Form(text, term, True) for text in (term.zh_not if is_zh else term.en_not)]
    return sorted(found, key=lambda form: (-len(form.text), form.discouraged))


def _pattern(forms: Sequence[_Form], language: str) -> re.Pattern[str]:
    if language == "zh":
        return re.compile("|".join(f"(?P<f{i}>{re.escape(form.text)})" for i, form in enumerate(forms)))
    choices = "|".join(f"(?P<f{i}>{_english(form.text)})" for i, form in enumerate(forms))
    return re.compile(rf"(?<![A-Za-z0-9])(?:{choices})(?:e?s)?(?![A-Za-z0-9])", re.IGNORECASE)


def _english(text: str, between: str = "") -> str:
    """A form whatever joins its words, space, line or hyphen, and however its quotes are typed."""
    words = re.split(r"[\s-]+", text.strip())
    joined = rf"{between}[\s-]+".join(re.escape(word) for word in words)
    return re.sub('[“”"]', '[“”\\"]', re.sub("[‘’']", "[‘’']", joined))
