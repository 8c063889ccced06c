"""Publication + now → what readers may see."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from samples import DAY, ISSUE, ISSUE_PATH, ITEM, ITEM_PATH, SITE, item

from digest.gather import gather
from digest.plan.visible import Sight, next_change, visible

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 6, 16, 12, tzinfo=ZONE)
Publish = Callable[..., Path]


def days(root: Path, now: datetime = NOON, *, drafts: bool = False):
    publication = gather(root).publication
    assert publication is not None
    return visible(publication, Sight(now, drafts))


def test_an_issue_is_visible_from_the_start_of_its_day(publish: Publish):
    root = publish()
    assert days(root, datetime(2026, 6, 15, 23, 59, 59, tzinfo=ZONE)) == ()
    assert len(days(root, datetime(2026, 6, 16, tzinfo=ZONE))) == 1


def test_the_schedule_sets_the_time_and_equal_counts(publish: Publish):
    root = publish({"content/site.yaml": SITE + 'schedule: {at: "18:00"}\n'})
    assert days(root, datetime(2026, 6, 16, 17, 59, 59, tzinfo=ZONE)) == ()
    assert len(days(root, datetime(2026, 6, 16, 18, tzinfo=ZONE))) == 1


def test_publish_at_may_name_another_zone(publish: Publish):
    root = publish({ISSUE_PATH: ISSUE + "publish_at: 2026-06-16T10:00Z\n"})
    assert days(root, datetime(2026, 6, 16, 17, 59, tzinfo=ZONE)) == ()
    assert len(days(root, datetime(2026, 6, 16, 18, tzinfo=ZONE))) == 1


@pytest.mark.parametrize("status", ["draft", "removed"])
def test_a_draft_or_removed_issue_leaves_nothing(publish: Publish, status: str):
    assert days(publish({ISSUE_PATH: ISSUE.replace("published", status)})) == ()


def test_a_draft_item_is_left_out_and_a_withdrawn_one_keeps_its_address(publish: Publish):
    [day] = days(
        publish(
            {
                f"{DAY}/02-draft.yaml": item(status="draft"),
                f"{DAY}/03-gone.yaml": item(status="withdrawn", reason="{zh: 有误}"),
                f"{DAY}/04-removed.yaml": item(status="removed"),
            }
        )
    )
    assert [one.slug for one in day.items] == ["plan"]
    assert [(one.slug, one.reason) for one in day.tombstones] == [("gone", {"zh": "有误"})]


def test_a_withdrawn_issue_keeps_the_addresses_of_its_published_and_withdrawn_items(publish: Publish):
    root = publish(
        {
            ISSUE_PATH: ISSUE.replace("published", "withdrawn") + "reason: {zh: 全期有误}\n",
            f"{DAY}/02-draft.yaml": item(status="draft"),
            f"{DAY}/03-gone.yaml": item(status="withdrawn", reason="{zh: 有误}"),
        }
    )
    [day] = days(root)
    assert day.items == ()
    reasons = {one.slug: one.reason["zh"] for one in day.tombstones}
    assert reasons == {"plan": "全期有误", "gone": "有误"}
    assert day.closed_in == ("zh", "en")


def test_a_language_may_be_held_back(publish: Publish):
    held = publish({ISSUE_PATH: ISSUE + "editions: {en: {status: draft}}\n"})
    assert days(held)[0].open_in == ("zh",)
    later = publish({ISSUE_PATH: ISSUE + "editions: {en: {publish_at: 2026-06-17T09:00}}\n"})
    assert days(later)[0].open_in == ("zh",)
    assert days(later, datetime(2026, 6, 17, 9, tzinfo=ZONE))[0].open_in == ("zh", "en")


def test_a_correction_dated_after_now_is_hidden(publish: Publish):
    corrected = ITEM + "corrections:\n  - {at: 2026-06-16T13:00, text: {zh: 改了}}\n"
    root = publish({ITEM_PATH: corrected})
    assert days(root)[0].items[0].corrections == []
    shown = days(root, datetime(2026, 6, 16, 13, tzinfo=ZONE))[0].items[0]
    assert len(shown.corrections) == len(shown.notes) == 1


def test_drafts_are_shown_when_asked_for(publish: Publish):
    root = publish(
        {ISSUE_PATH: ISSUE.replace("published", "draft"), f"{DAY}/02-x.yaml": item(status="draft")}
    )
    [day] = days(root, drafts=True)
    assert day.hidden
    assert day.drafts == {"x"}
    assert [one.slug for one in day.items] == ["plan", "x"]


def test_the_next_change_is_the_nearest_instant_to_come(publish: Publish):
    root = publish(
        {
            "content/2026/06/18/issue.yaml": ISSUE,
            "content/2026/06/18/01-a.yaml": item(),
            "content/2026/06/17/issue.yaml": ISSUE.replace("published", "draft"),
        }
    )
    publication = gather(root).publication
    assert publication is not None
    assert next_change(publication, NOON) == datetime(2026, 6, 18, tzinfo=ZONE)
    assert next_change(publication, datetime(2026, 6, 18, tzinfo=ZONE)) is None
