"""A web editor for the publication's repository: Sveltia CMS, its page, and what that may ask.

A person signs in to where the repository is, or picks its folder on this machine, and gets forms
(`cms_config.py`) for all that editors write.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from digest.model.publication import Publication
from digest.render.artifact import Workshop
from digest.render.html import filled

_VENDOR = Path(__file__).parent / "vendor"
_KEPT_HERE = frozenset({"__init__.py", "rebuild.py", "ORIGIN.md", "SHA256SUMS"})

_ASSETS = Path(__file__).parent / "assets"

CONFIG = "config.yml"
"""Its settings, beside its page."""


@dataclass(frozen=True, slots=True)
class Backend:
    """Where the repository is: github, gitlab or gitea, `owner/name`, a branch.

    `test-repo` is the browser's own storage, in which nothing reaches a repository.
    """

    name: str = "test-repo"
    repository: str = ""
    branch: str = "main"

    @property
    def origin(self) -> str:
        """The one other origin that the editor talks to; none without a repository."""
        known = {
            "github": "https://api.github.com",
            "gitlab": "https://gitlab.com",
            "gitea": "https://gitea.com",
        }
        return known[self.name] if self.repository else ""

    def as_config(self) -> dict[str, str]:
        """As config.yml has it."""
        if not self.repository:
            return {"name": "test-repo"}
        return {"name": self.name, "repo": self.repository, "branch": self.branch}


def page(publication: Publication, language: str, backend: Backend) -> str:
    """The page that loads the editor: it asks its own origin and that of the repository's host alone."""
    elsewhere = f" {backend.origin}" if backend.origin else ""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": f"'self' data: blob:{elsewhere}",
        "font-src": "'self' data:",
        "media-src": "'self' blob:",
        "connect-src": f"'self' blob: data:{elsewhere}",
        "worker-src": "'self' blob:",
        "frame-src": "blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    title = publication.site.title.get(language) or next(iter(publication.site.title.values()))
    values = {
        "language": language,
        "title": title,
        "policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
    }
    return filled("cms.html", values, Workshop(_ASSETS, (_ASSETS,)))


def vendored() -> dict[str, Path]:
    """The editor's own files, by the name under which its page asks for each."""
    return {
        path.name: path
        for path in sorted(_VENDOR.iterdir())
        if path.is_file() and path.name not in _KEPT_HERE
    }


_REMOTE = re.compile(
    r"url\s*=\s*(?:https?://(?:[^@/\s]*@)?|ssh://git@|git@)(github|gitlab|gitea)\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?\s*$",
    re.MULTILINE,
)


def backend_of(git_config: str) -> Backend:
    """The repository that a folder was cloned from, by its `.git/config`; the browser's storage for none."""
    found = _REMOTE.search(git_config)
    return Backend(found[1], found[2]) if found else Backend()


def cloned(root: Path) -> Backend:
    """The repository that the root was cloned from."""
    try:
        return backend_of((root / ".git" / "config").read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return Backend()
