"""The layers that `.importlinter` names are the folders there are (lint-imports itself runs in `make test`)."""

import ast
import configparser
import graphlib
from pathlib import Path

import pytest

import pourparler

SRC = Path(pourparler.__file__).parent


def test_every_part_has_its_layer() -> None:
    file = SRC.parents[1] / ".importlinter"
    if not file.exists():
        pytest.skip("the project's configuration is not here (an installed package)")
    config = configparser.ConfigParser()
    config.read(file)
    text = config["importlinter:contract:layers"]["layers"]
    named = {word.strip("() ") for line in text.splitlines() for word in line.split("|")} - {""}
    parts = {
        p.stem
        for p in SRC.iterdir()
        if (p.suffix == ".py" or (p / "__init__.py").exists()) and not p.stem.startswith("__")
    }
    assert parts <= named, parts - named


def _imports(path: Path) -> set[str]:
    """The modules of ours that a file imports when it is imported (not inside functions, not for types)."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pourparler"):
            found.add(str(node.module))
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names if alias.name.startswith("pourparler"))
    return found


def test_there_is_no_import_cycle() -> None:
    files = {
        ".".join(("pourparler", *p.relative_to(SRC).with_suffix("").parts)).removesuffix(".__init__"): p
        for p in SRC.rglob("*.py")
    }
    graph = {name: (_imports(path) & files.keys()) - {name, "pourparler"} for name, path in files.items()}
    order = graphlib.TopologicalSorter(graph)
    try:
        order.prepare()
    except graphlib.CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))
