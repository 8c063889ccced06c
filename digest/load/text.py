"""Bytes of a file → its text, or the reasons why it is refused."""

import re
from dataclasses import dataclass
from itertools import islice

from digest.diagnostic import Diagnostic, Findings, Message, Severity, Span

ITEM_LIMIT = 262_144
REGISTRY_LIMIT = 4 * 1024 * 1024
"""Sizes in bytes; registries (sources, glossary) grow with the years, stories do not."""

ENOUGH = 1_000
"""Problems of one kind that are told of a file: one made to choke us has hundreds of thousands."""

# C0 and C1 controls but tab, line feed and carriage return; U+0085, U+2028 and U+2029, which are
# line ends to some readers only; surrogates; bidirectional controls, which can make text read
# otherwise than it is; non-characters, which YAML refuses.
REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class SourceText:
    """A content file's text, with line ends made one."""

    path: str
    text: str


def decode(path: str, raw: bytes, limit: int) -> tuple[SourceText | None, Findings]:
    """The text of a file of at most `limit` bytes, in UTF-8, with or without a byte order mark."""
    findings = Findings()
    if len(raw) > limit:
        findings.error(
            "too-large",
            Span(path),
            Message(f"this file is larger than {limit:,} bytes", f"文件超过 {limit:,} 字节"),
            Message("split it, or move what is no text elsewhere", "请拆分，或把非文字内容移走"),
        )
        return None, findings
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        _not_utf8(path, raw, error.start, findings)
        return None, findings
    text = text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() or REFUSED.search(text):
        _refuse_characters(path, text, findings)
    return (None if findings.found else SourceText(path, text)), findings


def _not_utf8(path: str, raw: bytes, start: int, findings: Findings) -> None:
    rows = raw[:start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    line, before = len(rows), rows[-1].decode("utf-8", "replace")
    column = len(before.removeprefix(_BYTE_ORDER_MARK)) + 1
    findings.error(
        "not-utf8",
        Span(path, line, column, line, column + 1),
        Message("this file is not in UTF-8", "文件编码不是 UTF-8"),
        _encoding_help(raw),
    )


def _encoding_help(raw: bytes) -> Message:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return Message("save it as UTF-8", "请另存为 UTF-8")
    return Message(
        "it looks like GBK: open it as GBK and save it as UTF-8",
        "看起来是 GBK：请用 GBK 打开，再另存为 UTF-8",
    )


def _refuse_characters(path: str, text: str, findings: Findings) -> None:
    line, start = 1, 0
    for match in islice(REFUSED.finditer(text), ENOUGH):
        at = match.start()
        if fresh := text.count("\n", start, at):
            line, start = line + fresh, text.rfind("\n", start, at) + 1
        column = at - start + 1
        findings.found.append(refused(Span(path, line, column, line, column + 1), match[0]))


def refused(span: Span, character: str) -> Diagnostic:
    r"""What is said of a character of REFUSED, also where it is written as an escape (`"\u202e"`)."""
    name = f"U+{ord(character):04X}"
    return Diagnostic(
        "bad-character",
        Severity.ERROR,
        span,
        Message(f"the invisible character {name} is not allowed", f"不允许不可见字符 {name}"),
        Message("delete it, or type the line again", "请删除它，或重新输入这一行"),
    )
