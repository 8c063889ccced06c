"""A visible day → its order: sections, numbered stories, briefs, references; and its editions.

An edition is an issue in one language. Order, numbers and references are the issue's, so that
they are the same in every edition; which items an edition holds depends on its translations.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from digest.fingerprint import digest_of
from digest.model.publication import Picture, Publication
from digest.model.record import Item, Site
from digest.model.source import Source, Topic
from digest.plan.references import References, references
from digest.plan.visible import Day
from digest.words import words_of


@dataclass(frozen=True, slots=True)
class Group:
    """The items under one heading: stories, then briefs. The first group may have no heading."""

    section: str | None
    stories: tuple[Item, ...]
    briefs: tuple[Item, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All of them in order."""
        return (*self.stories, *self.briefs)


@dataclass(frozen=True, eq=False)
class Number:
    """A visible issue in its order, with all that its items name."""

    day: Day
    groups: tuple[Group, ...]
    numbers: dict[str, int]
    source_language: str
    sources: dict[str, Source]
    topics: dict[str, Topic]
    pictures: dict[str, Picture]
    cover: Picture | None
    digest: str

    @cached_property
    def references(self) -> References:
        """What its items cite, worked out when a page is to be made."""
        return references(self.items, self.source_language)

    @property
    def items(self) -> tuple[Item, ...]:
        """All visible items in the order shown."""
        return tuple(item for group in self.groups for item in group.items)


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """An issue in one language.

    `items` are those that it shows, `untranslated` the slugs among them that are shown in the
    source language; `complete` says that every headline and body is there in its own language.
    """

    number: Number
    language: str
    site: Site
    words: dict[str, str]
    items: tuple[Item, ...]
    untranslated: frozenset[str]
    has_abstract: bool
    digest: str

    @property
    def day(self) -> Day:
        """The day of the issue."""
        return self.number.day

    def holds(self, item: Item) -> bool:
        """Whether it shows an item of its issue."""
        return any(one.slug == item.slug for one in self.items)

    @property
    def complete(self) -> bool:
        """Whether the edition has a bulletin and a place in the feed."""
        return not self.untranslated

    @property
    def is_translation(self) -> bool:
        """Whether its page may be called a translation: nothing on it is in another language."""
        return self.complete and self.has_abstract


@dataclass(frozen=True, slots=True)
class Listed:
    """An item in a list: its edition, so that it can be shown, itself, and its place there."""

    edition: Edition
    item: Item
    place: int

    @property
    def digest(self) -> str:
        """That of both."""
        return f"{self.edition.digest}{self.item.digest}"


def number(day: Day, publication: Publication) -> Number:
    """Order and number a day's items, and gather what they name."""
    site = publication.site
    known = [section.id for section in site.sections]
    groups = []
    for section in (None, *known):
        members = [item for item in day.items if _section(item, known) == section]
        stories = tuple(item for item in members if not item.is_brief)
        briefs = tuple(item for item in members if item.is_brief)
        if members:
            groups.append(Group(section, stories, briefs))
    shown = [item for group in groups for item in group.items]
    counted = (item for group in groups for item in group.stories)
    numbers = {item.slug: index for index, item in enumerate(counted, 1)}
    sources = _sources(shown, publication)
    topics = _topics(shown, publication)
    pictures = _pictures(shown, publication)
    cover = _cover(day, publication)
    digest = digest_of(day, [item.slug for item in shown], numbers, sources, topics, pictures, cover)
    return Number(
        day,
        tuple(groups),
        numbers,
        site.source_language,
        sources,
        topics,
        pictures,
        cover,
        digest,
    )


def _sources(items: Iterable[Item], publication: Publication) -> dict[str, Source]:
    cited = {one for item in items for one in item.cited}
    return {one: publication.registry.sources[one] for one in sorted(cited)}


def _topics(items: Iterable[Item], publication: Publication) -> dict[str, Topic]:
    named = {topic for item in items for topic in item.topics}
    return {topic.id: topic for topic in publication.topics.topics if topic.id in named}


def _pictures(items: Iterable[Item], publication: Publication) -> dict[str, Picture]:
    found = {}
    for item in items:
        folder = item.path.rpartition("/")[0]
        picture = item.image and publication.picture(folder, item.image.file)
        if picture:
            found[item.slug] = picture
    return found


def _cover(day: Day, publication: Publication) -> Picture | None:
    cover = day.issue.cover
    return publication.picture(day.issue.path.rpartition("/")[0], cover.file) if cover else None


def editions(numbered: Iterable[Number], site: Site) -> tuple[Edition, ...]:
    """Every edition that has a page."""
    words = {str(language): words_of(language, site.words) for language in site.languages}
    found = (
        edition(one, language, site, words[language]) for one in numbered for language in one.day.open_in
    )
    return tuple(one for one in found if one.items or not one.number.items)


def edition(one: Number, language: str, site: Site, words: dict[str, str]) -> Edition:
    """An issue in one language, by the site's policy for what is not translated."""
    missing = frozenset(item.slug for item in one.items if not is_translated(item, language))
    items = one.items
    if site.missing_translation != "notice":
        items = tuple(item for item in items if item.slug not in missing)
        missing = frozenset()
    abstracts = one.day.issue.abstract_in
    has_abstract = language in abstracts or not abstracts
    if site.missing_translation == "omit" and not has_abstract:
        has_abstract = True  # left out, so that nothing of the page is in another language
    digest = digest_of(one.digest, language, site.digest)
    return Edition(one, language, site, words, items, missing, has_abstract, digest)


def is_translated(item: Item, language: str) -> bool:
    """Whether an item's headline and body both exist in a language."""
    return language in item.told_in


def _section(item: Item, known: list[str]) -> str | None:
    return item.section if item.section in known else None
