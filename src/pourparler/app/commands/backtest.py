"""``pourparler backtest``: how models would have done on decided issues."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pourparler.app.shell import OK, Command, Shell, common, drawing, kept
from pourparler.language import mark, msg

if TYPE_CHECKING:
    from pourparler.trackrecord.backtest import Backtest


@click.command(
    "backtest",
    cls=Command,
    help=mark(
        "Score models on decided issues: a CSV file with issue, actor, position, salience, influence, outcome and proposal, or tables PREFIX_positions.csv and PREFIX_issues.csv. Densities and weights are learned under cross-validation by proposal."
    ),
    epilog=mark('Example: pourparler backtest decisions.csv --models "pce, ensemble weights=uniform"'),
)
@click.argument("data", type=click.Path(path_type=str))
@click.option(
    "--models",
    multiple=True,
    metavar="LIST",
    help=mark(
        "Models with settings, parted by commas, such as: compromise weights=equal, pce; may be repeated."
    ),
)
@click.option(
    "--folds", type=int, metavar="N", default=10, show_default=True, help=mark("How many folds of proposals.")
)
@drawing(10_000)
@kept(mark("Keep finished parts here; a run that was stopped goes on from them."))
@click.option(
    "--chart", type=click.Path(path_type=str), metavar="FILE", help=mark("Write the chart to this .svg file.")
)
@click.option(
    "--learn",
    type=click.Path(path_type=str),
    metavar="FILE",
    help=mark("Write what the ensemble’s members learned, for --set calibration=…, to this .json file."),
)
@common
@click.pass_obj
def command(shell: Shell, /, data: str, models: tuple[str, ...], target: str | None, **rest: Any) -> int:
    """Score models on decided issues."""
    from pourparler.app.lists import split_lines
    from pourparler.app.progress import progress
    from pourparler.app.working import execution
    from pourparler.exchange.past_issues import read_past_issues
    from pourparler.trackrecord.backtest import DEFAULT, Plan, backtest

    wanted = tuple(name for text in models for name in split_lines(text))
    plan = Plan(wanted or DEFAULT, rest["folds"], seed=rest["seed"], draws=rest["draws"])
    past = read_past_issues(Path(data))
    with progress(shell) as step:
        how = execution(rest, step, msg("Looking back"), parts=Path(target) if target else None)
        found = backtest(past, plan, execution=how)
        if rest["learn"]:
            from pourparler.trackrecord.learning import learned
            from pourparler.views.pages import save_json

            save_json(Path(rest["learn"]), learned(found, execution=how))
    if rest["chart"]:
        _draw(found, Path(rest["chart"]), shell)
    if shell.json:
        shell.print_json(found.to_dict(shell.lang()))
        return OK
    from pourparler.views.backtests import print_backtest

    print_backtest(found, shell.lang())
    return OK


def _draw(found: "Backtest", file: Path, shell: Shell) -> None:
    from pourparler.brief.files import save
    from pourparler.views.charts.backtests import differences
    from pourparler.views.names import Names
    from pourparler.views.svg import to_svg

    figure = differences(found, Names(shell.lang()))
    save(file, to_svg(figure.drawing, title=figure.title, description=figure.words))
