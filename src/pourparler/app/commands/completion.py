"""``pourparler completion``: completion scripts."""

import click
from click.shell_completion import get_completion_class

from pourparler.app.shell import OK, Command, Shell, common
from pourparler.language import mark


@click.command(
    "completion",
    cls=Command,
    help=mark("Print the completion script for a shell; put it where the shell looks for such scripts."),
    epilog=mark(
        "Example: pourparler completion bash > ~/.local/share/bash-completion/completions/pourparler"
    ),
)
@click.argument("shell_name", metavar="SHELL", type=click.Choice(["bash", "zsh", "fish"]))
@common
@click.pass_obj
def command(shell: Shell, /, shell_name: str) -> int:
    """Print a completion script."""
    from pourparler.app.cli import cli

    made = get_completion_class(shell_name)
    if made is None:
        raise click.UsageError(shell_name)
    script = made(cli, {}, "pourparler", "_POURPARLER_COMPLETE").source()
    if shell.json:
        shell.print_json({"schema": "pourparler/completion/1", "shell": shell_name, "script": script})
    else:
        click.echo(script)
    return OK
