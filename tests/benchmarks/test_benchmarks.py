"""The benchmarks measure what they say: a command's tree of processes, and edits that change pages."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.archive import days, item_yaml
from benchmarks.bulletins import typst_source
from benchmarks.hugo import hugo_story, write_hugo
from benchmarks.measure import Failed, measured
from benchmarks.sites import edited

BUSY = "import os, sys; pid = os.fork(); x = bytearray(60_000_000); sum(range(6_000_000)); pid and os.wait()"


def test_time_and_memory_of_children_are_counted():
    took = measured([sys.executable, "-c", BUSY])

    assert took.cpu > 0.05
    assert took.wall > 0.05
    assert took.memory > 100 if sys.platform.startswith("linux") else took.memory > 60


def test_a_command_that_fails_is_no_measurement():
    with pytest.raises(Failed, match="ended with 7"):
        measured([sys.executable, "-c", "raise SystemExit(7)"])


def test_the_edit_changes_a_story_in_both_forms():
    story = next(iter(islice(days(3), 2, None))).stories[1]

    assert item_yaml(edited(story)) != item_yaml(story)
    assert hugo_story(edited(story), "en") != hugo_story(story, "en")
    assert all(hugo_story(story, language).count("(#ref-") >= 6 for language in ("zh", "en"))


def test_the_site_for_hugo_has_the_same_stories(tmp_path: Path):
    root = write_hugo(tmp_path, 3)

    assert len(list(root.glob("content/*/2016-*/story-*.md"))) == 3 * 5 * 2
    assert "新质生产力" in (root / "hugo.toml").read_text(encoding="utf-8")


def test_an_issue_in_typsts_markup_escapes_what_is_special():
    source = typst_source(next(days(1)), "en")

    assert "https:\\/\\/" in source
    assert "[@" not in source
