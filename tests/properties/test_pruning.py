"""Many draws solved by bound and prune are what each of them gives by itself, ties and all (specification, 5.7)."""

import copy
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from effort import seeds

import pourparler as pp
from pourparler.analyses.bargaining.draws import pruned, together
from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.utilitarian import Utilitarian
from pourparler.brief.reading import brief_from_data
from pourparler.model.agreement import Rule
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint
from pourparler.testing import check_concept

CONCEPTS = {"nash": Nash(), "kalai-smorodinsky": KalaiSmorodinsky(), "egalitarian": Egalitarian(),
            "utilitarian": Utilitarian()}  # fmt: skip
EVERY = pytest.mark.parametrize("name", list(CONCEPTS))


@pytest.fixture(autouse=True)
def _always(monkeypatch):
    monkeypatch.setattr(pruned, "WORTH", 0)


def constraint(rng, sizes):
    axes = tuple(
        sorted(rng.choice(len(sizes), size=min(len(sizes), rng.integers(1, 3)), replace=False).tolist())
    )
    return Constraint(axes, rng.random(tuple(sizes[a] for a in axes)) < 0.75, "x")


def problem(seed):
    """2 to 5 parties with small whole numbers (many ties), losses, exclusions, red lines, any rule."""
    rng = np.random.default_rng(seed)
    n, largest = int(rng.integers(2, 6)), int(rng.choice([2, 5, 30]))
    sizes = rng.integers(1, 5, size=rng.integers(1, 6)).tolist()
    names = tuple(f"p{i}" for i in range(n))
    deal = Bargain.from_tables(
        {f"i{k}": list(range(m)) for k, m in enumerate(sizes)},
        {p: {f"i{k}": rng.integers(-largest // 2, largest, size=m).tolist() for k, m in enumerate(sizes)}
         for p in names},
        reserve={p: int(rng.integers(-largest, largest)) for p in names},
        rule=rule(rng, names),
    )  # fmt: skip
    return replace(
        deal,
        excluded=tuple(constraint(rng, sizes) for _ in range(rng.integers(0, 3))),
        red_lines=tuple(tuple(constraint(rng, sizes) for _ in range(rng.integers(0, 2))) for _ in names),
    )


def rule(rng, names):
    n = len(names)
    quota = Rule(
        names, quota=float(rng.integers(1, 3 * n)), weights=tuple(map(float, rng.integers(1, 4, size=n)))
    )
    return (
        Rule(names, need=n),
        Rule(names, need=int(rng.integers(1, n + 1)), veto=1 << int(rng.integers(n))),
        quota,
        Rule(names, some=(quota, Rule(names, need=n))),
    )[rng.integers(4)]


def draws(deal, seed):
    rng = np.random.default_rng(seed)
    shifts = [rng.integers(-1, 2, size=len(deal.parties)) for _ in range(4)]
    return [
        replace(deal, reserve=deal.reserve + shift, tables=tuple(t + rng.integers(0, 2, t.shape) for t in deal.tables))
        for shift in shifts
    ]  # fmt: skip


def settled(concept, models):
    """How many draws are answered together, each as by itself; those left alone have a reason."""
    answered = 0
    for model, seen in zip(models, concept.observe(models), strict=True):
        result = concept.run(model, None)
        if seen is not None:
            assert result.status.code == "ok"
            assert seen == result.observation(model)
            answered += 1
        elif result.status.code == "ok":
            gains = [result.gains[p] for p in result.coalition]
            several = concept.coalition is None and len(result.coalition) < len(model.parties)
            assert several or not all(gains), "an answer was not found"
    return answered


@EVERY
def test_answers_are_those_found_alone(name):
    problems = seeds(100, full=250)
    answered = sum(settled(CONCEPTS[name], draws(problem(seed), seed)) for seed in problems)
    assert answered > 1.2 * len(problems)


@EVERY
def test_coalitions_fixed_by_hand(name):
    answered = 0
    for seed in range(60):
        deal = problem(1000 + seed)
        few = deal.parties[: 1 + seed % len(deal.parties)]
        answered += settled(replace(CONCEPTS[name], coalition=few), draws(deal, seed))
    assert answered > 60


@EVERY
@pytest.mark.parametrize("seed", range(3))
def test_large_numbers(name, seed):
    """Tables at scale 10^6: products of four gains pass 64 bits; at 10^15 they pass 128, and nothing is told."""
    rng = np.random.default_rng(seed)
    deal = Bargain.from_tables(
        {f"i{k}": list(range(4)) for k in range(5)},
        {f"p{p}": {f"i{k}": rng.integers(0, 10**6, size=4).tolist() for k in range(5)} for p in range(4)},
    )
    models = draws(deal, seed)
    assert settled(CONCEPTS[name], models) == len(models)
    check_concept(CONCEPTS[name], deal)
    vast = [replace(m, tables=tuple(t * 10**9 for t in m.tables)) for m in models]
    told = [seen for seen in CONCEPTS[name].observe(vast) if seen is not None]
    assert bool(told) == (name in ("egalitarian", "utilitarian"))


SCALE = {"low": 0, "middle": 50, "high": 100}
BRIEF = {
    "parties": {name: {"influence": 50} for name in "abc"},
    "issues": {name: {"levels": SCALE, "status_quo": "low"} for name in ("x", "y", "z")},
    "stances": {
        party: {
            issue: {
                "position": {"low": low, "mode": (low + high) / 2, "high": high},
                "salience": {"low": 10 + 20 * k, "mode": 30 + 20 * k, "high": 60 + 10 * k},
            }
            for k, (issue, (low, high)) in enumerate(zip("xyz", ranges, strict=True))
        }
        for party, ranges in {
            "a": ((40, 100), (20, 80), (0, 60)), "b": ((30, 90), (50, 100), (10, 90)), "c": ((50, 100), (0, 60), (60, 100)),
        }.items()
    },
}  # fmt: skip


def test_sweeps_drivers_and_flips_are_the_same(monkeypatch):
    """A drawn red line makes draws of several shapes; flips narrow several cells in step."""
    data = copy.deepcopy(BRIEF)
    data["stances"]["b"]["y"]["red_line"] = {"at_least": {"low": 10, "mode": 40, "high": 80}}
    brief = brief_from_data(data)
    calls = []
    chosen = together.chosen
    monkeypatch.setattr(
        together, "chosen", lambda *args, **named: calls.append(chosen(*args, **named)) or calls[-1]
    )
    quick = data_of(pp.sweep(brief, Nash(), draws=64, seed=3))
    assert sum(seen is not None for call in calls for seen in call) > 64
    monkeypatch.setattr(pruned, "WORTH", 1 << 62)
    assert quick == data_of(pp.sweep(brief, Nash(), draws=64, seed=3))


def data_of(spread):
    data = spread.to_dict("en")
    del data["stats"]["seconds"]
    return data


def test_small_sweeps_do_not_load_the_compiler():
    script = (
        "import sys, numpy as np, pourparler as pp\n"
        "deal = pp.Bargain.from_tables({'x': [0, 1]}, {p: {'x': [1, 2]} for p in 'abc'})\n"
        "assert pp.Nash().observe([deal, deal]) == [None, None]\n"
        "assert 'numba' not in sys.modules\n"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_nodes_are_counted():
    found = [
        answer
        for seed in range(40)
        for models in [draws(problem(seed), seed)]
        for answer in pruned.chosen(models, [Nash().objective(m) for m in models], search=Nash()._search)
        if answer is not None
    ]
    assert found
    assert all(answer.nodes > 0 for answer in found)
    rng = np.random.default_rng(1)
    deal = Bargain.from_tables(
        {f"i{k}": list(range(5)) for k in range(8)},
        {f"p{p}": {f"i{k}": rng.integers(0, 10**5, size=5).tolist() for k in range(8)} for p in range(4)},
    )
    (answer,) = pruned.chosen([deal], [Nash().objective(deal)], search=Nash()._search)
    assert answer.nodes < deal.space.size // 50
