"""An issue in the source language → its WeChat kit: what is rendered for it, and what is copied.

A kit is made by people's hands only in the last step, the sending: WeChat takes nothing from a
build server. It may be of an issue that nobody sees yet, and so never lies under the site.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from digest import address
from digest.fingerprint import digest_of
from digest.model.item import Correction
from digest.model.limits import ABSTRACT, AUTHOR, TITLE
from digest.model.publication import Picture, Publication
from digest.model.record import Body, Issue, Item
from digest.plan.article import QR_FILE, WIDTH, article, pictures
from digest.plan.chrome import Frame
from digest.plan.edition import Edition
from digest.plan.issue_jobs import bulletins
from digest.plan.issues import Carried, correction_link
from digest.plan.job import Facts, Job, job
from digest.plan.phrases import phrase, rich, tag
from digest.plan.qr import QUIET_ZONE
from digest.plan.shelf import Shelf
from digest.plan.visible import Sight, publish_at, visible
from digest.view import ArticleView, CodeView, KitField, KitPicture, KitView, StillView
from digest.words import long_date, moment

ARTICLE = "article.html"
INDEX = "index.html"

COVERS = (("cover-900x383", 900, 383), ("cover-500x500", 500, 500))
"""In the list of articles, and where the article is shared (2.35 : 1 and 1 : 1)."""

QR_SCALE = 12
"""Pixels a module: a person may have to enlarge it."""

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
    paper = tuple(bulletins(shelf, own, edition)) if shelf.has_bulletin(edition) else ()
    jobs = tuple(_jobs(shelf, own, edition, carried))
    covers = tuple(name for one in jobs for name in _covers_of(one))
    forms = tuple(zip(address.FORMS, (one.address for one in paper), strict=bool(paper)))
    values = (own, edition, carried, forms, covers)
    return Kit(edition.day.date, jobs, paper, job(INDEX, "kit", "kit.html", kit_view, *values))


def newest(shelf: Shelf) -> Edition | None:
    """The newest visible issue in the source language."""
    shown = shelf.shown(shelf.publication.site.source_language)
    return shown[-1] if shown else None


def ahead(publication: Publication, day: date, sight: Sight) -> tuple[Publication, Sight] | None:
    """The publication as it will be once the issue of a day is published; None if it will not be.

    Its drafts stay out, since they will not be published either; a language that is held back is
    taken for free, since the kit is made to be looked at.
    """
    issue = next((one for one in publication.issues if one.date == day), None)
    if issue is None or issue.status not in ("published", "draft"):
        return None
    free = issue.model_copy(
        update={"status": "published", "editions": {}, "digest": digest_of(issue.digest, "ahead")}
    )
    at = max(sight.now, publish_at(issue, publication.site))
    issues = tuple(free if one is issue and _is_held(issue, publication, sight) else one for one in publication.issues)
    changed = publication if issues == publication.issues else _with(publication, issues)
    return changed, Sight(at)


def _is_held(issue: Issue, publication: Publication, sight: Sight) -> bool:
    """Whether the source language of an issue is kept back by more than the time."""
    source = publication.site.source_language
    state = issue.editions.get(source)
    return issue.status != "published" or bool(state and (state.status or state.publish_at))


def _with(publication: Publication, issues: tuple[Issue, ...]) -> Publication:
    from dataclasses import replace

    return replace(publication, issues=issues)


# Jobs -----------------------------------------------------------------------------------------


def _jobs(shelf: Shelf, own: Frame, edition: Edition, carried: tuple[Carried, ...]) -> Iterator[Job]:
    yield job(ARTICLE, "article", "wechat.html", article_view, own, edition, carried)
    url = address.absolute(own.chrome.base_url, address.issue(edition.language, edition.day.date))
    yield job(QR_FILE, "qr", "", code_view, url)
    for file, picture in pictures(edition).values():
        yield job(file, "still", "", still_view, picture, min(WIDTH, picture.width), 0)


def article_view(frame: Frame, edition: Edition, carried: tuple[Carried, ...], facts: Facts) -> ArticleView:
    """The article."""
    return article(frame, edition, carried, QR_FILE)


def code_view(text: str, facts: Facts) -> CodeView:
    """The code that leads to the issue's page."""
    return CodeView(text, QUIET_ZONE, QR_SCALE)


def still_view(picture: Picture, width: int, height: int, facts: Facts) -> StillView:
    """A picture of the article, or, with a height, a cover cut from one."""
    kind = "png" if picture.format == "png" else "jpeg"
    return StillView(picture.path, width, height, kind, cut=bool(height))
