"""The preview server: pages as of now, the desk, and a channel that tells browsers of each edit."""

import asyncio
import contextlib
import json
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from digest.desk.cms_server import Cms
from digest.desk.editor import WRITING, Editor
from digest.desk.guard import Guard
from digest.desk.inject import inject, policy
from digest.desk.news import news
from digest.desk.page import desk_page
from digest.desk.preview import HTML, Answer, Preview, type_of
from digest.desk.watch import watch
from digest.ledger import jobs_of
from digest.render.templates import packaged

ASSETS = Path(__file__).parent / "assets"
CHANNEL = "/_desk/channel"

Clock = Callable[[], datetime]


class Desk:
    """The application's parts and what they share: the preview, and who is to be told of edits."""

    def __init__(self, preview: Preview, root: Path, out: Path, clock: Clock, language: str | None) -> None:
        self.preview = preview
        self.root = root
        self.out = out
        self.clock = clock
        self.language = language
        self.session = secrets.token_hex(4)
        self.listeners: set[asyncio.Event] = set()

    @property
    def generation(self) -> str:
        """The name of what is shown now, unlike any of another run."""
        return f"{self.session}-{self.preview.state.generation}"

    def app(self) -> Starlette:
        """The application, behind its guard."""
        routes = [
            WebSocketRoute(CHANNEL, self.channel),
            Mount(
                "/_desk",
                routes=[
                    Route("/", self.desk),
                    Route("/{name:str}", self.asset),
                    Route("/{day:str}/", self.desk),
                ],
            ),
            *Cms(self.preview, self.root, self.language_of, self.sent).routes(),
            *Editor(self.preview, self.root, self.refresh, self.asset, self.language_of, self.sent).routes(),
            Route("/{path:path}", self.page),
        ]
        app = Starlette(routes=routes, lifespan=self.lifespan)
        app.router.redirect_slashes = False
        app.add_middleware(Guard, writing=WRITING)
        return app

    @contextlib.asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Follow the folders for as long as the server runs."""
        follower = asyncio.create_task(self.follow())
        try:
            yield
        finally:
            follower.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await follower

    async def follow(self) -> None:
        """Bring the preview up to date after each change, and tell the browsers."""
        templates = {self.root / "templates", packaged()}
        async for paths in watch([self.root / "content", *sorted(templates)], self.root):
            styled = any(str(folder) in path for path in paths for folder in templates)
            try:
                await self.refresh(templates=styled)
            except Exception:
                logging.getLogger("uvicorn.error").exception("an edit could not be followed")

    async def refresh(self, *, templates: bool) -> None:
        """Read what changed, and tell all who listen."""
        await run_in_threadpool(self.preview.refresh, self.clock(), templates=templates)
        self.tell()

    def tell(self) -> None:
        """Wake every channel."""
        for listener in self.listeners:
            listener.set()

    # Answers ----------------------------------------------------------------------------------

    async def page(self, request: Request) -> Response:
        """A page or file of the site."""
        troubles = len(self.preview.troubles)
        answer = await run_in_threadpool(self.preview.get, request.url.path)
        if len(self.preview.troubles) != troubles:
            self.tell()
        return self.sent(request, answer)

    async def desk(self, request: Request) -> Response:
        """How the issue of a day stands."""
        language = self.language_of(request)
        day = request.path_params.get("day")
        answer = await run_in_threadpool(self._desk, day, language)
        return self.sent(request, answer)

    async def asset(self, request: Request) -> Response:
        """One of the desk's own scripts and styles."""
        name = request.path_params["name"]
        if name not in {path.name for path in ASSETS.iterdir() if path.suffix in (".js", ".css")}:
            return self.sent(request, await run_in_threadpool(self.preview.missing))
        return self.sent(request, Answer(200, type_of(name), (ASSETS / name).read_bytes()))

    async def channel(self, socket: WebSocket) -> None:
        """Tell one browser of every change, the present state first."""
        await socket.accept()
        language = self.language_of(socket)
        news_there = asyncio.Event()
        self.listeners.add(news_there)
        sender = asyncio.create_task(self._send_news(socket, news_there, language))
        try:
            await _until_closed(socket)
        finally:
            self.listeners.discard(news_there)
            sender.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sender

    async def _send_news(self, socket: WebSocket, news_there: asyncio.Event, language: str) -> None:
        last = ""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # it closed while we were writing
            while True:
                news_there.clear()
                said = news(self.preview, self.generation, self.root, language)
                sent = json.dumps(said, ensure_ascii=False)
                if sent != last:
                    await socket.send_text(sent)
                    last = sent
                await news_there.wait()

    def _desk(self, day: str | None, language: str) -> Answer:
        state = self.preview.state
        return desk_page(state, day, language, self.clock(), jobs_of(self.out))

    def language_of(self, asked: HTTPConnection) -> str:
        """The editor's language: as `lang` in the address or the command says, else the browser's."""
        given = asked.query_params.get("lang") or self.language
        if given in ("zh", "en"):
            return given
        accepted = asked.headers.get("accept-language", "en").lower()
        return "zh" if accepted.startswith("zh") else "en"

    def sent(self, request: Request, answer: Answer) -> Response:
        """An answer with its headers, and our script in it if it is a page."""
        headers = {
            "cache-control": "no-store",
            "etag": f'"{answer.tag}"',
            "x-content-type-options": "nosniff",
        }
        headers["referrer-policy"] = "same-origin"
        headers["content-security-policy"] = policy("default-src 'none'")
        data = answer.data
        if answer.to:
            headers["location"] = answer.to
        elif answer.type == HTML:
            host = request.headers.get("host", "")
            data, headers["content-security-policy"] = inject(data, self.generation, answer.tag, host)
        headers["content-length"] = str(len(data))
        body = b"" if request.method == "HEAD" else data
        return Response(body, answer.status, headers, media_type=answer.type)


async def _until_closed(socket: WebSocket) -> None:
    """Nothing a browser says is listened to; its going is."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while True:
            message: Any = await socket.receive()
            if message["type"] == "websocket.disconnect":
                return
