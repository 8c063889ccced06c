"""`digest status`: how a day's issue stands, and the two words that editors add to its files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest.commands.place import Stop
from digest.desk.inscribe import CannotInscribe, inscribe
from digest.desk.signing import Inscription, acceptances, approval
from digest.desk.state import Status
from digest.desk.status import status as stand
from digest.diagnostic import Diagnostic, Message
from digest.gather import gather
from digest.judge import everything
from digest.ledger import jobs_of
from digest.load.text import ITEM_LIMIT
from digest.load.tree import read
from digest.model.publication import Publication
from digest.options import Options
from digest.publish.rewrite import ChangedMeanwhile, rewrite

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


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
    wanted = _day(publication, day, options)
    return Looked(stand(publication, wanted, options.now, found, jobs_of(options.out)), found)


def accept(options: Options, day: date | None, slugs: Sequence[str]) -> list[str]:
    """Note that the translations of the day (of these items alone, if any are named) match their source.

    The paths that were written. Raises Stop (2) for an unknown item or day, (1) for a broken file.
    """
    publication = _whole(options)
    wanted = _day(publication, day, options)
    _ensure_read(publication, wanted)
    items = publication.items_of(wanted)
    for slug in slugs:
        if slug not in {item.slug for item in items}:
            raise Stop(2, Message(f"no item {slug} on {wanted}", f"{wanted} 没有条目 {slug}"))
    chosen = [item for item in items if not slugs or item.slug in slugs]
    return _write(options.root, acceptances(publication, chosen))


def approve(options: Options, day: date | None, by: str) -> list[str]:
    """Sign the day's issue off. The paths that were written. Raises Stop as `accept` does."""
    publication = _whole(options)
    wanted = _day(publication, day, options)
    _ensure_read(publication, wanted)
    issue = next((one for one in publication.issues if one.date == wanted), None)
    if issue is None:
        raise Stop(2, Message(f"there is no issue of {wanted}", f"没有 {wanted} 这一期"))
    if not by.strip():
        raise Stop(2, Message("--approve needs a name", "--approve 需要姓名"))
    return _write(options.root, [approval(publication, issue, by.strip(), options.now)])


def _day(publication: Publication, day: date | None, options: Options) -> date:
    return day or options.now.astimezone(publication.site.zone).date()


def _whole(options: Options) -> Publication:
    publication = gather(options.root).publication
    if publication is None:
        raise Stop(
            1,
            Message("the publication's common files have errors", "刊物的公共文件有错误"),
            Message("`digest check` tells where", "位置见 `digest check`"),
        )
    return publication


def _ensure_read(publication: Publication, day: date) -> None:
    for one in publication.broken:
        if one.date == day:
            raise Stop(
                1,
                Message(f"{one.path} has errors: nothing was written", f"{one.path} 有错误：没有写入"),
                Message("`digest check` tells where", "位置见 `digest check`"),
            )


def _write(root: Path, inscriptions: Iterable[Inscription]) -> list[str]:
    """Write the inscriptions of each file at once, one file after the other."""
    by_path: dict[str, list[Inscription]] = {}
    for one in inscriptions:
        by_path.setdefault(one.path, []).append(one)
    for path, own in by_path.items():
        raw = read(root, path, ITEM_LIMIT)
        mark = _BYTE_ORDER_MARK if raw.startswith(_BYTE_ORDER_MARK) else b""
        text = raw.removeprefix(mark).decode("utf-8")
        try:
            for one in own:
                text = inscribe(text, one.at, one.values)
            rewrite(root / path, raw, mark + text.encode())
        except CannotInscribe:
            keys = ".".join(own[0].at)
            raise Stop(
                1,
                Message(f"{path}: `{keys}` cannot be written here", f"{path}：无法写入 {keys}"),
                Message("lay the file out as the README shows", "请按 README 的写法排列文件"),
            ) from None
        except ChangedMeanwhile:
            raise Stop(
                1,
                Message(f"{path} was saved by somebody meanwhile; try again", f"{path} 刚被他人保存，请重试"),
            ) from None
    return list(by_path)
