"""Diagnostics → text for people, JSON for programs, annotations for GitHub. The only printer.

Everything else returns values; the language of messages is chosen here.
"""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable
from typing import TextIO

from digest.diagnostic import Diagnostic, Message, Span

Excerpt = Callable[[str], list[str]]
"""The lines of a file, by its path; none if it cannot be read."""


def as_text(found: Diagnostic, language: str, excerpt: Excerpt) -> str:
    """A diagnostic as the editor sees it: what, where, the line, the way out."""
    rows = [f"{found.severity.value}[{found.code}]: {found.message.said_in(language)}"]
    rows.append(f" --> {_where(found.span)}")
    lines = excerpt(found.span.path) if found.span.has_place else []
    if 0 < found.span.line <= len(lines):
        rows += _excerpt(found.span, lines[found.span.line - 1])
    if found.help:
        gutter = " " * len(str(found.span.line)) if rows[-1].endswith("^") else ""
        rows.append(f"{gutter} = help: {found.help.said_in(language)}")
    return "\n".join(rows) + "\n"


_SHOWN = 400
"""Characters of a line: a paragraph is shown whole, a picture pasted as text is not."""


def _where(span: Span) -> str:
    return f"{span.path}:{span.line}:{span.column}" if span.has_place else span.path


def _excerpt(span: Span, line: str) -> list[str]:
    number, shown = str(span.line), line.rstrip().expandtabs(1)
    gutter = " " * len(number)
    start = span.column - 1
    until = span.end_column - 1 if span.end_line == span.line else len(shown)
    first = max(0, start - _SHOWN // 2) if len(shown) > _SHOWN else 0
    left, right = "…" * (first > 0), "…" * (len(shown) > first + _SHOWN)
    shown = shown[first : first + _SHOWN]
    before = _width(left + shown[: start - first])
    carets = max(1, _width(shown[start - first : max(start + 1, until) - first]))
    return [f"{gutter} |", f"{number} | {left}{shown}{right}", f"{gutter} | {' ' * before}{'^' * carets}"]


def _width(text: str) -> int:
    """Columns of a terminal: a full-width character takes two (Unicode Annex 11)."""
    wide = sum(unicodedata.east_asian_width(one) in "WF" for one in text)
    hidden = sum(unicodedata.combining(one) > 0 for one in text)
    return len(text) + wide - hidden


def as_data(found: Diagnostic, language: str) -> dict[str, object]:
    """A diagnostic as JSON has it; null where there is no place."""
    span = found.span
    places = (span.line, span.column, span.end_line, span.end_column)
    line, column, end_line, end_column = places if span.has_place else (None,) * 4
    return {
        "code": found.code,
        "severity": found.severity.value,
        "path": span.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "message": found.message.said_in(language),
        "help": found.help.said_in(language) if found.help else None,
    }


def as_annotation(found: Diagnostic, language: str) -> str:
    """A workflow command of GitHub's, which shows the diagnostic beside the line."""
    span = found.span
    parts = [f"file={_property(span.path)}"]
    if span.has_place:
        parts += [f"line={span.line}", f"col={span.column}"]
        if span.end_line == span.line:
            parts.append(f"endColumn={span.end_column}")
        parts.append(f"endLine={span.end_line}")
    parts.append(f"title={_property(found.code)}")
    said = found.message.said_in(language)
    if found.help:
        said += f"\n{found.help.said_in(language)}"
    return f"::{found.severity.value} {','.join(parts)}::{_escaped(said)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def report(diagnostics: Iterable[Diagnostic], form: str, language: str, excerpt: Excerpt) -> None:
    """Print diagnostics: text to stderr, JSON and annotations to stdout."""
    listed = list(diagnostics)
    if form == "json":
        data = [as_data(found, language) for found in listed]
        _print(sys.stdout, json.dumps(data, ensure_ascii=False, indent=1))
    elif form == "github":
        for found in listed:
            _print(sys.stdout, as_annotation(found, language))
    else:
        for found in listed:
            _print(sys.stderr, as_text(found, language, excerpt))


def say(message: Message, language: str) -> None:
    """Progress and the closing line, to stderr."""
    _print(sys.stderr, message.said_in(language))


def result(text: str) -> None:
    """What was asked for, to stdout."""
    _print(sys.stdout, text)


def _print(stream: TextIO, text: str) -> None:
    """Print whatever the stream's encoding can hold, and never fail for the rest."""
    encoding = stream.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)
