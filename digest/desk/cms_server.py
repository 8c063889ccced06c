"""`/_edit/cms/`: the web editor of the repository, working on this machine's folder or on its host."""

from collections.abc import Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import Route

from digest.desk.cms import cloned, page, vendored
from digest.desk.cms_config import config
from digest.desk.preview import HTML, Answer, Preview, type_of

_YAML = "application/yaml; charset=utf-8"


class Cms:
    """The web editor of one server, its settings made of the publication as it is now."""

    def __init__(
        self,
        preview: Preview,
        root: Path,
        language_of: Callable[[HTTPConnection], str],
        answered: Callable[[Request, Answer], Response],
    ) -> None:
        self.preview = preview
        self.root = root
        self.language_of = language_of
        self.answered = answered

    def routes(self) -> list[Route]:
        """Where its parts answer."""
        return [
            Route("/_edit/cms/", self.page),
            Route("/_edit/config.yml", self.config),
            Route("/_edit/cms/config.yml", self.config),
            Route("/_edit/cms/{name:str}", self.file),
        ]

    async def page(self, request: Request) -> Response:
        """The page, with the policy that it carries: nothing of ours is put in."""
        publication = self.preview.state.publication
        if publication is None:
            return self.answered(request, await run_in_threadpool(self.preview.missing))
        text = await run_in_threadpool(page, publication, self.language_of(request), cloned(self.root))
        headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
        return Response(text, headers=headers, media_type=HTML)

    async def config(self, request: Request) -> Response:
        """Its settings."""
        publication = self.preview.state.publication
        if publication is None:
            return self.answered(request, await run_in_threadpool(self.preview.missing))
        text = await run_in_threadpool(config, publication, self.language_of(request), cloned(self.root))
        return self.answered(request, Answer(200, _YAML, text.encode()))

    async def file(self, request: Request) -> Response:
        """One of its own files."""
        name = request.path_params["name"]
        path = vendored().get(name)
        if path is None:
            return self.answered(request, await run_in_threadpool(self.preview.missing))
        return self.answered(request, Answer(200, type_of(name), path.read_bytes()))
