"""Pending jobs → what came of them, on a Dask cluster that is there already.

The same chunks of plain tasks as anywhere, with the templates and pictures they show, since a
worker sees no file of the publication. A worker whose renderers differ from ours in code, library
or font is refused: its bytes might differ. What a dead worker had in hand goes to another; what
nobody can do is done here.
"""

import atexit
import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from digest.diagnostic import Message
from digest.load.pictures import SIZE_LIMIT
from digest.load.tree import read
from digest.render.artifact import Pending, Rendered, Task, Workshop
from digest.render.renderers import RENDERERS, prepare, render, renderer_digest
from digest.view.bulletin import BulletinView
from digest.view.card import RasterView

SCHEME = "dask://"

STAYS_HERE = frozenset({"image", "still", "static", "asset"})
"""Renderers that read the publication's own files, and whose work is not worth sending these."""

PAGES, PAPER = 128, 4
"""Tasks in a chunk: pages take milliseconds, bulletins seconds."""

LOOK = 5.0
"""Seconds between two looks at whether there is a worker left."""

PATIENCE = 12
"""Looks in vain after which the rest is done here."""


class NoCluster(Exception):
    """There is no cluster at that address, or none of its workers may work for us."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


class Foreign(Exception):
    """Raised in a worker whose renderers are not ours."""


def on_cluster(
    pending: Iterable[Pending], workshop: Workshop, address: str, left: list[Task]
) -> Iterator[Rendered]:
    """What came of jobs on the cluster at `dask://HOST:PORT`; what it could not do goes into `left`.

    Raises NoCluster if it cannot be reached, or all of its workers are refused.
    """
    listed = sorted(pending, key=lambda one: RENDERERS[one.renderer].sets_type, reverse=True)
    if not listed:
        return
    with _client(address) as client:
        digests = {name: renderer_digest(name) for name in sorted({one.renderer for one in listed})}
        run = _Run(client, workshop, digests, left)
        yield from run.all(_chunks(listed))


def _client(address: str) -> Any:
    try:
        dask = _dask()
    except ImportError:
        raise NoCluster(
            Message(
                "Dask is not installed: pip install 'digest[dask]'",
                "没有安装 Dask：pip install 'digest[dask]'",
            )
        ) from None
    try:
        return dask.Client(f"tcp://{address.removeprefix(SCHEME)}", timeout="20s")
    except (OSError, ValueError) as error:
        raise NoCluster(
            Message(f"no cluster at {address}: {error}", f"无法连接 {address}：{error}")
        ) from error


def _dask() -> Any:
    """Dask's module, whose functions have no types, and which takes a second to import."""
    return import_module("distributed")


def _chunks(pending: list[Pending]) -> Iterator[list[Task]]:
    """Chunks of tasks, made as they are asked for; bulletins first, since they take longest."""
    paper = [one for one in pending if RENDERERS[one.renderer].sets_type]
    for some, size in ((paper, PAPER), (pending[len(paper) :], PAGES)):
        for start in range(0, len(some), size):
            yield [one.task() for one in some[start : start + size]]


class _Run:
    """One run over a cluster."""

    def __init__(self, client: Any, workshop: Workshop, digests: Mapping[str, str], left: list[Task]) -> None:
        self.client = client
        self.workshop = workshop
        self.digests = digests
        self.left = left
        self.refused: set[str] = set()
        self.waiting: dict[Any, list[Task]] = {}
        self._inspect()
        self.templates = client.scatter(_templates(workshop), broadcast=True)

    def _inspect(self) -> None:
        """Ask all workers what their renderers are. Raises NoCluster if none may work for us."""
        answers = self.client.run(digests_of, tuple(self.digests), on_error="return")
        self.refused = {worker for worker, answer in answers.items() if answer != self.digests}
        if not self._welcome():
            listed = ", ".join(sorted(self.refused)) or "–"
            raise NoCluster(
                Message(
                    f"no worker of the cluster has the same program, libraries and fonts (refused: {listed})",
                    f"集群里没有程序、库和字体都相同的工作进程（已拒绝：{listed}）",
                )
            )

    def _welcome(self) -> list[str]:
        return [one for one in self.client.scheduler_info(n_workers=-1)["workers"] if one not in self.refused]

    def all(self, chunks: Iterator[list[Task]]) -> Iterator[Rendered]:
        """What came of all chunks; only so many are on their way as keep the workers busy."""
        looks = 0
        self._send(islice(chunks, 2 * max(1, len(self._welcome()))))
        while self.waiting:
            done = self._done()
            looks = 0 if done or self._welcome() else looks + 1
            if looks > PATIENCE:
                self._give_up(chunks)
            for future in done:
                yield from self._received(future, self.waiting.pop(future))
                self._send(islice(chunks, 1))

    def _done(self) -> list[Any]:
        """The chunks that came back, be it without success, after a while."""
        dask = _dask()
        with suppress(TimeoutError, dask.client.FuturesCancelledError):
            dask.wait(list(self.waiting), timeout=LOOK, return_when="FIRST_COMPLETED")
        return [future for future in self.waiting if future.status != "pending"]

    def _send(self, chunks: Iterable[list[Task]]) -> None:
        for tasks in chunks:
            files = _files_of(tasks, self.workshop)
            future = self.client.submit(
                render_there,
                tasks,
                files,
                dict(self.digests),
                self.templates,
                pure=False,
                workers=self._welcome() if self.refused else None,
            )
            self.waiting[future] = tasks

    def _received(self, future: Any, tasks: list[Task]) -> Iterator[Rendered]:
        if future.status == "finished":
            made: list[Rendered] = future.result()
            yield from made
            return
        error = future.exception() if future.status == "error" else None
        if isinstance(error, Foreign) and str(error) not in self.refused:
            self.refused.add(str(error))
            if self._welcome():
                self._send([tasks])
                return
        self.left += tasks

    def _give_up(self, chunks: Iterator[list[Task]]) -> None:
        """There is no worker any more: the rest is done here."""
        for future, tasks in self.waiting.items():
            future.cancel()
            self.left += tasks
        self.waiting.clear()
        for tasks in chunks:
            self.left += tasks


def _templates(workshop: Workshop) -> dict[str, bytes]:
    """All templates and style sheets by name, the project's own before the packaged ones."""
    found: dict[str, bytes] = {}
    for folder in reversed(workshop.templates):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def _files_of(tasks: Iterable[Task], workshop: Workshop) -> dict[str, bytes]:
    """The publication's files that tasks show, by path."""
    views = (task.view for task in tasks)
    shown = (view.files for view in views if isinstance(view, BulletinView | RasterView))
    paths = {file.path for files in shown for _, file in files}
    return {path: read(workshop.root, path, SIZE_LIMIT) for path in sorted(paths)}


# In a worker's process ------------------------------------------------------------------------

_one_at_a_time = threading.Lock()
"""WeasyPrint and its fonts are a process's own: threads of a worker take turns."""


def digests_of(names: tuple[str, ...]) -> dict[str, str]:
    """What a worker's renderers are."""
    return {name: renderer_digest(name) for name in names}


def render_there(
    tasks: list[Task], files: dict[str, bytes], digests: dict[str, str], templates: dict[str, bytes]
) -> list[Rendered]:
    """Render tasks, in a worker. Raises Foreign, with the worker's address, if its renderers differ."""
    if digests_of(tuple(digests)) != digests:
        raise Foreign(_dask().get_worker().address)
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="digest-") as root:
        _prepared()
        for path, data in files.items():
            _write(Path(root) / path, data)
        workshop = Workshop(Path(root), (_unpacked(tuple(sorted(templates.items()))),))
        return [render(task, workshop) for task in tasks]


@cache
def _prepared() -> Path:
    """This process is shut off from all fonts but ours, once."""
    folder = _own_folder()
    prepare(folder)
    return folder


@cache
def _unpacked(templates: tuple[tuple[str, bytes], ...]) -> Path:
    """A folder with these templates."""
    folder = _own_folder()
    for name, data in templates:
        _write(folder / name, data)
    return folder


def _own_folder() -> Path:
    folder = tempfile.mkdtemp(prefix="digest-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
