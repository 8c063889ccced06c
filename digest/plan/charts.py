"""Counts → charts: bars, rules and labels at their places, and the same figures as a table.

Places across are in hundredths of the width and heights in pixels, so that a chart stretches with
its column while its letters keep their size, on a phone as on a desk. Nothing is drawn by scripts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.view.phrase import Phrase
from digest.view.trends import BarView, ChartView, LabelView, TableView

FEW, WIDE = 8, 12
"""Columns that rows, and a chart of one row, have room for at least: one or two are no blocks."""

GUTTER = 0.06
"""The part of the width at the left in which a scale has its figures."""

ROW, STRIP, BAR = 70, 32, 12
"""Heights: of a row with its words, of the columns in it, of a lone bar."""

PLOT = 150
"""The height of the columns of a chart of one row."""

AIR = 0.3
"""The part of a column's room that stays empty."""

FOOT = 24
"""The height of what stands below the columns."""


@dataclass(frozen=True, slots=True)
class Series:
    """A row of a chart: what it counts, its figures from the oldest, and whether it stands out."""

    label: Phrase
    figures: tuple[int, ...]
    told: str
    strong: bool = True


@dataclass(frozen=True, slots=True)
class Legend:
    """What is said of a chart: its id, heading, a note, a title and a description for who cannot see it."""

    identity: str
    heading: str
    note: str
    description: str


def strips(
    legend: Legend, series: Sequence[Series], names: Sequence[str], below: Sequence[str], table: TableView
) -> ChartView:
    """A row of columns for each series, all to one scale. `names` and `below` are of the columns."""
    most = max((figure for one in series for figure in one.figures), default=0) or 1
    slots = max(len(names), FEW)
    bars: list[BarView] = []
    labels: list[LabelView] = []
    rules: list[int] = []
    for index, one in enumerate(series):
        top = index * ROW
        labels += _row_labels(one, top)
        floor = top + 22 + STRIP
        rules.append(floor)
        for column, figure in enumerate(one.figures):
            if figure:
                height = max(2, round(figure * STRIP / most))
                title = f"{names[column]}: {figure}"
                bars.append(_column(column, slots, floor - height, height, one.strong, title))
    labels += _feet(below, slots, FEW, len(series) * ROW + 2)
    height = len(series) * ROW + FOOT - 10
    return _chart(legend, height, bars, labels, rules, table)


def lengths(legend: Legend, series: Sequence[Series], table: TableView) -> ChartView:
    """A bar for each series, as long as its figure."""
    most = max((one.figures[0] for one in series), default=0) or 1
    row = ROW - STRIP + BAR - 4
    bars = [
        BarView("0", _hundredths(one.figures[0] / most), index * row + 22, BAR, one.strong, "")
        for index, one in enumerate(series)
    ]
    labels = [label for index, one in enumerate(series) for label in _row_labels(one, index * row)]
    return _chart(legend, len(series) * row, bars, labels, [], table)


def columns(
    legend: Legend, figures: Sequence[int], names: Sequence[str], below: Sequence[str], table: TableView
) -> ChartView:
    """One row of columns over a scale."""
    step = _step(max(figures, default=0))
    top = step * max(1, -(-max(figures, default=0) // step))
    slots = max(len(figures), WIDE)
    floor = PLOT + 16
    bars = [
        _column(
            index,
            slots,
            floor - round(figure * PLOT / top),
            round(figure * PLOT / top),
            True,
            names[index],
            GUTTER,
        )
        for index, figure in enumerate(figures)
        if figure
    ]
    marks = range(0, top + 1, step)
    rules = [floor - round(mark * PLOT / top) for mark in marks]
    labels = [
        LabelView("0", rule - 4, "start", "scale", Phrase(str(mark)))
        for mark, rule in zip(marks, rules, strict=True)
        if mark
    ]
    labels += _feet(below, slots, WIDE, floor + 18, GUTTER)
    return _chart(legend, floor + FOOT, bars, labels, rules, table)


def _chart(
    legend: Legend,
    height: int,
    bars: list[BarView],
    labels: list[LabelView],
    rules: list[int],
    table: TableView,
) -> ChartView:
    return ChartView(
        identity=legend.identity,
        heading=legend.heading,
        note=legend.note,
        description=legend.description,
        height=height,
        bars=tuple(bars),
        labels=tuple(labels),
        rules=tuple(rules),
        table=table,
    )


def _row_labels(one: Series, top: int) -> list[LabelView]:
    return [
        LabelView("0", top + 14, "start", "name", one.label),
        LabelView("100%", top + 14, "end", "figure", Phrase(one.told)),
    ]


def _column(
    index: int, slots: int, y: int, height: int, strong: bool, title: str, gutter: float = 0
) -> BarView:
    """A column among others, with air of a third between two."""
    slot = (1 - gutter) / slots
    x = gutter + (index + AIR / 2) * slot
    return BarView(_hundredths(x), _hundredths(slot * (1 - AIR)), y, height, strong, title)


def _feet(below: Sequence[str], slots: int, least: int, y: int, gutter: float = 0) -> list[LabelView]:
    """Labels below the columns that have one; the first and last keep to the edges where all is full."""
    found = []
    full = slots > least
    for index, text in enumerate(below):
        if text and full and index == 0:
            found.append(LabelView(_hundredths(gutter), y, "start", "foot", Phrase(text)))
        elif text and full and index == slots - 1:
            found.append(LabelView("100%", y, "end", "foot", Phrase(text)))
        elif text:
            at = gutter + (index + 0.5) * (1 - gutter) / slots
            found.append(LabelView(_hundredths(at), y, "middle", "foot", Phrase(text)))
    return found


def _step(most: int) -> int:
    """A step of the scale that gives two to five of them, of 1, 2, 5, 10, 20 and so on."""
    step = 1
    for factor in (2, 5, 10, 20, 50, 100, 200, 500, 1000):
        if most / step <= 4:
            break
        step = factor
    return step


def _hundredths(part: float) -> str:
    """A part of the width, as SVG writes it."""
    return f"{part * 100:.2f}".rstrip("0").rstrip(".") + "%"
