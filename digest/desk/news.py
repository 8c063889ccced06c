"""The preview's state → what is told to a browser: what is wrong, and which page shows the last edit."""

from pathlib import Path
from typing import Any

from digest import address
from digest.desk.model import State
from digest.desk.preview import Preview
from digest.diagnostic import Diagnostic
from digest.load.tree import lines_of
from digest.model.record import Item
from digest.report import as_data, as_text

TOLD = 200
"""Problems that are listed, errors first; the others are counted."""


def news(preview: Preview, generation: str, root: Path, language: str) -> dict[str, Any]:
    """The state in the editor's language. `pages` are by language of the site."""
    problems = sorted(preview.problems, key=lambda one: (not one.is_error, one.place))
    errors = sum(one.is_error for one in problems)
    return {
        "generation": generation,
        "language": language,
        "errors": errors,
        "warnings": len(problems) - errors,
        "problems": [_told(one, root, language) for one in problems[:TOLD]],
        "pages": pages(preview.state),
    }


def _told(found: Diagnostic, root: Path, language: str) -> dict[str, object]:
    def excerpt(path: str) -> list[str]:
        return lines_of(root, path)

    rows = as_text(found, language, excerpt).splitlines()
    shown = [row for row in rows if " | " in row or row.endswith(" |")]
    return {**as_data(found, language), "excerpt": "\n".join(shown)}


def pages(state: State) -> dict[str, str]:
    """Where the last edit is seen: on the item's page, on the issue's if it was more than one item."""
    if state.shelf is None or not state.days:
        return {}
    day = max(state.days)
    bad = {one.span.path for one in state.errors}
    folder = f"content/{day:%Y/%m/%d}/"
    edited = [path for path in state.changed if path.startswith(folder) and path not in bad]
    if not edited:
        return {}  # what is gone or broken is shown nowhere
    found = {}
    for edition in state.shelf.by_day.get(day, []):
        items: list[Item] = [item for item in edition.items if item.path in edited]
        alone = len(edited) == 1 and len(items) == 1
        language = edition.language
        at = address.item(language, day, items[0].slug) if alone else address.issue(language, day)
        found[language] = f"/{at}"
    return found
