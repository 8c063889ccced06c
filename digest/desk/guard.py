"""Requests → those that may pass: a preview of drafts is for this machine's own browser alone.

A page elsewhere must not read it by a name that leads here (DNS rebinding: the Host is looked at)
nor follow it (the Origin of the reload channel is), and nothing can be changed through it.
"""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

READING = ("GET", "HEAD")

Headers = Iterable[tuple[bytes, bytes]]


def is_loopback(name: str) -> bool:
    """Whether a host's name or address is this machine's own (RFC 6761, 6.3; RFC 1122, 3.2.1.3)."""
    bare = name.strip("[]").rstrip(".").lower()
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def host_of(written: str) -> str:
    """The host of a Host header, without its port; "" if it is none."""
    try:
        parts = urlsplit(f"//{written}")
        _ = parts.port
    except ValueError:
        return ""
    return "" if "@" in written or parts.path or parts.query else parts.hostname or ""


class Guard:
    """Lets pass: a loopback Host (else 421), GET and HEAD (else 405), a channel of our own (else 403).

    `writing` are paths that take other methods and guard themselves.
    """

    def __init__(self, app: ASGIApp, writing: Iterable[str] = ()) -> None:
        self._app = app
        self._writing = frozenset(writing)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        hosts = _all(scope["headers"], b"host")
        if len(hosts) != 1 or not is_loopback(host_of(hosts[0])):
            await _refuse(scope, send, 421, b"this server answers to localhost alone\n")
        elif scope["type"] == "websocket" and not same_origin(scope["headers"]):
            await _refuse(scope, send, 403, b"another origin\n")
        elif scope["type"] == "http" and not self._may(scope["method"], scope["path"]):
            await _refuse(scope, send, 405, b"only GET and HEAD\n", ((b"allow", b"GET, HEAD"),))
        else:
            await self._app(scope, receive, send)

    def _may(self, method: str, path: str) -> bool:
        return method in READING or path in self._writing


def same_origin(headers: Headers) -> bool:
    """Whether a request says that it comes from a page of this very host and port."""
    listed = list(headers)
    origins, hosts = _all(listed, b"origin"), _all(listed, b"host")
    return len(origins) == 1 and len(hosts) == 1 and origins[0].lower() == f"http://{hosts[0].lower()}"


def _all(headers: Headers, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in headers if key == name]


async def _refuse(scope: Scope, send: Send, status: int, said: bytes, more: Headers = ()) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close"), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    body = b"" if scope["method"] == "HEAD" else said
    await send({"type": "http.response.body", "body": body})
