"""``pourparler schema``: the JSON Schemas of all documents."""

import json
from importlib import resources

import click

from pourparler.app.shell import OK, Command, Shell, common
from pourparler.language import mark

NAMES = ("brief", "result", "sweep", "check", "results", "trace", "import", "export")


@click.command(
    "schema",
    cls=Command,
    help=mark(
        "Print the JSON Schema of brief.yaml, or of a document that --json prints (result, sweep, check, results, trace, import, export); audit prints a result."
    ),
    epilog=mark("Example: pourparler schema > brief.schema.json"),
)
@click.argument("name", type=click.Choice(NAMES), default="brief")
@common
@click.pass_obj
def command(shell: Shell, /, name: str) -> int:
    """Print a schema."""
    shell.print_json(schema(name))
    return OK


def schema(name: str) -> dict[str, object]:
    """The JSON Schema called ``name``."""
    if name == "brief":
        from pourparler.brief.schema import Content

        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "pourparler/brief/1",
            **Content.model_json_schema(by_alias=True),
        }
    text = (resources.files("pourparler.app") / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, object] = json.loads(text)
    return found
