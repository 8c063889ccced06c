"""Views: the finished plain data that templates get, one class for each kind of page.

Nothing here is lazy, knows a clock or leads back to the publication. A text that may stand in
another language than its page carries that language; `None` means the page's own. HTML in a view
is finished and safe; all else is escaped by the templates.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A plain text, and its language (a BCP 47 tag) where that is not the page's."""

    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Rich:
    """Finished HTML, and its language where that is not the page's."""

    html: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A label that leads to an address of the site; `note` is small text beside it."""

    label: Phrase
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Switch:
    """The way to another language: to this page's twin, else to that language's home."""

    language: str
    lang: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """A real translation of a page, by its full address."""

    hreflang: str
    href: str


@dataclass(frozen=True, slots=True)
class Filing:
    """A registration at the foot of every page."""

    text: str
    url: str | None
    icon: str | None


@dataclass(frozen=True, slots=True)
class Chrome:
    """What all pages of a language share."""

    language: str
    lang: str
    title: Phrase
    issuer: Phrase
    base_url: str
    words: dict[str, str]
    menu: tuple[Link, ...]
    style: str
    icon: str | None
    feed: str | None
    feed_json: str | None
    sample: bool
    disclaimer: Rich | None
    licence: Phrase | None
    contact: str | None
    filings: tuple[Filing, ...]


@dataclass(frozen=True, slots=True)
class ShareImage:
    """The picture of a page for those who share its link: full address, pixels, what it says."""

    href: str
    type: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself to browsers and machines.

    `linked` is finished JSON-LD, safe inside a script element; empty for pages that are not found
    by search.
    """

    address: str
    kind: str
    title: str
    description: str
    canonical: str
    alternates: tuple[Alternate, ...] = ()
    switches: tuple[Switch, ...] = ()
    noindex: bool = False
    draft: bool = False
    feeds: tuple[Link, ...] = ()
    card: ShareImage | None = None
    linked: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reference is cited: a label and the fragment or address of the mark."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """One document of an issue's references, in the parts of its line.

    `url` is the document's address, or the publisher's home (`is_home`) where none is known.
    """

    number: int
    anchor: str
    publisher: Phrase
    title: Phrase | None
    document_number: str | None
    published: str | None
    verifies: Phrase | None
    crosschecks: str | None
    mark: str
    url: str
    is_home: bool
    archived: str | None
    kind: str
    sources: tuple[Link, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture: the widths it is kept in, its own size in pixels, what it shows and whose it is.

    `srcset` are addresses and widths in a format that everything shows, `webp` the same as WebP.
    """

    address: str
    srcset: tuple[tuple[str, int], ...]
    webp: tuple[tuple[str, int], ...]
    width: int
    height: int
    alt: Phrase
    credit: Phrase | None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction: when, what, and in its own words what was and what should be."""

    when: str
    at: str
    text: Rich
    was: Phrase | None
    now: Phrase | None
    about: Link | None = None


@dataclass(frozen=True, slots=True)
class ItemView:
    """A story, ready to stand on its own page, in its issue or in the bulletin."""

    slug: str
    anchor: str
    address: str
    number: str
    headline: Phrase
    summary: Phrase
    body: Rich
    topics: tuple[Link, ...]
    image: PictureView | None
    corrections: tuple[CorrectionView, ...]
    notices: tuple[str, ...]
    labels: tuple[str, ...]
    is_brief: bool
    is_draft: bool


@dataclass(frozen=True, slots=True)
class GroupView:
    """The items under one heading of an issue."""

    heading: Phrase | None
    stories: tuple[ItemView, ...]
    briefs: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class TombstoneView:
    """A withdrawn item in its issue's list: nothing but its address."""

    address: str
    reason: Phrase


@dataclass(frozen=True, slots=True)
class QrView:
    """A QR code: its drawing as SVG or the address of its image, caption, and where a tap leads."""

    caption: Phrase
    svg: str | None
    image: str | None
    link: str | None
    alt: str


@dataclass(frozen=True, slots=True)
class CreditView:
    """Who did what."""

    role: Phrase
    name: Phrase


@dataclass(frozen=True, slots=True)
class BulletinLink:
    """A bulletin to download: what it is, where, under which name, how long and how heavy."""

    label: str
    address: str
    download: str
    facts: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Head:
    """An issue in a line or two, as lists show it."""

    address: str
    date: str
    iso_date: str
    weekday: str
    number: str
    headline: Phrase | None
    summary: Phrase | None
    count: str
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class IssueBody:
    """An issue in one language: what its page, the bulletin and feeds show of it."""

    head: Head
    total: str
    abstract: Rich | None
    abstract_notice: str | None
    groups: tuple[GroupView, ...]
    tombstones: tuple[TombstoneView, ...]
    references: tuple[ReferenceView, ...]
    corrections: tuple[CorrectionView, ...]
    earlier_corrections: tuple[CorrectionView, ...]
    credits: tuple[CreditView, ...]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document of a source in its list: what an item verified with it.

    `url` is missing where only the publisher is known.
    """

    title: Phrase | None
    url: str | None
    published: str | None
    verifies: Phrase | None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item in a line or two, as lists show it; `documents` on the pages of a source."""

    address: str
    headline: Phrase
    summary: Phrase | None
    date: str
    iso_date: str
    documents: tuple[DocumentLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Items of a month; the heading is empty where the page's own says it."""

    heading: str
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """An issue under its week: `day` and `weekday` in short forms, and in a line what it is about."""

    head: Head
    day: str
    weekday: str
    about: Phrase


@dataclass(frozen=True, slots=True)
class WeekView:
    """The issues of a week, the newest first."""

    heading: str
    days: tuple[DayView, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """A language's home: the newest issue, then the recent ones by week. `page.kind` is home."""

    page: Page
    chrome: Chrome
    newest: IssueBody | None
    bulletins: tuple[BulletinLink, ...]
    weeks: tuple[WeekView, ...]


@dataclass(frozen=True, slots=True)
class IssuePage:
    """An issue. `page.kind` is issue, or latest for the copy under zh/latest/.

    `machines` are the same for programs, with their types; `exports` are its references as files;
    `cite` is how to cite it, after GB/T 7714.
    """

    page: Page
    chrome: Chrome
    issue: IssueBody
    bulletins: tuple[BulletinLink, ...]
    machines: tuple[Link, ...]
    exports: tuple[Link, ...]
    cite: str
    producers: tuple[Phrase, ...]
    qr: tuple[QrView, ...]
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One story. `page.kind` is item; `citation` says in one line how to cite it."""

    page: Page
    chrome: Chrome
    item: ItemView
    head: Head
    total: str
    bulletins: tuple[BulletinLink, ...]
    citation: Phrase
    references: tuple[ReferenceView, ...]
    earlier: Link | None
    later: Link | None
    related: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class TombstonePage:
    """What is left of a withdrawn item or issue. `page.kind` is tombstone."""

    page: Page
    chrome: Chrome
    heading: str
    date: str
    iso_date: str
    reason: Phrase
    issue: Link | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A link with a count of what lies behind it."""

    link: Link
    count: str


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A topic or source in the list of all: how often, what of it, its newest items."""

    link: Link
    count: str
    note: str
    newest: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Topics, or the sources of a standing. The heading may be empty."""

    heading: str
    lines: tuple[IndexLine, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """All topics or all sources. `page.kind` is topics or sources."""

    page: Page
    chrome: Chrome
    heading: str
    groups: tuple[IndexGroup, ...]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of a calendar; `address` and `count` are empty where no issue appeared."""

    number: int
    iso_date: str
    address: str
    count: str


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month with counts of issues and items.

    `weeks` run from Monday to Sunday, None outside the month; without them it is a link alone.
    """

    link: Link
    counts: tuple[str, ...]
    weeks: tuple[tuple[CalendarDay | None, ...], ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """A year of the archive, its newest month first."""

    heading: str
    count: str
    months: tuple[CalendarMonth, ...]


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """The archive: the newest year as calendars, earlier ones as months. `page.kind` is archive.

    `weekdays` are the columns of a calendar, each as a short and a full name.
    """

    page: Page
    chrome: Chrome
    heading: str
    years: tuple[YearView, ...]
    weekdays: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class IssueLines:
    """An issue with its items in lines."""

    head: Head
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month of the archive: its calendar, then its issues. `page.kind` is month."""

    page: Page
    chrome: Chrome
    heading: str
    calendar: CalendarMonth
    weekdays: tuple[tuple[str, str], ...]
    issues: tuple[IssueLines, ...]
    earlier: Link | None
    later: Link | None
    up: Link


@dataclass(frozen=True, slots=True)
class ListPage:
    """A topic or source, its newest items or those of a month. `page.kind` is topic or source."""

    page: Page
    chrome: Chrome
    heading: Phrase
    kind: str
    home: Link | None
    note: str
    groups: tuple[ItemGroup, ...]
    months: tuple[Counted, ...]
    up: Link | None


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """All corrections, newest first. `page.kind` is corrections."""

    page: Page
    chrome: Chrome
    corrections: tuple[CorrectionView, ...]


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


@dataclass(frozen=True, slots=True)
class AboutPage:
    """What the publication is. `page.kind` is about."""

    page: Page
    chrome: Chrome
    about: Rich | None
    issuer: Phrase
    producers: tuple[Phrase, ...]
    disclaimer: Rich | None
    qr: tuple[QrView, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to filter by, and its name for readers."""

    value: str
    label: Phrase


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The form for a query, and where its script and index lie. `page.kind` is search.

    `index` is JSON for the script: `segments`, the oldest first, each with its address and the numbers
    of its texts, of its files of words and of lists, and of texts in a file; `years` with the numbers
    of their texts.
    """

    page: Page
    chrome: Chrome
    script: str
    engine: str
    index: str
    topics: tuple[Choice, ...]
    sources: tuple[Choice, ...]
    years: tuple[str, ...]
    elsewhere: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SearchText:
    """A text to be found; `filters` are tokens of its topics and sources, `topic:energy`."""

    address: str
    headline: str
    text: str
    filters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchSegmentView:
    """A part of a search index: its texts, the oldest first, and the numbers of its files."""

    texts: tuple[SearchText, ...]
    word_files: int
    list_files: int
    texts_a_file: int


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """A former address. `page.kind` is redirect; `target` is where it leads."""

    page: Page
    chrome: Chrome
    target: str


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """404.html, in all languages at once. `page.kind` is not-found."""

    page: Page
    chrome: Chrome
    languages: tuple[Chrome, ...]


@dataclass(frozen=True, slots=True)
class CopyView:
    """A file that has the bytes of another: a static file of the project, or an artifact."""

    path: str


@dataclass(frozen=True, slots=True)
class ImageView:
    """A rendition of a picture: the file it is made of, width and height in pixels, format."""

    path: str
    width: int
    height: int
    format: str


@dataclass(frozen=True, slots=True)
class BulletinView:
    """An edition as a document to be set on paper.

    `form` says what it is set for: a4 or phone. `proof` says when it was made, on every page of one
    that editors still read. `files` are the pictures that it may show, by
    address; templates name them as `digest:ADDRESS`.
    """

    chrome: Chrome
    url: str
    form: str
    file_name: str
    created: str
    modified: str
    issue: IssueBody
    cite: str
    producers: tuple[Phrase, ...]
    revised: str | None
    disclaimer: Rich | None
    qr: tuple[QrView, ...]
    draft: bool
    proof: str | None
    files: tuple[tuple[str, CopyView | ImageView], ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """A picture that stands for a page where its link is shared, and the file it becomes.

    `kind` is site, issue or item. `kicker` stands above the headline, `deck` below it while there
    is room. `notes` are set apart by points: date, weekday, number. `picture` is the address of a
    photograph behind the words. `format` is png or jpeg.
    """

    address: str
    format: str
    kind: str
    headline: Phrase
    kicker: Phrase | None
    deck: Phrase | None
    notes: tuple[str, ...]
    flag: str | None
    picture: str | None


@dataclass(frozen=True, slots=True)
class RasterView:
    """Pictures to be set from one template and drawn in pixels, all of one size.

    `form` names the shape for the style sheet (`share`); `files` are the pictures that may be
    shown, by address; templates name them as `digest:ADDRESS`.
    """

    chrome: Chrome
    form: str
    width: int
    height: int
    cards: tuple[CardView, ...]
    files: tuple[tuple[str, CopyView | ImageView], ...]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An issue or item in a feed, with its full text.

    `story` or `issue` is what its content is rendered from; `enclosures` are the bulletins'
    addresses, sizes in bytes and titles. Addresses are absolute.
    """

    identity: str
    url: str
    title: str
    summary: str
    published: str
    updated: str
    tags: tuple[str, ...]
    issue: IssueBody | None
    story: ItemView | None
    references: tuple[ReferenceView, ...]
    enclosures: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed in both of its forms."""

    chrome: Chrome
    title: str
    subtitle: str
    identity: str
    home: str
    atom: str
    json: str
    atom_file: str
    json_file: str
    author: str
    updated: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class MapEntry:
    """An address of the sitemap and when it last changed."""

    url: str
    changed: str


@dataclass(frozen=True, slots=True)
class SitemapView:
    """The sitemap: for each file its entries; the first file is the index of the others."""

    index: str
    files: tuple[tuple[str, str, tuple[MapEntry, ...]], ...]


@dataclass(frozen=True, slots=True)
class MarkdownView:
    """An issue to be told as Markdown; `url` is its page's full address."""

    chrome: Chrome
    url: str
    issue: IssueBody
    producers: tuple[Phrase, ...]
    bulletins: tuple[BulletinLink, ...]


@dataclass(frozen=True, slots=True)
class TextView:
    """A file that is finished already: robots.txt, data."""

    text: str


@dataclass(frozen=True, slots=True)
class CodeView:
    """A QR code to draw: what it says, its quiet zone in modules, pixels a module."""

    text: str
    border: int
    scale: int


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind: "" plain, strong, em, code, mark, note (the number of one), or a break."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[tuple[Run, ...], ...]
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text for WeChat: paragraph, heading, item, code, rule, quote or table.

    `level` is a heading's, `label` the number or bullet of a list's item, `depth` how many lists
    it stands in; a quote has `children`, a table `rows`.
    """

    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    label: str = ""
    depth: int = 0
    children: tuple["Block", ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticlePicture:
    """A picture of an article: its file in the kit, its width, what it shows, whose it is."""

    file: str
    width: int
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class ArticleCorrection:
    """A correction in an article; `about` names what it corrects, if that is another issue."""

    when: str
    about: str
    blocks: tuple[Block, ...]
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ArticleStory:
    """A story or brief of an article."""

    number: str
    headline: str
    labels: tuple[str, ...]
    picture: ArticlePicture | None
    blocks: tuple[Block, ...]
    corrections: tuple[ArticleCorrection, ...]


@dataclass(frozen=True, slots=True)
class ArticleGroup:
    """The stories under one heading, then the briefs."""

    heading: str
    stories: tuple[ArticleStory, ...]
    briefs: tuple[ArticleStory, ...]


@dataclass(frozen=True, slots=True)
class ArticleNote:
    """A numbered note: a reference of the issue, or a link of its texts. `said` is its line."""

    number: int
    said: str
    url: str
    archived: str | None = None
    is_home: bool = False


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An edition as an article of WeChat, in plain words: no address in it can be followed."""

    language: str
    words: dict[str, str]
    folio: tuple[str, ...]
    sample: bool
    abstract: tuple[Block, ...]
    abstract_corrections: tuple[ArticleCorrection, ...]
    groups: tuple[ArticleGroup, ...]
    notes: tuple[ArticleNote, ...]
    earlier_corrections: tuple[ArticleCorrection, ...]
    qr: str
    credits: tuple[str, ...]
    disclaimer: tuple[Block, ...]
    colophon: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StillView:
    """A picture for WeChat: cut about its middle to a size in pixels, JPEG or PNG, below a megabyte."""

    path: str
    width: int
    height: int
    format: str


@dataclass(frozen=True, slots=True)
class KitField:
    """A field of WeChat's console: what it is, the text to copy, and how many characters it takes."""

    name: str
    text: str
    limit: int | None = None

    @property
    def count(self) -> int:
        """Characters of the text."""
        return len(self.text)

    @property
    def over(self) -> bool:
        """Whether it is too long."""
        return self.limit is not None and self.count > self.limit


@dataclass(frozen=True, slots=True)
class KitPicture:
    """A picture of the article, which a person uploads: its file, what it shows, the story it is in."""

    file: str
    alt: str
    headline: str


@dataclass(frozen=True, slots=True)
class KitView:
    """All that the person who sends an issue through WeChat needs; files are named within the kit.

    `bulletins` are pairs of an address on the site and a file; `phone` is the address of the one
    whose pages become pictures, if there is one.
    """

    language: str
    lang: str
    title: str
    date: str
    iso_date: str
    url: str
    fields: tuple[KitField, ...]
    article: str
    pictures: tuple[KitPicture, ...]
    covers: tuple[tuple[str, int, int], ...]
    bulletins: tuple[tuple[str, str], ...]
    phone: str
    qr: str
    corrections: str
    archive: str
