"""A file's text → its record as editors wrote it; and the schema of each kind of file."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, RootModel, TypeAdapter, ValidationError

from digest.diagnostic import Diagnostic, Message
from digest.load.nodes import compose
from digest.load.text import SourceText
from digest.model.issue import IssueFile
from digest.model.item import ItemFile
from digest.model.site import SiteFile
from digest.model.source import GlossaryFile, SourcesFile, TopicsFile
from digest.model.values import Setting
from digest.validate.faults import faults, unknown_empty_keys
from digest.validate.plain import Plain, PlainFile, plain

SCHEMAS: dict[str, type[BaseModel]] = {
    "item": ItemFile,
    "issue": IssueFile,
    "site": SiteFile,
    "sources": SourcesFile,
    "topics": TopicsFile,
    "glossary": GlossaryFile,
}
"""The kinds of file that editors write."""

KINDS = (*SCHEMAS, "api")
"""All that have a schema: files, and the data that is published of them."""

W = TypeVar("W", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Checked(Generic[W]):
    """What a file holds by its schema (None if it breaks it), its places, and its problems."""

    written: W | None
    file: PlainFile
    diagnostics: tuple[Diagnostic, ...]


def check(
    model: type[W], source: SourceText, setting: Setting, path_says: dict[str, str] | None = None
) -> Checked[W]:
    """Read a file's text by its schema.

    `path_says` are the values that the file's path fixes (date, number, slug): they may be left
    out of the file, and must agree where they stand in it.
    """
    node, findings = compose(source)
    file = plain(source.path, node)
    found = [*findings.found, *file.findings.found, *unknown_empty_keys(file, model)]
    if node is None and findings.found:
        return Checked(None, file, tuple(found))
    empty: Plain = [] if _is_list(model) else {}
    value = empty if file.value is None else file.value
    try:
        written = model.model_validate(value, context=setting)
    except ValidationError as error:
        said = {one.span for one in found}
        found += [one for one in faults(file, model, error) if one.span not in said]
        return Checked(None, file, tuple(found))
    found += _disagreements(file, written, path_says or {})
    return Checked(None if found else written, file, tuple(found))


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind of file, or of the data under api/v1."""
    schema = _api_schema() if kind == "api" else SCHEMAS[kind].model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _api_schema() -> dict[str, Any]:
    """One schema for both kinds of files under api/v1."""
    from digest.model.api import ApiIndex, ApiIssue

    schema = TypeAdapter(ApiIndex | ApiIssue).json_schema()
    return {"title": "api/v1", "description": "The index of all issues, or one issue.", **schema}


def _is_list(model: type[BaseModel]) -> bool:
    return issubclass(model, RootModel) and model in (TopicsFile, GlossaryFile)


def _disagreements(file: PlainFile, written: BaseModel, path_says: dict[str, str]) -> list[Diagnostic]:
    for key, said in path_says.items():
        typed = getattr(written, key)
        if typed is not None and str(typed) != said:
            file.findings.error(
                "path-mismatch",
                file.span(key),
                Message(
                    f"`{key}` says {typed}, the path says {said}", f"`{key}` 写的是 {typed}，路径却是 {said}"
                ),
                Message("rename the file or delete this line", "请改文件名，或删去这一行"),
            )
    return [found for found in file.findings.found if found.code == "path-mismatch"]
