"""The publication: all that editors wrote, read and in order, before anyone asks what is visible."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

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


@dataclass(frozen=True, slots=True)
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
        return tuple(item for item in self.items if item.date == day)

    def picture(self, folder: str, file: str) -> Picture | None:
        """The picture of a file beside an item or issue."""
        return (self.pictures or {}).get(f"{folder}/{file}")
