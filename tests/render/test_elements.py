"""The tree of our own HTML is the one that Python's parser makes of it."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.load.nodes import Scalar
from digest.markup.body import mark_up
from digest.markup.origin import origin
from digest.markup.symbols import resolve
from digest.render.elements import Element, tree

Told = list["str | tuple[str, dict[str, str], Told]"]
"""Texts, and elements with their attributes and what is in them."""


class Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.told: Told = []
        self.open = [("", self.told)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inside: Told = []
        self.open[-1][1].append((tag, {name: value or "" for name, value in attrs}, inside))
        if tag not in ("br", "hr", "img", "wbr"):
            self.open.append((tag, inside))

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1][0] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1][1].append(data)


def parsed(html: str) -> Told:
    parser = Parser()
    parser.feed(html)
    parser.close()
    return parser.told


def told(element: Element, like: Told) -> Told:
    """An element's children with those attributes that Python's parser found."""
    made: Told = []
    for child, other in zip(element.children, like, strict=True):
        if isinstance(child, str):
            made.append(child)
        else:
            assert isinstance(other, tuple)
            attributes = {name: child.attribute(name) for name in other[1]}
            made.append((child.tag, attributes, told(child, other[2])))
    return made


def html_of(text: str) -> str:
    scalar = Scalar(text, (1, 1, 1, 1), "")
    body, _ = mark_up(text, "en", origin("", [text], scalar), may_cite=True)
    return resolve(
        body.html, lambda ids: f'<span class="marks">(<a class="mark" href="#{ids[0]}">&lt;</a>)</span>', 3
    )


PIECES = (
    *("a", "&lt;", "&", "<b>", '"', "*", "**", "`", "[@x]", "[a](https://a.cn/?x=1&y=%22<>)", "\\<", "\n"),
    *("\n\n", "- ", "3. ", "> ", "## ", "|", "|---|--:|\n", "```\n", "  ", "---\n", "国", "\u00a0"),
)
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


@given(MARKDOWN)
def test_the_tree_is_the_one_that_pythons_parser_makes(text: str):
    html = html_of(text)
    like = parsed(html)
    assert told(tree(html), like) == like


@pytest.mark.parametrize("html", ["</p>text", "<p>a</b>c</p>", "a<br />b<hr>c"])
def test_a_closing_tag_that_closes_nothing_is_passed_over(html: str):
    like = parsed(html)
    assert told(tree(html), like) == like


def test_an_element_tells_its_text_and_its_attributes():
    [link] = tree('<a class="mark" href="#ref-1&amp;x">A &lt; <em>B</em></a>').children
    assert isinstance(link, Element)
    assert (link.text, link.attribute("href"), link.attribute("title", "none")) == (
        "A < B",
        "#ref-1&x",
        "none",
    )
