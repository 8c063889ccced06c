"""Files → a folder beside the release, for editors alone: proofs, kits. Never under `site/`.

The folder is replaced as a whole; nobody but editors reads it, so it may be away for a moment.
"""

from collections.abc import Mapping, Set
from pathlib import Path

from digest.publish.files import make_folder, remove, write_new
from digest.publish.layout import layout
from digest.publish.lock import locked

PROOF = "proof"


def put_beside(out: Path, kind: str, name: str, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Make the folder `out/kind/name` hold these files and no others; their paths, in order.

    Raises Locked while a build is at work, and OSError.
    """
    places = layout(out)
    folder = places.out / kind / name
    with locked(places.lock):
        stage = places.out / kind / f".{name}"
        if not stage.parent.is_dir():
            make_folder(str(stage.parent))
        remove(str(stage))
        make_folder(str(stage))
        for file, data in files.items():
            write_new(str(stage / file), data)
        remove(str(folder))
        stage.rename(folder)
    return tuple(folder / file for file in files)


def keep_beside(out: Path, kind: str, names: Set[str]) -> None:
    """Remove all folders of a kind but these. Raises OSError. The caller holds the lock."""
    folder = layout(out).out / kind
    if not folder.is_dir():
        return
    for path in list(folder.iterdir()):
        if path.name not in names:
            remove(str(path))
    if not any(folder.iterdir()):
        remove(str(folder))
