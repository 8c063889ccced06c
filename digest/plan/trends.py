"""Editions → what moved: topics by month, sources by kind, items by issue.

The counts are made when the site is planned, so that a page is drawn anew when they change and
not when a word does.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from digest import address
from digest.model.source import OFFICIAL_KINDS, Source
from digest.plan.charts import Legend, Series, columns, lengths, strips
from digest.plan.chrome import JOINT, Frame, page
from digest.plan.edition import Edition
from digest.plan.job import Facts, Job, job
from digest.plan.phrases import phrase
from digest.plan.shelf import Shelf
from digest.view.phrase import Link, Phrase
from digest.view.trends import ChartView, RowView, TableView, TrendsPage
from digest.words import counted, fill, month_name, short_day, short_month

ISSUES = 60
"""Issues that are drawn one by one, the newest."""

EVERY, SECOND = 6, 12
"""Up to so many months each, and every second, has its name below."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What is drawn: by month and topic, by kind of source, by issue; the oldest first."""

    months: tuple[str, ...]
    topics: tuple[tuple[str, dict[str, str], tuple[int, ...]], ...]
    kinds: tuple[tuple[str, int, int], ...]
    issues: tuple[tuple[date, int], ...]


def trends(shelf: Shelf, language: str, own: Frame) -> Iterator[Job]:
    """The trends of a language, once there is an issue."""
    if not shelf.shown(language):
        return
    twins = shelf.twins({one: address.trends(one) for one in shelf.frames if shelf.shown(one)})
    counts = counts_of(shelf, language)
    yield job(address.trends(language), "html", "trends.html", trends_page, own, counts, twins)


def counts_of(shelf: Shelf, language: str) -> Counts:
    """The counts of a language."""
    editions = shelf.shown(language)
    months = _months(editions[0].day.date, editions[-1].day.date)
    by_topic: dict[str, Counter[str]] = {}
    for edition in editions:
        month = address.month_of(edition.day.date)
        for item in edition.items:
            for topic in dict.fromkeys(item.topics):
                by_topic.setdefault(topic, Counter())[month] += 1
    names = {topic.id: topic.name for topic in shelf.publication.topics.topics}
    ranked = sorted(by_topic, key=lambda one: (-by_topic[one].total(), list(names).index(one)))
    return Counts(
        months=months,
        topics=tuple((one, names[one], tuple(by_topic[one][month] for month in months)) for one in ranked),
        kinds=_kinds(editions, shelf.publication.registry.sources),
        issues=tuple((edition.day.date, len(edition.items)) for edition in editions[-ISSUES:]),
    )


def _months(first: date, last: date) -> tuple[str, ...]:
    """All months between two days, as addresses have them."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(f"{number // 12:04d}-{number % 12 + 1:02d}" for number in numbers)


def _kinds(editions: list[Edition], sources: Mapping[str, Source]) -> tuple[tuple[str, int, int], ...]:
    """Kinds of sources, how often items cite one and how many they cite; the most cited first.

    An item counts a source once, however many of its documents it cites.
    """
    times: Counter[str] = Counter()
    publishers: dict[str, set[str]] = {}
    for edition in editions:
        for item in edition.items:
            for one in item.cited:
                times[sources[one].kind] += 1
                publishers.setdefault(sources[one].kind, set()).add(one)
    ranked = sorted(times, key=lambda kind: (-times[kind], kind))
    return tuple((kind, times[kind], len(publishers[kind])) for kind in ranked)


def trends_page(frame: Frame, counts: Counts, twins: Mapping[str, str], facts: Facts) -> TrendsPage:
    """The charts that have something to show."""
    words = frame.chrome.words
    charts = [_topics(frame, counts) if counts.topics else None]
    charts += [_kinds_chart(frame, counts) if counts.kinds else None, _issues(frame, counts)]
    return TrendsPage(
        page=page(
            frame,
            address.trends(frame.language),
            "trends",
            f"{words['trends']}{JOINT}{frame.chrome.title.text}",
            words["trends_about"],
            twins,
            translated=tuple(twins),
        ),
        chrome=frame.chrome,
        heading=words["trends"],
        note=words["trends_about"],
        charts=tuple(chart for chart in charts if chart),
    )


def _topics(frame: Frame, counts: Counts) -> ChartView:
    words, locale = frame.chrome.words, frame.site.locale(frame.language)
    months = [month_name(month, locale) for month in counts.months]
    series = [
        Series(phrase(name, frame.language, frame.site), figures, counted(words, "items", sum(figures)))
        for _, name, figures in counts.topics
    ]
    span = months[0] if len(months) == 1 else fill(words["from_to"], first=months[0], last=months[-1])
    most = _listed(frame, [(one.label.text, sum(one.figures)) for one in series[:3]])
    legend = Legend(
        "topics",
        words["trends_topics"],
        span,
        fill(words["trends_topics_told"], span=span, most=most),
    )
    table = TableView(
        head=(Phrase(words["month"]), *(one.label for one in series)),
        rows=tuple(
            RowView(
                Link(Phrase(months[at]), address.archive(frame.language, counts.months[at])),
                tuple(str(one.figures[at]) for one in series),
            )
            for at in reversed(range(len(months)))
        ),
    )
    if len(months) == 1:
        return lengths(legend, series, table)
    return strips(legend, series, months, _month_feet(counts.months, locale), table)


def _month_feet(months: tuple[str, ...], locale: str) -> list[str]:
    """The names of months below their columns: as many as there is room for on a phone."""
    last = len(months) - 1
    if len(months) <= EVERY:
        return [short_month(month, locale) for month in months]
    if len(months) <= SECOND:
        return [short_month(month, locale) if (last - at) % 2 == 0 else "" for at, month in enumerate(months)]
    every = -(-len(months) // 60)
    middle = range(len(months) * 3 // 10, len(months) * 7 // 10)
    return [
        month_name(month, locale)
        if at in (0, last)
        else month[:4]
        if month.endswith("-01") and at in middle and int(month[:4]) % every == 0
        else ""
        for at, month in enumerate(months)
    ]


def _kinds_chart(frame: Frame, counts: Counts) -> ChartView:
    words = frame.chrome.words
    total = sum(times for _, times, _ in counts.kinds)
    series = [
        Series(
            Phrase(words[f"kind_{kind}"]),
            (times,),
            f"{counted(words, 'citations', times)}{JOINT}{_share(times, total)}",
            kind in OFFICIAL_KINDS,
        )
        for kind, times, _ in counts.kinds
    ]
    most = _listed(frame, [(one.label.text, one.figures[0]) for one in series[:3]])
    legend = Legend(
        "kinds",
        words["trends_kinds"],
        words["trends_kinds_note"],
        fill(words["trends_kinds_told"], total=total, most=most),
    )
    head = ("source_kind", "citations", "share", "publishers")
    table = TableView(
        head=tuple(Phrase(words[one]) for one in head),
        rows=tuple(
            RowView(
                Link(Phrase(f"{words[f'kind_{kind}']}{JOINT}{words[_standing(kind)]}"), ""),
                (str(times), _share(times, total), str(publishers)),
            )
            for kind, times, publishers in counts.kinds
        ),
    )
    return lengths(legend, series, table)


def _standing(kind: str) -> str:
    return "official" if kind in OFFICIAL_KINDS else "secondary"


def _issues(frame: Frame, counts: Counts) -> ChartView:
    words, locale = frame.chrome.words, frame.site.locale(frame.language)
    figures = [figure for _, figure in counts.issues]
    days = [short_day(day, locale) for day, _ in counts.issues]
    feet = [""] * len(days)
    feet[0] = days[0]
    if len(days) >= EVERY:
        feet[-1] = days[-1]
    legend = Legend(
        "issues",
        words["trends_issues"],
        fill(words["newest_issues"], count=len(days)) if len(days) == ISSUES else "",
        fill(
            words["trends_issues_told"],
            count=len(days),
            least=min(figures),
            most=max(figures),
            first=days[0],
            last=days[-1],
        ),
    )
    table = TableView(
        head=(Phrase(words["date"]), Phrase(words["items"])),
        rows=tuple(
            RowView(Link(Phrase(day.isoformat()), address.issue(frame.language, day)), (str(figure),))
            for day, figure in reversed(counts.issues)
        ),
    )
    names = [f"{day}: {figure}" for day, figure in zip(days, figures, strict=True)]
    return columns(legend, figures, names, feet, table)


def _listed(frame: Frame, figures: list[tuple[str, int]]) -> str:
    """数据要素（12）、人工智能（9）; in English with commas."""
    zh = frame.language == "zh"
    return ("、" if zh else ", ").join(
        f"{name}（{figure}）" if zh else f"{name} ({figure})" for name, figure in figures
    )


def _share(part: int, total: int) -> str:
    """A share in whole hundredths; what is less than one says so."""
    return "<1%" if 0 < part * 200 < total else f"{round(part * 100 / total)}%"
