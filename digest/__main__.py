"""The command `digest`, which `python -m digest` is too."""

import atexit
import gc


def run() -> None:
    """Run the command line in a process of its own.

    A run makes much that lives until its end: to look through all that for garbage again and again,
    and once more at the end, took a sixth of the time of `digest check`.
    """
    gc.set_threshold(50_000, 20, 20)
    atexit.register(gc.freeze)
    from digest.cli import main

    main()


if __name__ == "__main__":
    run()
