"""``pourparler schema``: the JSON Schemas of all documents."""

import json
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import click

from pourparler.app.shell import OK, Command, Shell, common
from pourparler.language import mark

_HOME = resources.files("pourparler.app") / "schemas"
NAMES = (
    "brief",
    "result",
    "sweep",
    "timeline",
    "compare",
    "check",
    "results",
    "trace",
    "import",
    "export",
    "backtest",
    "tournament",
    "ledger",
    "conflict",
)


@click.command(
    "schema",
    cls=Command,
    help=mark(
        "Print the JSON Schema of brief.yaml, or of a document that --json prints (result, sweep, timeline, compare, check, results, trace, import, export, backtest, tournament, ledger), or of a file that conflicts are exchanged in (conflict); audit prints a result."
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
    found = _read(_HOME / f"{name}.json")
    if name == "result":
        found["allOf"] = [
            _fields(path) for path in sorted((_HOME / "fields").iterdir(), key=lambda p: p.name)
        ]
    if name == "results":
        # A document that holds others repeats their schemas: it can be read without them.
        for part, inner in (("results", schema("result")), ("sweeps", schema("sweep"))):
            found["properties"][part]["items"] = {k: v for k, v in inner.items() if not k.startswith("$")}
    return found


def _fields(path: Traversable) -> dict[str, object]:
    """What a result holds beside the common fields, where its concept is one of those named."""
    told = _read(path)
    of = {"properties": {"concept": {"properties": {"name": {"enum": told["concepts"]}}}}}
    return {"if": of, "then": told["fields"]}


def _read(path: Traversable) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
