"""A publication's folders → the paths that changed in them, as they change.

A folder that was deleted or is not there yet is looked for until it is (again).
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

_STEP = 20
"""Milliseconds of quiet after which changes are told together."""

_DEBOUNCE = 200
"""Milliseconds after which they are told at the latest."""

_SOON = 0.05
"""Seconds after which a watch has surely begun."""

_AGAIN = 0.25
"""Seconds between looks for a folder that is not there."""


class _OnlyContent(DefaultFilter):
    """Editors' backups and hidden files are not looked at by a build either."""

    def __call__(self, change: Change, path: str) -> bool:
        name = path.rpartition("/")[2]
        return not name.startswith(".") and not name.endswith("~")


async def watch(folders: Iterable[Path], alone: Path) -> AsyncIterator[set[str]]:
    """The paths that changed below `folders`, or in the folder `alone` itself."""
    queue: asyncio.Queue[set[str]] = asyncio.Queue()
    tasks = [asyncio.create_task(_follow(folder, queue, recursive=True)) for folder in folders]
    tasks.append(asyncio.create_task(_follow(alone, queue, recursive=False)))
    try:
        while True:
            paths = await queue.get()
            while not queue.empty():
                paths |= queue.get_nowait()
            yield paths
    finally:
        for task in tasks:
            task.cancel()


async def _follow(folder: Path, queue: "asyncio.Queue[set[str]]", *, recursive: bool) -> None:
    """Tell what changes in a folder for as long as it is there, and again when it is back."""
    while True:
        identity = await _appeared(folder)
        gone = asyncio.Event()
        guard = asyncio.create_task(_disappeared(folder, identity, gone))
        try:
            changes = awatch(
                folder,
                watch_filter=_OnlyContent(),
                recursive=recursive,
                step=_STEP,
                debounce=_DEBOUNCE,
                stop_event=gone,
                ignore_permission_denied=True,
            )
            # What changed before the watch began shows in nothing but another look.
            asyncio.get_running_loop().call_later(_SOON, queue.put_nowait, {str(folder)})
            async for found in changes:
                await queue.put({path for _, path in found})
        except OSError:
            await asyncio.sleep(_AGAIN)
        finally:
            guard.cancel()
        await queue.put({str(folder)})


async def _appeared(folder: Path) -> int:
    while True:
        identity = _identity(folder)
        if identity:
            return identity
        await asyncio.sleep(_AGAIN)


async def _disappeared(folder: Path, identity: int, gone: asyncio.Event) -> None:
    """Set `gone` once another folder, or none, bears the name."""
    while _identity(folder) == identity:
        await asyncio.sleep(_AGAIN)
    gone.set()


def _identity(folder: Path) -> int:
    try:
        return folder.stat().st_ino if folder.is_dir() else 0
    except OSError:
        return 0
