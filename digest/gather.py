"""Steps 1 to 3 in one run: the files of a root → the publication, and every problem in them.

Items are most of it and seldom change, so a record once made is recalled by the hash of its
file's bytes. What is recalled is data (JSON), judged again by its schema.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from digest.diagnostic import Diagnostic, Message, Severity, Span, in_order
from digest.fingerprint import code_digest, digest_of
from digest.load.pictures import SIZE_LIMIT, BadPicture, look
from digest.load.recent import Recent
from digest.load.text import ITEM_LIMIT, REGISTRY_LIMIT, SourceText, decode
from digest.load.tree import (
    GLOSSARY_FILE,
    SITE_FILE,
    SOURCES_FILE,
    STATIC_FOLDER,
    TOPICS_FILE,
    DayFolder,
    ItemPath,
    Tree,
    read,
    unreadable,
    walk,
)
from digest.markup.records import (
    glossary_record,
    issue_record,
    item_record,
    registry_record,
    site_record,
    topics_record,
)
from digest.model.issue import IssueFile
from digest.model.item import ItemFile
from digest.model.publication import Broken, Picture, Publication, StaticFile
from digest.model.record import Filed, Glossary, Issue, Item, Site, Topics
from digest.model.site import SiteFile
from digest.model.source import GlossaryFile, SourcesFile, TopicsFile
from digest.model.values import LANGUAGES, Setting, read_instant
from digest.prose.rules import Spacing, slips
from digest.validate.schema import Checked, check

Recall = Callable[[str], bytes | None]
"""What was kept under a key, if anything."""

R = TypeVar("R", bound=Filed)
T = TypeVar("T")

_LANGUAGE_UNKNOWN: Setting = {"languages": LANGUAGES, "timezone": UTC}
"""What items are read against while site.yaml itself is broken, so that all is reported at once."""

_NEVER_KEPT = frozenset({"withdrawn", "removed"})
"""Items of these statuses leave no copy of their text in any cache."""


class Kept(BaseModel):
    """An item's record as it is kept between runs."""

    item: Item
    diagnostics: list[Diagnostic]


@dataclass(slots=True)
class Gathered:
    """What a run of steps 1 to 3 found."""

    publication: Publication | None
    diagnostics: list[Diagnostic]
    keys: set[str] = field(default_factory=set)
    fresh: dict[str, bytes] = field(default_factory=dict)


def nothing_kept(key: str) -> bytes | None:
    """The recall of a run without a cache."""
    return None


def gather(root: Path, recall: Recall = nothing_kept, recent: Recent | None = None) -> Gathered:
    """Read a whole publication. `keys` of the result are all cache keys in use, `fresh` the new.

    With `recent`, what an earlier run of this process made of a file that has not changed since is
    taken as it is, and nothing is put into `keys` and `fresh`, which belong to caches on disk.
    """
    return _Gathering(root, recall, recent).run()


def _salt() -> str:
    modules = ("digest.markup.records", "digest.prose.rules")
    return code_digest(*modules, libraries=("markdown-it-py", "pydantic", "pyyaml"))


class _Gathering:
    """One run."""

    def __init__(self, root: Path, recall: Recall, recent: Recent | None = None) -> None:
        self.root = root
        self.recall = recall
        self.recent = recent
        self.tree: Tree = walk(root)
        self.diagnostics: list[Diagnostic] = list(self.tree.findings.found)
        self.setting = _LANGUAGE_UNKNOWN
        self.spacing: Spacing = "none"
        self.salt = ""
        self.broken: list[Broken] = []
        self.pictures: dict[str, Picture] = {}
        self.result = Gathered(None, [])

    def run(self) -> Gathered:
        site = self.site()
        if site:
            self.setting = {"languages": tuple(site.languages), "timezone": site.zone}
            self.spacing = site.spacing
        asked = (self.setting["languages"], str(self.setting["timezone"]), self.spacing)
        self.salt = digest_of(_salt(), *asked)
        if self.recent:
            self.recent.begin(self.salt)
        registry = self._common(SOURCES_FILE, SourcesFile, registry_record, REGISTRY_LIMIT)
        topics = self._optional(TOPICS_FILE, TopicsFile, topics_record, Topics, "topics", ())
        glossary = self._optional(GLOSSARY_FILE, GlossaryFile, glossary_record, Glossary, "terms", ())
        issues, items = self._days()
        static = self._static()
        if site and registry and topics and glossary:
            self.result.publication = Publication(
                site,
                registry,
                topics,
                glossary,
                issues,
                items,
                static,
                self.pictures,
                tuple(self.broken),
                frozenset(image for day in self.tree.days for image in day.images),
            )
        self.result.diagnostics = in_order(self.diagnostics)
        return self.result

    def _once(self, path: str, make: Callable[[], T]) -> T:
        """What is made of a file: as before, with its problems, if it has not changed since."""
        if self.recent is None:
            return make()
        known = self.recent.known(self.root, path)
        if known is None:
            said, torn = len(self.diagnostics), len(self.broken)
            begun = self.recent.look(self.root, path)
            made = make()
            self.recent.keep(path, begun, (made, self.diagnostics[said:], self.broken[torn:]))
            return made
        kept, diagnostics, broken = known
        self.diagnostics += diagnostics
        self.broken += broken
        return kept  # type: ignore[no-any-return]  # what `make` made of this path before

    def _error(self, code: str, path: str, message: Message, help: Message | None = None) -> None:
        self.diagnostics.append(Diagnostic(code, Severity.ERROR, Span(path), message, help))

    def site(self) -> Site | None:
        """The record of site.yaml."""
        return self._common(SITE_FILE, SiteFile, site_record, ITEM_LIMIT)

    # Common files -----------------------------------------------------------------------------

    def _common(
        self,
        path: str,
        model: type[Any],
        record: Callable[[Any, SourceText], tuple[R | None, list[Diagnostic]]],
        limit: int,
    ) -> R | None:
        if path not in self.tree.common:
            self._missing(path)
            return None
        source = self._text(path, limit)
        if source is None:
            return None
        checked = check(model, source, self.setting)
        made, diagnostics = record(checked, source)
        self.diagnostics += diagnostics
        self.diagnostics += self._slips(checked, source)
        return made

    def _optional(
        self,
        path: str,
        model: type[Any],
        record: Callable[[Any, SourceText], tuple[R | None, list[Diagnostic]]],
        kind: type[R],
        key: str,
        empty: object,
    ) -> R | None:
        if path in self.tree.common:
            return self._common(path, model, record, REGISTRY_LIMIT)
        return kind.model_validate({"path": path, "digest": digest_of(path), "places": {}, key: empty})

    def _missing(self, path: str) -> None:
        if any(found.span.path == path for found in self.diagnostics):
            return  # it is there, and refused
        self._error(
            "missing-file",
            path,
            Message("this file is missing", "缺少这个文件"),
            Message("`digest init` writes one to start from", "`digest init` 会生成一份"),
        )

    def _raw(self, path: str, limit: int) -> bytes | None:
        try:
            return read(self.root, path, limit)
        except OSError as error:
            self._error("unreadable", path, unreadable(error))
            return None

    def _text(self, path: str, limit: int) -> SourceText | None:
        raw = self._raw(path, limit)
        return None if raw is None else self._decoded(path, raw, limit)

    def _decoded(self, path: str, raw: bytes, limit: int) -> SourceText | None:
        source, findings = decode(path, raw, limit)
        self.diagnostics += findings.found
        return source

    # Days -------------------------------------------------------------------------------------

    def _days(self) -> tuple[tuple[Issue, ...], tuple[Item, ...]]:
        issues: list[Issue] = []
        items: list[Item] = []
        for day in self.tree.days:
            issue = self._once(day.issue_path, partial(self._issue, day))
            found = [item for at in day.items if (item := self._once(at.path, partial(self._item, at)))]
            if issue:
                issues.append(issue)
            items += found
            self._pictures(day, issue, found)
        return tuple(issues), tuple(items)

    def _issue(self, day: DayFolder) -> Issue | None:
        path = day.issue_path
        if not day.has_issue:
            self._error(
                "no-issue-file",
                day.path,
                Message("this day has no issue.yaml", "这一天缺少 issue.yaml"),
                Message(
                    f"`digest new issue {day.date}` writes one", f"用 `digest new issue {day.date}` 新建"
                ),
            )
            return None
        source = self._text(path, ITEM_LIMIT)
        if source is None:
            self.broken.append(Broken(path, day.date, None, None))
            return None
        checked = check(IssueFile, source, self.setting, {"date": str(day.date)})
        made, diagnostics = issue_record(checked, source, day.date)
        self.diagnostics += diagnostics + self._slips(checked, source)
        if made is None:
            self._break(checked, path, ItemPath(path, day.date, 0, ""))
        return made

    def _item(self, at: ItemPath) -> Item | None:
        raw = self._raw(at.path, ITEM_LIMIT)
        if raw is None:
            self.broken.append(Broken(at.path, at.date, at.slug, None))
            return None
        key = hashlib.sha256(f"{self.salt}\0{at.path}\0".encode() + raw).hexdigest()
        return self._recalled(key) or self._fresh(key, at, raw)

    def _recalled(self, key: str) -> Item | None:
        kept = self.recall(key)
        if kept is None:
            return None
        try:
            known = Kept.model_validate_json(kept)
        except ValidationError:
            return None  # of another version, or damaged: made anew
        self.diagnostics += known.diagnostics
        self.result.keys.add(key)
        return known.item

    def _fresh(self, key: str, at: ItemPath, raw: bytes) -> Item | None:
        source = self._decoded(at.path, raw, ITEM_LIMIT)
        if source is None:
            self.broken.append(Broken(at.path, at.date, at.slug, None))
            return None
        says = {"date": str(at.date), "number": str(at.number), "slug": at.slug}
        checked = check(ItemFile, source, self.setting, says)
        made, diagnostics = item_record(checked, source, at)
        diagnostics += self._slips(checked, source)
        self.diagnostics += diagnostics
        if made is None:
            self._break(checked, at.path, at)
        elif made.status not in _NEVER_KEPT:
            self.result.keys.add(key)
            self.result.fresh[key] = Kept(item=made, diagnostics=diagnostics).model_dump_json().encode()
        return made

    def _slips(self, checked: Checked[Any], source: SourceText) -> list[Diagnostic]:
        """What a deskman would say of a file's texts; nothing of what is taken down."""
        said = checked.file.value
        if isinstance(said, dict) and said.get("status") in _NEVER_KEPT:
            return []
        return [slip.diagnostic for slip in slips(source, checked.file.scalars, self.spacing)]

    def _break(self, checked: Checked[Any], path: str, at: ItemPath) -> None:
        """Remember a broken file with what it says of its visibility, as far as that can be read."""
        value = checked.file.value
        said = value if isinstance(value, dict) else {}
        status, publish_at = said.get("status"), said.get("publish_at")
        try:
            instant = read_instant(str(publish_at), self.setting["timezone"])
        except ValueError:
            instant = None
        status = status if isinstance(status, str) else None
        self.broken.append(Broken(path, at.date, at.slug or None, status, instant))

    # Pictures and static files ----------------------------------------------------------------

    def _pictures(self, day: DayFolder, issue: Issue | None, items: Iterable[Item]) -> None:
        """Look at the images that are named; one that nobody names has no place here."""
        named = {f"{day.path}/{item.image.file}": item.span("image.file") for item in items if item.image}
        if issue and issue.cover:
            named.setdefault(f"{day.path}/{issue.cover.file}", issue.span("cover.file"))
        complete = issue is not None and not any(broken.date == day.date for broken in self.broken)
        for path in day.images:
            if path in named:
                picture = self._once(path, partial(self._picture, path))
                if picture:
                    self.pictures[path] = picture
            elif complete:
                self._unnamed(path)

    def _picture(self, path: str) -> Picture | None:
        raw = self._raw(path, SIZE_LIMIT)
        if raw is None:
            return None
        try:
            return look(path, raw)
        except BadPicture as bad:
            self._error("bad-image", path, bad.message, bad.help)
            return None

    def _unnamed(self, path: str) -> None:
        self._error(
            "stray-file",
            path,
            Message("no item and no issue names this image", "没有条目或期号用到这张图片"),
            Message("name it in `image` or `cover`, or delete it", "请在 image 或 cover 里写上它，或删除"),
        )

    def _static(self) -> tuple[StaticFile, ...]:
        found = (self._once(path, partial(self._static_file, path)) for path in self.tree.static)
        return tuple(one for one in found if one)

    def _static_file(self, path: str) -> StaticFile | None:
        raw = self._raw(path, -1)
        if raw is None:
            return None
        address = path.removeprefix(f"{STATIC_FOLDER}/")
        return StaticFile(path, address, hashlib.sha256(raw).hexdigest())


def site_of(root: Path) -> tuple[Site | None, list[Diagnostic]]:
    """The publication's own record alone, for commands that need no more."""
    gathering = _Gathering(root, nothing_kept)
    site = gathering.site()
    return site, gathering.diagnostics
