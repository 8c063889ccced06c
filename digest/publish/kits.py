"""Kits → `kit/` beside the release, a folder a day, with the record of what each was made of.

The record is `state/kits.json`. A kit without a record is nobody's and goes; so may the record at
any time, which costs only time. All of this happens under the lock of a build.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from digest.publish.files import make_folder, remove, write_new
from digest.publish.kept import keep, kept
from digest.publish.layout import layout
from digest.publish.mark import mark_of

KIT = "kit"
_VERSION = 2


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of a kit was made of, and the files that it became."""

    fingerprint: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelved:
    """A kit as it was put on the disk. `digest` is of all that it tells, `marks` of its files."""

    digest: str
    parts: Mapping[str, Part]
    marks: Mapping[str, str] = field(default_factory=dict)


class Kits:
    """The kits of an output folder, by their dates."""

    def __init__(self, out: Path) -> None:
        places = layout(out)
        self.folder = places.out / KIT
        self._record = places.state / "kits.json"
        self.known: dict[str, Shelved] = dict(_read(self._record))

    def names(self) -> list[str]:
        """What lies in the folder, known or not."""
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.is_dir() else []

    def intact(self, name: str) -> bool:
        """Whether a kit stands as it was put there, and nothing else beside its files."""
        known = self.known.get(name)
        return known is not None and dict(_marks(self.folder / name)) == dict(known.marks)

    def stand(self) -> bool:
        """Whether all that is known is intact, and all that is there known."""
        return self.names() == sorted(self.known) and all(self.intact(name) for name in self.known)

    def read(self, name: str, file: str) -> bytes:
        """The bytes of a file of a kit. Raises OSError."""
        return (self.folder / name / file).read_bytes()

    def put(self, name: str, files: Mapping[str, bytes], digest: str, parts: Mapping[str, Part]) -> None:
        """Make a kit's folder hold these files and no others. Raises OSError."""
        if not self.folder.is_dir():
            make_folder(str(self.folder))
        stage = self.folder / f".{name}"
        try:
            _fill(stage, files)
            self._forget(name)
            stage.rename(self.folder / name)
        except OSError:
            with suppress(OSError):
                remove(str(stage))
            raise
        self.known[name] = Shelved(digest, parts, dict(_marks(self.folder / name)))
        self._write()

    def drop(self, name: str) -> None:
        """Remove a kit, or whatever else bears this name. Raises OSError."""
        self._forget(name)
        if not self.names():
            remove(str(self.folder))

    def _forget(self, name: str) -> None:
        if self.known.pop(name, None):
            self._write()
        remove(str(self.folder / name))

    def _write(self) -> None:
        if not self.known:
            remove(str(self._record))
            return
        keep(self._record, _VERSION, {name: asdict(one) for name, one in sorted(self.known.items())})


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a new folder with these files."""
    remove(str(folder))
    make_folder(str(folder))
    for file, data in files.items():
        above = (folder / file).parent
        if not above.is_dir():
            make_folder(str(above))
        write_new(str(folder / file), data)


def _marks(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder with its mark."""
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(folder).as_posix(), mark_of(status)


def _read(path: Path) -> Iterator[tuple[str, Shelved]]:
    for name, one in (kept(path, _VERSION) or {}).items():
        parts = {key: Part(part["fingerprint"], tuple(part["files"])) for key, part in one["parts"].items()}
        yield name, Shelved(one["digest"], parts, one["marks"])
