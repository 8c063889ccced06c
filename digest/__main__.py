"""The command `digest`, which `python -m digest` is too."""

from digest.cli import main

if __name__ == "__main__":
    main()
