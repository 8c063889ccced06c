"""`digest proof`: bulletins that nobody may take for published ones, beside the site and never in it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner, Result
from samples import ISSUE, ISSUE_PATH, ITEM, ITEM_PATH

from digest.cli import main

Publish = Callable[..., Path]
NAMES = [f"daily-2026-06-16-{one}.pdf" for one in ("en-phone", "en", "zh-phone", "zh")]


def prove(root: Path, *more: str) -> Result:
    arguments = ("proof", *more, "--root", str(root), "--now", "2026-06-15T09:30", "--lang", "en")
    return CliRunner().invoke(main, arguments)


def pages_of(path: Path) -> list[str]:
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True).stdout
    return text.split("\f")[:-1]


def large(path: Path) -> list[list[str]]:
    """The characters of each page that are larger than any heading: they stand across it."""
    with pdfium.PdfDocument(path) as document:
        texts = [page.get_textpage() for page in document]
        return [
            [text.get_text_range(i, 1) for i in range(text.count_chars()) if size(text, i) > 35]
            for text in texts
        ]


def size(text: pdfium.PdfTextPage, index: int) -> float:
    left, bottom, right, top = text.get_charbox(index)
    return max(right - left, top - bottom)


@pytest.mark.slow
def test_a_draft_is_set_with_the_word_and_the_time_on_every_page(publish: Publish):
    long = ITEM.replace(
        "    它说明", "\n\n".join(["    这一段很长，" + "说了又说，" * 60] * 12) + "\n\n    它说明"
    )
    root = publish({ISSUE_PATH: ISSUE.replace("published", "draft"), ITEM_PATH: long + "status: draft\n"})
    done = prove(root, "2026-06-16")
    assert done.exit_code == 0, done.stderr
    folder = root / "build/proof/2026-06-16"
    assert sorted(path.name for path in folder.iterdir()) == NAMES
    assert sorted(done.stdout.split()) == [str(folder / name) for name in NAMES]
    for name in NAMES:
        pages = pages_of(folder / name)
        word, when = ("送审稿", "2026年6月15日09:30") if "zh" in name else ("PROOF", "15June2026,09:30")
        assert len(pages) > (1 if "zh" in name else 0)
        assert [sorted(one) for one in large(folder / name)] == [sorted(word)] * len(pages)
        for page in pages:
            assert word in page
            assert when in "".join(page.split())
    assert not (root / "build/site").exists()


@pytest.mark.slow
def test_the_newest_issue_is_meant_and_the_folder_is_replaced(publish: Publish):
    root = publish({ISSUE_PATH: ISSUE + "publish_at: 2026-06-16T18:00\n"})
    left = root / "build/proof/2026-06-16/left.pdf"
    left.parent.mkdir(parents=True)
    left.touch()
    assert prove(root).exit_code == 0
    assert sorted(path.name for path in left.parent.iterdir()) == NAMES


@pytest.mark.slow
def test_errors_elsewhere_are_no_matter_and_what_is_not_translated_is_told(publish: Publish):
    broken = "headline: {zh: 坏}\nbody: {zh: 坏 [@none]}\n"
    alone = "headline: {zh: 独有}\nbody: {zh: 独有正文。}\n"
    other = {"content/2026/06/15/issue.yaml": ISSUE, "content/2026/06/15/01-broken.yaml": broken}
    done = prove(publish({**other, "content/2026/06/16/02-alone.yaml": alone}), "2026-06-16")
    assert done.exit_code == 0, done.stderr
    assert "01-broken" not in done.stderr
    assert "no bulletin in en" in done.stderr
    assert len(done.stdout.split()) == 2


def test_an_error_in_the_issue_is_shown_and_nothing_is_written(publish: Publish):
    root = publish({ITEM_PATH: ITEM.replace("source: nda", "source: ndaa") + "status: draft\n"})
    done = prove(root)
    assert done.exit_code == 1
    assert 'no source "ndaa"' in done.stderr
    assert not (root / "build").exists()


def test_a_day_without_an_issue_is_wrong_usage(publish: Publish):
    done = prove(publish(), "2026-06-17")
    assert done.exit_code == 2
    assert "no issue of 2026-06-17" in done.stderr
