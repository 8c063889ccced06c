"""YAML's own complaint → a diagnostic that an editor understands.

The mistakes of people who write Chinese in YAML are few and known: an unquoted colon and space
inside a value, a full-width colon after a key, a tab, a value that begins with a mark of YAML's.
"""

import re

import yaml

from digest.diagnostic import Diagnostic, Message, Severity, Span

_QUOTE_HELP = Message(
    'put the value in quotes: key: "…", or write it below the key after `|`',
    '请给整个值加引号：key: "……"，或用 `|` 另起行书写',
)
_ANY_WORD = re.compile(r"^\s*(?:- )?[\w-]{1,20}\s*：")
_OUR_KEY = re.compile(r"^\s*(?:- )?[a-z_-]{1,20}\s*：")
_BLOCK = re.compile(r"[|>][+-]?[0-9]?\s*(?:#.*)?$")
_FAR = 40
"""How many lines above the complaint a full-width colon is looked for: what follows it reads as its value."""

_QUOTED = re.compile(r"^\s*(?:- )?(?:[\w-]+: +)?(?P<mark>[\"'])")
_RESERVED_START = re.compile(r"^\s*(?:- )?(?:[\w-]+: +)?(?P<mark>[@`%])")
_COLON_IN_VALUE = re.compile(r"^\s*(?:- )?[\w-]+: +[^'\"|>\[{].*: ")


def explain(path: str, text: str, error: yaml.YAMLError) -> Diagnostic:
    """Where and why the text is no YAML, with the way out for the known mistakes."""
    line, column = _where(text, error)
    lines = text.split("\n")
    guess = _guess(lines, line)
    if guess:
        line, column, message, help = guess
    else:
        problem = getattr(error, "problem", None) or "it cannot be read"
        message = Message(f"this is no valid YAML: {problem}", "这里不是合法的 YAML，无法读取")
        help = Message(
            "look at the indentation, quotes and colons of this line and the one before",
            "请检查这一行和上一行的缩进、引号与冒号",
        )
    span = Span(path, line, column, line, column + 1)
    return Diagnostic("yaml-syntax", Severity.ERROR, span, message, help)


def _where(text: str, error: yaml.YAMLError) -> tuple[int, int]:
    """Line and column of the complaint, kept inside the text; of what is not closed, where it opens."""
    opened = re.search("quoted scalar|flow", str(getattr(error, "context", "")))
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    mark = next(filter(None, reversed(marks) if opened else marks), None)
    lines = text.split("\n")
    if mark is None:
        return 1, 1
    if mark.line >= len(lines) or (mark.line == len(lines) - 1 and not lines[-1]):
        last = max(index for index, row in enumerate(lines) if row or index == 0)
        return last + 1, len(lines[last]) + 1
    return mark.line + 1, mark.column + 1


def _guess(lines: list[str], line: int) -> tuple[int, int, Message, Message] | None:
    for number in range(line, max(0, line - _FAR), -1):
        if number > len(lines) or (number < line and _in_block(lines, number)):
            continue
        row = lines[number - 1]
        if number >= line - 1:
            found = _wide_colon(row, _ANY_WORD) or _known_mistake(row)
        else:
            found = _wide_colon(row, _OUR_KEY)
        if found:
            column, message, help = found
            return number, column, message, help
    return None


def _in_block(lines: list[str], number: int) -> bool:
    """Whether a line is text of a block that begins with `|` or `>` on a line above."""
    depth = len(lines[number - 1]) - len(lines[number - 1].lstrip())
    for row in reversed(lines[: number - 1]):
        if row.strip() and len(row) - len(row.lstrip()) < depth:
            return bool(_BLOCK.search(row)) and not _OUR_KEY.match(row)
    return False


def _wide_colon(row: str, key: re.Pattern[str]) -> tuple[int, Message, Message] | None:
    wide = key.match(row)
    if not wide:
        return None
    return (
        wide.end(),
        Message("a key ends with a half-width colon", "键后要用半角冒号"),
        Message("write `key: value`", "请写成 `key: 值`"),
    )


def _known_mistake(row: str) -> tuple[int, Message, Message] | None:
    tab = re.match(r"^ *\t", row)
    if tab:
        return (
            tab.end(),
            Message("a tab cannot indent", "不能用制表符缩进"),
            Message("use spaces", "请用空格"),
        )
    quote = _QUOTED.match(row)
    if quote and row.replace('\\"', "").count(quote["mark"]) % 2:
        return (
            quote.start("mark") + 1,
            Message("this quote is not closed", "引号没有闭合"),
            Message("close it at the end of the value", "请在值的末尾补上引号"),
        )
    start = _RESERVED_START.match(row)
    if start:
        mark = start["mark"]
        return (
            start.start("mark") + 1,
            Message(f"a value cannot begin with {mark}", f"值不能以 {mark} 开头"),
            _QUOTE_HELP,
        )
    colon = _COLON_IN_VALUE.match(row.partition(" #")[0])
    if colon:
        return (
            colon.end() - 1,
            Message("a colon and a space inside a value", "值里出现了半角冒号加空格"),
            _QUOTE_HELP,
        )
    return None
