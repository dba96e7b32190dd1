"""``pourparler audit`` as a mediator uses it: words in both languages, one JSON document, faults with their place."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pourparler.app.commands.schema import schema

CASE = Path(__file__).parents[2] / "src" / "pourparler" / "cases" / "trade-zone"
DEAL = "territory: none\nmoney: m50\nterm: long\n"

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def deal(tmp_path: Path) -> Path:
    path = tmp_path / "deal.yaml"
    path.write_text(DEAL, encoding="utf-8")
    return path


def test_in_english(call: Call, deal: Path) -> None:
    code, out, _ = call("audit", str(CASE), "--deal", str(deal), "--lang", "en")
    assert code == 0
    for line in (
        "North would refuse: 5 below its reserve.",
        "South would accept: 15 above its reserve.",
        "The decision rule is not met: the deal does not stand.",
        "All could do better: each party could gain 10 at once.",
        "Move “Territory” from none to part (conceded by South) and “Money” from m50 to m100 (conceded by North): "
        "North +15; South +10; nobody loses.",
        "With everything else as in the deal, no value is acceptable to all: Money and Term.",
    ):
        assert line in out


def test_in_french(call: Call, deal: Path) -> None:
    code, out, _ = call("audit", str(CASE), "--deal", str(deal), "--lang", "fr")
    plain = out.replace("\u202f", " ").replace("\u00a0", " ")
    assert code == 0
    assert "Nord : non, 5 de moins que sa valeur de réserve." in plain
    assert "Passer « Territoire » de none à part (concession : Sud)" in plain
    assert "Zones d’accord possible" in plain
    assert "Nord +15 ; Sud +10" in plain


def test_json(call: Call, deal: Path) -> None:
    code, out, _ = call("audit", str(CASE), "--deal", str(deal), "--json")
    data = json.loads(out)
    Draft202012Validator(schema("result")).validate(data)
    assert code == 0
    assert (data["concept"]["name"], data["dominated"], data["distance"]) == ("audit", True, 10.0)
    assert data["trades"][0]["change"] == {"territory": ["none", "part"], "money": ["m50", "m100"]}
    assert data["trades"][0]["gains"] == {"north": 15.0, "south": 10.0}
    assert data["zones"]["territory"]["at_deal"] == ["part"]
    assert list(data) == sorted(data)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("territory: nome\nmoney: m50\nterm: long\n", "deal.yaml:1:12: nome is no value of territory. Did you mean none?"),
        ("territory: none\nmony: m50\nterm: long\n", "deal.yaml:2:7: there is no issue mony. Did you mean money?"),
        ("territory: none\n", "deal.yaml: the deal leaves open: money and term."),
        ("- none\n", "deal.yaml: a deal is a mapping of issues to values."),
        ("territory: none\nterritory: all\nmoney: m0\nterm: long\n", "deal.yaml:2:"),
        ("territory: [none]\nmoney: m50\nterm: long\n", "is no value of territory"),
        ("territory:\nmoney: m50\nterm: long\n", "– is no value of territory"),
        ("territory: {", "is not valid YAML"),
        ("", "is empty"),
    ],
)  # fmt: skip
def test_a_file_that_does_not_fit(call: Call, deal: Path, text: str, told: str) -> None:
    deal.write_text(text, encoding="utf-8")
    code, out, err = call("audit", str(CASE), "--deal", str(deal), "--lang", "en")
    assert (code, out) == (3, "")
    assert told in err
    assert "Traceback" not in err


def test_without_a_file(call: Call, tmp_path: Path) -> None:
    assert call("audit", str(CASE))[0] == 2
    code, _, err = call("audit", str(CASE), "--deal", str(tmp_path / "none.yaml"), "--lang", "en")
    assert code == 3
    assert "there is no file" in err


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("concept", ["audit", "zones", "raiffa", "least-spread"])
def test_solve_prints_words_and_one_document(call: Call, concept: str, lang: str) -> None:
    code, out, _ = call("solve", str(CASE), concept, "--lang", lang)
    assert code == 0
    assert len(out.splitlines()) >= 3
    given = json.dumps({"territory": "none", "money": "m50", "term": "long"})
    extra = {"audit": ("--set", f"outcome={given}"), "zones": ("--set", f"deal={given}")}.get(concept, ())
    code, out, _ = call("solve", str(CASE), concept, *extra, "--json")
    data = json.loads(out)
    Draft202012Validator(schema("result")).validate(data)
    assert (code, data["status"]["code"]) == (0, "ok")


def test_a_setting_that_does_not_fit_is_a_wrong_call(call: Call) -> None:
    code, _, err = call("solve", str(CASE), "audit", "--set", 'outcome={"territory": "none"}', "--lang", "en")
    assert code == 2
    assert "money and term" in err


def test_frames_hold_raw_numbers() -> None:
    pytest.importorskip("pandas", reason="data frames need pandas (extra frames)")
    import pourparler as pp

    brief = pp.read_case("trade-zone")
    audit = pp.solve(brief, pp.Audit(outcome={"territory": "none", "money": "m50", "term": "long"}))
    assert audit.to_frame()["gain"].tolist() == [-5.0, 15.0]
    zones = pp.solve(brief, pp.Zones()).to_frame()
    assert zones[zones.issue == "territory"]["value"].tolist() == ["part", "all"]
