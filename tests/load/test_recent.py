"""What was made of files that have not changed since."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from samples import DAY, ITEM, ITEM_PATH, item

from digest.gather import gather
from digest.load.recent import Recent

Publish = Callable[..., Path]


def settle(root: Path) -> None:
    """Let every file be older than a tick of the clock."""
    del root
    time.sleep(0.06)


def test_what_has_not_changed_is_the_same_object_and_a_change_is_seen(publish: Publish):
    root = publish({f"{DAY}/02-two.yaml": item()})
    recent = Recent()
    settle(root)
    first = gather(root, recent=recent).publication
    (root / ITEM_PATH).write_text(ITEM.replace("共6项", "共7项"), encoding="utf-8")
    second = gather(root, recent=recent).publication
    assert first
    assert second
    assert second.items[1] is first.items[1]
    assert second.issues[0] is first.issues[0]
    assert "共7项" in second.items[0].body["zh"]
    assert second == gather(root).publication


def test_a_change_within_a_tick_of_the_clock_is_seen(publish: Publish):
    root = publish()
    recent = Recent()
    path = root / ITEM_PATH
    for figure in "123456789":
        before = path.stat()
        path.write_text(ITEM.replace("共6项", f"共{figure}项"), encoding="utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        publication = gather(root, recent=recent).publication
        assert publication
        assert f"共{figure}项" in publication.items[0].body["zh"]


def test_problems_come_back_with_what_was_made(publish: Publish):
    root = publish({f"{DAY}/02-two.yaml": "headline: [\n", f"{DAY}/a.png": b"no", "content/static/x": b"x"})
    recent = Recent()
    settle(root)
    first = gather(root, recent=recent)
    second = gather(root, recent=recent)
    assert first.diagnostics
    assert second.diagnostics == first.diagnostics
    assert second.publication == first.publication


def test_what_is_gone_is_forgotten_and_another_zone_forgets_all(publish: Publish):
    root = publish({f"{DAY}/02-two.yaml": item()})
    recent = Recent()
    settle(root)
    gather(root, recent=recent)
    (root / f"{DAY}/02-two.yaml").unlink()
    publication = gather(root, recent=recent).publication
    assert publication
    assert [one.slug for one in publication.items] == ["plan"]
    site = root / "content/site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("Asia/Shanghai", "UTC"), encoding="utf-8")
    again = gather(root, recent=recent).publication
    assert again
    assert again.items[0] is not publication.items[0]
    assert again == gather(root).publication
