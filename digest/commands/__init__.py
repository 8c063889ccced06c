"""What each command does, one file a verb; `cli.py` has their names, options and exit codes."""
