"""`digest notify` after a build: what it says, to whom, how often, and what it never says."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from samples import ISSUE, ISSUE_PATH, ITEM, ITEM_PATH, SITE

sys.path.insert(0, str(Path(__file__).parent.parent / "notify"))

from test_delivery import Server, answering, serving

from digest.cli import main

Publish = Callable[..., Path]

SCHEDULE = SITE + 'schedule: {at: "18:00", days: [mon, tue, wed, thu, fri]}\n'
EVENING = "2026-06-16T18:05"


def run(root: Path, *arguments: str, now: str = EVENING, environment: dict[str, str] | None = None) -> Result:
    command = [*arguments, "--root", str(root), "--now", now, "--lang", "en"]
    return CliRunner().invoke(main, command, env=environment or {})


@pytest.fixture
def robot() -> Iterator[Server]:
    """A robot of 企业微信 on this machine."""
    with serving(answering("200 OK", b'{"errcode": 0}')) as server:
        yield server


def notify(root: Path, robot: Server, *arguments: str, now: str = EVENING) -> Result:
    return run(root, "notify", *arguments, now=now, environment={"DIGEST_NOTIFY_WECOM": robot.url})


def heard(robot: Server) -> list[str]:
    return [json.loads(one.partition(b"\r\n\r\n")[2])["text"]["content"] for one in robot.got]


def test_a_published_issue_is_told_once(publish: Publish, robot: Server):
    root = publish({"content/site.yaml": SCHEDULE})
    assert run(root, "build", "--no-pdf").exit_code == 0
    done = notify(root, robot)
    assert done.exit_code == 0, done.stderr
    assert "told: 企业微信" in done.stderr
    assert heard(robot) == [
        "【每日动态】2026年6月16日一期已发布\n数据供给\n1 条\nhttps://digest.nda.gov.cn/zh/2026-06-16/"
    ]
    assert done.stdout.rstrip("\n") == heard(robot)[0]
    assert "told before" in notify(root, robot).stderr
    assert len(robot.got) == 1
    notify(root, robot, "--again")
    assert len(robot.got) == 2


def test_the_build_that_failed_is_told_with_its_first_errors(publish: Publish, robot: Server):
    wrong = ITEM.replace("source: nda", "source: nobody")
    root = publish({"content/site.yaml": SCHEDULE, ITEM_PATH: wrong})
    assert run(root, "build", "--no-pdf").exit_code == 1
    assert notify(root, robot).exit_code == 0
    (text,) = heard(robot)
    assert text.startswith(
        "【每日动态】构建失败，2026年6月16日一期可能没有发布\n· content/2026/06/16/01-plan.yaml:"
    )
    assert "nobody" in text
    publish({"content/site.yaml": SCHEDULE, ITEM_PATH: ITEM})
    assert run(root, "build", "--no-pdf").exit_code == 0
    notify(root, robot)
    assert "已发布" in heard(robot)[1]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({ISSUE_PATH: ISSUE.replace("published", "draft")}, "· 状态是 draft"),
        ({ISSUE_PATH: None, ITEM_PATH: None}, "· 没有这一期"),
    ],
)
def test_an_issue_that_is_due_and_not_there_is_told(
    publish: Publish, robot: Server, changes: dict[str, str | None], told: str
):
    root = publish({"content/site.yaml": SCHEDULE, **changes})
    assert run(root, "build", "--no-pdf").exit_code == 0
    notify(root, robot)
    assert heard(robot) == [f"【每日动态】2026年6月16日一期到点未发布\n{told}"]


def test_an_issue_that_nobody_built_is_missing(publish: Publish, robot: Server):
    root = publish({"content/site.yaml": SCHEDULE})
    notify(root, robot)
    assert heard(robot) == ["【每日动态】2026年6月16日一期到点未发布\n· 到点后还没有构建过"]


def test_an_issue_without_its_translation_is_incomplete(publish: Publish, robot: Server):
    chinese = ITEM.replace('  en: "Data set plan published: supply comes first"\n', "")
    root = publish({"content/site.yaml": SCHEDULE, ITEM_PATH: chinese})
    assert run(root, "build", "--no-pdf").exit_code == 0
    notify(root, robot)
    (text,) = heard(robot)
    assert text.startswith("【每日动态】2026年6月16日一期已发布，但不完整\n数据供给\n1 条\nhttps://")
    assert "· 01-plan：headline 缺少 en" in text


def test_a_night_that_is_late_tells_of_the_issue_it_is_late_with(publish: Publish, robot: Server):
    root = publish({"content/site.yaml": SCHEDULE})
    assert run(root, "build", "--no-pdf", now="2026-06-17T04:00").exit_code == 0
    notify(root, robot, now="2026-06-17T04:01")
    assert "2026年6月16日一期已发布" in heard(robot)[0]


def test_before_anything_is_due_there_is_nothing_to_tell(publish: Publish, robot: Server):
    root = publish({"content/site.yaml": SITE, ISSUE_PATH: ISSUE + "publish_at: 2026-06-16T18:00\n"})
    done = notify(root, robot, now="2026-06-16T17:00")
    assert done.exit_code == 0
    assert "nothing to tell" in done.stderr
    assert robot.got == []


def test_common_files_that_cannot_be_read_are_told(publish: Publish, robot: Server):
    root = publish({"sources.yaml": "nda: [\n"})
    assert run(root, "build", "--no-pdf").exit_code == 1
    assert notify(root, robot).exit_code == 0
    (text,) = heard(robot)
    assert "构建失败" in text
    assert "sources.yaml:" in text


def test_no_channel_is_wrong_usage_and_half_a_mailbox_too(publish: Publish):
    root = publish({"content/site.yaml": SCHEDULE})
    assert run(root, "notify").exit_code == 2
    done = run(root, "notify", environment={"DIGEST_NOTIFY_SMTP": "smtp://user:password@a.cn"})
    assert done.exit_code == 2
    assert "password" not in done.output


def test_one_that_refuses_keeps_no_other_from_hearing_and_is_tried_again(publish: Publish, robot: Server):
    root = publish({"content/site.yaml": SCHEDULE})
    with serving(answering("500 Oops", b"token-of-the-robot")) as broken:
        environment = {"DIGEST_NOTIFY_WECOM": robot.url, "DIGEST_NOTIFY_FEISHU": broken.url}
        done = run(root, "notify", environment=environment)
        assert done.exit_code == 3
        assert "not told: 飞书: it answered 500" in done.stderr
        assert "token" not in done.output
        assert "127.0.0.1" not in done.output
        done = run(root, "notify", environment=environment)
        assert "told before: 企业微信" in done.stderr
        assert (len(robot.got), len(broken.got)) == (1, 2)
    kept = (root / "build/state/told.json").read_text("utf-8")
    assert "token" not in kept
    assert "127.0.0.1" not in kept


def test_a_locked_build_is_no_news(publish: Publish, robot: Server):
    from digest.publish.layout import layout
    from digest.publish.lock import locked

    root = publish({"content/site.yaml": SCHEDULE})
    assert run(root, "build", "--no-pdf").exit_code == 0
    with locked(layout(root / "build").lock):
        assert run(root, "build", "--no-pdf").exit_code == 75
    notify(root, robot)
    assert "已发布" in heard(robot)[0]
