"""Rules about an item by itself: its languages, topic, image, characters, and what it allows."""

from collections.abc import Iterator

from digest.checks.finding import Finding
from digest.diagnostic import Message, Span
from digest.load.tree import TOPICS_FILE
from digest.model.publication import Publication
from digest.model.record import Filed, Item
from digest.validate.faults import near


def missing_headline(publication: Publication, item: Item) -> Iterator[Finding]:
    """An item's headline exists in the source language."""
    yield from _missing(publication, item, "headline")


def missing_body(publication: Publication, item: Item) -> Iterator[Finding]:
    """An item's body exists in the source language."""
    yield from _missing(publication, item, "body")


def _missing(publication: Publication, item: Item, key: str) -> Iterator[Finding]:
    language = publication.site.source_language
    if language not in getattr(item, key):
        yield Finding(
            item.key_span(key),
            Message(
                f"`{key}` is missing in the source language, {language}",
                f"`{key}` 缺少源语言（{language}）的内容",
            ),
            Message(f"write `{key}.{language}`", f"请写 {key}.{language}"),
        )


def unknown_topic(publication: Publication, item: Item) -> Iterator[Finding]:
    """An item's topics are in topics.yaml."""
    known = [topic.id for topic in publication.topics.topics]
    for index, topic in enumerate(item.topics):
        if topic not in known:
            yield Finding(
                item.span(f"topics.{index}"),
                Message(f'no topic "{topic}" in {TOPICS_FILE}', f"{TOPICS_FILE} 里没有主题“{topic}”"),
                near(topic, known),
            )


def unknown_section(publication: Publication, item: Item) -> Iterator[Finding]:
    """An item's section is one of `sections` in site.yaml."""
    known = [section.id for section in publication.site.sections]
    if item.section and item.section not in known:
        yield Finding(
            item.span("section"),
            Message(f'no section "{item.section}" in site.yaml', f"site.yaml 里没有栏目“{item.section}”"),
            near(item.section, known),
        )


def missing_image(publication: Publication, item: Item) -> Iterator[Finding]:
    """The image that an item names lies beside it."""
    folder = item.path.rpartition("/")[0]
    if item.image and f"{folder}/{item.image.file}" not in publication.image_files:
        yield Finding(
            item.span("image.file"),
            Message(f"no file {item.image.file} beside this item", f"旁边没有文件 {item.image.file}"),
            Message("put it there: PNG, JPEG or WebP", "请放入该文件：PNG、JPEG 或 WebP"),
        )


def no_glyph(publication: Publication, record: Filed) -> Iterator[Finding]:
    """Every character is in our fonts; one that is in none is set as 〓 in the bulletin."""
    for odd in record.oddities:
        if odd.code == "no-glyph":
            name = f"{odd.character} (U+{ord(odd.character):04X})"
            yield Finding(
                Span(record.path, *odd.place),
                Message(f"no font of ours has {name}", f"字库里没有 {name}"),
                Message("in the bulletin it is set as 〓", "在 PDF 里会排成 〓"),
            )


def zero_width(publication: Publication, record: Filed) -> Iterator[Finding]:
    """No character is invisible, but for the joiners inside emoji."""
    for odd in record.oddities:
        if odd.code == "zero-width":
            name = f"U+{ord(odd.character):04X}"
            yield Finding(
                Span(record.path, *odd.place),
                Message(f"an invisible character, {name}", f"有一个看不见的字符 {name}"),
                Message("delete it", "请删除"),
            )


def translated_to_itself(publication: Publication, item: Item) -> Iterator[Finding]:
    """`translation` speaks of a language other than the source's."""
    source = publication.site.source_language
    if source in item.translation:
        yield Finding(
            item.key_span(f"translation.{source}"),
            Message(f"{source} is the source language", f"{source} 是源语言，不是译文"),
            Message("delete this line", "请删去这一行"),
        )
