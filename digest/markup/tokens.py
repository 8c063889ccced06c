"""A text → the tokens by which search finds it. `templates/search.js` reads queries the same way.

`tests/markup/tokens.json` holds both together. A text is normalised (NFKC, lower case) and cut into
*runs*: of ideographs, of letters, of digits. Each ideograph and each word takes a place; marks
between two of them take one more, so that `数据，要素` does not contain `数据要素`; white space takes
one only between two ideographs, so that `GDP 增长` contains `GDP增长`. A mark inside a word or number
takes none: `state-owned` contains `state owned`, and `5.2` is 5 and 2, one after the other. From runs come

- with places: pairs of ideographs (`数据`, `据要`), a single one at the edge of a run that touches
  a word (`共` of `共6项`), words and numbers but for common words, and these as pairs with the words
  beside them (`state of`, `of the`), since places of `the` alone would fill the index;
- without places, in lists of texts: every single ideograph, every common word.
"""

import re
import unicodedata
from collections.abc import Iterator, MutableMapping

from digest.markup.characters import HAN

COMMON = frozenset(
    "a an and are as at be by for from has in is it its of on or s that the to was will with".split()  # noqa: SIM905 – as in the script
)
"""English words that stand in almost every text."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+")
"""Soft hyphens, zero-width characters, variation selectors: no reader types them."""

_INNER = "[-'’.,:/&_]"
_SPACE = " \t\n\r\f\v\u1680\u2028\u2029"
_RUN = re.compile(
    f"([{HAN}]+)|([0-9]+|(?:[a-z]+|(?![0-9_{HAN}])[\\w\u0300-\u036f])+)|[{_SPACE}]+"
    f"|(?<=[a-z0-9]){_INNER}(?=[a-z0-9])|(.)",
    re.DOTALL,
)
_HAN, _WORD, _MARK = 1, 2, 3


def normal(text: str) -> str:
    """A text as it is compared: NFKC, lower case, without invisible characters."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text).lower())


def runs(text: str) -> Iterator[tuple[bool, str, int]]:
    """The runs of a normalised text: whether of ideographs, the run, the place of its first."""
    place, before = 0, 0
    for found in _RUN.finditer(text):
        kind = found.lastindex
        if kind == _HAN:
            place += before == _HAN
            yield True, found[0], place
            place += len(found[0])
        elif kind == _WORD:
            yield False, found[0], place
            place += 1
        elif kind == _MARK:
            place += before != 0
            kind = 0
        else:
            continue  # white space, or within a word
        before = kind


def index(text: str, start: int, places: MutableMapping[str, list[int]], listed: set[str]) -> int:
    """Enter a text's tokens whose first place is `start`; the first place that is free after it.

    `places` makes an empty list for a new token, as a defaultdict does.
    """
    last, end, touched = "", -1, False
    was_han = False
    for is_han, run, at in runs(normal(text)):
        place = start + at
        touches = place == end
        if is_han:
            listed.update(run)
            touched = touches and not was_han
            if touched:
                places[run[0]].append(place)
            for step in range(len(run) - 1):
                places[run[step : step + 2]].append(place + step)
            end = place + len(run)
            touched = touched and len(run) == 1
        else:
            if touches and was_han and not touched:
                places[last[-1]].append(place - 1)
            if touches and not was_han and (last in COMMON or run in COMMON):
                places[f"{last} {run}"].append(place - 1)
            if run in COMMON:
                listed.add(run)
            else:
                places[run].append(place)
            end = place + 1
        last, was_han = run, is_han
    return max(end, start)
