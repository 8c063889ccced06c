"""An edition → what its Markdown shows."""

from digest import address
from digest.plan.chrome import Frame
from digest.plan.edition import Edition
from digest.plan.issues import Carried, issue_body
from digest.plan.job import Facts
from digest.plan.pages import bulletin_links
from digest.plan.phrases import phrase
from digest.plan.stories import Form
from digest.view.markdown import MarkdownView


def issue_markdown(
    frame: Frame, edition: Edition, carried: tuple[Carried, ...], facts: Facts
) -> MarkdownView:
    """An issue as plain text; marks lead to its references by `#ref-N`."""
    url = address.absolute(frame.chrome.base_url, address.issue(frame.language, edition.day.date))
    return MarkdownView(
        chrome=frame.chrome,
        url=url,
        issue=issue_body(edition, Form(level=3, anchored=False), carried),
        producers=tuple(phrase(one, frame.language, frame.site) for one in frame.site.producers),
        bulletins=tuple(bulletin_links(frame, edition, facts)),
    )
