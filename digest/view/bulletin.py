"""An edition as a document to be set on paper."""

from dataclasses import dataclass

from digest.view.file import CopyView, ImageView
from digest.view.issue import IssueBody
from digest.view.page import Chrome
from digest.view.phrase import Phrase, Rich
from digest.view.qr import QrView


@dataclass(frozen=True, slots=True)
class BulletinView:
    """An edition as a document to be set on paper.

    `form` says what it is set for: a4 or phone. `proof` says when it was made, on every page of one
    that editors still read. `files` are the pictures that it may show, by
    address; templates name them as `digest:ADDRESS`.
    """

    chrome: Chrome
    url: str
    form: str
    file_name: str
    created: str
    modified: str
    issue: IssueBody
    cite: str
    producers: tuple[Phrase, ...]
    revised: str | None
    disclaimer: Rich | None
    qr: tuple[QrView, ...]
    draft: bool
    proof: str | None
    files: tuple[tuple[str, CopyView | ImageView], ...]
