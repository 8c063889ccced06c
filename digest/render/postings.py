"""Tokens with the places where they stand → the files of a search index.

A file is zlib's (RFC 1950), whatever the server sends it as; in it each token is

    length of its UTF-8, the UTF-8, length of its postings, its postings

and a posting, of a token with places, `distance << 1 | several`, then one place, or the number of
places less two, the first and the distances between them; of a token in lists, `distance << 1 |
whether in the headline`. A distance is that to the text before, the first one's to -1, so it is
never 0. Numbers are LEB128, seven bits a byte, the least first.
"""

import zlib
from collections.abc import Iterable, Mapping


def number(value: int) -> bytes:
    """A number from 0 on as LEB128."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


_SMALL = tuple(number(value) for value in range(1 << 14))
_FEW = len(_SMALL)


def _number(value: int) -> bytes:
    return _SMALL[value] if value < _FEW else number(value)


class Postings:
    """The postings of all tokens of an index, to be entered text by text."""

    def __init__(self) -> None:
        self._kept: dict[str, bytearray] = {}
        self._last: dict[str, int] = {}

    def enter_places(self, text: int, places: Mapping[str, list[int]]) -> None:
        """Where the tokens of a text stand in it; places ascend."""
        kept, last, small = self._kept, self._last, _SMALL
        for token, found in places.items():
            posting = kept.get(token)
            if posting is None:
                posting = kept[token] = bytearray()
            distance = (text - last.get(token, -1)) << 1
            last[token] = text
            if len(found) == 1:
                place = found[0]
                if distance < _FEW and place < _FEW:
                    posting += small[distance] + small[place]
                else:
                    posting += number(distance) + number(place)
                continue
            posting += _number(distance | 1) + _number(len(found) - 2)
            before = 0
            for place in found:
                posting += _number(place - before)
                before = place

    def enter_list(self, text: int, headline: Iterable[str], rest: Iterable[str]) -> None:
        """Which tokens a text has in its headline, and which in the rest of it alone."""
        kept, last = self._kept, self._last
        for tokens, flag in ((headline, 1), (rest, 0)):
            for token in tokens:
                posting = kept.setdefault(token, bytearray())
                posting += _number((text - last.get(token, -1)) << 1 | flag)
                last[token] = text

    def files(self, count: int) -> list[bytes]:
        """`count` files; a token is in that of the CRC-32 of its UTF-8, modulo `count`."""
        shards = [bytearray() for _ in range(count)]
        for token, posting in self._kept.items():
            name = token.encode()
            shard = shards[zlib.crc32(name) % count]
            shard += _number(len(name)) + name + _number(len(posting)) + posting
        return [packed(shard) for shard in shards]


def packed(raw: bytes | bytearray) -> bytes:
    """Bytes as a file of the index."""
    return zlib.compress(raw, 9)
