"""Paths and inverse questions: what may be asked, what is said where too much is asked, words in two languages."""

from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.stability import groups, inverse, paths_result
from pourparler.brief.reading import brief_from_data
from pourparler.model.conflict_axes import MoveAxis
from pourparler.views.names import Names
from pourparler.views.tables import tables

OPTIONS: dict[str, Any] = {
    "options": {"stay": {"party": "a"}, "give": {"party": "b"}, "shout": {"party": "b"}},
    "impossible": ["give and shout"],
    "ranking": {"a": [2, 3, 0, 1, 4, 5], "b": [1, 0, 3, 2, 5, 4]},
}
GRAPH: dict[str, Any] = {
    "states": ["war", "talks", "peace"],
    "arcs": {"a": [["war", "talks"]], "b": [["talks", "peace"]]},
    "ranking": {"a": ["peace", "war", "talks"], "b": ["peace", "talks", "war"]},
    "status_quo": "war",
}


def wide(options: int, parties: int, *, seed: int = 0) -> pp.Conflict:
    """Free options dealt to the parties in turn, strict random rankings."""
    rng, free = np.random.default_rng(seed), np.ones((2, 2), dtype=bool)
    axes = tuple(MoveAxis(f"o{i}", i % parties, ("no", "yes"), free) for i in range(options))
    ranks = np.stack([rng.permutation(2**options) + 1 for _ in range(parties)]).astype(np.int32)
    return pp.Conflict(
        tuple(f"p{i}" for i in range(parties)), np.arange(2**options), ranks, axes, status_quo=0
    )


@pytest.mark.parametrize(
    ("asked", "code"), [(4, 4), ("4", 4), ("NNY", 4), ("nny", 4), ("-NY", None), ("N-Y", 4)]
)
def test_a_state_goes_by_code_or_pattern(asked: int | str, code: int | None) -> None:
    game = pp.Conflict.from_moves(OPTIONS)
    concept = pp.Paths.with_settings({"from": asked})
    assert concept.settings() == {"from": asked, "consecutive": "auto"}
    assert concept == pp.Paths(start=asked)
    if code is None:
        with pytest.raises(pp.UsageError, match="2 states fit -NY"):
            concept.run(game, None)
    else:
        assert concept.run(game, None).to_dict()["from"] == code


def test_a_state_goes_by_its_name() -> None:
    game = pp.Conflict.from_moves(GRAPH)
    assert pp.Paths(start="talks").run(game, None).to_dict()["reach"]["war"] == "unreachable"
    with pytest.raises(pp.UsageError, match=r"--set from: .*peac is not a state.*peace"):
        pp.Paths(start="peac").run(game, None)
    with pytest.raises(pp.UsageError, match="has no setting start"):
        pp.Paths.with_settings({"start": "war"})
    with pytest.raises(pp.UsageError, match="not allowed for from"):
        pp.Paths.with_settings({"from": ["war"]})
    with pytest.raises(pp.UsageError, match=r'--set from: \{"stay": "yes"\} is not a state'):
        pp.Paths.with_settings({"from": {"stay": "yes"}}).run(game, None)


def test_without_a_state_to_start_from() -> None:
    moves = {key: value for key, value in GRAPH.items() if key != "status_quo"}
    with pytest.raises(pp.ModelError, match="--set from=CODE; states here: war, talks and peace"):
        pp.Paths().run(pp.Conflict.from_moves(moves), None)


def test_losses_and_steps_in_words() -> None:
    result = pp.Paths().run(pp.Conflict.from_moves(GRAPH), None)
    data = result.to_dict()
    assert data["reach"] == {"war": "improvements", "talks": "sacrifice", "peace": "jump"}
    assert data["sacrifices"] == {"talks": [{"step": 0, "party": "a", "change": -1}]}
    assert data["jumps"] == {"peace": [{"parties": ["a", "b"], "to": "peace"}]}
    assert "a and b move together to peace" in result.summary("en")
    assert [entry["code"] for entry in data["order"]] == ["war", "peace"]


def test_joint_improvements_only_as_far_as_they_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    game = pp.Conflict.from_moves(GRAPH)
    monkeypatch.setattr(groups, "STATES", 2)
    result = pp.Paths().run(game, None)
    data = result.to_dict()
    assert result.status.code == "limit"
    assert data["levels"]["peace"] == {"moves": 2, "improvements": None, "jump": None}
    assert (data["reach"]["peace"], data["jumps"], data["sacrifices"]) == (None, {}, {})


def test_lists_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    result = pp.Paths().run(wide(6, 2), None)
    assert not result.to_dict()["truncated"]
    monkeypatch.setattr(paths_result, "LISTED", 10)
    cut = result.to_dict()
    assert cut["truncated"]
    assert len(cut["levels"]) == len(cut["shortest"]) == 10
    monkeypatch.setattr(paths_result, "STEPS", 3)
    assert len(result.to_dict()["shortest"]) < 10


def test_what_an_inverse_question_needs() -> None:
    game = pp.Conflict.from_moves(OPTIONS)
    for asked, told in (
        ({}, "needs a target"),
        ({"target": 0}, "needs a party"),
        ({"target": 0, "party": "c"}, "c is not a party"),
        ({"target": 6, "party": "a"}, "6 is not a state"),
    ):
        with pytest.raises(pp.UsageError, match=told):
            pp.Inverse.with_settings(asked).run(game, None)


def test_counts_are_texts_as_long_as_they_can_be_written() -> None:
    found = pp.Inverse(target=0, party="p0", concept="nash").run(wide(9, 2, seed=3), None).to_dict()
    assert len(found["total"]) == 1167
    assert found["method"] in ("exact", "gate")
    more = pp.Inverse(target=0, party="p0", concept="nash").run(wide(10, 2, seed=3), None).to_dict()
    assert (more["total"], more["count"]) == (None, None)
    assert more["share"] is not None


def test_a_sample_where_rankings_cannot_be_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    game = wide(10, 2)
    concept = pp.Inverse(target=5, party="p0", concept="seq")
    first, second = concept.run(game, None), concept.run(game, np.random.default_rng(inverse.SEED))
    assert first.to_dict() == second.to_dict()
    data = first.to_dict()
    assert (data["method"], data["count"], data["status"]["code"]) == ("sampled", None, "limit")
    assert data["standard_error"] > 0
    assert first.stats.work["draws"] <= inverse.DRAWS
    other = concept.run(game, np.random.default_rng(1)).to_dict()
    assert abs(other["share"] - data["share"]) < 6 * data["standard_error"]
    monkeypatch.setattr(inverse, "STATES", 512)
    cut = concept.run(game, None).to_dict()
    assert (cut["status"]["code"], cut["method"], cut["conditions"]) == ("limit", "none", None)


SYRIA_IRAQ: dict[str, Any] = {
    "options": {"release": {"party": "Syria"}, "escalate": {"party": "Syria"}, "attack": {"party": "Iraq"}},
    "impossible": ["release and escalate"],
    "ranking": {"Syria": [0, 2, 6, 1, 4, 5], "Iraq": [1, 4, 6, 0, 5, 2]},
}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"target": 1}, "384 of 720 strict rankings of Syria make 1 (release) an equilibrium (SEQ): 53.3%."),
        (
            {"target": 1},
            "For Syria it must be at least as good as one of: 0 (no option taken) or 4 (attack).",
        ),
        ({"target": 1, "concept": "nash"}, "Syria must not prefer 0 (no option taken) to it."),
        (
            {"target": 0},
            "To answer others, Syria must prefer one of these to 4 (attack): 5 (release, attack).",
        ),
        ({"target": 2, "concept": "gmr"}, "No ranking of Syria makes 2 (escalate) an equilibrium (GMR)."),
        ({"target": 2, "concept": "gmr"}, "It does not hold for Iraq, whatever Syria wants."),
        ({"target": 6}, "The ranking of Syria as it stands makes the state hold."),
    ],
)
def test_conditions_in_words(asked: dict[str, Any], told: str) -> None:
    found = pp.Inverse(party="Syria", **asked).run(pp.Conflict.from_moves(SYRIA_IRAQ), None)
    assert told in found.summary("en").splitlines()


def test_a_share_of_a_sample_in_words() -> None:
    game = wide(10, 2)
    words = pp.Inverse(target=5, party="p0").run(game, None).summary("en")
    assert "About 29.5% (± 0.3 points) of the rankings of p0 make 5 (o0, o2) an equilibrium (SEQ)." in words


def test_ways_in_words() -> None:
    game = pp.Conflict.from_moves({**SYRIA_IRAQ, "status_quo": 5})
    words = pp.Paths().run(game, None).summary("en")
    assert (
        "To 6 (escalate, attack), by improvements alone: Syria: release → no and escalate → yes (6)." in words
    )
    table = tables(pp.Paths().run(game, None), Names("en"))[0]
    assert table.rows[0] == ("6 (NYY)", "1", "1", "1", "by improvements")


def test_names_in_digits_are_names(call, tmp_path):
    (tmp_path / "brief.yaml").write_text(
        "schema: pourparler/brief/1\ntitle: t\nparties: {7: {}, 8: {}}\nmoves:\n  states: [1.5, 2.5]\n"
        "  arcs: {7: [[1.5, 2.5]], 8: [[2.5, 1.5]]}\n  ranking: {7: [1.5, 2.5], 8: [2.5, 1.5]}\n",
        encoding="utf-8",
    )
    code, out, told = call("solve", tmp_path, "inverse", "--set", "target=1.5", "--set", "party=7")
    assert (code, told) == (0, "")
    assert "1.5" in out
    assert call("solve", tmp_path, "paths", "--set", "from=2.5")[0] == 0


def test_a_state_is_named_by_the_letters_of_either_language(call, tmp_path):
    (tmp_path / "brief.yaml").write_text(
        "schema: pourparler/brief/1\ntitle: t\nparties: {a: {}, b: {}}\nmoves:\n"
        "  options: {x: {party: a}, y: {party: b}}\n  prefer: {a: [x], b: [y]}\n",
        encoding="utf-8",
    )
    told = {
        lang: call("solve", tmp_path, "paths", "--set", "from=ON", "--lang", lang) for lang in ("fr", "en")
    }
    assert "1 (ON)" in told["fr"][1]
    assert "1 (YN)" in told["en"][1]


def test_concepts_are_named_in_a_list_or_parted_by_commas(call, tmp_path):
    (tmp_path / "brief.yaml").write_text(
        "schema: pourparler/brief/1\ntitle: t\nparties: {a: {}, b: {}}\nmoves:\n"
        "  options: {x: {party: a}, y: {party: b}}\n  prefer: {a: [x], b: [y]}\n",
        encoding="utf-8",
    )
    asked = [
        call("solve", tmp_path, "stability", "--set", f"concepts={c}")
        for c in ("nash, seq", '["nash", "seq"]')
    ]
    assert asked[0] == asked[1]
    assert asked[0][0] == 0
    code, _, told = call("solve", tmp_path, "stability", "--set", "concepts=[]")
    assert code == 2
    assert "concept" in told


MIXED: dict[str, Any] = {
    "parties": {"a": {}, "b": {}},
    "issues": {"x": {"levels": ["p", "q", "r"], "status_quo": "p"}, "y": {"range": {"from": 0, "to": 20, "step": 10}, "status_quo": 0}},
    "moves": {
        "options": {"stop": {"party": "a"}, "pay": {"party": "b"}},
        "issues": {"x": "b", "y": "a"},
        "prefer": {"a": ["pay", "not stop"], "b": ["stop", "x at least q"]},
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"stop": True, "pay": False, "x": "q", "y": 20}, 1 + 4 + 24),
        ({"stop": "non", "pay": "oui", "x": "r", "y": "10"}, 2 + 8 + 12),
        ({"stop": "no", "pay": "Y", "x": "p", "y": 0.0}, 2),
    ],
)
def test_a_state_is_named_by_what_is_taken_and_left(asked: dict[str, Any], code: int) -> None:
    game = pp.Conflict.from_brief(brief_from_data(MIXED))
    found = pp.Paths.with_settings({"from": asked}).run(game, None)
    assert game.label(found.start) == code
    assert found.to_dict()["concept"]["settings"]["from"] == asked
    target = pp.Inverse.with_settings({"target": asked, "party": "a", "concept": "nash"}).run(game, None)
    assert game.label(target.target) == code


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"stop": True}, "18 states fit .* one of them: 1, 3, 5"),
        ({"stp": True}, "stp is neither an option nor an issue.*Did you mean stop"),
        ({"stop": "maybe"}, "stop has no value maybe. Use one of true and false"),
        ({"x": "s"}, "x has no value s. Use one of p, q and r"),
        ({"y": True}, "y has no value true"),
        ({}, r"\{\} is not a state"),
    ],
)
def test_what_names_no_state_is_answered_with_what_would(asked: dict[str, Any], told: str) -> None:
    game = pp.Conflict.from_brief(brief_from_data(MIXED))
    with pytest.raises(pp.UsageError, match=told):
        pp.Paths.with_settings({"from": asked}).run(game, None)


def test_concepts_go_by_capitals_too() -> None:
    assert pp.Inverse.with_settings({"concept": "GMR"}).concept == "gmr"
    assert pp.Stability.with_settings({"concepts": "Nash, SSEQ"}).concepts == ("nash", "sseq")
    with pytest.raises(pp.UsageError, match=r"gmrs is not allowed for concept. Did you mean gmr\?"):
        pp.Inverse.with_settings({"concept": "gmrs"})


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"foo": 1}, "robustness has no key foo. Known here: scheme, draws"),
        ({"scheme": "swaps", "drws": 9}, r"robustness has no key drws. Did you mean draws\?"),
        (
            {"draws": 9},
            'robustness needs the key scheme. Write --set \'robustness={"scheme": "statements", …}\'',
        ),
        ({"scheme": "swap"}, r"swap is not allowed for robustness.scheme. Did you mean swaps\?"),
        ({"scheme": "swaps", "draws": None}, "null is not allowed for robustness.draws"),
        ("swaps", 'swaps is not allowed for robustness. Write --set \'robustness={"scheme"'),
    ],
)
def test_a_record_names_the_key_that_is_wrong(asked: Any, told: str) -> None:
    with pytest.raises(pp.UsageError, match=told):
        pp.Stability.with_settings({"robustness": asked})
