"""How long the WeChat article of an issue can become, told from its texts alone."""

from collections.abc import Iterable

from digest.model.record import Issue, Item


def at_most(issue: Issue, items: Iterable[Item], language: str) -> int:
    """Characters that the article of these items will not reach, without rendering it.

    A mark becomes about 80 characters, a tag with its style 60 more; the rest is counted by the piece.
    """
    listed = list(items)
    told = [issue.abstracts, *(item.bodies for item in listed)]
    bodies = [own[language] for own in told if language in own]
    text = sum(len(body.html) + 60 * body.html.count("<") + 80 * len(body.marks) for body in bodies)
    corrections = len(issue.corrections) + sum(len(item.corrections) for item in listed)
    references = sum(len(item.citations) for item in listed)
    return text + 500 * len(listed) + 400 * references + 800 * corrections + 3000
