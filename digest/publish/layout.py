"""An output folder → the places in it, each named once."""

import stat
from dataclasses import dataclass
from pathlib import Path

OURS = frozenset({"site", "state", "kit", "proof"})
"""All that an output folder holds, dotfiles aside."""

ASIDE = (".site-1", ".site-2")
"""Where releases stand if `site` has to be a symbolic link. Not in `state/`, which anyone may
delete at any time: the live release must not go with it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of an output folder; absolute, so that a later `chdir` changes nothing."""

    out: Path
    site: Path
    """The live release."""
    state: Path
    lock: Path
    spare: Path
    """The release before, or what becomes the next one."""
    stage: Path
    """New files of the release that is being made, numbered."""
    live_manifest: Path
    next_manifest: Path
    """Of the tree that is about to go live: stands only around the exchange."""
    spare_manifest: Path
    """Stands only while the spare tree is whole; without it the tree counts as dirty."""
    swap_manifest: Path
    """The live manifest on its way to being the spare one, while a rollback renames them."""


def layout(out: Path) -> Layout:
    """The places under `out`, whether they exist or not."""
    real = out.resolve()
    state = real / "state"
    return Layout(
        out=real,
        site=real / "site",
        state=state,
        lock=state / "lock",
        spare=state / "spare",
        stage=state / "stage",
        live_manifest=state / "live.json",
        next_manifest=state / "next.json",
        spare_manifest=state / "spare.json",
        swap_manifest=state / "swap.json",
    )


def exists(path: Path) -> bool:
    """Whether the name is taken, be it by a broken link.

    Raises OSError if that cannot be told: `os.path.lexists` would say no, and a wrong no on a
    sick disk could cost a release.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def release_link(path: Path) -> str | None:
    """The release beside it that `path` is a symbolic link to; None if it is no link of ours."""
    if not exists(path) or not stat.S_ISLNK(path.lstat().st_mode):
        return None
    target = str(path.readlink())
    return target if target in ASIDE else None


def root_inode(tree: Path) -> int | None:
    """The inode of a release tree's folder, by which its manifest knows it; None if it is none."""
    try:
        status = tree.stat() if release_link(tree) else tree.lstat()
    except FileNotFoundError:
        return None
    return status.st_ino if stat.S_ISDIR(status.st_mode) else None
