"""Planned jobs → the addresses that two of them claim, with the place of the one to change."""

import posixpath
from collections.abc import Iterable, Iterator

from digest import address
from digest.diagnostic import Diagnostic, Message, Severity, Span
from digest.model.publication import Publication
from digest.plan.issue_jobs import alias_in
from digest.plan.job import Job


def collisions(publication: Publication, jobs: Iterable[Job]) -> list[Diagnostic]:
    """What stands at an address that another page or file has."""
    claims: dict[str, list[Job]] = {}
    for job in jobs:
        for path in paths_of(job):
            claims.setdefault(path, []).append(job)
    culprits = _Culprits(publication)
    found = [culprits.name(path, jobs) for path, jobs in claims.items() if len(jobs) > 1]
    seen: set[str] = set()
    for path, owners in claims.items():
        for folder in _new_folders(path, seen):
            if folder in claims:  # a file where a folder must be
                found.append(culprits.name(folder, [*claims[folder], *owners]))
    return [*{one.span: one for one in reversed(found)}.values()][::-1]  # one slip is told once


def paths_of(job: Job) -> tuple[str, ...]:
    """The files that a job is known to yield before it is rendered."""
    if job.renderer == "feed":
        place = job.address.removesuffix(posixpath.basename(job.address))
        return address.atom(place), address.json_feed(place)
    if job.renderer == "search":
        return (f"{job.address}d0.bin",)
    return (address.file_of(job.address),)


def _new_folders(path: str, seen: set[str]) -> Iterator[str]:
    """The folders that a file lies in, but for those seen already."""
    while (path := path.rpartition("/")[0]) and path not in seen:
        seen.add(path)
        yield path


class _Culprits:
    """Who is asked to give way: an alias, else a static file."""

    def __init__(self, publication: Publication) -> None:
        self.static = {one.address: Span(one.path) for one in publication.static}
        self.aliases: dict[str, list[Span]] = {}
        languages = tuple(publication.site.languages)
        for item in publication.items:
            for index, written in enumerate(item.aliases):
                for language in languages:
                    at = alias_in(written, language, languages)
                    if at:
                        spans = self.aliases.setdefault(address.file_of(at), [])
                        spans.append(item.span(f"aliases.{index}"))

    def name(self, path: str, jobs: list[Job]) -> Diagnostic:
        """The diagnostic for an address that several claim."""
        spans = self.aliases.get(path, [])
        alone = all(job.template == "redirect.html" for job in jobs)
        if spans and alone:
            return _diagnostic(
                spans[-1],
                Message(f"/{path} is another item's alias already", f"/{path} 已是另一条目的别名"),
                Message("an alias leads to one item: delete one", "一个别名只能指向一个条目，请删去一处"),
            )
        if spans:
            return _diagnostic(
                spans[-1],
                Message(f"this alias would hide the page /{path}", f"这个别名会遮住页面 /{path}"),
                Message("an alias is an address that no page has", "别名不能与现有页面同址"),
            )
        span = self.static.get(path) or next(
            (self.static[job.address] for job in jobs if job.address in self.static), Span(path)
        )
        return _diagnostic(
            span,
            Message(f"/{path} is made by the build itself", f"/{path} 由程序生成"),
            Message("rename this file", "请给这个文件改名"),
        )


def _diagnostic(span: Span, message: Message, help: Message) -> Diagnostic:
    return Diagnostic("collision", Severity.ERROR, span, message, help)
