"""An article's HTML → what WeChat's editor or its dark mode would do harm to.

Written against the public rules alone: it shares no table and no code with the templates and
styles that make articles, so that a slip there is found here.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from digest.render.dark import (
    DAY_PAGE,
    DAY_TEXT,
    PAGE,
    Colour,
    colour,
    contrast,
    dark_background,
    dark_text,
)

CONTRAST = 4.5
"""Of text on its ground, by day and by night (WCAG 2.2, 1.4.3)."""

ELEMENTS = frozenset(
    ["section", "p", "span", "strong", "em", "br", "img", "h1", "h2", "h3", "h4", "blockquote", "a"]
)
VOID = frozenset({"br", "img"})
_TEXT_BLOCKS = frozenset({"section", "p", "h1", "h2", "h3", "h4", "blockquote"})

_EXACT = frozenset(
    {
        "background-color",
        "border-radius",
        "color",
        "display",
        "font-size",
        "font-weight",
        "letter-spacing",
        "line-height",
        "max-width",
        "text-align",
        "text-decoration",
        "text-indent",
        "vertical-align",
        "width",
        "word-break",
    }
)
_SIDED = re.compile(
    r"(?:margin|padding)-(?:top|right|bottom|left)|border(?:-(?:top|right|bottom|left))?(?:-\w+)?"
)
_BAD_VALUE = re.compile(r"var\(|url\(|expression|gradient|!important|calc\(|[<>\"'\\]", re.IGNORECASE)
_PURE_BLACK = re.compile(r"#0{3}(?:0{3})?\b|\bblack\b|rgba?\(\s*0\s*,\s*0\s*,\s*0", re.IGNORECASE)
_PICTURE = re.compile(r"(?:[\w.-]+/)*[\w.-]+\.(?:jpg|png)")
_OWN_HOST = "https://mp.weixin.qq.com/"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def faults(html: str) -> list[str]:
    """What would not survive, or not be read, in the order of the text; empty if all is well."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = reader.found + [f"<{name}> is not closed" for name in reader.open_names()]
    if _CONTROL.search(html):
        found.append("a control character")
    return found


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is open: its name, and the colours in force within it."""

    name: str
    text: Colour
    ground: Colour
    night: Colour
    says_colour: bool


class _Reader(HTMLParser):
    """Reads an article once, from top to bottom."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.stack = [_Open("", DAY_TEXT, DAY_PAGE, PAGE, says_colour=False)]

    def open_names(self) -> list[str]:
        """The elements that are still open."""
        return [one.name for one in self.stack[1:]]

    # What the parser tells --------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.found.append(f"<{tag}> is not kept")
        style = self._style(tag, attrs)
        if len(self.stack) == 1 and any(name.startswith(("padding", "background")) for name in style):
            self.found.append("padding and background of the outermost element are lost")
        if tag not in VOID:
            self.stack.append(self._within(tag, style))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.found.append(f"<{tag}/> is not closed in HTML")
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        if len(self.stack) > 1 and self.stack[-1].name == tag:
            self.stack.pop()
        else:
            self.found.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if not data.strip():
            return
        here = self.stack[-1]
        block = next((one for one in reversed(self.stack) if one.name in _TEXT_BLOCKS), None)
        if block is None:
            self.found.append(f"text outside every block: {data.strip()[:20]!r}")
        elif not block.says_colour:
            self.found.append(f"<{block.name}> with text has no colour of its own")
        if contrast(here.text, here.ground) < CONTRAST:
            self.found.append(f"too little contrast by day: {data.strip()[:20]!r}")
        if contrast(dark_text(here.text, here.night), here.night) < CONTRAST:
            self.found.append(f"too little contrast by night: {data.strip()[:20]!r}")

    def handle_comment(self, data: str) -> None:
        self.found.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.found.append("a declaration")

    def handle_pi(self, data: str) -> None:
        self.found.append("an instruction")

    def unknown_decl(self, data: str) -> None:
        self.found.append("a declaration")

    # Attributes and styles --------------------------------------------------------------------

    def _style(self, tag: str, attrs: list[tuple[str, str | None]]) -> dict[str, str]:
        values = {name: value or "" for name, value in attrs}
        if len(values) < len(attrs):
            self.found.append(f"<{tag}> says an attribute twice")
        allowed = {"style"} | {"img": {"src", "alt"}, "a": {"href"}}.get(tag, set())
        self.found += [f"{name} of <{tag}> is not kept" for name in values if name not in allowed]
        if tag == "img":
            self._picture(values)
        if tag == "a" and not values.get("href", "").startswith(_OWN_HOST):
            self.found.append("a link to elsewhere is refused")
        return self._declarations(tag, values.get("style", ""))

    def _picture(self, values: dict[str, str]) -> None:
        source = values.get("src", "")
        if not _PICTURE.fullmatch(source) or ".." in source:
            self.found.append(f"a picture that is no JPEG or PNG of the kit: {source[:40]!r}")
        if not values.get("alt", "").strip():
            self.found.append("a picture without words for those who do not see it")

    def _declarations(self, tag: str, style: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for declaration in filter(None, (part.strip() for part in style.split(";"))):
            name, colon, value = (part.strip() for part in declaration.partition(":"))
            if not colon or not value:
                self.found.append(f"{declaration!r} is no declaration")
            elif name not in _EXACT and not _SIDED.fullmatch(name):
                self.found.append(f"{name} is not kept")
            elif name.startswith("border-image") or _BAD_VALUE.search(value):
                self.found.append(f"{name}: {value} is not kept")
            elif name == "display" and value not in ("block", "inline-block"):
                self.found.append(f"display: {value} is not kept")
            elif _PURE_BLACK.search(value):
                self.found.append(f"pure black in {name} of <{tag}>")
            elif name.endswith("color") and not _is_colour(value):
                self.found.append(f"{name}: {value} is no colour that can be judged")
            found[name] = value
        return found

    def _within(self, tag: str, style: dict[str, str]) -> _Open:
        """The colours in force inside an element."""
        above = self.stack[-1]
        text, ground, night = above.text, above.ground, above.night
        if _is_colour(style.get("background-color", "")):
            ground = colour(style["background-color"])
            night = dark_background(ground)
        says = _is_colour(style.get("color", ""))
        return _Open(tag, colour(style["color"]) if says else text, ground, night, says)


def _is_colour(value: str) -> bool:
    try:
        colour(value)
    except ValueError:
        return False
    return True
