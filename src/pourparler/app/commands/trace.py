"""``pourparler trace``: one number, or one thing said of moves, all the way down."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pourparler.app.shell import OK, Command, Shell, common, reading, with_sources
from pourparler.language import mark

if TYPE_CHECKING:
    from pourparler.brief.brief import Brief
    from pourparler.brief.numbers import Number


@click.command(
    "trace",
    cls=Command,
    help=mark(
        "Follow one number, red line, option or statement down: what is written, its law, its weight, the quotes in context, chain and grades. Without KEY, or with the beginning of one: list the keys."
    ),
    epilog=mark(
        "Examples:\npourparler trace examples/otan-2025 stances/russia/membership/position\npourparler trace examples/otan-2025 moves/prefer/russia"
    ),
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
    from pourparler.brief.tracing import trace, traceable
    from pourparler.uncertainty.inputs.judgements import judged_number

    known = read_brief(brief, scenario=str(rest["scenario"]), as_of=str(rest["as_of"]))
    known.require_valid()
    keys = traceable(known)
    below = {name: item for name, item in keys.items() if name.startswith(f"{key.rstrip('/')}/")}
    if not key or (below and key not in keys):
        return _list(shell, known, below if key else keys)
    found = trace(known, key, documents=Documents(known, tuple(Path(item) for item in sources)))
    judged = judged_number(known, key)
    if shell.json:
        told = judged.as_data() if judged is not None else None
        shell.print_json({**found.to_dict(), "judgements": told})
    else:
        from pourparler.views.trace import print_judged, print_trace

        lang = shell.lang(known.language)
        print_trace(found, known, lang)
        print_judged(judged, known, lang)
    return OK


def _list(shell: Shell, brief: "Brief", found: "Mapping[str, Number]") -> int:
    """List what can be traced: each key with what is written there and what it rests on."""
    from pourparler.brief.tracing import keys_dict

    if shell.json:
        shell.print_json(keys_dict(found))
    else:
        from pourparler.views.trace import print_keys

        print_keys(found, shell.lang(brief.language))
    return OK
