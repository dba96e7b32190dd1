"""``pourparler ledger``: forecasts sealed before their outcome, resolved, checked and scored after it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pourparler.app.shell import (
    FINDINGS,
    OK,
    Command,
    Group,
    Shell,
    common,
    reading,
    solving,
    speaking,
)
from pourparler.errors import UsageError
from pourparler.language import Lang, mark, msg

if TYPE_CHECKING:
    from pourparler.brief.brief import Brief
    from pourparler.trackrecord.scoring import Record
    from pourparler.trackrecord.sealing import Sealed

SCHEMA = "pourparler/ledger/1"

in_ledger = click.option(
    "--ledger", "path", type=click.Path(path_type=Path), default="ledger.jsonl", metavar="FILE",
    help=mark("The ledger; ledger.jsonl by default."),
)  # fmt: skip
dated = click.option(
    "--date", "day", default="", metavar="DATE", help=mark("The day that the line tells; today (UTC) by default.")
)  # fmt: skip


@click.group("ledger", cls=Group, help=mark("Seal forecasts, resolve and score them."))
@speaking
def command() -> None:
    """The ledger of forecasts."""


@command.command(
    "rubric",
    cls=Command,
    help=mark("Print a commented rubric file for the issues of a brief, to fill in."),
    epilog=mark("Example: pourparler ledger rubric examples/otan-2025 > rubric.yaml"),
)
@click.argument("brief", type=click.Path(path_type=str))
@common
@click.pass_obj
def rubric(shell: Shell, /, brief: str) -> int:
    """Print a rubric file to fill in."""
    from pourparler.brief.reading import read_brief
    from pourparler.trackrecord.rubrics import template

    known = read_brief(brief)
    text = template(known, lang=shell.lang(known.language))
    if shell.json:
        shell.print_json({"schema": SCHEMA, "action": "rubric", "text": text})
    else:
        click.echo(text, nl=False)
    return OK


@command.command(
    "seal",
    cls=Command,
    help=mark(
        "Solve a brief by one concept and seal its forecasts: one line for each issue with a rubric. Nothing that is sealed can be changed unseen."
    ),
    epilog=mark("Example: pourparler ledger seal examples/otan-2025 compromise --rubric rubric.yaml"),
)
@solving
@click.option(
    "--rubric", "rubrics", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help=mark("How each issue will be judged (YAML); `ledger rubric` prints one to fill in."),
)  # fmt: skip
@in_ledger
@click.option("--id", "name", default="", metavar="NAME", help=mark("First part of the ids; the brief's folder by default."))  # fmt: skip
@dated
@click.option("--seed", type=int, metavar="N", default=None, help=mark("Seed, for concepts that draw."))
@reading
@common
@click.pass_obj
def seal(shell: Shell, /, brief: str, concept: str, settings: tuple[str, ...], **rest: Any) -> int:
    """Seal the forecasts of a concept."""
    from pourparler.analyses.solve import solve
    from pourparler.app.checked import checked_problem
    from pourparler.trackrecord.rubrics import read_rubrics
    from pourparler.trackrecord.sealing import Seal
    from pourparler.trackrecord.sealing import seal as sealed

    known, wanted = checked_problem(brief, concept, settings=settings, reading=rest)
    today, day = _days(rest["day"])
    rubrics = read_rubrics(rest["rubrics"], known, day=day)
    result = solve(known, wanted, seed=rest["seed"], on_fail="status")
    name = rest["name"] or _called(Path(brief))
    done = sealed(rest["path"], result, rubrics=rubrics, of=Seal(known, name, day), today=today)
    return _tell(shell, "seal", done, brief=known)


@command.command(
    "resolve",
    cls=Command,
    help=mark("Write down what became of a sealed forecast, on the scale that was sealed."),
    epilog=mark(
        'Example: pourparler ledger resolve otan-2025/membership/1 --outcome moratorium --source "Communiqué of the summit" --quote "…" --coder "A. Martin"'
    ),
)
@click.argument("forecast", metavar="ID")
@click.option(
    "--outcome",
    required=True,
    metavar="VALUE",
    help=mark("A level or a number on the scale that was sealed."),
)
@click.option("--source", required=True, help=mark("What decides, as the rubric names it."))
@click.option("--quote", required=True, help=mark("The words that tell the outcome."))
@click.option("--coder", required=True, help=mark("Who reads the outcome from them."))
@in_ledger
@dated
@common
@click.pass_obj
def resolve(shell: Shell, /, forecast: str, path: Path, day: str, **rest: str) -> int:
    """Resolve a forecast."""
    from pourparler.trackrecord.resolving import Outcome
    from pourparler.trackrecord.resolving import resolve as resolved

    today, when = _days(day)
    outcome = Outcome(rest["outcome"], rest["source"], rest["quote"], rest["coder"])
    return _tell(shell, "resolve", resolved(path, forecast, outcome=outcome, day=when, today=today))


@command.command(
    "void",
    cls=Command,
    help=mark(
        "Take a forecast back, or a resolution that was wrong (by its digest): the line stays, and so does the reason."
    ),
    epilog=mark(
        'Example: pourparler ledger void otan-2025/membership/1 --reason "The summit was cancelled."'
    ),
)
@click.argument("line", metavar="ID")
@click.option("--reason", required=True, help=mark("Why, in a sentence."))
@in_ledger
@dated
@common
@click.pass_obj
def void(shell: Shell, /, line: str, path: Path, day: str, reason: str) -> int:
    """Take a line back."""
    from pourparler.trackrecord.resolving import void as voided

    today, when = _days(day)
    return _tell(shell, "void", voided(path, line, reason=reason, day=when, today=today))


@command.command(
    "verify",
    cls=Command,
    help=mark(
        "Check every line and the chain between them; name the first broken line (exit 1). Prints the digest of the last line: note it elsewhere."
    ),
    epilog=mark("Example: pourparler ledger verify --ledger ledger.jsonl"),
)
@in_ledger
@click.option("--head", default="", metavar="DIGEST", help=mark("A digest that was noted earlier: some line must have it."))  # fmt: skip
@common
@click.pass_obj
def verify(shell: Shell, /, path: Path, head: str) -> int:
    """Check the ledger."""
    from pourparler.jobs.append_only import aside_of
    from pourparler.trackrecord.ledger import read_ledger
    from pourparler.views.ledger import verification_data, verification_words

    noted = head.strip().lower()
    ledger = read_ledger(path)
    ledger = ledger.against(noted) if noted else ledger
    aside = aside_of(path)
    torn = aside.name if aside.exists() else ""
    if shell.json:
        data = verification_data(ledger, lang=shell.lang(), noted=noted, torn=torn)
        shell.print_json({"schema": SCHEMA, "action": "verify", "ledger": str(path), **data})
    else:
        for line in verification_words(ledger, str(path), noted=noted, torn=torn):
            click.echo(shell.words(line))
    return FINDINGS if ledger.broken else OK


@command.command(
    "score",
    cls=Command,
    help=mark(
        "Score the resolved forecasts: each of them, their means, and from ten on how well they are calibrated."
    ),
    epilog=mark("Example: pourparler ledger score --chart calibration.svg"),
)
@in_ledger
@click.option(
    "--list",
    "listing",
    is_flag=True,
    help=mark("List every resolved forecast; below ten they are always listed."),
)
@click.option(
    "--chart",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE.svg",
    help=mark("Draw the calibration into this file."),
)
@common
@click.pass_obj
def score(shell: Shell, /, path: Path, listing: bool, chart: Path | None) -> int:
    """Score the ledger."""
    from pourparler.trackrecord.calibration import calibration
    from pourparler.trackrecord.ledger import read_ledger, sound
    from pourparler.trackrecord.scoring import score as scores
    from pourparler.views.track_record import print_record, record_data

    record = scores(sound(read_ledger(path), path), today=_days("")[0])
    lang = shell.lang()
    if chart is not None:
        _draw(record, chart, lang=lang)
    if shell.json:
        shell.print_json(
            {"schema": SCHEMA, "action": "score", "ledger": str(path), **record_data(record, lang)}
        )
        return OK
    few = not calibration(record.scored)
    print_record(record, lang, every=record.scored if listing or few else ())
    if chart is not None:
        click.echo(shell.words(msg("Written: {files}.", files=[str(chart)])))
    return OK


def _draw(record: "Record", target: Path, *, lang: Lang) -> None:
    """Write the calibration chart. Raises ``UsageError`` where there is nothing to draw, or no place for it."""
    from pourparler.brief.files import save
    from pourparler.trackrecord.calibration import calibration, usable
    from pourparler.views.charts.reliability import reliability
    from pourparler.views.svg import to_svg
    from pourparler.views.track_record import few

    levels, count = calibration(record.scored), len(usable(record.scored))
    if not levels:
        raise UsageError(few(count), where="--chart", advice=msg("Leave --chart out until there are enough."))
    if target.suffix.lower() != ".svg":
        raise UsageError(
            msg("{name} is not an SVG file", name=target.name),
            where="--chart",
            advice=msg("Let its name end in .svg."),
        )
    figure = reliability(levels, forecasts=count, lang=lang)
    save(target, to_svg(figure.drawing, prefix=figure.name, title=figure.title, description=figure.words))


def _days(text: str) -> tuple[date, date]:
    """Today in universal time, and the day that was asked for."""
    from pourparler.trackrecord.records import day_of

    today = datetime.now(tz=UTC).date()
    try:
        return today, day_of(text) if text else today
    except ValueError:
        raise UsageError(
            msg("{found} is not a day", found=text[:60]),
            where="--date",
            advice=msg("Write it as {form}.", form=today.isoformat()),
        ) from None


def _called(brief: Path) -> str:
    """What to call a brief: its folder, or its archive."""
    if brief.suffix == ".zip":
        return brief.stem
    resolved = brief.resolve()
    return resolved.name if resolved.is_dir() else resolved.parent.name


def _tell(shell: Shell, action: str, done: "Sealed", *, brief: "Brief | None" = None) -> int:
    """Say what was written, and what to note."""
    lang = shell.lang(brief.language if brief else None)
    if shell.json:
        lines = [{"id": name, "digest": digest} for name, digest in zip(done.ids, done.digests, strict=True)]
        notes = [shell.words(note, lang) for note in done.told]
        data: Mapping[str, Any] = {"lines": lines, "head": done.digests[-1], "notes": notes}
        shell.print_json({"schema": SCHEMA, "action": action, **data})
        return OK
    from pourparler.views.ledger import written_words
    from pourparler.views.names import Names

    for line in written_words(action, done, Names(lang, brief)):
        click.echo(shell.words(line, lang))
    return OK
