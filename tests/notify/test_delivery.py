"""News reaches servers that take it; those that refuse, hang, redirect or talk nonsense are told apart."""

import base64
import contextlib
import hashlib
import hmac
import json
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from digest.notify.channels import Mailbox, Webhook, channels, half_named
from digest.notify.delivery import Undelivered, deliver
from digest.notify.news import News, text_of

NEWS = News(
    "published",
    "每日动态",
    "zh",
    date(2026, 6, 16),
    "2026年6月16日",
    headline="数据供给",
    url="https://digest.nda.gov.cn/zh/2026-06-16/",
    items=5,
    pages=7,
    warnings=2,
)
SECRET = "SECd0c1e2"
TOKEN = "token-of-the-robot"
NOW = 1_781_604_000

Talk = Callable[[socket.socket, "Server"], None]


class Server(socketserver.ThreadingTCPServer):
    """A server on this machine that does one thing with each connection, and keeps what it got."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, talk: Talk) -> None:
        super().__init__(("127.0.0.1", 0), socketserver.BaseRequestHandler)
        self.talk = talk
        self.got: list[bytes] = []
        self.ended = threading.Event()

    def finish_request(self, request: object, client_address: object) -> None:
        assert isinstance(request, socket.socket)
        with contextlib.suppress(OSError):
            self.talk(request, self)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?key={TOKEN}"


@contextlib.contextmanager
def serving(talk: Talk) -> Iterator[Server]:
    with Server(talk) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.ended.set()
        server.shutdown()


def asked(request: socket.socket) -> bytes:
    """The whole of an HTTP request."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += request.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += request.recv(65536)
    return head + b"\r\n\r\n" + body


def answering(status: str, body: bytes = b"", *headers: str) -> Talk:
    def talk(request: socket.socket, server: Server) -> None:
        server.got.append(asked(request))
        head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers])
        request.sendall(f"{head}\r\n\r\n".encode() + body)

    return talk


def saying(words: bytes) -> Talk:
    def talk(request: socket.socket, server: Server) -> None:
        asked(request)
        request.sendall(words)

    return talk


def hook(url: str, *keys: str) -> Webhook:
    return Webhook("钉钉", url, b"{}", keys)


def refused(channel: Webhook | Mailbox, deadline: float = 1.0) -> str:
    """Why a delivery failed; never slower than its time, and never with an address in it."""
    begun = time.monotonic()
    with pytest.raises(Undelivered) as caught:
        deliver(channel, deadline)
    assert time.monotonic() - begun < deadline + 1.5
    said = f"{caught.value} {caught.value.message.zh} {caught.value!r}"
    assert not any(word in said for word in (TOKEN, SECRET, "127.0.0.1", "hook", "password"))
    assert caught.value.__cause__ is None
    return str(caught.value)


# Webhooks -------------------------------------------------------------------------------------


def test_a_webhook_that_takes_it():
    with serving(answering("200 OK", b'{"errcode": 0, "errmsg": "ok"}')) as server:
        deliver(hook(server.url, "errcode"))
    (got,) = server.got
    assert got.startswith(f"POST /hook?key={TOKEN} HTTP/1.1\r\n".encode())
    assert b"Content-Type: application/json; charset=utf-8" in got


def test_any_address_is_content_with_a_status():
    with serving(answering("204 No Content")) as server:
        deliver(hook(server.url))


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        (
            answering("200 OK", b'{"errcode": 310000, "errmsg": "token-of-the-robot"}'),
            "refused the message with code 310000",
        ),
        (answering("200 OK", b'{"errcode": "x"}'), "refused the message with code ?"),
        (answering("200 OK", b"<html>"), "not that of such a robot"),
        (answering("200 OK", b"[]"), "not that of such a robot"),
        (answering("200 OK", b"{}"), "not that of such a robot"),
        (answering("200 OK", b"\xff\xfe"), "not that of such a robot"),
        (answering("403 Forbidden", b"token-of-the-robot"), "answered 403"),
        (answering("500 Oops"), "answered 500"),
        (saying(b"SSH-2.0-OpenSSH\r\n\r\n"), "no HTTP"),
        (saying(b"HTTP/1.1 ABC\r\n\r\n"), "no HTTP"),
        (saying(b""), "no HTTP"),
    ],
)
def test_a_webhook_that_does_not(talk: Talk, told: str):
    with serving(talk) as server:
        assert told in refused(hook(server.url, "errcode"))


def test_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert refused(hook(f"http://127.0.0.1:{port}/{TOKEN}")) == "no connection"


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_not_followed(status: str):
    with serving(answering("200 OK", b'{"errcode": 0}')) as other:
        with serving(answering(status, b"", f"Location: {other.url}")) as server:
            assert "redirects" in refused(hook(server.url, "errcode"))
        assert other.got == []


def hangs(request: socket.socket, server: Server) -> None:
    server.ended.wait(20)


def drips(request: socket.socket, server: Server) -> None:
    asked(request)
    request.sendall(b"HTTP/1.1 200 OK\r\n")
    while not server.ended.wait(0.05):
        request.sendall(b"X: y\r\n")


def drips_a_body(request: socket.socket, server: Server) -> None:
    asked(request)
    request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
    while not server.ended.wait(0.05):
        request.sendall(b" ")


@pytest.mark.parametrize("talk", [hangs, drips, drips_a_body])
def test_one_that_hangs_is_left(talk: Talk):
    with serving(talk) as server:
        assert refused(hook(server.url, "errcode"), 0.5) == "no answer in time"


def test_an_endless_answer_is_not_read():
    def floods(request: socket.socket, server: Server) -> None:
        asked(request)
        request.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not server.ended.is_set():
            request.sendall(b"x" * 65536)

    with serving(floods) as server:
        assert "not that of such a robot" in refused(hook(server.url, "errcode"), 2)


def test_plain_text_behind_https_is_told():
    with serving(lambda request, _: request.sendall(b"HTTP/1.1 200 OK\r\n\r\n")) as server:
        assert "encryption" in refused(hook(server.url.replace("http:", "https:")))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.cn/x",
        "a.cn",
        "http://",
        "http://a.cn:99999/",
        "http://[::1",
        "http://a.cn/中 文",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_address_is_told(url: str):
    assert refused(hook(url)) == "its address is no address"


# In their words -------------------------------------------------------------------------------


def sent(environment: dict[str, str], answer: bytes) -> tuple[str, dict[str, object]]:
    """The address asked for and the JSON that a robot got."""
    with serving(answering("200 OK", answer)) as server:
        named = {key: value.replace("URL", server.url) for key, value in environment.items()}
        (channel,) = channels(named, NEWS, NOW)
        deliver(channel)
    head, _, body = server.got[0].partition(b"\r\n\r\n")
    return head.split(b" ")[1].decode(), json.loads(body)


def test_wecom():
    _, body = sent({"DIGEST_NOTIFY_WECOM": "URL"}, b'{"errcode": 0}')
    assert body == {"msgtype": "text", "text": {"content": text_of(NEWS)}}


def test_a_long_text_for_wecom_is_cut_between_characters():
    long = News("failed", "每日动态", "zh", NEWS.day, NEWS.when, errors=("错" * 900,) * 3)
    (channel,) = channels({"DIGEST_NOTIFY_WECOM": "http://a.cn"}, long, NOW)
    assert isinstance(channel, Webhook)
    text = json.loads(channel.body)["text"]["content"]
    assert 2040 < len(text.encode()) <= 2048


def test_dingtalk_signs_the_time():
    at, body = sent(
        {"DIGEST_NOTIFY_DINGTALK": "URL", "DIGEST_NOTIFY_DINGTALK_SECRET": SECRET}, b'{"errcode": 0}'
    )
    query = parse_qs(urlsplit(at).query)
    assert query["key"] == [TOKEN]
    assert query["timestamp"] == [str(NOW * 1000)]
    expected = hmac.digest(SECRET.encode(), f"{NOW * 1000}\n{SECRET}".encode(), hashlib.sha256)
    assert base64.b64decode(query["sign"][0]) == expected
    assert body == {"msgtype": "text", "text": {"content": text_of(NEWS)}}


def test_feishu_signs_the_time_in_the_body():
    _, body = sent(
        {"DIGEST_NOTIFY_FEISHU": "URL", "DIGEST_NOTIFY_FEISHU_SECRET": SECRET},
        b'{"StatusCode": 0, "code": 0}',
    )
    expected = hmac.digest(f"{NOW}\n{SECRET}".encode(), b"", hashlib.sha256)
    assert body == {
        "timestamp": str(NOW),
        "sign": base64.b64encode(expected).decode(),
        "msg_type": "text",
        "content": {"text": text_of(NEWS)},
    }


def test_without_a_secret_nothing_is_signed():
    at, _ = sent({"DIGEST_NOTIFY_DINGTALK": "URL"}, b'{"errcode": 0}')
    assert at == f"/hook?key={TOKEN}"
    _, body = sent({"DIGEST_NOTIFY_FEISHU": "URL"}, b'{"code": 0}')
    assert body == {"msg_type": "text", "content": {"text": text_of(NEWS)}}


def test_any_address_gets_data_and_text():
    _, body = sent({"DIGEST_NOTIFY_URL": "URL"}, b"")
    assert body["text"] == text_of(NEWS)
    assert (body["kind"], body["day"], body["items"], body["warnings"]) == ("published", "2026-06-16", 5, 2)
    assert body["url"] == NEWS.url


def test_channels_tell_no_address():
    environment = {
        "DIGEST_NOTIFY_WECOM": f"https://a.cn/{TOKEN}",
        "DIGEST_NOTIFY_SMTP": "smtp://u:password@a.cn",
        "DIGEST_NOTIFY_FROM": "hook@a.cn",
        "DIGEST_NOTIFY_TO": "hook@b.cn, c@b.cn",
    }
    listed = channels(environment, NEWS, NOW)
    assert [one.name for one in listed] == ["企业微信", "SMTP"]
    assert not any(word in repr(listed) for word in (TOKEN, "password", "a.cn", "b.cn"))
    assert half_named(environment) is None
    assert half_named({"DIGEST_NOTIFY_SMTP": "smtp://a.cn"}) is not None


# Mail -----------------------------------------------------------------------------------------


def mail_server(*, starttls: bool = False, refuse: bytes = b"") -> Talk:
    """A mail server of few words."""

    def talk(request: socket.socket, server: Server) -> None:
        request.sendall(b"220 hello\r\n")
        lines = request.makefile("rb")
        in_data = False
        for line in lines:
            server.got.append(line)
            said = line.upper()
            if in_data:
                in_data = line != b".\r\n"
                if not in_data:
                    request.sendall(b"250 kept\r\n")
            elif refuse and said.startswith(refuse):
                request.sendall(b"550 go away, hook\r\n")
            elif said.startswith(b"EHLO"):
                request.sendall(
                    b"250-me\r\n250 STARTTLS\r\n" if starttls else b"250-me\r\n250 AUTH PLAIN\r\n"
                )
            elif said.startswith(b"AUTH"):
                request.sendall(b"235 fine\r\n")
            elif said.startswith(b"STARTTLS"):
                request.sendall(b"220 go\r\n")
            elif said.startswith(b"DATA"):
                in_data = True
                request.sendall(b"354 go\r\n")
            else:
                request.sendall(b"250 fine\r\n")

    return talk


def mailbox(port: int, login: str = "") -> Mailbox:
    environment = {
        "DIGEST_NOTIFY_SMTP": f"smtp://{login}127.0.0.1:{port}",
        "DIGEST_NOTIFY_FROM": "digest@a.cn",
        "DIGEST_NOTIFY_TO": "one@b.cn, two@b.cn",
    }
    (channel,) = channels(environment, NEWS, NOW)
    assert isinstance(channel, Mailbox)
    return channel


def test_a_mailbox_gets_the_text():
    with serving(mail_server()) as server:
        deliver(mailbox(server.port, "user:p%40ss@"))
    said = b"".join(server.got)
    assert b"rcpt TO:<one@b.cn>" in said
    assert b"rcpt TO:<two@b.cn>" in said
    assert base64.b64encode(b"\0user\0p@ss") in said
    body = said.partition(b"\r\n\r\n")[2].partition(b"\r\n.\r\n")[0]
    assert base64.b64decode(body).decode() == text_of(NEWS) + "\n"


@pytest.mark.parametrize(
    ("refuse", "told"), [(b"MAIL", "said 550"), (b"RCPT", "refused it"), (b"AUTH", "said 550")]
)
def test_a_mailbox_that_refuses(refuse: bytes, told: str):
    with serving(mail_server(refuse=refuse)) as server:
        assert told in refused(mailbox(server.port, "user:password@"))


def test_a_mail_server_that_breaks_its_encryption_or_hangs():
    with serving(mail_server(starttls=True)) as server:
        assert "encryption" in refused(mailbox(server.port, "user:password@"))
        assert b"AUTH" not in b"".join(server.got).upper().upper()
    with serving(hangs) as server:
        assert refused(mailbox(server.port), 0.5) == "no answer in time"
