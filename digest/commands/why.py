"""`digest why ADDRESS`: why a page was rendered or reused last time."""

from collections.abc import Mapping

from digest import address
from digest.commands.place import Stop
from digest.diagnostic import Message

_REASONS = {
    "new": Message("it was not there before", "此前没有这个页面"),
    "view": Message("what it shows changed", "页面内容有变化"),
    "template": Message("its template changed", "模板有变化"),
    "renderer": Message("the program that renders it changed", "渲染程序或其库有变化"),
    "facts": Message("the files that it links to changed (pages, size)", "所链接文件的页数或大小有变化"),
    "forced": Message("everything was rendered (--force)", "指定了 --force，全部重新生成"),
    "damaged": Message("its file was deleted or changed by other hands", "文件被删除或改动过"),
    "kept": Message("it is kept for readers of the release before", "为上一版的读者再保留一版"),
}


def why(asked: str, base: str, jobs: Mapping[str, object], *, idle: bool) -> Message:
    """The reason, and the fingerprint by its parts. Raises Stop (2) for an unknown address.

    `jobs` tell why each was rendered for the release that stands; a build since then that was
    `idle` rendered none of them.
    """
    at, known = _find(asked, base, jobs)
    parts = " ".join(f"{name}={part}" for name, part in known.get("parts", {}).items())
    because = [_REASONS[one] for one in known.get("because", []) if one == "kept" or not idle]
    if not because:
        verdict = Message("reused: nothing it is made of changed", "沿用：所依据的内容都没有变化")
    else:
        verdict = Message(
            "rendered: " + "; ".join(one.en for one in because),
            "重新生成：" + "；".join(one.zh for one in because),
        )
    return Message(f"/{at}\n  {verdict.en}\n  {parts}", f"/{at}\n  {verdict.zh}\n  {parts}")


def _find(asked: str, base: str, jobs: Mapping[str, object]) -> tuple[str, dict[str, dict[str, str]]]:
    at = address.page_of(asked, base)
    for candidate in (at, f"{at}/"):
        known = jobs.get(candidate)
        if isinstance(known, dict):
            return candidate, known
    for owner, known in jobs.items():
        if isinstance(known, dict) and at in known.get("files", []):
            return owner, known
    raise Stop(
        2,
        Message(f"the last release has no /{at}", f"上一版里没有 /{at}"),
        Message("run `digest build` first, or check the address", "请先运行 `digest build`，或核对地址"),
    )
