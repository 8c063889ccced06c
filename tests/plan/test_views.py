"""What views hold: each from a small publication, made without a renderer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from gallery import gallery
from PIL import Image
from samples import DAY, ISSUE, ISSUE_PATH, ITEM, ITEM_PATH, SITE, item, write

from digest.build import order_of
from digest.gather import gather
from digest.options import Options
from digest.plan.cards import DECK
from digest.plan.chrome import TITLE, window_title
from digest.plan.collisions import collisions
from digest.plan.jobs import Release, plan
from digest.plan.kits import kit, newest
from digest.plan.pages import site_description
from digest.plan.pictures import renditions
from digest.plan.qr import qr_views
from digest.plan.visible import Sight, is_hidden, visible
from digest.render.artifact import Workshop
from digest.render.templates import folders

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
Publish = Callable[..., Path]


def release(root: Path, *, pdf: bool = True, drafts: bool = False) -> Release:
    publication = gather(root).publication
    assert publication is not None
    options = Options(root, root / "build", NOW, drafts=drafts, pdf=pdf)
    return plan(publication, order_of(publication, options, Workshop(root, folders(root)), drafts=drafts))


def view(root: Path, address: str, *, pdf: bool = False) -> Any:
    """The view of one job."""
    [found] = [job for job in release(root, pdf=pdf).jobs if job.address == address]
    return found.view({})


def png(width: int, height: int, mode: str = "RGB") -> bytes:
    buffer = BytesIO()
    Image.new(mode, (width, height)).save(buffer, "png")
    return buffer.getvalue()


def test_a_view_is_the_same_whatever_was_made_before_it(tmp_path: Path):
    write(tmp_path, gallery(every=9))
    jobs = [release(tmp_path).jobs for _ in range(2)]
    forth = {job.address: job.view({}) for job in jobs[0]}
    back = {job.address: job.view({}) for job in reversed(jobs[1])}
    assert forth == back


# Items ----------------------------------------------------------------------------------------


def test_a_story_leads_to_the_one_before_and_the_one_after(publish: Publish):
    root = publish({f"{DAY}/0{number}-s{number}.yaml": item(f"第{number}条") for number in (2, 3)})
    ways = {}
    for slug in ("plan", "s2", "s3"):
        found = view(root, f"zh/2026-06-16/{slug}/")
        ways[slug] = tuple(one.label.text if one else None for one in (found.earlier, found.later))
    assert ways == {
        "plan": (None, "第2条"),
        "s2": ("数据集方案公布：供给先行", "第3条"),
        "s3": ("第2条", None),
    }


def test_a_page_describes_itself_in_its_own_language_or_not(publish: Publish):
    root = publish({ITEM_PATH: ITEM + "summary: {zh: 摘要。}\n"})
    assert view(root, "zh/2026-06-16/plan/").page.description == "摘要。"
    assert view(root, "en/2026-06-16/plan/").page.description.startswith("The National Data")
    root = publish({ITEM_PATH: item("标题", "正文。")})
    assert view(root, "zh/2026-06-16/plan/").page.description == "正文。"
    assert "正文" not in view(root, "en/2026-06-16/plan/").page.description
    root = publish({ITEM_PATH: ITEM + "summary: {zh: 摘要。, en: In short.}\n"})
    assert view(root, "en/2026-06-16/plan/").page.description == "In short."


@pytest.mark.parametrize(
    ("style", "mark"),
    [("name", "(NDA; Xinhua)"), ("number", "[1; 2]"), ("both", "(NDA [1]; Xinhua [2])")],
)
def test_marks_are_shown_as_the_site_wants_them(publish: Publish, style: str, mark: str):
    cited = ITEM.replace("行动。[@plan]", "行动。[@plan; @more]") + (
        "  - {id: more, source: xinhua, title: {zh: 另一份}, verifies: {zh: 同上}}\n"
    )
    sources = (
        "nda: {name: {zh: 国家数据局}, mark: {zh: NDA}, kind: government, home: https://www.nda.gov.cn/}\n"
        "xinhua: {name: {zh: 新华社}, mark: {zh: Xinhua}, kind: agency, home: https://www.xinhuanet.com/}\n"
    )
    site = f"{SITE}marks: {style}\n"
    root = publish({ITEM_PATH: cited, "content/site.yaml": site, "sources.yaml": sources})
    html = str(view(root, "zh/2026-06-16/plan/").item.body)
    assert mark in "".join(part.partition(">")[2] for part in f">{html}".split("<"))


def test_titles_within_titles_take_the_inner_marks(publish: Publish):
    told = ITEM.replace("{zh: 行业数据集方案, en: Plan for data sets}", "{zh: 关于《某法》的解读}")
    [reference] = view(publish({ITEM_PATH: told}), "zh/2026-06-16/plan/").references
    assert reference.title.text == "《关于〈某法〉的解读》"
    described = ITEM.replace("{zh: 行业数据集方案, en: Plan for data sets}", "{zh: '[讲话]'}")
    [reference] = view(publish({ITEM_PATH: described}), "zh/2026-06-16/plan/").references
    assert reference.title.text == "[讲话]"
    [reference] = view(publish({ITEM_PATH: ITEM}), "en/2026-06-16/plan/").references
    assert (reference.title.text, reference.title.lang) == ("“Plan for data sets”", None)


def test_a_source_lists_each_of_its_documents_once(publish: Publish):
    twice = ITEM + (
        "  - {id: again, source: nda, title: {zh: 甲}, url: https://www.nda.gov.cn/plan}\n"
        "  - {id: other, source: xinhua, title: {zh: 报道}, verifies: {zh: 三}}\n"
    )
    found = view(publish({ITEM_PATH: twice}), "zh/sources/nda/")
    [line] = [one for group in found.groups for one in group.items]
    assert [one.title.text for one in line.documents] == ["《行业数据集方案》"]


# Issues and lists -----------------------------------------------------------------------------


def test_an_abstract_that_is_not_translated_is_left_out_under_omit(publish: Publish):
    chinese = ISSUE.replace("  en: |\n    Two stories today.\n", "")
    omit = {"content/site.yaml": f"{SITE}missing_translation: omit\n", ISSUE_PATH: chinese}
    assert view(publish(omit), "en/2026-06-16/").issue.abstract is None
    assert view(publish(omit), "zh/2026-06-16/").issue.abstract is not None
    shown = view(publish({"content/site.yaml": SITE, ISSUE_PATH: chinese}), "en/2026-06-16/").issue
    assert shown.abstract is not None
    assert shown.abstract_notice


def test_a_month_shows_all_of_its_days_and_names_them(publish: Publish):
    found = view(publish(), "zh/archive/2026-06/").calendar
    days = [day for week in found.weeks for day in week if day]
    assert len([day for day in days if getattr(day, "number", None) or getattr(day, "day", None)]) >= 30


def test_an_about_text_names_its_translations(publish: Publish):
    root = publish({"content/site.yaml": SITE + "about: {zh: 关于。}\n"})
    assert [one.language for one in view(root, "zh/about/").page.alternates] == []
    assert view(root, "en/about/").page.canonical.endswith("/zh/about/")
    root = publish({"content/site.yaml": SITE + "about: {zh: 关于。, en: About.}\n"})
    assert len(view(root, "zh/about/").page.alternates) >= 2
    assert view(root, "en/about/").page.canonical.endswith("/en/about/")


# Pictures and cards ---------------------------------------------------------------------------


def test_a_picture_comes_in_two_widths_and_two_formats_and_never_wider_than_it_is(publish: Publish):
    root = publish(
        {
            ITEM_PATH: ITEM + "image: {file: a.png, alt: {zh: 图, en: Figure}}\n",
            f"{DAY}/a.png": png(3000, 1500),
        }
    )
    publication = gather(root).publication
    assert publication
    [picture] = publication.pictures.values()
    made = [(one.width, one.height, one.format) for one in renditions(picture)]
    assert made == [(720, 360, "png"), (1440, 720, "png"), (720, 360, "webp"), (1440, 720, "webp")]
    publish({ITEM_PATH: ITEM + "image: {file: a.png, alt: {zh: 图}}\n", f"{DAY}/a.png": png(100, 1)})
    publication = gather(root).publication
    assert publication
    [picture] = publication.pictures.values()
    assert [(one.width, one.height) for one in renditions(picture)] == [(100, 1), (100, 1)]


def cards(root: Path) -> dict[str, Any]:
    found = [job for job in release(root).jobs if job.renderer == "raster"]
    assert {job.template for job in found} == {"card.html"}
    return {card.kind + card.address[:2]: card for job in found for card in job.view({}).cards}


def test_cards_are_drawings_or_photographs_and_say_what_stands(publish: Publish):
    found = cards(publish())
    issue, story = found["issuezh"], found["itemzh"]
    assert (issue.format, issue.headline.text, issue.deck.text) == ("png", "数据供给", "今日两条。")
    assert issue.address.endswith(".png")
    assert (story.format, story.headline.text, story.picture) == ("png", "数据集方案公布：供给先行", None)
    assert story.address.endswith(".png")
    assert len(issue.notes) >= 2
    covered = ISSUE + "cover: {file: a.png, alt: {zh: 图}}\n"
    photo = cards(publish({ISSUE_PATH: covered, f"{DAY}/a.png": png(1200, 800)}))["issuezh"]
    assert photo.format == "jpeg"
    assert photo.picture
    assert photo.address.endswith((".jpg", ".jpeg"))


def test_a_card_without_a_headline_has_its_date_large_and_not_twice(publish: Publish):
    found = cards(publish({ISSUE_PATH: ISSUE.replace("headline: {zh: 数据供给, en: Supply of data}\n", "")}))
    issue = found["issuezh"]
    assert "2026" in issue.headline.text
    assert not any("2026" in note for note in issue.notes)
    untold = cards(publish({ISSUE_PATH: ISSUE.replace(", en: Supply of data", "")}))
    assert "2026" in untold["issueen"].headline.text


@pytest.mark.parametrize(("language", "end"), [("zh", "字…"), ("en", "word…")])
def test_a_long_summary_is_cut_at_a_word(publish: Publish, language: str, end: str):
    long = {"zh": "字" * 400, "en": "word " * 200}
    root = publish({ISSUE_PATH: f"{ISSUE}summary: {{zh: {long['zh']}, en: {long['en'].strip()}}}\n"})
    deck = cards(root)[f"issue{language}"].deck.text
    assert deck.endswith(end)
    assert len(deck) <= DECK[language] + 1
    if language == "zh":
        assert len(deck) == DECK["zh"] + 1
    else:
        assert set(deck.removesuffix("…").split()) == {"word"}


# Visibility -----------------------------------------------------------------------------------


def test_without_a_correction_to_hide_records_stay_the_same_objects(publish: Publish):
    corrected = ITEM + (
        "corrections:\n"
        "  - {at: 2026-06-17T10:00, text: {zh: 先。, en: First.}}\n"
        "  - {at: 2027-01-01T10:00, text: {zh: 后。, en: Later.}}\n"
    )
    publication = gather(publish({ITEM_PATH: corrected})).publication
    assert publication
    [day] = visible(publication, Sight(NOW, drafts=False))
    assert [str(one.text["zh"]).strip() for one in day.items[0].corrections] == ["先。"]
    assert len(day.items[0].notes) == 1
    [day] = visible(publication, Sight(NOW, drafts=True))
    assert len(day.items[0].corrections) == 2
    later = datetime(2027, 2, 1, tzinfo=NOW.tzinfo)
    [day] = visible(publication, Sight(later, drafts=False))
    assert day.items[0] is publication.items[0]


@pytest.mark.parametrize(
    ("changes", "hidden"),
    [
        ({}, False),
        ({ITEM_PATH: ITEM + "status: draft\n"}, True),
        ({ITEM_PATH: ITEM + "status: removed\n"}, True),
        ({ITEM_PATH: ITEM + "status: withdrawn\nreason: {zh: 有误, en: Wrong}\n"}, False),
        ({ITEM_PATH: ITEM + "status: draft\nmood: good\n"}, True),
        ({ITEM_PATH: ITEM + "status: removed\nmood: good\n"}, True),
        ({ITEM_PATH: ITEM + "mood: good\n"}, False),
        ({ITEM_PATH: "headline: [\n"}, False),
        ({ISSUE_PATH: ISSUE.replace("published", "draft")}, True),
        ({ISSUE_PATH: ISSUE.replace("published", "draft") + "mood: good\n"}, True),
        ({ISSUE_PATH: ISSUE.replace("published", "removed") + "mood: good\n"}, True),
        ({ISSUE_PATH: ISSUE + "mood: good\n"}, False),
        ({ISSUE_PATH: ISSUE + "publish_at: 2027-01-01T10:00\n"}, True),
        ({ISSUE_PATH: ISSUE + "publish_at: 2027-01-01T10:00\nmood: good\n"}, True),
        ({ISSUE_PATH: ISSUE + "publish_at: 2026-01-01T10:00\nmood: good\n"}, False),
    ],
)
def test_whose_errors_stop_nothing(publish: Publish, changes: dict[str, str], hidden: bool):
    publication = gather(publish(changes)).publication
    assert publication
    day = datetime(2026, 6, 16, tzinfo=NOW.tzinfo).date()
    assert is_hidden(publication, ITEM_PATH, day, Sight(NOW, drafts=False)) is hidden
    assert is_hidden(publication, ITEM_PATH, day, Sight(NOW, drafts=True)) is False


# Collisions -----------------------------------------------------------------------------------


def test_each_slip_is_told_once_in_the_order_of_addresses(publish: Publish):
    root = publish(
        {
            ITEM_PATH: ITEM + "aliases: [/2026-06-16/two/]\n",
            f"{DAY}/02-two.yaml": item("第二条") + "aliases: [/2026-06-16/plan/]\n",
            "content/static/robots.txt": b"x",
        }
    )
    made = release(root)
    publication = gather(root).publication
    assert publication
    found = collisions(publication, made.jobs)
    two, robots = f"{DAY}/02-two.yaml", "content/static/robots.txt"
    assert sorted(one.span.path for one in found) == [ITEM_PATH, two, robots]
    assert len({one.span for one in found}) == 3


# Kits, bulletins, tombstones ------------------------------------------------------------------


def kit_of(root: Path) -> Any:
    made = release(root)
    edition = newest(made.shelf)
    assert edition
    return kit(made.shelf, edition).page.view({})


@pytest.mark.parametrize("bulletins", [True, False])
def test_a_kit_names_its_covers_where_there_are_any(publish: Publish, bulletins: bool):
    made = release(publish(), pdf=bulletins)
    edition = newest(made.shelf)
    assert edition
    found: Any = kit(made.shelf, edition).page.view({})
    assert bool(found.covers) is bulletins
    assert bool(found.bulletins) is bulletins


def test_a_kit_tells_each_correction_with_what_stood_and_stands(publish: Publish):
    told = "corrections: [{at: 2026-06-17T10:00, text: {zh: 改正。}, was: {zh: 6项}, now: {zh: 7项}}]\n"
    lines = kit_of(publish({ITEM_PATH: ITEM + told})).corrections.split("\n")
    assert lines[0].startswith("更正")
    assert lines[1] == "数据集方案公布：供给先行"
    assert [line.partition("：")[2] for line in lines if line.endswith("项")] == ["6项", "7项"]


def test_a_kit_has_the_pictures_of_those_stories_that_have_one(publish: Publish):
    root = publish(
        {
            ITEM_PATH: ITEM + "image: {file: a.png, alt: {zh: 图, en: Figure}}\n",
            f"{DAY}/a.png": png(300, 150),
            f"{DAY}/02-two.yaml": item("第二条"),
        }
    )
    assert [(one.alt, one.headline) for one in kit_of(root).pictures] == [("图", "数据集方案公布：供给先行")]


CODES = """\
qr:
  - {caption: {zh: 甲}, url: https://www.nda.gov.cn/}
  - {caption: {zh: 乙}, image: content/static/q.png}
"""


def test_codes_are_lines_on_paper_pictures_on_pages_and_inside_where_they_are_seen_at_once(publish: Publish):
    root = publish({"content/site.yaml": SITE + CODES, "content/static/q.png": png(20, 20)})
    frame = release(root).shelf.frames["zh"]
    shown = {where: qr_views(frame, where) for where in ("paper", "page", "inside")}
    forms = {
        where: [(bool(one.svg), bool(one.png), bool(one.image)) for one in found]
        for where, found in shown.items()
    }
    assert forms == {
        "paper": [(True, False, False), (False, False, True)],
        "page": [(False, False, True), (False, False, True)],
        "inside": [(False, True, False), (False, False, True)],
    }


def test_a_bulletin_says_when_it_was_revised_and_only_then(publish: Publish):
    def revised(root: Path) -> str | None:
        [found] = [
            one for one in release(root).jobs if one.renderer == "pdf" and one.address.endswith("-zh.pdf")
        ]
        made: Any = found.view({})
        return str(made.revised) if made.revised else None

    assert revised(publish()) is None
    told = "corrections: [{at: 2026-06-17T10:00, text: {zh: 改正。}}]\n"
    assert "17" in (revised(publish({ITEM_PATH: ITEM + told})) or "")


def test_a_withdrawn_issue_is_led_to_by_nothing_on_its_page(publish: Publish):
    gone = ISSUE.replace("published", "withdrawn") + "reason: {zh: 有误, en: Wrong}\n"
    root = publish(
        {ISSUE_PATH: gone, "content/2026/06/17/issue.yaml": ISSUE, "content/2026/06/17/01-a.yaml": ITEM}
    )
    whole = view(root, "zh/2026-06-16/")
    part = publish(
        {ISSUE_PATH: ISSUE, ITEM_PATH: ITEM + "status: withdrawn\nreason: {zh: 有误, en: Wrong}\n"}
    )
    (part / f"{DAY}/02-two.yaml").write_text(item("第二条"), encoding="utf-8")
    one = view(part, "zh/2026-06-16/plan/")
    assert type(whole) is type(one)
    links = [
        [value for value in vars_of(found).values() if type(value).__name__ == "Link"]
        for found in (whole, one)
    ]
    assert (len(links[0]), len(links[1])) == (0, 1)


def vars_of(found: Any) -> dict[str, Any]:
    return {name: getattr(found, name) for name in found.__dataclass_fields__}


# Marks, months, titles ------------------------------------------------------------------------


def test_each_mark_of_a_document_has_an_anchor_of_its_own(publish: Publish):
    again = ITEM.replace("它说明**供给**是重点。", "它说明**供给**是重点。[@plan] 三次。[@plan]")
    page = view(publish({ITEM_PATH: again}), "zh/2026-06-16/plan/")
    body = str(page.item.body)
    ids = [part.partition('"')[0] for part in body.split(' id="')[1:]]
    assert ids == ["cite-plan-1", "cite-plan-1-2", "cite-plan-1-3"]
    [reference] = page.references
    assert [place.address for place in reference.places] == [f"#{one}" for one in ids]


def test_a_month_has_its_weeks_and_its_year(publish: Publish):
    found = view(publish(), "zh/archive/2026-06/").calendar
    assert found.weeks
    assert "2026" in str(found)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("短题 · 日刊", "短题 · 日刊"),
        ("a" * (TITLE - 3) + " · Daily", "a" * (TITLE - 3)),
        ("word " * 30, None),
        ("字" * 100, None),
    ],
)
def test_a_window_title_fits_and_is_cut_at_a_word(title: str, shown: str | None):
    made = window_title(title)
    assert len(made) <= TITLE
    if shown:
        assert made == shown
    else:
        assert made.endswith("…")
        assert len(made) > TITLE // 2
        assert "wor…" not in made
        assert title.startswith(made.removesuffix("…"))
        if " " not in title:
            assert len(made) == TITLE


def test_the_site_says_who_it_is_by(publish: Publish):
    root = publish()
    assert "，" in site_description(release(root).shelf.frames["zh"])
    assert site_description(release(root).shelf.frames["en"]) == "Daily, The editors"


def test_of_two_aliases_the_later_gives_way(publish: Publish):
    root = publish(
        {
            ITEM_PATH: ITEM + "aliases: [/2026-06-16/old/]\n",
            f"{DAY}/02-two.yaml": item("第二条") + "aliases: [/2026-06-16/old/]\n",
        }
    )
    publication = gather(root).publication
    assert publication
    found = collisions(publication, release(root).jobs)
    assert {one.span.path for one in found} == {f"{DAY}/02-two.yaml"}
    assert all("alias already" in one.message.en for one in found)
    root = publish({ITEM_PATH: ITEM + "aliases: [/2026-06-16/two/]\n", f"{DAY}/02-two.yaml": item("第二条")})
    publication = gather(root).publication
    assert publication
    assert not any("alias already" in one.message.en for one in collisions(publication, release(root).jobs))
