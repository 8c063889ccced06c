"""An issue's references: numbered once, merged by document, in the contract's order."""

from collections.abc import Callable
from pathlib import Path

from samples import DAY, ITEM_PATH, item

from digest.gather import gather
from digest.plan.references import references

Publish = Callable[..., Path]

CITATIONS = """
  - {id: a, source: nda, title: {zh: 甲}, url: "https://www.nda.gov.cn/a", verifies: {zh: 一}}
  - {id: b, source: nda, title: {zh: 乙}, verifies: {zh: 二}}
  - {id: c, source: xinhua, title: {zh: 丙}}
"""


def listed(root: Path):
    publication = gather(root).publication
    assert publication is not None
    return references(publication.items, "zh")


def test_marks_come_first_in_their_order_then_what_no_mark_names(publish: Publish):
    found = listed(publish({ITEM_PATH: item(body="一[@b]二[@a]", citations=CITATIONS)}))
    assert [one.citation.id for one in found.listed] == ["b", "a", "c"]
    assert found.numbers["plan"] == {"b": 1, "a": 2, "c": 3}


def test_the_same_address_is_the_same_document_and_its_uses_are_joined(publish: Publish):
    again = """
  - {id: z, source: xinhua, title: {zh: 别名}, url: "https://www.nda.gov.cn/a", verifies: {zh: 三}}
"""
    found = listed(
        publish(
            {
                ITEM_PATH: item(body="[@a]", citations=CITATIONS),
                f"{DAY}/02-more.yaml": item(body="[@z]", citations=again),
            }
        )
    )
    first = found.listed[0]
    assert first.verifies == {"zh": ("一", "三")}
    assert first.cited_by == ("plan", "more")
    assert found.number("more", "z") == 1


def test_without_an_address_sources_title_and_number_tell_documents_apart(publish: Publish):
    again = """
  - {id: y, source: nda, title: {zh: 乙}}
  - {id: x, source: nda, title: {zh: 乙}, number: 1号}
"""
    found = listed(
        publish(
            {
                ITEM_PATH: item(body="[@b]", citations=CITATIONS),
                f"{DAY}/02-more.yaml": item(body="[@x][@y]", citations=again),
            }
        )
    )
    assert found.number("more", "y") == found.number("plan", "b") == 1
    assert found.number("more", "x") == 4


def test_a_cross_check_names_the_number_of_what_it_confirms(publish: Publish):
    checked = """
  - {id: p, source: nda, title: {zh: 甲}}
  - {id: q, source: xinhua, title: {zh: 乙}, crosschecks: p}
"""
    found = listed(publish({ITEM_PATH: item(body="[@p]", citations=checked)}))
    assert [one.crosschecks for one in found.listed] == [None, 1]
