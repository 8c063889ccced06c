"""A segment of the search index: its texts → the files that `templates/search.js` reads.

Three kinds of files, found by the script without a directory, so that nothing is loaded before the
first query: `w7.bin` holds the places of some tokens, `l3.bin` lists of texts (see `postings`),
`d12.bin` a few texts themselves, for the hits that are shown. Texts are numbered from 0, the oldest
first. `tests/benchmarks/search.md` has figures.
"""

import json
from collections import defaultdict

from digest.markup.tokens import index
from digest.render.artifact import Artifact, Rendered, Task, Workshop
from digest.render.postings import Postings, packed
from digest.view.search import SearchSegmentView, SearchText

HEADLINE = 256
"""Places below this one are the headline's; the rest of a text begins here, or after a longer one."""


def render_search(task: Task, workshop: Workshop) -> Rendered:
    """All files of a segment."""
    assert isinstance(task.view, SearchSegmentView)
    view = task.view
    files = {**_indexed(view), **_texts(view)}
    made = tuple(Artifact(f"{task.address}{name}.bin", data) for name, data in files.items())
    return Rendered(task.address, made)


def _indexed(view: SearchSegmentView) -> dict[str, bytes]:
    words, lists = Postings(), Postings()
    for number, text in enumerate(view.texts):
        places: defaultdict[str, list[int]] = defaultdict(list)
        headline: set[str] = set()
        rest: set[str] = set()
        end = index(text.headline, 0, places, headline)
        index(text.text, max(end + 1, HEADLINE), places, rest)
        words.enter_places(number, places)
        lists.enter_list(number, sorted(headline), sorted(rest - headline))
        lists.enter_list(number, (), text.filters)
    return {
        **{f"w{place}": data for place, data in enumerate(words.files(view.word_files))},
        **{f"l{place}": data for place, data in enumerate(lists.files(view.list_files))},
    }


def _texts(view: SearchSegmentView) -> dict[str, bytes]:
    blocks = range(0, len(view.texts), view.texts_a_file)
    return {
        f"d{place}": packed(_block(view.texts[first : first + view.texts_a_file]))
        for place, first in enumerate(blocks)
    }


def _block(texts: tuple[SearchText, ...]) -> bytes:
    shown = [(text.address, text.headline, text.text) for text in texts]
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()
