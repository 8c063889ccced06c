"""The bulletin as a screen reader and a scanner have it: order, tags, links, contents, codes, weight."""

import io
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pikepdf
import pypdfium2 as pdfium
import pytest
import yaml
import zxingcpp
from PIL import Image
from positions import Layer, plain
from samples import DAY, SITE, SOURCES, write
from texts import ENGLISH, MIXED, NEWS

from digest.build import build
from digest.options import Options

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
EDITIONS = ["zh", "en", "zh-phone", "en-phone"]
CODES = "qr:\n  - {caption: {zh: 公众号, en: Account}, url: https://www.nda.gov.cn/account}\n"
SECTIONS = "sections:\n  - {id: policy, name: {zh: 政策, en: Policy}}\n"
TABLE = "| {0} | {1} |\n|---|--:|\n| a | 1 |\n"
LIST = """- 甲项

- 乙项，有两段

  第二段

1. 第一
2. 第二"""
HEADLINES = {
    "zh": "第{0}篇：数据成为人工智能的生产资料",
    "en": "Story {0}: data becomes a means of production",
}


def item(number: int) -> dict[str, Any]:
    zh = [*NEWS, *MIXED][number % 4 : number % 4 + 3]
    en = [*ENGLISH]
    mark = "[@plan]"
    return {
        "headline": {language: text.format(number) for language, text in HEADLINES.items()},
        "section": "policy" if number > 2 else "",
        "form": "brief" if number == 6 else "",
        "image": {"file": "chart.png", "alt": {"zh": "柱状图", "en": "A bar chart"}} if number == 1 else {},
        "body": {
            "zh": "\n\n".join([f"{one}{mark}" for one in zh] + [TABLE.format("指标", "同比"), LIST]),
            "en": "\n\n".join([f"{one} {mark}" for one in en] + [TABLE.format("Measure", "Change")]),
        },
        "citations": [
            {
                "id": "plan",
                "source": "nda",
                "title": {"zh": f"方案第{number}号", "en": f"Plan number {number}"},
                "url": f"https://www.nda.gov.cn/plan/{number}",
                "published": "2026-06-15",
                "verifies": {"zh": "六项行动", "en": "the six actions"},
            }
        ],
    }


ITEMS = [item(number) for number in range(1, 7)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bulletins of an issue of several pages, with one of everything."""
    root = tmp_path_factory.mktemp("structure")
    picture = io.BytesIO()
    Image.new("RGB", (600, 300), (155, 42, 30)).save(picture, "PNG")
    files: dict[str, str | bytes] = {
        "content/site.yaml": SITE + CODES + SECTIONS,
        "sources.yaml": SOURCES,
        f"{DAY}/issue.yaml": "status: published\nabstract: {zh: 今日六条。, en: Six stories today.}\n",
        f"{DAY}/chart.png": picture.getvalue(),
    }
    for number, one in enumerate(ITEMS, 1):
        known = {key: value for key, value in one.items() if value}
        files[f"{DAY}/{number:02}-story{number}.yaml"] = Literal.dump(known)
    write(root, files)
    assert build(Options(root, root / "build", NOW)).published
    return root / "build/site"


class Literal(yaml.SafeDumper):
    """YAML as editors write it: texts of several lines as literal blocks."""

    @classmethod
    def dump(cls, value: object) -> str:
        return yaml.dump(value, Dumper=cls, allow_unicode=True, width=10_000)


def _literal(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


Literal.add_representer(str, _literal)


@pytest.fixture(params=EDITIONS)
def bulletin(request: pytest.FixtureRequest, site: Path) -> tuple[str, Path]:
    """A bulletin and its language."""
    edition = str(request.param)
    return edition[:2], site / edition[:2] / "2026-06-16" / f"daily-2026-06-16-{edition}.pdf"


def links(path: Path) -> list[tuple[int, str, str]]:
    """The flags, the name and the address (if it leads outside) of every link, in order."""
    with pikepdf.open(path) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
        return [
            (int(note.F), str(note.Contents), str(note.A.URI) if "/A" in note and "/URI" in note.A else "")
            for note in notes
        ]


def elements(node: Any) -> Iterator[Any]:
    """Every structure element, in the order of reading."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_everything_stands_in_the_text_layer_in_its_order(bulletin: tuple[str, Path]):
    language, path = bulletin
    layer = Layer.of(path)
    at = layer.place({"zh": "今日六条。", "en": "Six stories today."}[language])
    for one in ITEMS:
        headline = one["headline"][language]
        assert layer.text.count(plain(headline)) == 2, "once in the contents, once over the story"
    at = max(layer.place(ITEMS[-1]["headline"][language]), at) + 1
    for one in ITEMS:
        at = layer.place(one["headline"][language], at)
        for paragraph in one["body"][language].split("\n\n"):
            if paragraph.lstrip("\n")[0] in "|- 1":
                continue  # a table or list
            words = paragraph.removesuffix("[@plan]")
            found = layer.place(words, at)
            assert found - at < 200, "nothing is between them but a mark and a table"
            at = layer.place("(NDA)", found) + 1
    for one in ITEMS:
        at = layer.place(one["citations"][0]["title"][language], at)


def test_numbers_of_lists_are_read_before_what_they_number(bulletin: tuple[str, Path]):
    language, path = bulletin
    if language == "zh":
        layer = Layer.of(path)
        assert layer.text.count("•甲项•乙项，有两段第二段1.第一2.第二") == len(ITEMS)
        with pikepdf.open(path) as pdf:
            roles = [str(one.S) for one in elements(pdf.Root.StructTreeRoot)]
        assert roles.count("/Lbl") >= 4 * len(ITEMS)


def test_the_contents_tell_the_pages_of_the_headlines(bulletin: tuple[str, Path]):
    language, path = bulletin
    layer = Layer.of(path)
    for one in ITEMS:
        headline = plain(one["headline"][language])
        first = layer.text.find(headline)
        number = layer.text[first + len(headline) :].lstrip(".")
        start = layer.text.find(number, first)
        base = layer.found[layer.seen[start]].base
        told = "".join(
            glyph.text
            for glyph in (layer.found[at] for at in layer.seen[start : start + 3])
            if glyph.base == base
        )
        second = layer.text.find(headline, first + 1)
        assert int(told) == layer.found[layer.seen[second]].page + 1


def test_no_heading_is_the_last_on_its_page(bulletin: tuple[str, Path]):
    language, path = bulletin
    layer = Layer.of(path)
    for one in ITEMS:
        headline = plain(one["headline"][language])
        at = layer.text.rfind(headline)
        end = layer.found[layer.seen[at + len(headline) - 1]]
        after = layer.found[layer.seen[at + len(headline) + 3]]
        if one["image"]:
            continue
        assert after.page == end.page
        assert after.base < end.base


def test_links_are_printed_and_named_by_what_can_be_read(bulletin: tuple[str, Path]):
    _, path = bulletin
    found = links(path)
    assert len(found) > 20
    for flags, name, _ in found:
        assert flags & 4
        assert name.strip()
        assert not re.match(r"#|item-|ref-|_", name)


def test_marks_lead_to_documents_in_their_order(bulletin: tuple[str, Path]):
    _, path = bulletin
    documents = [address for _, _, address in links(path) if "/plan/" in address]
    assert list(dict.fromkeys(documents)) == [one["citations"][0]["url"] for one in ITEMS]


def test_tags_say_what_things_are_and_in_which_language(bulletin: tuple[str, Path]):
    language, path = bulletin
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == {"zh": "zh-CN", "en": "en-GB"}[language]
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        every = list(elements(pdf.Root.StructTreeRoot))
        roles = [str(one.S) for one in every]
        heads = [one for one in every if str(one.S) == "/TH"]
        assert len(heads) == 2 * len(ITEMS)
        assert all(str(one.A.Scope) == "/Column" for one in heads)
        figures = [one for one in every if str(one.S) == "/Figure"]
        assert len(figures) == 2  # the picture and the code
        assert all(str(one.Alt).strip() for one in figures)
        assert roles.count("/H1") == 1
        levels = [int(role[2]) for role in roles if re.fullmatch(r"/H[1-6]", role)]
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert "/Link" in roles
        assert "/LI" in roles


def test_content_has_one_owner_and_is_painted_in_the_order_of_the_tags(bulletin: tuple[str, Path]):
    _, path = bulletin
    with pikepdf.open(path) as pdf:
        every = list(elements(pdf.Root.StructTreeRoot))
        owned: dict[Any, list[int]] = {page.obj.objgen: [] for page in pdf.pages}
        for one in every:
            kids = one.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int):
                    owned[one.Pg.objgen].append(kid)
                elif kid.get("/Type") == "/MCR":
                    owned[kid.Pg.objgen].append(int(kid.MCID))
            if str(one.S) == "/Link" and "/Alt" in one:
                assert str(one.Alt).strip()
        for numbers in owned.values():
            assert sorted(numbers) == list(range(len(numbers)))
            late = sum(after < before for before, after in pairwise(numbers))
            assert late <= 1 + len(numbers) / 10, "an element's own text is read before that of its parts"


def test_the_outline_leads_to_all_parts(bulletin: tuple[str, Path]):
    language, path = bulletin
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        titles = [plain(entry.title) for entry in flat(outline.root)]
    for one in ITEMS[:5]:
        assert any(plain(one["headline"][language]) in title for title in titles)
    for word in {
        "zh": ("摘要", "目录", "政策", "参考文献"),
        "en": ("Abstract", "Contents", "Policy", "References"),
    }[language]:
        assert word in titles


def flat(entries: Any) -> Iterator[Any]:
    for entry in entries:
        yield entry
        yield from flat(entry.children)


def test_the_code_can_be_scanned(bulletin: tuple[str, Path]):
    _, path = bulletin
    with pdfium.PdfDocument(path) as document:
        found = [
            code.text
            for page in document
            for code in zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil().convert("L"))
        ]
    assert found == ["https://www.nda.gov.cn/account"]
