"""`digest notify`: what became of tonight's issue, told to webhooks and mailboxes of the environment."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from digest.commands.place import Stop
from digest.desk.status import status
from digest.diagnostic import Message
from digest.gather import gather, site_of
from digest.judge import everything
from digest.ledger import jobs_of
from digest.notify.channels import Channel, Mailbox, channels, half_named
from digest.notify.delivery import DEADLINE, Undelivered, deliver
from digest.notify.news import News, news, text_of, tonight, unread
from digest.options import Options
from digest.publish.last import end_by_fault, end_of, last_of
from digest.publish.told import keep_told, told_of


@dataclass(frozen=True, slots=True)
class Notified:
    """What was told: the text, where it arrived, where it had arrived before, and where it did not."""

    text: str
    sent: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    failed: tuple[tuple[str, Message], ...] = ()


def notify(
    options: Options,
    environment: Mapping[str, str],
    *,
    again: bool = False,
    failed: str | None = None,
    deadline: float = DEADLINE,
) -> Notified | None:
    """Tell what became of tonight's issue; None if there is nothing to tell.

    `failed` is why the night failed after a build that did not. What a channel was told before is not
    told to it twice, unless `again`. Raises Stop (2) if the environment names no channel.
    """
    wrong = half_named(environment)
    if wrong:
        raise Stop(2, wrong)
    found = _news(options, failed)
    if found is None:
        return None
    listed = channels(environment, found, int(options.now.timestamp()))
    if not listed:
        raise Stop(
            2,
            Message("no channel is named", "没有设置通知渠道"),
            Message(
                "set DIGEST_NOTIFY_WECOM, _DINGTALK, _FEISHU, _URL or _SMTP in the environment",
                "请在环境变量里设置 DIGEST_NOTIFY_WECOM、_DINGTALK、_FEISHU、_URL 或 _SMTP",
            ),
        )
    return _told(options.out, text_of(found), listed, again=again, deadline=deadline)


def _news(options: Options, failed: str | None) -> News | None:
    gathered = gather(options.root)
    publication = gathered.publication
    last = last_of(options.out)
    if failed is not None and (last is None or last.published):
        last = end_by_fault(Message(failed, failed))
    if publication is None:
        site, _ = site_of(options.root)
        errors = [one for one in gathered.diagnostics if one.is_error]
        return unread(site, options.root.name, options.now, end_of(errors, published=False).errors)
    day = tonight(publication, options.now)
    if day is None:
        return None
    jobs = jobs_of(options.out)
    return news(publication, status(publication, day, options.now, everything(gathered), jobs), last, jobs)


def _told(out: Path, text: str, listed: list[Channel], *, again: bool, deadline: float) -> Notified:
    before = {} if again else told_of(out)
    now = dict(before)
    sent, known, failed = [], [], []
    for channel in listed:
        key, mark = _key(channel), hashlib.sha256(text.encode()).hexdigest()
        if before.get(key) == mark:
            known.append(channel.name)
            continue
        try:
            deliver(channel, deadline)
        except Undelivered as reason:
            failed.append((channel.name, reason.message))
        else:
            now[key] = mark
            sent.append(channel.name)
    if sent:
        keep_told(out, now)
    return Notified(text, tuple(sent), tuple(known), tuple(failed))


def _key(channel: Channel) -> str:
    """A name for a channel under which nobody finds its address."""
    address = channel.url.partition("&timestamp=")[0].partition("?timestamp=")[0]
    where = json.dumps([address, *(channel.receivers if isinstance(channel, Mailbox) else ())])
    return f"{channel.name} {hashlib.sha256(where.encode()).hexdigest()[:16]}"
