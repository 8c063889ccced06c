"""A Markdown text of one language → its Body, with a diagnostic at the place of each problem."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from urllib.parse import urlsplit

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from digest.diagnostic import Diagnostic, Findings, Message, Severity, Span
from digest.load.text import REFUSED
from digest.markup.characters import is_wide, is_wide_or_shared
from digest.markup.emphasis import OPEN_LIMIT, opens_too_much
from digest.markup.marks import ids_of, keys_of
from digest.markup.origin import Origin
from digest.markup.parser import NESTING_LIMIT, excess, parser, render
from digest.markup.rows import Rows
from digest.markup.sentence import first_sentence
from digest.model.record import Body, Mark, Place

LINK_SCHEMES = frozenset({"https", "http", "mailto"})


@dataclass(slots=True)
class _Work:
    """One text on its way."""

    lines: list[str]
    origin: Origin
    language: str
    may_cite: bool
    findings: Findings


def mark_up(text: str, language: str, origin: Origin, *, may_cite: bool) -> tuple[Body, Findings]:
    """The Body of a text. Marks are an error where `may_cite` is false (anywhere but in a body)."""
    work = _Work(text.split("\n"), origin, language, may_cite, Findings())
    beyond = excess(text)
    if beyond:
        _too_much(work, text, *beyond)
        return Body("", "", ""), work.findings
    tokens = parser().parse(text)
    if any(token.level >= NESTING_LIMIT - 1 for token in tokens):
        _too_deep(work)
        return Body("", "", ""), work.findings
    marks: list[Mark] = []
    uncited: list[Place] = []
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        if token.type == "inline":
            found = _inline(work, token)
            marks += found
            if before and before.type == "paragraph_open" and not found:
                uncited += _figures(work, token)
        elif token.type == "heading_open" and token.tag == "h1":
            _high_heading(work, token)
        elif token.type == "tr_open":
            _table_row(work, tokens, index)
        _align_by_class(token)
    plain = _plain(tokens)
    lead = first_sentence(_first_paragraph(tokens))
    return Body(render(tokens), plain, lead, tuple(marks), tuple(uncited)), work.findings


def _inline(work: _Work, block: Token) -> list[Mark]:
    """Judge and mend the inside of one block; its marks."""
    children = block.children or []
    if opens_too_much(block.content):
        _too_many_brackets(work, block)
        return []
    _join_soft_breaks(children, work.language)
    rows = Rows(work.lines, block)
    marks = []
    for before, child in zip([None, *children], children, strict=False):
        if child.type == "mark" and work.may_cite:
            marks.append(_mark(work, rows, child))
        elif child.type == "mark":
            _outside(work, rows, child)
        elif child.type == "stray_mark" and work.may_cite:
            _stray(work, rows, child)
        elif child.type == "link_open" and _is_image(block, before):
            _image(work, block)
        elif child.type == "link_open":
            _link(work, block, str(child.attrs.get("href", "")))
        elif child.type in ("text", "code_inline") and REFUSED.search(child.content):
            _hidden_character(work, block)
    return marks


# Where things stand ---------------------------------------------------------------------------


def _find(work: _Work, block: Token, text: str) -> tuple[int, int]:
    """Line and column of a piece of text in the lines of a block; its start if it is not there."""
    first, end = block.map or (0, 1)
    for line in range(first, min(end, len(work.lines))):
        column = work.lines[line].find(text)
        if column >= 0:
            return line, column
    return first, 0


# Marks ----------------------------------------------------------------------------------------


def _mark(work: _Work, rows: Rows, token: Token) -> Mark:
    line, column = rows.position(token.meta["offset"])
    spans = [work.origin.at(line, column + start, length) for start, length in keys_of(token.content)]
    places = tuple((span.line, span.column, span.end_line, span.end_column) for span in spans)
    return Mark(ids_of(token.content), places)


# A figure is a run of digits that is no part of a Latin name (GPT-4, 5G-A, H20).
_FIGURE = re.compile(r"(?<![A-Za-z0-9-])[0-9]+(?:[.,][0-9]+)*(?![A-Za-z0-9-])")


def _figures(work: _Work, block: Token) -> list[Place]:
    """The place of a paragraph that has figures, if a body may cite at all."""
    found = _FIGURE.search(_words(block)) if work.may_cite else None
    if not found:
        return []
    line, column = _find(work, block, found[0])
    span = work.origin.at(line, column, len(found[0]))
    return [(span.line, span.column, span.end_line, span.end_column)]


def _outside(work: _Work, rows: Rows, token: Token) -> None:
    line, column = rows.position(token.meta["offset"])
    span = work.origin.at(line, column, len(token.content))
    work.findings.found.append(mark_outside_body(span))


def mark_outside_body(span: Span) -> Diagnostic:
    """What is said of a mark that stands anywhere but in an item's body."""
    return Diagnostic(
        "mark-outside-body",
        Severity.ERROR,
        span,
        Message("only an item's body can cite", "只有条目正文可以引用来源"),
        Message("delete the mark, or say it in a body", "请删去标记，或写进正文"),
    )


def _stray(work: _Work, rows: Rows, token: Token) -> None:
    line, column = rows.position(token.meta["offset"])
    work.findings.error(
        "bad-mark",
        work.origin.at(line, column, 2),
        Message("this begins like a source mark and is none", "像来源标记，但写法不对"),
        Message(
            "write [@id] or [@a; @b]; for plain text write \\[@",
            "写成 [@标识] 或 [@a; @b]；若是普通文字请写 \\[@",
        ),
    )


# What a body may not hold ---------------------------------------------------------------------


def _link(work: _Work, block: Token, href: str) -> None:
    try:
        parts = urlsplit(href)
        fine = parts.scheme in LINK_SCHEMES and bool(parts.hostname or parts.scheme == "mailto")
        fine = fine and not (parts.username or parts.password)
    except ValueError:
        fine = False
    if not fine:
        line, column = _find(work, block, href)
        work.findings.error(
            "bad-link",
            work.origin.at(line, column, max(1, len(href))),
            Message("only https, http and mailto links", "链接只能是 https、http 或 mailto"),
            Message("write the whole address, with https://", "请写完整网址，以 https:// 开头"),
        )


_IMAGE = re.compile(r"(?<!\\)!\[")


def _is_image(block: Token, before: Token | None) -> bool:
    """Whether a link is CommonMark's image, which is no syntax here: an unescaped ! before it."""
    follows = before is not None and before.type == "text" and before.content.endswith("!")
    return follows and bool(_IMAGE.search(block.content))


def _image(work: _Work, block: Token) -> None:
    line, column = _find(work, block, "![")
    work.findings.error(
        "image-in-body",
        work.origin.at(line, column, 2),
        Message("a body holds no image", "正文不能插图"),
        Message("use the key `image` of the item", "请用条目的 image 键"),
    )


def _high_heading(work: _Work, token: Token) -> None:
    line = token.map[0] if token.map else 0
    work.findings.warning(
        "heading-level",
        work.origin.at(line, 0, max(1, len(work.lines[line]))),
        Message("headings in a text begin at ##", "正文标题从 ## 开始"),
        Message("write ## (it is taken for that)", "请写 ##（现按 ## 处理）"),
    )


def _table_row(work: _Work, tokens: list[Token], start: int) -> None:
    """Cells beyond the head's would be dropped in silence. The row begins at `start`."""
    row = tokens[start]
    if not row.map:
        return
    line = row.map[0]
    rest = (tokens[index] for index in range(start, len(tokens)))
    inside = takewhile(lambda token: token.type != "tr_close", rest)
    columns = sum(token.type in ("th_open", "td_open") for token in inside)
    cells = escapedSplit(work.lines[line].strip().strip("|"))
    if len(cells) > columns:
        work.findings.error(
            "table-cells",
            work.origin.at(line, 0, len(work.lines[line])),
            Message(
                f"this row has {len(cells)} cells, the table's head has {columns}",
                f"这一行有 {len(cells)} 格，表头只有 {columns} 格",
            ),
            Message("a | inside a cell is written \\|", "格内的 | 请写成 \\|"),
        )


def _hidden_character(work: _Work, block: Token) -> None:
    line, _ = _find(work, block, "&")
    work.findings.error(
        "bad-character",
        work.origin.line(line),
        Message("an invisible character is written here as &…;", "这里用 &……; 写了不可见字符"),
        Message("delete it", "请删除"),
    )


def _too_much(work: _Work, text: str, at: int, said: Message) -> None:
    place = work.origin.at(text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1)
    work.findings.error("too-large", place, said, Message("split it into several stories", "请拆成几条"))


def _too_deep(work: _Work) -> None:
    work.findings.error(
        "too-deep",
        work.origin.span,
        Message("lists or quotations are nested too deep here", "列表或引用嵌套太深"),
    )


def _too_many_brackets(work: _Work, block: Token) -> None:
    line, column = _find(work, block, "[")
    work.findings.error(
        "too-deep",
        work.origin.at(line, column, 1),
        Message(
            f"more than {OPEN_LIMIT} brackets stand open here", f"这里有超过 {OPEN_LIMIT} 个方括号没有闭合"
        ),
        Message("close them, or write \\[ for a bracket that is text", "请补上 ]；若是普通文字请写 \\["),
    )


# Mending --------------------------------------------------------------------------------------


def _join_soft_breaks(children: list[Token], language: str) -> None:
    """A line break beside a full-width character is no space; elsewhere it is one."""
    wide = is_wide_or_shared if language == "zh" else is_wide
    for index, child in enumerate(children):
        if child.type == "softbreak":
            joined = wide(_nearest(children, index, -1)) or wide(_nearest(children, index, 1))
            child.type, child.tag = "text", ""
            child.content = "" if joined else "\n"


def _nearest(tokens: Sequence[Token], index: int, step: int) -> str:
    """The nearest character before (-1) or after (1) a token; a space where there is none."""
    index += step
    while 0 <= index < len(tokens):
        token = tokens[index]
        if token.type in ("text", "code_inline") and token.content:
            return token.content[-1 if step < 0 else 0]
        if token.type == "hardbreak":
            break
        index += step
    return " "


def _align_by_class(token: Token) -> None:
    """The page's policy allows no inline style."""
    style = str(token.attrs.pop("style", ""))
    if style.startswith("text-align:"):
        token.attrs["class"] = style.removeprefix("text-align:")


# Plain text -----------------------------------------------------------------------------------

_WORDS = {"text": "", "code_inline": "", "stray_mark": "", "hardbreak": "\n"}


def _plain(tokens: list[Token]) -> str:
    blocks = []
    for token in tokens:
        if token.type == "inline":
            blocks.append(_words(token))
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.rstrip("\n"))
    return "\n".join(block for block in blocks if block)


def _words(block: Token) -> str:
    words: list[str] = []
    for child in block.children or []:
        if child.type == "mark" and words:
            words[-1] = words[-1].rstrip(" ")
        elif child.type in _WORDS:
            words.append(child.content or _WORDS[child.type])
    return "".join(words).strip()


def _first_paragraph(tokens: list[Token]) -> str:
    for before, token in pairwise(tokens):
        if before.type == "paragraph_open" and token.type == "inline":
            return _words(token).replace("\n", " ")
    return _plain(tokens)
