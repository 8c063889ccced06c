"""Well-formed HTML, as our own marking up writes it → the tree of its elements.

Python's own parser is for any HTML that there is, and takes five times as long.
"""

import re
from dataclasses import dataclass, field
from html import unescape

_PIECE = re.compile(r"<([^<>]*)>|([^<]+)")
"""A tag or a text: no attribute of ours holds a bare < or >."""

_VOID = frozenset({"br", "hr", "img", "wbr"})


@dataclass(slots=True)
class Element:
    """An element: its tag, as it is opened (`a href="…"`), and what is in it."""

    tag: str
    opening: str = ""
    children: "list[Element | str]" = field(default_factory=list)

    def attribute(self, name: str, otherwise: str = "") -> str:
        """The value of an attribute."""
        _, found, rest = self.opening.partition(f' {name}="')
        return unescape(rest.partition('"')[0]) if found else otherwise

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


def tree(html: str) -> Element:
    """The elements of some HTML, in one that holds them all."""
    root = Element("")
    inside = root.children
    opened = [root]
    for tag, text in _PIECE.findall(html):
        if text:
            inside.append(unescape(text) if "&" in text else text)
        elif tag.startswith("/"):
            if opened[-1].tag == tag[1:]:
                opened.pop()
                inside = opened[-1].children
        else:
            element = Element(tag.partition(" ")[0], tag)
            inside.append(element)
            if element.tag not in _VOID:
                opened.append(element)
                inside = element.children
    return root
