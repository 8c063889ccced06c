"""The environment → where news goes, and in which words each place wants it.

Addresses hold secrets, so they come from the environment alone and are never printed: a channel is
called by its name.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import urlencode

from digest.diagnostic import Message
from digest.notify.news import News, text_of

VARIABLES = {
    "DIGEST_NOTIFY_WECOM": "企业微信: a group robot's webhook",
    "DIGEST_NOTIFY_DINGTALK": "钉钉: a group robot's webhook",
    "DIGEST_NOTIFY_DINGTALK_SECRET": "the robot's secret, if it signs",
    "DIGEST_NOTIFY_FEISHU": "飞书: a group robot's webhook",
    "DIGEST_NOTIFY_FEISHU_SECRET": "the robot's secret, if it signs",
    "DIGEST_NOTIFY_URL": "any address that takes JSON by POST",
    "DIGEST_NOTIFY_SMTP": "smtp://USER:PASSWORD@HOST:587 or smtps://…:465",
    "DIGEST_NOTIFY_FROM": "the sender of mail",
    "DIGEST_NOTIFY_TO": "its receivers, apart by commas",
}
"""Every variable of the environment that is read, and what it holds."""

WECOM_BYTES = 2048
"""A robot of 企业微信 takes no longer text."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """A place that takes JSON. `is_taken` judges its answer; None takes any status of 2xx."""

    name: str
    url: str = field(repr=False)
    body: bytes = field(repr=False)
    code_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mail server, and who writes to whom."""

    name: str
    url: str = field(repr=False)
    sender: str = field(repr=False)
    receivers: tuple[str, ...] = field(repr=False)
    subject: str
    text: str
    date: str


Channel = Webhook | Mailbox


def channels(environment: Mapping[str, str], told: News, seconds: int) -> list[Channel]:
    """Every place that the environment names, with the news as it wants it; `seconds` since 1970."""
    text = text_of(told)
    makers: dict[str, Callable[[str], Channel]] = {
        "WECOM": lambda url: Webhook("企业微信", url, _json(_wecom(text)), ("errcode",)),
        "DINGTALK": lambda url: Webhook(
            "钉钉",
            _signed_for_dingtalk(url, environment.get("DIGEST_NOTIFY_DINGTALK_SECRET", ""), seconds),
            _json({"msgtype": "text", "text": {"content": text}}),
            ("errcode",),
        ),
        "FEISHU": lambda url: Webhook(
            "飞书",
            url,
            _json(_feishu(text, environment.get("DIGEST_NOTIFY_FEISHU_SECRET", ""), seconds)),
            ("code", "StatusCode"),
        ),
        "URL": lambda url: Webhook("webhook", url, _json({**_plain(told), "text": text})),
        "SMTP": lambda url: _mailbox(url, environment, text, seconds),
    }
    found = []
    for name, make in makers.items():
        url = environment.get(f"DIGEST_NOTIFY_{name}", "").strip()
        if url:
            found.append(make(url))
    return found


def half_named(environment: Mapping[str, str]) -> Message | None:
    """What is wrong with the environment itself, without telling what it holds."""
    if environment.get("DIGEST_NOTIFY_SMTP") and not (
        environment.get("DIGEST_NOTIFY_FROM") and environment.get("DIGEST_NOTIFY_TO")
    ):
        return Message(
            "DIGEST_NOTIFY_SMTP needs DIGEST_NOTIFY_FROM and DIGEST_NOTIFY_TO",
            "DIGEST_NOTIFY_SMTP 需要 DIGEST_NOTIFY_FROM 和 DIGEST_NOTIFY_TO",
        )
    return None


def _mailbox(url: str, environment: Mapping[str, str], text: str, seconds: int) -> Mailbox:
    receivers = environment.get("DIGEST_NOTIFY_TO", "").split(",")
    return Mailbox(
        "SMTP",
        url,
        environment.get("DIGEST_NOTIFY_FROM", "").strip(),
        tuple(one.strip() for one in receivers if one.strip()),
        text.split("\n", 1)[0],
        text,
        format_datetime(datetime.fromtimestamp(seconds, UTC)),
    )


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _plain(told: News) -> dict[str, object]:
    """The news as data, for programs."""
    return {**asdict(told), "day": told.day.isoformat()}


def _wecom(text: str) -> dict[str, object]:
    short = text.encode()[:WECOM_BYTES].decode("utf-8", "ignore")
    return {"msgtype": "text", "text": {"content": short}}


def _signed_for_dingtalk(url: str, secret: str, seconds: int) -> str:
    """The address with the time and its signature: HMAC-SHA-256 of both under the secret."""
    if not secret:
        return url
    milliseconds = str(seconds * 1000)
    signed = hmac.new(secret.encode(), f"{milliseconds}\n{secret}".encode(), hashlib.sha256).digest()
    query = urlencode({"timestamp": milliseconds, "sign": base64.b64encode(signed).decode()})
    return f"{url}{'&' if '?' in url else '?'}{query}"


def _feishu(text: str, secret: str, seconds: int) -> dict[str, object]:
    """The message, signed if there is a secret: HMAC-SHA-256 of nothing under the time and the secret."""
    message: dict[str, object] = {"msg_type": "text", "content": {"text": text}}
    if not secret:
        return message
    signed = hmac.new(f"{seconds}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return {"timestamp": str(seconds), "sign": base64.b64encode(signed).decode(), **message}
