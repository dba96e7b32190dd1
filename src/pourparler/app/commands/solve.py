"""``pourparler solve``: one brief, one concept."""

import click

from pourparler.app.shell import FINDINGS, OK, Command, Shell, common, key_values, reading
from pourparler.language import mark


@click.command(
    "solve",
    cls=Command,
    help=mark("Solve a brief by one concept at its central values."),
    epilog=mark(
        "Examples:\npourparler solve examples/otan-2025 nash\npourparler solve examples/otan-2025 compromise --set weights=equal --json"
    ),
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
@click.option("--seed", type=int, default=None, help=mark("Seed, for concepts that draw."))
@click.option("--require-agreement", is_flag=True, help=mark("Exit 1 when no agreement is possible."))
@reading
@common
@click.pass_obj
def command(shell: Shell, /, brief: str, concept: str, settings: tuple[str, ...], **rest: object) -> int:
    """Solve a brief."""
    from pourparler.analyses.registry import concept_class
    from pourparler.analyses.solve import solve
    from pourparler.app.checked import checked_brief

    wanted = concept_class(concept).with_settings(key_values(settings))
    known = checked_brief(brief, scenario=str(rest["scenario"]), as_of=str(rest["as_of"]))
    seed = rest["seed"]
    result = solve(known, wanted, seed=seed if isinstance(seed, int) else None, on_fail="status")
    lang = shell.lang(known.language)
    if shell.json:
        shell.print_json(result.to_dict(lang))
    else:
        from pourparler.views.terminal import print_result

        print_result(result, known, lang)
    return FINDINGS if rest["require_agreement"] and result.status.code == "no-agreement" else OK
