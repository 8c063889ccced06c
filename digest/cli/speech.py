"""Diagnostics and sentences → the terminal, in the language that a command was asked for."""

import functools
import os
from collections.abc import Iterable
from pathlib import Path

import click

from digest.commands.place import message_language
from digest.diagnostic import Diagnostic


def spoken(ctx: click.Context | None = None) -> str:
    """The language of messages, zh or en: what the command was given stands at the outermost context."""
    outer = (ctx or click.get_current_context()).find_root()
    return message_language(outer.meta.get("digest.lang") or outer.params.get("lang"), os.environ)


def tell(diagnostics: Iterable[Diagnostic], form: str, root: Path) -> None:
    """Show problems as text, JSON or GitHub annotations."""
    from digest.load.tree import lines_of
    from digest.report import report

    report(diagnostics, form, spoken(), functools.partial(lines_of, root))
