"""The paths of a release, each entered once, and the folders that follow from them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType


class Paths:
    """What a release holds so far: relative POSIX paths, of which none hides another."""

    def __init__(self, digests: Mapping[str, str] = MappingProxyType({})) -> None:
        """Begin with files of another release, which were entered there one by one."""
        self.digests = dict(digests)
        """file → SHA-256 of its bytes"""
        self.folders = _folders(self.digests)

    def claim(self, path: str, digest: str) -> bool:
        """Enter a file; False if it stands here already with the same bytes.

        Raises ValueError if the path is not clean (`a/b`, without `..`, `.`, empty parts or NUL),
        stands here with other bytes, or is a folder of another file, or the other way round.
        """
        before = self.digests.get(path)
        if before is not None:
            if before == digest:
                return False
            raise ValueError(f"{path!r} was given twice, with different bytes")
        if path in self.folders:
            raise ValueError(f"{path!r} is a folder of this release, it cannot be a file")
        new = self._new_folders(path)
        _refuse_unclean(path)
        self.folders.update(new)
        self.digests[path] = digest
        return True

    def _new_folders(self, path: str) -> list[str]:
        """The folders that this file is the first one in; raises ValueError if one is a file."""
        new = []
        folder = path.rpartition("/")[0]
        while folder and folder not in self.folders:
            if folder in self.digests:
                raise ValueError(f"{folder!r} is a file of this release, {path!r} cannot be in it")
            new.append(folder)
            folder = folder.rpartition("/")[0]
        return new


def _folders(files: Iterable[str]) -> set[str]:
    """All folders that these files lie in."""
    found: set[str] = set()
    new = {path.rpartition("/")[0] for path in files}
    while new := new - found - {""}:
        found |= new
        new = {path.rpartition("/")[0] for path in new}
    return found


def _refuse_unclean(path: str) -> None:
    path.encode()  # a lone surrogate raises UnicodeEncodeError, which is a ValueError
    if "\0" in path or not {"", ".", ".."}.isdisjoint(path.split("/")):
        raise ValueError(f"{path!r} is no clean relative path")
