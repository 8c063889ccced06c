"""Readers fetch all the time while releases change: no torn page, no missing asset."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from caller import build

RELEASES = 50
PAGES = 30


def release(number: int) -> dict[str, bytes]:
    """Every page names its release and loads its style sheet; that of the one before stays."""
    page = b"<!DOCTYPE html>%d<link href=assets/%d.css>%s</html>" % (number, number, b"." * 20_000)
    sheets = {f"assets/{one}.css": b"/* %d */" % one for one in (number, number - 1) if one >= 0}
    return {**{f"zh/{one}/index.html": page for one in range(PAGES)}, **sheets, "index.html": page}


class Reader(threading.Thread):
    """Fetches pages and what they load until told to stop."""

    def __init__(self, site: Path, releases: list[int]) -> None:
        super().__init__()
        self.site = site
        self.releases = releases
        self.done = threading.Event()
        self.fetched = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        while not self.done.is_set():
            for one in range(PAGES):
                self.fetch(f"zh/{one}/index.html")

    def fetch(self, path: str) -> None:
        begun = len(self.releases)
        try:
            page = (self.site / path).read_bytes()
        except FileNotFoundError:
            self.wrong.append(f"{path} is missing")
            return
        if not (page.startswith(b"<!DOCTYPE") and page.endswith(b"</html>")):
            self.wrong.append(f"{path} is torn")
            return
        asset = re.findall(rb"href=(\S+?)>", page)[0].decode()
        exists = (self.site / asset).exists()
        if not exists and len(self.releases) - begun < 2:  # a reader who slept over two has lost it
            self.wrong.append(f"{path} loads {asset}, which is missing")
        self.fetched += 1


@pytest.mark.slow
def test_readers_see_no_torn_page_and_miss_no_asset_during_fifty_builds(tmp_path: Path):
    build(tmp_path, release(0))
    releases = [0]
    readers = [Reader(tmp_path / "site", releases) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, RELEASES + 1):
        releases.append(number)
        build(tmp_path, release(number))
    for reader in readers:
        reader.done.set()
        reader.join()

    assert [reader.wrong for reader in readers] == [[], []]
    assert all(reader.fetched > RELEASES for reader in readers)


@pytest.mark.slow
def test_the_same_readers_condemn_a_writer_in_place(tmp_path: Path):
    build(tmp_path, release(0))
    reader = Reader(tmp_path / "site", [0])
    reader.start()
    for number in range(1, RELEASES + 1):
        for path, data in release(number).items():
            (tmp_path / "site" / path).write_bytes(data)
        (tmp_path / f"site/assets/{number - 1}.css").unlink()
    reader.done.set()
    reader.join()

    assert reader.wrong
