"""Steps 1 to 3 over a publication: what is recalled is what would be read, and nothing else is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from samples import DAY, ITEM, ITEM_PATH, item

from digest.gather import Gathered, gather

Publish = Callable[..., Path]


def again(root: Path, first: Gathered) -> Gathered:
    return gather(root, first.fresh.get)


def test_items_are_recalled_by_their_bytes(publish: Publish):
    root = publish()
    first = gather(root)
    assert len(first.fresh) == 1
    second = again(root, first)
    assert second.fresh == {}
    assert second.keys == first.keys
    assert second.publication == first.publication


def test_an_edit_is_read_anew_and_its_old_copy_is_no_longer_in_use(publish: Publish):
    first = gather(publish())
    root = publish({ITEM_PATH: ITEM.replace("6项", "7项")})
    second = again(root, first)
    assert len(second.fresh) == 1
    assert not first.keys & second.keys


def test_warnings_are_recalled_with_their_item(publish: Publish):
    root = publish({ITEM_PATH: ITEM.replace("    国家", "    # 题\n\n    国家")})
    first = gather(root)
    assert [one.code for one in first.diagnostics] == ["heading-level"]
    assert again(root, first).diagnostics == first.diagnostics


@pytest.mark.parametrize("status", ["withdrawn", "removed"])
def test_what_is_taken_down_is_kept_nowhere(publish: Publish, status: str):
    result = gather(publish({f"{DAY}/02-gone.yaml": item("机密", status=status)}))
    assert len(result.fresh) == 1
    assert "机密".encode() not in b"".join(result.fresh.values())


def test_a_damaged_or_foreign_copy_is_made_anew(publish: Publish):
    root = publish()
    first = gather(root)
    for damaged in (b"", b"{}", b"not json", b'{"item": 1, "diagnostics": []}'):
        second = gather(root, lambda _, damaged=damaged: damaged)
        assert second.publication == first.publication
        assert second.fresh == first.fresh


def test_everything_broken_is_told_at_once(publish: Publish):
    root = publish(
        {
            "content/site.yaml": "id: Daily!\n",
            "sources.yaml": "nda: 1\n",
            "content/topics.yaml": "- {id: data}\n",
            ITEM_PATH: ITEM.replace("6月", "6月").replace("topics: [data]", "topic: x"),
            "content/2026/06/31/issue.yaml": "status: draft\n",
        }
    )
    paths = {one.span.path for one in gather(root).diagnostics}
    assert paths == {
        "content/site.yaml",
        "sources.yaml",
        "content/topics.yaml",
        ITEM_PATH,
        "content/2026/06/31",
    }
