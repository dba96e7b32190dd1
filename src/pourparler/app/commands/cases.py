"""``pourparler cases``: worked cases from the literature."""

import click

from pourparler.app.shell import OK, Command, Shell, common
from pourparler.language import mark


@click.command(
    "cases",
    cls=Command,
    help=mark(
        "List the worked cases with their literature, or show one: published answers beside computed ones."
    ),
    epilog=mark("Examples:\npourparler cases\npourparler cases nash-1950"),
)
@click.argument("name", default="")
@common
@click.pass_obj
def command(shell: Shell, /, name: str) -> int:
    """List or show cases."""
    from pourparler.analyses.replicate import replicate
    from pourparler.cases import case_names, read_case
    from pourparler.views.terminal import print_case, print_cases

    lang = shell.lang()
    if not name:
        known = {case: read_case(case) for case in case_names()}
        if shell.json:
            data = [
                {"name": case, "title": brief.title, "reference": brief.content.reference}
                for case, brief in known.items()
            ]
            shell.print_json({"schema": "pourparler/cases/1", "cases": data})
        else:
            print_cases(known, lang)
        return OK
    found = replicate(name)
    if shell.json:
        shell.print_json({"schema": "pourparler/case/1", **found.to_dict()})
    else:
        print_case(found, lang)
    return OK
