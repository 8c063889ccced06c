"""A channel → its news delivered within seconds, or the reason why not, which tells no address.

The standard library's own clients do: one POST a night needs no pool, no retry and no redirect. An
address is given as it is; following one elsewhere would hand the secret in it to whoever asks.
"""

import http.client
import json
import smtplib
import ssl
import threading
from contextlib import closing
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

from digest.diagnostic import Message
from digest.notify.channels import Channel, Mailbox, Webhook

DEADLINE = 10.0
"""Seconds that a delivery may take in all, however slowly the other side answers."""

ANSWER = 65_536
"""Bytes that are read of an answer."""

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Undelivered(Exception):
    """News that did not arrive, and why; nothing in it comes from an address or an answer."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.message = Message(en, zh)


def deliver(channel: Channel, deadline: float = DEADLINE) -> None:
    """Deliver the news of a channel. Raises Undelivered, and nothing else.

    It is done in a thread of its own, which is left behind when time is over: a name server, a
    handshake or a body that comes drip by drip would outlast any timeout of a socket.
    """
    ends: list[Undelivered | None] = []
    worker = threading.Thread(target=lambda: ends.append(_end_of(channel, deadline)), daemon=True)
    worker.start()
    worker.join(deadline)
    end = ends[0] if ends else Undelivered("no answer in time", "没有及时答复")
    if end is not None:
        raise end


def _end_of(channel: Channel, deadline: float) -> Undelivered | None:
    """How a delivery ends: None if all is well."""
    try:
        if isinstance(channel, Webhook):
            _post(channel, deadline)
        else:
            _mail(channel, deadline)
    except Undelivered as reason:
        return reason
    except Exception as error:
        # What these say may hold the address or the other side's words: only their kind is told.
        return _told(error)
    return None


_KINDS: tuple[tuple[type[Exception], str, str], ...] = (
    (TimeoutError, "no answer in time", "没有及时答复"),
    (ssl.SSLError, "its certificate or encryption does not hold", "证书或加密有问题"),
    (smtplib.SMTPException, "the mail server refused it", "邮件服务器拒收"),
    (http.client.HTTPException, "its answer is no HTTP", "答复不是 HTTP"),
    (OSError, "no connection", "无法连接"),
    (Exception, "its address is no address", "地址写法不对"),
)


def _told(error: Exception) -> Undelivered:
    if isinstance(error, smtplib.SMTPResponseException):
        return Undelivered(f"the mail server said {error.smtp_code}", f"邮件服务器答复 {error.smtp_code}")
    return next(Undelivered(en, zh) for kind, en, zh in _KINDS if isinstance(error, kind))


# Webhooks -------------------------------------------------------------------------------------


def _post(channel: Webhook, deadline: float) -> None:
    parts = _split(channel.url, ("https", "http"))
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=deadline)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Content-Type": "application/json; charset=utf-8", "Connection": "close"}
    with closing(connection):
        connection.request("POST", target, channel.body, headers)
        with closing(connection.getresponse()) as answer:
            status, body = answer.status, answer.read(ANSWER)
    if status // 100 == 3:
        raise Undelivered(
            "it redirects, which is not followed: name the final address", "对方要求跳转：请写最终地址"
        )
    if status // 100 != 2:
        raise Undelivered(f"it answered {status}", f"对方答复 {status}")
    if channel.code_keys:
        _judge(channel, body)


def _judge(channel: Webhook, body: bytes) -> None:
    """A robot says 200 to everything; whether it took the message stands in its answer."""
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    codes = [said[key] for key in channel.code_keys if key in said] if isinstance(said, dict) else []
    if not codes:
        raise Undelivered("its answer is not that of such a robot", "答复不是这类机器人的")
    refused = [code for code in codes if code != 0]
    if refused:
        code = refused[0] if isinstance(refused[0], int) else "?"
        raise Undelivered(f"it refused the message with code {code}", f"对方拒收，代码 {code}")


# Mail -----------------------------------------------------------------------------------------


def _mail(channel: Mailbox, deadline: float) -> None:
    parts = _split(channel.url, ("smtps", "smtp"))
    message = EmailMessage()
    message["Subject"], message["From"] = channel.subject, channel.sender
    message["To"] = ", ".join(channel.receivers)
    message["Date"] = channel.date
    message.set_content(channel.text + "\n", cte="base64")
    host, secure = parts.hostname or "", parts.scheme == "smtps"
    context = ssl.create_default_context()
    if secure:
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=deadline, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 587, timeout=deadline)
    with closing(server):
        server.ehlo()
        if not secure and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
            secure = True
        if parts.username:
            _login(server, parts, safe=secure or host in _LOOPBACK)
        server.send_message(message)


def _login(server: smtplib.SMTP, parts: SplitResult, *, safe: bool) -> None:
    if not safe:
        raise Undelivered(
            "the mail server offers no encryption, so no password is sent", "邮件服务器不支持加密，不发送密码"
        )
    server.login(unquote(parts.username or ""), unquote(parts.password or ""))


# What both share ------------------------------------------------------------------------------


def _split(url: str, schemes: tuple[str, ...]) -> SplitResult:
    """The parts of an address. Raises ValueError if it is none of these schemes."""
    parts = urlsplit(url)
    if parts.scheme not in schemes or not parts.hostname or parts.port == 0:
        raise ValueError
    url.encode("ascii")
    return parts
