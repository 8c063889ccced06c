"""`digest fix`: the safe corrections of copy, put into the files in place, or shown as a diff."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from digest.commands.place import Stop, is_under, known_path
from digest.diagnostic import Diagnostic, Message
from digest.gather import site_of
from digest.load.nodes import Scalar, compose
from digest.load.text import ITEM_LIMIT, SourceText, decode
from digest.load.tree import SITE_FILE, read, walk
from digest.model.record import Site
from digest.prose.mend import mend
from digest.prose.rules import copy_of
from digest.prose.slip import Slip
from digest.publish.rewrite import ChangedMeanwhile, rewrite
from digest.story import NEVER_KEPT
from digest.validate.plain import Plain, plain


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file with safe corrections: its text before and after, and how many they are."""

    path: str
    before: str
    after: str
    count: int

    def diff(self) -> str:
        """What changes, as a unified diff."""
        texts = (self.before.splitlines(), self.after.splitlines())
        return "\n".join(difflib.unified_diff(*texts, f"a/{self.path}", f"b/{self.path}", lineterm=""))


@dataclass(slots=True)
class Fixes:
    """What was corrected, and what could not be read."""

    fixed: list[Fixed] = field(default_factory=list)
    unread: list[Diagnostic] = field(default_factory=list)


def fix(root: Path, paths: Iterable[Path], *, write: bool) -> Fixes:
    """Correct the files under `paths` (all, where none is given), or only say how.

    Rules that the publication switches off or an item allows are left alone, and so is what is taken
    down. Raises Stop for a path outside, or a file that somebody else saved meanwhile.
    """
    wanted = [known_path(path, root) for path in paths]
    done = Fixes()
    site, done.unread = site_of(root)
    if site is None:
        return done
    for path in _files(root):
        if not wanted or any(is_under(path, one) for one in wanted):
            _fix(root, path, site, done, write=write)
    return done


def _files(root: Path) -> Iterator[str]:
    yield SITE_FILE
    for day in walk(root).days:
        if day.has_issue:
            yield day.issue_path
        yield from (item.path for item in day.items)


def _fix(root: Path, path: str, site: Site, done: Fixes, *, write: bool) -> None:
    raw = read(root, path, ITEM_LIMIT)
    source, findings = decode(path, raw, ITEM_LIMIT)
    if source is None:
        done.unread += findings.found
        return
    node, findings = compose(source)
    if findings.found:
        done.unread += findings.found
        return
    silent = _silent(plain(path, node).value, site)
    text = raw.decode("utf-8")
    mended = mend(path, text, partial(_slips, site=site, silent=silent)) if silent is not None else None
    if mended and mended.slips:
        if write:
            _write(root / path, raw, mended.text)
        done.fixed.append(Fixed(path, text, mended.text, len(mended.slips)))


def _write(path: Path, before: bytes, text: str) -> None:
    try:
        rewrite(path, before, text.encode("utf-8"))
    except ChangedMeanwhile:
        raise Stop(
            1,
            Message(f"{path.name} was saved by somebody else just now", f"{path.name} 刚被别人保存过"),
            Message("run it again", "请再运行一次"),
        ) from None


def _slips(
    source: SourceText, scalars: dict[str, Scalar], *, site: Site, silent: frozenset[str]
) -> list[Slip]:
    return [slip for slip in copy_of(source, scalars, site.spacing) if slip.code not in silent]


def _silent(value: Plain | None, site: Site) -> frozenset[str] | None:
    """The rules that have no say in a file; None where none has, since it is taken down."""
    said = value if isinstance(value, dict) else {}
    if said.get("status") in NEVER_KEPT:
        return None
    allowed = said.get("allow")
    rules = [one.get("rule") for one in allowed if isinstance(one, dict)] if isinstance(allowed, list) else []
    off = [code for code, level in site.checks.items() if level == "off"]
    return frozenset([*off, *(rule for rule in rules if isinstance(rule, str))])
