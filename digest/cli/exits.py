"""Whatever goes wrong in a command → a sentence and an exit code, here and nowhere else.

0 fine · 1 the content has errors · 2 wrong usage · 3 a fault of the program or its machine ·
75 another build holds the lock · 130 Ctrl-C
"""

import os
from typing import Any, NoReturn

import click

from digest.cli.speech import spoken
from digest.commands.place import Stop
from digest.diagnostic import Message

OK, CONTENT, USAGE, FAULT, LOCKED, INTERRUPTED = 0, 1, 2, 3, 75, 130


class Exits(click.Group):
    """The group whose commands' troubles become exit codes, here and nowhere else."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; whatever goes wrong ends in a sentence and an exit code."""
        try:
            return super().invoke(ctx)
        except Stop as stop:
            _stop(ctx, stop.code, stop.message, stop.help)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except OSError as error:
            _stop(ctx, FAULT, of_machine(error))
        except Exception as error:
            _expected(ctx, error)
            _unforeseen(ctx, error)


def _expected(ctx: click.Context, error: Exception) -> None:
    """Troubles that steps raise by name."""
    from digest.publish.folder import RefusedOut
    from digest.publish.lock import Locked
    from digest.publish.rollback import NothingBefore
    from digest.render.cluster import NoCluster

    if isinstance(error, NoCluster):
        _stop(ctx, FAULT, error.message)
    if isinstance(error, Locked):
        _stop(
            ctx,
            LOCKED,
            Message("another build is running; try again later", "另一次构建正在进行，请稍后再试"),
        )
    if isinstance(error, RefusedOut):
        _stop(ctx, USAGE, error.message)
    if isinstance(error, NothingBefore):
        _stop(ctx, USAGE, Message(f"nothing to go back to: {error}", f"没有可退回的版本：{error}"))


def _unforeseen(ctx: click.Context, error: Exception) -> NoReturn:
    if os.environ.get("DIGEST_TRACEBACK"):
        raise error
    said = f"{type(error).__name__}: {error}"
    _stop(
        ctx,
        FAULT,
        Message(f"an unforeseen fault of digest: {said}", f"digest 出现意外故障：{said}"),
        Message(
            "DIGEST_TRACEBACK=1 shows where; please report it", "设置 DIGEST_TRACEBACK=1 可查看位置，请报告"
        ),
    )


def of_machine(error: OSError) -> Message:
    """What a fault of the machine is called, with the file that it struck."""
    reason = os.strerror(error.errno) if error.errno else str(error)
    where = f" ({error.filename})" if error.filename else ""
    return Message(f"the machine refused: {reason}{where}", f"系统拒绝操作：{reason}{where}")


def _stop(ctx: click.Context, code: int, message: Message, help: Message | None = None) -> NoReturn:
    from digest.report import say

    language = spoken(ctx)
    say(Message(f"error: {message.en}", f"错误：{message.zh}"), language)
    if help:
        say(Message(f" = help: {help.en}", f" = help: {help.zh}"), language)
    ctx.exit(code)
