"""`digest serve`: a preview that follows each edit, for this machine's own browser."""

import asyncio
import errno
import gc
import signal
import socket
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import uvicorn

from digest.commands.place import Stop
from digest.desk.guard import is_loopback
from digest.desk.model import Model
from digest.desk.press import Press
from digest.desk.preview import Preview
from digest.desk.server import Desk
from digest.diagnostic import Message
from digest.options import Options
from digest.publish.cache import Cache

TRIES = 20
"""Ports tried from the usual one on, where no port was asked for."""


def serve(
    options: Options,
    address: tuple[str, int | None],
    clock: Callable[[], datetime],
    language: str | None,
    tell: Callable[[Message], None],
) -> None:
    """Serve until interrupted. `address` is a host and a port (8000 or the next free one, if none).

    Raises Stop (2) for a host that is not this machine alone, OSError if the port is taken.
    """
    host, wanted = address
    if not is_loopback(host):
        raise Stop(
            2,
            Message(f"{host} is not this machine alone", f"{host} 不是本机地址"),
            Message("a preview shows drafts: serve it on 127.0.0.1", "预览包含草稿，只在 127.0.0.1 上提供"),
        )
    with _bound(host, wanted) as listening, tempfile.TemporaryDirectory() as fonts:
        port = listening.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        origin = f"http://{shown}:{port}/"
        press = Press(Path(fonts))
        kept = Cache(options.out / "state" / "items.sqlite")
        model = Model(replace(options, base_url=origin), kept)
        preview = Preview(model, press)
        preview.refresh(clock(), templates=False)
        model.forget_cache()
        gc.collect()
        gc.freeze()  # an archive in memory is not to be walked again at every collection
        tell(Message(f"{origin}  the desk: {origin}_desk/", f"{origin}  编辑台：{origin}_desk/"))
        # A server that is told to end ends its press too, and that is no failure.
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            asyncio.run(_run(Desk(preview, options.root, options.out, clock, language), listening))
        except KeyboardInterrupt:
            pass
        finally:
            press.close()
            signal.signal(signal.SIGTERM, before)


async def _run(desk: Desk, listening: socket.socket) -> None:
    config = uvicorn.Config(
        desk.app(),
        log_level="warning",
        access_log=False,
        ws="websockets-sansio",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    await uvicorn.Server(config).serve(sockets=[listening])


def _bound(host: str, wanted: int | None) -> socket.socket:
    for port in [wanted] if wanted is not None else range(8000, 8000 + TRIES):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, port))
            made.listen(128)
        except OSError as error:
            made.close()
            if error.errno != errno.EADDRINUSE or wanted is not None:
                raise
            continue
        return made
    raise OSError(errno.EADDRINUSE, "every port tried is taken")
