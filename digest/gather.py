"""Steps 1 to 3 in one run: the files of a root → the publication, and every problem in them.

Stories and issues are most of it and seldom change, so a record once made is recalled by the hash
of its file's bytes, and the hash by the file's inode, size and times, as in git's index. What is
not known is read and marked up on all cores. Records stay packed until somebody looks into them.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from digest.diagnostic import Diagnostic, Message, Severity, Span, in_order
from digest.fingerprint import code_digest, digest_of
from digest.forked import mapped
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
    mark_at,
    read,
    unreadable,
    walk,
)
from digest.markup.records import glossary_record, registry_record, site_record, topics_record
from digest.model.publication import Broken, Picture, Publication, StaticFile
from digest.model.record import Filed, Glossary, Issue, Item, Site, Topics
from digest.model.site import SiteFile
from digest.model.source import GlossaryFile, SourcesFile, TopicsFile
from digest.model.values import LANGUAGES, Setting
from digest.prose.rules import Spacing
from digest.story import FileRead, Kept, Reader, hash_of, key_of, places_of, slips_of
from digest.validate.schema import check

R = TypeVar("R", bound=Filed)
T = TypeVar("T")

_LANGUAGE_UNKNOWN: Setting = {"languages": LANGUAGES, "timezone": UTC}
"""What items are read against while site.yaml itself is broken, so that all is reported at once."""

WORTH_A_POOL = 400
"""Files to read: below this number starting processes costs more than it saves."""

CHUNK = 32
"""Files that a process reads at once."""


class Memory(Protocol):
    """What is remembered of earlier runs."""

    def hash_of(self, path: str, mark: str) -> str | None:
        """The hash of a file that has had this mark since before the last run."""

    def recall(self, key: str) -> Kept | None:
        """What was kept under a key, if it is whole."""


@dataclass(slots=True)
class Gathered:
    """What a run of steps 1 to 3 found.

    `keys` are the cache keys in use, `seen` the files' marks and hashes and `kept` what is kept of
    them, all by path; `fresh` is what was made anew, by key.
    """

    publication: Publication | None
    diagnostics: list[Diagnostic]
    keys: dict[str, str] = field(default_factory=dict)
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)
    fresh: dict[str, Kept] = field(default_factory=dict)


def gather(root: Path, memory: Memory | None = None, recent: Recent | None = None, jobs: int = 1) -> Gathered:
    """Read a whole publication, on as many as `jobs` cores.

    With `recent`, what an earlier run of this process made of a file that has not changed since is
    taken as it is, and nothing is put into `keys` and `fresh`, which belong to caches on disk.
    """
    return _Gathering(root, memory, recent, jobs).run()


def _salt() -> str:
    return code_digest("digest.story", libraries=("markdown-it-py", "pydantic", "pyyaml"))


class _Gathering:
    """One run."""

    def __init__(
        self, root: Path, memory: Memory | None = None, recent: Recent | None = None, jobs: int = 1
    ) -> None:
        self.root = root
        self.memory = memory
        self.recent = recent
        self.jobs = jobs
        self.tree: Tree = walk(root)
        self.diagnostics: list[Diagnostic] = list(self.tree.findings.found)
        self.setting = _LANGUAGE_UNKNOWN
        self.spacing: Spacing = "none"
        self.salt = ""
        self.broken: list[Broken] = []
        self.pictures: dict[str, Picture] = {}
        self.marks: dict[str, str] = {}
        self.result = Gathered(None, [])

    def run(self) -> Gathered:
        site = self.site()
        if site:
            self.setting = {"languages": tuple(site.languages), "timezone": site.zone}
            self.spacing = site.spacing
        elif self.recent and self.recent.asked:
            self.setting, self.spacing = self.recent.asked
        asked = (self.setting["languages"], str(self.setting["timezone"]), self.spacing)
        self.salt = digest_of(_salt(), *asked)
        if self.recent:
            self.recent.asked = (self.setting, self.spacing)
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
        self.diagnostics += slips_of(checked, source, self.spacing, self.setting["languages"][0])
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
        read = self._files()
        issues: list[Issue] = []
        items: list[Item] = []
        for day in self.tree.days:
            issue = read[day.issue_path].issue if day.has_issue else None
            found = [made for at in day.items if (made := read[at.path].item)]
            if issue:
                issues.append(issue)
            elif not day.has_issue:
                self._no_issue(day)
            items += found
            self._pictures(day, issue, found)
        return tuple(issues), tuple(items)

    def _no_issue(self, day: DayFolder) -> None:
        self._error(
            "no-issue-file",
            day.path,
            Message("this day has no issue.yaml", "这一天缺少 issue.yaml"),
            Message(f"`digest new issue {day.date}` writes one", f"用 `digest new issue {day.date}` 新建"),
        )

    def _files(self) -> dict[str, FileRead]:
        """Every day's files by path: recalled, or read anew."""
        places = [place for day in self.tree.days for place in places_of(day)]
        read: dict[str, FileRead] = {}
        unknown: list[ItemPath] = []
        for place in places:
            known = self._recalled(place)
            if known:
                read[place.path] = known
            else:
                unknown.append(place)
        reader = Reader(self.root, self.salt, self.setting, self.spacing)
        begun = {at.path: self.recent.look(self.root, at.path) for at in unknown} if self.recent else {}
        for made in mapped(reader, unknown, self.jobs, CHUNK, WORTH_A_POOL):
            read[made.path] = made
            if self.recent:
                self.recent.keep(made.path, begun[made.path], made)
            elif made.key and made.kept and made.may_be_kept:
                self.result.fresh[made.key] = made.kept
        for place in places:
            self._note(read[place.path])
        return read

    def _recalled(self, place: ItemPath) -> FileRead | None:
        """A file as it is remembered: by its mark, else by the hash of its bytes."""
        if self.recent:
            made: FileRead | None = self.recent.known(self.root, place.path)
            if made is not None or self.memory is None:
                return made
            begun = self.recent.look(self.root, place.path)
        try:
            mark = mark_at(self.root, place.path)
            self.marks[place.path] = mark
            if self.memory is None:
                return None
            hash = self.memory.hash_of(place.path, mark)
            hash = hash or hash_of(read(self.root, place.path, ITEM_LIMIT))
        except OSError:
            return None  # which the reader says
        key = key_of(self.salt, place.path, hash)
        kept = self.memory.recall(key)
        found = FileRead(place.path, hash, key, kept) if kept else None
        if self.recent and found:
            self.recent.keep(place.path, begun, found)
        return found

    def _note(self, file: FileRead) -> None:
        self.diagnostics += file.diagnostics
        if file.broken:
            self.broken.append(file.broken)
        if file.key and file.kept and file.may_be_kept and not self.recent:
            self.result.keys[file.path] = file.key
            if file.hash and file.path in self.marks:
                self.result.seen[file.path] = (self.marks[file.path], file.hash)
            self.result.kept[file.path] = file.kept

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
    gathering = _Gathering(root)
    site = gathering.site()
    return site, gathering.diagnostics
