"""``pourparler run``: the main job."""

from pathlib import Path

import click

from pourparler.app.shell import (
    FINDINGS,
    OK,
    Command,
    Shell,
    common,
    drawing,
    driving,
    reading,
    requiring_agreement,
    with_sources,
)
from pourparler.language import mark, msg


@click.command(
    "run",
    cls=Command,
    help=mark(
        "The main job: check, every analysis the brief supports, sweeps, report.html and results.json."
    ),
    epilog=mark(
        "Examples:\npourparler run examples/otan-2025\npourparler run examples/riviere --out results --lang en --draws 4096"
    ),
)
@click.argument("brief", type=click.Path(path_type=str))
@click.option(
    "--out", default="", metavar="DIR", help=mark("Where to write; the brief's results/ by default.")
)
@drawing(1024)
@driving
@requiring_agreement
@with_sources
@reading
@common
@click.pass_obj
def command(
    shell: Shell, /, brief: str, out: str, sources: tuple[str, ...], cluster: str | None, **rest: object
) -> int:
    """Run everything."""
    from pourparler.app.checked import checked
    from pourparler.app.progress import progress
    from pourparler.brief.reading import read_brief
    from pourparler.uncertainty.drivers.one_at_a_time import Mode
    from pourparler.uncertainty.run import Plan, run

    known = read_brief(brief, scenario=str(rest["scenario"]), as_of=str(rest["as_of"]))
    lang = shell.lang(known.language)
    findings = checked(known, sources)
    draws, seed, workers = (int(str(rest[name])) for name in ("draws", "seed", "workers"))
    with progress(shell) as step:
        drivers: Mode = "full" if rest["drivers"] == "full" else "oat"
        found = run(known, findings, Plan(draws, seed, workers, step, cluster, drivers))
        from pourparler.views.report import report

        step(msg("Writing the report"), 0, 1)
        alone = () if found.left_out is None else (found.left_out,)
        shown = (*found.results, *found.sweeps, *alone)
        page = report(known, shown, findings=findings, skipped=found.skipped, sources=sources)
        target = _target(brief, out)
        target.mkdir(parents=True, exist_ok=True)
        page.save(target / "report.html", lang=lang)
        from pourparler.views.pages import save_json

        data = found.to_dict(lang)
        save_json(target / "results.json", data)
    if shell.json:
        shell.print_json(data)
    else:
        from pourparler.views.terminal import print_run

        print_run(found, lang, target)
    refused = any(r.concept.name == "nash" and r.status.code == "no-agreement" for r in found.results)
    return FINDINGS if rest["require_agreement"] and refused else OK


def _target(brief: str, out: str) -> Path:
    if out:
        return Path(out)
    path = Path(brief)
    if path.is_dir():
        return path / "results"
    # A packed brief or a brief.yaml: beside it.
    return path.parent / ("results" if path.suffix != ".zip" else f"{path.stem}-results")
