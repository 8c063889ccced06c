"""Share cards: of their size, whole in the middle square, the same bytes whoever draws them."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from lxml import html
from PIL import Image
from samples import DAY, ISSUE, ISSUE_PATH, ITEM, ITEM_PATH, SITE

from digest.build import build
from digest.options import Options

pytestmark = pytest.mark.slow

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
PAPER = (253, 252, 249)
Publish = Callable[..., Path]
ITEM_CARD = "2026-06-16/plan/card.png"


def made(publish: Publish, changes: dict[str, str | bytes | None], *, pdf: bool = True) -> Path:
    root = publish(changes)
    outcome = build(Options(root, root / "build", NOW, pdf=pdf))
    assert outcome.published, outcome.verdict.stopping
    return root / "build/site"


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


def test_every_page_names_a_card_of_its_size_by_its_full_address(publish: Publish):
    site = made(publish, {})
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


LONG = {
    "zh": "关于推进行业高质量数据集建设、深化数据要素市场化配置改革并加快培育新质生产力的若干意见" * 3,
    "en": "The administration explains its plan for high-quality data sets and the market for them " * 4,
    "one": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
}


@pytest.mark.parametrize("headline", LONG.values(), ids=LONG)
def test_any_headline_stays_in_the_middle_square_and_off_the_notes(publish: Publish, headline: str):
    item = ITEM.replace("zh: 数据集方案公布：供给先行", f"zh: {headline.strip()}")
    picture = card(made(publish, {ITEM_PATH: item}) / "zh" / ITEM_CARD)
    assert inked(picture, (285, 110, 915, 536))
    assert not inked(picture, (0, 108, 285, 534))
    assert not inked(picture, (915, 108, 1200, 534))
    assert not inked(picture, (285, 530, 915, 536))
    assert inked(picture, (285, 545, 915, 630))


def test_equal_texts_are_equal_bytes_whoever_draws_them_first(publish: Publish, tmp_path: Path):
    alone = made(publish, {})
    with_more = publish({f"{DAY[:-2]}15/issue.yaml": ISSUE, f"{DAY[:-2]}15/01-a.yaml": ITEM}, tmp_path / "q")
    assert build(Options(with_more, with_more / "build", NOW, jobs=2)).published
    for language in ("zh", "en"):
        again = with_more / "build/site" / language / ITEM_CARD
        assert (alone / language / ITEM_CARD).read_bytes() == again.read_bytes()


def test_a_character_of_no_font_is_a_sign_and_rare_ones_are_drawn(publish: Publish):
    """WeasyPrint warns of a glyph that no font has, which would stop the build."""
    drawn = set()
    for text in ("", "\ue123", "𣲗", "😀"):
        item = ITEM.replace("zh: 数据集方案公布：供给先行", f"zh: 数据{text}方案")
        drawn.add((made(publish, {ITEM_PATH: item}) / "zh" / ITEM_CARD).read_bytes())
    assert len(drawn) == 4


def test_an_item_shown_in_another_language_has_its_issues_card(publish: Publish):
    alone = "headline: {zh: 独有}\nbody: {zh: 独有正文。}\n"
    site = made(publish, {f"{DAY}/02-alone.yaml": alone})
    page = html.parse(site / "en/2026-06-16/alone/index.html")
    assert page.xpath('//meta[@property="og:image"]/@content')[0].endswith("/en/2026-06-16/card.png")
    assert not (site / "en/2026-06-16/alone/card.png").exists()
    assert (site / "zh/2026-06-16/alone/card.png").exists()


def test_a_cover_stands_behind_the_words_and_makes_a_jpeg(publish: Publish):
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((1600, 900)).convert("RGB").save(buffer, "jpeg")
    issue = ISSUE + "cover: {file: cover.jpg, alt: {zh: 渐变, en: A gradient}}\n"
    site = made(publish, {ISSUE_PATH: issue, f"{DAY}/cover.jpg": buffer.getvalue()})
    with Image.open(site / "zh/2026-06-16/card.jpg") as opened:
        assert (opened.format, opened.size) == ("JPEG", (1200, 630))
        assert opened.getpixel((20, 150)) < opened.getpixel((20, 600))  # type: ignore[operator]
    page = html.parse(site / "zh/2026-06-16/index.html")
    assert page.xpath('//meta[@property="og:image:type"]/@content') == ["image/jpeg"]


def test_nothing_is_drawn_without_typesetting_and_no_page_claims_a_card(publish: Publish):
    site = made(publish, {}, pdf=False)
    assert not list(site.rglob("card.*"))
    assert "og:image" not in (site / "zh/2026-06-16/index.html").read_text("utf-8")


def test_a_withdrawn_item_leaves_no_card(publish: Publish):
    made(publish, {})
    site = made(publish, {ITEM_PATH: ITEM + "status: withdrawn\n", f"{DAY}/02-b.yaml": ITEM})
    assert not (site / "zh" / ITEM_CARD).exists()
    assert (site / "zh/2026-06-16/b/card.png").exists()


def test_a_sample_publication_says_so_on_its_cards(publish: Publish):
    plain = card(made(publish, {}) / "zh" / ITEM_CARD)
    flagged = made(publish, {"content/site.yaml": SITE + "unconfirmed: [issuer]\n"})
    assert plain.tobytes() != card(flagged / "zh" / ITEM_CARD).tobytes()
