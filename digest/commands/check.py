"""`digest check`: every file under the given paths is judged; nothing is written."""

from collections.abc import Iterable
from pathlib import Path

from digest.commands.doubts import of_the_plan
from digest.commands.place import is_under, known_path
from digest.gather import gather
from digest.judge import everything, for_check
from digest.options import Options, Verdict
from digest.publish.cache import Cache


def check(options: Options, paths: Iterable[Path]) -> Verdict:
    """What there is to say of the files under `paths` (all, where none is given).

    What the last build has read and judged is not read again; nothing is written.
    """
    wanted = [known_path(path, options.root) for path in paths]
    memory = Cache(options.out / "state" / "items.sqlite")
    gathered = gather(options.root, memory, jobs=options.jobs)
    found = everything(gathered, options.jobs)
    if gathered.publication is not None and not any(one.is_error for one in found):
        found += of_the_plan(gathered.publication, options)
    shown = [one for one in found if not wanted or any(is_under(one.span.path, path) for path in wanted)]
    return for_check(shown, options.strict)
