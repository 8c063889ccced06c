"""An output folder → a folder in its `state/` for work that nobody keeps; what a killed run left goes."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from digest.publish.files import remove
from digest.publish.layout import layout
from digest.publish.lock import Locked, locked

_PREFIX = "scratch-"


@contextmanager
def scratch(out: Path) -> Iterator[Path]:
    """A new folder, held by a lock in it until it goes. Raises OSError."""
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=layout(out).state))
    try:
        with locked(folder / "lock"):
            yield folder
    finally:
        remove(str(folder))


def sweep_up(state: Path) -> None:
    """Remove the folders that nobody holds. Raises OSError."""
    for folder in state.glob(f"{_PREFIX}*"):
        with suppress(Locked), locked(folder / "lock"):
            remove(str(folder))
