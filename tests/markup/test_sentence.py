"""The first sentence of a text, where it has no summary."""

import pytest

from digest.markup.sentence import first_sentence


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("先定规则。再谈规模。", "先定规则。"),
        ("“先定规则。”再谈规模。", "“先定规则。”"),
        ("真的？是的。", "真的？"),
        ("没有句号", "没有句号"),
        ("第一行\n第二行。", "第一行"),
        ("It grew. Then it fell.", "It grew."),
        ("It grew 3.5% in the U.S. market. Then more.", "It grew 3.5% in the U.S. market."),
        ("Mr. Li of St. Ives Inc. came. He left.", "Mr. Li of St. Ives Inc. came."),
        ("By J. Smith et al. It is said.", "By J. Smith et al."),
        ('He said "Yes." Then he left.', 'He said "Yes."'),
        ("version 2.0 is out. now", "version 2.0 is out. now"),
        ("Really? Yes.", "Really?"),
        ("AI发展很快。It grew. More.", "AI发展很快。"),
        ("It grew. 数据更多。", "It grew. 数据更多。"),
        ("", ""),
    ],
)
def test_first_sentence(text: str, first: str):
    assert first_sentence(text) == first
