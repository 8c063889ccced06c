"""Share cards: of their size, whole in the middle square, the same bytes whoever draws them."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from lxml import html
from PIL import Image, ImageChops
from samples import DAY, ISSUE, ITEM, ITEM_PATH, SITE, minimal, write

from digest.build import build
from digest.options import Options

pytestmark = pytest.mark.slow

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
PAPER = (253, 252, 249)
Publish = Callable[..., Path]
ITEM_CARD = "2026-06-16/plan/card.png"


def made(root: Path, *, pdf: bool = True) -> Path:
    outcome = build(Options(root, root / "build", NOW, pdf=pdf, jobs=2))
    assert outcome.published, outcome.verdict.stopping
    return root / "build/site"


LONG = {
    "zh": "关于推进行业高质量数据集建设、深化数据要素市场化配置改革并加快培育新质生产力的若干意见" * 3,
    "en": "The administration explains its plan for high-quality data sets and the market for them " * 4,
    "one": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
}
ODD = {"plain": "", "none": "\ue123", "rare": "𣲗", "emoji": "😀"}
"""A character of no font of ours is warned of and replaced; others are drawn."""


def headed(headline: str) -> str:
    return ITEM.replace("zh: 数据集方案公布：供给先行", f"zh: {headline.strip()}")


def photograph() -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((1600, 900)).convert("RGB").save(buffer, "jpeg")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two issues: one of items with headlines of every kind, one with a cover."""
    stories = [*LONG.items(), *((name, f"数据{odd}方案") for name, odd in ODD.items())]
    covered = "content/2026/06/17"
    files = {
        **minimal(),
        **{f"{DAY}/{n:02}-{name}.yaml": headed(text) for n, (name, text) in enumerate(stories, 2)},
        f"{DAY}/20-alone.yaml": "headline: {zh: 独有}\nbody: {zh: 独有正文。}\n",
        f"{covered}/issue.yaml": ISSUE + "cover: {file: cover.jpg, alt: {zh: 渐变, en: A gradient}}\n",
        f"{covered}/cover.jpg": photograph(),
        f"{covered}/01-plan.yaml": ITEM,
    }
    return made(write(tmp_path_factory.mktemp("cards"), files))


def card(path: Path) -> Image.Image:
    with Image.open(path) as opened:
        return opened.convert("RGB")


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two colours look alike: a palette moves them by a step or two."""
    return all(abs(a - b) <= 4 for a, b in zip(one, other, strict=True))


def inked(picture: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether anything but paper is within a box of pixels."""
    colours = picture.crop(box).getcolors(1 << 20) or []
    return any(not near(colour, PAPER) for _, colour in colours)  # type: ignore[arg-type]


def test_every_page_names_a_card_of_its_size_by_its_full_address(site: Path):
    shown = set()
    for path in sorted(site.rglob("*.html")):
        page = html.parse(path)
        if not page.xpath('//meta[@property="og:url"]'):
            continue  # redirects and 404.html are not shared
        [address] = page.xpath('//meta[@property="og:image"]/@content')
        picture = card(site / address.removeprefix("https://digest.nda.gov.cn/"))
        [width] = page.xpath('//meta[@property="og:image:width"]/@content')
        [height] = page.xpath('//meta[@property="og:image:height"]/@content')
        assert picture.size == (int(width), int(height)) == (1200, 630), path
        assert page.xpath('//meta[@property="og:image:alt"]/@content')[0], path
        shown.add(address.removeprefix("https://digest.nda.gov.cn/"))
    assert {"zh/card.png", "en/2026-06-16/card.png", "zh/2026-06-16/plan/card.png"} <= shown


@pytest.mark.parametrize("name", LONG)
def test_any_headline_stays_in_the_middle_square_and_off_the_notes(site: Path, name: str):
    picture = card(site / f"zh/2026-06-16/{name}/card.png")
    assert inked(picture, (285, 110, 915, 536))
    assert not inked(picture, (0, 108, 285, 534))
    assert not inked(picture, (915, 108, 1200, 534))
    assert not inked(picture, (285, 530, 915, 536))
    assert inked(picture, (285, 545, 915, 630))


def test_a_character_of_no_font_is_a_sign_and_rare_ones_are_drawn(site: Path):
    """WeasyPrint warns of a glyph that no font has, which would stop the build."""
    drawn = {(site / f"zh/2026-06-16/{name}/card.png").read_bytes() for name in ODD}
    assert len(drawn) == len(ODD)


def test_an_item_shown_in_another_language_has_its_issues_card(site: Path):
    page = html.parse(site / "en/2026-06-16/alone/index.html")
    assert page.xpath('//meta[@property="og:image"]/@content')[0].endswith("/en/2026-06-16/card.png")
    assert not (site / "en/2026-06-16/alone/card.png").exists()
    assert (site / "zh/2026-06-16/alone/card.png").exists()


def test_a_cover_stands_behind_the_words_and_makes_a_jpeg(site: Path):
    with Image.open(site / "zh/2026-06-17/card.jpg") as opened:
        assert (opened.format, opened.size) == ("JPEG", (1200, 630))
        assert opened.getpixel((20, 150)) < opened.getpixel((20, 600))  # type: ignore[operator]
    page = html.parse(site / "zh/2026-06-17/index.html")
    assert page.xpath('//meta[@property="og:image:type"]/@content') == ["image/jpeg"]


def test_equal_texts_are_equal_bytes_and_what_is_withdrawn_is_gone(site: Path, publish: Publish):
    alone = made(publish())
    for language in ("zh", "en"):
        assert (alone / language / ITEM_CARD).read_bytes() == (site / language / ITEM_CARD).read_bytes()
    sample = {"content/site.yaml": SITE + "unconfirmed: [issuer]\n"}
    again = made(publish({**sample, ITEM_PATH: ITEM + "status: withdrawn\n", f"{DAY}/02-b.yaml": ITEM}))
    assert not (again / "zh" / ITEM_CARD).exists()
    flagged, plain = card(again / "zh/2026-06-16/b/card.png"), card(site / "zh" / ITEM_CARD)
    middle = (285, 110, 915, 536)
    difference = ImageChops.difference(flagged.crop(middle), plain.crop(middle)).getextrema()
    assert max(most for _, most in difference) <= 16  # each has a palette of its own
    foot = (285, 545, 915, 630)  # where 示例 stands before the date
    found = ImageChops.difference(flagged.crop(foot), plain.crop(foot)).getextrema()
    assert max(most for _, most in found) > 100


def test_nothing_is_drawn_without_typesetting_and_no_page_claims_a_card(publish: Publish):
    site = made(publish(), pdf=False)
    assert not list(site.rglob("card.*"))
    assert "og:image" not in (site / "zh/2026-06-16/index.html").read_text("utf-8")
