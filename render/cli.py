"""The ``steepest`` command: finds the command that was typed and turns errors into one line.

Commands are imported only when they run, and they import Manim only when they need it.
"""

from __future__ import annotations

import gc
import importlib
import signal
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from render.errors import SteepestError, UsageError
from render.faults import one_line
from render.request.suggest import unknown
from scenes.voice import VoiceError

_FAILED, _MISUSED = 1, 2

COMMANDS = {
    "list": "render.commands.list_lessons",
    "show": "render.commands.show",
    "new": "render.commands.new",
    "script": "render.commands.script",
    "render": "render.commands.render",
    "lecture": "render.commands.lecture",
    "batch": "render.commands.batch",
    "watch": "render.commands.watch",
    "clip": "render.commands.clip",
    "slides": "render.commands.slides",
    "gallery": "render.commands.gallery",
    "plan": "render.commands.plan",
    "storyboard": "render.commands.storyboard",
    "check": "render.commands.check",
    "data": "render.commands.data",
    "doctor": "render.commands.doctor",
    "cache": "render.commands.cache",
}
"""The module of each command; it holds a click command named ``command``."""


class Interrupted(click.ClickException):
    """Ctrl-C was pressed, or the command was told to end."""

    exit_code = 130

    def __init__(self, message: str = "interrupted; nothing half-written is left") -> None:
        super().__init__(message)


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order in which a lecturer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest names for one that is misspelt."""
        if not args[0].startswith("-") and args[0] not in COMMANDS:
            raise click.UsageError(unknown("command", args[0], COMMANDS), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl-C ends it with one line, as every error does."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Interrupted from None

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, with every error as one line on standard error and an exit code."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, False, **extra)
        try:
            code = super().main(args, prog_name, complete_var, False, **extra)
        except click.ClickException as problem:
            _exit(_plain(problem), problem.exit_code)
        except UsageError as problem:
            _exit(f"error: {problem}", _MISUSED)
        except (SteepestError, VoiceError) as problem:
            _exit(f"error: {problem}", _FAILED)
        except BrokenPipeError:  # the reader, such as head, has seen enough
            sys.stderr.close()
            sys.exit(_FAILED)
        except Exception as problem:
            _exit(f"error: {one_line(problem)}; this should not happen, please report it", _FAILED)
        sys.exit(code if isinstance(code, int) else 0)


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="steepest", message="%(prog)s %(version)s")
def steepest() -> None:
    """Narrated videos about gradient-based optimisation, true for the parameters you ask for."""


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Entry point of the ``steepest`` command."""
    signal.signal(signal.SIGTERM, _as_interrupt)
    gc.set_threshold(50_000, 20, 50)  # what is imported is no garbage
    try:
        steepest.main(args, prog_name="steepest")
    finally:
        gc.freeze()  # all ends with the process: looking through it took 10 ms, with Manim 0.2 s
    raise AssertionError("unreachable")


def _as_interrupt(number: int, frame: Any) -> None:
    raise KeyboardInterrupt


def _plain(problem: click.ClickException) -> str:
    """Click's message as one line in our words."""
    message = problem.format_message()
    if isinstance(problem, click.NoSuchOption) and problem.ctx is not None:
        known = [name for option in problem.ctx.command.params for name in option.opts]
        message = unknown("option", problem.option_name, [n for n in known if n.startswith("--")])
    elif isinstance(problem, click.exceptions.NoArgsIsHelpError):
        return message
    elif isinstance(problem, Interrupted):
        # A terminal has shown ^C on this line.
        return f"\n{message}" if sys.stderr.isatty() else message
    return f"error: {' '.join(message.split())}"


def _exit(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)
