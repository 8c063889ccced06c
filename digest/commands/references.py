"""`digest references`: an issue's references in a form that other programs and authors take."""

from datetime import UTC, date, datetime
from pathlib import Path

from digest.commands.place import Stop
from digest.diagnostic import Message
from digest.gather import gather
from digest.model.publication import Publication
from digest.plan.edition import Edition, editions, number
from digest.plan.exports import exported
from digest.plan.visible import Sight, visible

_EVERYTHING = Sight(datetime.max.replace(tzinfo=UTC), drafts=True)
"""Editors see drafts and issues yet to come, whatever the clock says."""


def references(root: Path, day: date | None, language: str | None, form: str) -> str:
    """The references of an issue (the newest, without a date) in a language (else the source's).

    Raises Stop: 1 if the content cannot be read, 2 if there is no such issue or edition.
    """
    publication = gather(root).publication
    if publication is None:
        raise Stop(
            1,
            Message("the content cannot be read", "内容无法读取"),
            Message("`digest check` tells why", "`digest check` 会说明原因"),
        )
    return exported(_edition(publication, day, language or publication.site.source_language), form)


def _edition(publication: Publication, day: date | None, language: str) -> Edition:
    days = [one for one in visible(publication, _EVERYTHING) if day in (None, one.date)]
    if not days:
        said = (f"no issue of {day}", f"没有 {day} 一期") if day else ("no issue yet", "还没有任何一期")
        raise Stop(2, Message(*said))
    found = editions([number(days[-1], publication)], publication.site)
    for edition in found:
        if edition.language == language:
            return edition
    raise Stop(
        2,
        Message(f"no {language} edition of {days[-1].date}", f"{days[-1].date} 一期没有 {language} 版"),
    )
