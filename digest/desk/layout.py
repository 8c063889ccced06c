"""Values → YAML laid out as editors write it; a text with other values for some of its keys.

Keys that do not change keep every byte, comments included; one that does is written anew in its
place; a new one stands where the schema's order has it. The result is read again before it is used.
"""

import json
import re
from collections.abc import Mapping as Table
from collections.abc import Sequence as Row

from digest.desk.inscribe import CannotInscribe
from digest.load.nodes import Mapping, compose
from digest.load.text import SourceText
from digest.validate.plain import Plain, plain

LITERAL = frozenset({"body", "abstract"})
"""Keys whose texts are Markdown, and stand as literal blocks."""

_SAFE = re.compile(r"^[^\W\d_]|^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")
_UNSAFE = re.compile(r": |:$| #|^(?:y|n|yes|no|on|off|true|false|null)$|[\n\t\"\\]", re.IGNORECASE)
_ID = re.compile(r"^[a-z][a-z0-9-]*$")


def laid_out(values: Table[str, Plain]) -> str:
    """A whole file."""
    return "".join(_entry(key, value, 0) for key, value in values.items())


def with_values(text: str, values: Table[str, Plain | None], order: Row[str]) -> str:
    """The text with these values at its top; a key without one is taken away.

    Raises CannotInscribe if the text cannot be read, or would not say what was meant.
    """
    wanted = {key: value for key, value in _read(text).items() if key not in values}
    wanted |= {key: _bare(value) for key, value in values.items() if value is not None}
    made = _blocks(text, values, order)
    if made is None or _read(made) != wanted:
        made = laid_out({key: wanted[key] for key in sorted(wanted, key=list(order).index)})
    if _read(made) != wanted:
        raise CannotInscribe
    return made


def _read(text: str) -> dict[str, Plain]:
    node, findings = compose(SourceText("", text))
    file = plain("", node)
    if findings.found or file.findings.found or not isinstance(file.value, dict | None):
        raise CannotInscribe
    return {key: _bare(value) for key, value in (file.value or {}).items()}


def _bare(value: Plain) -> Plain:
    """A value as it means: white space at the ends of a text and in blank lines does not count."""
    if isinstance(value, str):
        return "\n".join(row if row.strip() else "" for row in value.split("\n")).strip()
    if isinstance(value, list):
        return [_bare(one) for one in value]
    return {key: _bare(one) for key, one in value.items()}


def _blocks(text: str, values: Table[str, Plain | None], order: Row[str]) -> str | None:
    """The text, its top keys' blocks exchanged one by one; None if it is laid out otherwise."""
    node, _ = compose(SourceText("", text))
    if node is None:
        return None
    if not isinstance(node, Mapping) or any(key.place[1] != 1 for key, _ in node.entries):
        return None
    before = _read(text)
    lines = text.splitlines(keepends=True)
    starts = [key.place[0] - 1 for key, _ in node.entries]
    blocks = [("", "".join(lines[: starts[0]]))]
    for index, (key, _) in enumerate(node.entries):
        end = starts[index + 1] if index + 1 < len(starts) else len(lines)
        own = _own(lines, starts[index], end)
        blocks.append((key.value, "".join(lines[starts[index] : own])))
        blocks.append(("", "".join(lines[own:end])))
    for name, value in values.items():
        if before.get(name) != value:
            _exchange(blocks, name, "" if value is None else _entry(name, value, 0), order)
    return "".join(block if block.endswith("\n") or not block else f"{block}\n" for _, block in blocks)


def _own(lines: list[str], start: int, end: int) -> int:
    """Where a key's block ends: blank lines and comments before the next key belong to that."""
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _exchange(blocks: list[tuple[str, str]], key: str, written: str, order: Row[str]) -> None:
    for index, (name, _) in enumerate(blocks):
        if name == key:
            blocks[index] = (key, written)
            return
    ranks = {name: place for place, name in enumerate(order)}
    earlier = [i for i, (name, _) in enumerate(blocks) if name and ranks.get(name, 0) < ranks[key]]
    blocks.insert(max(earlier, default=0) + 1, (key, written))


def _entry(key: str, value: Plain, depth: int) -> str:
    indent = "  " * depth
    if isinstance(value, str):
        return f"{indent}{key}: {_scalar(value, depth + 1)}\n"
    if isinstance(value, dict):
        inside = "".join(_below(key, name, child, depth + 1) for name, child in value.items())
        return f"{indent}{key}:\n{inside}"
    if all(isinstance(one, str) for one in value):
        return f"{indent}{key}: [{', '.join(_in_flow(str(one)) for one in value)}]\n"
    return f"{indent}{key}:\n" + "".join(_member(one, depth + 1) for one in value)


def _below(key: str, name: str, child: Plain, depth: int) -> str:
    if key in LITERAL and isinstance(child, str) and child:
        return f"{'  ' * depth}{name}: {_literal(child, depth + 1)}\n"
    return _entry(name, child, depth)


def _member(value: Plain, depth: int) -> str:
    """One of a list of mappings: its first key stands behind the hyphen."""
    if not isinstance(value, dict):
        raise CannotInscribe
    text = "".join(_entry(name, child, depth + 1) for name, child in value.items())
    return f"{'  ' * depth}- {text.removeprefix('  ' * (depth + 1))}"


def _scalar(value: str, depth: int) -> str:
    if "\n" in value:
        return _literal(value, depth)
    return value if _SAFE.match(value) and not _UNSAFE.search(value) else _quoted(value)


def _in_flow(value: str) -> str:
    return value if _ID.match(value) and not _UNSAFE.search(value) else _quoted(value)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _literal(value: str, depth: int) -> str:
    indent = "  " * depth
    rows = [f"{indent}{row}" if row.strip() else "" for row in value.strip("\n").split("\n")]
    mark = "|2" if value.startswith((" ", "\t")) else "|"
    return "\n".join([mark, *rows])
