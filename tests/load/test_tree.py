"""What lies under a publication's root: each file in its role, all else told, nothing followed."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from samples import DAY, ITEM, ITEM_PATH

from digest.load.tree import lines_of, mark_at, read, walk

Publish = Callable[..., Path]


def told(root: Path) -> list[tuple[str, str]]:
    return [(found.code, found.span.path) for found in walk(root).findings.found]


def test_files_have_their_roles(publish: Publish):
    root = publish(
        {
            f"{DAY}/02-two-words.yaml": ITEM,
            f"{DAY}/flow.PNG": b"",
            f"{DAY}/.hidden": b"",
            f"{DAY}/02-two-words.yaml~": b"",
            "content/static/a/b.txt": b"",
            "content/2025/12/31/01-old.yaml": ITEM,
        }
    )
    tree = walk(root)
    assert not tree.findings.found
    assert tree.common == {"content/site.yaml", "content/topics.yaml", "sources.yaml"}
    assert tree.static == ["content/static/a/b.txt"]
    old, day = tree.days
    assert (old.date, old.has_issue, old.issue_path) == (
        date(2025, 12, 31),
        False,
        "content/2025/12/31/issue.yaml",
    )
    assert (day.has_issue, day.images) == (True, (f"{DAY}/flow.PNG",))
    assert [(item.number, item.slug, item.date) for item in day.items] == [
        (1, "plan", date(2026, 6, 16)),
        (2, "two-words", date(2026, 6, 16)),
    ]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("content/notes.txt", "stray-file"),
        ("content/2026/notes.txt", "stray-file"),
        ("content/2026/06/notes.txt", "stray-file"),
        (f"{DAY}/notes.txt", "stray-file"),
        (f"{DAY}/plan.yaml", "stray-file"),
        (f"{DAY}/00-plan.yaml", "stray-file"),
        (f"{DAY}/1-plan.yaml", "stray-file"),
        (f"{DAY}/100-plan.yaml", "stray-file"),
        (f"{DAY}/02-Plan.yaml", "stray-file"),
        (f"{DAY}/02-a--b.yaml", "stray-file"),
        (f"{DAY}/02-{'a' * 81}.yaml", "stray-file"),
    ],
)
def test_a_file_out_of_place_is_told(publish: Publish, path: str, code: str):
    assert told(publish({path: "x"})) == [(code, path)]


@pytest.mark.parametrize(
    "folder",
    [
        "content/notes",
        "content/202",
        "content/2026/6",
        "content/2026/13/01",
        "content/2026/02/30",
        f"{DAY}/nested",
    ],
)
def test_a_folder_that_is_no_day_is_told(publish: Publish, folder: str):
    assert told(publish({f"{folder}/x": "x"})) in (
        [("stray-folder", folder)],
        [("stray-folder", f"{folder}/x")],
        [("stray-file", f"{folder}/x")],
    )


def test_a_slug_may_have_80_characters_and_a_stray_item_is_told_its_name(publish: Publish):
    root = publish({f"{DAY}/02-{'a' * 80}.yaml": ITEM, f"{DAY}/plan.yml": ITEM, f"{DAY}/notes.txt": "x"})
    tree = walk(root)
    assert len(tree.days[0].items) == 2
    item, other = sorted(tree.findings.found, key=lambda found: found.span.path, reverse=True)
    assert item.help
    assert other.help
    assert "NN-slug.yaml" in item.help.en
    assert "content/static/" in other.help.en


def test_links_pipes_and_sockets_are_told_and_left_alone(publish: Publish, tmp_path: Path):
    root = publish()
    (root / DAY / "02-link.yaml").symlink_to(root / ITEM_PATH)
    os.mkfifo(root / DAY / "03-pipe.yaml")
    (root / "content/static").symlink_to(tmp_path)
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(root / DAY)  # a socket's path is at most 108 bytes
        one.bind("04-socket.yaml")
        os.chdir(here)
    assert sorted(told(root)) == [
        ("special-file", f"{DAY}/02-link.yaml"),
        ("special-file", f"{DAY}/03-pipe.yaml"),
        ("special-file", f"{DAY}/04-socket.yaml"),
        ("special-file", "content/static"),
    ]


def test_registries_that_are_no_files_are_told(publish: Publish):
    root = publish({"sources.yaml": None})
    assert walk(root).common == {"content/site.yaml", "content/topics.yaml"}
    (root / "sources.yaml").mkdir()
    assert told(root) == [("special-file", "sources.yaml")]


def test_what_cannot_be_listed_is_told(tmp_path: Path):
    (tmp_path / "content").write_text("no folder")
    (tmp_path / "sources.yaml").mkdir()
    assert [code for code, _ in told(tmp_path)] == ["special-file", "unreadable"]
    below = tmp_path / "a file"
    below.write_text("x")
    assert {code for code, _ in told(below)} == {"unreadable"}


def test_a_name_that_is_no_text_can_be_told(publish: Publish):
    root = publish()
    (root / DAY / os.fsdecode(b"\xff.yaml")).write_text("x")
    assert told(root) == [("stray-file", f"{DAY}/\\xff.yaml")]


def test_at_most_one_byte_beyond_the_limit_is_read_and_no_link_is_followed(publish: Publish):
    root = publish({"content/static/long": b"x" * 100})
    assert len(read(root, "content/static/long", 10)) == 11
    assert len(read(root, "content/static/long", 100)) == 100
    assert len(read(root, "content/static/long", -1)) == 100
    (root / "content/static/link").symlink_to("long")
    os.mkfifo(root / "content/static/pipe")
    for name in ("link", "pipe", "none"):
        with pytest.raises(OSError):  # noqa: PT011 – each has an error number of its own
            read(root, f"content/static/{name}", 10)


def test_a_mark_changes_with_the_file(publish: Publish):
    root = publish()
    before = mark_at(root, ITEM_PATH)
    assert before == mark_at(root, ITEM_PATH)
    assert len(before.split()) == 4
    (root / ITEM_PATH).write_text(ITEM + "# longer\n")
    assert mark_at(root, ITEM_PATH) != before


def test_lines_are_shown_as_an_editor_counts_them(publish: Publish):
    root = publish({"content/static/a": "\ufeff一\r\n二\r三\n".encode(), "content/static/b": b"a\xff"})
    assert lines_of(root, "content/static/a") == ["一", "二", "三", ""]
    assert lines_of(root, "content/static/b") == ["a\ufffd"]
    assert lines_of(root, "content/static/none") == []
