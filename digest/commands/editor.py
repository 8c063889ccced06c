"""`digest editor`: the web editor for a repository, into content/static/_edit/, published with the site."""

from pathlib import Path

from digest.commands.place import Stop
from digest.desk.cms import CONFIG, Backend, cloned, page, vendored
from digest.desk.cms_config import config
from digest.diagnostic import Message
from digest.load.tree import STATIC_FOLDER
from digest.model.publication import Publication

FOLDER = f"{STATIC_FOLDER}/_edit"


def editor(root: Path, publication: Publication, backend: Backend | None, language: str) -> list[str]:
    """Write the editor's page, settings and script below the root; the paths that changed.

    Raises Stop (2) where no repository is named and none is known from `.git/config`.
    """
    known = backend or cloned(root)
    if not known.repository:
        raise Stop(
            2,
            Message("which repository is this?", "不知道仓库在哪里"),
            Message("name it: --repository OWNER/NAME", "请指明：--repository 所有者/仓库名"),
        )
    files = {
        "index.html": page(publication, language, known).encode(),
        CONFIG: config(publication, language, known).encode(),
        **{name: path.read_bytes() for name, path in vendored().items()},
    }
    return [f"{FOLDER}/{name}" for name, data in files.items() if _write(root / FOLDER / name, data)]


def _write(path: Path, data: bytes) -> bool:
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True
