"""`digest explain CODE`: what a diagnostic means, with a wrong and a right example."""

import re
from dataclasses import dataclass
from pathlib import Path

from digest.commands.place import Stop
from digest.diagnostic import Message
from digest.validate.faults import near

FOLDER = Path(__file__).parent.parent / "codes"
"""One page a code: what it means in English, the same in Chinese, and the wrong and the right example,
with a line of `---` between. An example's first line says of which file it is a part; a comment
`# error: [code]` stands on the line that the diagnostic points at."""

_EXAMPLE = re.compile(r"^```(?P<kind>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of a file (`yaml item`, `yaml site` …), or of a folder's listing (`text`)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """What is said of a code."""

    meaning: Message
    wrong: Example
    right: Example


def codes() -> list[str]:
    """Every code that has a page, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.md"))


def page_of(code: str) -> Page:
    """The page of a code that has one."""
    english, chinese, examples = (FOLDER / f"{code}.md").read_text(encoding="utf-8").split("\n---\n\n", 2)
    wrong, right = (Example(found["kind"], found["text"]) for found in _EXAMPLE.finditer(examples))
    return Page(Message(english.strip(), chinese.strip()), wrong, right)


def explain(code: str) -> Message:
    """The page of a code, to be read on a terminal. Raises Stop (2) for an unknown one."""
    if code not in codes():
        unknown = Message(f"no diagnostic is called {code}", f"没有名为 {code} 的诊断")
        raise Stop(2, unknown, near(code, codes()))
    page = page_of(code)
    wrong, right = _indented(page.wrong.text), _indented(page.right.text)
    return Message(
        f"{code}\n\n{page.meaning.en}\n\nWrong:\n\n{wrong}\n\nRight:\n\n{right}",
        f"{code}\n\n{page.meaning.zh}\n\n错误写法：\n\n{wrong}\n\n正确写法：\n\n{right}",
    )


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.rstrip("\n").split("\n"))
