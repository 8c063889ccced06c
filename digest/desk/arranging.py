"""What a form asks for beside texts: stories renamed, moved and deleted, a picture kept, a publisher added.

A story that is renamed keeps its former address as an alias, so that no reader's link breaks.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from digest.desk.filing import Refused, folder_of, items_in, kept, kept_values, raw_of, version_of
from digest.desk.inscribe import CannotInscribe
from digest.desk.layout import with_values
from digest.diagnostic import Message
from digest.load.pictures import BadPicture, look
from digest.load.text import REGISTRY_LIMIT
from digest.load.tree import SOURCES_FILE, read
from digest.model.item import ItemFile
from digest.model.source import SourcesFile
from digest.model.values import ID_LENGTH, ID_PATTERN
from digest.publish.rewrite import ChangedMeanwhile, rewrite
from digest.validate.plain import Plain

_WRONG = Refused(400, Message("this is no form of ours", "表单内容不对"))
_ENDINGS = {"png": ".png", "jpeg": ".jpg", "webp": ".webp"}
_SOURCE_KEYS = ("name", "mark", "kind", "home")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of a story's file: `up`, `down`, `delete`, or another slug."""

    day: date
    name: str
    version: str
    action: str
    slug: str = ""


def wish(body: Any) -> Wish:
    """What a request's JSON says. Raises Refused (400)."""
    if not isinstance(body, dict) or body.get("action") not in ("up", "down", "delete", "rename"):
        raise _WRONG
    texts = {key: body.get(key, "") for key in ("name", "version", "slug", "date")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise _WRONG
    try:
        day = date.fromisoformat(texts["date"])
    except ValueError:
        raise _WRONG from None
    return Wish(day, texts["name"], texts["version"], body["action"], texts["slug"])


def arrange(root: Path, wanted: Wish) -> str:
    """Do it; the name of the file to show next. Raises Refused."""
    folder = folder_of(root, wanted.day)
    items = items_in(folder)
    if wanted.name not in items:
        raise Refused(409, Message("somebody deleted this file meanwhile", "这个文件刚被删除"))
    path = folder / wanted.name
    if path.is_symlink() or version_of(raw_of(root, path)) != wanted.version:
        raise Refused(409, Message("somebody changed this file meanwhile", "这个文件刚被别处修改"))
    if wanted.action == "delete":
        path.unlink()
        return "issue.yaml"
    if wanted.action == "rename":
        return _rename(root, path, wanted, items)
    names = list(items)
    at = names.index(wanted.name)
    beyond = at + (1 if wanted.action == "down" else -1)
    if not 0 <= beyond < len(names):
        return wanted.name
    return _exchange(root, folder, wanted.name, names[beyond])


def _rename(root: Path, path: Path, wanted: Wish, items: dict[str, tuple[str, str]]) -> str:
    number, before = items[wanted.name]
    if not re.match(ID_PATTERN, wanted.slug) or len(wanted.slug) > ID_LENGTH:
        raise Refused(400, Message("use a-z, 0-9 and single hyphens", "只用小写字母、数字和单个连字符"))
    if wanted.slug in {slug for _, slug in items.values()}:
        raise Refused(409, Message("another story of the day has this name", "当天另一条已用这个名称"))
    values = _values(root, path)
    aliases = values.get("aliases", [])
    former = f"/{wanted.day.isoformat()}/{before}/"
    changed: dict[str, Plain | None] = {
        "aliases": [*(aliases if isinstance(aliases, list) else []), former],
        **({"slug": wanted.slug} if "slug" in values else {}),
    }
    _inscribe(root, path, changed)
    return _moved(path, f"{number}-{wanted.slug}.yaml")


def _exchange(root: Path, folder: Path, one: str, other: str) -> str:
    """Two neighbours take each other's number."""
    for name, number in ((one, other[:2]), (other, one[:2])):
        if "number" in _values(root, folder / name):
            _inscribe(root, folder / name, {"number": str(int(number))})
    waiting = folder / f".{other}.moving"
    (folder / other).replace(waiting)
    moved = _moved(folder / one, f"{other[:2]}{one[2:]}")
    waiting.replace(folder / f"{one[:2]}{other[2:]}")
    return moved


def _moved(path: Path, name: str) -> str:
    path.replace(path.with_name(name))
    return name


def _values(root: Path, path: Path) -> dict[str, Plain]:
    found = kept_values(raw_of(root, path))
    if found is None:
        raise Refused(422, Message("this file has errors: mend it first", "文件有错误，请先改正"))
    return found


def _inscribe(root: Path, path: Path, values: dict[str, Plain | None]) -> None:
    raw = raw_of(root, path)
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    try:
        rewrite(path, raw, with_values(text, values, list(ItemFile.model_fields)).encode())
    except CannotInscribe:
        raise Refused(422, Message("this file has errors: mend it first", "文件有错误，请先改正")) from None
    except ChangedMeanwhile:
        raise Refused(409, Message("somebody changed this file meanwhile", "这个文件刚被别处修改")) from None


def keep_picture(root: Path, day: date, name: str, raw: bytes) -> str:
    """Put an image beside the day's files; its name there, of letters and digits. Raises Refused."""
    try:
        picture = look(name, raw)
    except BadPicture as bad:
        raise Refused(422, bad.message) from None
    folder = folder_of(root, day)
    stem = re.sub(r"[^a-z0-9]+", "-", Path(name).stem.lower()).strip("-")[:40] or "picture"
    folder.mkdir(parents=True, exist_ok=True)
    for count in range(1, 100):
        path = folder / f"{stem if count == 1 else f'{stem}-{count}'}{_ENDINGS[picture.format]}"
        if path.is_file() and not path.is_symlink() and path.read_bytes() == raw:
            return path.name
        if not path.exists() and not path.is_symlink():
            path.write_bytes(raw)
            return path.name
    raise Refused(409, Message("too many pictures of this name", "同名图片太多"))


def add_source(root: Path, body: Any) -> str:
    """Write a publisher at the end of sources.yaml; its id. Raises Refused."""
    if not isinstance(body, dict) or not isinstance(body.get("id"), str):
        raise _WRONG
    name: str = body["id"].strip()
    values = {key: one for key in _SOURCE_KEYS if (one := kept(body.get(key))) is not None}
    try:
        SourcesFile.model_validate({name: values}, context={"languages": ("zh", "en")})
    except ValidationError as error:
        first = error.errors()[0]
        at = str(first["loc"][-1]) if first["loc"] else "id"
        said = first.get("ctx", {})
        raise Refused(
            422, Message(f"{at}: {said.get('en', first['msg'])}", f"{at}：{said.get('zh', '未填写或有误')}")
        ) from None
    raw = read(root, SOURCES_FILE, REGISTRY_LIMIT)
    known = kept_values(raw)
    if known is None:
        raise Refused(422, Message("sources.yaml has errors: mend it first", "sources.yaml 有错误，请先改正"))
    if name in known:
        raise Refused(409, Message("there is a publisher of this id", "这个标识已有来源"))
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    try:
        rewrite(root / SOURCES_FILE, raw, with_values(text, {name: dict(values)}, [*known, name]).encode())
    except (CannotInscribe, ChangedMeanwhile):
        raise Refused(409, Message("sources.yaml was changed meanwhile", "sources.yaml 刚被修改")) from None
    return name
