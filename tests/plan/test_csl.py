"""References as CSL-JSON: the fields of CSL 1.0.2, and nothing that is not known."""

from typing import get_args

from digest.model.item import DocumentType
from digest.plan.csl import TYPES, csl
from digest.plan.documents import Document

FIELDS = {
    "id",
    "type",
    "language",
    "title",
    "author",
    "container-title",
    "publisher",
    "number",
    "issued",
    "accessed",
    "URL",
}
"""Those of csl-data.json that we use; it allows no others than it names."""

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
    assert set(made) <= FIELDS
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
