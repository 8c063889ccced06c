"""The kinds of files → JSON Schemas for an editor's completion, and the settings that name them.

Ids of this publication's sources, topics and sections are offered, and others allowed, so that a
schema that is a day older than sources.yaml completes a little less and complains of nothing.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from digest.model.publication import Publication
from digest.validate.schema import SCHEMAS, json_schema

FOLDER = ".vscode/digest"
SETTINGS = ".vscode/settings.json"
EXTENSIONS = ".vscode/extensions.json"
EXTENSION = "redhat.vscode-yaml"

GLOBS = {
    "item": "content/[0-9]*/[0-9]*/[0-9]*/[0-9][0-9]-*.yaml",
    "issue": "content/[0-9]*/[0-9]*/[0-9]*/issue.yaml",
    "site": "content/site.yaml",
    "sources": "sources.yaml",
    "topics": "content/topics.yaml",
    "glossary": "content/glossary.yaml",
}
"""Which files are of which kind, as the YAML extension is told."""

ITEM_LINE = f"# yaml-language-server: $schema=../../../../{FOLDER}/item.json"
"""The first line of an item, by which editors without those settings find its schema too."""

_STRING_OR_COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_TRAILING_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])', re.DOTALL)


class NotSettings(Exception):
    """What stands in a settings file is no JSON object, comments aside."""


def schema_files(publication: Publication | None) -> dict[str, str]:
    """The schemas' files by path."""
    return {f"{FOLDER}/{kind}.json": _text(_with_ids(kind, publication)) for kind in SCHEMAS}


def settings(before: str | None) -> str:
    """The editor's settings with ours among them; all others stay, comments too."""
    ours = {f"./{FOLDER}/{kind}.json": glob for kind, glob in GLOBS.items()}
    return _merged(before, "yaml.schemas", ours)


def extensions(before: str | None) -> str:
    """The recommended extensions with the one for YAML among them."""
    listed = _read(before).get("recommendations", [])
    wanted = listed if EXTENSION in listed else [*listed, EXTENSION]
    return _merged(before, "recommendations", wanted)


def _merged(before: str | None, key: str, value: Any) -> str:
    kept = _read(before)
    merged = {**kept.get(key, {}), **value} if isinstance(value, Mapping) else value
    if before is not None and kept.get(key) == merged:
        return before
    if before is None or not _has_comments(before):
        return _text({**kept, key: merged})
    if key in kept:
        raise NotSettings  # a value with comments around: theirs to mend
    inside = before.index("{") + 1
    comma = "," if kept else ""
    return f'{before[:inside]}\n    "{key}": {json.dumps(merged, ensure_ascii=False)}{comma}{before[inside:]}'


def _read(text: str | None) -> dict[str, Any]:
    """JSON with comments and trailing commas, as editors' settings are."""
    if text is None or not text.strip():
        return {}
    bare = _STRING_OR_COMMENT.sub(lambda found: found[0] if found[0][0] == '"' else "", text)
    try:
        value = json.loads(_TRAILING_COMMA.sub(lambda found: found[1] or "", bare))
    except ValueError:
        raise NotSettings from None
    if not isinstance(value, dict):
        raise NotSettings
    return value


def _has_comments(text: str) -> bool:
    return any(found[0][0] != '"' for found in _STRING_OR_COMMENT.finditer(text))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=4) + "\n"


def _with_ids(kind: str, publication: Publication | None) -> dict[str, Any]:
    """The schema with the ids that stand in this publication."""
    schema = json_schema(kind)
    if kind == "item" and publication is not None:
        sources = sorted(publication.registry.sources)
        citation = schema["$defs"]["Citation"]["properties"]
        citation["source"] = _offered(citation["source"], sources)
        citation["also"]["items"] = _offered(citation["also"]["items"], sources)
        own = schema["properties"]
        topics = [topic.id for topic in publication.topics.topics]
        own["topics"]["items"] = _offered(own["topics"]["items"], topics)
        own["section"] = _offered(own["section"], [one.id for one in publication.site.sections])
    return schema


def _offered(kept: dict[str, Any], ids: Iterable[str]) -> dict[str, Any]:
    """A value that may be anything it might be before, with ids to choose from."""
    listed = list(ids)
    return {"anyOf": [{"enum": listed}, kept]} if listed else kept
