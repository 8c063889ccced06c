"""`digest init`, `digest new issue`, `digest new item`: files to start from."""

import re
from datetime import date
from pathlib import Path

from digest.commands.place import Stop
from digest.commands.recipes import PROGRAMS, recipes, without_known
from digest.commands.schema import install_schemas
from digest.desk.schemas import ITEM_LINE
from digest.diagnostic import Message
from digest.gather import site_of
from digest.load.tree import ISSUE_FILE, SITE_FILE, SOURCES_FILE
from digest.model.record import Site
from digest.model.values import ID_LENGTH, ID_PATTERN

ZONE = "Asia/Shanghai"
"""The zone that a publication starts with; its first issue is of the day that it is there."""

_LAST = 99
"""The last number of an item in an issue."""

_SITE = """\
# The publication. Every key is described in the README, and by `digest schema site`.
id: {identity}
base_url: https://digest.example.org/    # where the site will stand
timezone: {zone}
languages: [zh, en]                      # the first is the source language
schedule:
  at: "18:00"
  days: [mon, tue, wed, thu, fri]
title:
  zh: 每日动态
  en: Daily Digest
issuer:
  zh: 编辑部
  en: The editors
disclaimer:
  zh: 仅供参考。
  en: For information only.
unconfirmed: [base_url, title, issuer]   # delete what is right; until then pages say 示例 / Sample
"""

_SOURCES = """\
# Who can be cited. A citation's address lies under one of its source's domains.
nda:
  name: {zh: 国家数据局, en: National Data Administration}
  mark: {zh: NDA, en: NDA}
  kind: government
  home: https://www.nda.gov.cn/
"""

_ISSUE = """\
# {path}
status: draft            # draft | published | withdrawn | removed
headline:
{headline}
summary:
{summary}
abstract:
{abstract}
"""

_ITEM = """\
{line}
# {path}
headline:
{headline}
summary:
{summary}
topics: []
status: draft            # delete this line to publish it with its issue
body:
{body}
citations:
  - id: first            # [@first] after the sentence that rests on it
    source:              # a key of sources.yaml
    title:
{title}
    url:
    published:           # 2026-06-15
    verifies:
{verifies}
"""

_FIRST_ISSUE = """\
# {path}
status: published
publish_at: {day}T00:00    # at once; without this line, at the hour of the schedule
headline:
  zh: 第一期
  en: The first issue
abstract:
  zh: |
    这是第一期的摘要。
  en: |
    This is the abstract of the first issue.
"""

_FIRST_ITEM = """\
# {path}
headline:
  zh: 第一条：从这里开始
  en: "A first story: start here"
summary:
  zh: 每条消息一个文件，每个说法都有来源。
  en: One file a story, a source for each claim.
body:
  zh: |
    国家数据局的网站公布政策与解读。[@home]

    请改写这个文件，然后运行 `digest build`。
  en: |
    The National Data Administration publishes policies and readings on its website. [@home]

    Rewrite this file, then run `digest build`.
citations:
  - id: home
    source: nda
    title:
      zh: 国家数据局网站
      en: Website of the National Data Administration
    url: https://www.nda.gov.cn/
    verifies:
      zh: 政策与解读的发布渠道
      en: where policies and readings are published
"""


def init(folder: Path, today: date, ci: str | None = None) -> list[str]:
    """Start a publication in a folder that is empty or not yet there; the paths written.

    With `ci`, the recipe of a way to publish too; a publication that is there gets that alone.
    """
    if ci and (folder / SITE_FILE).is_file():
        return _with_recipe(folder, ci)
    if folder.exists() and (not folder.is_dir() or any(_visible(folder))):
        raise Stop(
            2,
            Message(f"{folder} is not empty", f"{folder} 不是空文件夹"),
            Message("name a new folder", "请指定一个新文件夹"),
        )
    identity = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "digest"
    day = f"content/{today:%Y/%m/%d}"
    files = {
        SITE_FILE: _SITE.format(identity=identity[:ID_LENGTH].strip("-"), zone=ZONE),
        SOURCES_FILE: _SOURCES,
        f"{day}/{ISSUE_FILE}": _FIRST_ISSUE.format(path=f"{day}/{ISSUE_FILE}", day=today),
        f"{day}/01-start-here.yaml": _FIRST_ITEM.format(path=f"{day}/01-start-here.yaml"),
        ".gitignore": "/build/\n/.venv/\n",
    }
    for path, text in files.items():
        _write(folder / path, text)
    return [*files, *(_with_recipe(folder, ci) if ci else ())]


def _with_recipe(folder: Path, ci: str) -> list[str]:
    """Write the recipe of a way to publish; the paths written."""
    site, _ = site_of(folder)
    if site is None:
        raise Stop(
            1,
            Message(f"{SITE_FILE} has errors", f"{SITE_FILE} 有错误"),
            Message("`digest check` tells where", "位置见 `digest check`"),
        )
    files = without_known(folder, recipes(ci, site))
    for path, text in files.items():
        _write(folder / path, text)
        if path in PROGRAMS:
            (folder / path).chmod(0o755)
    return list(files)


def new_issue(root: Path, site: Site, day: date) -> str:
    """A new day's folder with its issue.yaml; its path."""
    path = f"content/{day:%Y/%m/%d}/{ISSUE_FILE}"
    if (root / path).exists():
        raise Stop(2, Message(f"{path} is there already", f"{path} 已经存在"))
    blank = _by_language(site, "  ", "")
    text = _ISSUE.format(
        path=path, headline=blank, summary=blank, abstract=_by_language(site, "  ", "|\n    ")
    )
    _write(root / path, text)
    return path


def new_item(root: Path, site: Site, slug: str, day: date) -> str:
    """The next numbered item of a day; its path."""
    if not re.match(ID_PATTERN, slug) or len(slug) > ID_LENGTH:
        raise Stop(
            2,
            Message(f"{slug!r} is no slug", f"{slug!r} 不能用作文件名"),
            Message(
                "lower-case letters, digits and single hyphens, as in nda-datasets",
                "只用小写字母、数字和单个连字符，如 nda-datasets",
            ),
        )
    folder = root / f"content/{day:%Y/%m/%d}"
    taken = [path.name for path in folder.glob("[0-9][0-9]-*.yaml")]
    if not (folder / ISSUE_FILE).is_file():
        raise Stop(
            2,
            Message(f"there is no issue of {day} yet", f"还没有 {day} 这一期"),
            Message(f"`digest new issue {day}` starts it", f"请先 `digest new issue {day}`"),
        )
    if any(name[3:] == f"{slug}.yaml" for name in taken):
        raise Stop(2, Message(f"this issue has an item {slug} already", f"本期已有条目 {slug}"))
    number = max((int(name[:2]) for name in taken), default=0) + 1
    if number > _LAST:
        raise Stop(2, Message("an issue holds 99 items at most", "一期最多 99 条"))
    path = f"content/{day:%Y/%m/%d}/{number:02}-{slug}.yaml"
    blank = _by_language(site, "  ", "")
    text = _ITEM.format(
        line=ITEM_LINE,
        path=path,
        headline=blank,
        summary=blank,
        body=_by_language(site, "  ", "|\n    "),
        title=_by_language(site, "      ", ""),
        verifies=_by_language(site, "      ", ""),
    )
    install_schemas(root)
    _write(root / path, text)
    return path


def _by_language(site: Site, indent: str, value: str) -> str:
    return "\n".join(f"{indent}{language}: {value}".rstrip(" ") for language in site.languages)


def _visible(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.startswith(".")]


def _write(path: Path, text: str) -> None:
    """Write a new file; one that is there is never touched."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
