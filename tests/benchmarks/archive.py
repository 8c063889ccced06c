"""A number → a synthetic archive of that many issues in the contract's formats.

Deterministic: the same number is the same bytes, and a longer archive begins with a shorter one.
Stories have the length, marks, figures and citations of the sample publication's.

    write_archive(Path("/tmp/ten-years"), issues=3650)
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from .phrases import (
    CLAIMS,
    HEADLINES,
    MONTHS,
    PLACES,
    REMARKS,
    SOURCES,
    SUBJECTS,
    TITLES,
    TOPICS,
    VERIFIES,
)

FIRST_DAY = date(2016, 7, 1)
LANGUAGES = ("zh", "en")
Both = tuple[str, str]
"""A text in Chinese and English."""

SITE = """\
id: bench-daily
base_url: https://digest.nda.gov.cn/
timezone: Asia/Shanghai
languages: [zh, en]
title: {zh: 新质生产力每日动态, en: New Quality Productive Forces Daily}
issuer: {zh: 编辑部, en: The editors}
disclaimer:
  zh: |
    仅供行业研究参考，不构成投资建议。
  en: |
    For industry research only; not investment advice.
"""


@dataclass(frozen=True)
class Cited:
    """A citation of a story."""

    id: str
    source: str
    title: Both
    url: str
    published: date
    verifies: Both


@dataclass(frozen=True)
class Story:
    """A story; its paragraphs hold marks as `[@id]`."""

    day: date
    number: int
    slug: str
    headline: Both
    summary: Both
    topics: tuple[str, ...]
    paragraphs: tuple[Both, ...]
    citations: tuple[Cited, ...]
    correction: Both | None

    def body(self, language: str) -> str:
        """The Markdown of one language."""
        place = LANGUAGES.index(language)
        return "\n\n".join(paragraph[place] for paragraph in self.paragraphs)


@dataclass(frozen=True)
class Day:
    """An issue with its stories."""

    day: date
    number: int
    abstract: Both
    stories: tuple[Story, ...]


def days(issues: int, items: int = 5) -> Iterator[Day]:
    """The issues of an archive, one a day."""
    for number in range(issues):
        yield _day(FIRST_DAY + timedelta(days=number), number + 1, items)


def write_archive(root: Path, issues: int, items: int = 5) -> Path:
    """Write a publication with an archive under `root`."""
    _write(root / "content/site.yaml", SITE)
    _write(root / "content/topics.yaml", "".join(_topic(*one) for one in TOPICS))
    _write(root / "sources.yaml", "".join(_source(*one) for one in SOURCES))
    for day in days(issues, items):
        write_day(root, day)
    return root


def write_day(root: Path, day: Day) -> None:
    """Write one issue with its items."""
    folder = root / f"content/{day.day:%Y/%m/%d}"
    _write(folder / "issue.yaml", _issue(day))
    for story in day.stories:
        _write(folder / f"{story.number:02}-{story.slug}.yaml", item_yaml(story))


# Text -----------------------------------------------------------------------------------------


def _day(day: date, number: int, items: int) -> Day:
    stories = tuple(_story(day, place) for place in range(1, items + 1))
    abstract = tuple(
        joint.join(story.summary[place] for story in stories[:3]) for place, joint in enumerate(("", " "))
    )
    return Day(day, number, (abstract[0], abstract[1]), stories)


def _story(day: date, number: int) -> Story:
    chance = random.Random(f"{day}/{number}")
    sources = chance.sample(SOURCES, 3)
    subject = chance.choice(SUBJECTS)
    place = chance.choice(PLACES)
    citations = tuple(
        _cited(chance, day, index, source[0], subject, place) for index, source in enumerate(sources)
    )
    values = [_values(chance, day, source, subject, place) for source in sources]
    paragraphs = [_paragraph(chance, citations, values) for _ in range(2)]
    paragraphs.append(_joined(chance.sample(REMARKS, 3)))
    if chance.random() < 0.15:
        paragraphs.insert(1, _list(chance, values[0]))
    summary = _filled(chance.choice(CLAIMS), values[1])
    correction = _filled(("成本降幅应为{percent}%。", "The fall in cost is {percent}%."), values[2])
    return Story(
        day,
        number,
        f"story-{number}-{chance.randrange(16**6):06x}",
        _filled(chance.choice(HEADLINES), values[0]),
        (summary[0].replace("*", ""), summary[1].replace("*", "")),
        tuple(topic[0] for topic in chance.sample(TOPICS, chance.choice((1, 1, 2)))),
        tuple(paragraphs),
        citations,
        correction if chance.random() < 0.01 else None,
    )


def _values(
    chance: random.Random, day: date, source: tuple[str, ...], subject: Both, place: Both
) -> list[dict[str, object]]:
    figures = {
        "count": chance.randrange(3, 900),
        "percent": round(chance.uniform(2, 95), 1),
        "money": chance.randrange(2, 300),
        "year": day.year + chance.randrange(1, 4),
        "month": day.month,
        "day": day.day,
        "month_name": MONTHS[day.month - 1],
    }
    return [
        {**figures, "mark": source[3], "subject": subject[0], "place": place[0]},
        {
            **figures,
            "mark": source[4],
            "by": source[4] if source[5] == "agency" else f"the {source[4]}",
            "subject": subject[1],
            "place": place[1],
        },
    ]


def _filled(frame: Both, values: list[dict[str, object]]) -> Both:
    chinese, english = (text.format(**own) for text, own in zip(frame, values, strict=True))
    return chinese, english[0].upper() + english[1:]


def _paragraph(
    chance: random.Random, citations: tuple[Cited, ...], values: list[list[dict[str, object]]]
) -> Both:
    sentences = []
    for place, frame in enumerate(chance.sample(CLAIMS, len(citations))):
        chinese, english = _filled(frame, values[place])
        mark = f"[@{citations[place].id}]"
        sentences.append((f"{chinese}{mark}", f"{english} {mark}"))
    return _joined(sentences)


def _joined(sentences: list[Both]) -> Both:
    return "".join(one[0] for one in sentences), " ".join(one[1] for one in sentences)


def _list(chance: random.Random, values: list[dict[str, object]]) -> Both:
    lines = [_filled(frame, values) for frame in chance.sample(VERIFIES, 3)]
    return "\n".join(f"- {one[0]}" for one in lines), "\n".join(f"- {one[1]}" for one in lines)


def _cited(chance: random.Random, day: date, index: int, source: str, subject: Both, place: Both) -> Cited:
    host = next(one[6] for one in SOURCES if one[0] == source)
    names: list[dict[str, object]] = [
        {"subject": subject[side], "place": place[side], "year": day.year} for side in (0, 1)
    ]
    return Cited(
        f"{source}-{index + 1}",
        source,
        _filled(chance.choice(TITLES), names),
        f"https://www.{host}/{day:%Y-%m}/{chance.randrange(10**7)}.html",
        day - timedelta(days=chance.randrange(0, 9)),
        _filled(chance.choice(VERIFIES), names),
    )


# YAML -----------------------------------------------------------------------------------------


def item_yaml(story: Story) -> str:
    """A story as an item's file."""
    lines = [
        *_by_language("headline", story.headline),
        *_by_language("summary", story.summary),
        f"topics: [{', '.join(story.topics)}]",
        "body:",
    ]
    for language in LANGUAGES:
        lines += [f"  {language}: |", textwrap.indent(story.body(language), "    ")]
    lines.append("citations:")
    for cited in story.citations:
        lines += [
            f"  - id: {cited.id}",
            f"    source: {cited.source}",
            *_by_language("title", cited.title, "    "),
            f"    url: {cited.url}",
            f"    published: {cited.published}",
            *_by_language("verifies", cited.verifies, "    "),
        ]
    if story.correction:
        at = story.day + timedelta(days=1)
        lines += ["corrections:", f"  - at: {at}T09:30", "    text:"]
        lines += [
            f"      {language}: {_quoted(text)}"
            for language, text in zip(LANGUAGES, story.correction, strict=True)
        ]
    return "\n".join(lines) + "\n"


def _issue(day: Day) -> str:
    lines = ["status: published", f"number: {day.number}", "abstract:"]
    for language, text in zip(LANGUAGES, day.abstract, strict=True):
        lines += [f"  {language}: |", f"    {text}"]
    return "\n".join(lines) + "\n"


def _by_language(key: str, text: Both, indent: str = "") -> list[str]:
    return [f"{indent}{key}:", f"{indent}  zh: {_quoted(text[0])}", f"{indent}  en: {_quoted(text[1])}"]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _topic(identity: str, chinese: str, english: str) -> str:
    return f"- {{id: {identity}, name: {{zh: {chinese}, en: {english}}}}}\n"


def _source(
    identity: str, chinese: str, english: str, chinese_mark: str, english_mark: str, kind: str, host: str
) -> str:
    return (
        f"{identity}:\n  name: {{zh: {chinese}, en: {english}}}\n"
        f"  mark: {{zh: {chinese_mark}, en: {english_mark}}}\n"
        f"  kind: {kind}\n  home: https://www.{host}/\n"
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
