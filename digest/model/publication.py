"""The publication: all that editors wrote, read and in order, before anyone asks what is visible."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from digest.model.record import Glossary, Issue, Item, Registry, Site, Topics


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file that was looked at: its bytes' hash, its kind, its size in pixels as shown.

    `clear` says that parts of it may be transparent.
    """

    path: str
    sha256: str
    format: str
    width: int
    height: int
    clear: bool = False


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file of content/static: where it goes on the site, and its bytes' hash."""

    path: str
    address: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Broken:
    """An issue's or item's file that keeps no schema, with what can still be made out of it."""

    path: str
    date: date
    slug: str | None
    status: str | None
    publish_at: datetime | None = None

    @property
    def is_issue(self) -> bool:
        """Whether it is an issue's file."""
        return self.slug is None


@dataclass(frozen=True)
class Publication:
    """The whole model, in memory in every run. Issues by date, items by date and number."""

    site: Site
    registry: Registry
    topics: Topics
    glossary: Glossary
    issues: tuple[Issue, ...]
    items: tuple[Item, ...]
    static: tuple[StaticFile, ...] = ()
    pictures: Mapping[str, Picture] | None = None
    broken: tuple[Broken, ...] = ()
    image_files: frozenset[str] = frozenset()

    def items_of(self, day: date) -> tuple[Item, ...]:
        """The items of a day by number, whatever their status."""
        return self.by_day.get(day, ())

    @cached_property
    def by_day(self) -> Mapping[date, tuple[Item, ...]]:
        """The items of each day by number, whatever their status."""
        found: dict[date, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.date, []).append(item)
        return {day: tuple(items) for day, items in found.items()}

    @cached_property
    def issue_of(self) -> Mapping[date, Issue]:
        """The issue of each day, whatever its status."""
        return {issue.date: issue for issue in self.issues}

    def around(self, folder: str) -> "Publication":
        """What an item of this folder is judged against: all but the other items and issues."""
        images = self._images_in.get(folder, frozenset())
        known = self.pictures or {}
        pictures = {path: known[path] for path in images if path in known}
        shared = (self.site, self.registry, self.topics, self.glossary)
        return Publication(*shared, (), (), (), pictures, (), images)

    @cached_property
    def _images_in(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for path in self.image_files:
            found.setdefault(path.rpartition("/")[0], set()).add(path)
        return {folder: frozenset(paths) for folder, paths in found.items()}

    def picture(self, folder: str, file: str) -> Picture | None:
        """The picture of a file beside an item or issue."""
        return (self.pictures or {}).get(f"{folder}/{file}")
