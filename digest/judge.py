"""Publication + diagnostics of steps 1 to 4 → what is said, and what of it stops a build.

Errors count in what is visible and in the common files; an error inside a hidden issue or a draft
is shown and stops nothing, so that a draft never stops the night.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from digest.checks.rules import check, item_findings, judged
from digest.diagnostic import Diagnostic, Severity, in_order
from digest.fingerprint import code_digest, digest_of
from digest.forked import mapped
from digest.gather import Gathered
from digest.model.publication import Publication
from digest.model.record import Item
from digest.options import Verdict
from digest.plan.visible import Sight, is_hidden
from digest.story import frozen, thawed

_DAY = re.compile(r"^content/([0-9]{4})/([0-9]{2})/([0-9]{2})(?:/|$)")


WORTH_A_POOL = 1000
"""Items to judge: below this number starting processes costs more than it saves."""

CHUNK = 64
"""Items that a process judges at once."""


def everything(gathered: Gathered, jobs: int = 1) -> list[Diagnostic]:
    """What steps 1 to 4 have to say, as the publication wants it judged.

    What rules found in an item is recalled as long as it and all it is judged against stay the
    same; what is found anew is noted in `gathered`, to be kept.
    """
    publication = gathered.publication
    if publication is None:
        return gathered.diagnostics
    basis = _basis(publication)
    known = _judged(gathered, basis, jobs)

    def of_item(publication: Publication, item: Item) -> list[Diagnostic]:
        found = known.get(item.path)
        return item_findings(publication, item) if found is None else thawed(found)

    return in_order(judged(publication, [*gathered.diagnostics, *check(publication, of_item=of_item)]))


def _basis(publication: Publication) -> Callable[[Item], str]:
    """The digest of all that an item is judged against, the rules themselves included."""
    shared = (publication.site, publication.registry, publication.topics, publication.glossary)
    common = digest_of(code_digest("digest.checks.rules"), [one.digest for one in shared])
    images: dict[str, list[str]] = {}
    for path in sorted(publication.image_files):
        images.setdefault(path.rpartition("/")[0], []).append(path)

    def of(item: Item) -> str:
        beside = images.get(item.path.rpartition("/")[0])
        if not beside:
            return common
        return digest_of(common, [(path, (publication.pictures or {}).get(path)) for path in beside])

    return of


def _judged(gathered: Gathered, basis: Callable[[Item], str], jobs: int) -> dict[str, bytes]:
    """What is found in each item that may be kept, by its path."""
    publication = gathered.publication
    assert publication is not None
    waiting: list[Item] = []
    known: dict[str, bytes] = {}
    for item in publication.items:
        kept = gathered.kept.get(item.path)
        if kept and kept.judged == basis(item):
            known[item.path] = kept.findings
        elif kept:
            waiting.append(item)

    def judge(item: Item) -> bytes:
        return frozen(item_findings(publication, item))

    for item, found in zip(waiting, mapped(judge, waiting, jobs, CHUNK, WORTH_A_POOL), strict=True):
        known[item.path] = found
        kept = replace(gathered.kept[item.path], judged=basis(item), findings=found)
        gathered.kept[item.path] = gathered.fresh[gathered.keys[item.path]] = kept
    return known


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
