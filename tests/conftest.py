"""What all tests share: a publication on disk, and the flag that refreshes golden files."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parent))

from samples import minimal, write

# By default an example that takes 200 ms fails, and a disk that others write to takes that for one fsync.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh", action="store_true", help="Write golden files anew.")


@pytest.fixture
def refresh(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--refresh"))


@pytest.fixture
def publish(tmp_path: Path) -> Callable[..., Path]:
    """Write the minimal publication with changes: a text replaces a file, None deletes it."""

    def make(changes: dict[str, str | bytes | None] | None = None, root: Path = tmp_path / "p") -> Path:
        files: dict[str, str | bytes] = {**minimal()}
        for path, text in (changes or {}).items():
            if text is None:
                files.pop(path, None)
            else:
                files[path] = text
        return write(root, files)

    return make


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium, started once for all tests of a worker."""
    from reading import chromium

    with chromium() as started:
        yield started
