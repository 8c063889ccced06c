"""The publication → llms.txt (llmstxt.org): where programs that read find plain text and data."""

import re

from digest import address
from digest.plan.chrome import NAMES, Frame
from digest.plan.edition import Edition
from digest.plan.issues import head
from digest.plan.job import Facts
from digest.view.file import TextView

NEWEST = 30
"""Issues of a language that are listed; the rest are in the data's index."""

_MANNERS = (
    "Each issue is one day's number: an abstract, items, references. Marks in brackets name who published "
    "what a sentence rests on. Corrections are appended and dated. Cite an issue by its address and date."
)

_SPECIAL = re.compile(r"[\\\[\]*`]")


def llms(
    frames: tuple[Frame, ...], newest: tuple[tuple[str, tuple[Edition, ...]], ...], facts: Facts
) -> TextView:
    """The file, in English but for what is in another language."""
    own = next((one for one in frames if one.language == "en"), frames[0])
    named = " / ".join(dict.fromkeys(_plain(one.chrome.title.text) for one in frames))
    issuers = " / ".join(
        dict.fromkeys(_plain(one.chrome.issuer.text) for one in frames if one.chrome.issuer.text)
    )
    spoken = " and ".join({"zh": "Chinese", "en": "English"}[one.language] for one in frames)
    source = {"zh": "Chinese", "en": "English"}[own.site.source_language]
    parts = [
        f"# {named}",
        f"> A daily news digest in {spoken}, issued by {issuers}. Each claim is tied to a source.",
        f"The source language is {source}. {_MANNERS}",
        *(_issues(frame, dict(newest).get(frame.language, ())) for frame in frames),
        _data(own),
        _optional(frames),
    ]
    return TextView("\n\n".join(part for part in parts if part) + "\n")


def _issues(frame: Frame, editions: tuple[Edition, ...]) -> str:
    if not editions:
        return ""
    base = frame.chrome.base_url
    lines = []
    for edition in reversed(editions):
        told = head(edition)
        named = told.headline.text if told.headline and told.headline.lang is None else ""
        at = address.absolute(base, address.markdown(frame.language, edition.day.date))
        lines.append(_line(told.iso_date, at, named))
    return "\n".join([f"## Issues in {NAMES[frame.language]}", "", *lines])


def _data(frame: Frame) -> str:
    base = frame.chrome.base_url
    return "\n".join(
        [
            "## Data",
            "",
            _line("All issues", address.absolute(base, address.API_INDEX), "JSON, the newest first"),
            _line("Schema", address.absolute(base, address.API_SCHEMA), "JSON Schema of the data"),
            _line("Sitemap", address.absolute(base, address.SITEMAP), "every page and when it changed"),
        ]
    )


def _optional(frames: tuple[Frame, ...]) -> str:
    lines = []
    for frame in frames:
        base, chrome, name = frame.chrome.base_url, frame.chrome, NAMES[frame.language]
        if chrome.feed and chrome.feed_json:
            lines.append(_line(f"Atom feed in {name}", address.absolute(base, chrome.feed), "full text"))
            lines.append(_line(f"JSON Feed in {name}", address.absolute(base, chrome.feed_json), "full text"))
        about = address.absolute(base, address.about(frame.language))
        lines.append(_line(f"About, in {name}", about, "how stories are chosen, verified and corrected"))
    return "\n".join(["## Optional", "", *lines])


def _line(name: str, at: str, note: str) -> str:
    return f"- [{name}]({at})" + (f": {_plain(note)}" if note else "")


def _plain(text: str) -> str:
    escaped = _SPECIAL.sub(lambda found: f"\\{found[0]}", text)
    return escaped.replace("<", "&lt;")
