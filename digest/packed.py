"""A story's or an issue's record ↔ the few values that plans and lists ask for, and a compressed whole.

Ten years of records would fill a gigabyte, and most builds look into few of them. A packed record
is one in every way: what is not at hand is unpacked when somebody asks for it.
"""

import json
import zlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, TypeAdapter

from digest.model.record import Issue, Item

UNPACKED = 512
"""Records that stay unpacked; about 65 KB each."""

_OF_AN_ITEM = frozenset(
    {"path", "digest", "date", "number", "slug", "status", "headline", "short_headline", "summary", "topics"}
    | {"section", "form", "image", "reason", "aliases", "corrections", "made_with", "allow"}
)
_OF_AN_ISSUE = frozenset(
    {"path", "digest", "date", "number", "total", "status", "publish_at", "reason", "editions", "headline"}
    | {"summary", "cover", "corrections", "approved"}
)


@dataclass(frozen=True, slots=True)
class Pack:
    """A record as bytes: JSON of what is at hand, and the whole, compressed."""

    card: bytes
    whole: bytes


class PackedItem(Item):
    """An item that is unpacked when it is looked into."""

    def __getattr__(self, name: str) -> Any:
        return _beyond(self, Item, name)

    def model_dump(self, **options: Any) -> dict[str, Any]:
        """As any record's."""
        return _opened(self, Item).model_dump(**options)

    def body_in(self, language: str) -> str:
        """As any item's, but without making a record of all that is packed: an index wants thousands."""
        text: str = json.loads(zlib.decompress(self.__dict__["packed"]))["bodies"][language]["text"]
        return text


class PackedIssue(Issue):
    """An issue that is unpacked when it is looked into."""

    def __getattr__(self, name: str) -> Any:
        return _beyond(self, Issue, name)

    def model_dump(self, **options: Any) -> dict[str, Any]:
        """As any record's."""
        return _opened(self, Issue).model_dump(**options)


P = TypeVar("P", PackedItem, PackedIssue)


def pack(record: Item | Issue) -> Pack:
    """The bytes of a record."""
    if isinstance(record, Item):
        at_hand = record.model_dump(mode="json", include=set(_OF_AN_ITEM))
        at_hand |= {"told_in": record.told_in, "cited": record.cited, "sought": record.sought}
        at_hand |= {"documents": record.documents, "headline_places": record.headline_places}
    else:
        at_hand = record.model_dump(mode="json", include=set(_OF_AN_ISSUE))
        at_hand |= {"abstract_in": record.abstract_in}
    card = json.dumps(at_hand, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return Pack(card, zlib.compress(record.model_dump_json().encode(), 1))


def packed_item(pack: Pack) -> PackedItem:
    """The item of a pack. Raises ValueError if its card is none."""
    return _made(PackedItem, pack)


def packed_issue(pack: Pack) -> PackedIssue:
    """The issue of a pack. Raises ValueError if its card is none."""
    return _made(PackedIssue, pack)


def _made(kind: type[P], pack: Pack) -> P:
    values = json.loads(pack.card)
    for name, adapter in _adapters(kind).items():
        if values[name]:
            values[name] = adapter.validate_python(values[name])
    values["date"] = date.fromisoformat(values["date"])
    for name in ("told_in", "cited", "abstract_in"):
        if name in values:
            values[name] = tuple(values[name])
    if "documents" in values:
        values["documents"] = tuple((identity, tuple(place)) for identity, place in values["documents"])
        values["headline_places"] = {one: tuple(place) for one, place in values["headline_places"].items()}
    if "sought" in values:
        values["sought"] = {language: tuple(one) for language, one in values["sought"].items()}
    values["packed"] = pack.whole
    made = kind.__new__(kind)
    object.__setattr__(made, "__dict__", values)
    object.__setattr__(made, "__pydantic_fields_set__", set())
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    return made


@lru_cache
def _adapters(kind: type[BaseModel]) -> dict[str, TypeAdapter[Any]]:
    """For the values at hand that are more than texts and numbers: what makes them."""
    at_hand = _OF_AN_ITEM if issubclass(kind, Item) else _OF_AN_ISSUE
    found: dict[str, TypeAdapter[Any]] = {}
    for name in at_hand & {"image", "corrections", "allow", "publish_at", "editions", "cover", "approved"}:
        field = kind.model_fields[name]
        typed: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        found[name] = TypeAdapter(typed)
    return found


@lru_cache(maxsize=UNPACKED)
def _whole(kind: type[Any], packed: bytes) -> Any:
    return kind.model_validate_json(zlib.decompress(packed))


def _beyond(record: Any, kind: type[BaseModel], name: str) -> Any:
    """A value that is not at hand."""
    if name not in kind.model_fields:
        raise AttributeError(name)
    return getattr(_whole(kind, record.__dict__["packed"]), name)


def _opened(record: Any, kind: type[BaseModel]) -> BaseModel:
    """The record with all its values at hand."""
    at_hand = {name: value for name, value in record.__dict__.items() if name in kind.model_fields}
    opened: BaseModel = _whole(kind, record.__dict__["packed"]).model_copy(update=at_hand)
    return opened
