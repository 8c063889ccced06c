"""A build's progress on a terminal. Rich is loaded only when there is a terminal to show it on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar() -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, which goes away when the work is done; it appears with the first page."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("render", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
