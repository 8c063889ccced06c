"""A YAML text, a key and values → the text with them there, all else untouched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.desk.inscribe import CannotInscribe, inscribe
from digest.load.nodes import compose
from digest.load.text import SourceText
from digest.validate.plain import plain

REVIEW = {"status": "reviewed", "of": "3f9a07c2b1d4"}
AT = ("translation", "en")
LINE = "{status: reviewed, of: 3f9a07c2b1d4}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\n", f"a: 1\ntranslation: {{en: {LINE}}}\n"),
        ("a: 1", f"a: 1\ntranslation: {{en: {LINE}}}\n"),
        ("a: 1\r\n", f"a: 1\r\ntranslation: {{en: {LINE}}}\r\n"),
        ("a: |\n  x\n\n# end\n", f"a: |\n  x\n\n# end\ntranslation: {{en: {LINE}}}\n"),
        ("{a: 1, b: 2}  # flow\n", f"{{a: 1, b: 2, translation: {{en: {LINE}}}}}  # flow\n"),
        ("a: 1\n...\n", f"a: 1\ntranslation: {{en: {LINE}}}\n...\n"),
        ("translation:   # none yet\na: 1\n", f"translation: {{en: {LINE}}}   # none yet\na: 1\n"),
        ("translation: {}\na: 1\n", f"translation: {{en: {LINE}}}\na: 1\n"),
        ("translation: ~\na: 1\n", f"translation: {{en: {LINE}}}\na: 1\n"),
        (
            "translation:\n  fr: {status: draft}  # c\na: 1\n",
            f"translation:\n  fr: {{status: draft}}  # c\n  en: {LINE}\na: 1\n",
        ),
        ("translation: {fr: {status: draft}}\n", f"translation: {{fr: {{status: draft}}, en: {LINE}}}\n"),
        (
            "translation:\n  en: {status: draft}  # machine\na: 1\n",
            f"translation:\n  en: {LINE}  # machine\na: 1\n",
        ),
        (
            "translation:\n  en:\n    # by hand\n    status: draft  # no\na: 1\n",
            "translation:\n  en:\n    # by hand\n    status: reviewed  # no\n    of: 3f9a07c2b1d4\na: 1\n",
        ),
        (
            'translation: {en: {of: "000000000000", status: draft}}\n',
            "translation: {en: {of: 3f9a07c2b1d4, status: reviewed}}\n",
        ),
        ("translation:\n  en:\na: 1\n", f"translation:\n  en: {LINE}\na: 1\n"),
    ],
)
def test_values_are_changed_where_they_stand_and_added_where_they_do_not(before: str, after: str):
    assert inscribe(before, AT, REVIEW) == after
    assert inscribe(after, AT, REVIEW) == after


def test_what_is_no_plain_word_is_quoted():
    made = inscribe("status: published\n", ("approved",), {"by": '李明 "主编": 是', "at": "2026-06-16T17:40"})
    assert made == 'status: published\napproved: {by: "李明 \\"主编\\": 是", at: 2026-06-16T17:40}\n'


@pytest.mark.parametrize("text", ["- a\n", "a: &x 1\n", "a: [\n", ""])
def test_what_cannot_be_added_to_is_refused(text: str):
    with pytest.raises(CannotInscribe):
        inscribe(text, AT, REVIEW)


@given(st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable()))
def test_any_name_comes_back_as_it_was_typed(name: str):
    made = inscribe("status: published  # 注\n", ("approved",), {"by": name})
    node, findings = compose(SourceText("issue.yaml", made))
    assert not findings.found
    assert plain("issue.yaml", node).value == {"status": "published", "approved": {"by": name}}
    assert made.startswith("status: published  # 注\n")
