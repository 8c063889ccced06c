"""The command `digest`, which `python -m digest` is too."""

import atexit
import gc


def run() -> None:
    """Run the command line in a process of its own.

    All that a run has made lives until its end: to look through that for garbage once more before
    it goes took a tenth of the time of `digest check`.
    """
    atexit.register(gc.freeze)
    from digest.cli import main

    main()


if __name__ == "__main__":
    run()
