"""The layers that `.importlinter` names are the folders there are (lint-imports itself runs in `make test`)."""

import configparser
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
