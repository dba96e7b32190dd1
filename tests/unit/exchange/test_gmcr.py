"""Models saved by the GMCR+ family, written by hand from facts of the format."""

import json
import re
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.cases import read_case
from pourparler.errors import PourparlerError
from pourparler.exchange.conflicts.gmcr_conditions import condition
from pourparler.exchange.conflicts.importing import import_conflict
from pourparler.model.conflict import Conflict


def options(*entries: tuple[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "permittedDirection": direction} for name, direction in entries]


SYRIA: dict[str, Any] = {
    "program": "GMCR+", "version": "0.4",
    "options": options(("Release water", "both"), ("Escalate", "both"), ("Attack", "both")),
    "decisionMakers": [
        {"name": "Syria", "options": [0, 1], "preferences": [], "preferenceRanking": [1, 3, 6, 2, 4, 5]},
        {"name": "Iraq", "options": [2], "preferences": [], "preferenceRanking": [2, 4, 6, 1, 5, 3]},
    ],
    "infeasibles": [[[0, "Y"], [1, "Y"]]],
    "useManualPreferenceRanking": True,
    "coalitions": [0, 1],
}  # fmt: skip

ELMIRA: dict[str, Any] = {
    "options": options(("Modify", "fwd"), ("Delay", "back"), ("Accept", "both"), ("Abandon", "fwd"), ("Insist", "both")),
    "decisionMakers": [
        {"name": "Ministry", "options": [0], "preferences": [
            [[3, "N"]], [[2, "Y"]], {"compound": True, "members": [[[0, "N"]], [[4, "N"]]]}, [[0, "N"]], [[4, "Y"]]]},
        {"name": "Company", "options": [1, 2, 3], "preferences": [[[0, "Y"], [2, "Y"]]]},
        {"name": "City", "options": [4], "preferences": [[[3, "N"]], [[0, "N"]], [[4, "Y"]]]},
    ],
    "infeasibles": [
        [[1, "Y"], [2, "Y"]], [[1, "Y"], [3, "Y"]], [[2, "Y"], [3, "Y"]], [[1, "N"], [2, "N"], [3, "N"]],
    ],
    "useManualPreferenceRanking": False,
    "coalitions": [[0, 1], 2], "coalitionsFull": [[0, 1], [2]],
}  # fmt: skip
# The published ranking of the nine states, each as its codes; the last one merges four.
PLACES = {"s1": [2], "s2": [3], "s3": [4], "s4": [5], "s5": [18], "s6": [19], "s7": [20], "s8": [21],
          "s9": [8, 9, 24, 25]}  # fmt: skip


def imported(data: Any, folder: Path) -> Conflict:
    file = folder / "model.gmcr"
    file.write_text(json.dumps(data), encoding="utf-8")
    return import_conflict("gmcr", file, folder / "brief").conflict


def nash(game: Conflict) -> set[int]:
    """Codes that no party leaves: by literal search over all pairs of states."""
    found = set()
    for s in range(len(game.codes)):
        here = game.digits(s)
        better = [
            (p, t)
            for p, t in product(range(len(game.parties)), range(len(game.codes)))
            if game.ranks[p, t] > game.ranks[p, s]
            and all(
                axis.allowed[x, y] if axis.party == p else x == y
                for axis, x, y in zip(game.axes, here, game.digits(t), strict=True)
            )
        ]
        if not better:
            found.add(int(game.codes[s]))
    return found


def test_a_manual_ranking_counts_feasible_states_from_one(tmp_path: Path) -> None:
    game = imported(SYRIA, tmp_path)
    known = Conflict.from_brief(read_case("syria-iraq"))
    assert game.codes.tolist() == known.codes.tolist() == [0, 1, 2, 4, 5, 6]
    assert game.ranks.tolist() == known.ranks.tolist()
    assert [axis.allowed.tolist() for axis in game.axes] == [axis.allowed.tolist() for axis in known.axes]
    assert game.arcs is None
    brief = pp.read_brief(tmp_path / "brief")
    assert brief.content.moves is not None
    assert [option.name for option in brief.content.moves.options.values()] == [
        "Release water",
        "Escalate",
        "Attack",
    ]
    assert list(brief.content.moves.options) == ["Release-water", "Escalate", "Attack"]
    record = json.loads((tmp_path / "brief" / "imported.json").read_text(encoding="utf-8"))
    assert record["found"]["program"] == "GMCR+"


def test_elmira_in_option_form(tmp_path: Path) -> None:
    data = json.loads(json.dumps(ELMIRA))
    codes = sorted(code for group in PLACES.values() for code in group)
    for maker, party in zip(data["decisionMakers"], "MUL", strict=True):
        moves = read_case("elmira").content.moves
        assert moves is not None
        groups = [
            [codes.index(code) + 1 for name in group for code in PLACES[name]]
            for group in moves.ranking[party]
        ]
        maker["preferenceRanking"] = [group[0] if len(group) == 1 else group for group in groups]
    data["useManualPreferenceRanking"] = True
    game = imported(data, tmp_path)
    assert game.codes.tolist() == codes
    assert len(codes) == 12
    assert nash(game) == {18, 21, 8, 9, 24, 25}
    graph = Conflict.from_brief(read_case("elmira"))
    for row, known in zip(game.ranks, graph.ranks, strict=True):
        for name, group in PLACES.items():
            assert {int(row[codes.index(code)]) for code in group} == {int(known[graph.names.index(name)])}


def test_preferences_become_statements(tmp_path: Path) -> None:
    game = imported(ELMIRA, tmp_path)
    assert [item.text for item in game.statements["Ministry"]] == [
        "not Abandon", "Accept", "not Modify or not Insist", "not Modify", "Insist",
    ]  # fmt: skip
    assert [item.text for item in game.statements["Company"]] == ["Modify and Accept"]
    order = np.argsort(-game.ranks[0], kind="stable")
    assert game.codes[order][:4].tolist() == [20, 4, 5, 21]
    brief = pp.read_brief(tmp_path / "brief")
    told = (tmp_path / "brief" / "brief.yaml").read_text(encoding="utf-8")
    assert "Coalitions are recorded" in told
    assert not [finding for finding in pp.check(brief) if finding.level == "error"]


def test_older_files(tmp_path: Path) -> None:
    old = {
        "decisionMakers": [
            {"name": "Syria", "options": [{"name": "Release", "reversibility": "both"}, {"name": "Escalate", "reversibility": "forward"}],
             "preferences": ["N--", {"name": "-N-"}]},
            {"name": "Iraq", "options": [{"name": "Attack", "reversibility": "back"}], "preferences": [], "preferenceVectors": [2, [4, 6], 1, 5, 3]},
        ],
        "infeasibles": [{"name": "YY-"}],
        "useManualPreferenceVectors": False,
    }  # fmt: skip
    game = imported(old, tmp_path)
    assert game.codes.tolist() == [0, 1, 2, 4, 5, 6]
    assert [axis.allowed.tolist() for axis in game.axes[1:]] == [
        [[True, True], [False, True]],
        [[True, False], [True, True]],
    ]
    assert [item.text for item in game.statements["Syria"]] == ["not Release", "not Escalate"]
    assert game.ranks[1].tolist() == [3, 5, 1, 4, 2, 4]


def test_names_that_are_no_ids_or_stand_twice(tmp_path: Path) -> None:
    data = json.loads(json.dumps(SYRIA))
    for i, name in enumerate(("not", "12", "12")):
        data["options"][i]["name"] = name
    data["decisionMakers"][1]["name"] = "Syria"
    data["infeasibles"] = [[[0, "Y"], [1, "Y"]]]
    game = imported(data, tmp_path)
    assert [axis.name for axis in game.axes] == ["not-1", "12", "12-2"]
    assert game.parties == ("Syria", "Syria-2")
    assert game.codes.tolist() == [0, 1, 2, 4, 5, 6]


@pytest.mark.parametrize("count", [1, 3, 5])
def test_a_condition_holds_where_its_statement_does(count: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(count)
    names = [f"o{i}" for i in range(count)]
    for _ in range(10):
        ways = [
            [
                [int(at), str(rng.choice(["Y", "N"]))]
                for at in rng.permutation(count)[: rng.integers(1, count + 1)]
            ]
            for _ in range(rng.integers(1, 4))
        ]
        read = condition({"compound": True, "members": ways}, count, "x")
        held = [
            any(all((code >> at & 1) == (letter == "Y") for at, letter in way) for way in ways)
            for code in range(1 << count)
        ]
        assert read.truth(count).tolist() == held
        moves = {
            "options": {name: {"party": "a"} for name in names},
            "prefer": {"a": [read.statement(names)]},
        }
        assert Conflict.from_moves(moves).statements["a"][0].truth.tolist() == held


def changed(path: str, value: Any) -> dict[str, Any]:
    data: Any = json.loads(json.dumps(SYRIA))
    *steps, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    at = data
    for step in steps:
        at = at[step]
    at[last] = value
    return dict(data)


WRONG: list[tuple[str, Any, str]] = [
    ("X002", [], "keys and values"),
    ("X002", {}, "decisionMakers"),
    ("X002", changed("decisionMakers", []), "no party"),
    ("X002", {"decisionMakers": [{"name": "a"}]}, "no option"),
    ("X004", changed("decisionMakers/0/options", [0]), "belongs to nobody"),
    ("X004", changed("decisionMakers/1/options", [1, 2]), "one owner"),
    ("X004", changed("decisionMakers/1/options", [7]), "none of the options"),
    ("X004", changed("decisionMakers/1/options", [True]), "true is none of the options"),
    ("X005", changed("options/0/permittedDirection", "sideways"), "direction"),
    ("X005", changed("options/0/permittedDirection", ["fwd"]), '["fwd"] is not a direction'),
    ("X005", changed("options/0/permittedDirection", None), "null is not a direction"),
    ("X004", changed("options/0/name", None) | {"decisionMakers": [{"name": "a", "options": []}]}, "option 0 belongs to nobody"),
    ("X005", changed("infeasibles", [[[9, "Y"]]]), "not a condition"),
    ("X005", changed("infeasibles", [[[0, "maybe"]]]), "not a condition"),
    ("X005", changed("infeasibles", [{"ynd": 3}]), "not a condition"),
    ("X005", changed("infeasibles", ["Y?-"]), "not a condition"),
    ("X002", changed("infeasibles", [[[0, "Y"], [0, "N"]]]), "not to be"),
    ("X002", changed("infeasibles", [[]]), "excludes every state"),
    ("X004", changed("infeasibles", [[[0, "Y"]], [[0, "N"]]]), "number of a state"),
    ("X004", changed("decisionMakers/0/preferenceRanking", [1, 2, 3]), "leaves out"),
    ("X004", changed("decisionMakers/0/preferenceRanking", [1, 1, 2, 3, 4, 5, 6]), "twice"),
    ("X004", changed("decisionMakers/0/preferenceRanking", [0, 1, 2, 3, 4, 5]), "number of a state"),
    ("X004", changed("decisionMakers/0/preferenceRanking", [1, 2, 3, 4, 5, 7]), "number of a state"),
    ("X002", changed("decisionMakers/0/preferenceRanking", []), "neither preferences nor a ranking"),
    ("X002", changed("decisionMakers/0/name", None), "name"),
    ("X005", changed("options", [{"name": f"o{i}"} for i in range(30)]) | {"decisionMakers": [{"name": "a", "options": list(range(30))}]},
     "combinations"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "data", "words"), WRONG, ids=[f"{w[0]}-{i}" for i, w in enumerate(WRONG)])
def test_what_is_refused(rule: str, data: Any, words: str, tmp_path: Path) -> None:
    with pytest.raises(PourparlerError) as caught:
        imported(data, tmp_path)
    assert caught.value.rule == rule
    assert words in str(caught.value)
    assert not (tmp_path / "brief").exists()


def test_many_alternatives_do_not_exhaust_the_reader(tmp_path: Path) -> None:
    wide = {"compound": True, "members": [[[at % 3, "Y"]] for at in range(150)]}
    data = changed("useManualPreferenceRanking", False)
    for maker in data["decisionMakers"]:
        maker["preferences"] = [wide]
    assert len(imported(data, tmp_path).codes) == 6
    deep: Any = [[0, "Y"]]
    for _ in range(40):
        deep = {"compound": True, "members": [deep]}
    (tmp_path / "deep").mkdir()
    with pytest.raises(PourparlerError, match="not a condition"):
        imported(changed("infeasibles", [deep]), tmp_path / "deep")


JUNK: list[Any] = [None, 0, -1, 2.5, "", "x", [], {}, [[]], [1], {"a": 1}, True, 10**20, "YN-", [[0, "Y"]]]


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [found for key, value in pairs for found in ((*path, key), *places(value, (*path, key)))]


@pytest.mark.parametrize("junk", range(len(JUNK)))
def test_anything_in_any_place_is_read_or_refused(junk: int, tmp_path: Path) -> None:
    refused: list[tuple[str, str]] = []
    for i, path in enumerate([*places(SYRIA), *places(ELMIRA)]):
        data = json.loads(json.dumps(SYRIA if i < len(places(SYRIA)) else ELMIRA))
        at = data
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = JUNK[junk]
        folder = tmp_path / str(i)
        folder.mkdir()
        try:
            imported(data, folder)
        except PourparlerError as error:
            refused.append((error.rule[:1], str(error)))
    assert {letter for letter, _ in refused} == {"X"}
    assert not [told for _, told in refused if re.search(r"\b(None|True|False)\b", told)]
