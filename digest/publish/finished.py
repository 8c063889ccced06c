"""What a build that failed had finished ↔ state/finished: the next one need not set it again.

Of each job its facts and files, under the digest of its address and fingerprint. Whatever the next
build has no use for goes with it: nothing that was taken down lives on here.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from digest.publish.files import digest, remove
from digest.render.artifact import Artifact, Rendered, Staged

Facts = Mapping[str, int | str]


class Finished:
    """The folder of finished files. Reading never fails: what cannot be read is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, key: str, address: str) -> Rendered | None:
        """What was finished of a job under this key, whole."""
        try:
            known = json.loads((self.folder / f"{key}.json").read_bytes())
            artifacts = tuple(
                Artifact(path, (self.folder / name).read_bytes()) for path, name in known["files"]
            )
            if all(
                digest(one.data) == name for one, (_, name) in zip(artifacts, known["files"], strict=True)
            ):
                return Rendered(address, artifacts, known["facts"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return None

    def keep(self, made: Mapping[str, tuple[Facts, Iterable[Staged]]]) -> None:
        """Keep these jobs by their keys, and nothing else. Raises OSError."""
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
            (self.folder / name).write_text(json.dumps(known), encoding="utf-8")

    def clear(self) -> None:
        """Forget all."""
        remove(str(self.folder))
