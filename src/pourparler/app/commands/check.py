"""``pourparler check``: every finding at once."""

from pathlib import Path

import click

from pourparler.app.shell import FINDINGS, OK, Command, Shell, common, reading, with_sources
from pourparler.language import mark


@click.command(
    "check",
    cls=Command,
    help=mark(
        "Print every finding about a brief: where, which rule, what was found, what to do. Exit 1 when there are errors."
    ),
    epilog=mark("Example: pourparler check examples/otan-2025"),
)
@click.argument("brief", type=click.Path(path_type=str))
@with_sources
@reading
@common
@click.pass_obj
def command(shell: Shell, /, brief: str, sources: tuple[str, ...], scenario: str, as_of: str) -> int:
    """Check a brief."""
    from pourparler.brief.findings import counts
    from pourparler.brief.reading import read_brief
    from pourparler.model.check import check

    known = read_brief(brief, scenario=scenario, as_of=as_of)
    findings = check(known, sources=tuple(Path(item) for item in sources))
    lang = shell.lang(known.language)
    if shell.json:
        from pourparler.uncertainty.run import finding_data

        data = [finding_data(finding, lang) for finding in findings]
        shell.print_json({"schema": "pourparler/check/1", "findings": data, "counts": counts(findings)})
    else:
        from pourparler.views.findings import print_findings

        print_findings(findings, lang)
    return FINDINGS if any(finding.level == "error" for finding in findings) else OK
