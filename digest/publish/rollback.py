"""The release before → live again, and the live one the one before: a second time comes back."""

from dataclasses import replace
from pathlib import Path

from digest.diagnostic import Message
from digest.publish.durable import sync
from digest.publish.exchange import go_live
from digest.publish.layout import Layout, layout, root_inode
from digest.publish.lock import locked
from digest.publish.manifest import Manifest, load, save
from digest.publish.recovery import settle
from digest.publish.survey import survey


class NothingBefore(Exception):
    """There is no release before that could go live."""

    def __init__(self, reason_en: str, reason_zh: str) -> None:
        super().__init__(reason_en)
        self.message = Message(reason_en, reason_zh)


def rollback(out: Path) -> None:
    """Exchange the live release with the one before, which is read and compared first.

    Raises NothingBefore, Locked if a build is at work, OSError.
    """
    places = layout(out)
    if not places.state.is_dir():
        raise _nothing()
    with locked(places.lock):
        settle(places)
        manifest = _before(places)
        if manifest.root != root_inode(places.spare):  # copied here from another disk
            root = root_inode(places.spare) or 0
            save(places.spare_manifest, replace(manifest, root=root))
        sync(places.state)
        go_live(places)
        settle(places)
        sync(places.out)
        sync(places.state)


def _before(places: Layout) -> Manifest:
    """The manifest of the spare tree, if that is whole."""
    manifest = load(places.spare_manifest)
    if manifest is None or root_inode(places.spare) is None:
        raise _nothing()
    found = survey(places.spare, manifest)
    if found.strange or len(found.marks) != len(manifest.digests):
        raise NothingBefore("the release before is damaged", "上一版已损坏")
    return manifest


def _nothing() -> NothingBefore:
    return NothingBefore("no release is kept from before", "没有保留上一版")
