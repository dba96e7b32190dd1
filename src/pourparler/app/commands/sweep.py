"""``pourparler sweep``: draw from the ranges, solve each draw."""

from dataclasses import replace
from typing import Any

import click

from pourparler.app.shell import OK, Command, Shell, common, drawing, driving, kept, reading, solving
from pourparler.language import mark, msg


@click.command(
    "sweep",
    cls=Command,
    help=mark(
        "Draw from the ranges of a brief, evidence mixed with priors by its rule, and solve each draw by one concept. Take a power of two."
    ),
    epilog=mark(
        "Examples:\npourparler sweep examples/otan-2025 nash --draws 2048 --seed 7\npourparler sweep examples/riviere nash --draws 65536 --workers 4 --to results"
    ),
)
@solving
@drawing(2048)
@driving
@kept(mark("Write sweep.json here, and keep finished parts; a sweep that was stopped goes on from them."))
@reading
@common
@click.pass_obj
def command(
    shell: Shell, /, brief: str, concept: str, settings: tuple[str, ...], drivers: str, **rest: Any
) -> int:
    """Sweep a brief."""
    from pourparler.app.checked import checked_problem
    from pourparler.app.progress import progress
    from pourparler.app.working import execution, folder
    from pourparler.uncertainty.drivers.one_at_a_time import FULL
    from pourparler.uncertainty.sweep import sweep

    known, wanted = checked_problem(brief, concept, settings=settings, reading=rest)
    lang = shell.lang(known.language)
    target, parts = folder(rest["target"])
    with progress(shell) as step:
        how = execution(rest, step, msg("Drawing"), parts=parts)
        spread = sweep(known, wanted, draws=rest["draws"], seed=rest["seed"], execution=how)
        step(msg("Looking for what drives the answer"), 0, 1)
        if drivers == "full":
            for by in FULL:
                spread.indices(by, execution=replace(how, store=None))
        data = spread.to_dict(lang, drivers="full" if drivers == "full" else "oat")
    if target is not None:
        from pourparler.views.pages import save_json

        save_json(target / "sweep.json", data)
    if shell.json:
        shell.print_json(data)
    else:
        from pourparler.views.terminal import print_result

        print_result(spread, known, lang)
    return OK
