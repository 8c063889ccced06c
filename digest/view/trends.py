"""Charts, and the page that shows them."""

from dataclasses import dataclass

from digest.view.page import Chrome, Page
from digest.view.phrase import Link, Phrase


@dataclass(frozen=True, slots=True)
class BarView:
    """A bar of a chart: x and width in hundredths of the chart's, y and height in pixels.

    A `strong` one stands out; `title` is what it stands for.
    """

    x: str
    width: str
    y: int
    height: int
    strong: bool
    title: str


@dataclass(frozen=True, slots=True)
class LabelView:
    """Words in a chart. `anchor` is start, middle or end; `kind` is name, figure, scale or foot."""

    x: str
    y: int
    anchor: str
    kind: str
    text: Phrase


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of figures; its head leads somewhere if it has an address."""

    head: Link
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """The figures of a chart."""

    head: tuple[Phrase, ...]
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart: what it says in words, what is drawn at which place, and its figures.

    `height` is in pixels; `rules` are the heights of its lines across.
    """

    identity: str
    heading: str
    note: str
    description: str
    height: int
    bars: tuple[BarView, ...]
    labels: tuple[LabelView, ...]
    rules: tuple[int, ...]
    table: TableView


@dataclass(frozen=True, slots=True)
class TrendsPage:
    """What moved, in charts. `page.kind` is trends."""

    page: Page
    chrome: Chrome
    heading: str
    note: str
    charts: tuple[ChartView, ...]
