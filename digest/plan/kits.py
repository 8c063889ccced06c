"""An issue in the source language → its WeChat kit: what is rendered for it, and what is copied.

A kit is made by people's hands only in the last step, the sending: WeChat takes nothing from a
build server. It may be of an issue that nobody sees yet, and so never lies under the site.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from digest import address
from digest.fingerprint import digest_of
from digest.model.item import Correction
from digest.model.limits import ABSTRACT, AUTHOR, TITLE
from digest.model.publication import Picture, Publication
from digest.model.record import Body, Issue, Item
from digest.plan.article import QR_FILE, WIDTH, article, pictures
from digest.plan.cards import card_of_issue
from digest.plan.chrome import Frame
from digest.plan.code import QUIET_ZONE
from digest.plan.edition import Edition
from digest.plan.issue_jobs import bulletins
from digest.plan.issues import Carried, correction_link, head
from digest.plan.job import Facts, Job, job
from digest.plan.month import code_images
from digest.plan.phrases import phrase, rich
from digest.plan.shelf import Shelf
from digest.plan.visible import Sight, publish_at
from digest.view.article import ArticleView
from digest.view.card import CardView, RasterView
from digest.view.file import CodeView, StillView
from digest.view.kit import KitField, KitPicture, KitView
from digest.view.page import Chrome
from digest.words import long_date, moment

ARTICLE = "article.html"
INDEX = "index.html"

COVERS = (("cover-900x383", 900, 383), ("cover-500x500", 500, 500))
"""In the list of articles, and where the article is shared (2.35 : 1 and 1 : 1)."""

QR_SCALE = 12
"""Pixels a module: a person may have to enlarge it."""

SHAPES = {"cover-900x383": "wide", "cover-500x500": "square"}
"""What the style sheet of cards calls them."""

_SUFFIXES = {
    "zh": {address.A4: "", address.PHONE: "-手机版", "kit": "-公众号"},
    "en": {address.A4: "", address.PHONE: "-phone", "kit": "-wechat"},
}
"""What the names of files end in."""

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit before it is made. `jobs` yield files of the kit; `bulletins` PDFs by their site's address."""

    day: date
    jobs: tuple[Job, ...]
    bulletins: tuple[Job, ...]
    page: Job

    @property
    def digest(self) -> str:
        """The digest of all that it tells: another one means that the kit is out of date."""
        return digest_of([one.inputs for one in (*self.jobs, *self.bulletins, self.page)])


def kit(shelf: Shelf, edition: Edition) -> Kit:
    """The kit of an edition in the source language."""
    own = shelf.frames[edition.language]
    carried = shelf.carried.get(edition.day.date, ())
    paper: tuple[Job, ...] = ()
    if shelf.has_bulletin(edition):
        paper = tuple(bulletins(own, edition, carried, code_images(shelf)))
    forms = tuple(zip(address.FORMS, (one.address for one in paper), strict=bool(paper)))
    covers = tuple(_covers(own, edition, paper=shelf.order.bulletins))
    page = job(INDEX, "kit", "kit.html", kit_view, own, edition, carried, forms, bool(covers))
    return Kit(edition.day.date, (*_jobs(own, edition, carried), *covers), paper, page)


def newest(shelf: Shelf) -> Edition | None:
    """The newest visible issue in the source language."""
    shown = shelf.shown(shelf.publication.site.source_language)
    return shown[-1] if shown else None


def ahead(publication: Publication, day: date, sight: Sight) -> tuple[Publication, Sight] | None:
    """The publication as it will be once the issue of a day is published; None if it will not be.

    Its drafts stay out, since they will not be published either; a language that is held back is
    let go, since the kit is made to be looked at.
    """
    issue = next((one for one in publication.issues if one.date == day), None)
    if issue is None or issue.status not in ("published", "draft"):
        return None
    at = max(sight.now, publish_at(issue, publication.site))
    if not _is_held(issue, publication.site.source_language):
        return publication, Sight(at)
    changes = {"status": "published", "editions": {}, "digest": digest_of(issue.digest, "ahead")}
    free = issue.model_copy(update=changes)
    issues = tuple(free if one is issue else one for one in publication.issues)
    return replace(publication, issues=issues), Sight(at)


def _is_held(issue: Issue, language: str) -> bool:
    """Whether an issue is kept back in a language by more than its own time."""
    state = issue.editions.get(language)
    return issue.status != "published" or bool(state and (state.status or state.publish_at))


# Jobs -----------------------------------------------------------------------------------------


def _jobs(own: Frame, edition: Edition, carried: tuple[Carried, ...]) -> Iterator[Job]:
    yield job(ARTICLE, "article", "wechat.html", article_view, own, edition, carried)
    yield job(QR_FILE, "qr", "", code_view, _url(own, edition))
    for file, picture in pictures(edition).values():
        yield job(file, "still", "", still_view, picture, min(WIDTH, picture.width), 0)


def _covers(own: Frame, edition: Edition, *, paper: bool) -> Iterator[Job]:
    """The covers: cut from the issue's own picture, else set from the template of cards."""
    picture = edition.number.cover
    for name, width, height in COVERS:
        if picture:
            yield job(_cover_file(name, picture), "still", "", still_view, picture, width, height)
        elif paper:
            file, card = _cover_file(name, None), card_of_issue(own, edition, head(edition))
            drawn = replace(card, address=file, format="png", deck=None)
            shape = (SHAPES[name], width, height)
            yield job(file, "raster", "card.html", cover_view, own.chrome, drawn, shape)


def _cover_file(name: str, picture: Picture | None) -> str:
    return f"{name}.{'jpg' if picture and picture.format != 'png' else 'png'}"


def _url(own: Frame, edition: Edition) -> str:
    return address.absolute(own.chrome.base_url, address.issue(edition.language, edition.day.date))


def article_view(frame: Frame, edition: Edition, carried: tuple[Carried, ...], facts: Facts) -> ArticleView:
    """The article."""
    return article(frame, edition, carried, QR_FILE)


def code_view(text: str, facts: Facts) -> CodeView:
    """The code that leads to the issue's page."""
    return CodeView(text, QUIET_ZONE, QR_SCALE)


def still_view(picture: Picture, width: int, height: int, facts: Facts) -> StillView:
    """A picture of the article, or, with a height, a cover cut from one."""
    kind = "png" if picture.format == "png" else "jpeg"
    return StillView(picture.path, width, height or round(picture.height * width / picture.width), kind)


def cover_view(chrome: Chrome, card: CardView, shape: tuple[str, int, int], facts: Facts) -> RasterView:
    """A cover: the headline in the middle, below it the date."""
    form, width, height = shape
    return RasterView(chrome, form, width, height, (card,), ())


# The kit's page -------------------------------------------------------------------------------


def kit_view(
    frame: Frame,
    edition: Edition,
    carried: tuple[Carried, ...],
    forms: tuple[tuple[str, str], ...],
    covers: bool,
    facts: Facts,
) -> KitView:
    """What a person copies and uploads. `forms` are the addresses of bulletins by what they are set for."""
    site, language, issue = frame.site, edition.language, edition.day.issue
    day, title = issue.date.isoformat(), frame.chrome.title.text
    stem = f"{_NOT_IN_NAMES.sub('-', title).strip('. ')}-{day}"
    suffix = _SUFFIXES[language]
    return KitView(
        language=language,
        lang=frame.chrome.lang,
        title=title,
        date=long_date(issue.date, site.locale(language)),
        iso_date=day,
        url=_url(frame, edition),
        fields=tuple(_fields(frame, edition)),
        article=ARTICLE,
        pictures=tuple(_pictures(edition)),
        covers=tuple(
            (_cover_file(name, edition.number.cover), width, height) for name, width, height in COVERS
        )
        if covers
        else (),
        bulletins=tuple((at, f"{stem}{suffix[form]}.pdf") for form, at in forms),
        phone=dict(forms).get(address.PHONE, ""),
        qr=QR_FILE,
        corrections="\n\n".join(_corrections(edition, carried)),
        archive=f"{stem}{suffix['kit']}.zip",
    )


def _fields(frame: Frame, edition: Edition) -> Iterator[KitField]:
    """What WeChat's console asks for, in its order."""
    site, language, issue = frame.site, edition.language, edition.day.issue

    def said(texts: Mapping[str, str]) -> str:
        return phrase(texts, language, site).text.replace("\n", " ")

    yield KitField("title", said(issue.headline) or _lead(edition, said), TITLE)
    yield KitField("author", said(site.short_issuer) or said(site.issuer), AUTHOR)
    abstract = issue.abstracts.get(language)
    yield KitField("abstract", said(issue.summary) or (abstract.lead if abstract else ""), ABSTRACT)
    yield KitField("source", _url(frame, edition))


def _lead(edition: Edition, said: Callable[[Mapping[str, str]], str]) -> str:
    """The first story's headline, or its short one where the other is too long."""
    first = edition.items[0]
    whole = said(first.headline)
    return whole if len(whole) <= TITLE else said(first.short_headline) or whole


def _pictures(edition: Edition) -> Iterator[KitPicture]:
    found = pictures(edition)
    for item in edition.items:
        if item.slug in found and item.image:
            alt = phrase(item.image.alt, edition.language, edition.site).text
            headline = phrase(item.headline, edition.language, edition.site).text
            yield KitPicture(found[item.slug][0], alt, headline)


def _corrections(edition: Edition, carried: tuple[Carried, ...]) -> Iterator[str]:
    """Each correction as a few lines: of this issue and its items, and those of earlier ones."""
    issue, site, language = edition.day.issue, edition.site, edition.language
    for index, one in enumerate(issue.corrections):
        yield _told(edition, "", one, issue.notes[index])
    for item in edition.items:
        about = phrase(item.headline, language, site).text
        for index, one in enumerate(item.corrections):
            yield _told(edition, about, one, item.notes[index])
    for told in carried:
        record: Issue | Item = told.item or told.issue
        link = correction_link(told, language, site)
        about = " · ".join(part for part in (link.label.text, link.note) if part)
        yield _told(edition, about, record.corrections[told.index], record.notes[told.index])


def _told(edition: Edition, about: str, one: Correction, note: dict[str, Body]) -> str:
    site, language, words = edition.site, edition.language, edition.words
    colon = "：" if language == "zh" else ": "
    when = moment(one.at.astimezone(site.zone), site.locale(language))
    found = rich(note, language, site)
    lines = [f"{words['correction']} {when}", about, found[0].text if found else ""]
    lines += [f"{words[key]}{colon}{phrase(texts, language, site).text}" for key, texts in _changes(one)]
    return "\n".join(line for line in lines if line)


def _changes(one: Correction) -> Iterator[tuple[str, Mapping[str, str]]]:
    if one.was:
        yield "was", one.was
    if one.now:
        yield "now", one.now
