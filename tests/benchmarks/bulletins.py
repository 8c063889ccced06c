"""Issues of the archive → seconds a bulletin: ours, Typst's of the same text, Chromium's of the page."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .archive import LANGUAGES, Day, days, write_archive
from .measure import measured
from .sites import REPOSITORY

CHROMIUM = ("chromium", "google-chrome")


@dataclass(frozen=True)
class Setter:
    """What a typesetter took for a bulletin on one core, and how large it was on average."""

    name: str
    seconds: float
    kilobytes: float


def compare_setters(work: Path, issues: int) -> Iterator[Setter]:
    """All that are there."""
    shutil.rmtree(work, ignore_errors=True)
    root = write_archive(work / "digest", issues)
    yield _ours(root, issues)
    if importlib.util.find_spec("typst"):
        yield _typst(issues)
    browser = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if browser:
        yield _chromium(root, browser)


def _ours(root: Path, issues: int) -> Setter:
    """With PDFs less without, both from nothing: what the A4 and phone bulletins of each edition took."""
    build = [sys.executable, "-m", "digest", "build", "--jobs", "1", "--root", root]
    without = measured([*build, "--no-pdf", "--out", root.parent / "without"], REPOSITORY)
    whole = measured([*build, "--out", root.parent / "with"], REPOSITORY)
    made = list((root.parent / "with/site").rglob("*.pdf"))
    made = [path for path in made if not path.name.startswith("latest")]
    seconds = (whole.wall - without.wall) / len(made)
    return Setter(f"digest ({len(made)} bulletins, cards included)", seconds, _average(made))


def _typst(issues: int) -> Setter:
    import typst

    with tempfile.TemporaryDirectory() as folder:
        compiler = typst.Compiler(root=folder)
        made = []
        begun = time.perf_counter()
        for day in days(issues):
            for language in LANGUAGES:
                source = Path(folder) / f"{day.day}-{language}.typ"
                source.write_text(typst_source(day, language), encoding="utf-8")
                made.append(source.with_suffix(".pdf"))
                compiler.compile(str(source), output=str(made[-1]))
        seconds = (time.perf_counter() - begun) / len(made)
        return Setter("Typst, warm, in one process", seconds, _average(made))


def typst_source(day: Day, language: str) -> str:
    """An issue in Typst's markup, plainly set."""
    place = LANGUAGES.index(language)
    parts = [f'#set text(lang: "{language}", size: 10.5pt)', "#set par(justify: true)", f"= {day.day}"]
    parts.append(_escaped(day.abstract[place]))
    for story in day.stories:
        body = re.sub(r"\[@([a-z0-9-]+)\]", r"(\1)", story.body(language)).replace("**", "")
        parts += [f"== {_escaped(story.headline[place])}", _escaped(body)]
    parts.append("== References")
    cited = [one for story in day.stories for one in story.citations]
    parts += [f"+ {_escaped(one.title[place])}, {one.published}, {_escaped(one.url)}" for one in cited]
    return "\n\n".join(parts) + "\n"


def _escaped(text: str) -> str:
    return re.sub(r"([\\#$*_`<>@=~\[\]/])", r"\\\1", text)


def _chromium(root: Path, browser: str) -> Setter:
    from playwright.sync_api import sync_playwright

    pages = sorted((root.parent / "with/site").glob("*/*-*-*/index.html"))
    sizes = []
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page()
        begun = time.perf_counter()
        for path in pages:
            page.goto(path.as_uri())
            sizes.append(len(page.pdf(format="A4", tagged=True, outline=True)))
        seconds = (time.perf_counter() - begun) / len(pages)
        chromium.close()
    return Setter("Chromium’s print of the issue's page, warm", seconds, sum(sizes) / len(sizes) / 1000)


def _average(files: list[Path]) -> float:
    return sum(path.stat().st_size for path in files) / len(files) / 1000
