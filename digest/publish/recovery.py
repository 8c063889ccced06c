"""What a killed build left → order, and the manifest that is true.

A manifest knows its tree by the inode of the tree's folder, which stays the same under any name.
So whatever step was the last one done, which manifest belongs to `site` can be seen; the step
after an exchange, giving the manifests their names, is this same settling.
"""

import stat
from dataclasses import replace

from digest.publish.exchange import tidy
from digest.publish.files import remove
from digest.publish.layout import Layout, exists, root_inode
from digest.publish.manifest import header_of, load, save


def settle(places: Layout) -> None:
    """Finish what was begun, undo what cannot be finished; no effect on a folder in order.

    Afterwards `live.json` is of `site`, and `spare.json`, if it stands, of the spare tree.
    """
    tidy(places)
    _drop_what_is_no_file(places)
    _finish_swap(places)
    root = root_inode(places.site)
    _settle_publication(places, root)
    _settle_rollback(places, root)
    if not exists(places.spare):
        places.spare_manifest.unlink(missing_ok=True)
    _finish_forgetting(places)
    for path in (places.live_manifest, places.next_manifest, places.spare_manifest):
        remove(f"{path}.new")


def _drop_what_is_no_file(places: Layout) -> None:
    """Whatever other hands put in a manifest's place: no manifest could be renamed over a folder."""
    manifests = (places.live_manifest, places.next_manifest, places.spare_manifest, places.swap_manifest)
    for path in manifests:
        if exists(path) and not stat.S_ISREG(path.lstat().st_mode):
            remove(str(path))


def _settle_publication(places: Layout, root: int | None) -> None:
    """A release went live: its manifest becomes the live one. It did not: it is forgotten."""
    header = header_of(places.next_manifest)
    if root is None or header is None or header.root != root:
        remove(str(places.next_manifest))
        return
    if exists(places.live_manifest):
        places.live_manifest.rename(places.spare_manifest)
    places.next_manifest.rename(places.live_manifest)


def _settle_rollback(places: Layout, root: int | None) -> None:
    """The release before went live: the two manifests change names."""
    live, spare = header_of(places.live_manifest), header_of(places.spare_manifest)
    if root is None or spare is None or spare.root != root:
        return
    if live is not None and live.root == root:
        return
    if exists(places.live_manifest):
        places.live_manifest.rename(places.swap_manifest)
        _finish_swap(places)
    else:
        places.spare_manifest.rename(places.live_manifest)


def _finish_swap(places: Layout) -> None:
    if not exists(places.swap_manifest):
        return
    if not exists(places.live_manifest):
        places.spare_manifest.rename(places.live_manifest)
    places.swap_manifest.rename(places.spare_manifest)


def _finish_forgetting(places: Layout) -> None:
    """Delete the release before one that took something down."""
    header = header_of(places.live_manifest)
    if header is None or not header.forget:
        return
    remove(str(places.spare))
    remove(str(places.spare_manifest))
    manifest = load(places.live_manifest)
    if manifest is None:
        remove(str(places.live_manifest))
    else:
        save(places.live_manifest, replace(manifest, forget=False))
