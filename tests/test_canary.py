"""Every text field of every file holds what would run if it were not escaped: nothing runs anywhere."""

import json
import re
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from gallery import chart
from lxml import etree, html
from playwright.sync_api import Browser
from reading import served
from samples import write

from digest.build import build
from digest.options import Options

pytestmark = pytest.mark.slow

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
CANARY = '"><script>alert(1)</script>{{7*7}}'
C = json.dumps(CANARY)
BOTH = f"{{zh: {C}, en: {C}}}"
DAY = "content/2026/06/16"

SITE = f"""\
id: daily
base_url: https://digest.nda.gov.cn/
timezone: Asia/Shanghai
languages: [zh, en]
title: {BOTH}
issuer: {BOTH}
short_issuer: {BOTH}
producers: [{BOTH}]
disclaimer: {BOTH}
qr: [{{caption: {BOTH}, url: https://digest.nda.gov.cn/account}}]
filings: [{{text: {C}, url: https://beian.miit.gov.cn/}}]
contact: {C}
licence: {BOTH}
sections: [{{id: policy, name: {BOTH}}}]
words:
  abstract: {BOTH}
  references: {BOTH}
  home: {BOTH}
  items_one: {BOTH}
about: {BOTH}
"""

SOURCES = f"""\
nda: {{name: {BOTH}, mark: {BOTH}, kind: government, home: https://www.nda.gov.cn/}}
ap: {{name: {BOTH}, mark: {BOTH}, kind: agency, home: https://apnews.com/}}
"""

CORRECTION = f"corrections: [{{at: 2026-06-17T09:30, text: {BOTH}, was: {BOTH}, now: {BOTH}}}]\n"

ISSUE = f"""\
status: published
headline: {BOTH}
summary: {BOTH}
abstract: {BOTH}
credits: [{{role: {BOTH}, name: {BOTH}}}]
approved: {{by: {C}, at: 2026-06-16T17:40}}
{CORRECTION}"""

BODY = f"""\
    Text {CANARY} [@first; @second] and [{CANARY}](https://www.nda.gov.cn/) and `{CANARY}`.

    ## {CANARY}

    | {CANARY} | b |
    |---|---|
    | a | {CANARY} |

    > {CANARY}

    - {CANARY}
"""

ITEM = f"""\
headline: {BOTH}
short_headline: {BOTH}
summary: {BOTH}
topics: [data]
section: policy
image: {{file: chart.png, alt: {BOTH}, credit: {BOTH}}}
body:
  zh: |
{BODY}
  en: |
{BODY}
citations:
  - {{id: first, source: nda, also: [ap], title: {BOTH}, authors: [{C}], number: {C}, quote: {C},
     verifies: {BOTH}}}
  - {{id: second, source: ap, type: news, title: {BOTH}, url: https://apnews.com/a, crosschecks: first,
     verifies: {BOTH}}}
{CORRECTION}allow: [{{rule: late-citation, reason: {C}}}]
"""

GONE = f"status: withdrawn\nreason: {BOTH}\nheadline: {BOTH}\nbody: {BOTH}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site, bulletins too."""
    root = write(
        tmp_path_factory.mktemp("canary"),
        {
            "content/site.yaml": SITE,
            "content/topics.yaml": f"[{{id: data, name: {BOTH}}}]\n",
            "content/glossary.yaml": f"[{{zh: {C}, en: {C}}}]\n",
            "sources.yaml": SOURCES,
            f"{DAY}/issue.yaml": ISSUE,
            f"{DAY}/01-plan.yaml": ITEM,
            f"{DAY}/02-gone.yaml": GONE,
            f"{DAY}/chart.png": chart(),
        },
    )
    outcome = build(Options(root, root / "build", NOW))
    assert outcome.published, outcome.verdict.stopping
    return root / "build/site"


def texts(site: Path) -> Iterator[tuple[Path, str]]:
    """Every file that is text, and the text of every bulletin."""
    for path in sorted(site.rglob("*")):
        if path.suffix == ".pdf":
            asked = ["pdftotext", str(path), "-"]
            yield path, subprocess.run(asked, check=True, capture_output=True, text=True).stdout
        elif path.suffix in {".html", ".xml", ".json", ".md", ".txt", ".js", ".css", ".svg"}:
            yield path, path.read_text("utf-8")


def test_no_script_comes_of_a_text(site: Path):
    for path in site.rglob("*.html"):
        harmless(html.parse(path), path)
    for path in site.rglob("*.xml"):
        for text in etree.parse(path).xpath("//*[@type='html']/text()"):
            harmless(html.fromstring(f"<div>{text}</div>"), path)
    for path in site.rglob("feed.json"):
        for item in json.loads(path.read_text("utf-8"))["items"]:
            harmless(html.fromstring(f"<div>{item['content_html']}</div>"), path)


def harmless(page: object, path: Path) -> None:
    """Nothing on a page runs but files of our own; data is no script."""
    ours = "@type='application/ld+json' or starts-with(@src, '../') or starts-with(@src, 'assets/')"
    assert page.xpath(f"//script[not({ours})]") == [], path  # type: ignore[attr-defined]
    assert page.xpath("//@*[starts-with(name(), 'on')]") == [], path  # type: ignore[attr-defined]


def test_no_text_is_taken_for_a_template(site: Path):
    seen = 0
    for path, text in texts(site):
        joined = re.sub(r"\s+", "", text)
        assert not re.search(r"alert\(1\).{0,40}49", joined), path
        seen += "{{7*7}}" in joined
    assert seen > 30


@pytest.mark.browser
def test_nothing_runs_in_a_browser(site: Path, browser: Browser):
    page = browser.new_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message) or dialog.dismiss())  # type: ignore[func-returns-value]
    with served(site) as origin:
        for path in sorted(site.rglob("*.html")):
            page.goto(origin + path.relative_to(site).as_posix(), wait_until="domcontentloaded")
    page.close()
    assert asked == []
