"""One small publication and what must become of it, as files to be read in a diff.

pytest tests/test_site.py --refresh
"""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from samples import ITEM_PATH, minimal

from digest.build import build
from digest.options import Options

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
GOLDEN = Path(__file__).parent / "site"
READ = (
    "zh/index.html",
    "zh/2026-06-16/index.html",
    "en/2026-06-16/plan/index.html",
    "zh/2026-06-16/gone/index.html",
    "en/archive/2026-06/index.html",
    "zh/corrections/index.html",
    "zh/2026-06-16/old/index.html",
    "en/feed.xml",
    "zh/feed.json",
    "api/v1/index.json",
    "api/v1/issues/2026-06-16.json",
    "sitemap-2026.xml",
    "robots.txt",
    "404.html",
)
"""What is kept whole: one file of each kind. Of the rest the names are kept."""

Publish = Callable[..., Path]


def test_a_small_publication_becomes_this_site(publish: Publish, refresh: bool):
    more = (
        "aliases: [/2026-06-16/old/]\n"
        "corrections:\n  - {at: 2026-06-17T09:30, text: {zh: 更正了行动数。, en: A number is put right.}}\n"
    )
    gone = "status: withdrawn\nreason: {zh: 来源撤回, en: The source withdrew it}\n"
    gone += "headline: {zh: 撤}\nbody: {zh: 撤}\n"
    root = publish(
        {
            ITEM_PATH: minimal()[ITEM_PATH] + more,
            "content/2026/06/16/02-gone.yaml": gone,
            "content/static/favicon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        }
    )
    assert build(Options(root, root / "build", NOW, pdf=False)).published
    found = expected_of(root / "build/site")
    if refresh:
        write(found)
    assert found == {path.relative_to(GOLDEN).as_posix(): path.read_text("utf-8") for path in files(GOLDEN)}


def expected_of(site: Path) -> dict[str, str]:
    """The files to be read, and the names of all; a hash in a name says nothing to a reader."""
    names = sorted(path.relative_to(site).as_posix() for path in files(site))
    found = {name: without_hashes((site / name).read_text("utf-8")) for name in READ}
    return {**found, "files.txt": without_hashes("\n".join(names) + "\n")}


def without_hashes(text: str) -> str:
    return re.sub(r"(assets/[a-z0-9-]+)\.[0-9a-f]{12}(?=[./])", r"\1.HASH", text)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def write(found: dict[str, str]) -> None:
    for old in files(GOLDEN):
        old.unlink()
    for name, text in found.items():
        (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / name).write_text(text, encoding="utf-8")
