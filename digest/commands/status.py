"""`digest status`: how a day's issue stands, and the two words that editors add to its files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from digest.desk.state import Status
from digest.desk.status import status as stand
from digest.diagnostic import Diagnostic
from digest.gather import gather
from digest.judge import everything
from digest.options import Options
from digest.publish.release import jobs_of


@dataclass(frozen=True, slots=True)
class Looked:
    """A day's status; none if the publication's common files cannot be read, which is said."""

    status: Status | None
    diagnostics: Sequence[Diagnostic]


def status(options: Options, day: date | None) -> Looked:
    """How `day` stands, or today in the publication's zone at `options.now`."""
    gathered = gather(options.root)
    found = everything(gathered)
    if gathered.publication is None:
        return Looked(None, found)
    publication = gathered.publication
    wanted = day or options.now.astimezone(publication.site.zone).date()
    return Looked(stand(publication, wanted, options.now, found, jobs_of(options.out)), found)
