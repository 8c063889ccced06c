"""References as CSL-JSON: the fields of CSL 1.0.2, and nothing that is not known."""

from dataclasses import replace
from typing import get_args

import pytest
from jsonschema import Draft7Validator

from digest.model.item import DocumentType
from digest.plan.csl import TYPES, csl
from digest.plan.documents import Document

_TEXT = {"type": "string", "minLength": 1}
_NAMES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {"literal": _TEXT},
        "required": ["literal"],
        "additionalProperties": False,
    },
}
_PARTS = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
_DATE = {
    "type": "object",
    "properties": {"date-parts": {"type": "array", "items": _PARTS, "minItems": 1, "maxItems": 2}},
    "required": ["date-parts"],
    "additionalProperties": False,
}
FIELDS = {
    "id": _TEXT,
    "type": _TEXT,
    "language": _TEXT,
    "title": _TEXT,
    "author": _NAMES,
    "container-title": _TEXT,
    "publisher": _TEXT,
    "number": _TEXT,
    "issued": _DATE,
    "accessed": _DATE,
    "URL": _TEXT,
}
"""What CSL's own schema (csl-data.json 1.0.2) says of the fields that we use; it allows no unknown ones."""

OF_CSL = {
    "webpage",
    "legislation",
    "speech",
    "article-newspaper",
    "report",
    "standard",
    "dataset",
    "article-journal",
}


def test_every_kind_of_document_has_a_type_of_csl():
    assert set(TYPES) == set(get_args(DocumentType))
    assert set(TYPES.values()) == OF_CSL


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("known", ["much", "little"])
def test_a_document_is_what_the_schema_of_csl_asks_for(kind: str, known: str):
    bare = Document("d-1", kind, "en-GB", "Title")
    whole = replace(
        bare,
        subtitle="More",
        authors=("A B", "国家数据局"),
        publishers=("Reuters", "AP"),
        number="1",
        published="2026-06-15",
        accessed="2026",
        url="https://www.nda.gov.cn/1",
    )
    made = csl(whole if known == "much" else bare)
    schema = {
        "type": "object",
        "properties": {**FIELDS, "type": {"enum": sorted(OF_CSL)}},
        "required": ["id", "type"],
        "additionalProperties": False,
    }
    assert [error.message for error in Draft7Validator(schema).iter_errors(made)] == []


def test_a_page_is_published_by_whom_it_is_by():
    known = Document(
        "d-1",
        "web",
        "zh-CN",
        "题名",
        publishers=("国家数据局",),
        number="1号",
        published="2026-06-15",
        accessed="2026-06",
        url="https://www.nda.gov.cn/1",
    )
    made = csl(known)
    assert set(made) <= set(FIELDS)
    assert made == {
        "id": "d-1",
        "type": "webpage",
        "language": "zh-CN",
        "title": "题名",
        "author": [{"literal": "国家数据局"}],
        "publisher": "国家数据局",
        "number": "1号",
        "issued": {"date-parts": [[2026, 6, 15]]},
        "accessed": {"date-parts": [[2026, 6]]},
        "URL": "https://www.nda.gov.cn/1",
    }


def test_news_is_part_of_a_paper_and_unknown_things_are_left_out():
    known = Document("d-2", "news", "en-GB", "Title", publishers=("Reuters", "AP"))
    assert csl(known) == {
        "id": "d-2",
        "type": "article-newspaper",
        "language": "en-GB",
        "title": "Title",
        "container-title": "Reuters, AP",
    }
