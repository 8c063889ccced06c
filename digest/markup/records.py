"""Files that keep their schema → records: their texts marked up, their digest taken.

The digest is that of the content alone: a comment moved in a file changes no page.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from pydantic import BaseModel

from digest.diagnostic import Diagnostic, Message, Severity, Span
from digest.fingerprint import code_digest, digest_of
from digest.load.text import SourceText
from digest.load.tree import ItemPath
from digest.markup.body import mark_outside_body, mark_up
from digest.markup.marks import MARK
from digest.markup.oddities import oddities
from digest.markup.origin import origin
from digest.model.issue import IssueFile
from digest.model.item import Correction, ItemFile
from digest.model.record import Body, Filed, Glossary, Issue, Item, Registry, Site, Topics
from digest.model.site import SiteFile
from digest.model.source import GlossaryFile, SourcesFile, TopicsFile
from digest.validate.plain import PlainFile
from digest.validate.schema import Checked

R = TypeVar("R", bound=Filed)

_MARKDOWN_KEY = re.compile(r"^(?:body|abstract|about|disclaimer|corrections\.\d+\.text)\.[a-z]+$")


class Marker:
    """Marks up the Markdown texts of one file, and gathers what is wrong with them."""

    def __init__(self, source: SourceText, file: PlainFile) -> None:
        self.file = file
        self.lines = source.text.split("\n")
        self.diagnostics: list[Diagnostic] = _marks_in_plain_text(file)

    def texts(self, key: str, texts: dict[str, str], *, may_cite: bool = False) -> dict[str, Body]:
        """The bodies of one key, by language."""
        bodies = {}
        for language, text in texts.items():
            scalar = self.file.scalars[f"{key}.{language}"]
            start = origin(self.file.path, self.lines, scalar)
            bodies[language], findings = mark_up(text, language, start, may_cite=may_cite)
            self.diagnostics += findings.found
            if scalar.style == ">":
                self.diagnostics.append(_folded(start.span))
        return bodies

    def notes(self, corrections: Iterable[Correction]) -> tuple[dict[str, Body], ...]:
        """The texts of corrections."""
        return tuple(
            self.texts(f"corrections.{index}.text", correction.text)
            for index, correction in enumerate(corrections)
        )


def item_record(
    checked: Checked[ItemFile], source: SourceText, at: ItemPath
) -> tuple[Item | None, list[Diagnostic]]:
    """An item's file as a record."""

    def build(written: ItemFile, marker: Marker) -> dict[str, Any]:
        return {
            "date": at.date,
            "number": at.number,
            "slug": at.slug,
            "bodies": marker.texts("body", written.body, may_cite=True),
            "notes": marker.notes(written.corrections),
        }

    return _record(Item, checked, source, build)


def issue_record(
    checked: Checked[IssueFile], source: SourceText, date: Any
) -> tuple[Issue | None, list[Diagnostic]]:
    """An issue's file as a record."""

    def build(written: IssueFile, marker: Marker) -> dict[str, Any]:
        return {
            "date": date,
            "abstracts": marker.texts("abstract", written.abstract),
            "notes": marker.notes(written.corrections),
        }

    return _record(Issue, checked, source, build)


def site_record(checked: Checked[SiteFile], source: SourceText) -> tuple[Site | None, list[Diagnostic]]:
    """The publication's file as a record."""

    def build(written: SiteFile, marker: Marker) -> dict[str, Any]:
        return {
            "disclaimers": marker.texts("disclaimer", written.disclaimer),
            "abouts": marker.texts("about", written.about),
        }

    return _record(Site, checked, source, build)


def registry_record(
    checked: Checked[SourcesFile], source: SourceText
) -> tuple[Registry | None, list[Diagnostic]]:
    """sources.yaml as a record."""
    return _record(Registry, checked, source, lambda written, _: {"sources": written.root})


def topics_record(checked: Checked[TopicsFile], source: SourceText) -> tuple[Topics | None, list[Diagnostic]]:
    """topics.yaml as a record."""
    return _record(Topics, checked, source, lambda written, _: {"topics": tuple(written.root)})


def glossary_record(
    checked: Checked[GlossaryFile], source: SourceText
) -> tuple[Glossary | None, list[Diagnostic]]:
    """glossary.yaml as a record."""
    return _record(Glossary, checked, source, lambda written, _: {"terms": tuple(written.root)})


def _record(
    record: type[R], checked: Checked[Any], source: SourceText, build: Callable[[Any, Marker], dict[str, Any]]
) -> tuple[R | None, list[Diagnostic]]:
    marker = Marker(source, checked.file)
    diagnostics = list(checked.diagnostics)
    if checked.written is None:
        return None, diagnostics
    written: BaseModel = checked.written
    values = {name: getattr(written, name) for name in type(written).model_fields}
    values.pop("root", None)
    values |= build(written, marker)
    values |= {
        "path": source.path,
        "digest": "",
        "places": checked.file.places,
        "oddities": oddities(source.text, checked.file.scalars.values()),
        "starts": _starts(marker.lines, checked.file),
    }
    values["digest"] = _digest(written, values)
    diagnostics += marker.diagnostics
    if any(found.is_error for found in diagnostics):
        return None, diagnostics
    made = record.model_construct(**values)
    assert isinstance(made, record)
    return made, diagnostics


_FOR_READERS = re.compile(r"^(?:headline|short_headline|summary|body|abstract)\.[a-z]+$")


def _starts(lines: list[str], file: PlainFile) -> dict[str, tuple[int, int]]:
    """Where texts for readers begin, if each of their lines begins at one column."""
    found = {}
    for key, scalar in file.scalars.items():
        if _FOR_READERS.match(key):
            at = origin(file.path, lines, scalar)
            if at.indents:
                found[key] = (at.first_line, at.indents[0])
    return found


def _digest(written: BaseModel, values: dict[str, Any]) -> str:
    """Of what is written and what its path says, and of the code that marks it up."""
    at = [str(values.get(key)) for key in ("path", "date", "number", "slug")]
    return digest_of(code_digest("digest.markup.body"), at, written.model_dump_json())


def _marks_in_plain_text(file: PlainFile) -> list[Diagnostic]:
    return [
        mark_outside_body(Span(file.path, *scalar.place))
        for key, scalar in file.scalars.items()
        if not _MARKDOWN_KEY.match(key) and MARK.search(scalar.value)
    ]


def _folded(span: Span) -> Diagnostic:
    return Diagnostic(
        "folded-body",
        Severity.WARNING,
        span,
        Message("`>` folds lines, so places in it are not known", "`>` 会合并各行，无法定位行号"),
        Message("write `|` instead", "请改用 `|`"),
    )
