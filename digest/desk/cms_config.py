"""The schemas, a publication → config.yml of Sveltia CMS (and of Decap, whose form it is).

A person gets forms: items and issues by day, sources, topics, terms, and the publication's settings.
What a key is follows from its schema, so that a form lacks no key and offers no value that
`digest check` refuses.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from digest.desk.cms import Backend
from digest.desk.form import CHOICES, LABELS, ids_of, plain
from digest.load.tree import GLOSSARY_FILE, SITE_FILE, SOURCES_FILE, STATIC_FOLDER, TOPICS_FILE
from digest.model.publication import Publication
from digest.model.values import LANGUAGES
from digest.validate.schema import json_schema

_LONG = frozenset({"body", "abstract", "about", "disclaimer", "text", "reason"})
"""Texts of several lines. Not the CMS's rich text, which would rewrite our marks."""

_BY_DAY = "/".join(f"{{{{fields.date | date('{part}')}}}}" for part in ("YYYY", "MM", "DD"))
_PATH_SAYS = ("date", "number", "slug")
_DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

Field = dict[str, Any]
Schema = Mapping[str, Any]


def config(publication: Publication, language: str, backend: Backend) -> str:
    """The text of config.yml, with labels in the editor's language."""
    maker = _Maker(publication, language)
    values = {
        "backend": backend.as_config(),
        "media_folder": STATIC_FOLDER,
        "public_folder": "/",
        "site_url": publication.site.base_url,
        "output": {"omit_empty_optional_fields": True},
        "slug": {"encoding": "ascii"},
        "collections": [*maker.by_day(), maker.files()],
    }
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1000)


class _Maker:
    """Collections and fields for one publication, named in one language."""

    def __init__(self, publication: Publication, language: str) -> None:
        self.publication = publication
        self.language = language
        self.languages = list(publication.site.languages)

    # Collections ------------------------------------------------------------------------------

    def by_day(self) -> list[dict[str, Any]]:
        """Stories and issues, a file each in the folder of their day."""
        of_items = f"{_BY_DAY}/{{{{number}}}}-{{{{slug}}}}"
        numbered: Field = {"name": "number", "label": self._said("No.", "序号"), "widget": "string"}
        numbered |= {"pattern": ["^[0-9]{2}$", "01 – 99"], "hint": "01, 02 …"}
        slug: Field = {
            "name": "slug",
            "label": self._said("Part of its address", "网址片段"),
            "widget": "string",
        }
        slug |= {"pattern": ["^[a-z0-9]+(-[a-z0-9]+)*$", "a-z 0-9 -"]}
        items = [self._date(), numbered, slug, *self._whole("item", _PATH_SAYS)]
        issues = [self._date(), *self._whole("issue", ("date", "number"))]
        return [
            self._days("items", self._said("Stories", "报道"), of_items, "body", items)
            | {"slug": "{{fields.slug}}", "summary": f"{{{{number}}}} {{{{headline.{self.languages[0]}}}}}"},
            self._days("issues", self._said("Issues", "各期"), f"{_BY_DAY}/issue", "status", issues)
            | {"slug": "issue", "summary": "{{date}}", "identifier_field": "date"},
        ]

    def _days(self, name: str, label: str, path: str, marked: str, fields: list[Field]) -> dict[str, Any]:
        return {
            "name": name,
            "label": label,
            "folder": "content",
            "path": path,
            "filter": {"field": marked, "pattern": "."},
            "extension": "yaml",
            "format": "yaml",
            "media_folder": "",
            "public_folder": "",
            "aliases_field": False,
            "thumbnail": False,
            "sortable_fields": ["date"],
            "identifier_field": "slug",
            "fields": fields,
        }

    def files(self) -> dict[str, Any]:
        """What all issues share: a file each."""
        listed = [
            ("site", self._said("Publication", "刊物"), SITE_FILE, self._whole("site")),
            ("sources", self._said("Publishers", "来源"), SOURCES_FILE, self._sources()),
            ("topics", self._said("Topics", "主题"), TOPICS_FILE, [self._root("topics", "Topic")]),
            ("glossary", self._said("Terms", "术语"), GLOSSARY_FILE, [self._root("glossary", "Term")]),
        ]
        return {
            "name": "publication",
            "label": self._said("Publication", "刊物"),
            "format": "yaml",
            "files": [
                {"name": name, "label": label, "file": path, "format": "yaml", "fields": fields}
                for name, label, path, fields in listed
            ],
        }

    def _sources(self) -> list[Field]:
        """Each publisher that is there; a new one is added where its id is known to be free: at `/_edit/`."""
        known = json_schema("sources")["$defs"]
        return [
            {"name": one, "label": self._named(source.name), "widget": "object", "collapsed": True}
            | {"fields": self._fields(known["Source"], known)}
            for one, source in self.publication.registry.sources.items()
        ]

    def _root(self, kind: str, name: str) -> Field:
        known = json_schema(kind)["$defs"]
        label = self._label(kind)
        return {
            "name": kind,
            "label": label,
            "widget": "list",
            "root": True,
            "fields": self._fields(known[name], known),
        }

    # Fields -----------------------------------------------------------------------------------

    def _whole(self, kind: str, leaving: tuple[str, ...] = ()) -> list[Field]:
        schema = json_schema(kind)
        return self._fields(schema, schema.get("$defs", {}), leaving)

    def _fields(self, schema: Schema, known: Schema, leaving: tuple[str, ...] = ()) -> list[Field]:
        required = schema.get("required", ())
        return [
            self._field(key, one, known) | ({} if key in required else {"required": False})
            for key, one in schema["properties"].items()
            if key not in leaving and not self._is_empty(key)
        ]

    def _is_empty(self, key: str) -> bool:
        """Whether nothing can be chosen, which the CMS takes for a fault: no sections, no own words."""
        if key == "words":
            return not self.publication.site.words
        return ids_of(key, self.publication, self.language) == []

    def _date(self) -> Field:
        label = self._said("Date", "日期")
        return {
            "name": "date",
            "label": label,
            "widget": "datetime",
            "format": "YYYY-MM-DD",
            "time_format": False,
        }

    def _field(self, key: str, written: Schema, known: Schema) -> Field:
        schema = plain(written, known)
        return {
            "name": key,
            "label": self._label(key),
            **self._widget(key, schema, known),
            **_default(schema),
        }

    def _widget(self, key: str, schema: Schema, known: Schema) -> Field:
        ids = ids_of(key, self.publication, self.language)
        kind = schema.get("type")
        if kind == "array":
            return self._list(key, schema["items"], known, ids)
        if kind == "object":
            return self._object(key, schema, known)
        if ids is not None:
            return {"widget": "select", "options": _options(ids)}
        if "enum" in schema:
            return {"widget": "select", "options": self._choices(schema["enum"])}
        if kind == "boolean" or key == "file":
            return {"widget": "boolean" if kind == "boolean" else "image"}
        pattern = {"pattern": [schema["pattern"], schema["pattern"]]} if "pattern" in schema else {}
        return {"widget": "text" if key in _LONG else "string", **pattern}

    def _list(self, key: str, inside: Schema, known: Schema, ids: list[list[str]] | None) -> Field:
        inner = plain(inside, known)
        if ids is not None:
            return {"widget": "select", "multiple": True, "options": _options(ids)}
        if "enum" in inner:
            return {"widget": "select", "multiple": True, "options": self._choices(inner["enum"])}
        if "properties" in inner:
            return {"widget": "list", "collapsed": True, "fields": self._fields(inner, known)}
        return {"widget": "list"}

    def _object(self, key: str, schema: Schema, known: Schema) -> Field:
        """A mapping by language, one with keys of its own, or one whose keys are rules or words."""
        if list(schema.get("properties", {})) == list(LANGUAGES):
            widget = "text" if key in _LONG else "string"
            named = [
                {"name": one, "label": one, "widget": widget, "required": False} for one in self.languages
            ]
            return {"widget": "object", "fields": named}
        if "properties" in schema:
            return {"widget": "object", "collapsed": True, "fields": self._fields(schema, known)}
        value = schema.get("additionalProperties", {})
        if key == "checks":
            return {"widget": "keyvalue"}
        keys = list(self.publication.site.words) if key == "words" else self.languages
        named = [self._field(one, value, known) | {"label": one, "required": False} for one in keys]
        return {"widget": "object", "collapsed": True, "fields": named}

    def _choices(self, values: list[str]) -> list[dict[str, str]]:
        said = ((one, CHOICES[one].said_in(self.language) if one in CHOICES else one) for one in values)
        return _options(said)

    def _label(self, key: str) -> str:
        return LABELS[key].said_in(self.language) if key in LABELS else key

    def _said(self, en: str, zh: str) -> str:
        return zh if self.language == "zh" else en

    def _named(self, names: Mapping[str, str]) -> str:
        return names.get(self.language) or next(iter(names.values()))


def _options(named: Iterable[Sequence[str]]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in named]


def _default(schema: Schema) -> Field:
    return {"default": schema["default"]} if schema.get("default") is not None else {}
