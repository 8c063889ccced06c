"""The interface of step 7: open the output folder, put and keep files, publish them at once.

    with open_release(out) as release:
        for path, data in artifacts:
            release.put(path, data)
        release.publish(jobs)

What was neither put nor kept is gone afterwards. Left without `publish`, all is as it was.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from digest.publish.difference import Wanted, bring_up
from digest.publish.durable import make_durable, sync
from digest.publish.exchange import go_live, tidy
from digest.publish.files import digest, remove, write_new
from digest.publish.layout import Layout, layout, root_inode
from digest.publish.lock import Lock, locked
from digest.publish.manifest import Manifest, load, save
from digest.publish.paths import Paths
from digest.publish.record import Record
from digest.publish.recovery import settle
from digest.publish.scratch import sweep_up
from digest.publish.survey import NOTHING, Survey, record, survey
from digest.render.artifact import Artifact, Staged


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a publication came to, in files."""

    made: int
    """New, or with other bytes than before."""
    kept: int
    """As they were."""
    gone: int
    """In the release before, not in this one."""
    changed: bool
    """Whether the live release was exchanged; if not, nothing in it was touched."""


class Release:
    """A release in the making; for one thread. Made by `open_release`."""

    def __init__(self, places: Layout, lock: Lock, live: Manifest, found: Survey) -> None:
        self._places = places
        self._lock = lock
        self._live = live
        self._found = found
        self._root = root_inode(places.site)
        self._paths = Paths()
        self._staged: dict[str, str] = {}
        self._counted = 0

    @cached_property
    def jobs(self) -> Record:
        """The record that was given with the release that is live now; {} if nothing is known."""
        return self._live.jobs

    @property
    def name(self) -> str:
        """What names the release that is live now: the digest of its record."""
        return digest(self._live.record)

    def stands(self) -> bool:
        """Whether every file of the live release is intact, and nothing else lies there."""
        return not self._found.strange and self._found.marks.keys() == self._live.digests.keys()

    def stay(self) -> None:
        """Leave the live release, which `stands`, as it is. Raises OSError."""
        if self._found.stale:
            for path in self._live.digests:
                self.keep(path)
            self._note(self._found.marks, self._live.record, self._live.forget)

    def intact(self, path: str) -> bool:
        """Whether this file stands in the live release with the bytes that were published."""
        return path in self._found.marks

    @property
    def damaged(self) -> frozenset[str]:
        """The files of the live release that do not stand there as published."""
        return frozenset(self._live.digests.keys() - self._found.marks.keys())

    def keep_all_but(self, gone: Iterable[str]) -> None:
        """Let all that is intact stay as it is, but for these paths. Call it before all else."""
        left = self._live.digests.keys() - self.damaged
        left -= set(gone)
        self._paths = Paths({path: name for path, name in self._live.digests.items() if path in left})

    def holds(self, path: str) -> bool:
        """Whether this file was put or kept."""
        return path in self._paths.digests

    def put(self, path: str, data: bytes) -> None:
        """Let this file have these bytes. They are on the disk, not in memory, on return.

        The same bytes twice are fine. Raises ValueError if the path is none or collides with
        another (see `Paths`), OSError if it cannot be written.
        """
        self.take(self.stage(Artifact(path, data)))

    def stage(self, artifact: Artifact) -> Staged:
        """Put an artifact's bytes on the disk, to be taken later; any process may, forked from this one.

        Raises OSError if they cannot be written.
        """
        path, name = artifact.path, digest(artifact.data)
        if self.intact(path) and self._live.digests[path] == name:
            return Staged(path, name, None)
        if not self._counted:
            self._places.stage.mkdir(exist_ok=True)
        self._counted += 1
        file = f"{self._places.stage}/{os.getpid()}-{self._counted}"
        write_new(file, artifact.data)
        return Staged(path, name, file)

    def take(self, staged: Staged) -> None:
        """Let this file have the bytes that were staged. Raises ValueError as `put` does."""
        if self._paths.claim(staged.path, staged.digest) and staged.file:
            self._staged[staged.path] = staged.file

    def keep(self, path: str) -> None:
        """Let this file stay as it is. Raises ValueError if it is not intact, or collides."""
        if not self.intact(path):
            raise ValueError(f"{path!r} is not as it was published: put it anew")
        self._paths.claim(path, self._live.digests[path])

    def read(self, path: str) -> bytes:
        """The bytes of a file that was put or kept. Raises ValueError if it was neither."""
        if path not in self._paths.digests:
            raise ValueError(f"{path!r} was neither put nor kept")
        staged = self._staged.get(path)
        return (Path(staged) if staged else self._places.site / path).read_bytes()

    def publish(self, jobs: Mapping[str, object] | Record, *, forget: bool = False) -> Outcome:
        """Make what was put and kept the live release, in one step, with `jobs` as its record.

        `jobs` are JSON values by name. With `forget` the release before is deleted
        altogether. Call it once.

        Raises OSError (disk full, no rights): the live release is then whole and, unless it was
        the tidying up after the exchange that failed, as it was. TypeError if `jobs` is no JSON.
        """
        noted = (jobs if isinstance(jobs, Record) else Record.of(jobs)).raw
        changed = not self._is_live()
        outcome = Outcome(
            made=len(self._staged),
            kept=len(self._paths.digests) - len(self._staged),
            gone=len(self._live.digests.keys() - self._paths.digests.keys()),
            changed=changed,
        )
        if changed:
            self._exchange(noted, forget)
        elif forget or self._found.stale or noted != self._live.record:
            self._note(self._found.marks, noted, forget)
        if forget:
            settle(self._places)
            # Deleting the other names of its files has changed their marks.
            self._note(self._live.marks, noted, forget=False)
        return outcome

    def _is_live(self) -> bool:
        """Whether the live release is what is wanted already, and nothing else."""
        if self._staged or self._found.strange:
            return False
        return self._paths.digests.keys() == self._live.digests.keys()

    def _exchange(self, noted: bytes, forget: bool) -> None:
        try:
            manifest = self._prepare(noted, forget)
            go_live(self._places)
        except BaseException:
            if root_inode(self._places.site) == self._root:
                self._abandon()
            raise
        self._live = manifest
        settle(self._places)
        sync(self._places.out)
        sync(self._places.state)

    def _prepare(self, noted: bytes, forget: bool) -> Manifest:
        """Everything up to the exchange: the spare tree and its manifest, on the disk."""
        places, paths = self._places, self._paths
        places.spare_manifest.unlink(missing_ok=True)
        wanted = Wanted(paths.digests, paths.folders, self._staged, self._found.marks)
        touched = bring_up(places.spare, places.site, wanted)
        make_durable(places.spare, touched.files, touched.folders)
        stamp = self._lock.stamp()
        known = {path: mark for path, mark in self._found.marks.items() if path not in self._staged}
        before, found = self._live.marks, self._found.marks
        settled = {path: found[path] for path in touched.standing if found[path] == before.get(path)}
        tree = record(places.spare, paths.digests, paths.folders, known, stamp, settled)
        manifest = replace(tree, record=noted, forget=forget)
        save(places.next_manifest, manifest)
        sync(places.state)
        self._lock.ensure_held()
        return manifest

    def _abandon(self) -> None:
        """Leave nothing of a release that did not come to be, and give its room on disk back."""
        with suppress(OSError):
            tidy(self._places)
        manifest = self._places.next_manifest
        for path in (self._places.spare, manifest, manifest.with_name(f"{manifest.name}.new")):
            with suppress(OSError):
                remove(str(path))

    def _note(self, known: Mapping[str, str], noted: bytes, forget: bool) -> None:
        """Write the live release's manifest anew."""
        digests, folders = self._paths.digests, self._paths.folders
        tree = record(self._places.site, digests, folders, known, self._lock.stamp())
        self._live = replace(tree, record=noted, forget=forget)
        save(self._places.live_manifest, self._live)


@contextmanager
def open_release(out: Path, *, trust: bool = True) -> Iterator[Release]:
    """Hold the output folder and what is known of its live release; the folder is made if need be.

    Without `trust`, every file is read to see whether it is intact.

    Raises Locked if another build is at work, OSError if the folder cannot be used.
    """
    places = layout(out)
    with locked(places.lock) as lock:
        settle(places)
        remove(str(places.stage))
        sweep_up(places.state)
        manifest, found = _live(places, trust)
        try:
            yield Release(places, lock, manifest, found)
        finally:
            with suppress(OSError):  # what is left here goes the next time
                remove(str(places.stage))


def record_of(out: Path) -> Record:
    """The record of the live release, without holding the folder; an empty one if nothing is known."""
    return _manifest(layout(out)).jobs


def _live(places: Layout, trust: bool) -> tuple[Manifest, Survey]:
    manifest = _manifest(places)
    if not manifest.root:
        return manifest, NOTHING
    return manifest, survey(places.site, manifest, trust=trust)


def _manifest(places: Layout) -> Manifest:
    """The manifest of the live release; an empty one without a root if there is none."""
    if root_inode(places.site) is None:
        return Manifest()
    return load(places.live_manifest) or Manifest()
