"""How a day stands → the desk's page, in the editor's language."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from digest import address
from digest.desk.model import State
from digest.desk.preview import HTML, Answer
from digest.desk.state import IssueState, Status
from digest.desk.status import status
from digest.desk.told import KEYS, STATES, STATUSES
from digest.desk.words import FORM_WORDS, WORDS
from digest.model.record import Site
from digest.render.artifact import Workshop
from digest.render.html import filled

_TEMPLATES = (Path(__file__).parent / "assets",)


def desk_page(state: State, day: str | None, language: str, now: datetime, jobs: Mapping[str, Any]) -> Answer:
    """The page of a day (today, if none is named): 404 if that is no date, 503 if nothing can be read."""
    publication = state.publication
    words = {key: said.said_in(language) for key, said in WORDS.items()}
    if publication is None:
        return _page("none.html", {"words": words, "language": language}, 503)
    site = publication.site
    today = now.astimezone(site.zone).date()
    try:
        wanted = date.fromisoformat(day) if day else _day_of_interest(state, today)
    except ValueError:
        return _page("none.html", {"words": words, "language": language}, 404)
    found = status(publication, wanted, now, state.diagnostics, jobs)
    days = sorted(issue.date for issue in publication.issues)
    values = {
        "words": words,
        "language": language,
        "other": "en" if language == "zh" else "zh",
        "site": site,
        "status": found,
        "today": today,
        "earlier": max((one for one in days if one < wanted), default=None),
        "later": min((one for one in days if one > wanted), default=None),
        "links": _links(site, found),
        "sources": {key: one.name for key, one in publication.registry.sources.items()},
        "keys": {key: said.said_in(language) for key, said in KEYS.items()},
        "states": {key: said.said_in(language) for key, said in STATES.items()},
        "statuses": {key: said.said_in(language) for key, said in STATUSES.items()},
        "wanting": [one.said_in(language) for one in found.wanting],
    }
    return _page("desk.html", values, 200)


def edit_page(state: State, language: str) -> Answer:
    """The page of forms, at the day of interest; 503 if nothing can be read."""
    words = {key: said.said_in(language) for key, said in WORDS.items()}
    publication = state.publication
    if publication is None:
        return _page("none.html", {"words": words, "language": language}, 503)
    today = state.options.now.astimezone(publication.site.zone).date()
    values = {
        "words": words,
        "language": language,
        "other": "en" if language == "zh" else "zh",
        "site": publication.site,
        "day": _day_of_interest(state, today),
        "said": {key: said.said_in(language) for key, said in FORM_WORDS.items()},
    }
    return _page("edit.html", values, 200)


def _day_of_interest(state: State, today: date) -> date:
    """Today, if it has an issue or nothing is newer or older; else the next issue, else the last."""
    assert state.publication is not None
    days = sorted(issue.date for issue in state.publication.issues)
    later = [day for day in days if day >= today]
    return later[0] if later else (days[-1] if days else today)


def _links(site: Site, found: Status) -> dict[str, dict[str, str]]:
    """The pages of the issue, its items and its bulletins, by language."""
    issue: IssueState | None = found.issue
    links: dict[str, dict[str, str]] = {}
    for language in site.languages if issue else ():
        own = {"issue": f"/{address.issue(language, found.date)}"}
        for form in address.FORMS:
            own[f"pdf{form}"] = f"/{address.bulletin(language, found.date, site.id, form)}"
        for item in issue.items if issue else ():
            own[item.slug] = f"/{address.item(language, found.date, item.slug)}"
        links[language] = own
    return links


def _page(template: str, values: dict[str, Any], code: int) -> Answer:
    text = filled(template, values, Workshop(_TEMPLATES[0], _TEMPLATES))
    return Answer(code, HTML, text.encode())
