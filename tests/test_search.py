"""Search files over the nights: what is written, what stays, and what must be in none of them."""

import html
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from samples import DAY, ISSUE, ITEM, ITEM_PATH, SITE, item, write

from digest.build import build
from digest.options import Options
from digest.standing import remember, standing

Publish = Callable[..., Path]
NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
RARE = "罕覯"
"""Two ideographs that no other text here has."""


def night(root: Path, now: datetime = NOW, *, verify: bool = False) -> Path:
    """The site after a build; with `verify`, all is as a clean one would have it but what stays."""
    outcome = build(Options(root, root / "build", now, pdf=False, verify=verify))
    assert outcome.published
    assert outcome.different == ()
    return root / "build/site"


def segments(site: Path, language: str = "zh") -> set[str]:
    return {path.name for path in site.glob(f"assets/search-{language}-*")}


def all_text(site: Path) -> str:
    """All that search files hold, tokens and texts."""
    raw = (zlib.decompress(path.read_bytes()) for path in sorted(site.glob("assets/search-*/*.bin")))
    return b"\n".join(raw).decode("utf-8", "replace")


def add_issue(root: Path, day: str, headline: str = "次日") -> None:
    folder = f"content/{day.replace('-', '/')}"
    write(root, {f"{folder}/issue.yaml": ISSUE, f"{folder}/01-next.yaml": item(headline, "正文一句。")})


def test_an_index_is_written_for_each_language_of_what_it_tells(publish: Publish):
    root = publish({f"{DAY}/02-alone.yaml": item(RARE, "独有正文。")})
    site = night(root)
    (chinese,), (english,) = segments(site), segments(site, "en")
    assert chinese.startswith("search-zh-2026.")
    assert RARE in all_text(site)
    text = b"".join(zlib.decompress(path.read_bytes()) for path in (site / "assets" / english).glob("*.bin"))
    assert RARE.encode() not in text, "what is not translated is in no index of that language"


@pytest.mark.parametrize(
    "change",
    [
        "status: withdrawn\nreason: {zh: 来源撤回}\n",
        "status: removed\n",
        "status: draft\n",
    ],
)
def test_what_is_taken_down_is_in_no_search_file_at_once(publish: Publish, change: str):
    root = publish({f"{DAY}/02-alone.yaml": item(RARE, "独有正文。")})
    assert RARE in all_text(night(root))
    write(root, {f"{DAY}/02-alone.yaml": item(RARE, "独有正文。") + change})
    site = night(root)
    assert RARE not in all_text(site)
    assert "独有" not in all_text(site)
    assert len(segments(site)) == 1
    assert not list((root / "build/state").rglob("*.bin")), "nor in the release before"


def test_a_text_that_was_changed_is_in_no_search_file_as_it_was(publish: Publish):
    root = publish({f"{DAY}/02-alone.yaml": item(RARE, "独有正文。")})
    night(root)
    write(root, {f"{DAY}/02-alone.yaml": item("别的标题", "独有正文。")})
    site = night(root)
    assert RARE not in all_text(site)
    assert len(segments(site)) == 1


def test_what_is_embargoed_is_in_no_search_file_before_its_time(publish: Publish):
    later = {"content/2026/06/21/issue.yaml": ISSUE + "publish_at: 2026-06-21T18:00\n"}
    root = publish({**later, "content/2026/06/21/01-next.yaml": item(RARE, "独有正文。")})
    assert RARE not in all_text(night(root))
    assert RARE in all_text(night(root, NOW.replace(day=21)))


def test_search_files_stay_for_one_release_more_for_readers_in_mid_page(publish: Publish):
    root = publish()
    first = segments(night(root))
    add_issue(root, "2026-06-17")
    second = segments(night(root, verify=True))
    assert first < second
    assert len(second) == 2
    add_issue(root, "2026-06-18")
    third = segments(night(root))
    assert third & second == second - first
    assert len(third) == 2


def test_a_build_with_nothing_to_do_is_no_release_more(publish: Publish):
    root = publish()
    night(root)
    add_issue(root, "2026-06-17")
    before = segments(night(root))
    add_issue(root, "2026-06-18")
    asked = Options(root, root / "build", NOW, pdf=False)
    remember(asked, build(asked), 2**63 - 1)
    after = segments(root / "build/site")
    assert len(after & before) == 1
    assert standing(asked) is not None
    assert segments(root / "build/site") == after


def test_a_night_writes_this_years_segment_and_a_new_year_both(publish: Publish):
    root = publish()
    add_issue(root, "2025-12-30", "前年")
    site = night(root)
    archive = next(path for path in site.glob("assets/search-zh-archive.*"))
    inodes = {path.name: path.stat().st_ino for path in archive.iterdir()}
    add_issue(root, "2026-06-17")
    night(root)
    assert {path.name: path.stat().st_ino for path in archive.iterdir()} == inodes
    add_issue(root, "2027-01-01", "新年")
    site = night(root, datetime(2027, 1, 2, tzinfo=NOW.tzinfo), verify=True)
    names = {name.split(".")[0] for name in segments(site)}
    assert names == {"search-zh-archive", "search-zh-2026", "search-zh-2027"}, "2026 stays for one release"
    assert "新年" in all_text(site)


def test_the_page_says_what_to_do_without_a_script_and_may_be_indexed(publish: Publish):
    page = html.unescape((night(publish()) / "zh/search/index.html").read_text("utf-8"))
    without = page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "搜索需要 JavaScript" in without
    assert 'href="../archive/"' in without
    assert 'name="robots"' not in page
    assert "script-src 'self'" in page
    assert "connect-src 'self'" in page
    assert "form-action 'self'" in page
    assert 'rel="canonical" href="https://digest.nda.gov.cn/zh/search/"' in page


def test_a_filter_is_offered_only_for_what_an_index_tells(publish: Publish):
    files = {f"{DAY}/02-alone.yaml": item("单语", "正文。", topics="[energy]")}
    site = night(publish(files))
    pages = {lang: (site / lang / "search/index.html").read_text("utf-8") for lang in ("zh", "en")}
    assert '<option value="energy">能源</option>' in pages["zh"]
    assert 'value="energy"' not in pages["en"]
    assert '<option value="nda">National Data Administration</option>' in pages["en"]
    assert 'value="xinhua"' not in pages["zh"], "a source that nothing cites"


def test_a_language_without_texts_has_a_page_that_finds_nothing(publish: Publish):
    site = night(publish({ITEM_PATH: item("单语", "正文。"), "content/site.yaml": SITE}))
    assert segments(site, "en") == set()
    assert "&#34;segments&#34;:[]" in (site / "en/search/index.html").read_text("utf-8")


def test_what_is_no_part_of_a_text_writes_no_search_file(publish: Publish):
    root = publish({ITEM_PATH: ITEM})
    first = segments(night(root))
    write(root, {ITEM_PATH: ITEM + "aliases: [/2026-06-16/old/]\n"})
    assert segments(night(root)) == first, "an alias is no part of the text"
