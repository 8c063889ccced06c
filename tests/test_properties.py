"""What must hold always: no bytes break the program, no word is lost on the way to readers."""

import random
import re
import subprocess
import unicodedata
from datetime import datetime
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from samples import DAY, ISSUE_PATH, ITEM, ITEM_PATH, minimal, write

from digest.build import build
from digest.cli import main
from digest.fonts import uncovered
from digest.load.text import REFUSED
from digest.options import Options

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


def examples(count: int) -> settings:
    """So many examples, however long one takes."""
    return settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))


PATHS = [ITEM_PATH, ISSUE_PATH, "content/site.yaml", "sources.yaml", "content/topics.yaml"]

_PIECES = [
    "headline:",
    " {zh: 标题}",
    "\n",
    "  ",
    "- ",
    "body: |\n  ",
    "[@plan]",
    "[@",
    "&a",
    "*a",
    "!!int",
    "<<:",
    "---\n",
    "%YAML\n",
    ": ",
    "：",
    "\t",
    "'",
    '"',
    "{",
    "[",
    "}",
    "]",
    "#",
    "|",
    ">",
    "~",
    "\x00",
    "\u2028",
    "\ud7ff",
    "😀",
    "2026-06-16",
    "no",
    "citations:",
    "status: draft",
    "`",
    "@",
    "zh: ",
    "\ufeff",
    "\r",
]


def outcome_is_told(root: Path) -> None:
    for command in (["check"], ["build", "--no-pdf", "--now", "2026-06-20T20:00"]):
        done = CliRunner().invoke(main, [*command, "--root", str(root)])
        assert done.exit_code in (0, 1), done.output
        assert "Traceback" not in done.output


@examples(120)
@given(path=st.sampled_from(PATHS), pieces=st.lists(st.sampled_from(_PIECES), max_size=25))
def test_any_text_in_a_content_file_ends_in_0_or_1(
    tmp_path_factory: pytest.TempPathFactory, path: str, pieces: list[str]
):
    files: dict[str, str | bytes] = {**minimal(), path: "".join(pieces).encode("utf-8", "surrogatepass")}
    outcome_is_told(write(tmp_path_factory.mktemp("p"), files))


@examples(60)
@given(path=st.sampled_from(PATHS), raw=st.binary(max_size=200))
@example(path=ITEM_PATH, raw=b"\xff\xfe" + "a: 1".encode("utf-16-le"))
def test_any_bytes_in_a_content_file_end_in_0_or_1(
    tmp_path_factory: pytest.TempPathFactory, path: str, raw: bytes
):
    outcome_is_told(write(tmp_path_factory.mktemp("p"), {**minimal(), path: raw}))


@examples(150)
@given(data=st.data())
def test_any_slip_in_a_good_file_ends_in_0_or_1(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    path = data.draw(st.sampled_from(PATHS))
    text = str(minimal()[path])
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 12))
    new = data.draw(st.sampled_from(["", *_PIECES]))
    raw = (text[:at] + new + text[at + gone :]).encode("utf-8", "surrogatepass")
    outcome_is_told(write(tmp_path_factory.mktemp("p"), {**minimal(), path: raw}))


WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("数据要素人工智能产业发展，。；：“”（）《》、——……"),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.sampled_from("ABCabc xyz 0123456789 3.5% GPT-4 *_`[]<>&#|~!"),
    ),
    min_size=1,
    max_size=60,
)


def body_of(paragraphs: list[str]) -> str:
    """Paragraphs as plain Markdown: every mark of the syntax escaped."""
    escaped = (re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~&@:=])", r"\\\1", text.strip()) for text in paragraphs)
    return "\n\n".join(text for text in escaped if text)


def letters(text: str) -> list[str]:
    return [one for one in text if unicodedata.category(one)[0] in "LN"]


@examples(40)
@given(paragraphs=st.lists(WORDS, min_size=1, max_size=5))
def test_every_letter_and_figure_of_a_body_is_on_its_page(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str]
):
    body = body_of(paragraphs)
    if not body:
        return
    root = publication_with(tmp_path_factory.mktemp("p"), body)
    assert build(Options(root, root / "build", NOW, pdf=False)).published
    page = (root / "build/site/zh/2026-06-16/words/index.html").read_text(encoding="utf-8")
    shown = unescape(re.sub(r"<[^>]+>", "", page.partition('class="body"')[2]))
    expected = letters("".join(paragraphs))
    assert letters(shown)[: len(expected)] == expected


@pytest.mark.slow
@examples(12)
@given(paragraphs=st.lists(WORDS, min_size=1, max_size=5))
def test_every_letter_and_figure_of_a_body_is_in_the_text_of_the_pdf(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str]
):
    body = body_of(paragraphs)
    if not body:
        return
    root = publication_with(tmp_path_factory.mktemp("p"), body)
    outcome = build(Options(root, root / "build", NOW))
    assert outcome.published, outcome.verdict.stopping
    pdf = root / "build/site/zh/latest.pdf"
    text = subprocess.check_output(["pdftotext", "-raw", str(pdf), "-"]).decode()
    shown = "".join(letters(text))
    # Page numbers and running heads may fall between; the letters of a paragraph's lines must not be lost.
    for paragraph in paragraphs:
        for run in re.findall(r"[\u4e00-\u9fa5]{1,6}", paragraph):
            assert unicodedata.normalize("NFKC", run) in unicodedata.normalize("NFKC", shown)


@pytest.mark.slow
@pytest.mark.parametrize("between", ["", " ", "，", "1 "])
def test_every_character_of_our_fonts_can_be_set_in_any_company(tmp_path: Path, between: str):
    graphic = [chr(code) for code in range(0x21, 0x110000) if not 0xD800 <= code < 0xE000]
    absent = set(uncovered("".join(graphic)))
    ours = [one for index, one in enumerate(graphic) if index not in absent and not REFUSED.match(one)]
    ours = ours[["", " ", "，", "1 "].index(between) :: 4]
    random.Random(between).shuffle(ours)
    paragraphs = [between.join(ours[at : at + 300]) for at in range(0, len(ours), 300)]
    quarter = len(paragraphs) // 4 + 1  # so that no text has more figures than one may have
    for at in range(0, len(paragraphs), quarter):
        root = publication_with(tmp_path / str(at), body_of(paragraphs[at : at + quarter]))
        outcome = build(Options(root, root / "build", NOW))
        assert outcome.published, outcome.verdict.stopping


def publication_with(root: Path, body: str) -> Path:
    indented = "\n".join(f"    {line}".rstrip() for line in body.split("\n"))
    text = f"headline: {{zh: 字词}}\nbody:\n  zh: |\n{indented}\n"
    files: dict[str, str | bytes] = {**minimal(), ITEM_PATH: ITEM, f"{DAY}/02-words.yaml": text}
    return write(root, files)
