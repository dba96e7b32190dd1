"""``pourparler pack``: one file to send."""

from pathlib import Path

import click

from pourparler.app.shell import OK, Command, Shell, common, with_sources
from pourparler.errors import UsageError
from pourparler.language import mark, msg, msg_n


@click.command(
    "pack",
    cls=Command,
    help=mark(
        "Check a brief and make one .zip of it to send; with --without-sources the documents stay at home, with --redact the identities of the sources you name."
    ),
    epilog=mark("Example: pourparler pack my-talks --without-sources"),
)
@click.argument("brief", type=click.Path(path_type=str))
@click.option(
    "--to", default="", metavar="FILE", help=mark("The file to write; the brief's name with .zip by default.")
)
@click.option("--without-sources", is_flag=True, help=mark("Leave the documents out."))
@click.option(
    "--redact",
    multiple=True,
    metavar="SOURCE",
    help=mark("Withhold the identity of this source; may be repeated."),
)
@with_sources
@common
@click.pass_obj
def command(
    shell: Shell,
    /,
    brief: str,
    to: str,
    without_sources: bool,
    redact: tuple[str, ...],
    sources: tuple[str, ...],
) -> int:
    """Pack a brief."""
    from pourparler.app.checked import checked
    from pourparler.brief.packing import copy_to_send
    from pourparler.brief.reading import read_brief

    known = read_brief(brief)
    checked(known, sources)
    source = Path(brief).resolve()
    target = Path(to) if to else source.with_suffix(".zip")
    if target.resolve() == source:
        raise UsageError(
            msg("the brief would overwrite itself"), where="pack", advice=msg("Name another file with --to.")
        )
    names = copy_to_send(known, target, redact=redact, documents="stay" if without_sources else "go")
    if shell.json:
        shell.print_json({"schema": "pourparler/pack/1", "file": str(target), "files": names})
    else:
        line = msg_n("{file}: {n} file", "{file}: {n} files", file=str(target), n=len(names))
        click.echo(shell.words(line, known.language))
    return OK
