"""An edition → the bulletin to be set on paper."""

from collections.abc import Iterator
from datetime import datetime

from digest import address
from digest.model.publication import StaticFile
from digest.model.record import Issue, Item
from digest.plan.chrome import Frame
from digest.plan.documents import issue_document
from digest.plan.edition import Edition
from digest.plan.gbt7714 import gbt7714
from digest.plan.issues import Carried, issue_body
from digest.plan.job import Facts
from digest.plan.phrases import phrase, plain_rich
from digest.plan.pictures import plain
from digest.plan.qr import qr_views
from digest.plan.stories import Form
from digest.plan.visible import last_change
from digest.view.bulletin import BulletinView
from digest.view.file import CopyView, ImageView
from digest.words import fill, moment

ON_PAPER = Form(level=3, anchored=False)


def bulletin(
    frame: Frame,
    edition: Edition,
    carried: tuple[Carried, ...],
    static: tuple[StaticFile, ...],
    form: str,
    made: datetime | None,
    facts: Facts,
) -> BulletinView:
    """A bulletin of an edition; a proof, if it says when it was made.

    `static` are the images of QR codes that are not drawn.
    """
    site, language, day = frame.site, frame.language, edition.day
    records: tuple[Issue | Item, ...] = (day.issue, *edition.items)
    corrected = [one.at for record in records for one in record.corrections]
    revised = max(corrected, default=None)
    words = frame.chrome.words
    at = address.issue(language, day.date)
    return BulletinView(
        chrome=frame.chrome,
        url=address.absolute(frame.chrome.base_url, at),
        form=form,
        file_name=address.bulletin(language, day.date, site.id, form).rpartition("/")[2],
        created=day.at.isoformat(),
        modified=last_change(day).isoformat(),
        issue=issue_body(edition, ON_PAPER, carried),
        cite=gbt7714(issue_document(edition, frame.chrome.base_url)),
        producers=tuple(phrase(one, language, site) for one in site.producers),
        revised=fill(words["revised"], when=_moment(revised, frame)) if revised else None,
        disclaimer=plain_rich(site.disclaimers, language, site, 3),
        qr=qr_views(frame, "paper"),
        draft=day.hidden or bool(day.drafts),
        proof=fill(words["proof_made"], when=_moment(made, frame)) if made else None,
        files=(*_pictures(edition), *((one.address, CopyView(one.path)) for one in static)),
    )


def _moment(instant: datetime, frame: Frame) -> str:
    return moment(instant.astimezone(frame.site.zone), frame.site.locale(frame.language))


def _pictures(edition: Edition) -> Iterator[tuple[str, ImageView]]:
    """The renditions that its items show, made again from their sources."""
    for item in edition.items:
        picture = edition.number.pictures.get(item.slug)
        for one in plain(picture) if picture else ():
            yield one.address, ImageView(one.source, one.width, one.height, one.format)
