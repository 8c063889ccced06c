"""`digest links`: what answers at the addresses that items cite; said at the place of each citation."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from digest.checks.rules import judged
from digest.desk.probe import Answer, Ask, probe
from digest.diagnostic import Diagnostic, Message, Severity, Span, in_order
from digest.gather import gather
from digest.judge import for_check
from digest.model.publication import Publication
from digest.options import Options, Verdict
from digest.publish.probed import Probed, keep_probed, probed_of

FRESH = {"fine": timedelta(days=30), "moved": timedelta(days=30), "dead": timedelta(days=1)}
"""For how long a finding stands; what was unsure is asked again at once."""

_SAID_EVERY = 50


def links(
    options: Options,
    sleep: Callable[[float], None],
    tell: Callable[[Message], None],
    ask: Ask | None = None,
) -> Verdict:
    """Probe what was not probed lately, remember it, and say what no longer answers."""
    gathered = gather(options.root, jobs=options.jobs)
    publication = gathered.publication
    if publication is None:
        return for_check(gathered.diagnostics, options.strict)
    cited = list(_cited(publication))
    wanted = dict.fromkeys(address for address, _ in cited)
    known = {address: one for address, one in probed_of(options.out).items() if address in wanted}
    old = [one for one in wanted if options.force or not _is_fresh(known.get(one), options.now)]
    counts = (len(wanted), len(old))
    tell(
        Message("{} addresses, {} to be asked".format(*counts), "共 {} 个网址，需探测 {} 个".format(*counts))
    )
    for done, (address, answer) in enumerate(probe(old, sleep, ask), 1):
        known[address] = Probed(options.now, answer.verdict, answer.said, answer.to)
        if done % _SAID_EVERY == 0:
            keep_probed(options.out, known)
            tell(Message(f"{done} of {len(old)}", f"已完成 {done} / {len(old)}"))
    keep_probed(options.out, known)
    found = [one for address, span in cited if (one := _diagnostic(known[address], span))]
    return for_check(judged(publication, in_order(found)), options.strict)


def _cited(publication: Publication) -> Iterator[tuple[str, Span]]:
    """The addresses of citations, with their places; nothing of what is withdrawn or removed."""
    gone = {issue.date for issue in publication.issues if issue.status in ("withdrawn", "removed")}
    for item in publication.items:
        if item.status in ("withdrawn", "removed") or item.date in gone:
            continue
        for index, citation in enumerate(item.citations):
            for key, address in (("url", citation.url), ("archived", citation.archived)):
                if address:
                    yield address.partition("#")[0], item.span(f"citations.{index}.{key}")


def _is_fresh(known: Probed | None, now: datetime) -> bool:
    if known is None:
        return False
    return timedelta(0) <= now - known.at < FRESH.get(known.verdict, timedelta(0))


def _diagnostic(known: Probed, span: Span) -> Diagnostic | None:
    answer = Answer(known.verdict, known.said, known.to)  # type: ignore[arg-type]  # one of ours
    if answer.verdict == "dead":
        message = Message(
            f"nothing stands at this address any more: {answer.said}", f"这个网址已失效：{answer.said}"
        )
        help = Message(
            "correct it, or give an archived copy in `archived`", "请改正网址，或在 archived 里给出存档"
        )
        return Diagnostic("dead-link", Severity.WARNING, span, message, help)
    if answer.verdict == "moved" and answer.to:
        message = Message("this address has moved for good", "这个网址已永久迁移")
        return Diagnostic(
            "moved-link", Severity.WARNING, span, message, Message(f"now {answer.to}", f"现为 {answer.to}")
        )
    if answer.verdict == "unsure":
        message = Message(
            f"this address could not be checked: {answer.said}", f"这个网址无法核实：{answer.said}"
        )
        help = Message("open it in a browser", "请用浏览器打开确认")
        return Diagnostic("unsure-link", Severity.WARNING, span, message, help)
    return None
