"""A publication and an instant → how a day stands, and whether an alarm is due."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from samples import DAY, ISSUE, ISSUE_PATH, ITEM, ITEM_PATH, SITE, item

from digest.cli import main

Publish = Callable[..., Path]

SCHEDULE = (
    'schedule: {at: "18:00", days: [mon, tue, wed, thu, fri], skip: [2026-06-19], extra: [2026-06-20]}\n'
)
DAILY = {"content/site.yaml": SITE + SCHEDULE}
NIGHT = "2026-06-16T18:02"


def run(root: Path, *given: str) -> Result:
    return CliRunner().invoke(
        main, ["status", "--root", str(root), "--lang", "en", *given], catch_exceptions=False
    )


def state(root: Path, *given: str) -> Any:
    return json.loads(run(root, "--format", "json", "--now", NIGHT, *given).stdout)


@pytest.mark.parametrize(
    ("day", "now", "code"),
    [
        ("2026-06-16", NIGHT, 0),  # it is there
        ("2026-06-17", "2026-06-17T17:59", 0),  # not yet due
        ("2026-06-17", "2026-06-17T18:00", 1),  # due: equal counts
        ("2026-06-18", NIGHT, 0),  # another day's turn
        ("2026-06-19", "2026-06-19T20:00", 0),  # a holiday
        ("2026-06-20", "2026-06-20T20:00", 1),  # a working Saturday
        ("2026-06-21", "2026-06-21T20:00", 0),  # Sunday
    ],
)
def test_an_alarm_is_due_when_the_schedule_wants_an_issue_that_is_not_there(
    publish: Publish, day: str, now: str, code: int
):
    root = publish(DAILY)
    assert run(root, day, "--expect", "--now", now).exit_code == code
    assert run(root, "--expect", "--now", f"{day}{now[10:]}").exit_code == code or now == NIGHT
    assert run(root, day, "--now", now).exit_code == 0


def test_without_a_schedule_no_issue_is_expected(publish: Publish):
    assert run(publish(), "2026-06-17", "--expect", "--now", "2026-06-17T20:00").exit_code == 0


def test_today_is_the_publications_own(publish: Publish):
    root = publish(DAILY)
    assert run(root, "--expect", "--now", "2026-06-15T20:00Z").stdout.startswith("2026-06-16")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({ISSUE_PATH: ISSUE.replace("published", "draft")}, "its status is draft"),
        ({ITEM_PATH: ITEM + "status: draft\n"}, "it has no published item"),
        ({f"{DAY}/02-two.yaml": item()}, "02-two: headline has no en"),
        ({ISSUE_PATH: ISSUE[: ISSUE.index("  en: |")]}, "the abstract has no en"),
        ({ITEM_PATH: "headline: [\n"}, "errors in its files: 1"),
        ({ISSUE_PATH: "status: what\n"}, "errors in its files: 1"),
        ({"content/site.yaml": SITE + SCHEDULE + "require_approval: true\n"}, "nobody approved it"),
    ],
)
def test_an_incomplete_issue_is_an_alarm(publish: Publish, changes: dict[str, str], why: str):
    ran = run(publish({**DAILY, **changes}), "2026-06-16", "--expect", "--now", NIGHT)
    assert ran.exit_code == 1
    assert f"! {why}" in ran.stdout.splitlines()


@pytest.mark.parametrize(
    "changes",
    [
        {f"{DAY}/02-two.yaml": item(status="draft")},
        {f"{DAY}/02-two.yaml": "status: draft\nheadline: [\n"},
        {f"{DAY}/02-two.yaml": "status: draft\nheadline: {zh: 一}\n"},
        {ISSUE_PATH: ISSUE.replace("published", "withdrawn")},
        {
            ISSUE_PATH: ISSUE + "editions: {en: {status: draft}}\n",
            f"{DAY}/02-two.yaml": item(),
        },
    ],
)
def test_what_is_held_back_or_withdrawn_is_not_asked_for(publish: Publish, changes: dict[str, str]):
    ran = run(publish({**DAILY, **changes}), "2026-06-16", "--expect", "--now", NIGHT)
    if "headline: [" in "".join(changes.values()):
        assert ran.exit_code == 1  # it cannot be read, so nobody knows that it is a draft
    else:
        assert ran.exit_code == 0, ran.stdout


def test_json_tells_what_each_item_lacks_and_cites(publish: Publish):
    image = "image: {file: a.png, alt: {zh: 图}}\n"
    found = state(publish({f"{DAY}/02-two.yaml": item() + image}), "2026-06-16")
    one, two = found["issue"]["items"]
    assert one["lacks"] == [{"key": "summary", "language": "zh"}, {"key": "summary", "language": "en"}]
    assert one["sources"] == ["nda"]
    assert {"key": "headline", "language": "en"} in two["lacks"]
    assert {"key": "body", "language": "en"} in two["lacks"]
    assert {"key": "image.alt", "language": "en"} in two["lacks"]
    assert {"key": "image.alt", "language": "zh"} not in two["lacks"]
    assert {"key": "citations", "language": None} in two["lacks"]
    assert found["issue"]["sources"] == {"nda": 1}
    assert found["complete"] is False
    assert {one["code"] for one in found["problems"]} >= {"missing-image", "no-citation"}
    assert all(one["path"].startswith(DAY) for one in found["problems"])


def test_lengths_are_counted_against_limits(publish: Publish):
    long = ISSUE.replace("数据供给", "字" * 33)
    issue = state(publish({ISSUE_PATH: long}), "2026-06-16")["issue"]
    assert issue["lengths"][0] == {"key": "headline", "language": "zh", "count": 33, "limit": 32}
    assert "headline 33/32 too long" in run(publish({ISSUE_PATH: long}), "2026-06-16").stdout


def test_each_language_tells_when_it_publishes(publish: Publish):
    root = publish({ISSUE_PATH: ISSUE + "editions: {en: {publish_at: 2026-06-16T20:00}}\n"})
    zh, en = state(root, "2026-06-16")["issue"]["editions"]
    assert (zh["publishes_at"], zh["visible"]) == ("2026-06-16T00:00:00+08:00", True)
    assert (en["publishes_at"], en["visible"]) == ("2026-06-16T20:00:00+08:00", False)


def test_the_pages_of_the_last_bulletin_are_known(publish: Publish):
    from digest.ledger import Entry, share, written
    from digest.publish.release import open_release

    root = publish()
    at = "en/2026-06-16/daily-2026-06-16-en.pdf"
    with open_release(root / "build") as release:
        release.put(at, b"%PDF")
        release.publish(
            written({}, {"2026-06": share({at: Entry({}, (at,), {"pages": 4}, "bulletin.html")})})
        )
    zh, en = state(root, "2026-06-16")["issue"]["editions"]
    assert (zh["bulletin_pages"], en["bulletin_pages"]) == (None, 4)


def test_no_issue_is_no_error_without_expect(publish: Publish):
    found = state(publish(), "2026-06-20")
    assert found["issue"] is None
    assert found["wanting"] == ["there is no issue"]


def test_broken_common_files_are_told(publish: Publish):
    ran = run(publish({"sources.yaml": "nda: [\n"}), "2026-06-16")
    assert ran.exit_code == 1
    assert "sources.yaml" in ran.stderr


def test_no_date_is_wrong_usage(publish: Publish):
    assert run(publish(), "yesterday").exit_code == 2
