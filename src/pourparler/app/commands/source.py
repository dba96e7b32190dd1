"""``pourparler source``: documents of a brief."""

from pathlib import Path

import click

from pourparler.app.shell import OK, Command, Group, Shell, common, speaking
from pourparler.language import mark, msg


@click.group("source", cls=Group, help=mark("Record documents."))
@speaking
def command() -> None:
    """Documents of a brief."""


@command.command(
    "add",
    cls=Command,
    help=mark(
        "Copy a document into a brief as received; record its hash, its length and, for HTML, its text."
    ),
    epilog=mark(
        "Example: pourparler source add my-talks article.html --reliability B --published 2025-01-12"
    ),
)
@click.argument("brief", type=click.Path(path_type=str))
@click.argument("file", type=click.Path(path_type=str))
@click.option("--id", "name", default="", help=mark("Id of the source; from the file's name by default."))
@click.option("--title", default="", help=mark("Title of the document."))
@click.option("--author", default="", help=mark("Author."))
@click.option("--published", default="", metavar="DATE", help=mark("Date or interval of publication (EDTF)."))
@click.option("--url", default="", help=mark("Address."))
@click.option(
    "--reliability",
    type=click.Choice(list("ABCDEF")),
    default=None,
    help=mark("Reliability of the source (Admiralty letter A–F)."),
)
@click.option("--text", default="", metavar="FILE", help=mark("The text of a page of HTML, made elsewhere."))
@click.option("--charset", default="", help=mark("Encoding of the document, where it is not UTF-8."))
@common
@click.pass_obj
def add(shell: Shell, /, brief: str, file: str, name: str, text: str, **rest: str | None) -> int:
    """Record a document."""
    from pourparler.brief.reading import read_brief
    from pourparler.drafting.recording import Details, add_source
    from pourparler.views.findings import as_sentence

    known = read_brief(brief)
    charset = rest.pop("charset") or ""
    details = Details(name, {k: v for k, v in rest.items() if v}, Path(text) if text else None, charset)
    recorded = add_source(known, Path(file), details)
    lang = shell.lang(known.language)
    undated = msg("{source} has no date", source=recorded.name) if "published" not in recorded.entry else None
    if shell.json:
        warnings = [] if undated is None else [shell.words(undated, lang)]
        data = {"id": recorded.name, "entry": dict(recorded.entry), "warnings": warnings}
        shell.print_json({"schema": "pourparler/source/1", **data})
        return OK
    click.echo(shell.words(msg("Recorded as {id}:", id=recorded.name), lang))
    for key, value in recorded.entry.items():
        click.echo(f"  {key}: {value}")
    if undated is not None:
        advice = msg(
            "Write `published` in its entry (a day, or an interval, even a wide one): `check` asks for it"
        )
        click.echo(f"{as_sentence(undated, lang)} {as_sentence(advice, lang)}")
    next_step = msg(
        "Next: pourparler evidence add {brief} {id} {quote}", brief=brief, id=recorded.name, quote='"…"'
    )
    click.echo(shell.words(next_step, lang))
    return OK
