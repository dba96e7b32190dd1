"""``pourparler tournament``: strategies for talks against each other."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pourparler.app.shell import OK, Command, Shell, common, kept, working
from pourparler.language import mark, msg

if TYPE_CHECKING:
    from pourparler.analyses.talks.tournament.result import TournamentResult


@click.command(
    "tournament",
    cls=Command,
    help=mark(
        "Let strategies for talks meet: every strategy at every seat of every scenario, against every other one. Scenarios are briefs, folders of briefs, packed briefs or names of cases."
    ),
    epilog=mark(
        'Example: pourparler tournament my-briefs --strategies "boulware, conceder e=0.4, micro" --rounds 100 --to results'
    ),
)
@click.argument("scenarios", nargs=-1, required=True)
@click.option(
    "--strategies",
    multiple=True,
    required=True,
    metavar="LIST",
    help=mark(
        "Strategies with settings, parted by commas, such as: linear, conceder e=0.4; may be repeated."
    ),
)
@click.option(
    "--rounds",
    type=int,
    metavar="N",
    default=None,
    help=mark("Rounds until the deadline; by default each scenario's own, else 100."),
)
@click.option(
    "--repetitions",
    type=int,
    metavar="N",
    default=1,
    show_default=True,
    help=mark("How often runs are played in which a strategy draws."),
)
@click.option("--seed", type=int, metavar="N", default=1, show_default=True, help=mark("Seed of the draws."))
@click.option(
    "--self-play",
    type=click.Choice(["with", "without"]),
    default="with",
    show_default=True,
    help=mark("Whether everybody may play the same strategy."),
)
@click.option(
    "--assignments",
    type=click.Choice(["all", "against-rest"]),
    default="all",
    show_default=True,
    help=mark(
        "Who sits where: every assignment of strategies to seats, or each strategy at one seat against one other at all the rest."
    ),
)
@click.option(
    "--fault-share",
    type=float,
    metavar="SHARE",
    default=0.1,
    show_default=True,
    help=mark("Stop once more than this share of runs has ended by the fault of a strategy."),
)
@click.option(
    "--run-seconds",
    type=float,
    metavar="S",
    default=60.0,
    show_default=True,
    help=mark("End a run with another package's strategy after so many seconds."),
)
@kept(
    mark(
        "Write rows, scores and chart here, and keep finished parts; a run that was stopped goes on from them."
    )
)
@working
@common
@click.pass_obj
def command(shell: Shell, /, scenarios: tuple[str, ...], strategies: tuple[str, ...], **rest: Any) -> int:
    """Let strategies meet."""
    from pourparler.analyses.talks.tournament.plan import Tournament
    from pourparler.analyses.talks.tournament.tournament import tournament
    from pourparler.app.checked import checked
    from pourparler.app.progress import progress
    from pourparler.app.working import execution, folder
    from pourparler.cases.scenarios import read_scenarios

    wanted = _strategies(strategies)
    briefs = read_scenarios(scenarios)
    for brief in briefs.values():
        checked(brief)
    plan = Tournament(
        briefs, wanted, rest["rounds"], rest["repetitions"], rest["self_play"], rest["assignments"],
        rest["fault_share"], rest["run_seconds"],
    )  # fmt: skip
    target, parts = folder(rest["target"])
    with progress(shell) as step:
        how = execution(rest, step, msg("Talking"), parts=parts)
        found = tournament(plan, seed=rest["seed"], execution=how)
        if target is not None:
            _write(found, target, shell)
    if shell.json:
        shell.print_json(found.to_dict(shell.lang()))
        return OK
    from pourparler.views.tournaments import print_tournament

    print_tournament(found, shell.lang())
    return OK


def _strategies(told: tuple[str, ...]) -> list[Any]:
    """Strategies as :func:`strategy_from` takes them. Unknown ones are told before any brief is read."""
    from pourparler.analyses.talks.registry import strategy_from
    from pourparler.app.lists import split_lines, split_settings
    from pourparler.app.shell import key_values
    from pourparler.errors import UsageError

    found = []
    for line in (line for text in told for line in split_lines(text)):
        name, *settings = split_settings(line)
        try:
            found.append(strategy_from({name: key_values(tuple(settings))} if settings else name))
        except UsageError as error:
            raise UsageError(error.found, where="--strategies", advice=error.advice) from error
    return found


def _write(found: "TournamentResult", target: Path, shell: Shell) -> None:
    from pourparler.brief.files import save
    from pourparler.views.charts.tournaments import results
    from pourparler.views.names import Names
    from pourparler.views.pages import save_json
    from pourparler.views.svg import to_svg
    from pourparler.views.tournament_rows import save_rows

    target.mkdir(parents=True, exist_ok=True)
    save_rows(found, target)
    save_json(target / "tournament.json", found.to_dict(shell.lang()))
    if found.scores:
        figure = results(found, Names(shell.lang()))
        save(target / "tournament.svg", to_svg(figure.drawing, title=figure.title, description=figure.words))
