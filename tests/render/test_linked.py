"""Bare addresses become links in a bulletin, and no word changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from digest.render.linked import linked


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("见https://a.cn/b/c_d?e=1&amp;f=2，再说", "https://a.cn/b/c_d?e=1&amp;f=2"),
        ("see https://a.cn/b.html.", "https://a.cn/b.html"),
        ("(see https://a.cn/b_(c)).", "https://a.cn/b_(c)"),
        ("&quot;http://a.cn&quot;", "http://a.cn"),
    ],
)
def test_an_address_becomes_a_link_without_the_marks_after_it(text: str, address: str):
    assert linked(f"<p>{text}</p>") == f"<p>{text}</p>".replace(address, f'<a href="{address}">{address}</a>')


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://a.cn/">https://a.cn/</a>',
        "<code>https://a.cn/</code>",
        "a.cn 与 https://，也好",
        "1 < 2",
    ],
)
def test_links_code_and_what_is_no_address_stay(text: str):
    assert linked(text) == text


@given(st.text(alphabet="ahtps:/.()&<>\"'好 _", max_size=60).map(lambda one: str(escape(one))))
def test_no_word_changes(text: str):
    assert re.sub(r"</?a[^<>]*>", "", linked(text)) == text
