"""``pourparler import``: other programs' files in."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from pourparler.app.shell import OK, Command, Group, Shell, common, speaking
from pourparler.errors import UsageError
from pourparler.exchange.registry import (
    ACTORS,
    CONFLICTS,
    GAMES,
    REFERENCES,
    ActorFormat,
    ConflictFormat,
    GameFormat,
    ReferenceFormat,
)
from pourparler.language import Message, mark, msg

EXAMPLES = {
    "genius": mark("Example: pourparler import genius domains/laptop --to laptop"),
    "geniusweb": mark("Example: pourparler import geniusweb domains/domain00 --to domain00"),
    "negmas": mark("Example: pourparler import negmas scenarios/camera --to camera"),
    "negolog": mark("Example: pourparler import negolog domains/holiday --to holiday"),
    "table": mark("Example: pourparler import table scores.csv --to game --decimal comma"),
    "actors": mark("Example: pourparler import actors actors.csv --to my-talks --scale 4,10"),
    "ktab": mark("Example: pourparler import ktab scenario.xml --to my-talks"),
    "decide": mark("Example: pourparler import decide input.csv --to my-talks"),
    "conflict": mark("Example: pourparler import conflict elmira.json --to elmira"),
    "gmcr": mark("Example: pourparler import gmcr model.gmcr --to dispute"),
    "csl": mark("Example: pourparler import csl library.json --into my-talks"),
    "bibtex": mark("Example: pourparler import bibtex library.bib --into my-talks"),
}


@click.group(
    "import", cls=Group, help=mark("Make a brief of another program's files, or add literature to one.")
)
@speaking
def command() -> None:
    """Other programs' files in."""


def _options(known: GameFormat) -> list[Any]:
    found = [
        click.argument("path", type=click.Path(path_type=str)),
        click.option(
            "--to", "folder", required=True, type=click.Path(path_type=str), metavar="DIR",
            help=mark("The folder of the brief; it must be empty or absent."),
        ),
        click.option(
            "--reserve", type=click.Choice(["keep", "ignore"]), default="keep", show_default=True,
            help=mark("Whether the reserves found count; recorded either way."),
        ),
        click.option(
            "--normalise", type=click.Choice(["genius", "none"]), default=known.normalise, show_default=True,
            help=mark("Divide evaluations by the issue's largest, as GENIUS does, or take them as written."),
        ),
    ]  # fmt: skip
    if known.name == "table":
        return [*found, click.option(
            "--decimal", type=click.Choice(["comma", "point"]), default=None,
            help=mark("What the table writes before decimals, where it does not show."),
        )]  # fmt: skip
    return [
        *found,
        click.option(
            "--profile", "profiles", multiple=True, type=click.Path(path_type=str), metavar="FILE",
            help=mark("A party's file, where it is not beside the domain; may be repeated, in the order of the parties."),
        ),
        click.option(
            "--values", type=click.IntRange(2, 1001), default=21, show_default=True, metavar="N",
            help=mark("How many values a real issue is cut into."),
        ),
    ]  # fmt: skip


def _game_command(known: GameFormat) -> click.Command:
    def run(shell: Shell, /, path: str, folder: str, reserve: Any, normalise: Any, **rest: Any) -> int:
        from pourparler.exchange.importing import import_game
        from pourparler.exchange.scenario import CUTS, Choices, Given

        profiles = tuple(Path(item) for item in rest.get("profiles", ()))
        given = Given(Path(path), profiles, rest.get("values", CUTS), rest.get("decimal") or "")
        lang = shell.lang()
        done = import_game(known.name, given, Path(folder), choices=Choices(normalise, reserve), lang=lang)
        if shell.json:
            shell.print_json(
                {
                    "schema": "pourparler/import/1", "format": known.name, "folder": folder,
                    "files": list(done.files), "parties": list(done.game.parties), "issues": list(done.game.issues),
                    "normalise": normalise, "reserve": reserve,
                    "notes": [shell.words(note) for note in done.notes],
                }
            )  # fmt: skip
            return OK
        return _told(shell, folder, done.files, notes=done.notes)

    made = common(click.pass_obj(run))
    for option in reversed(_options(known)):
        made = option(made)
    return click.command(known.name, cls=Command, help=known.purpose, epilog=EXAMPLES[known.name])(made)


class _Ends(click.ParamType[tuple[Fraction, Fraction]]):
    """Two rising numbers parted by a comma."""

    name = "LOW,HIGH"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[Fraction, Fraction]:
        from pourparler.exchange.decimals import usable

        ends = [usable(part) for part in str(value).split(",")]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None and ends[0] < ends[1]:
            return ends[0], ends[1]
        raise UsageError(
            msg("{value} is not two rising numbers", value=str(value)),
            where="--scale",
            advice=msg("Write the ends with a point and a comma between them: --scale 4,10."),
        )


def _actor_options(known: ActorFormat) -> list[Any]:
    found = [
        click.argument("path", type=click.Path(path_type=str)),
        click.option(
            "--to", "folder", required=True, type=click.Path(path_type=str), metavar="DIR",
            help=mark("The folder of the brief; it must be empty or absent."),
        ),
    ]  # fmt: skip
    decimal = click.option(
        "--decimal", type=click.Choice(["comma", "point"]), default=None,
        help=mark("What the table writes before decimals, where it does not show."),
    )  # fmt: skip
    if known.name == "decide":
        return [*found, decimal]
    if known.name != "actors":
        return found
    return [
        *found,
        decimal,
        click.option(
            "--salience", type=click.Choice(["share", "percent"]), default=None,
            help=mark("Whether saliences go from 0 to 1 or from 0 to 100, where it does not show."),
        ),
        click.option(
            "--scale", type=_Ends(), default=None, metavar="LOW,HIGH",
            help=mark("The ends of the scale of positions; found in the table otherwise."),
        ),
    ]  # fmt: skip


def _actor_command(known: ActorFormat) -> click.Command:
    def run(shell: Shell, /, path: str, folder: str, **rest: Any) -> int:
        from pourparler.exchange.actors.importing import import_actors
        from pourparler.exchange.actors.table import Given

        given = Given(Path(path), rest.get("decimal") or "", rest.get("salience") or "", rest.get("scale"))
        done = import_actors(known.name, given, Path(folder), lang=shell.lang())
        if shell.json:
            table = done.known.table
            scales = {
                issue: {"from": float(d.scale.low), "to": float(d.scale.high), "source": d.scale.source}
                for issue, d in zip(done.known.issues, table.dimensions, strict=True)
                if d.scale is not None
            }
            shell.print_json(
                {
                    "schema": "pourparler/import/1", "format": known.name, "folder": folder,
                    "files": list(done.files), "parties": list(done.known.parties), "issues": list(done.known.issues),
                    "salience": table.salience, "scales": scales, "notes": [shell.words(note) for note in done.notes],
                }
            )  # fmt: skip
            return OK
        return _told(shell, folder, done.files, notes=done.notes)

    made = common(click.pass_obj(run))
    for option in reversed(_actor_options(known)):
        made = option(made)
    return click.command(known.name, cls=Command, help=known.purpose, epilog=EXAMPLES[known.name])(made)


def _conflict_command(known: ConflictFormat) -> click.Command:
    @click.argument("path", type=click.Path(path_type=str))
    @click.option(
        "--to", "folder", required=True, type=click.Path(path_type=str), metavar="DIR",
        help=mark("The folder of the brief; it must be empty or absent."),
    )  # fmt: skip
    @common
    @click.pass_obj
    def run(shell: Shell, /, path: str, folder: str) -> int:
        from pourparler.exchange.conflicts.importing import import_conflict

        done = import_conflict(known.name, Path(path), Path(folder), lang=shell.lang())
        if shell.json:
            shell.print_json(
                {
                    "schema": "pourparler/import/1", "format": known.name, "folder": folder,
                    "files": list(done.files), "parties": list(done.conflict.parties),
                    "states": len(done.conflict.codes), "notes": [shell.words(note) for note in done.notes],
                }
            )  # fmt: skip
            return OK
        return _told(shell, folder, done.files, notes=done.notes)

    return click.command(known.name, cls=Command, help=known.purpose, epilog=EXAMPLES[known.name])(run)


def _reference_command(known: ReferenceFormat) -> click.Command:
    @click.argument("file", type=click.Path(path_type=str))
    @click.option(
        "--into", "brief", required=True, type=click.Path(path_type=str), metavar="BRIEF",
        help=mark("The brief that gets the sources."),
    )  # fmt: skip
    @common
    @click.pass_obj
    def run(shell: Shell, /, file: str, brief: str) -> int:
        from pourparler.brief.reading import read_brief
        from pourparler.exchange.citing import add_references

        into = read_brief(brief)
        done = add_references(known.name, Path(file), into)
        lang = shell.lang(into.language)
        if shell.json:
            notes = [shell.words(note, lang) for note in done.notes]
            shell.print_json(
                {
                    "schema": "pourparler/import/1",
                    "format": known.name,
                    "sources": list(done.added),
                    "notes": notes,
                }
            )
            return OK
        click.echo(shell.words(msg("Sources added: {names}.", names=list(done.added) or ["–"]), lang))
        _tell(shell, done.notes, lang)
        click.echo(shell.words(msg("Next: pourparler check {folder}", folder=brief), lang))
        return OK

    return click.command(known.name, cls=Command, help=known.purpose, epilog=EXAMPLES[known.name])(run)


def _told(shell: Shell, folder: str, files: tuple[str, ...], *, notes: tuple[Message, ...]) -> int:
    """A new brief in words: its files, what to know of them, what to do next."""
    click.echo(shell.words(msg("Written: {files}.", files=[f"{folder}/{name}" for name in files])))
    _tell(shell, notes)
    click.echo(shell.words(msg("Next: pourparler check {folder}", folder=folder)))
    return OK


def _tell(shell: Shell, notes: tuple[Message, ...], lang: str | None = None) -> None:
    for note in notes:
        click.echo(shell.words(note, lang))


for _game in GAMES.values():
    command.add_command(_game_command(_game))
for _actors in ACTORS.values():
    command.add_command(_actor_command(_actors))
for _conflict in CONFLICTS.values():
    command.add_command(_conflict_command(_conflict))
for _reference in REFERENCES.values():
    command.add_command(_reference_command(_reference))
