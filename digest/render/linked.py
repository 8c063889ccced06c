"""Finished HTML → the same with bare addresses in its text as links.

On a page an address that an editor typed stays the text it is. In a PDF readers make links of
such text anyway, each in its own way; one that is a link can be followed by all, and is told to a
screen reader as one.
"""

import re

from markupsafe import Markup

_PIECE = re.compile(r"<[^<>]*>|[^<]+|<")
_VERBATIM = re.compile(r"<(/?)(?:a|code|pre)\b")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9](?:(?!&(?:quot|lt|gt|#39|#34);)[!-;=?-~])*")
_AFTER = ".,;:!?'*_"


def linked(html: str) -> Markup:
    """Finished HTML whose bare addresses are links; those in links and code stay as they are."""
    made: list[str] = []
    verbatim = 0
    for piece in _PIECE.findall(html):
        if found := _VERBATIM.match(piece):
            verbatim += -1 if found[1] else 1
        made.append(piece if verbatim or piece.startswith("<") else _ADDRESS.sub(_link, piece))
    return Markup("".join(made))  # noqa: S704 – HTML in a view is finished and safe


def _link(found: re.Match[str]) -> str:
    address = _whole(found[0])
    return f'<a href="{address}">{address}</a>{found[0][len(address) :]}'


def _whole(address: str) -> str:
    """An address without the marks of the sentence that it ends."""
    while True:
        shorter = address.rstrip(_AFTER)
        if shorter.endswith(")") and shorter.count("(") < shorter.count(")"):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
