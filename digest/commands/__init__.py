"""What each command does, one file a verb; `cli/` has their names, options and exit codes."""
