"""Cited addresses → what answers there: politely, each host by itself, with pauses.

A HEAD first; where a server does not know that, a GET whose body is left unread. Nothing is sent
but the address and our name. Never part of a build.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

from digest import __version__

AGENT = f"digest/{__version__} (link check of a publication's sources)"
TIMEOUT = 15
"""Seconds that a server has for its answer."""

PAUSE = 1.0
"""Seconds between two requests to one host (with a port, that port's)."""

HOSTS = 8
"""Hosts that are asked at the same time."""

HOPS = 5
"""Redirections that are followed."""

Verdict = Literal["fine", "moved", "dead", "unsure"]

_GONE = frozenset({404, 410})
_FOR_GOOD = frozenset({301, 308})
_FOR_NOW = frozenset({302, 303, 307})
_NO_HEAD = frozenset({400, 403, 404, 405, 406, 501})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an address: `said` in a word or two, `to` where it has moved for good."""

    verdict: Verdict
    said: str
    to: str | None = None


Ask = Callable[[str, str], tuple[int, str | None]]
"""A method and an address → the status and the Location of the answer. Raises OSError, HTTPException."""


def probe(
    addresses: Iterable[str], sleep: Callable[[float], None], ask: Ask | None = None
) -> Iterator[tuple[str, Answer]]:
    """What came of each address; those of one host one after the other."""
    by_host: dict[str, list[str]] = {}
    for address in dict.fromkeys(addresses):
        by_host.setdefault(urlsplit(address).netloc.lower(), []).append(address)

    def of_host(listed: list[str]) -> list[tuple[str, Answer]]:
        found = []
        for place, address in enumerate(listed):
            if place:
                sleep(PAUSE)
            found.append((address, answer_at(address, ask or request)))
        return found

    with ThreadPoolExecutor(HOSTS) as pool:
        for found in pool.map(of_host, by_host.values()):
            yield from found


def answer_at(address: str, ask: Ask) -> Answer:
    """What came of one address, redirections followed."""
    at, for_good, moved = address, True, None
    for _ in range(HOPS + 1):
        try:
            status, location = _status(at, ask)
        except socket.gaierror:
            return Answer("dead", "no such host")
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer("unsure", _reason(error))
        if status in _FOR_GOOD | _FOR_NOW and location:
            at = urljoin(at, location)
            if urlsplit(at).scheme not in ("http", "https"):
                return Answer("unsure", f"{status}, to no web address")
            for_good = for_good and status in _FOR_GOOD
            moved = at if for_good else moved
            continue
        return _judged(status, moved)
    return Answer("unsure", f"more than {HOPS} redirections")


def _status(address: str, ask: Ask) -> tuple[int, str | None]:
    status, location = ask("HEAD", address)
    return ask("GET", address) if status in _NO_HEAD else (status, location)


def _judged(status: int, moved: str | None) -> Answer:
    name = http.client.responses.get(status, "")
    said = f"{status} {name}".strip()
    if status in _GONE:
        return Answer("dead", said)
    if not 200 <= status < 300:
        return Answer("unsure", said)
    return Answer("moved", said, moved) if moved else Answer("fine", said)


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer in {TIMEOUT} seconds"
    if isinstance(error, ssl.SSLError):
        return "its certificate is not valid"
    if isinstance(error, ConnectionRefusedError):
        return "the connection was refused"
    return type(error).__name__


def request(method: str, address: str) -> tuple[int, str | None]:
    """One request, its body left unread."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(host, parts.port, timeout=TIMEOUT)
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    try:
        connection.request(method, target, headers={"User-Agent": AGENT, "Accept": "*/*"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location")
    finally:
        connection.close()
