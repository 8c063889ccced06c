"""A root on disk → the publication in memory, kept up with each edit."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from samples import DAY, ISSUE, ISSUE_PATH, ITEM, ITEM_PATH, SITE, SOURCES, TOPICS, item

from digest.desk.model import Model, State
from digest.gather import gather
from digest.judge import everything
from digest.options import Options

Publish = Callable[..., Path]
NOW = datetime(2026, 6, 16, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
NEXT = "content/2026/06/17"


class Room:
    """A root with its model, and edits to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.model = Model(Options(root, root / "build", NOW, base_url="http://127.0.0.1/"))
        self.refresh()

    def refresh(self) -> State:
        state = self.model.refresh(NOW)
        if state.publication is not None and not any(
            one.span.path.endswith(("site.yaml", "sources.yaml", "topics.yaml")) for one in state.errors
        ):
            assert list(state.diagnostics) == everything(gather(self.root))  # as from nothing
        return state

    def write(self, path: str, text: str) -> State:
        at = self.root / path
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_text(text, encoding="utf-8")
        return self.refresh()

    def headlines(self, language: str = "zh") -> list[str]:
        shelf = self.model.state.shelf
        assert shelf
        editions = shelf.editions[language]
        return [
            item.headline[language] for one in editions for item in one.items if language in item.headline
        ]


@pytest.fixture
def room(publish: Publish) -> Room:
    return Room(publish({f"{NEXT}/issue.yaml": ISSUE, f"{NEXT}/01-next.yaml": ITEM}))


def test_an_edit_is_in_the_shelf_and_names_its_day(room: Room):
    state = room.write(ITEM_PATH, ITEM.replace("供给先行", "需求先行"))
    assert "需求先行" in room.headlines()[0]
    assert [str(day) for day in state.days] == ["2026-06-16"]
    assert state.changed == (ITEM_PATH,)
    assert room.refresh().days == frozenset()


@pytest.mark.parametrize(
    "broken",
    [
        "headline: [\n",
        "",
        ITEM.replace("source: nda", "source: xinhau"),
        ITEM.replace("[@plan]", "[@plam]"),
        ITEM.replace("topics: [data]", "topics: [dada]"),
        ITEM + "what: 1\n",
    ],
)
def test_what_has_errors_is_shown_as_it_was_and_comes_back(room: Room, broken: str):
    before = room.headlines()
    assert room.write(ITEM_PATH, broken).errors
    assert room.headlines() == before
    assert not room.write(ITEM_PATH, ITEM.replace("供给先行", "需求先行")).errors
    assert "需求先行" in room.headlines()[0]


def test_another_story_is_followed_while_one_has_errors(room: Room):
    room.write(ITEM_PATH, "headline: [\n")
    room.write(f"{NEXT}/01-next.yaml", ITEM.replace("供给先行", "需求先行"))
    assert "需求先行" in room.headlines()[1]
    assert len(room.headlines()) == 2


def test_a_broken_issue_stays_as_it_was(room: Room):
    assert room.write(ISSUE_PATH, "status: [\n").errors
    assert len(room.headlines()) == 2


@pytest.mark.parametrize(
    ("path", "text", "broken"),
    [
        ("content/site.yaml", SITE, "id: [\n"),
        ("content/site.yaml", SITE, SITE + "unconfirmed: [nothing]\n"),
        ("sources.yaml", SOURCES, "nda: [\n"),
        ("sources.yaml", SOURCES, SOURCES.replace("nda:", "ndb:", 1)),
        ("content/topics.yaml", TOPICS, TOPICS.replace("data", "date", 1)),
    ],
)
def test_broken_common_files_leave_all_as_it_was(room: Room, path: str, text: str, broken: str):
    before = room.headlines()
    assert room.write(path, broken).errors
    assert room.headlines() == before
    assert not room.write(path, text).errors
    assert room.headlines() == before


def test_a_story_that_never_was_good_is_left_out(room: Room):
    assert room.write(f"{DAY}/02-new.yaml", "headline: [\n").errors
    assert len(room.headlines()) == 2
    room.write(f"{DAY}/02-new.yaml", item("新的一条"))
    assert "新的一条" in room.headlines()


def test_a_deleted_folder_and_a_renamed_issue_are_followed(room: Room):
    shutil.rmtree(room.root / NEXT)
    assert [str(day) for day in room.refresh().days] == ["2026-06-17"]
    assert len(room.headlines()) == 1
    (room.root / DAY).rename(room.root / "content/2026/06/18")
    state = room.refresh()
    assert state.shelf
    assert [str(one.day.date) for one in state.shelf.editions["zh"]] == ["2026-06-18"]


def test_errors_at_the_start_leave_nothing_to_show_until_they_are_mended(publish: Publish):
    root = publish({"content/site.yaml": "id: [\n"})
    model = Model(Options(root, root / "build", NOW))
    assert model.refresh(NOW).shelf is None
    (root / "content/site.yaml").write_text(SITE, encoding="utf-8")
    assert model.refresh(NOW).shelf is not None


def test_drafts_are_shown_and_marked(room: Room):
    room.write(ISSUE_PATH, ISSUE.replace("published", "draft"))
    room.write(f"{NEXT}/02-draft.yaml", item("草稿一条", status="draft"))
    shelf = room.model.state.shelf
    assert shelf
    first, second = (edition.day for edition in shelf.editions["zh"])
    assert first.hidden
    assert second.drafts == {"draft"}


def test_nothing_is_written(room: Room):
    room.write(ITEM_PATH, ITEM)
    assert {path.name for path in room.root.iterdir()} == {"content", "sources.yaml"}
