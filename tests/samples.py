"""Small publications as mappings of path to text, for tests to change one thing in."""

import textwrap
from pathlib import Path

SITE = """\
id: daily
base_url: https://digest.nda.gov.cn/
timezone: Asia/Shanghai
languages: [zh, en]
title: {zh: 每日动态, en: Daily}
issuer: {zh: 编辑部, en: The editors}
"""

SOURCES = """\
nda:
  name: {zh: 国家数据局, en: National Data Administration}
  mark: {zh: NDA, en: NDA}
  kind: government
  home: https://www.nda.gov.cn/
xinhua:
  name: {zh: 新华社, en: Xinhua}
  mark: {zh: 新华社, en: Xinhua}
  kind: agency
  home: https://www.xinhuanet.com/
"""

TOPICS = """\
- {id: data, name: {zh: 数据要素, en: Data}}
- {id: energy, name: {zh: 能源, en: Energy}}
"""

ISSUE = """\
status: published
headline: {zh: 数据供给, en: Supply of data}
abstract:
  zh: |
    今日两条。
  en: |
    Two stories today.
"""

ITEM = """\
headline:
  zh: 数据集方案公布：供给先行
  en: "Data set plan published: supply comes first"
topics: [data]
body:
  zh: |
    国家数据局公布方案，共6项行动。[@plan]

    它说明**供给**是重点。
  en: |
    The National Data Administration published a plan of 6 actions. [@plan]

    It shows that *supply* is what counts.
citations:
  - id: plan
    source: nda
    title: {zh: 行业数据集方案, en: Plan for data sets}
    url: https://www.nda.gov.cn/plan
    published: 2026-06-15
    verifies: {zh: 六项行动, en: the six actions}
"""

DAY = "content/2026/06/16"
ITEM_PATH = f"{DAY}/01-plan.yaml"
ISSUE_PATH = f"{DAY}/issue.yaml"


def minimal() -> dict[str, str]:
    """A publication of one issue with one item, in two languages, that has nothing to complain of."""
    return {
        "content/site.yaml": SITE,
        "content/topics.yaml": TOPICS,
        "sources.yaml": SOURCES,
        ISSUE_PATH: ISSUE,
        ITEM_PATH: ITEM,
    }


def item(headline: str = "标题", body: str = "正文。", **more: str) -> str:
    """An item in Chinese alone, with further keys as YAML."""
    lines = [f"headline: {{zh: {headline}}}", "body:", "  zh: |", textwrap.indent(body, "    ")]
    return "\n".join([*lines, *(f"{key}: {value}" for key, value in more.items())]) + "\n"


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files under a root."""
    for path, text in files.items():
        at = root / path
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return root
