"""``pourparler timeline``: the answer as it would have been on each day."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pourparler.app.shell import OK, Command, Shell, common, drawing, kept, reading
from pourparler.language import mark, msg

if TYPE_CHECKING:
    from pourparler.brief.brief import Brief
    from pourparler.uncertainty.versions.timeline import Timeline

STEPS = ("change", "day", "week", "month", "quarter", "year")


@click.command(
    "timeline",
    cls=Command,
    help=mark(
        "Solve a brief as it would have been on each of several days: dated values, evidence that was there, its age. All days are drawn alike, so that what changes is due to evidence. Without CONCEPT: Nash, or the first concept that the brief supports."
    ),
    epilog=mark(
        "Examples:\npourparler timeline examples/riviere --every change\npourparler timeline examples/riviere compromise --at 2024-06-13 --at 2024-06-18 --to results"
    ),
)
@click.argument("brief", type=click.Path(path_type=str))
@click.argument("concept", default="")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help=mark("A setting of the concept; may be repeated."),
)
@click.option(
    "--every",
    type=click.Choice(STEPS),
    default=None,
    help=mark("The step between days (month by default), or the days on which the brief changes."),
)
@click.option("--at", "days", multiple=True, metavar="DATE", help=mark("A day to look at; may be repeated."))
@drawing(1024)
@kept(
    mark(
        "Write timeline.json and its charts here, and keep finished parts; a timeline that was stopped goes on from them."
    )
)
@reading
@common
@click.pass_obj
def command(shell: Shell, /, brief: str, concept: str, days: tuple[str, ...], **rest: Any) -> int:
    """Follow an answer through time."""
    from pourparler.app.checked import checked_choice
    from pourparler.app.progress import progress
    from pourparler.app.working import execution, folder
    from pourparler.errors import UsageError
    from pourparler.uncertainty.versions.timeline import timeline

    if days and rest["every"]:
        raise UsageError(
            msg("days and a step are asked for at once"),
            where="--at",
            advice=msg("Name days with --at, or a step with --every."),
        )
    known, wanted = checked_choice(
        brief, (concept,) if concept else (), settings=rest["settings"], reading=rest
    )
    target, parts = folder(rest["target"])
    with progress(shell) as step:
        found = timeline(
            known, wanted[0], dates=days or rest["every"] or "month", draws=rest["draws"], seed=rest["seed"],
            execution=execution(rest, step, msg("Drawing"), parts=parts),
        )  # fmt: skip
    if target is not None:
        _write(found, known, target, shell)
    if shell.json:
        shell.print_json(found.to_dict(shell.lang(known.language)))
    else:
        from pourparler.views.terminal import print_result

        print_result(found, known, shell.lang(known.language))
    return OK


def _write(found: "Timeline", brief: "Brief", target: Path, shell: Shell) -> None:
    from pourparler.brief.files import save
    from pourparler.views.charts.fan import fan, level_steps
    from pourparler.views.names import Names
    from pourparler.views.pages import save_json
    from pourparler.views.svg import to_svg

    lang = shell.lang(brief.language)
    names = Names(lang, brief)
    target.mkdir(parents=True, exist_ok=True)
    save_json(target / "timeline.json", found.to_dict(lang))
    figures = (
        level_steps(found, names),
        fan(found, names, head="issue/"),
        fan(found, names, head="utility/"),
    )
    for figure in figures:
        if figure is not None:
            svg = to_svg(figure.drawing, title=figure.title, description=figure.words)
            save(target / f"{figure.name}.svg", svg)
