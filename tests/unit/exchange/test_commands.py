"""`pourparler import` and `pourparler export`: help, one JSON document, exit codes, both languages."""

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from exchange_fixtures import FILES, written
from jsonschema import Draft202012Validator
from literature import BIB, BRIEF, ITEMS

from pourparler.app.commands.schema import schema

Call = Callable[..., tuple[int, str, str]]


def valid(text: str, name: str) -> Any:
    """The one document that was printed, after a check against its schema."""
    data = json.loads(text)
    Draft202012Validator(schema(name)).validate(data)
    return data


def test_schemas_ask_for_what_each_kind_of_format_prints() -> None:
    common = {"schema": "pourparler/import/1", "notes": []}
    validator = Draft202012Validator(schema("import"))
    assert validator.is_valid({**common, "format": "csl", "sources": []})
    assert not validator.is_valid({**common, "format": "genius", "sources": []})
    assert not validator.is_valid({**common, "format": "csl"})


@pytest.mark.parametrize("form", FILES)
def test_in_and_out(form: str, call: Call, tmp_path: Path) -> None:
    path = written(form, tmp_path / "in")
    code, out, err = call("import", form, path, "--to", tmp_path / "b", "--json")
    assert (code, err) == (0, "")
    data = valid(out, "import")
    assert (data["schema"], data["format"], data["files"]) == (
        "pourparler/import/1",
        form,
        ["brief.yaml", "imported.json"],
    )
    assert call("check", tmp_path / "b")[0] == 0
    target = tmp_path / ("out.csv" if form == "table" else "out")
    code, out, _ = call("export", form, tmp_path / "b", "--to", target, "--json")
    assert code == 0
    assert valid(out, "export")["format"] == form
    assert call("export", form, tmp_path / "b", "--to", target)[0] == 2
    assert call("import", form, path, "--to", tmp_path / "b")[0] == 2


@pytest.mark.parametrize("form", [*FILES, "csl", "bibtex"])
@pytest.mark.parametrize("command", ["import", "export"])
def test_help_shows_an_example(form: str, command: str, call: Call) -> None:
    code, out, _ = call(command, form, "--help")
    assert code == 0
    assert f"pourparler {command} {form} " in out


def test_choices_are_passed_on(call: Call, tmp_path: Path) -> None:
    path = written("genius", tmp_path / "in")
    arguments = ["--to", tmp_path / "b", "--normalise", "none", "--reserve", "ignore"]
    named = ["--profile", path / "p2.xml", "--profile", path / "p1.xml"]
    code, out, _ = call("import", "genius", path / "domain.xml", *arguments, *named, "--lang", "fr", "--json")
    assert code == 0
    data = json.loads(out)
    assert (data["parties"], data["normalise"], data["reserve"]) == (["p2", "p1"], "none", "ignore")
    assert "language: fr" in (tmp_path / "b" / "brief.yaml").read_text(encoding="utf-8")


def test_wrong_calls(call: Call, tmp_path: Path) -> None:
    assert "Did you mean genius?" in call("import", "genus", "x", "--to", "y", "--lang", "en")[2]
    assert call("import", "genius", "x")[0] == 2
    code, _, err = call("import", "genius", tmp_path / "none", "--to", tmp_path / "b")
    assert code == 3
    assert "X001" in err
    assert call("import", "csl", tmp_path / "none.json", "--into", tmp_path / "none")[0] == 3


def test_literature(call: Call, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "brief.yaml").write_text(BRIEF, encoding="utf-8")
    (tmp_path / "l.json").write_text(json.dumps(ITEMS), encoding="utf-8")
    code, out, _ = call("import", "csl", tmp_path / "l.json", "--into", tmp_path / "b", "--json")
    assert code == 0
    assert valid(out, "import")["sources"][1] == "nash1950"
    assert call("check", tmp_path / "b")[0] == 0
    code, out, _ = call("export", "csl", tmp_path / "b", "--to", tmp_path / "out.json", "--json")
    assert code == 0
    assert "nash1950" in valid(out, "export")["sources"]
    assert call("export", "bibtex", tmp_path / "b", "--to", tmp_path / "out.bib")[0] == 0
    pytest.importorskip("bibtexparser")
    (tmp_path / "l.bib").write_text(BIB, encoding="utf-8")
    assert "nash-1950" in call("import", "bibtex", tmp_path / "l.bib", "--into", tmp_path / "b")[1]


def test_a_table_asks_in_french(call: Call, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('issue,level,A\nx,lo,"1,234"\n', encoding="utf-8")
    code, _, err = call("import", "table", tmp_path / "t.csv", "--to", tmp_path / "b", "--lang", "fr")
    assert code == 3
    assert "--decimal comma" in err
    assert "deux façons" in err
    assert call("import", "table", tmp_path / "t.csv", "--to", tmp_path / "b", "--decimal", "comma")[0] == 0


@pytest.mark.parametrize("form", ["genius", "geniusweb", "negmas", "negolog"])
def test_a_package_is_no_sum_of_points(form: str, call: Call, tmp_path: Path) -> None:
    with resources.as_file(resources.files("pourparler.cases") / "six-provisions") as folder:
        code, _, err = call("export", form, str(folder), "--to", str(tmp_path / "out"))
    assert code == 2
    assert "X007" in err
    assert not (tmp_path / "out").exists()
