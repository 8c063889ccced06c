"""All that the person who sends an issue through WeChat needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KitField:
    """A field of WeChat's console: what it is, the text to copy, and how many characters it takes."""

    name: str
    text: str
    limit: int | None = None

    @property
    def count(self) -> int:
        """Characters of the text."""
        return len(self.text)

    @property
    def over(self) -> bool:
        """Whether it is too long."""
        return self.limit is not None and self.count > self.limit


@dataclass(frozen=True, slots=True)
class KitPicture:
    """A picture of the article, which a person uploads: its file, what it shows, the story it is in."""

    file: str
    alt: str
    headline: str


@dataclass(frozen=True, slots=True)
class KitView:
    """All that the person who sends an issue through WeChat needs; files are named within the kit.

    `bulletins` are pairs of an address on the site and a file; `phone` is the address of the one
    whose pages become pictures, if there is one.
    """

    language: str
    lang: str
    title: str
    date: str
    iso_date: str
    url: str
    fields: tuple[KitField, ...]
    article: str
    pictures: tuple[KitPicture, ...]
    covers: tuple[tuple[str, int, int], ...]
    bulletins: tuple[tuple[str, str], ...]
    phone: str
    qr: str
    corrections: str
    archive: str
