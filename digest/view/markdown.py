"""An issue to be told as Markdown."""

from dataclasses import dataclass

from digest.view.issue import IssueBody
from digest.view.line import BulletinLink
from digest.view.page import Chrome
from digest.view.phrase import Phrase


@dataclass(frozen=True, slots=True)
class MarkdownView:
    """An issue to be told as Markdown; `url` is its page's full address."""

    chrome: Chrome
    url: str
    issue: IssueBody
    producers: tuple[Phrase, ...]
    bulletins: tuple[BulletinLink, ...]
