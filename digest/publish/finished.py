"""What a build that failed had finished ↔ state/finished: the next one need not set it again.

Of each job its facts and files, under the digest of its address and fingerprint. Whatever the next
build has no use for goes with it: nothing that was taken down lives on here.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from digest.publish.files import digest, remove
from digest.publish.kept import keep, kept
from digest.render.artifact import Artifact, Rendered, Staged

_VERSION = 1

Facts = Mapping[str, int | str]


class Finished:
    """The folder of finished files. Reading never fails: what cannot be read is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, key: str, address: str) -> Rendered | None:
        """What was finished of a job under this key, whole."""
        known = kept(self.folder / f"{key}.json", _VERSION)
        if known is None:
            return None
        try:
            files = [(path, name, (self.folder / name).read_bytes()) for path, name in known["files"]]
        except OSError:
            return None
        if any(digest(data) != name for _, name, data in files):
            return None
        return Rendered(address, tuple(Artifact(path, data) for path, _, data in files), known["facts"])

    def keep(self, made: Mapping[str, tuple[Facts, Iterable[Staged]]]) -> None:
        """Keep these jobs by their keys, and nothing else. Raises OSError."""
        if not made:
            self.clear()
            return
        wanted: dict[str, Any] = {
            f"{key}.json": {"facts": dict(facts), "files": [(one.path, one.digest) for one in staged]}
            for key, (facts, staged) in made.items()
        }
        sources = {one.digest: one.file for _, staged in made.values() for one in staged if one.file}
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in list(self.folder.iterdir()):
            if path.name not in wanted and path.name not in sources:
                remove(str(path))
        for name, file in sources.items():
            Path(file).replace(self.folder / name)
        for name, known in wanted.items():
            keep(self.folder / name, _VERSION, known)

    def clear(self) -> None:
        """Forget all."""
        remove(str(self.folder))
