"""`pourparler import` and `export` of tables of actors: options, one JSON document, both languages."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pourparler.app.commands.schema import schema
from pourparler.exchange.registry import ACTORS

Call = Callable[..., tuple[int, str, str]]
TABLE = "Actor,Capability,Position,Salience\nA,1,4,0.5\nB,2,7,0.25\nC,1,5,1\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path / "t.csv"


def test_the_documents_follow_their_schemas(call: Call, table: Path, tmp_path: Path) -> None:
    code, out, err = call("import", "actors", table, "--to", tmp_path / "b", "--scale", "4,10", "--json")
    assert (code, err) == (0, "")
    data = json.loads(out)
    validator = Draft202012Validator(schema("import"))
    validator.validate(data)
    assert data["scales"] == {"t": {"from": 4, "to": 10, "source": "option"}}
    assert (data["salience"], data["parties"], data["issues"]) == ("share", ["A", "B", "C"], ["t"])
    for key in ("scales", "salience", "parties"):
        assert not validator.is_valid({name: value for name, value in data.items() if name != key})
    assert call("check", tmp_path / "b")[0] == 0
    assert call("solve", tmp_path / "b", "compromise")[0] == 0
    for form, known in ACTORS.items():
        for suffix in known.suffixes:
            if suffix == ".xlsx":
                pytest.importorskip("openpyxl")
            target = tmp_path / f"{form}{suffix}"
            code, out, _ = call("export", form, tmp_path / "b", "--to", target, "--json")
            assert code == 0
            Draft202012Validator(schema("export")).validate(json.loads(out))
            code, out, _ = call("import", form, target, "--to", tmp_path / f"{form}{suffix}.b", "--json")
            assert code == 0
            validator.validate(json.loads(out))
            assert call("export", form, tmp_path / "b", "--to", target)[0] == 2


@pytest.mark.parametrize("form", ACTORS)
@pytest.mark.parametrize("command", ["import", "export"])
def test_help_shows_an_example(form: str, command: str, call: Call) -> None:
    code, out, _ = call(command, form, "--help")
    assert code == 0
    assert f"pourparler {command} {form} " in out


@pytest.mark.parametrize("scale", ["10,4", "4", "a,b", "4;10", "4,5,6", "nan,1", "1,1"])
def test_a_wrong_scale_is_a_wrong_call(scale: str, call: Call, table: Path, tmp_path: Path) -> None:
    code, _, err = call("import", "actors", table, "--to", tmp_path / "b", "--scale", scale, "--lang", "en")
    assert code == 2
    assert "is not two rising numbers" in err
    assert not (tmp_path / "b").exists()


def test_a_negative_scale_and_a_comma(call: Call, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Acteur;Pouvoir;Position;Importance\nÉtat;1;-50;1,500\nB;1;1;2\n", encoding="utf-8")  # fmt: skip
    arguments = ["--to", tmp_path / "b", "--scale", "-100,100", "--salience", "percent"]
    assert call("import", "actors", tmp_path / "t.csv", *arguments)[0] == 3
    assert call("import", "actors", tmp_path / "t.csv", *arguments, "--decimal", "comma")[0] == 0
    assert call("export", "actors", tmp_path / "b", "--to", tmp_path / "o.csv", "--decimal", "comma")[0] == 0
    assert ";1,5" in (tmp_path / "o.csv").read_text(encoding="utf-8-sig")


def test_people_are_told_what_was_found(call: Call, table: Path, tmp_path: Path) -> None:
    code, out, _ = call("import", "actors", table, "--to", tmp_path / "b", "--lang", "en")
    assert code == 0
    assert "Scale 4 to 7, found from the positions: t. --scale LOW,HIGH says otherwise." in out
    code, out, _ = call("export", "ktab", tmp_path / "b", "--to", tmp_path / "k.csv", "--lang", "en")
    assert code == 0
    assert "Positions on t were moved from 4 to 7 onto 0 to 100." in out


def test_a_missing_file(call: Call, tmp_path: Path) -> None:
    for form in ACTORS:
        assert call("import", form, tmp_path / "none.csv", "--to", tmp_path / "b")[0] == 3
