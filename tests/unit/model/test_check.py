"""Everything at once: the brief's rules, then those that need a model."""

import subprocess
import sys
import time
from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
from checked import BASE, GRAPH, OPTIONS, changed, found

from pourparler.brief.reading import brief_from_data, read_brief
from pourparler.model.check import check
from pourparler.model.check_bargain import has_outcome
from pourparler.model.outcomes import Axis, Constraint, Space

RANGED = {
    "stances/a/x/position": [0, 100], "stances/a/y/position": [20, 90], "stances/b/y/position": [0, 50],
    "stances/a/x/salience": [50, 70], "stances/b/x/salience": [60, 80],
}  # fmt: skip
EVIDENCE = {
    "sources": {"d": {"kind": "outlet", "reliability": "B"}},
    "evidence": {"e": {"source": "d", "quote": "…", "credibility": 2}},
    "stances/a/x/position": {"value": "high", "because": "e"},
    "stances/a/y/position": {"value": 80, "because": "e"},
}


@pytest.mark.parametrize("base", [BASE, OPTIONS, GRAPH], ids=["bargain", "options", "graph"])
def test_a_sound_brief_has_no_findings(base):
    assert found(base) == []


BARGAIN = [
    ("E007", {"rules/exclude": [{"x": "hihg", "y": "< 20"}]}, {"rules/exclude": [{"x": "high", "y": "< 20"}]}),
    ("E007", {"rules/no_deal": {"a": {"x": "hihg", "y": "0"}}}, {"rules/no_deal": {"a": {"x": "high", "y": "0"}}}),
    ("E007", {"stances/a/x/red_line": "at least hihg"}, {"stances/a/x/red_line": "at least high"}),
    ("E008", {"stances/a/x/red_line": "at leest high"}, {"stances/a/x/red_line": "at least high"}),
    ("E008", {"parties/a/red_line": "x = high annd y > 3"}, {"parties/a/red_line": "x = high and y > 3"}),
    ("E010", {"stances/a/x/salience": 0, "stances/a/y/salience": 0}, {"stances/a/y/salience": 0}),
    ("E011", {"issues/y/status_quo": None}, {}),
    ("E013", {"rules/exclude": ["x = low", "x = middle", "x = high"]}, {"rules/exclude": ["x = low", "x = middle"]}),
    ("E013", {"rules/exclude": ["x = low or y < 200", "x = high"]}, {"rules/exclude": ["x = low and y < 200"]}),
    ("E015", {"stances/a/y/red_line": "> 100"}, {"stances/a/y/red_line": ">= 100"}),
    ("E015", {"parties/a/red_line": "x = low and x = high"}, {"parties/a/red_line": "x = low or x = high"}),
    ("E206", {"issues/y/range": {"from": 0, "to": 100, "step": 0.001}}, {}),
    ("E206", {"issues/y/status_quo": 300}, {"issues/y/status_quo": 30}),
    ("E206", {"rules/no_deal": {"a": {"x": "high", "y": 300}}}, {"rules/no_deal": {"a": {"x": "high", "y": 30}}}),
    ("E206", {"parties/a/reserve": 1e14}, {"parties/a/reserve": 0.1}),
    ("E212", {"rules/agreement": {"at_least": 3}}, {"rules/agreement": {"at_least": 2}}),
    ("E212", {"rules/agreement": {"at_least": 2}, "parties/b": {"at_table": False}}, {"rules/agreement": {"at_least": 2}}),
    ("E212", {"rules/agreement": {"quota": 4, "weights": {"a": 1, "b": 2}}},
     {"rules/agreement": {"quota": 3, "weights": {"a": 1, "b": 2}}}),
    ("E212", {"rules/agreement": {"all": [{"at_least": 1}, {"at_least": 3}]}},
     {"rules/agreement": {"all": [{"at_least": 1}, {"at_least": 2}]}}),
    ("E212", {"rules/agreement": {"any": [{"at_least": 3}]}},
     {"rules/agreement": {"any": [{"at_least": 1}, {"at_least": 3}]}}),
    ("E002", {"dependence": {"pairs": [["stances/a/x/position", "stances/a/y/position", 1.2]]}},
     {**RANGED, "dependence": {"pairs": [["stances/a/x/position", "stances/a/y/position", 0.9]]}}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "shows", "twin"), BARGAIN, ids=[f"{case[0]}-{i}" for i, case in enumerate(BARGAIN)]
)
def test_a_rule_of_the_bargaining_problem_is_shown_once_and_its_twin_is_not(rule, shows, twin):
    assert [kind for kind, _ in found(BASE, shows)] == [rule]
    assert found(BASE, twin) == []


def test_all_faulty_conditions_are_told_at_once():
    changes = {
        "rules/exclude": [{"x": "hihg"}, "y >", {"z": "3"}],
        "stances/a/x/red_line": "at least hihg",
        "stances/b/y/red_line": "> 100",
    }
    assert found(BASE, changes) == [
        ("E007", "rules/exclude/0"), ("E007", "rules/exclude/2/z"), ("E007", "stances/a/x/red_line"),
        ("E008", "rules/exclude/1"), ("E015", "stances/b/y/red_line"),
    ]  # fmt: skip


def test_that_no_outcome_is_acceptable_is_no_finding():
    assert found(BASE, {"stances/a/x/red_line": "at least high", "stances/b/x/red_line": "at most low"}) == []


def test_a_brief_for_forecasts_alone_needs_no_status_quo():
    issues = {"x": {"levels": {"low": 0, "high": 100}}, "y": {"range": {"from": 0, "to": 100}}}
    assert found(BASE, {"issues": issues, "stances/a/x/position": "high"}) == []


def test_a_brief_that_is_not_sound_is_not_made_a_model_of():
    assert found(BASE, {"stances/a/x/position": {"low": 90, "mode": 10, "high": 100}}) == [
        ("E206", "stances/a/x/position")
    ]
    assert found(BASE, {"stances/a/x/salience": "much"}) == [("E007", "stances/a/x/salience")]
    assert [rule for rule, _ in found(BASE, {"unknown": 3, "rules/exclude": ["y >"]})] == ["E001"]


KEYS = ("stances/a/x/position", "stances/a/y/position", "stances/b/y/position")


@pytest.mark.parametrize(
    ("correlations", "rules"), [((0.9, 0.9, -0.9), ["E213"]), ((0.9, 0.9, 0.9), []), ((0.5, -0.5, 0.4), [])]
)
def test_correlations_that_no_distribution_has(correlations, rules):
    pairs = [[KEYS[0], KEYS[1]], [KEYS[1], KEYS[2]], [KEYS[0], KEYS[2]]]
    told = found(
        BASE,
        {
            **RANGED,
            "dependence": {"pairs": [[*pair, rho] for pair, rho in zip(pairs, correlations, strict=True)]},
        },
    )
    assert [rule for rule, _ in told] == rules


def test_correlations_are_named_group_by_group():
    pairs = [[KEYS[0], KEYS[1], 0.9], [KEYS[1], KEYS[2], 0.9], [KEYS[0], KEYS[2], -0.9],
             ["stances/a/x/salience", "stances/b/x/salience", 0.5]]  # fmt: skip
    (told,) = check(brief_from_data(changed(BASE, {**RANGED, "dependence": {"pairs": pairs}})))
    assert set(told.message.params["keys"]) == set(KEYS)
    assert told.key == "dependence/pairs/0"


def test_a_pair_of_a_number_that_does_not_vary_is_told_and_evidence_makes_it_vary():
    pair = {"dependence": {"pairs": [[KEYS[0], KEYS[1], 0.9]]}}
    assert found(BASE, {**pair, KEYS[0]: [0, 50]}) == [("W233", "dependence/pairs/0")]
    told = {**pair, **EVIDENCE}
    assert "W233" not in [rule for rule, _ in found(BASE, told)]
    assert "W233" in [rule for rule, _ in found(BASE, {**told, "rule": "as-written/1"})]
    assert "W233" in [
        rule for rule, _ in found(BASE, {**told, KEYS[1]: {"value": 80, "assumption": "!", "because": "e"}})
    ]


def test_of_correlations_that_no_distribution_has_only_those_that_offend_are_named():
    chain = [["stances/a/x/salience", KEYS[0], 0.5], [KEYS[0], KEYS[1], 0.9], [KEYS[1], KEYS[2], 0.9],
             [KEYS[0], KEYS[2], -0.9]]  # fmt: skip
    (told,) = check(brief_from_data(changed(BASE, {**RANGED, "dependence": {"pairs": chain}})))
    assert set(told.message.params["keys"]) == set(KEYS)
    assert told.key == "dependence/pairs/1"


def test_a_pair_that_goes_against_a_partys_factor_may_be_impossible():
    other = "stances/b/x/salience"
    stated = {"party": 0.9, "pairs": [[other, KEYS[0], 0.9], [other, KEYS[1], -0.9]]}
    (told,) = check(brief_from_data(changed(BASE, {**RANGED, "dependence": stated})))
    assert (told.rule, set(told.message.params["keys"])) == ("E213", {*KEYS[:2], other})


MOVES = [
    ("E002", {"moves/impossible": [{"stop": "maybe"}]}, {"moves/impossible": [{"stop": "yes", "pay": "no"}]}),
    ("E002", {"moves/impossible": ["--"]}, {"moves/impossible": ["YN"]}),
    ("E002", {"moves/impossible": [["stop", "pay"]]}, {"moves/impossible": ["stop and pay"]}),
    ("E007", {"moves/impossible": [{"halt": "yes"}]}, {"moves/impossible": [{"stop": True}]}),
    ("E008", {"moves/impossible": ["stop annd pay"]}, {"moves/impossible": ["stop and not pay"]}),
    ("E008", {"moves/prefer/a": ["halt"]}, {"moves/prefer/a": ["stop"]}),
    ("E008", {"moves/prefer/a": ["pay", "not stop iff"]}, {"moves/prefer/a": ["pay", "not stop if pay"]}),
    ("E013", {"moves/impossible": ["stop", "not stop"]}, {"moves/impossible": ["stop and pay", "stop and not pay"]}),
    ("E016", {"moves/ranking": {"a": [[3], [1, 2]]}}, {"moves/ranking": {"a": [[3], [1, 2], [0]]}}),
    ("E016", {"moves/ranking": {"a": [3, 1, 2, 0, 0]}}, {"moves/ranking": {"a": [3, 1, 2, 0]}}),
    ("E016", {"moves/ranking": {"a": [3, 1, 2, 0, 4]}}, {"moves/ranking": {"a": ["3", "1", "2", "0"]}}),
    ("E016", {"moves/impossible": ["YY"], "moves/ranking": {"a": [3, 1, 2, 0]}},
     {"moves/impossible": ["YY"], "moves/ranking": {"a": [1, 2, 0]}}),
    ("E017", {"moves/prefer": {"a": ["pay"]}}, {"moves/prefer": {"a": ["pay"], "b": ["stop"]}}),
    ("W223", {"moves/prefer/a": ["pay", "pay or not pay"]}, {"moves/prefer/a": ["pay", "pay or stop"]}),
    ("W223", {"moves/prefer/a": ["pay", "pay and not pay"]}, {}),
    ("W223", {"moves/prefer/a": ["pay", "not pay"]}, {"moves/prefer/a": ["pay", "stop"]}),
    ("W223", {"moves/prefer/a": ["pay", "stop", "pay and stop"]}, {"moves/prefer/a": ["pay", "pay and stop"]}),
    ("W224", {"moves/impossible": ["YY", "stop and pay"]}, {"moves/impossible": ["YY", "YN"]}),
    ("W225", {"moves/impossible": ["YY", "YN", "NN"], "moves/prefer": {}, "moves/ranking": {"a": [2], "b": [2]}},
     {"moves/impossible": ["YY", "YN"], "moves/prefer": {}, "moves/ranking": {"a": [2, 0], "b": [2, 0]}}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "shows", "twin"), MOVES, ids=[f"{case[0]}-{i}" for i, case in enumerate(MOVES)]
)
def test_a_rule_of_the_moves_is_shown_and_its_twin_does_not_show_it(rule, shows, twin):
    assert rule in [kind for kind, _ in found(OPTIONS, shows)]
    assert rule not in [kind for kind, _ in found(OPTIONS, twin)]


def test_feasible_patterns_are_alternatives():
    changes = {
        "moves/feasible": ["YN", "NY", 0],
        "moves/prefer": {},
        "moves/ranking": {"a": [1, 2, 0], "b": [2, 1, 0]},
    }
    assert found(OPTIONS, changes) == []
    assert ("E013", "moves/impossible") in found(OPTIONS, {**changes, "moves/impossible": ["YN", "NY", "NN"]})


GRAPHS = [
    ("E007", {"moves/arcs/a": [["s", "u"]]}),
    ("E007", {"moves/status_quo": "u"}),
    ("E016", {"moves/ranking/a": ["t"]}),
    ("E016", {"moves/ranking/a": ["t", "s", "u"]}),
    ("E016", {"moves/ranking/a": ["t", "s", "t"]}),
    ("E017", {"moves/ranking": {"a": ["t", "s"]}}),
]


@pytest.mark.parametrize(("rule", "shows"), GRAPHS)
def test_a_rule_of_bare_graphs_is_shown_once(rule, shows):
    assert [kind for kind, _ in found(GRAPH, shows)] == [rule]


def test_issues_may_be_axes_of_the_moves_beside_options():
    moves = {"options": {"stop": {"party": "a"}}, "issues": {"x": "b"}, "prefer": {"a": ["x at least middle if stop"]},
             "impossible": [{"stop": "no", "x": "low"}]}  # fmt: skip
    assert found(BASE, {"moves": moves}) == []
    assert ("E018", "moves/issues/x") in found(BASE, {"moves": {**moves, "options": {"x": {"party": "a"}}}})
    assert ("E008", "moves/prefer/a/0") in found(BASE, {"moves": {**moves, "prefer": {"a": ["y > 3"]}}})
    assert ("E007", "moves/impossible/0") in found(BASE, {"moves": {**moves, "impossible": [{"x": "hihg"}]}})


def test_more_cells_than_can_be_looked_at_are_left_alone():
    options = {f"o{i}": {"party": "a" if i % 2 else "b"} for i in range(30)}
    moves = {
        "options": options,
        "prefer": {"a": ["o1", "o1 or not o1"], "b": ["o2"]},
        "impossible": ["o1 and o2"],
    }
    assert found(OPTIONS, {"moves": moves}) == [("E014", "moves")]
    moves["options"] = dict(list(options.items())[:20])
    assert found(OPTIONS, {"moves": moves}) == []


JUNK = [None, 0, -1, 1e16, 3.5, "", "x", "a", [], {}, [2, 1], [[1]], {"a": 1}, True, "{x}", "x = ", {"low": 1, "high": 0},
        {"quantiles": {}}, 10**30, "at least"]  # fmt: skip


def paths(data, path=()):
    for key, value in (
        data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    ):
        yield (*path, key)
        yield from paths(value, (*path, key))


@pytest.mark.parametrize("base", [BASE, OPTIONS, GRAPH], ids=["bargain", "options", "graph"])
def test_junk_anywhere_is_told_and_never_raised(base):
    rng = np.random.default_rng(3)
    everywhere = list(paths(base))
    for _ in range(150):
        data = deepcopy(base)
        here = data
        *above, last = everywhere[rng.integers(len(everywhere))]
        for step in above:
            here = here[step]
        here[last] = JUNK[rng.integers(len(JUNK))]
        for finding in check(brief_from_data(data)):
            assert str(finding)


def grid(*lengths):
    return Space(
        tuple(Axis(f"i{k}", tuple(range(n)), tuple(map(float, range(n)))) for k, n in enumerate(lengths))
    )


def test_whether_an_outcome_is_left_is_exact_across_issues():
    rng = np.random.default_rng(5)
    for _ in range(60):
        space = grid(3, 2, 3, 2)
        pairs = [tuple(sorted(rng.choice(4, 2, replace=False).tolist())) for _ in range(4)]
        rules = [Constraint(axes, rng.random([space.shape[a] for a in axes]) < 0.35) for axes in pairs]
        assert has_outcome(space, rules) is any(space.allowed(choice, tuple(rules)) for choice in space)


def test_a_space_that_is_too_large_to_lay_out_is_searched():
    space = grid(*([10] * 9))
    equal = np.eye(10, dtype=bool)
    chain = [Constraint((i, i + 1), equal) for i in range(8)]
    last = np.zeros((10, 10), dtype=bool)
    assert has_outcome(space, chain) is True
    last[3, 4] = True
    assert has_outcome(space, [*chain, Constraint((0, 8), last)]) is False


def test_what_would_take_too_long_is_left_open():
    space = grid(*([8] * 30))
    other = ~np.eye(8, dtype=bool)
    rules = [Constraint((i, j), other) for i in range(30) for j in range(i + 1, 30)]  # 30 pigeons, 8 holes
    assert has_outcome(space, rules) in (None, False)


def big(folder, quotes=25):
    sentences = [f"Le ministre numéro {i} a demandé un retrait de {i} pour cent." for i in range(quotes)]
    (folder / "doc.txt").write_text(
        "« Nous verrons bien demain. »\n\n" + "\n".join(sentences), encoding="utf-8"
    )
    lines = [
        "as_of: 2025-01-12",
        "sources:",
        "  doc: {file: doc.txt, published: 2025-01-10, reliability: B}",
        "evidence:",
    ]
    for i, sentence in enumerate(sentences):
        lines += [f"  e{i}:", "    source: doc", f'    quote: "{sentence}"', "    credibility: 2"]
    lines += ["parties: {a: {}, b: {}}", "issues:"]
    lines += [f"  i{i}: {{range: {{from: 0, to: 100}}, status_quo: 0}}" for i in range(25)]
    lines += ["stances:"]
    for party in "ab":
        lines += [f"  {party}:"]
        for i in range(25):
            lines += [f"    i{i}:", f"      position: {{low: 10, mode: {20 + i}, high: 90}}", f"      salience: {40 + i}",
                      f"      because: [e{i}]"]  # fmt: skip
    (folder / "brief.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_brief(folder)


def test_a_long_brief_is_checked_in_less_than_a_third_of_a_second(tmp_path):
    brief = big(tmp_path)
    assert [f.rule for f in check(brief) if f.level == "error"] == []
    times = []
    for _ in range(3):
        again = big(tmp_path)
        start = time.perf_counter()
        check(again)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.3


def test_no_heavy_library_is_loaded(tmp_path):
    big(tmp_path)
    code = (
        "import sys; from pourparler.model.check import check; from pourparler.brief.reading import read_brief;"
        f"[str(f) for f in check(read_brief({str(tmp_path)!r})) if f.level == 'error'];"
        "print([m for m in ('numba', 'pandas', 'scipy', 'altair', 'jinja2', 'rich', 'babel') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("step", "told"), [("", True), (", step: 5", False)])
def test_a_range_that_is_cut_without_being_asked_is_said(tmp_path: Path, step: str, told: bool) -> None:
    text = (
        f"parties: {{a: {{}}, b: {{}}}}\nissues: {{x: {{range: {{from: 0, to: 10{step}}}, status_quo: 0}}}}\n"
        "stances: {a: {x: {position: 1, salience: 1}}, b: {x: {position: 9, salience: 1}}}\n"
    )
    (tmp_path / "brief.yaml").write_text(text, encoding="utf-8")
    assert ("N312" in [f.rule for f in check(read_brief(tmp_path))]) == told
