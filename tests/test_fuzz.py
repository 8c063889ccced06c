"""Reading, judging and marking up: whatever is typed, each problem has a place, and no word is lost.

DIGEST_FUZZ=100 tries a hundred times as many texts.
"""

from __future__ import annotations

import os
import re
import unicodedata
from datetime import UTC
from html import unescape
from html.parser import HTMLParser

import pytest
from gallery import gallery
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.diagnostic import Diagnostic, Span
from digest.load.nodes import compose
from digest.load.text import ITEM_LIMIT, SourceText, decode
from digest.markup.body import mark_up
from digest.markup.emphasis import opens_too_much
from digest.markup.origin import Origin
from digest.markup.symbols import resolve
from digest.markup.typography import kept, spaced
from digest.validate.schema import SCHEMAS, check

pytestmark = pytest.mark.slow

SETTING = {"languages": ("zh", "en"), "timezone": UTC}
TIMES = int(os.environ.get("DIGEST_FUZZ", "1"))

FILES = {path: str(text) for path, text in gallery().items() if path.endswith(".yaml")}
"""Content with one of everything, to be altered."""

KINDS = {"sources.yaml": "sources", "site.yaml": "site", "topics.yaml": "topics", "glossary.yaml": "glossary"}

PIECES = (
    *(
        "\n",
        "\n\n",
        "  ",
        "    ",
        "- ",
        ": ",
        "：",
        ",",
        "[",
        "]",
        "{",
        "}",
        "|\n",
        ">\n",
        "'",
        '"',
        "#",
        " #",
        "~",
        "&a ",
    ),
    *(
        "*a",
        "!!int ",
        "!x ",
        "<<: ",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "? ",
        "@",
        "`",
        "\t",
        "\x00",
        "\x85",
        "\u2028",
    ),
    *(
        "\u202e",
        "\ufeff",
        "\ud800",
        "😀",
        "𬱟",
        "标题",
        "no",
        "22:30",
        "1e9",
        "0x1F",
        "-1",
        "9" * 400,
        "2026-02-30",
    ),
    *(
        "2026-06-16",
        "2026-06-16T25:00",
        "published",
        "zh: ",
        "en: ",
        "headline:",
        "body: |\n",
        "citations:\n",
        "aliases: ",
    ),
    *(
        "https://",
        "//a.cn",
        "../..",
        "[@plan]",
        "[@",
        "\\",
        "\\u0000",
        "\r",
        "\r\n",
        "null",
        "true",
        "a" * 5000,
    ),
)


def tries(count: int) -> settings:
    return settings(max_examples=count * TIMES, suppress_health_check=list(HealthCheck), deadline=None)


def kind_of(path: str) -> str:
    name = path.rpartition("/")[2]
    return KINDS.get(name) or ("issue" if name == "issue.yaml" else "item")


def judged(path: str, raw: bytes) -> list[Diagnostic]:
    source, findings = decode(path, raw, ITEM_LIMIT)
    if source is None:
        return findings.found
    return [*check(SCHEMAS[kind_of(path)], source, SETTING).diagnostics]  # type: ignore[arg-type]


def placed(found: list[Diagnostic], raw: bytes) -> None:
    """Every problem stands inside the text, is of a known form and says what and how in two languages."""
    text = raw.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    rows = text.split("\n")
    for one in found:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", one.code)
        assert one.message.en
        assert one.message.zh
        assert len(one.message.en) < 600
        if one.span.line:
            assert one.span.line <= len(rows) + 1
            row = rows[one.span.line - 1] if one.span.line <= len(rows) else ""
            assert 1 <= one.span.column <= len(row) + 1
            assert (one.span.end_line, one.span.end_column) >= (one.span.line, one.span.column)


@tries(300)
@given(st.data())
def test_any_alteration_of_any_file_is_judged_at_places(data: st.DataObject):
    path = data.draw(st.sampled_from(sorted(FILES)))
    text = FILES[path]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 40))
        new = "".join(data.draw(st.lists(st.sampled_from(PIECES), max_size=3)))
        text = text[:at] + new + text[at + gone :]
    raw = text.encode("utf-8", "surrogatepass")
    placed(judged(path, raw), raw)


@tries(200)
@given(st.sampled_from(sorted(SCHEMAS)), st.binary(max_size=400))
def test_any_bytes_are_judged_at_places(kind: str, raw: bytes):
    path = {kind: name for name, kind in KINDS.items()}.get(
        kind, "issue.yaml" if kind == "issue" else "01-a.yaml"
    )
    placed(judged(path, raw), raw)


@tries(200)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_what_is_read_stands_where_it_was_typed(pieces: list[str]):
    text = "".join(piece for piece in pieces if piece.isprintable() or piece.strip(" \n") == "")
    node, findings = compose(SourceText("f.yaml", text))
    placed(findings.found, text.encode("utf-8", "surrogatepass"))
    assert (
        node is not None
        or findings.found
        or not re.sub(r"(?m)(^|\s)#.*$|^(---|\.\.\.)\s*$", "", text).strip()
    )


MARKDOWN = (
    *(
        "字",
        "数据，",
        "Word ",
        "3.5%",
        "\n",
        "\n\n",
        "  \n",
        "    ",
        "- ",
        "1. ",
        "> ",
        "# ",
        "### ",
        "```\n",
        "`",
        "*",
        "**",
    ),
    *(
        "_",
        "***",
        "~~",
        "[",
        "](",
        ")",
        "](https://a.cn)",
        "[@a]",
        "[@a; @b]",
        "[@",
        "]",
        "![",
        "<",
        ">",
        "<b>",
        "</b>",
    ),
    *(
        "<script>",
        "&lt;",
        "&#x202e;",
        "&",
        "\\",
        "|",
        "|-|\n",
        "| a | b |\n",
        "---\n",
        "===\n",
        "“",
        "”",
        "——",
        "…",
        "😀",
    ),
    *("[a]: https://a.cn\n", "[^1]", "https://a.cn", "javascript:", "《", "》", "'", '"', "\t"),
)


class Tags(HTMLParser):
    """Whether elements are closed in order; the text between them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.kinds: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kinds.add(tag)
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)
        if tag not in ("br", "hr", "wbr"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("br", "hr", "wbr")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


KNOWN = {
    *("p", "br", "hr", "em", "strong", "a", "code", "pre", "ul", "ol", "li", "blockquote", "span", "wbr"),
    *("table", "thead", "tbody", "tr", "th", "td", "h2", "h3", "h4", "h5", "h6"),
}


def letters(text: str) -> list[str]:
    return [one for one in text if unicodedata.category(one)[0] == "L"]


@tries(400)
@given(st.lists(st.sampled_from(MARKDOWN), max_size=60), st.sampled_from(["zh", "en"]))
def test_any_markdown_becomes_whole_html_of_known_elements(pieces: list[str], language: str):
    text = "".join(pieces)
    at = Origin(Span("f.yaml", 9, 7, 99, 1), 10, tuple(4 for _ in text.split("\n")))
    body, findings = mark_up(text, language, at, may_cite=True)
    html = resolve(body.html, lambda ids: f"({'; '.join(ids)})", 3)
    for made in (html, kept(spaced(html))):
        tags = Tags()
        tags.feed(made)
        tags.close()
        assert tags.open == []
        assert tags.kinds <= KNOWN
        if not findings.found and not re.search(
            "```|~~~", text
        ):  # what stands behind a fence is its language
            typed = letters(unescape(re.sub(r"\[a\]: \S+|\(https://a\.cn\)|```\S*|https://a\.cn", "", text)))
            shown = letters("".join(tags.text).replace("https://a.cn", ""))
            assert {"字", "数", "据"} & set(typed) <= set(shown)
    assert all(one.span.path == "f.yaml" for one in findings.found)
    assert not opens_too_much(text) or "too-deep" in {one.code for one in findings.found} or "\n\n" in text
