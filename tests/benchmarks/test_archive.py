"""The synthetic archive is what benchmarks rest on: always the same, and nothing to complain of."""

from __future__ import annotations

from pathlib import Path

from benchmarks.archive import days, write_archive
from digest.gather import gather
from digest.judge import everything


def files_of(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.yaml")}


def test_an_archive_has_no_errors_and_no_warnings(tmp_path: Path):
    assert everything(gather(write_archive(tmp_path, 12))) == []


def test_the_same_number_is_the_same_bytes_and_a_longer_archive_begins_with_a_shorter(tmp_path: Path):
    short, long = (files_of(write_archive(tmp_path / str(issues), issues)) for issues in (3, 5))

    assert long == files_of(write_archive(tmp_path / "again", 5))
    assert short.items() <= long.items()


def test_every_story_is_told_in_both_languages_and_a_few_are_corrected():
    stories = [story for day in days(60) for story in day.stories]

    assert all(text for story in stories for paragraph in story.paragraphs for text in paragraph)
    assert 0 < sum(story.correction is not None for story in stories) < len(stories) / 20
