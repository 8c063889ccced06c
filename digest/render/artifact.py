"""What goes into a renderer and what comes out: plain data, so that both can cross processes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from digest.diagnostic import Diagnostic, Message


@dataclass(frozen=True, slots=True)
class Task:
    """A job with its view made: all that a renderer needs."""

    address: str
    renderer: str
    template: str
    view: object


@dataclass(frozen=True, slots=True)
class Pending:
    """A job to be rendered: the name of its renderer, and its task, made when it is wanted."""

    renderer: str
    task: Callable[[], Task]


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where a renderer works: the publication's root, and folders of templates, the first first."""

    root: Path
    templates: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file's path on the site and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Staged:
    """An artifact whose bytes are on the disk: their SHA-256, and the file that has them.

    Without a file they are those of the live release.
    """

    path: str
    digest: str
    file: str | None


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of a task: artifacts, facts about them, or the problems that stopped it.

    `staged` are artifacts too, those that a worker has put on the disk already.
    """

    address: str
    artifacts: tuple[Artifact, ...] = ()
    facts: Mapping[str, int | str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    staged: tuple[Staged, ...] = ()


class RenderError(Exception):
    """A task that cannot be rendered, for a reason that an editor can mend."""

    def __init__(self, code: str, path: str, line: int, message: Message, help: Message | None = None):
        super().__init__(message.en)
        self.code = code
        self.path = path
        self.line = line
        self.message = message
        self.help = help
