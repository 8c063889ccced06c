"""The path of a request → the bytes of that page as of now, made when they are asked for.

The same plan and renderers as a build's; nothing is written anywhere.
"""

import hashlib
import mimetypes
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from digest import address
from digest.desk.finder import Finder, address_of
from digest.desk.model import Model, State
from digest.desk.press import Press
from digest.diagnostic import Diagnostic, in_order
from digest.plan.job import Facts, Job
from digest.render.artifact import Rendered, Task
from digest.render.html import environment
from digest.render.renderers import RENDERERS, render
from digest.view.file import CopyView

KEPT = 256
"""Answers that are kept: those of one generation, assets of any, and what was last good."""

HTML = "text/html; charset=utf-8"
TYPES = {
    ".html": HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}
"""Media types that the machine's own table may not have, or not with UTF-8."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent: a status, a media type, bytes. `to` is where a path without its slash leads."""

    status: int
    type: str
    data: bytes = b""
    to: str = ""

    @property
    def tag(self) -> str:
        """The digest by which a browser sees whether its page changed."""
        return hashlib.sha256(b"%d " % self.status + self.data).hexdigest()[:20]


class _Few(OrderedDict[str, Answer]):
    """The newest answers."""

    def put(self, key: str, answer: Answer) -> Answer:
        self[key] = answer
        self.move_to_end(key)
        while len(self) > KEPT:
            self.popitem(last=False)
        return answer


class Preview:
    """The publication as a reader would see it, drafts included. Safe for several threads."""

    def __init__(self, model: Model, press: Press) -> None:
        self._model = model
        self._press = press
        self._lock = threading.RLock()
        self._finder: Finder | None = None
        self._answers = _Few()
        self._assets = _Few()
        self._good = _Few()
        self._facts: dict[str, tuple[str, dict[str, int | str]]] = {}
        self.troubles: dict[str, tuple[Diagnostic, ...]] = {}
        """What stopped pages of this generation from being rendered, by address."""

    @property
    def state(self) -> State:
        """The state that pages are made from."""
        return self._model.state

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Everything that is to be told: of the content, and of pages that could not be rendered."""
        found = (one for troubles in self.troubles.values() for one in troubles)
        return tuple(in_order([*self.state.diagnostics, *found]))

    def refresh(self, now: datetime, *, templates: bool) -> State:
        """Follow what changed on disk."""
        with self._lock:
            if templates:
                environment.cache_clear()
                self._assets.clear()
            state = self._model.refresh(now)
            self._finder = Finder(state.shelf) if state.shelf else None
            self._answers.clear()
            self.troubles = {}
            return state

    def get(self, path: str) -> Answer:
        """What stands at a path."""
        at = address_of(path)
        if at is None:
            return self.missing()
        with self._lock:
            kept = self._answers.get(at) or self._assets.get(at)
            if kept:
                return kept
            job = self._find(at)
            if job is None:
                return self._redirect(at) or self.missing()
            source, finder = self._source(job), self._finder
            task, key = self._task(job), job.inputs
        if source:
            return self.get(f"/{source}")
        rendered = self._rendered(task)
        with self._lock:
            if self._finder is finder:
                return self._answer(at, job, key, rendered)
        return self.get(path)  # an edit came while it was rendered

    def missing(self) -> Answer:
        """The page for an address at which nothing stands."""
        with self._lock:
            job = self._find(address.NOT_FOUND)
            if job is None:
                return Answer(503 if self._finder is None else 404, HTML, _NOTHING)
            found = self._rendered(self._task(job)).artifacts
            return Answer(404, HTML, found[0].data if found else _NOTHING)

    def _find(self, at: str) -> Job | None:
        return self._finder.find(at) if self._finder else None

    def _redirect(self, at: str) -> Answer | None:
        if at and not at.endswith("/") and self._find(f"{at}/"):
            return Answer(307, HTML, to=f"/{at}/")
        return None

    def _source(self, job: Job) -> str | None:
        """The address whose bytes a copy has."""
        view = job.view({}) if job.renderer == "copy" else None
        return view.path if isinstance(view, CopyView) else None

    def _task(self, job: Job) -> Task:
        return Task(job.address, job.renderer, job.template, job.view(self._facts_for(job)))

    def _facts_for(self, job: Job) -> Facts:
        """What is known of the files that a page tells of: of bulletins set since they last changed."""
        known = {}
        for at in job.needs:
            needed = self._find(at)
            kept = self._facts.get(at)
            if needed and kept and kept[0] == needed.inputs:
                known[at] = kept[1]
            elif needed and needed.renderer in RENDERERS and not RENDERERS[needed.renderer].sets_type:
                known[at] = dict(render(self._task(needed), self.state.workshop).facts)
        return {at: facts for at, facts in known.items() if facts}

    def _rendered(self, task: Task) -> Rendered:
        if task.renderer in RENDERERS and RENDERERS[task.renderer].sets_type:
            return self._press.set(task, self.state.workshop)
        with self._lock:
            return render(task, self.state.workshop)

    def _answer(self, at: str, job: Job, key: str, rendered: Rendered) -> Answer:
        if rendered.diagnostics or not rendered.artifacts:
            self.troubles[at] = rendered.diagnostics
            return self._good.get(at) or Answer(500, HTML, _NOTHING)
        if rendered.facts and rendered.address == job.address:
            self._remember(at, key, dict(rendered.facts))
        wanted = address.file_of(at)
        found = next((one for one in rendered.artifacts if one.path == wanted), None)
        if found is None:
            return self.missing()
        answer = Answer(200, type_of(wanted), found.data)
        if at.startswith("assets/"):
            return self._assets.put(at, answer)
        return self._answers.put(at, self._good.put(at, answer))

    def _remember(self, at: str, key: str, facts: dict[str, int | str]) -> None:
        """Pages that tell of a file's size are of before it was known."""
        if self._facts.get(at) != (key, facts):
            self._facts[at] = (key, facts)
            self._answers.clear()


def type_of(path: str) -> str:
    """The media type of a file by its name."""
    ending = path[path.rfind(".") :].lower() if "." in path else ""
    return TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"


_NOTHING = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>digest</title></head>
<body><p lang="en">There is nothing to show yet.</p><p lang="zh">暂时没有可显示的内容。</p></body>
</html>
""".encode()
