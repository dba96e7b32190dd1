"""``pourparler solve``: one brief, one concept."""

import click

from pourparler.app.shell import (
    FINDINGS,
    OK,
    Command,
    Shell,
    common,
    reading,
    requiring_agreement,
    solving,
)
from pourparler.language import mark, msg


@click.command(
    "solve",
    cls=Command,
    help=mark(
        "Solve a brief by one concept at its central values. "
        "Bargaining: agreements, frontier, nash, kalai-smorodinsky, egalitarian, utilitarian, least-spread, raiffa, audit, zones. "
        "Decisions of groups: compromise, weighted-median, nash-spatial, ks-spatial, pce, challenge, challenge-readings, smp, "
        "exchange, ensemble, contestedness, veto-core, agenda, power, levers. "
        "Conflicts: stability, paths, inverse. Talks: talks, rubinstein, backward-induction."
    ),
    epilog=mark(
        "Examples:\npourparler solve examples/otan-2025 nash\npourparler solve examples/otan-2025 compromise --set weights=equal --json\npourparler solve my-talks levers --set actor=ID"
    ),
)
@solving
@click.option("--seed", type=int, metavar="N", default=None, help=mark("Seed, for concepts that draw."))
@requiring_agreement
@reading
@common
@click.pass_obj
def command(shell: Shell, /, brief: str, concept: str, settings: tuple[str, ...], **rest: object) -> int:
    """Solve a brief."""
    from pourparler.analyses.solve import solve
    from pourparler.app.checked import checked_problem
    from pourparler.app.progress import progress

    known, wanted = checked_problem(brief, concept, settings=settings, reading=rest)
    seed = rest["seed"]
    with progress(shell) as step:
        step(msg("Solving"), 0, 0)
        result = solve(known, wanted, seed=seed if isinstance(seed, int) else None, on_fail="status")
    lang = shell.lang(known.language)
    if shell.json:
        shell.print_json(result.to_dict(lang))
    else:
        from pourparler.views.terminal import print_result

        print_result(result, known, lang)
    return FINDINGS if rest["require_agreement"] and result.status.code == "no-agreement" else OK
