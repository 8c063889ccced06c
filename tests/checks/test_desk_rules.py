"""The deskman's rules over a whole publication: terms, sources, translations, lengths; each at its place."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from samples import DAY, ISSUE, ISSUE_PATH, ITEM, ITEM_PATH, SITE, SOURCES

from digest.commands.check import check
from digest.options import Options

Publish = Callable[..., Path]
Said = list[tuple[str, str, int, int]]

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
REUTERS = """\
reuters:
  name: {zh: 路透社, en: Reuters}
  mark: {zh: 路透社, en: Reuters}
  kind: agency
  home: https://www.reuters.com/
"""
GLOSSARY = """\
- {zh: 新质生产力, en: new quality productive forces}
- {zh: 国家数据局, zh_not: [数据局], en: National Data Administration, en_also: [NDA], en_not: [Data Bureau]}
- {zh: 数据, en: data}
"""


def said(publish: Publish, changes: dict[str, str | bytes | None]) -> Said:
    """What is said: code, file's name, line, column."""
    root = publish({"sources.yaml": SOURCES + REUTERS, **changes})
    found = check(Options(root, root / "build", NOW), []).said
    return [(one.code, one.span.path.rpartition("/")[2], one.span.line, one.span.column) for one in found]


# Terms ------------------------------------------------------------------------------------------


def terms(publish: Publish, zh: str, en: str) -> list[tuple[str, int, int]]:
    item = ITEM.replace("它说明**供给**是重点。", zh).replace("It shows that *supply* is what counts.", en)
    found = said(publish, {ITEM_PATH: item, "content/glossary.yaml": GLOSSARY})
    return [(code, line, column) for code, _, line, column in found]


def test_preferred_and_allowed_forms_are_fine(publish: Publish):
    assert (
        terms(publish, "国家数据局说明**新质**生产力。", "The NDA explains new-quality *productive forces*.")
        == []
    )


def test_words_may_come_between_those_of_a_term(publish: Publish):
    assert terms(publish, "新质生产力。", "These new high-quality productive forces.") == []


def test_a_discouraged_form_is_told_and_a_longer_form_hides_it(publish: Publish):
    assert terms(publish, "国家数据局和数据局。", "The NDA and the Data Bureau.") == [
        ("discouraged-term", 9, 11),
        ("discouraged-term", 13, 21),
    ]


def test_a_term_without_its_translation_is_told_once(publish: Publish):
    assert terms(publish, "新质生产力就是新质生产力。", "This is new productivity.") == [
        ("term-mismatch", 9, 5)
    ]


@pytest.mark.parametrize(
    ("zh", "en", "told"),
    [
        ("新型生产力。", "This is a new quality productive force.", []),
        ("新型生产力。", "New quality productive forces are what counts.", [("term-mismatch", 13, 5)]),
        (
            "新型生产力。",
            "New quality productive forces: new quality productive forces.",
            [("term-mismatch", 13, 5)],
        ),
        ("新质生产力。", "New quality productive forces are what counts.", []),
        ("该局说明。", "The NDA explains.", []),
    ],
)
def test_a_term_of_the_translation_stands_in_the_source_text(
    publish: Publish, zh: str, en: str, told: list[tuple[str, int, int]]
):
    assert terms(publish, zh, en) == told


# Sources ----------------------------------------------------------------------------------------


def cited(publish: Publish, citations: str, **changes: str | bytes | None) -> Said:
    head = ITEM.partition("citations:\n")[0].replace("[@plan]", "[@a]")
    return said(publish, {ITEM_PATH: f"{head}citations:\n{citations}", **changes})


def citation(identity: str, source: str, more: str = "") -> str:
    return (
        f"  - id: {identity}\n    source: {source}\n    title: {{zh: 报道{identity}}}\n"
        "    verifies: {zh: 行动}\n    published: 2026-06-15\n" + more
    )


@pytest.mark.parametrize(
    ("citations", "told"),
    [
        (citation("a", "nda"), False),
        (citation("a", "xinhua"), True),
        (citation("a", "xinhua", "    type: law\n"), False),
        (citation("a", "xinhua") + citation("b", "reuters", "    crosschecks: a\n"), False),
        (citation("a", "xinhua") + citation("b", "xinhua", "    crosschecks: a\n"), True),
        (citation("a", "xinhua", "    also: [reuters]\n"), False),
        (
            citation("a", "reuters", "    origin: xinhua\n")
            + citation("b", "xinhua", "    crosschecks: a\n"),
            True,
        ),
        (
            citation("a", "reuters", "    origin: eia\n") + citation("b", "reuters", "    crosschecks: a\n"),
            False,
        ),
    ],
)
def test_an_item_rests_on_one_official_document_or_two_origins(publish: Publish, citations: str, told: bool):
    found = cited(publish, citations)
    assert [one[0] for one in found] == (["single-origin"] if told else [])


@pytest.mark.parametrize(
    ("published", "kind", "told"),
    [
        ("2025-12-19", "web", False),
        ("2025-12-17", "web", True),
        ("2025", "web", False),
        ("2024", "web", True),
        ("2025-11", "web", True),
        ("2019-01-01", "law", False),
    ],
)
def test_a_document_goes_stale_after_half_a_year(publish: Publish, published: str, kind: str, told: bool):
    text = ITEM.replace("2026-06-15", f"{published}\n    type: {kind}")
    assert said(publish, {ITEM_PATH: text}) == ([("citation-stale", "01-plan.yaml", 19, 16)] if told else [])


QUOTED = ITEM + "    quote: 方案部署七项行动，到2030年完成。\n"


def test_a_quote_holds_the_figure_that_it_bears_out(publish: Publish):
    assert said(publish, {ITEM_PATH: QUOTED}) == [("quote-figure", "01-plan.yaml", 21, 12)]
    assert said(publish, {ITEM_PATH: QUOTED.replace("七项", "六项")}) == []


def test_a_quote_may_be_in_another_language(publish: Publish):
    english = QUOTED.replace("方案部署七项行动，到2030年完成。", "There are {} actions, to be done by 2030.")
    assert said(publish, {ITEM_PATH: english.replace("{}", "six")}) == []
    assert [one[0] for one in said(publish, {ITEM_PATH: english.replace("{}", "five")})] == ["quote-figure"]


def test_a_document_and_a_headline_of_an_earlier_issue_are_told(publish: Publish):
    earlier = {"content/2026/06/15/issue.yaml": ISSUE, "content/2026/06/15/01-plan.yaml": ITEM}
    assert said(publish, earlier) == [
        ("repeated-headline", "01-plan.yaml", 2, 7),
        ("repeated-headline", "01-plan.yaml", 3, 7),
        ("repeated-document", "01-plan.yaml", 18, 10),
    ]


def test_laws_come_back_and_a_home_page_is_no_document(publish: Publish):
    headline = "数据集方案公布：供给先行"
    for change in (
        ("published: 2026-06-15", "published: 2026-06-15\n    type: law"),
        ("gov.cn/plan", "gov.cn/"),
    ):
        item = ITEM.replace(*change)
        other = item.replace(headline, "另一个标题").replace(
            "Data set plan published", "Another headline of ours"
        )
        earlier = {"content/2026/06/15/issue.yaml": ISSUE, "content/2026/06/15/01-plan.yaml": other}
        assert said(publish, {**earlier, ITEM_PATH: item}) == []


# Translations -----------------------------------------------------------------------------------


def test_what_is_not_translated_is_told_unless_it_is_left_out_on_purpose(publish: Publish):
    brief = ITEM.replace('  en: "Data set plan published: supply comes first"\n', "")
    assert said(publish, {ITEM_PATH: brief}) == [("untranslated", "01-plan.yaml", 1, 1)]
    assert said(publish, {ITEM_PATH: brief, "content/site.yaml": SITE + "missing_translation: omit\n"}) == []
    assert said(publish, {ITEM_PATH: brief + "status: draft\n", f"{DAY}/02-x.yaml": ITEM}) == []


def test_a_draft_and_an_outdated_translation_are_told(publish: Publish):
    draft = "translation:\n  en: {status: draft}\n"
    assert said(publish, {ITEM_PATH: ITEM + draft}) == [("draft-translation", "01-plan.yaml", 22, 16)]
    accepted = "translation:\n  en: {status: reviewed, of: 280f9e7936c7}\n"
    assert said(publish, {ITEM_PATH: ITEM + accepted}) == []
    mended = ITEM.replace("公布方案，共", "公布方案：共")
    assert said(publish, {ITEM_PATH: mended + accepted}) == []
    changed = ITEM.replace("供给**是重点", "供给**是关键")
    assert said(publish, {ITEM_PATH: changed + accepted}) == [
        ("outdated-translation", "01-plan.yaml", 22, 30)
    ]


def test_an_issue_that_changed_after_its_approval_is_told(publish: Publish):
    approved = ISSUE + "approved: {by: 王编辑, at: 2026-06-16T17:40, of: 0123456789ab}\n"
    assert said(publish, {ISSUE_PATH: approved}) == [("outdated-approval", "issue.yaml", 8, 47)]


# Lengths ----------------------------------------------------------------------------------------

LONG = "国家数据局公布推进行业高质量数据集建设行动的实施方案并对六项行动逐一作出解读"


def test_a_long_headline_wants_a_short_one(publish: Publish):
    long = ITEM.replace("数据集方案公布：供给先行", LONG)
    assert said(publish, {ITEM_PATH: long}) == [("long-headline", "01-plan.yaml", 2, 7)]
    assert said(publish, {ITEM_PATH: long + "short_headline: {zh: 数据集方案公布}\n"}) == []


def test_the_issue_and_its_issuer_fit_too(publish: Publish):
    issue = ISSUE.replace("zh: 数据供给", f"zh: {LONG}") + f"summary: {{zh: {'数据供给，' * 25}}}\n"
    site = SITE.replace("zh: 编辑部", "zh: 中国高技术产业发展促进会新质生产力委员会")
    assert said(publish, {ISSUE_PATH: issue, "content/site.yaml": site}) == [
        ("long-headline", "issue.yaml", 2, 16),
        ("long-summary", "issue.yaml", 8, 15),
        ("long-issuer", "site.yaml", 6, 14),
    ]


def test_nobody_is_warned_of_what_is_removed(publish: Publish):
    bad = ITEM.replace("公布方案，共", "公布方案,共")
    assert said(publish, {ITEM_PATH: bad}) == [("half-width-mark", "01-plan.yaml", 7, 14)]
    assert said(publish, {ITEM_PATH: bad + "status: removed\n", f"{DAY}/02-x.yaml": ITEM}) == []
    gone = ISSUE.replace("status: published", "status: removed")
    assert said(publish, {ITEM_PATH: bad, ISSUE_PATH: gone}) == []


def test_what_a_build_has_judged_is_not_judged_again_and_says_the_same(publish: Publish):
    from digest.build import build

    earlier = {"content/2026/06/15/issue.yaml": ISSUE, "content/2026/06/15/01-plan.yaml": ITEM}
    root = publish({"sources.yaml": SOURCES + REUTERS, **earlier})
    options = Options(root, root / "build", NOW, pdf=False)
    cold = check(options, []).said
    assert build(options).published
    before = {path: path.stat().st_mtime_ns for path in (root / "build").rglob("*")}
    assert check(options, []).said == cold
    assert {path: path.stat().st_mtime_ns for path in (root / "build").rglob("*")} == before
