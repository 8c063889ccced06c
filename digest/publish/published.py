"""A live release → the addresses of its issues and items, read from the folder itself."""

import re
from pathlib import Path

_PAGE = re.compile(r"^[a-z]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2}/(?:[a-z0-9-]+/)?$")
_REDIRECT = b'http-equiv="refresh"'
_HEAD = 4096
"""Bytes of a page that hold its head."""


def live_pages(out: Path) -> frozenset[str]:
    """The addresses under which readers find an issue or an item; redirects are none."""
    site = out / "site"
    found = set()
    for pattern in ("*/*-*-*/index.html", "*/*-*-*/*/index.html"):
        for path in site.glob(pattern):
            at = path.parent.relative_to(site).as_posix() + "/"
            if _PAGE.match(at) and not _is_redirect(path):
                found.add(at)
    return frozenset(found)


def _is_redirect(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _REDIRECT in file.read(_HEAD)
    except OSError:
        return True
