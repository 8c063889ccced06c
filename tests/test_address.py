"""Links from page to page lead where they should, whatever the two addresses are."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import address

ADDRESSES = st.lists(st.sampled_from(["zh", "en", "topics", "2026-06-16", "a"]), max_size=4).map(
    lambda steps: "".join(f"{step}/" for step in steps)
)
FILES = st.sampled_from(["", "feed.xml", "card.png", "#ref-1", "index.md#x"])


@given(ADDRESSES, ADDRESSES, FILES)
def test_a_link_leads_to_its_target(start: str, folder: str, file: str):
    base = "https://digest.nda.gov.cn/below/"
    link = address.relative(start, folder + file)
    assert urljoin(base + start, link) == base + folder + file
    assert not link.startswith("/")


@pytest.mark.parametrize(
    ("start", "target", "link"),
    [
        ("zh/2026-06-16/", "zh/2026-06-16/plan/", "plan/"),
        ("zh/2026-06-16/plan/", "zh/2026-06-16/plan/", "./"),
        ("zh/2026-06-16/plan/", "zh/2026-06-1/", "../../2026-06-1/"),
        ("zh/", "en/", "../en/"),
        ("", "zh/", "zh/"),
        ("", "", "./"),
        ("zh/topics/energy/", "", "../../../"),
        ("zh/", "zh/#main", "./#main"),
    ],
)
def test_a_link_is_as_short_as_can_be(start: str, target: str, link: str):
    assert address.relative(start, target) == link
