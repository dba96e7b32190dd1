"""The command line: a thin shell that reads arguments, calls the library and prints."""

import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from pourparler.app.shell import INPUT, Grouped, Shell, speaking, tell_error
from pourparler.jobs.starting import ONE_THREAD
from pourparler.language import mark, msg

# Commands, in the order in which help shows them: where they live and what they are for.
COMMANDS = {
    "run": ("run", mark("The main job: check, every analysis, sweep, report.")),
    "check": ("check", mark("Print every finding about a brief, with file, line and column.")),
    "solve": ("solve", mark("Solve a brief by one concept.")),
    "audit": ("audit", mark("Who would accept a deal, why not, and what would be better for all.")),
    "sweep": ("sweep", mark("Draw from the ranges of a brief and solve each draw.")),
    "timeline": ("timeline", mark("The answer as it would have been on each day.")),
    "compare": ("compare", mark("What differs between two scenarios or briefs, and what that does.")),
    "trace": ("trace", mark("Follow one number down to its quotes.")),
    "new": ("new", mark("Make a commented starter brief.")),
    "source": ("source", mark("Record documents.")),
    "evidence": ("evidence", mark("Find quotes in documents and record them.")),
    "verify": ("verify", mark("Verify every quote and write evidence.lock.")),
    "pack": ("pack", mark("Make one file of a brief to send.")),
    "import": ("import_", mark("Make a brief of another program's files, or add literature to one.")),
    "export": ("export", mark("Write a brief's scores, positions or literature for another program.")),
    "backtest": ("backtest", mark("Score models on issues that were decided.")),
    "tournament": ("tournament", mark("Let strategies for talks meet on many scenarios.")),
    "ledger": ("ledger", mark("Seal forecasts, resolve and score them.")),
    "schema": ("schema", mark("Print a JSON Schema.")),
    "cases": ("cases", mark("List the worked cases, or show one.")),
    "completion": ("completion", mark("Print the completion script for a shell.")),
}


class Lazy(Grouped, click.Group):
    """Loads a command's file when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"pourparler.app.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def purposes(self, ctx: click.Context) -> list[tuple[str, str]]:
        # Without loading a command's file.
        return [(name, text) for name, (_, text) in COMMANDS.items()]


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        from pourparler import __version__

        click.echo(f"pourparler {__version__}")
        ctx.exit()


@click.group(
    cls=Lazy,
    help=mark(
        "The talks before the talks: from what is known about a negotiation to analyses in which every number has its sentence."
    ),
    epilog=mark("Example: pourparler run examples/otan-2025"),
)
@speaking
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help=mark("Print the version."),
)
def cli() -> None:
    """The group of all commands."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code; no traceback reaches a user."""
    # Starting makes many objects that stay: collecting them again and again costs a sixth of a short command.
    gc.set_threshold(100_000, 20, 20)
    # Nobody's pydantic plugins belong into a command, and looking for them reads every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Matrices here are small: threads for them wait for one another, and add up in another order on another machine.
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code."""
    _open_streams()
    shell = Shell.of(arguments)
    try:
        result: Any = cli.main(arguments, prog_name="pourparler", standalone_mode=False, obj=shell)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except BrokenPipeError:
        # The reader went away (`| head`): nothing more to say, and nothing to complain about at exit.
        _drop_output()
        return 0
    except (KeyboardInterrupt, click.Abort):
        click.echo(shell.words(mark("Interrupted.")), err=True)
        return 130
    except Exception as error:
        if os.environ.get("POURPARLER_DEBUG"):
            raise
        try:
            return tell_error(error, shell)
        except OSError as failed:  # standard output is full or gone: only the other stream is left
            _drop_output()
            from pourparler.brief.files import why

            click.echo(shell.words(msg("Error: {text}", text=why(failed))), err=True)
            return INPUT


def _drop_output() -> None:
    """Send what is still in the buffer of standard output nowhere, so that leaving does not fail on it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_streams() -> None:
    """Give closed streams somewhere to write, and let none refuse a letter that its encoding lacks."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
