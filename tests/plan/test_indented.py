"""JSON is written as Python's own encoder indents it."""

import json

from hypothesis import given
from hypothesis import strategies as st

from digest.plan.indented import indented

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.lists(inner).map(tuple),
    max_leaves=30,
)


@given(PLAIN)
def test_json_is_what_python_indents(value: object):
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1) + "\n"
