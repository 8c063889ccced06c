"""A run that reads one publication and ends → fewer searches for garbage.

Python's collector looks through all that is in memory each time it has grown by a quarter; of ten
years of records nothing is garbage until the end. It took a fifth of an edit's time there.
"""

import atexit
import gc

_NEW, _YOUNG, _OLD = 100_000, 20, 100
"""Containers made until the new ones are searched; such searches until the young are, then the old."""


def be_patient() -> None:
    """Let this process, which ends with its command, be searched seldom, and not once more as it goes."""
    gc.set_threshold(_NEW, _YOUNG, _OLD)
    atexit.register(gc.freeze)
