"""An item → how to cite it: GB/T 7714-2015 in Chinese, after the Chicago Manual of Style in English."""

from digest.model.record import Item
from digest.plan.chrome import Frame
from digest.plan.edition import Edition
from digest.plan.phrases import fallback, tag
from digest.view import Phrase
from digest.words import long_date


def cite(frame: Frame, edition: Edition, item: Item, url: str) -> Phrase:
    """One line of text in the language of the item's headline as the page shows it."""
    site, number = frame.site, edition.day.issue.number
    language = fallback(item.headline, frame.language, site.source_language) or frame.language
    headline, title = item.headline[language], site.title.get(language, frame.chrome.title.text)
    issuer = site.issuer.get(language, frame.chrome.issuer.text)
    day = edition.day.date
    if language == "zh":
        where = [title, f"第{number}期" if number else "", f"({day.isoformat()})"]
        said = f"{issuer}. {headline}[EB/OL]. {', '.join(part for part in where if part)}. {url}"
    else:
        where = [title, f"No. {number}" if number else "", long_date(day, site.locale(language))]
        said = f"{issuer}. “{headline}.” {', '.join(part for part in where if part)}. {url}"
    return Phrase(said, None if language == frame.language else tag(language, site))
