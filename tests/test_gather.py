"""Steps 1 to 3 over a publication: what is recalled is what would be read, and nothing else is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from samples import DAY, ITEM, ITEM_PATH, item

from digest.gather import Gathered, gather
from digest.model.record import Item
from digest.story import Kept

Publish = Callable[..., Path]


class Memory:
    """A memory of what a run has read, by the bytes of its files alone."""

    def __init__(self, first: Gathered) -> None:
        self.fresh = first.fresh

    def hash_of(self, path: str, mark: str) -> str | None:
        return None

    def recall(self, key: str) -> Kept | None:
        return self.fresh.get(key)


def again(root: Path, first: Gathered) -> Gathered:
    return gather(root, Memory(first))


def test_items_are_recalled_by_their_bytes(publish: Publish):
    root = publish()
    first = gather(root)
    assert len(first.fresh) == 2  # the issue and its item
    second = again(root, first)
    assert second.fresh == {}
    assert second.keys == first.keys
    assert second.publication == first.publication


def test_an_edit_is_read_anew_and_its_old_copy_is_no_longer_in_use(publish: Publish):
    first = gather(publish())
    root = publish({ITEM_PATH: ITEM.replace("6项", "7项")})
    second = again(root, first)
    assert len(second.fresh) == 1
    assert first.keys[ITEM_PATH] != second.keys[ITEM_PATH]


def test_warnings_are_recalled_with_their_item(publish: Publish):
    root = publish({ITEM_PATH: ITEM.replace("    国家", "    # 题\n\n    国家")})
    first = gather(root)
    assert {one.code for one in first.diagnostics} == {"heading-level", "paragraph-mismatch"}
    assert again(root, first).diagnostics == first.diagnostics


@pytest.mark.parametrize("status", ["withdrawn", "removed"])
def test_what_is_taken_down_is_kept_nowhere(publish: Publish, status: str):
    result = gather(publish({f"{DAY}/02-gone.yaml": item("机密", status=status)}))
    assert f"{DAY}/02-gone.yaml" not in result.keys
    assert all("gone" not in repr(kept.pack.card) for kept in result.fresh.values())


def test_a_record_in_memory_is_packed_and_reads_as_the_record_that_was_written(publish: Publish):
    packed = gather(publish()).publication.items[0]
    assert not {"body", "bodies", "citations", "places"} & set(vars(packed))
    whole = Item.model_validate(packed.model_dump())
    assert {name: getattr(packed, name) for name in Item.model_fields} == dict(whole)
    assert packed.told_in == whole.told_in == ("zh", "en")
    assert packed.cited == whole.cited == ("nda",)


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
