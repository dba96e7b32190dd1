"""``pourparler export``: a brief as other programs' files."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pourparler.app.shell import OK, Command, Group, Shell, common, reading, speaking
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
from pourparler.language import Lang, mark, msg

if TYPE_CHECKING:
    from pourparler.exchange.exporting import Exported

EXAMPLES = {
    "genius": mark("Example: pourparler export genius laptop --to laptop-genius"),
    "geniusweb": mark("Example: pourparler export geniusweb laptop --to laptop-geniusweb"),
    "negmas": mark("Example: pourparler export negmas laptop --to laptop-negmas"),
    "negolog": mark("Example: pourparler export negolog laptop --to laptop-negolog"),
    "table": mark("Example: pourparler export table laptop --to scores.csv --decimal comma"),
    "actors": mark("Example: pourparler export actors my-talks --to actors.csv"),
    "ktab": mark("Example: pourparler export ktab my-talks --to scenario.xml"),
    "decide": mark("Example: pourparler export decide my-talks --to input.csv"),
    "conflict": mark("Example: pourparler export conflict elmira --to elmira.json"),
    "csl": mark("Example: pourparler export csl my-talks --to library.json"),
    "bibtex": mark("Example: pourparler export bibtex my-talks --to library.bib"),
}


@click.group(
    "export",
    cls=Group,
    help=mark("Write a brief's scores, positions, conflict or literature for another program."),
)
@speaking
def command() -> None:
    """Other programs' files out."""


def _add(
    known: GameFormat | ActorFormat | ConflictFormat | ReferenceFormat, run: Any, options: list[Any]
) -> None:
    made = common(reading(click.pass_obj(run)))
    for option in reversed(options):
        made = option(made)
    command.add_command(
        click.command(known.name, cls=Command, help=known.purpose, epilog=EXAMPLES[known.name])(made)
    )


def _brief() -> Any:
    return click.argument("brief", type=click.Path(path_type=str))


def _to_folder() -> Any:
    return click.option(
        "--to", "target", required=True, type=click.Path(path_type=str), metavar="DIR",
        help=mark("The folder to write; it must be empty or absent."),
    )  # fmt: skip


def _to_file() -> Any:
    return click.option(
        "--to", "target", required=True, type=click.Path(path_type=str), metavar="FILE",
        help=mark("The file to write; nothing is overwritten."),
    )  # fmt: skip


def _told(shell: Shell, done: "Exported", data: dict[str, Any], *, written: list[str], lang: Lang) -> int:
    """What was written, and what a reader should know; ``data``: what JSON says besides."""
    notes = [shell.words(note, lang) for note in done.notes]
    if shell.json:
        shell.print_json({"schema": "pourparler/export/1", **data, "files": list(done.files), "notes": notes})
        return OK
    click.echo(shell.words(msg("Written: {files}.", files=written), lang))
    for note in notes:
        click.echo(note)
    return OK


def _game_command(known: GameFormat) -> None:
    def run(shell: Shell, /, brief: str, target: str, **rest: Any) -> int:
        from pourparler.app.checked import checked
        from pourparler.brief.reading import read_brief

        found = read_brief(brief, scenario=rest["scenario"], as_of=rest["as_of"])
        checked(found)
        if known.name == "table":
            from pourparler.exchange.score_table import export_table

            done = export_table(found, Path(target), decimal=rest.get("decimal") or "point")
        else:
            from pourparler.exchange.exporting import export_game

            done = export_game(known.name, found, Path(target))
        files = [target] if known.name == "table" else [f"{target}/{name}" for name in done.files]
        data = {"format": known.name, "to": target}
        return _told(shell, done, data, written=files, lang=shell.lang(found.language))

    if known.name == "table":
        _add(known, run, [_brief(), _to_file(), _decimal()])
    else:
        _add(known, run, [_brief(), _to_folder()])


def _decimal() -> Any:
    return click.option(
        "--decimal", type=click.Choice(["comma", "point"]), default="point", show_default=True,
        help=mark("What to write before decimals in CSV; with a comma, semicolons stand between the cells."),
    )  # fmt: skip


def _actor_command(known: ActorFormat) -> None:
    def run(shell: Shell, /, brief: str, target: str, **rest: Any) -> int:
        from pourparler.app.checked import checked
        from pourparler.brief.reading import read_brief
        from pourparler.exchange.actors.exporting import export_actors

        found = read_brief(brief, scenario=rest["scenario"], as_of=rest["as_of"])
        checked(found)
        done = export_actors(known.name, found, Path(target), decimal=rest.get("decimal") or "point")
        data = {"format": known.name, "to": target}
        return _told(shell, done, data, written=[target], lang=shell.lang(found.language))

    _add(known, run, [_brief(), _to_file(), *([_decimal()] if known.name == "actors" else [])])


def _conflict_command(known: ConflictFormat) -> None:
    def run(shell: Shell, /, brief: str, target: str, **rest: Any) -> int:
        from pourparler.app.checked import checked
        from pourparler.brief.reading import read_brief
        from pourparler.exchange.conflicts.exporting import export_conflict

        found = read_brief(brief, scenario=rest["scenario"], as_of=rest["as_of"])
        checked(found)
        done = export_conflict(found, Path(target))
        data = {"format": known.name, "to": target}
        return _told(shell, done, data, written=[target], lang=shell.lang(found.language))

    _add(known, run, [_brief(), _to_file()])


def _reference_command(known: ReferenceFormat) -> None:
    def run(shell: Shell, /, brief: str, target: str, **rest: Any) -> int:
        from pourparler.brief.reading import read_brief
        from pourparler.exchange.citing import export_references

        found = read_brief(brief, scenario=rest["scenario"], as_of=rest["as_of"])
        names = export_references(known.name, found, Path(target))
        lang = shell.lang(found.language)
        if shell.json:
            data = {
                "format": known.name,
                "to": target,
                "files": [target],
                "sources": list(names),
                "notes": [],
            }
            shell.print_json({"schema": "pourparler/export/1", **data})
        else:
            click.echo(shell.words(msg("Written: {files}.", files=[target]), lang))
        return OK

    _add(known, run, [_brief(), _to_file()])


for _game in GAMES.values():
    _game_command(_game)
for _actors in ACTORS.values():
    _actor_command(_actors)
for _conflict in CONFLICTS.values():
    if _conflict.written:
        _conflict_command(_conflict)
for _reference in REFERENCES.values():
    _reference_command(_reference)
