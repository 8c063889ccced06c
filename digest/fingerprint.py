"""Values → digests: equal digests mean equal values, whatever the machine or the run.

Also the digest of code: of modules with all that they import of this package, and of the
versions of the libraries behind them.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pydantic import BaseModel

_PACKAGE = Path(__file__).parent

# Parsing a hundred modules would take longer than the whole check of an issue.
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<module>digest[\w.]*)[ \t]+import[ \t]+(?P<names>\([^)]*\)|[^\n#]*)"
    r"|import[ \t]+(?P<whole>digest[\w.]*))",
    re.MULTILINE,
)
_NAME = re.compile(r"\b\w+\b")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_PLAIN = frozenset({str, int, bool, float, type(None)})


def digest_of(*values: object) -> str:
    """The SHA-256 of values: plain data, dataclasses, and records (which carry their own)."""
    text = _ENCODER.encode([_canonical(value) for value in values])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: Any) -> Any:  # noqa: PLR0911 – one return a kind of value
    kind: Any = type(value)
    if kind in _PLAIN or isinstance(value, str | int | float):
        return value
    if kind is tuple or kind is list:
        return [_canonical(child) for child in value]
    own = getattr(value, "digest", None)
    if isinstance(own, str):
        return [kind.__name__, own]
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value):
        return [kind.__name__, *[_canonical(getattr(value, name)) for name in _names(kind)]]
    if isinstance(value, Mapping):
        return {str(key): _canonical(child) for key, child in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((_canonical(child) for child in value), key=repr)
    if isinstance(value, Iterable):
        return [_canonical(child) for child in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    raise TypeError(f"no digest of a {kind.__name__}")


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """The names of a dataclass's fields."""
    return tuple(field.name for field in fields(kind))


@cache
def code_digest(*modules: str, libraries: tuple[str, ...] = ()) -> str:
    """The digest of modules of this package with all they import of it, and of libraries."""
    sources = {name: _source(name) for name in _closure(modules)}
    return digest_of(sources, {library: _version(library) for library in libraries})


def _closure(modules: Iterable[str]) -> list[str]:
    waiting, seen = list(modules), set()
    while waiting:
        name = waiting.pop()
        if name not in seen and _path(name) is not None:
            seen.add(name)
            waiting += _imports(name)
    return sorted(seen)


@cache
def _path(module: str) -> Path | None:
    below = _PACKAGE.joinpath(*module.split(".")[1:])
    for path in (below.with_suffix(".py"), below / "__init__.py"):
        if module.startswith("digest") and path.is_file():
            return path
    return None


@cache
def _source(module: str) -> str:
    path = _path(module)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path else ""


@cache
def _imports(module: str) -> tuple[str, ...]:
    """The modules of this package that a module names in its imports, wherever they stand."""
    path = _path(module)
    if path is None:
        return ()
    found: list[str] = []
    for line in _IMPORT.finditer(path.read_text(encoding="utf-8")):
        module = line["module"] or line["whole"]
        found += [module, *(f"{module}.{name}" for name in _NAME.findall(line["names"] or ""))]
    return tuple(found)


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
