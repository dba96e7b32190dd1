"""``pourparler sweep``: draw from the ranges, solve each draw."""

import click

from pourparler.app.shell import OK, Command, Shell, common, drawing, reading, solving
from pourparler.language import mark, msg


@click.command(
    "sweep",
    cls=Command,
    help=mark(
        "Draw from the ranges of a brief as written and solve each draw by one concept. Take a power of two."
    ),
    epilog=mark("Example: pourparler sweep examples/otan-2025 nash --draws 2048 --seed 7"),
)
@solving
@drawing(2048)
@reading
@common
@click.pass_obj
def command(
    shell: Shell, /, brief: str, concept: str, settings: tuple[str, ...], cluster: str | None, **rest: object
) -> int:
    """Sweep a brief."""
    from pourparler.app.checked import checked_problem
    from pourparler.app.progress import progress
    from pourparler.jobs.execution import Execution
    from pourparler.uncertainty.sweep import sweep

    known, wanted = checked_problem(brief, concept, settings=settings, reading=rest)
    lang = shell.lang(known.language)
    draws, seed, workers = (int(str(rest[name])) for name in ("draws", "seed", "workers"))
    with progress(shell) as step:
        execution = Execution(
            workers=workers,
            cluster=cluster,
            progress=lambda done, total: step(msg("Drawing"), done, total),
        )
        spread = sweep(known, wanted, draws=draws, seed=seed, execution=execution)
        step(msg("Looking for what drives the answer"), 0, 1)
        data = spread.to_dict(lang)
    if shell.json:
        shell.print_json(data)
    else:
        from pourparler.views.terminal import print_result

        print_result(spread, known, lang)
    return OK
