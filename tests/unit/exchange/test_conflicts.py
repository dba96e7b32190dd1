"""Conflicts in JSON: out and in again, and what is refused."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import pourparler as pp
from pourparler.app.commands.schema import schema
from pourparler.brief.reading import brief_from_data
from pourparler.cases import case_names, read_case
from pourparler.errors import PourparlerError
from pourparler.exchange.conflicts.exporting import export_conflict
from pourparler.exchange.conflicts.importing import import_conflict
from pourparler.model.conflict import Conflict

Call = Callable[..., tuple[int, str, str]]
CONFLICTS = [name for name in case_names() if read_case(name).content.moves is not None]

SMALL: dict[str, Any] = {
    "schema": "pourparler/conflict/1",
    "parties": [{"id": "a", "name": {"en": "North", "fr": "Nord"}}, "b"],
    "options": [{"id": "dam", "party": "a", "one_way": "take"}, {"id": "sue", "party": "b"}],
    "issues": [{"id": "flow", "party": "b", "levels": ["low", "mid", "high"], "scale": [0, 30, 100],
                "transitions": [["low", "mid"], ["mid", "high"]]}],
    "impossible": ["sue and flow = high", {"dam": "yes", "flow": "low"}],
    "statements": {"a": ["flow >= 30", "not sue"]},
    "ranking": {"b": [[0, 2], [4, 5, 6], 7, [8], 9]},
    "blocked_moves": [{"party": "b", "from": 0, "to": [2]}],
    "status_quo": 0,
}  # fmt: skip
GRAPH: dict[str, Any] = {
    "schema": "pourparler/conflict/1", "parties": ["a", "b"], "states": ["s", "t", "1"],
    "arcs": {"a": [["s", "t"]], "b": [["t", "1"], ["1", "t"]]},
    "ranking": {"a": ["s", ["t", 1]], "b": [["1"], ["t"], ["s"]]}, "status_quo": "s",
    "great_gaps": {"b": [1]}, "unknown": {"a": [["s", "t"]]},
}  # fmt: skip


def written(data: Any, folder: Path) -> Path:
    file = folder / "conflict.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return file


def same(one: Conflict, other: Conflict) -> None:
    """States, moves, ranks and status quo are equal."""
    assert (one.parties, one.names, one.status_quo) == (other.parties, other.names, other.status_quo)
    assert one.codes.tolist() == other.codes.tolist()
    assert one.ranks.tolist() == other.ranks.tolist()
    assert [(a.name, a.party, a.levels, a.allowed.tolist()) for a in one.axes] == [
        (a.name, a.party, a.levels, a.allowed.tolist()) for a in other.axes
    ]
    assert (one.arcs is None) == (other.arcs is None)
    for mine, theirs in zip(one.arcs or (), other.arcs or (), strict=True):
        assert mine.tolist() == theirs.tolist()
    assert dict(one.gaps) == dict(other.gaps)
    assert {k: v.tolist() for k, v in one.unknown.items()} == {
        k: v.tolist() for k, v in other.unknown.items()
    }


def round_trip(brief: pp.Brief, folder: Path) -> Conflict:
    export_conflict(brief, folder / "out.json")
    data = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema("conflict")).validate(data)
    import_conflict("conflict", folder / "out.json", folder / "again")
    return Conflict.from_brief(pp.read_brief(folder / "again"))


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_case_comes_back_as_it_went(name: str, tmp_path: Path) -> None:
    brief = read_case(name)
    same(Conflict.from_brief(brief), round_trip(brief, tmp_path))
    again = pp.read_brief(tmp_path / "again")
    assert again.title == brief.title
    assert again.content.moves is not None
    assert brief.content.moves is not None
    assert again.content.moves.state_names == brief.content.moves.state_names


@pytest.mark.parametrize("data", [SMALL, GRAPH], ids=["axes", "graph"])
def test_a_file_comes_back_as_it_went(data: Any, tmp_path: Path) -> None:
    Draft202012Validator(schema("conflict")).validate(data)
    done = import_conflict("conflict", written(data, tmp_path), tmp_path / "brief")
    brief = pp.read_brief(tmp_path / "brief")
    same(done.conflict, round_trip(brief, tmp_path))


def test_what_a_file_says_is_what_the_conflict_is(tmp_path: Path) -> None:
    game = import_conflict("conflict", written(SMALL, tmp_path), tmp_path / "brief").conflict
    assert game.codes.tolist() == [0, 2, 4, 5, 6, 7, 8, 9]
    assert game.ranks[1].tolist() == [5, 5, 4, 4, 4, 3, 2, 1]
    assert game.axes[0].allowed.tolist() == [[True, True], [False, True]]
    assert game.axes[2].missing == (("low", "high"),)
    assert game.arcs is not None


def test_issues_with_ranks_from_utilities_go_out_as_rankings(tmp_path: Path) -> None:
    data = {
        "parties": {"a": {}, "b": {}, "c": {}},
        "issues": {"x": {"range": {"from": 0, "to": 10, "step": 5}, "status_quo": 5}},
        "stances": {"a": {"x": {"position": 10, "salience": 50}}, "b": {"x": {"position": 0, "salience": 50}}},
        "moves": {"options": {"strike": {"party": "b", "chance": 0.3}}, "issues": {"x": "a"},
                  "impossible": ["strike and x < 4"], "transitions": {"x": "up"}},
    }  # fmt: skip
    brief = brief_from_data(data)
    game, again = Conflict.from_brief(brief), round_trip(brief, tmp_path)
    assert again.codes.tolist() == game.codes.tolist()
    assert again.ranks.tolist() == game.ranks.tolist()
    assert again.axes[1].allowed.tolist() == game.axes[1].allowed.tolist()
    assert again.status_quo == game.status_quo
    told = export_conflict(brief, tmp_path / "more.json").notes
    assert [note.text.split()[0] for note in told] == ["Ranks", "Chances", "Parties"]


def stability_cases() -> list[Path]:
    home = os.environ.get("POURPARLER_CASES")
    return sorted((Path(home) / "stability").glob("*.json")) if home else []


@pytest.mark.skipif(not stability_cases(), reason="POURPARLER_CASES is not set")
@pytest.mark.parametrize("path", stability_cases(), ids=lambda path: path.stem)
def test_feasible_codes_and_rankings_of_the_golden_cases(path: Path, tmp_path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    data: dict[str, Any] = {
        "schema": "pourparler/conflict/1", "parties": case["parties"], "ranking": case["ranking"],
        "status_quo": case["status_quo"],
    }  # fmt: skip
    if case["form"] == "graph":
        data |= {"states": [state["code"] for state in case["states"]], "arcs": case["arcs"]}
    elif case["form"] == "issues":
        data["issues"] = [
            {"id": issue["id"], "party": issue["party"], "levels": [f"l{i}" for i in range(issue["levels"])],
             "transitions": issue["one_way"]}
            for issue in case["issues"]
        ]  # fmt: skip
    else:
        data["options"] = case["options"]
    if case["form"] != "graph":
        data["feasible"] = [state["code"] for state in case["states"]]
    game = import_conflict("conflict", written(data, tmp_path), tmp_path / "brief").conflict
    assert [game.label(i) for i in range(len(game.codes))] == [state["code"] for state in case["states"]]
    for party, ranks in zip(game.parties, game.ranks, strict=True):
        top = ranks.max()
        classes = [[game.label(int(i)) for i in np.flatnonzero(ranks == top - k)] for k in range(top)]
        assert classes == [sorted(group) for group in case["ranking"][party]]
    same(game, round_trip(pp.read_brief(tmp_path / "brief"), tmp_path))


WRONG: list[tuple[str, Any, str]] = [
    ("X001", "{", "valid JSON"),
    ("X001", {**SMALL, "schema": "other"}, "schema"),
    ("X002", [1], "keys and values"),
    ("X002", {**SMALL, "optoins": []}, "optoins"),
    ("X002", {**SMALL, "parties": {"a": 1}}, "list"),
    ("X002", {**SMALL, "parties": ["a", "b", "a"]}, "twice"),
    ("X002", {**SMALL, "options": [{"id": "dam", "party": "a"}, {"id": "dam", "party": "b"}]}, "twice"),
    ("X002", {**SMALL, "options": [{"id": "dam"}]}, "party"),
    ("X002", {**SMALL, "options": [{"id": "dam", "party": "a", "one_way": "both"}]}, "direction"),
    ("X004", {**SMALL, "options": [{"id": "dam", "party": "c"}]}, "declared nowhere"),
    ("X002", {**SMALL, "issues": [{"id": "flow", "party": "b", "levels": ["x", "x"]}]}, "twice"),
    (
        "X003",
        {**SMALL, "issues": [{"id": "flow", "party": "b", "levels": ["x", "y"], "scale": [1]}]},
        "scale",
    ),
    ("X003", {**SMALL, "issues": [{"id": "flow", "party": "b", "levels": ["x"], "scale": [True]}]}, "scale"),
    ("X005", {**SMALL, "options": [{"id": f"o{i}", "party": "a"} for i in range(30)]}, "combinations"),
    ("X004", {**SMALL, "ranking": {"b": [[0]]}}, "leaves out"),
    ("X002", {**SMALL, "ranking": {"b": [[0, 0]]}}, "twice"),
    ("X002", {**SMALL, "ranking": {"b": 3}}, "list"),
    ("X002", {**SMALL, "ranking": [1]}, "keys and values"),
    ("X004", {**SMALL, "ranking": {"c": [[0]]}}, "declared nowhere"),
    ("X004", {**SMALL, "statements": {"a": ["flow >="]}}, "column"),
    ("X004", {**SMALL, "statements": {}}, "no preferences"),
    ("X004", {**SMALL, "impossible": ["dam or not dam"]}, "no state"),
    ("X004", {**SMALL, "status_quo": 99}, "status_quo"),
    ("X004", {**SMALL, "feasible": [99]}, "feasible"),
    ("X004", {**SMALL, "options": [{"id": "not", "party": "a"}]}, "not"),
    ("X002", {**SMALL, "options": [], "issues": []}, "neither"),
    ("X004", {**GRAPH, "arcs": {"a": [["s", "z"]]}}, "declared nowhere"),
    ("X002", {**GRAPH, "arcs": {"a": [["s"]]}}, "pair"),
    ("X002", {**GRAPH, "states": ["s", "s"]}, "twice"),
    ("X004", {**GRAPH, "ranking": {**GRAPH["ranking"], "a": ["s", "t"]}}, "leaves out"),
    ("X004", {**GRAPH, "ranking": {**GRAPH["ranking"], "a": ["s", "t", "z"]}}, "declared nowhere"),
    ("X004", {**GRAPH, "status_quo": "z"}, "status_quo"),
    ("X004", {**GRAPH, "options": SMALL["options"]}, "either options"),
    ("X004", {**GRAPH, "title": [1]}, "title"),
]


@pytest.mark.parametrize(("rule", "data", "words"), WRONG, ids=[f"{w[0]}-{i}" for i, w in enumerate(WRONG)])
def test_what_is_refused(rule: str, data: Any, words: str, tmp_path: Path) -> None:
    with pytest.raises(PourparlerError) as caught:
        import_conflict("conflict", written(data, tmp_path), tmp_path / "brief")
    assert caught.value.rule == rule
    assert words in str(caught.value)
    assert not (tmp_path / "brief").exists()


def test_commands_in_and_out(call: Call, tmp_path: Path) -> None:
    code, out, err = call("import", "conflict", written(SMALL, tmp_path), "--to", tmp_path / "b", "--json")
    assert (code, err) == (0, "")
    data = json.loads(out)
    Draft202012Validator(schema("import")).validate(data)
    assert (data["parties"], data["states"]) == (["a", "b"], 8)
    assert call("check", tmp_path / "b")[0] == 0
    code, out, _ = call("export", "conflict", tmp_path / "b", "--to", tmp_path / "c.json", "--json")
    assert code == 0
    Draft202012Validator(schema("export")).validate(json.loads(out))
    assert call("export", "conflict", tmp_path / "b", "--to", tmp_path / "c.json")[0] == 2
    assert call("import", "conflict", tmp_path / "none.json", "--to", tmp_path / "d")[0] == 3
    assert "pourparler import conflict " in call("import", "conflict", "--help")[1]
    assert "pourparler export conflict " in call("export", "conflict", "--help")[1]


JUNK: list[Any] = [None, 0, -1, 2.5, "", "x", [], {}, [[]], [1], {"a": 1}, True, 10**20, "YN", {"en": 1}]


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [found for key, value in pairs for found in ((*path, key), *places(value, (*path, key)))]


@pytest.mark.parametrize("junk", range(len(JUNK)))
@pytest.mark.parametrize("base", [SMALL, GRAPH], ids=["axes", "graph"])
def test_anything_in_any_place_is_read_or_refused(base: Any, junk: int, tmp_path: Path) -> None:
    refused: list[tuple[str, Any]] = []
    for i, path in enumerate(places(base)):
        data = json.loads(json.dumps(base))
        at = data
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = JUNK[junk]
        folder = tmp_path / str(i)
        folder.mkdir()
        try:
            import_conflict("conflict", written(data, folder), folder / "brief")
        except PourparlerError as error:
            refused.append((error.rule[:1], path))
    assert {letter for letter, _ in refused} == {"X"}


def test_french_patterns_are_exported_in_letters_that_every_brief_reads(tmp_path):
    options = {"x": {"party": "a"}, "y": {"party": "b"}}
    moves = {"options": options, "impossible": ["OO"], "ranking": {"a": ["ON", "N-"], "b": [0, 2, 1]}, "blocked_moves": [{"party": "a", "from": "NN", "to": "O-"}]}  # fmt: skip
    brief = brief_from_data({"language": "fr", "parties": {"a": {}, "b": {}}, "moves": moves})
    export_conflict(brief, tmp_path / "c.json")
    data = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert data["impossible"] == ["YY"]
    assert data["blocked_moves"] == [{"party": "a", "from": "NN", "to": "Y-"}]
    assert data["ranking"]["a"] == [[1], [0, 2]]
