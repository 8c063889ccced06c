"""Pictures that stand for pages where links are shared."""

from dataclasses import dataclass

from digest.view.file import CopyView, ImageView
from digest.view.page import Chrome
from digest.view.phrase import Phrase


@dataclass(frozen=True, slots=True)
class CardView:
    """A picture that stands for a page where its link is shared, and the file it becomes.

    `kind` is site, issue or item. `kicker` stands above the headline, `deck` below it while there
    is room. `notes` are set apart by points: date, weekday, number. `picture` is the address of a
    photograph behind the words. `format` is png or jpeg.
    """

    address: str
    format: str
    kind: str
    headline: Phrase
    kicker: Phrase | None
    deck: Phrase | None
    notes: tuple[str, ...]
    flag: str | None
    picture: str | None


@dataclass(frozen=True, slots=True)
class RasterView:
    """Pictures to be set from one template and drawn in pixels, all of one size.

    `form` names the shape for the style sheet (`share`); `files` are the pictures that may be
    shown, by address; templates name them as `digest:ADDRESS`.
    """

    chrome: Chrome
    form: str
    width: int
    height: int
    cards: tuple[CardView, ...]
    files: tuple[tuple[str, CopyView | ImageView], ...]
