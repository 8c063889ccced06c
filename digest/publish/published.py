"""A live release → the addresses of its issues and items, read from the folder itself."""

import os
import re
from collections.abc import Iterator, Set
from pathlib import Path

_LANGUAGE = re.compile(r"[a-z]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SLUG = re.compile(r"[a-z0-9-]+")
_REDIRECT = b'http-equiv="refresh"'
_HEAD = 4096
"""Bytes of a page that hold its head."""


def live_pages(out: Path, planned: Set[str] = frozenset()) -> frozenset[str]:
    """The addresses under which readers find an issue or an item; redirects are none.

    Those in `planned` are left out, and not looked into.
    """
    site = out / "site"
    return frozenset(
        at
        for language in _folders(site, "", _LANGUAGE)
        for day in _folders(site, language, _DAY)
        for at in (day, *_folders(site, day, _SLUG))
        if at not in planned and not _is_redirect(site / at / "index.html")
    )


def _folders(site: Path, at: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """The addresses of the folders in one whose names match."""
    try:
        with os.scandir(site / at) as entries:
            names = [one.name for one in entries if one.is_dir(follow_symlinks=False)]
    except OSError:
        return
    yield from (f"{at}{name}/" for name in names if pattern.fullmatch(name))


def _is_redirect(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _REDIRECT in file.read(_HEAD)
    except OSError:
        return True
