"""Values → YAML as editors write it; a text with other values for some of its keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import ITEM

from digest.desk.inscribe import CannotInscribe
from digest.desk.layout import laid_out, with_values
from digest.load.nodes import compose
from digest.load.text import SourceText
from digest.model.item import ItemFile
from digest.validate.plain import plain

ORDER = list(ItemFile.model_fields)


def read(text: str):
    node, findings = compose(SourceText("", text))
    assert not findings.found, text
    return plain("", node).value


def test_a_file_is_laid_out_as_the_readme_shows():
    made = laid_out(
        {
            "headline": {"zh": "电网储能：规则先于规模", "en": "Storage: rules before scale"},
            "topics": ["energy", "no"],
            "body": {"zh": "一句。[@rules]\n\n二句。", "en": "One."},
            "citations": [
                {"id": "rules", "source": "nea", "title": {"zh": "条件"}, "published": "2026-06-15"}
            ],
        }
    )
    assert made == (
        "headline:\n  zh: 电网储能：规则先于规模\n"
        '  en: "Storage: rules before scale"\n'
        'topics: [energy, "no"]\n'
        "body:\n  zh: |\n    一句。[@rules]\n\n    二句。\n  en: |\n    One.\n"
        "citations:\n  - id: rules\n    source: nea\n    title:\n      zh: 条件\n    published: 2026-06-15\n"
    )


def test_what_does_not_change_keeps_its_bytes():
    text = ITEM.replace("topics:", "# 主题\ntopics:").replace("citations:", "# 来源\ncitations:  # 一个\n", 1)
    made = with_values(text, {"headline": {"zh": "新标题"}, "topics": ["data"]}, ORDER)
    assert made == text.replace(text[: text.index("# 主题")], "headline:\n  zh: 新标题\n")


def test_new_keys_stand_in_the_schemas_order_and_empty_ones_go():
    made = with_values(ITEM, {"summary": {"zh": "一句。"}, "topics": None}, ORDER)
    value = read(made)
    assert list(value) == ["headline", "summary", "body", "citations"]
    assert made.count("\n") == ITEM.count("\n") + 1


def test_a_file_in_braces_is_laid_out_anew():
    assert read(with_values("{status: draft}", {"headline": {"zh": "标题"}}, ORDER)) == {
        "headline": {"zh": "标题"},
        "status": "draft",
    }


def test_what_cannot_be_read_is_not_written():
    with pytest.raises(CannotInscribe):
        with_values("headline: [\n", {"status": "draft"}, ORDER)


TEXTS = (
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn"]) | st.just("\n"),
        min_size=1,
    )
    .map(str.strip)
    .filter(bool)
)


@given(TEXTS, TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
def test_any_text_comes_back_as_it_was_typed(headline: str, body: str, titles: list[str]):
    values = {
        "headline": {"zh": headline},
        "body": {"zh": body},
        "citations": [{"id": "a", "title": {"en": title}} for title in titles],
    }
    made = with_values("status: draft\n", values, ORDER)
    bare = read(made)
    assert bare["headline"]["zh"].strip() == headline
    assert bare["body"]["zh"].strip().split() == body.split()
    assert [one["title"]["en"].strip() for one in bare["citations"]] == titles
