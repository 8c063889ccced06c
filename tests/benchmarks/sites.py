"""The same archive and the same edits for digest and for Hugo: what each of them took."""

from __future__ import annotations

import shutil
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from .archive import Day, Story, days, item_yaml, write_archive, write_day
from .hugo import LAYOUTS, hugo_story, pages_of, write_hugo, write_hugo_day
from .measure import Took, measured

REPOSITORY = Path(__file__).parents[2]
SETTLED = 0.2
"""Seconds to wait after an edit, so that a file's times tell it from what was there before."""


@dataclass(frozen=True)
class Compared:
    """One case: what digest took, and what Hugo did."""

    case: str
    ours: Took
    hugo: Took | None


def hugo_program() -> Path | None:
    """Hugo's program, if the group `bench` of pyproject.toml is installed."""
    path = Path(sysconfig.get_path("scripts")) / "hugo"
    return path if path.exists() else None


def compare(work: Path, issues: int, jobs: int | None, hugo: Path | None) -> Iterator[Compared]:
    """Every case in turn, in a folder that is made anew."""
    shutil.rmtree(work, ignore_errors=True)
    ours = Ours(work, issues, jobs)
    theirs = Hugo(work, issues, hugo) if hugo else None
    print(f"{issues} issues: {ours.root} written", file=sys.stderr)
    for case, edit, hugo_edit in cases(issues):
        edit(ours)
        if theirs:
            hugo_edit(theirs)
        time.sleep(SETTLED)
        took = ours.build()
        print(f"  {case}: {took.wall:.1f} s", file=sys.stderr)
        yield Compared(case, took, theirs.build() if theirs else None)
    if theirs:
        print(f"  Hugo made {sum(1 for _ in pages_of(theirs.root / 'public'))} pages", file=sys.stderr)


class Ours:
    """An archive of digest's."""

    def __init__(self, work: Path, issues: int, jobs: int | None) -> None:
        self.root = write_archive(work / "digest", issues)
        self.log = work / "digest.log"
        self.jobs = ["--jobs", str(jobs)] if jobs else []

    def build(self) -> Took:
        command = [sys.executable, "-m", "digest", "build", "--no-pdf", "--root", self.root, *self.jobs]
        return measured(command, REPOSITORY, self.log)

    @property
    def out(self) -> Path:
        return self.root / "build"


class Hugo:
    """The same for Hugo."""

    def __init__(self, work: Path, issues: int, program: Path) -> None:
        self.root = write_hugo(work / "hugo", issues)
        self.log = work / "hugo.log"
        self.program = program

    def build(self) -> Took:
        return measured([self.program, "--quiet"], self.root, self.log)


# Cases ----------------------------------------------------------------------------------------

Edit = Callable[[Ours], None]
HugoEdit = Callable[[Hugo], None]


def cases(issues: int) -> list[tuple[str, Edit, HugoEdit]]:
    """In this order: each begins with what the one before has left."""
    last, new = islice(days(issues + 1), issues - 1, None)
    return [
        ("cold, no cache at all", nothing, nothing),
        ("cold, with the item cache", all_but_items_gone, public_gone),
        ("nothing to do", nothing, nothing),
        ("one item edited", lambda one: item_edited(one, last), lambda one: hugo_item_edited(one, last)),
        ("a new issue", lambda one: write_day(one.root, new), lambda one: write_hugo_day(one.root, new)),
        ("a source renamed", source_renamed, hugo_source_renamed),
        ("a template edited", template_edited, hugo_template_edited),
    ]


def nothing(_: object) -> None:
    """Nothing is changed."""


def all_but_items_gone(ours: Ours) -> None:
    """As on a fresh clone of which the cache of items alone is kept."""
    items = ours.out / "state/items.sqlite"
    kept = items.rename(ours.root.parent / "items.sqlite")
    shutil.rmtree(ours.out)
    items.parent.mkdir(parents=True)
    kept.rename(items)


def public_gone(hugo: Hugo) -> None:
    shutil.rmtree(hugo.root / "public")


def item_edited(ours: Ours, last: Day) -> None:
    story = last.stories[1]
    path = ours.root / f"content/{story.day:%Y/%m/%d}" / f"{story.number:02}-{story.slug}.yaml"
    path.write_text(item_yaml(edited(story)), encoding="utf-8")


def hugo_item_edited(hugo: Hugo, last: Day) -> None:
    story = last.stories[1]
    for language in ("zh", "en"):
        path = hugo.root / "content" / language / story.day.isoformat() / f"{story.slug}.md"
        path.write_text(hugo_story(edited(story), language), encoding="utf-8")


def edited(story: Story) -> Story:
    """A story with another headline and another last paragraph."""
    chinese, english = story.paragraphs[-1]
    last = (f"{chinese}此段有更新。", f"{english} This paragraph is new.")
    headline = (f"{story.headline[0]}（更新）", f"{story.headline[1]} (updated)")
    return replace(story, headline=headline, paragraphs=(*story.paragraphs[:-1], last))


def source_renamed(ours: Ours) -> None:
    _replace(
        ours.root / "sources.yaml", "国家统计局, en: National Bureau", "国家统计总局, en: The National Bureau"
    )


def hugo_source_renamed(hugo: Hugo) -> None:
    for path in hugo.root.glob("content/*/sources/stats/_index.md"):
        _replace(path, "统计局", "统计总局")


def template_edited(ours: Ours) -> None:
    own = ours.root / "templates/layout.html"
    own.parent.mkdir()
    text = (REPOSITORY / "templates/layout.html").read_text(encoding="utf-8")
    own.write_text(text.replace("</body>", "<!-- edited --></body>"), encoding="utf-8")


def hugo_template_edited(hugo: Hugo) -> None:
    text = LAYOUTS["baseof.html"].replace("</main>", "</main><hr>")
    (hugo.root / "layouts/baseof.html").write_text(text, encoding="utf-8")


def _replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
