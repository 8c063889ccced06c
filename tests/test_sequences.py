"""Incremental equals clean, byte for byte, after any sequence of every kind of edit.

A few sequences run always; DIGEST_SEQUENCES=1000 runs as many, which takes hours.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from PIL import Image
from samples import SITE, SOURCES, TOPICS, write

from digest.build import build, verify
from digest.options import Options
from digest.render.templates import packaged

SEQUENCES = int(os.environ.get("DIGEST_SEQUENCES", "4"))
FIRST = datetime(2026, 6, 16, 12, tzinfo=UTC)
DAYS = st.integers(0, 3)
NUMBERS = st.integers(1, 3)
STATUSES = st.sampled_from(["published", "draft", "withdrawn", "removed"])
WORDS = st.sampled_from(["方案", "试点", "数据", "能源", "标准", "供给"])


class Editing(RuleBasedStateMachine):
    """An editor at work on four days with up to three stories each; builds come between edits."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="digest-sequence-"))
        self.now = FIRST
        self.items: dict[tuple[int, int], dict[str, str]] = {}
        self.issues: dict[int, dict[str, str]] = {}
        self.edits = 0

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    @initialize()
    def begin(self) -> None:
        files = {"content/site.yaml": SITE, "sources.yaml": SOURCES, "content/topics.yaml": TOPICS}
        write(self.root, files)  # type: ignore[arg-type]
        for day in (0, 1):
            self.new_issue(day)
            self.new_item(day, 1, "方案", 0)

    # What lies on the disk --------------------------------------------------------------------

    def folder(self, day: int) -> str:
        return f"content/2026/06/{15 + day}"

    def store(self, day: int) -> None:
        """Write a day as it is remembered, and nothing else into its folder."""
        folder = self.root / self.folder(day)
        shutil.rmtree(folder, ignore_errors=True)
        if day not in self.issues:
            return
        files: dict[str, str | bytes] = {f"{self.folder(day)}/issue.yaml": lines(self.issues[day])}
        for (own, number), said in self.items.items():
            if own == day:
                slug = said["slug"]
                keys = {key: text for key, text in said.items() if key not in ("slug", "picture")}
                files[f"{self.folder(day)}/0{number}-{slug}.yaml"] = lines(keys)
                if "picture" in said:
                    files[f"{self.folder(day)}/0{number}.png"] = picture(int(said["picture"]))
        write(self.root, files)

    def change(self, day: int, number: int, **keys: str) -> None:
        if (day, number) in self.items:
            self.items[(day, number)] |= keys
            self.store(day)

    # Edits ------------------------------------------------------------------------------------

    @rule(day=DAYS)
    def new_issue(self, day: int) -> None:
        if day not in self.issues:
            self.issues[day] = {"status": "published", "abstract": '{zh: "今日要点。", en: "Points."}'}
            self.new_item(day, 1, "标准", 1)

    @rule(day=DAYS, number=NUMBERS, word=WORDS, topic=st.integers(0, 2))
    def new_item(self, day: int, number: int, word: str, topic: int) -> None:
        if day in self.issues and (day, number) not in self.items:
            self.items[(day, number)] = {"slug": f"story-{number}", **text(word, topic)}
            self.store(day)

    @rule(day=DAYS, number=NUMBERS, word=WORDS, topic=st.integers(0, 2))
    def edit(self, day: int, number: int, word: str, topic: int) -> None:
        self.change(day, number, **text(word, topic))

    @rule(day=DAYS, number=NUMBERS)
    def rename(self, day: int, number: int) -> None:
        self.edits += 1
        self.change(day, number, slug=f"renamed-{self.edits}")

    @rule(day=DAYS, number=NUMBERS)
    def rename_with_alias(self, day: int, number: int) -> None:
        if (day, number) in self.items:
            self.edits += 1
            old = self.items[(day, number)]["slug"]
            self.change(day, number, slug=f"moved-{self.edits}", aliases=f"[/2026-06-{15 + day}/{old}/]")

    @rule(day=DAYS, number=st.integers(2, 3))
    def delete(self, day: int, number: int) -> None:
        if self.items.pop((day, number), None):
            self.store(day)

    @rule(day=DAYS, number=NUMBERS, hours=st.integers(-48, 48), word=WORDS)
    def correct(self, day: int, number: int, hours: int, word: str) -> None:
        at = (self.now + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")
        self.change(day, number, corrections=f"[{{at: {at}, text: {{zh: 应为{word}。, en: Now {at}.}}}}]")

    @rule(day=DAYS, number=st.integers(2, 3), status=STATUSES)
    def item_status(self, day: int, number: int, status: str) -> None:
        self.change(day, number, status=status)

    @rule(day=DAYS, status=STATUSES)
    def issue_status(self, day: int, status: str) -> None:
        if day in self.issues:
            self.issues[day]["status"] = status
            self.store(day)

    @rule(day=DAYS, hours=st.integers(-24, 48))
    def embargo(self, day: int, hours: int) -> None:
        if day in self.issues:
            at = self.now + timedelta(hours=hours)
            self.issues[day]["publish_at"] = at.strftime("%Y-%m-%dT%H:%M:00Z")
            self.store(day)

    @rule(day=DAYS, status=st.sampled_from(["draft", "published", "withdrawn"]))
    def hold_a_language(self, day: int, status: str) -> None:
        if day in self.issues:
            self.issues[day]["editions"] = f"{{en: {{status: {status}}}}}"
            self.store(day)

    @rule(day=DAYS, number=NUMBERS)
    def lose_a_translation(self, day: int, number: int) -> None:
        self.change(day, number, headline="{zh: 只有中文}", body="\n  zh: |\n    只有中文。\n")

    @rule(day=DAYS, number=NUMBERS, shade=st.integers(0, 3))
    def change_the_picture(self, day: int, number: int, shade: int) -> None:
        image = f"{{file: 0{number}.png, alt: {{zh: 图, en: A picture}}}}"
        self.change(day, number, image=image, picture=str(shade))

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(name=st.sampled_from(["Xinhua", "Xinhua News Agency"]))
    def rename_a_source(self, name: str) -> None:
        text = SOURCES.replace("name: {zh: 新华社, en: Xinhua}", f"name: {{zh: 新华社, en: {name}}}")
        write(self.root, {"sources.yaml": text})

    @rule(name=st.sampled_from(["数据要素", "数据"]))
    def rename_a_topic(self, name: str) -> None:
        write(self.root, {"content/topics.yaml": TOPICS.replace("数据要素", name)})

    @rule(policy=st.sampled_from(["notice", "omit"]))
    def change_the_policy(self, policy: str) -> None:
        write(self.root, {"content/site.yaml": f"{SITE}missing_translation: {policy}\n"})

    @rule(
        mark=st.integers(0, 2), name=st.sampled_from(["layout.html", "item.html", "site.css", "parts.html"])
    )
    def edit_a_template(self, mark: int, name: str) -> None:
        text = (packaged() / name).read_text(encoding="utf-8")
        more = f"/* {mark} */\n" if name.endswith(".css") else f"{{# {mark} #}}\n"
        new = text.replace("<footer", f"<!-- {mark} --><footer") + more
        write(self.root, {f"templates/{name}": new})

    @rule()
    def drop_own_templates(self) -> None:
        shutil.rmtree(self.root / "templates", ignore_errors=True)

    # Judgement --------------------------------------------------------------------------------

    @invariant()
    def what_is_published_is_what_a_clean_build_makes(self) -> None:
        if not self.issues:
            return
        options = Options(self.root, self.root / "build", self.now, pdf=False)
        outcome = build(options)
        if outcome.published:
            assert verify(options) == ()


def lines(keys: dict[str, str]) -> str:
    return "".join(f"{key}: {value}\n" for key, value in keys.items())


def text(word: str, topic: int) -> dict[str, str]:
    topics = ("[]", "[data]", "[data, energy]")[topic]
    return {
        "headline": f'{{zh: "{word}公布：供给先行", en: "On {topic}: supply first"}}',
        "topics": topics,
        "body": f"\n  zh: |\n    {word}是重点。[@doc]\n  en: |\n    It matters ({topic}). [@doc]\n",
        "citations": "[{id: doc, source: xinhua, title: {zh: 文件}, verifies: {zh: 要点, en: points}}]",
    }


def picture(shade: int) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (32, 24), (60 * shade, 80, 90)).save(buffer, "png")
    return buffer.getvalue()


@pytest.mark.slow
def test_after_any_edits_a_build_is_what_a_clean_one_would_be():
    run_state_machine_as_test(
        Editing,
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=SEQUENCES < 10,
            database=None,
        ),
    )
