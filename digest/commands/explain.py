"""`digest explain CODE`: what a diagnostic means, with a wrong and a right example."""

from pathlib import Path

from digest.commands.place import Stop
from digest.diagnostic import Message
from digest.validate.faults import near

FOLDER = Path(__file__).parent.parent / "codes"
"""One page a code: English above, Chinese below a line of `---`."""


def codes() -> list[str]:
    """Every code that has a page, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.md"))


def explain(code: str) -> Message:
    """The page of a code. Raises Stop (2) for an unknown one."""
    path = FOLDER / f"{code}.md"
    if code not in codes():
        raise Stop(
            2, Message(f"no diagnostic is called {code}", f"没有名为 {code} 的诊断"), near(code, codes())
        )
    english, _, chinese = path.read_text(encoding="utf-8").partition("\n---\n")
    return Message(english.strip(), chinese.strip() or english.strip())
