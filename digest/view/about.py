"""The page that tells what the publication is."""

from dataclasses import dataclass

from digest.view.page import Chrome, Page
from digest.view.phrase import Phrase, Rich
from digest.view.qr import QrView


@dataclass(frozen=True, slots=True)
class AboutPage:
    """What the publication is. `page.kind` is about."""

    page: Page
    chrome: Chrome
    about: Rich | None
    issuer: Phrase
    producers: tuple[Phrase, ...]
    disclaimer: Rich | None
    qr: tuple[QrView, ...]
