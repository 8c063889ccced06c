"""The sitemap."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MapEntry:
    """An address of the sitemap and when it last changed."""

    url: str
    changed: str


@dataclass(frozen=True, slots=True)
class SitemapView:
    """The sitemap: for each file its entries; the first file is the index of the others."""

    index: str
    files: tuple[tuple[str, str, tuple[MapEntry, ...]], ...]
