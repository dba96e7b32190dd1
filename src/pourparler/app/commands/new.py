"""``pourparler new``: a commented starter brief."""

from pathlib import Path

import click

from pourparler.app.shell import OK, Command, Shell, common
from pourparler.language import mark, msg


@click.command(
    "new",
    cls=Command,
    help=mark(
        "Make a commented starter brief in a new or empty folder. It passes `check`; nothing is overwritten."
    ),
    epilog=mark("Example: pourparler new my-talks"),
)
@click.argument("folder", type=click.Path(path_type=str))
@common
@click.pass_obj
def command(shell: Shell, /, folder: str) -> int:
    """Make a brief."""
    from pourparler.brief.starter import make

    written = make(Path(folder), lang=shell.lang())
    if shell.json:
        shell.print_json({"schema": "pourparler/new/1", "folder": folder, "files": list(written)})
    else:
        click.echo(shell.words(msg("Written: {files}.", files=[f"{folder}/{name}" for name in written])))
        click.echo(shell.words(msg("Next: pourparler check {folder}", folder=folder)))
    return OK
