"""A YAML text, a key and values → the text with these values there, all else untouched.

What is there already is changed by its span, so that comments, order and layout stay; what is not
is added below its nearest neighbour. The result is read again: if it does not say what was meant,
nothing is written.
"""

import json
import re
from dataclasses import dataclass

from digest.load.nodes import Mapping, Node, Scalar, compose
from digest.load.text import SourceText
from digest.model.record import Place
from digest.validate.plain import plain

_LINE_END = re.compile(r"\r\n|\r|\n")
_PLAIN = re.compile(r"^[A-Za-z0-9](?:[A-Za-z0-9:+.-]*[A-Za-z0-9])?$")


class CannotInscribe(Exception):
    """The file is laid out in a way that cannot be added to by hand of ours."""


Values = dict[str, str]
"""Keys and their values, in order."""


def inscribe(text: str, at: tuple[str, ...], values: Values) -> str:
    """The text with `values` in the mapping at `at`. Raises CannotInscribe.

    Line ends stay what they are. The text is one that can be read by `compose`.
    """
    made = _Edit.of(text).put(at, values)
    if _meaning(made) != _wanted(_meaning(text), at, values):
        raise CannotInscribe
    return made


def _meaning(text: str) -> object:
    node, findings = compose(SourceText("", _LINE_END.sub("\n", text)))
    if findings.found:
        raise CannotInscribe
    return plain("", node).value


def _wanted(value: object, at: tuple[str, ...], values: Values) -> object:
    kept = value if isinstance(value, dict) else {}
    if not at:
        return {**kept, **values}
    return {**kept, at[0]: _wanted(kept.get(at[0]), at[1:], values)}


@dataclass(frozen=True, slots=True)
class _Edit:
    """A text with its nodes and the offsets of its lines."""

    text: str
    root: Node | None
    starts: tuple[int, ...]
    line_end: str

    @classmethod
    def of(cls, text: str) -> "_Edit":
        ends = [found.end() for found in _LINE_END.finditer(text)]
        root, _ = compose(SourceText("", _LINE_END.sub("\n", text)))
        found = _LINE_END.search(text)
        return cls(text, root, (0, *ends), found[0] if found else "\n")

    def put(self, at: tuple[str, ...], values: Values) -> str:
        """Each value in turn: changed where it stands, else added."""
        edit = self
        node = edit.node(at)
        if isinstance(node, Mapping) and node.entries:
            for key, value in values.items():
                edit = _Edit.of(edit.one((*at, key), value))
            return edit.text
        return edit.add(
            at, "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in values.items()) + "}"
        )

    def one(self, at: tuple[str, ...], value: str) -> str:
        """One value: changed where it stands, else added."""
        node = self.node(at)
        if isinstance(node, Scalar) and node.value.strip():
            return self.replaced(node.place, _scalar(value))
        return self.add(at, _scalar(value))

    def add(self, at: tuple[str, ...], written: str) -> str:
        """The nearest mapping above that holds something gets the rest as one line."""
        above, key = at[:-1], at[-1]
        holder = self.node(above)
        if not (isinstance(holder, Mapping) and holder.entries):
            if not above:
                raise CannotInscribe
            return self.add(above, f"{{{key}: {written}}}")
        present = next(((name, value) for name, value in holder.entries if name.value == key), None)
        if present:
            return self.filled(*present, written)
        first, last = holder.entries[0][0], holder.entries[-1]
        if self.is_flow(holder):
            end = self.end_of(last[1])
            return f"{self.text[:end]}, {key}: {written}{self.text[end:]}"
        return self.below(last[1], " " * (first.place[1] - 1) + f"{key}: {written}", is_root=not above)

    def filled(self, name: Scalar, value: Node, written: str) -> str:
        """A key that stands without a value gets one."""
        start, end = self.offset(value.place[:2]), self.offset(value.place[2:])
        if self.text[start:end].strip():
            return self.text[:start] + written + self.text[end:]
        colon = self.text.index(":", self.offset(name.place[2:])) + 1
        return f"{self.text[:colon]} {written}{self.text[colon:]}"

    def below(self, last: Node, line: str, *, is_root: bool) -> str:
        """A line behind the last value of a block mapping, or at the end of the file."""
        at = len(self.text) if is_root else self.next_line(self.end_of(last), last)
        if is_root and (found := re.search(r"^\.\.\.\s*$", self.text, re.MULTILINE)):
            at = found.start()
        before = self.text[:at]
        joint = "" if not before or before.endswith(("\n", "\r")) else self.line_end
        return f"{before}{joint}{line}{self.line_end}{self.text[at:]}"

    def next_line(self, offset: int, node: Node) -> int:
        """Where the line after this place begins; a literal's end is the start of a line already."""
        if isinstance(node, Scalar) and node.style in "|>" and node.style:
            return offset
        return next((start for start in self.starts if start > offset), len(self.text))

    def node(self, at: tuple[str, ...]) -> Node | None:
        """The node at a key of keys, if any."""
        found = self.root
        for key in at:
            entries = found.entries if isinstance(found, Mapping) else ()
            found = next((value for name, value in entries if name.value == key), None)
        return found

    def is_flow(self, node: Mapping) -> bool:
        """Whether a mapping is written in braces."""
        return self.text[self.offset(node.place[:2]) :].startswith("{")

    def end_of(self, node: Node) -> int:
        """Where a node ends."""
        return self.offset(node.place[2:])

    def replaced(self, place: Place, written: str) -> str:
        """The text with another value at a place."""
        start, end = self.offset(place[:2]), self.offset(place[2:])
        return self.text[:start] + written + self.text[end:]

    def offset(self, place: tuple[int, int]) -> int:
        """The offset of a line and column."""
        line, column = place
        if line > len(self.starts):
            return len(self.text)
        return min(self.starts[line - 1] + column - 1, len(self.text))


def _scalar(value: str) -> str:
    """A value as YAML: plain if that is safe anywhere, else in double quotes (a JSON string is one)."""
    return value if _PLAIN.match(value) else json.dumps(value, ensure_ascii=False)
