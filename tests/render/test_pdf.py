"""The bulletin: our fonts alone, all words in reading order, nothing fetched, nothing warned of."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from positions import glyphs
from samples import DAY, ITEM_PATH, minimal

from digest.build import build
from digest.options import Options, Outcome

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
Publish = Callable[..., Path]

PARTS = {
    "zh": "新质生产力每日动态 中国高技术产业发展促进会 博雅云创 2026年6月16日 摘要 目录 "
    "一、国家数据局 五、能源缓和 参考文献 免责声明",
    "en": "NewQualityProductiveForcesDaily ChinaAssociation Boya 16June2026 Abstract Contents 1.NDA 5.Easing "
    "References Disclaimer",
}
"""The parts of the report in its order, without the spaces that depend on line breaks."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bulletins of the sample publication."""
    out = tmp_path_factory.mktemp("sample")
    assert build(Options(ROOT, out, NOW)).published
    return out / "site"


def bulletin(site: Path, edition: str) -> Path:
    return site / edition[:2] / "2026-06-16" / f"nqpf-daily-2026-06-16-{edition}.pdf"


def said(*command: object) -> str:
    return subprocess.run(list(map(str, command)), capture_output=True, check=True, text=True).stdout


def words_of(path: Path, *options: str) -> str:
    return unicodedata.normalize("NFKC", said("pdftotext", *options, path, "-"))


EDITIONS = pytest.mark.parametrize("edition", ["zh", "en", "zh-phone", "en-phone"])


@EDITIONS
def test_qpdf_finds_no_fault(sample: Path, edition: str):
    assert "No syntax or stream encoding errors found" in said("qpdf", "--check", bulletin(sample, edition))


@EDITIONS
def test_fonts_are_ours_embedded_and_subset(sample: Path, edition: str):
    rows = said("pdffonts", bulletin(sample, edition)).splitlines()[2:]
    assert rows
    for row in rows:
        assert re.match(r"[A-Z]{6}\+Digest", row), row
        embedded, subset, to_unicode = row.split()[-5:-2]
        assert (embedded, subset, to_unicode) == ("yes", "yes", "yes")


@EDITIONS
def test_all_parts_of_the_report_stand_in_their_order(sample: Path, edition: str):
    text = re.sub(r"\s+", "", words_of(bulletin(sample, edition)))
    at = 0
    for part in PARTS[edition[:2]].split():
        found = text.find(part, at)
        assert found >= 0, part
        at = found


@EDITIONS
def test_it_has_an_outline_a_title_a_language_and_tags(sample: Path, edition: str):
    with pikepdf.open(bulletin(sample, edition)) as pdf:
        assert str(pdf.Root.Lang) == {"zh": "zh-CN", "en": "en-GB"}[edition[:2]]
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_outline() as outline:
            titles = [entry.title for entry in outline.root]
        assert len(titles) >= 6
        assert pdf.docinfo["/Title"]
        for key in ("/CreationDate", "/ModDate"):
            assert key not in pdf.docinfo or "20260616" in str(pdf.docinfo[key])


@EDITIONS
def test_contents_and_marks_are_links_inside_and_addresses_links_outside(sample: Path, edition: str):
    inside, outside = 0, set()
    with pikepdf.open(bulletin(sample, edition)) as pdf:
        for page in pdf.pages:
            for note in page.get("/Annots", []):
                action = note.get("/A")
                if action is not None and "/URI" in action:
                    outside.add(str(action.URI))
                else:
                    inside += 1
    assert inside > 11
    assert outside
    assert all(one.startswith(("https://", "http://")) for one in outside)


@EDITIONS
def test_no_path_of_the_machine_is_in_it(sample: Path, edition: str):
    plain = subprocess.run(
        ["qpdf", "--qdf", "--object-streams=disable", bulletin(sample, edition), "-"],
        capture_output=True,
        check=True,
    ).stdout
    for word in (str(ROOT), str(Path.home()), "file://", "digest:"):
        assert word.encode() not in plain


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_the_sample_weighs_no_more_than_130_kb(sample: Path, edition: str):
    assert bulletin(sample, edition).stat().st_size <= 130_000


def test_the_phone_has_pages_of_its_size_and_16_to_18_characters_a_line(sample: Path):
    path = bulletin(sample, "zh-phone")
    assert re.search(r"Page size: +297\.6\d* x 530\.0\d* pts", said("pdfinfo", path))
    text = said("pdftotext", "-layout", "-f", "4", "-l", "9", path, "-")
    full = [
        len(line.strip()) for line in text.splitlines() if re.fullmatch(r" *[\u4e00-\u9fff，。、]+", line)
    ]
    assert 16 <= max(full) <= 18


def test_the_issue_leads_to_both_bulletins_with_pages_and_size(sample: Path):
    page = (sample / "zh/2026-06-16/index.html").read_text("utf-8")
    for path in (bulletin(sample, "zh"), bulletin(sample, "zh-phone")):
        pages = re.search(r"Pages: +(\d+)", said("pdfinfo", path))
        assert pages
        size = round(path.stat().st_size / 1000)
        link = re.search(
            rf'<a href="{path.name}"[^>]*download="新质生产力每日动态-2026-06-16.pdf">(.*?)</a>', page
        )
        assert link
        assert f"{pages[1]} 页，{size} KB" in link[1]


@pytest.mark.parametrize("form", ["", "-phone"])
def test_the_newest_bulletins_have_addresses_that_stay(sample: Path, form: str):
    latest = (sample / f"zh/latest{form}.pdf").read_bytes()
    assert latest == bulletin(sample, f"zh{form}").read_bytes()


def make(publish: Publish, changes: dict[str, str | bytes]) -> Outcome:
    root = publish(changes)
    return build(Options(root, root / "build", NOW))


def test_a_template_that_asks_for_a_foreign_file_stops_the_build(publish: Publish):
    shutil.copytree(ROOT / "templates", (root := publish()) / "templates")
    page = root / "templates" / "bulletin.html"
    page.write_text(
        page.read_text("utf-8").replace("</body>", '<img src="https://a.example/b.png" alt="b"></body>')
    )
    outcome = build(Options(root, root / "build", NOW))
    assert not outcome.published
    assert {found.code for found in outcome.verdict.stopping} == {"pdf-warning"}
    assert "https://a.example/b.png" in outcome.verdict.stopping[0].message.en


def test_a_style_that_weasyprint_warns_of_stops_the_build(publish: Publish):
    shutil.copytree(ROOT / "templates", (root := publish()) / "templates")
    style = root / "templates" / "bulletin.css"
    style.write_text(style.read_text("utf-8") + "\np { colour: red }\n")
    [found, *_] = build(Options(root, root / "build", NOW)).verdict.stopping
    assert (found.code, found.span.path) == ("pdf-warning", "templates/bulletin.css")
    assert "colour" in found.message.en


def test_rare_characters_emoji_and_what_no_font_has(publish: Publish):
    text = str(minimal()[ITEM_PATH]).replace("国家数据局公布方案", "𠮷野与龘、㐀、𣲗😀\ue123公布")
    outcome = make(publish, {ITEM_PATH: text})
    assert outcome.published
    pdf = publish().parent / "p/build/site/zh/latest.pdf"
    said_in_it = said("pdftotext", pdf, "-")
    for one in ("𠮷野与龘、㐀、𣲗😀〓公布",):
        assert one in said_in_it.replace("\n", ""), one


ENDLESS = (
    "A" * 130,
    "1" * 130,
    "щ" * 130,
    "——" * 40,
    "……" * 40,
    "👨‍👩‍👧‍👦" * 60,
    "`" + "x" * 150 + "`",
    "e\u0301" * 200,
)


def test_what_fits_no_line_is_broken_anywhere_before_it_runs_off_the_page(publish: Publish):
    body = "".join(f"    好{one}好\n\n" for one in ENDLESS)
    text = str(minimal()[ITEM_PATH]).replace("body:\n  zh: |\n", f"body:\n  zh: |\n{body}")
    assert make(publish, {ITEM_PATH: text}).published
    folder = publish().parent / "p/build/site/zh"
    for form, right in (("", 595 - 85), ("-phone", 297.6 - 25.5)):
        assert max(one.right for one in glyphs(folder / f"latest{form}.pdf")) < right + 1


def test_an_edition_with_something_untranslated_has_no_bulletin(publish: Publish):
    alone = "headline: {zh: 独有}\nbody: {zh: 独有正文。}\n"
    root = publish({f"{DAY}/02-alone.yaml": alone})
    assert build(Options(root, root / "build", NOW)).published
    assert list((root / "build/site/zh/2026-06-16").glob("*.pdf"))
    assert not list((root / "build/site/en").rglob("*.pdf"))


def test_a_corrected_bulletin_says_so_under_its_masthead(publish: Publish):
    corrected = str(minimal()[ITEM_PATH]) + (
        "corrections:\n  - {at: 2026-06-17T09:30, text: {zh: 更正一处数字。, en: One figure is put right.}}\n"
    )
    root = publish({ITEM_PATH: corrected})
    assert build(Options(root, root / "build", NOW)).published
    pdf = root / "build/site/zh/latest.pdf"
    first = re.sub(r"\s", "", said("pdftotext", "-l", "1", pdf, "-"))
    assert "修订：2026年6月17日09:30" in first
