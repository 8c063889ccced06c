"""What pydantic found → diagnostics at the exact place, in both languages, with near misses."""

import types
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError

from digest.diagnostic import Diagnostic, Message, Severity, Span, brief
from digest.load.text import ENOUGH
from digest.validate.plain import PlainFile

Location = Sequence[str | int]


def faults(file: PlainFile, model: type[BaseModel], error: ValidationError) -> list[Diagnostic]:
    """Each of pydantic's errors as a diagnostic; a required key that is misspelt is said once."""
    errors = error.errors(include_url=False)[:ENOUGH]
    meant = {_meant(model, found["loc"]) for found in errors if found["type"] == "extra_forbidden"}
    said = [found for found in errors if found["type"] != "missing" or found["loc"] not in meant]
    return [_fault(file, model, found) for found in said]


def _meant(model: type[BaseModel], at: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Where the key would stand that an unknown one is most like."""
    return (*at[:-1], *_nearest(str(at[-1]), _keys_at(model, at[:-1])))


def unknown_empty_keys(file: PlainFile, model: type[BaseModel]) -> list[Diagnostic]:
    """Keys that the schema does not know and that have no value, which pydantic therefore never saw."""
    found = []
    for key in file.empty:
        above, _, name = key.rpartition(".")
        known = _keys_at(model, above.split(".") if above else [])
        if known and name not in known:
            found.append(_unknown(file, key, name, known))
    return found


def near(word: str, known: Iterable[str]) -> Message | None:
    """A hint at the nearest known word, if any is near."""
    for close in _nearest(word, known):
        return Message(f'did you mean "{close}"?', f"是不是“{close}”？")
    return None


def _nearest(word: str, known: Iterable[str]) -> list[str]:
    return list(_match(word, tuple(sorted(known))))


@lru_cache(1000)
def _match(word: str, known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(get_close_matches(brief(word), known, n=1, cutoff=0.6))


def _fault(file: PlainFile, model: type[BaseModel], found: Any) -> Diagnostic:
    at = [part for part in found["loc"] if part != "[key]"]
    key = ".".join(str(part) for part in at)
    on_key = len(at) != len(found["loc"])
    kind, context = found["type"], found.get("ctx", {})
    if kind == "missing":
        return _missing(file, key, str(at[-1]))
    if kind == "extra_forbidden":
        return _unknown(file, key, str(at[-1]), _keys_at(model, at[:-1]))
    span = file.key_span(key) if on_key else file.span(key)
    if kind == "literal_error":
        return _choice(file.key_span(key) if on_key else span, str(found["input"]), context)
    if "zh" in context:
        help = Message(context["help_en"], context["help_zh"]) if context["help_en"] else None
        return _error(kind, span, Message(context["en"], context["zh"]), help)
    return _shape(span, kind)


def _error(code: str, span: Span, message: Message, help: Message | None = None) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, span, message, help)


def _missing(file: PlainFile, key: str, name: str) -> Diagnostic:
    """A required key: at its own place if it stands there empty, else where its mapping begins."""
    written = f"{key}:" in file.places
    span = file.key_span(key) if written else _start(file.span(key.rpartition(".")[0]))
    empty = Message(f"`{name}` is required, and empty", f"`{name}` 必填，但没有内容")
    absent = Message(f"`{name}` is required, and missing", f"缺少必填的 `{name}`")
    return _error("missing-key", span, empty if written else absent)


def _start(span: Span) -> Span:
    return Span(span.path, span.line, span.column, span.line, span.column + 1)


def _unknown(file: PlainFile, key: str, name: str, known: list[str]) -> Diagnostic:
    listed = ", ".join(known)
    help = near(name, known) or (
        Message(f"the keys here are {listed}", f"这里可用的键：{listed}") if known else None
    )
    message = Message(f"no key is called `{brief(name)}` here", f"这里没有名为 `{brief(name)}` 的键")
    return _error("unknown-key", file.key_span(key), message, help)


def _choice(span: Span, value: str, context: dict[str, Any]) -> Diagnostic:
    options = [option.strip(" '") for option in context["expected"].replace(" or ", ",").split(",")]
    listed = ", ".join(options)
    help = near(value, options) or Message(f"one of: {listed}", f"可选：{listed}")
    typed = repr(brief(value))
    message = Message(f"{typed} is not one of the values here", f"{typed} 不是可用的值")
    return _error("bad-choice", span, message, help)


def _shape(span: Span, kind: str) -> Diagnostic:
    expected = {
        "list_type": Message("a list is expected here", "这里应是列表"),
        "dict_type": Message("a mapping of keys is expected here", "这里应是键值"),
        "model_type": Message("a mapping of keys is expected here", "这里应是键值"),
        "model_attributes_type": Message("a mapping of keys is expected here", "这里应是键值"),
        "too_short": Message("at least one is needed here", "这里至少要有一项"),
    }
    help = {
        "list_type": Message("write each on a line with `- ` before it", "每项一行，前面写 `- `"),
        "dict_type": Message("write `key: value` lines below", "请在下面写 `键: 值`"),
        "model_type": Message("write `key: value` lines below", "请在下面写 `键: 值`"),
    }
    unforeseen = Message(f"this value is not valid ({kind})", f"这个值不合规（{kind}）")
    return _error("bad-shape", span, expected.get(kind, unforeseen), help.get(kind))


def _keys_at(model: type[BaseModel], at: Location) -> list[str]:
    """The keys that the schema knows at a location."""
    found: Any = model
    for part in at:
        found = _step(_bare(found), part)
    found = _bare(found)
    if isinstance(found, type) and issubclass(found, BaseModel):
        return list(found.model_fields)
    return []


def _step(kind: Any, part: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, RootModel):
        kind = _bare(kind.model_fields["root"].annotation)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        known = kind.model_fields.get(str(part))
        return known.annotation if known else None
    arguments = get_args(kind)
    return arguments[-1] if arguments else None


def _bare(kind: Any) -> Any:
    """A type without Annotated and without `| None`."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        rest = [option for option in get_args(kind) if option is not type(None)]
        return _bare(rest[0]) if rest else None
    return kind
