"""``pourparler evidence``: quotes of a brief."""

from pathlib import Path

import click

from pourparler.app.shell import FINDINGS, OK, Command, Group, Shell, common, speaking, with_sources
from pourparler.language import Message, mark, msg


@click.group("evidence", cls=Group, help=mark("Find quotes in documents and record them."))
@speaking
def command() -> None:
    """Quotes of a brief."""


@command.command(
    "add",
    cls=Command,
    help=mark(
        "Find a fragment in a document, show it in context, propose its hedges and write the evidence item. Exit 1 when it is not found letter for letter."
    ),
    epilog=mark('Example: pourparler evidence add my-talks article "will never join" --credibility 3'),
)
@click.argument("brief", type=click.Path(path_type=str))
@click.argument("source")
@click.argument("quote")
@click.option("--id", "name", default="", help=mark("Id of the item; from its first words by default."))
@click.option("--claim", default="", help=mark("What it says, in a few words of your own."))
@click.option(
    "--role",
    type=click.Choice(["headline", "lead", "body"]),
    default="body",
    help=mark("Where in the document it stands."),
)
@click.option("--via", default="", metavar="ID,ID", help=mark("Attribution chain, nearest link first."))
@click.option(
    "--credibility",
    type=click.IntRange(1, 6),
    default=None,
    help=mark("Credibility of the information (Admiralty digit 1–6)."),
)
@click.option(
    "--prefix", default="", help=mark("Words just before, where the fragment stands in several places.")
)
@click.option("--suffix", default="", help=mark("Words just after."))
@click.option("--dry-run", is_flag=True, help=mark("Show, write nothing."))
@with_sources
@common
@click.pass_obj
def add(shell: Shell, /, brief: str, source: str, quote: str, name: str, **rest: object) -> int:
    """Record a quote."""
    from pourparler.brief.reading import read_brief
    from pourparler.drafting.recording import Details, add_evidence, find
    from pourparler.views.findings import as_sentence
    from pourparler.views.terminal import found_data, print_found

    known = read_brief(brief)
    lang = shell.lang(known.language)
    folders = tuple(
        Path(str(item)) for item in (rest["sources"] if isinstance(rest["sources"], tuple) else ())
    )
    near = (str(rest["prefix"]), str(rest["suffix"]))
    found = find(known, source, quote, sources=folders, near=near)
    item = ""
    if found.verification.verdict == "verified" and not rest["dry_run"]:
        via = [link.strip() for link in str(rest["via"]).split(",") if link.strip()]
        values = {
            "claim": rest["claim"],
            "role": rest["role"],
            "via": via,
            "credibility": rest["credibility"],
        }
        item = add_evidence(known, source, found, details=Details(name, values)).name
    if shell.json:
        refusal = [shell.words(text, lang) for text in found.refusal or (Message(""), Message(""))]
        told = {"found": refusal[0] or None, "advice": refusal[1] or None}
        shell.print_json({"schema": "pourparler/evidence/1", "id": item or None, **found_data(found), **told})
    elif found.refusal is not None:
        for text in found.refusal:
            click.echo(as_sentence(text, lang))
    else:
        print_found(found, lang)
        if item:
            click.echo(
                shell.words(
                    msg("Recorded as {id}. A number that rests on it says because: [{id}].", id=item), lang
                )
            )
    return OK if found.verification.verdict == "verified" else FINDINGS
