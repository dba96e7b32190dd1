"""The JSON Schema: every key says what it is for, so that an editor can show it while one types."""

from collections.abc import Iterator
from typing import Any

from pourparler.app.commands.schema import schema


def keys(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every key of every object in a schema, with what the schema says of it."""
    if isinstance(node, dict):
        for name, value in node.get("properties", {}).items():
            if isinstance(value, dict):
                yield f"{path}/{name}", value
        for name, value in node.items():
            yield from keys(value, f"{path}/{name}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from keys(value, f"{path}/{i}")


def test_every_key_has_a_short_description() -> None:
    found = dict(keys(schema("brief")))
    assert len(found) > 150
    assert [path for path, value in found.items() if not value.get("description", "").endswith(".")] == []
    assert [path for path, value in found.items() if len(value["description"]) > 130] == []
