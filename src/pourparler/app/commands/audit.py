"""``pourparler audit``: a deal under the eyes of everyone at the table."""

import click

from pourparler.app.shell import OK, Command, Shell, common, reading
from pourparler.language import mark


@click.command(
    "audit",
    cls=Command,
    help=mark(
        "Say of a deal who would accept it and why not, whether all could do better and by which trades, and which values are open on each issue."
    ),
    epilog=mark("Example: pourparler audit examples/otan-2025 --deal deal.yaml"),
)
@click.argument("brief", type=click.Path(path_type=str))
@click.option(
    "--deal",
    required=True,
    type=click.Path(path_type=str),
    metavar="FILE",
    help=mark("The deal: a YAML file with one line `issue: value` for each issue."),
)
@reading
@common
@click.pass_obj
def command(shell: Shell, /, brief: str, deal: str, as_of: str, scenario: str) -> int:
    """Audit a deal."""
    from pourparler.analyses.bargaining.audit import Audit
    from pourparler.analyses.bargaining.deal import choice_of
    from pourparler.analyses.bargaining.zones import Zones
    from pourparler.analyses.solve import solve
    from pourparler.app.checked import checked
    from pourparler.brief.deal import read_deal
    from pourparler.brief.reading import read_brief
    from pourparler.model.bargain import Bargain

    known = read_brief(brief, scenario=scenario, as_of=as_of)
    checked(known)
    told = read_deal(deal)
    model = Bargain.from_brief(known)
    outcome = model.space.label(choice_of(model.space, told.values, setting="--deal", places=told.places))
    audit = solve(model, Audit(outcome=outcome), on_fail="status")
    zones = solve(model, Zones(deal=outcome), on_fail="status")
    lang = shell.lang(known.language)
    if shell.json:
        shell.print_json({**audit.to_dict(lang), **zones.fields_as_data()})
        return OK
    from pourparler.views.terminal import print_result

    for result in (audit, zones):
        print_result(result, known, lang)
        click.echo()
    return OK
