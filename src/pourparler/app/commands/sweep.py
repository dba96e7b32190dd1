"""``pourparler sweep``: draw from the ranges, solve each draw."""

import click

from pourparler.app.shell import OK, Command, Shell, common, key_values, reading
from pourparler.language import mark, msg


@click.command(
    "sweep",
    cls=Command,
    help=mark(
        "Draw from the ranges of a brief as written and solve each draw by one concept. Take a power of two."
    ),
    epilog=mark("Example: pourparler sweep examples/otan-2025 nash --draws 2048 --seed 7"),
)
@click.argument("brief", type=click.Path(path_type=str))
@click.argument("concept")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help=mark("A setting of the concept; may be repeated."),
)
@click.option("--draws", type=int, default=2048, show_default=True, help=mark("How many draws."))
@click.option("--seed", type=int, default=1, show_default=True, help=mark("Seed of the draws."))
@click.option(
    "--workers",
    type=int,
    default=1,
    show_default=True,
    help=mark("Processes; the answer is the same for any number."),
)
@reading
@common
@click.pass_obj
def command(shell: Shell, /, brief: str, concept: str, settings: tuple[str, ...], **rest: object) -> int:
    """Sweep a brief."""
    from pourparler.analyses.registry import concept_class
    from pourparler.app.checked import checked_brief
    from pourparler.app.progress import progress
    from pourparler.jobs.execution import Execution
    from pourparler.uncertainty.sweep import sweep

    wanted = concept_class(concept).with_settings(key_values(settings))
    known = checked_brief(brief, scenario=str(rest["scenario"]), as_of=str(rest["as_of"]))
    lang = shell.lang(known.language)
    draws, seed, workers = (int(str(rest[name])) for name in ("draws", "seed", "workers"))
    with progress(shell) as step:
        execution = Execution(workers=workers, progress=lambda done, total: step(msg("Drawing"), done, total))
        spread = sweep(known, wanted, draws=draws, seed=seed, execution=execution)
        step(msg("Looking for what drives the answer"), 0, 1)
        data = spread.to_dict(lang)
    if shell.json:
        shell.print_json(data)
    else:
        from pourparler.views.terminal import print_result

        print_result(spread, known, lang)
    return OK
