"""Published and synthetic conflicts of the graph model through the concepts: verdicts, paths, inverse questions.

Restated here: Elmira 1991 (Hipel, Fang, Kilgour & Haight 1993; Kilgour et al. 2001), Syria and Iraq 1975 (Hipel, Kilgour &
Kinsara 2014; a published guide prints 420 for sequential stability at code 1, the definition gives 384), and the Cuban
missile crisis (Fraser & Hipel 1984). The other case files are not part of the project: POURPARLER_CASES names their folder.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from stability_files import NAMES, case, conflict, moves, outside

import pourparler as pp
from pourparler.brief.reading import brief_from_data

FORESIGHT = ("nash", "gmr", "smr", "seq", "sseq", "sim")

ELMIRA: dict[str, Any] = {
    "states": [f"s{i}" for i in range(1, 10)],
    "arcs": {
        "M": [["s1", "s2"], ["s3", "s4"], ["s5", "s6"], ["s7", "s8"]],
        "U": [["s1", "s3"], ["s2", "s4"], ["s5", "s7"], ["s6", "s8"], *([f"s{i}", "s9"] for i in range(1, 9))],
        "L": [[f"s{i}", f"s{j}"] for i, j in ((1, 5), (2, 6), (3, 7), (4, 8), (5, 1), (6, 2), (7, 3), (8, 4))],
    },
    "ranking": {
        "M": ["s7", "s3", "s4", "s8", "s5", "s1", "s2", "s6", "s9"],
        "U": ["s1", "s4", "s8", "s5", "s9", "s3", "s7", "s2", "s6"],
        "L": ["s7", "s3", "s5", "s1", "s8", "s6", "s4", "s2", "s9"],
    },
    "status_quo": "s1",
}  # fmt: skip

SYRIA_IRAQ: dict[str, Any] = {
    "options": {"release": {"party": "Syria"}, "escalate": {"party": "Syria"}, "attack": {"party": "Iraq"}},
    "impossible": ["release and escalate"],
    "ranking": {"Syria": [0, 2, 6, 1, 4, 5], "Iraq": [1, 4, 6, 0, 5, 2]},
    "status_quo": 0,
}


def test_elmira_equilibria_and_coalitions() -> None:
    """Published: s5, s8, s9 by Nash and SEQ, s1 and s4 beside them by GMR and SMR; M and U move from s5 to s8."""
    found = pp.Stability(coalitions="all").run(pp.Conflict.from_moves(ELMIRA), None).to_dict()
    assert found["equilibria"] == {
        "nash": ["s5", "s8", "s9"],
        "gmr": ["s1", "s4", "s5", "s8", "s9"],
        "smr": ["s1", "s4", "s5", "s8", "s9"],
        "seq": ["s5", "s8", "s9"],
        "sseq": ["s5", "s8", "s9"],
        "sim": None,
        "seq_sim": None,
    }
    together = {tuple(group["parties"]): group["improvements"] for group in found["coalitions"]}
    assert together["M", "U"]["s5"] == ["s8"]
    assert found["coalition_stable"]["nash"] == ["s8", "s9"]
    every = ["nash", "gmr", "smr", "seq", "sseq"]
    leads = {"parties": ["M", "U"], "from": "s5", "to": "s8", "concepts": every}
    assert [jump for jump in found["equilibrium_jumps"] if "nash" in jump["concepts"]] == [leads]


def test_elmira_in_words() -> None:
    result = pp.Stability(coalitions="all").run(pp.Conflict.from_moves(ELMIRA), None)
    assert "From s5 M and U can lead to s8 by moving together, and all of them gain" in result.summary("en")
    assert "equilibrium_jumps" not in pp.Stability().run(pp.Conflict.from_moves(ELMIRA), None).to_dict()


def test_elmira_from_the_status_quo() -> None:
    """Li, Kilgour & Hipel 2005: the negotiations lead to s5 by improvements; s8 needs M and U together."""
    result = pp.Paths().run(pp.Conflict.from_moves(ELMIRA), None)
    found = result.to_dict()
    assert {state: level["moves"] for state, level in found["levels"].items()} == {
        "s1": 0, "s2": 1, "s3": 1, "s4": 2, "s5": 1, "s6": 2, "s7": 2, "s8": 3, "s9": 1,
    }  # fmt: skip
    assert found["levels"]["s5"] == {"moves": 1, "improvements": 1, "jump": 1}
    assert found["levels"]["s8"] == {"moves": 3, "improvements": None, "jump": 2}
    assert found["reach"]["s9"] == "sacrifice"
    assert found["jumps"] == {"s8": [{"party": "L", "to": "s5"}, {"parties": ["M", "U"], "to": "s8"}]}
    assert found["sacrifices"]["s9"] == [{"step": 0, "party": "U", "change": -4}]
    assert "L moves to s5; then M and U move together to s8" in result.summary("en")


def test_syria_and_iraq_forward() -> None:
    game = pp.Conflict.from_moves(SYRIA_IRAQ)
    found = pp.Stability(horizon=3).run(game, None).to_dict()
    assert found["equilibria"]["gmr"] == [0, 6]
    for concept in ("nash", "smr", "seq", "sseq", "sim"):
        assert found["equilibria"][concept] == [6]
    summary = pp.Paths().run(game, None).summary("en")
    assert "Iraq: attack → yes (4); then Syria: escalate → yes (6)" in summary


def test_syria_and_iraq_inverse() -> None:
    """Kinsara, Kilgour & Hipel 2015: Nash 240, SEQ and GMR 384, SMR 300 of 720 rankings of Syria at code 1."""
    game = pp.Conflict.from_moves(SYRIA_IRAQ)

    def asked(target: int | str, party: str, concept: Any) -> dict[str, Any]:
        return pp.Inverse(target=target, party=party, concept=concept).run(game, None).to_dict()

    counts = {concept: asked("YNN", "Syria", concept)["count"] for concept in ("nash", "seq", "gmr", "smr")}
    assert counts == {"nash": "240", "seq": "384", "gmr": "384", "smr": "300"}
    assert asked(0, "Syria", "sim")["count"] == "84"
    known = asked(1, "Syria", "seq")
    assert (known["total"], known["share"], known["holds"]) == ("720", 384 / 720, False)
    assert known["conditions"]["clauses"] == [[0, 4], [2, 6]]
    assert known["conditions"]["sufficient_sets"] == [[0, 2], [0, 6], [2, 4], [4, 6]]
    assert known["gates"] == {"Syria": None, "Iraq": True}
    depends = asked(0, "Syria", "seq")
    assert depends["count"] == "150"
    assert depends["conditions"]["not_best"] == [{"state": 4, "among": [5]}]
    closed = asked(2, "Syria", "gmr")
    assert (closed["count"], closed["method"], closed["gates"]["Iraq"]) == ("0", "gate", False)


def test_cuban_missile_crisis_with_and_without_a_way_back() -> None:
    """Fraser & Hipel 1984: no Nash state, SEQ at 4 and 6; an air strike that cannot be taken back makes 5 one."""
    moves: dict[str, Any] = {
        "options": {
            "strike": {"party": "US"},
            "blockade": {"party": "US"},
            "withdraw": {"party": "USSR"},
            "escalate": {"party": "USSR"},
        },
        "impossible": ["withdraw and escalate"],
        "ranking": {
            "US": [4, 6, 5, 7, 2, 1, 3, 0, 11, 9, 10, 8],
            "USSR": [0, 4, 6, 2, 5, 1, 7, 3, 11, 9, 10, 8],
        },
        "status_quo": 0,
    }
    found = pp.Stability().run(pp.Conflict.from_moves(moves), None).to_dict()["equilibria"]
    assert (found["nash"], found["seq"]) == ([], [4, 6])
    moves["options"]["strike"]["one_way"] = "take"
    assert pp.Stability().run(pp.Conflict.from_moves(moves), None).to_dict()["equilibria"]["nash"] == [5]


@outside
@pytest.mark.parametrize("name", NAMES)
def test_every_verdict_and_margin(name: str) -> None:
    known = case(name)
    expected = known["expected"]
    found = pp.Stability(coalitions="all", horizon=6).run(conflict(known), None).to_dict()
    for field in ("margins", "structural", "coalition_stable"):
        assert found[field] == expected[field], field
    assert found["equilibria"] == expected["equilibria"]
    for party, by_concept in expected["stable"].items():
        assert {concept: found["stable"][party][concept] for concept in by_concept} == by_concept
    if "limited_move" in expected:
        limited = {horizon: told["equilibria"] for horizon, told in found["limited_move"].items()}
        assert limited == expected["limited_move"]
    together = {tuple(group.pop("parties")): group for group in found["coalitions"]}
    for group in expected["coalitions"]:
        told = together[tuple(group["parties"])]
        assert told == {field: group[field] for field in ("improvements", "stable")}
    for entry in found["order"]:
        assert entry["reach"] == expected["paths"]["reach"][str(entry["code"])]


@outside
@pytest.mark.parametrize("name", NAMES)
def test_every_path(name: str) -> None:
    known = case(name)
    expected = known["expected"]["paths"]
    game = conflict(known)
    found = pp.Paths().run(game, None).to_dict()
    assert {field: found[field] for field in expected} == expected
    assert not found["truncated"]
    # Who must take a loss: checked against the ranking as written.
    place = {p: {str(s): i for i, tie in enumerate(r) for s in tie} for p, r in known["ranking"].items()}
    assert set(found["sacrifices"]) == {s for s, kind in expected["reach"].items() if kind == "sacrifice"}
    for state, losses in found["sacrifices"].items():
        ends = [expected["from"], *(step["to"] for step in expected["shortest"][state])]
        movers = [step["party"] for step in expected["shortest"][state]]
        assert losses == [
            {"step": i, "party": party, "change": change}
            for i, party in enumerate(movers)
            if (change := place[party][str(ends[i])] - place[party][str(ends[i + 1])]) <= 0
        ]
        assert losses


@outside
@pytest.mark.parametrize("name", [name for name in NAMES if "inverse" in case(name)["expected"]])
def test_every_inverse_count(name: str) -> None:
    known = case(name)
    game = conflict(known)
    for entry in known["expected"]["inverse"]:
        for target, counts in entry["count"].items():
            for concept, count in counts.items():
                asked = pp.Inverse(target=target, party=entry["party"], concept=concept)
                found = asked.run(game, None).to_dict()
                assert (found["count"], found["total"]) == (str(count), str(entry["total"])), (
                    target,
                    concept,
                )
                assert found["share"] == count / entry["total"]


@outside
def test_inverse_conditions_as_sets_of_states() -> None:
    known = case("syria_iraq")
    expected = known["expected"]["inverse_conditions"]
    game = conflict(known)
    for concept in FORESIGHT[:5]:
        asked = pp.Inverse(target=expected["target"], party=expected["party"], concept=concept)  # type: ignore[arg-type]
        found = asked.run(game, None).to_dict()["conditions"]
        assert {field: found[field] for field in ("clauses", "sufficient_sets")} == expected[concept]


@outside
@pytest.mark.parametrize("name", NAMES)
def test_a_ranking_satisfies_the_conditions_where_the_state_is_an_equilibrium(name: str) -> None:
    """Inverse and forward agree for every state, party and concept (every seventh of the larger cases)."""
    known = case(name)
    game, forward = conflict(known), known["expected"]["equilibria"]
    targets = [state["code"] for state in known["states"]][:: 7 if len(known["states"]) > 20 else 1]
    for concept in FORESIGHT:
        for party in game.parties:
            for target in targets:
                found = pp.Inverse(target=target, party=party, concept=concept).run(game, None)  # type: ignore[arg-type]
                if forward[concept] is None:
                    assert (found.status.code, found.holds) == ("undefined", None)
                else:
                    assert found.holds == (target in forward[concept]), (concept, party, target)


@outside
def test_strength_of_preference() -> None:
    known = case("synthetic_statements")
    expected = known["expected"]["strong"]
    found = pp.Stability().run(conflict(known, great_gaps=expected["great_gaps"]), None).to_dict()["strong"]
    assert found == expected["stable"]
    for concept, codes in expected["equilibria"].items():
        assert sorted(set.intersection(*(set(by[concept]) for by in found.values()))) == codes


@outside
def test_unknown_comparisons() -> None:
    known = case("synthetic_graph")
    expected = known["expected"]["unknown"]
    found = pp.Stability().run(conflict(known, unknown=expected["pairs"]), None).to_dict()
    assert found["unknown"] == expected["definitions"]
    asked = pp.Inverse(target="s1", party="a").run(conflict(known, unknown=expected["pairs"]), None)
    assert asked.status.code == "undefined"


@outside
def test_consecutive_moves_where_moves_do_not_chain() -> None:
    known = case("synthetic_graph")
    found = pp.Stability(consecutive="allow").run(conflict(known), None).to_dict()["equilibria"]
    expected = known["expected"]["equilibria_consecutive_allowed"]
    assert {concept: found[concept] for concept in expected} == expected


def _blocked(moves: list[list[Any]]) -> Iterator[dict[str, Any]]:
    for party, origin, target in moves:
        yield {"party": party, "from": origin, "to": target}


@outside
def test_three_ways_to_read_what_cannot_be_undone() -> None:
    """One-way options, free moves, and single moves blocked give three answers."""
    known = case("synthetic_statements")
    expected = known["expected"]["switch"]
    known["options"] = [{**option, "one_way": None} for option in known["options"]]
    free = pp.Stability().run(conflict(known), None).to_dict()
    assert {concept: free["equilibria"][concept] for concept in expected["reversible"]} == expected[
        "reversible"
    ]
    blocked = expected["blocked_moves"]
    game = conflict(known, blocked_moves=list(_blocked(blocked["moves"])))
    assert [item.count for item in game.moves_removed] == [1] * blocked["count"]
    found = pp.Stability().run(game, None).to_dict()
    compared = list(blocked["equilibria"])
    assert {concept: found["equilibria"][concept] for concept in compared} == {
        concept: blocked["equilibria"][concept] for concept in compared
    }
    assert found["conventions"]["irreversibility"] == "arc"


@outside
def test_findings_on_statements() -> None:
    known = case("synthetic_statements")
    told = conflict(known).statements
    brief = brief_from_data({"parties": {party: {} for party in known["parties"]}, "moves": moves(known)})
    dead = [finding for finding in pp.check(brief) if finding.rule == "W223"]
    named = {
        f"moves/prefer/{party}/{item['index']}": item["kind"]
        for party, items in known["statement_findings"].items()
        for item in items
    }
    assert {finding.key for finding in dead} == set(named)
    for finding in dead:
        _, _, party, index = finding.key.split("/")
        truth = told[party][int(index)].truth
        assert named[finding.key] == ("always-true" if truth.all() else "never-true")
