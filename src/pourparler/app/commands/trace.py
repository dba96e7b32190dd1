"""``pourparler trace``: one number, all the way down."""

from pathlib import Path

import click

from pourparler.app.shell import OK, Command, Shell, common, reading, with_sources
from pourparler.language import mark


@click.command(
    "trace",
    cls=Command,
    help=mark(
        "Follow one number down: what is written, its law, its weight, the quotes in context, chain and grades."
    ),
    epilog=mark("Example: pourparler trace examples/otan-2025 stances/russia/membership/position"),
)
@click.argument("brief", type=click.Path(path_type=str))
@click.argument("key")
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
    found = trace(known, key, documents=Documents(known, tuple(Path(item) for item in sources)))
    lang = shell.lang(known.language)
    if shell.json:
        shell.print_json(found.to_dict())
    else:
        from pourparler.views.trace import print_trace

        print_trace(found, known, lang)
    return OK
