"""``pourparler trace``: one number, all the way down."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pourparler.app.shell import OK, Command, Shell, common, reading, with_sources
from pourparler.language import mark

if TYPE_CHECKING:
    from pourparler.brief.brief import Brief


@click.command(
    "trace",
    cls=Command,
    help=mark(
        "Follow one number or red line down: what is written, its law, its weight, the quotes in context, chain and grades. Without KEY: list the keys."
    ),
    epilog=mark("Example: pourparler trace examples/otan-2025 stances/russia/membership/position"),
)
@click.argument("brief", type=click.Path(path_type=str))
@click.argument("key", default="")
@with_sources
@reading
@common
@click.pass_obj
def command(shell: Shell, /, brief: str, key: str, sources: tuple[str, ...], **rest: object) -> int:
    """Trace a number."""
    from pourparler.brief.documents import Documents
    from pourparler.brief.reading import read_brief
    from pourparler.brief.tracing import trace

    known = read_brief(brief, scenario=str(rest["scenario"]), as_of=str(rest["as_of"]))
    known.require_valid()
    lang = shell.lang(known.language)
    if not key:
        return _keys(shell, known)
    found = trace(known, key, documents=Documents(known, tuple(Path(item) for item in sources)))
    if shell.json:
        shell.print_json(found.to_dict())
    else:
        from pourparler.views.trace import print_trace

        print_trace(found, known, lang)
    return OK


def _keys(shell: Shell, brief: "Brief") -> int:
    """List what can be traced: each key with what is written there."""
    from pourparler.brief.tracing import traceable, written_form

    found = {key: written_form(number.entry) for key, number in traceable(brief).items()}
    if shell.json:
        rows = [{"key": key, "written": written} for key, written in found.items()]
        shell.print_json({"schema": "pourparler/keys/1", "keys": rows})
        return OK
    width = max(map(len, found), default=0)
    for key, written in found.items():
        click.echo(f"{key.ljust(width)}  {written}")
    return OK
