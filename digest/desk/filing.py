"""What a form sends → files of a day, written whole; and a day's files → what a form shows."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from digest.desk.form import ASKED
from digest.desk.inscribe import CannotInscribe
from digest.desk.layout import laid_out, with_values
from digest.diagnostic import Diagnostic, Message
from digest.load.nodes import compose
from digest.load.text import ITEM_LIMIT, SourceText, decode
from digest.load.tree import ISSUE_FILE, read
from digest.model.values import ID_LENGTH, ID_PATTERN
from digest.publish.rewrite import ChangedMeanwhile, rewrite
from digest.validate.plain import Plain, PlainFile, plain
from digest.validate.schema import SCHEMAS

_ITEM = re.compile(r"^([0-9]{2})-([a-z0-9-]+)\.yaml$")
_PICTURES = (".png", ".jpg", ".jpeg", ".webp")
_WORDS = 5
_LAST = 99


class Refused(Exception):
    """What was sent cannot be filed: why, and the HTTP status that says so."""

    def __init__(self, status: int, message: Message) -> None:
        super().__init__(message.en)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sends: a day, a kind, the file's name and version if it was there, its values."""

    day: date
    kind: str
    name: str | None
    version: str | None
    values: dict[str, Plain | None]


def sent(body: Any) -> Sent:
    """What a request's JSON says. Raises Refused (400) if that is nothing of ours."""
    wrong = Refused(400, Message("this is no form of ours", "表单内容不对"))
    if not isinstance(body, dict) or body.get("kind") not in ("issue", "item"):
        raise wrong
    kind, name, version = body["kind"], body.get("name"), body.get("version")
    values = body.get("values")
    if not isinstance(values, dict) or not set(values) <= set(ASKED[kind]):
        raise wrong
    if name is not None and not (isinstance(name, str) and (name == ISSUE_FILE or _ITEM.match(name))):
        raise wrong
    try:
        day = date.fromisoformat(str(body.get("date")))
    except ValueError:
        raise wrong from None
    said = {key: kept(value) for key, value in values.items()}
    return Sent(day, kind, name, version if isinstance(version, str) else None, said)


def kept(value: Any, depth: int = 0) -> Plain | None:
    """A value without what is empty; texts with one kind of line end."""
    if isinstance(value, str):
        return re.sub(r"\r\n?", "\n", value).strip() or None
    if isinstance(value, list) and depth < 4:
        members = [one for one in (kept(each, depth + 1) for each in value) if one is not None]
        return members or None
    if isinstance(value, dict) and depth < 4:
        found = {str(key): kept(child, depth + 1) for key, child in value.items()}
        return {key: child for key, child in found.items() if child is not None} or None
    raise Refused(400, Message("this is no form of ours", "表单内容不对"))


def file(root: Path, form: Sent) -> str:
    """Write what was sent; the path written. Raises Refused."""
    folder = folder_of(root, form.day)
    name = form.name or (ISSUE_FILE if form.kind == "issue" else _name(folder, form.values))
    path = folder / name
    order = list(SCHEMAS[form.kind].model_fields)
    try:
        if path.exists() or path.is_symlink():
            _change(root, path, form, order)
        elif form.version is not None:
            raise Refused(409, Message("somebody deleted this file meanwhile", "这个文件刚被删除"))
        else:
            values = {key: value for key, value in form.values.items() if value is not None}
            _new(path, laid_out({key: values[key] for key in order if key in values}))
    except CannotInscribe:
        raise Refused(422, Message("this file has errors: mend it first", "文件有错误，请先改正")) from None
    if form.kind == "item" and not (folder / ISSUE_FILE).exists():
        _new(folder / ISSUE_FILE, "status: draft\n")
    return path.relative_to(root).as_posix()


def _change(root: Path, path: Path, form: Sent, order: list[str]) -> None:
    raw = raw_of(root, path)
    if form.version != version_of(raw):
        raise Refused(409, Message("somebody changed this file meanwhile", "这个文件刚被别处修改"))
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    try:
        rewrite(path, raw, with_values(text, form.values, order).encode())
    except ChangedMeanwhile:
        raise Refused(409, Message("somebody changed this file meanwhile", "这个文件刚被别处修改")) from None


def raw_of(root: Path, path: Path) -> bytes:
    """The bytes of a file of the day's. Raises OSError."""
    return read(root, path.relative_to(root).as_posix(), ITEM_LIMIT)


def _new(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def folder_of(root: Path, day: date) -> Path:
    """The day's folder; no part of it is a link out of the root."""
    folder = root / "content"
    for part in (f"{day:%Y}", f"{day:%m}", f"{day:%d}"):
        if folder.is_symlink():
            break
        folder /= part
    if folder.is_symlink() or not folder.resolve().is_relative_to(root.resolve()):
        raise Refused(400, Message("this folder leads elsewhere", "这个文件夹指向别处"))
    return folder


def _name(folder: Path, values: dict[str, Plain | None]) -> str:
    """The next number, and a slug of the headline's Latin words: Chinese makes no address."""
    taken = [found for path in _listed(folder) if (found := _ITEM.match(path.name))]
    number = max((int(one[1]) for one in taken), default=0) + 1
    if number > _LAST:
        raise Refused(400, Message("an issue holds 99 items at most", "一期最多 99 条"))
    headline = values.get("headline")
    texts: Iterable[Plain] = headline.values() if isinstance(headline, dict) else ()
    words = [word for text in texts for word in re.findall(r"[a-z0-9]+", str(text).lower())][:_WORDS]
    slug = "-".join(words)[:ID_LENGTH].strip("-")
    if not re.match(ID_PATTERN, slug) or slug in {one[2] for one in taken}:
        slug = f"{slug[:70]}-{number}".strip("-") if slug else f"item-{number}"
    return f"{number:02}-{slug}.yaml"


def items_in(folder: Path) -> dict[str, tuple[str, str]]:
    """The stories of a day's folder by name, in order: number and slug of each."""
    found = {path.name: _ITEM.match(path.name) for path in _listed(folder)}
    return {name: (one[1], one[2]) for name, one in found.items() if one}


def kept_values(raw: bytes) -> dict[str, Plain] | None:
    """What a file says; None if it cannot be read."""
    file = _file("", raw)
    if file is None:
        return None
    return file.value if isinstance(file.value, dict) else {}


def _listed(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def version_of(raw: bytes) -> str:
    """The name of a file's bytes, by which a change of somebody else's is seen."""
    return hashlib.sha256(raw).hexdigest()[:20]


def shown(root: Path, day: date) -> dict[str, Any]:
    """A day's files as forms show them."""
    folder = folder_of(root, day)
    files = [_shown(root, path) for path in _listed(folder) if _ITEM.match(path.name)]
    issue = folder / ISSUE_FILE
    pictures = [path.name for path in _listed(folder) if path.suffix in _PICTURES and path.is_file()]
    shown = _shown(root, issue) if issue.is_file() else None
    return {"issue": shown, "items": files, "pictures": pictures}


def _shown(root: Path, path: Path) -> dict[str, Any]:
    raw = raw_of(root, path)
    file = _file(path.name, raw)
    kind = "issue" if path.name == ISSUE_FILE else "item"
    value = file.value if file and isinstance(file.value, dict) else {}
    return {
        "name": path.name,
        "version": version_of(raw),
        "readable": file is not None,
        "values": {key: value[key] for key in ASKED[kind] if key in value},
    }


def _file(name: str, raw: bytes) -> PlainFile | None:
    source, _ = decode(name, raw, ITEM_LIMIT)
    node, findings = compose(source) if source else (None, None)
    return plain(name, node) if source and findings and not findings.found else None


def key_at(root: Path, found: Diagnostic) -> str:
    """The key that a problem is about, as `citations.0.url`; "" if it is about the file."""
    try:
        source, _ = decode(found.span.path, read(root, found.span.path, ITEM_LIMIT), ITEM_LIMIT)
    except OSError:
        return ""
    if source is None or not found.span.has_place:
        return ""
    node, _ = compose(SourceText(found.span.path, source.text))
    at = (found.span.line, found.span.column)
    places = plain(found.span.path, node).places
    held = [
        key.rstrip(":")
        for key, (line, column, end_line, end_column) in places.items()
        if (line, column) <= at <= (end_line, end_column)
    ]
    return max(held, key=lambda key: (key.count("."), len(key)), default="")
