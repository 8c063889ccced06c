"""Templates by name → their text; a project's own file shadows the packaged one."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from digest.fingerprint import digest_of

_REFERENCE = re.compile(r"\{%-?\s*(?:extends|include|import|from)\s+[\"']([^\"']+)[\"']")
"""Templates refer to others by a literal name alone, which a test holds."""


def packaged() -> Path:
    """The folder of our own templates: inside the package, or beside it in a checkout."""
    inside = Path(__file__).parent.parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent.parent / "templates"


def folders(root: Path) -> tuple[Path, ...]:
    """Where templates are looked for, the project's own folder first."""
    own = root / "templates"
    ours = packaged()
    same = own.is_dir() and ours.is_dir() and own.samefile(ours)
    return (ours,) if same or not own.is_dir() else (own, ours)


PACKAGED = "packaged/"
"""Before a name: our own file, so that a project's file can extend what it takes the place of."""


def find(name: str, among: tuple[Path, ...]) -> Path | None:
    """The file of a template; symbolic links are not followed."""
    if name.startswith(("/", ".")) or ".." in name.split("/"):
        return None
    if name.startswith(PACKAGED):
        return find(name.removeprefix(PACKAGED), among[-1:])
    for folder in among:
        path = folder / name
        if path.is_file() and not path.is_symlink():
            return path
    return None


def names(among: tuple[Path, ...]) -> tuple[str, ...]:
    """The names of all templates, in order; those of our own that a project's files hide twice."""
    found = {one.relative_to(at).as_posix() for at in among for one in at.rglob("*") if one.is_file()}
    return tuple(sorted(found | {f"{PACKAGED}{name}" for name in found}))


def bytes_of(name: str, among: tuple[Path, ...]) -> bytes:
    """The bytes of a template or style sheet. Raises FileNotFoundError."""
    path = find(name, among)
    if path is None:
        raise FileNotFoundError(name)
    return path.read_bytes()


class Closures:
    """The digest of each template with all that it includes, read once a run."""

    def __init__(self, among: tuple[Path, ...]) -> None:
        self.among = among
        self._texts: dict[str, bytes] = {}
        self._digests: dict[str, str] = {}

    def digest(self, name: str) -> str:
        """The digest of a template and of everything it extends, includes or imports."""
        if not name:
            return ""
        if name not in self._digests:
            parts = {one: hashlib.sha256(self._text(one)).hexdigest() for one in self._closure(name)}
            self._digests[name] = digest_of(parts)
        return self._digests[name]

    def _closure(self, name: str) -> list[str]:
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += references(self._text(one).decode("utf-8", "replace"))
        return sorted(seen)

    def _text(self, name: str) -> bytes:
        if name not in self._texts:
            path = find(name, self.among)
            self._texts[name] = path.read_bytes() if path else b""
        return self._texts[name]


def references(text: str) -> Iterator[str]:
    """The names of the templates that a template refers to."""
    return iter(_REFERENCE.findall(text))
