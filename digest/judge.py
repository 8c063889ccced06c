"""Publication + diagnostics of steps 1 to 4 → what is said, and what of it stops a build.

Errors count in what is visible and in the common files; an error inside a hidden issue or a draft
is shown and stops nothing, so that a draft never stops the night.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from digest.checks.rules import check, judged
from digest.diagnostic import Diagnostic, Severity, in_order
from digest.gather import Gathered
from digest.model.publication import Publication
from digest.options import Verdict
from digest.plan.visible import Sight, is_hidden

_DAY = re.compile(r"^content/([0-9]{4})/([0-9]{2})/([0-9]{2})(?:/|$)")


def everything(gathered: Gathered) -> list[Diagnostic]:
    """What steps 1 to 4 have to say, as the publication wants it judged."""
    publication = gathered.publication
    if publication is None:
        return gathered.diagnostics
    return in_order(judged(publication, [*gathered.diagnostics, *check(publication)]))


def for_check(diagnostics: Iterable[Diagnostic], strict: bool) -> Verdict:
    """Every file is judged, hidden or not."""
    said = in_order(_strictly(diagnostics, strict))
    return Verdict(tuple(said), tuple(found for found in said if found.is_error))


def for_build(
    publication: Publication | None, diagnostics: Iterable[Diagnostic], sight: Sight, strict: bool
) -> Verdict:
    """What is visible counts; of what is hidden errors alone are said."""
    said, stopping = [], []
    for found in in_order(diagnostics):
        hidden = publication is not None and _hidden(publication, found.span.path, sight)
        counted = found if hidden else next(iter(_strictly([found], strict)))
        if not hidden or found.is_error:
            said.append(counted)
        if counted.is_error and not hidden:
            stopping.append(counted)
    return Verdict(tuple(said), tuple(stopping))


def _strictly(diagnostics: Iterable[Diagnostic], strict: bool) -> Iterable[Diagnostic]:
    return (replace(found, severity=Severity.ERROR) if strict else found for found in diagnostics)


def _hidden(publication: Publication, path: str, sight: Sight) -> bool:
    found = _DAY.match(path)
    if not found:
        return False
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        return False
    return is_hidden(publication, path, day, sight)
