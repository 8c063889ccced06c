"""`/_edit/`: forms for a day's issue and items, for editors who never saw YAML.

What is sent is taken from this very page alone: the Origin must be ours, and the page's token with
it. What is wrong with it is answered at once, by the key it is about.
"""

import json
import secrets
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from digest.desk.arranging import add_source, arrange, keep_picture, wish
from digest.desk.filing import Refused, file, key_at, sent, shown
from digest.desk.form import form_of, ids_of, kinds_of_sources
from digest.desk.guard import same_origin
from digest.desk.page import edit_page
from digest.desk.preview import Answer, Preview
from digest.diagnostic import Message
from digest.load.pictures import SIZE_LIMIT
from digest.load.text import ITEM_LIMIT

SAVE, ARRANGE, PICTURE, SOURCE = "/_edit/save", "/_edit/arrange", "/_edit/picture", "/_edit/source"
WRITING = (SAVE, ARRANGE, PICTURE, SOURCE)
"""Where a page of ours may send something to be written."""

_FORBIDDEN, _TOO_LARGE, _UNAVAILABLE = 403, 413, 503

Asset = Callable[[Request], Awaitable[Response]]


class Editor:
    """The forms of one server. `refresh` brings the preview up to date with what was filed."""

    def __init__(
        self,
        preview: Preview,
        root: Path,
        refresh: Callable[..., Awaitable[None]],
        asset: Asset,
        language_of: Callable[[HTTPConnection], str],
        answered: Callable[[Request, Answer], Response],
    ) -> None:
        self.preview = preview
        self.root = root
        self.refresh = refresh
        self.asset = asset
        self.language_of = language_of
        self.answered = answered
        self.token = secrets.token_urlsafe(24)

    def routes(self) -> list[Route]:
        """Where its parts answer."""
        return [
            Route("/_edit/", self.page),
            Route("/_edit/day/{day:str}", self.day),
            Route(SAVE, self.save, methods=["POST"]),
            Route(ARRANGE, self.arrange, methods=["POST"]),
            Route(PICTURE, self.picture, methods=["POST"]),
            Route(SOURCE, self.source, methods=["POST"]),
            Route("/_edit/{name:str}", self.asset),
        ]

    async def page(self, request: Request) -> Response:
        """The page, on which the script draws the forms."""
        language = self.language_of(request)
        return self.answered(request, await run_in_threadpool(edit_page, self.preview.state, language))

    async def day(self, request: Request) -> Response:
        """A day's files with the forms for them."""
        try:
            day = date.fromisoformat(request.path_params["day"])
            found = await run_in_threadpool(self._day, day, self.language_of(request))
        except ValueError:
            return _refused(Refused(404, Message("this is no date", "这不是日期")), "en")
        except Refused as refused:
            return _refused(refused, self.language_of(request))
        return JSONResponse(found, headers={"cache-control": "no-store"})

    async def save(self, request: Request) -> Response:
        """File what a form sent, and answer how the day stands with it."""
        language = self.language_of(request)
        try:
            form = sent(await self._json(request))
            path = await run_in_threadpool(file, self.root, form)
            await self.refresh(templates=False)
            found = await run_in_threadpool(self._day, form.day, language)
        except Refused as refused:
            return _refused(refused, language)
        return JSONResponse({**found, "saved": path.rpartition("/")[2]})

    async def arrange(self, request: Request) -> Response:
        """Rename, move or delete a story."""
        language = self.language_of(request)
        try:
            wanted = wish(await self._json(request))
            shown = await run_in_threadpool(arrange, self.root, wanted)
            await self.refresh(templates=False)
            found = await run_in_threadpool(self._day, wanted.day, language)
        except Refused as refused:
            return _refused(refused, language)
        return JSONResponse({**found, "saved": shown})

    async def picture(self, request: Request) -> Response:
        """Keep an image beside the day's files."""
        try:
            raw = await self._data(request, SIZE_LIMIT)
            day = date.fromisoformat(request.query_params.get("date", ""))
            named = request.query_params.get("name", "")
            name = await run_in_threadpool(keep_picture, self.root, day, named, raw)
        except ValueError:
            return _refused(Refused(404, Message("this is no date", "这不是日期")), self.language_of(request))
        except Refused as refused:
            return _refused(refused, self.language_of(request))
        return JSONResponse({"saved": name})

    async def source(self, request: Request) -> Response:
        """Add a publisher to the registry."""
        language = self.language_of(request)
        try:
            name = await run_in_threadpool(add_source, self.root, await self._json(request))
            await self.refresh(templates=False)
        except Refused as refused:
            return _refused(refused, language)
        publication = self.preview.state.publication
        choices = ids_of("source", publication, language) if publication else []
        return JSONResponse({"saved": name, "choices": choices})

    async def _json(self, request: Request) -> Any:
        try:
            return json.loads(await self._data(request, ITEM_LIMIT))
        except (ValueError, RecursionError):
            raise Refused(400, Message("this is no form of ours", "表单内容不对")) from None

    async def _data(self, request: Request, limit: int) -> bytes:
        token = request.headers.get("x-digest-token", "")
        if not same_origin(request.scope["headers"]) or not secrets.compare_digest(
            token.encode(), self.token.encode()
        ):
            raise Refused(_FORBIDDEN, Message("load the page again", "请重新打开页面"))
        data = b""
        async for piece in request.stream():
            data += piece
            if len(data) > limit:
                raise Refused(_TOO_LARGE, Message("this is too large for one file", "内容超过一个文件的上限"))
        return data

    def _day(self, day: date, language: str) -> dict[str, Any]:
        publication = self.preview.state.publication
        if publication is None:
            raise Refused(_UNAVAILABLE, Message("site.yaml has errors", "site.yaml 有错误"))
        folder = f"content/{day:%Y/%m/%d}/"
        problems = [
            {
                "name": one.span.path.removeprefix(folder),
                "key": key_at(self.root, one),
                "severity": one.severity.value,
                "message": one.message.said_in(language),
                "help": one.help.said_in(language) if one.help else "",
            }
            for one in self.preview.problems
            if one.span.path.startswith(folder)
        ]
        return {
            **shown(self.root, day),
            "token": self.token,
            "date": day.isoformat(),
            "languages": list(publication.site.languages),
            "forms": {kind: form_of(kind, publication, language) for kind in ("issue", "item")},
            "kinds": kinds_of_sources(language),
            "problems": problems,
        }


def _refused(refused: Refused, language: str) -> Response:
    return JSONResponse({"refused": refused.message.said_in(language)}, refused.status)
