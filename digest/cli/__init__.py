"""The commands: names, options and exit codes, one module a group, each a few lines over one function.

A module is imported when one of its commands is asked for.
"""

from importlib import import_module
from typing import Any

import click

from digest import __version__
from digest.cli.exits import Exits
from digest.cli.options import lang_option, root_option

MODULES = {
    "init": "start",
    "new": "start",
    "editor": "start",
    "check": "judging",
    "fix": "judging",
    "links": "judging",
    "build": "building",
    "rollback": "building",
    "why": "building",
    "proof": "sending",
    "kit": "sending",
    "references": "sending",
    "serve": "desk",
    "status": "desk",
    "notify": "desk",
    "explain": "learning",
    "schema": "learning",
    "doctor": "learning",
}


class Commands(Exits):
    """The group of all commands, found by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, as help lists them."""
        return sorted(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        if cmd_name not in MODULES:
            return None
        command = getattr(import_module(f"digest.cli.{MODULES[cmd_name]}"), cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(version)s")
@root_option
@lang_option
def main(**_: Any) -> None:
    """Stories in YAML, Chinese and English, become a bilingual site and a typeset bulletin."""
