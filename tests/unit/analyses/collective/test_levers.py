"""Levers: marks, insincerity, costs, ranks, readings left out, draws, who is pivotal."""

from dataclasses import replace

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.collective.levering.moves import CELLS, Move, changed, moves
from pourparler.analyses.collective.levers import MOST, most
from pourparler.uncertainty.levers import levers

MODEL = pp.Positions.from_arrays(
    [[0.0], [40.0], [100.0], [60.0]], influence=[2, 1, 3, 1], salience=[[0.8], [0.4], [0.5], [0.9]]
)
PLAIN = ("compromise", "weighted-median", "nash-spatial")


def found(**settings: object) -> pp.Result:
    return pp.solve(MODEL, pp.Levers(**{"readings": PLAIN, "shown": 500, **settings}))


def test_every_move_does_what_it_says_under_every_reading() -> None:
    result = found(actor="a1")
    for name, concept in (("compromise", pp.Compromise()), ("nash-spatial", pp.NashSpatial())):
        before = pp.solve(MODEL, concept).forecasts["i1"].point
        for lever in result.levers[:20]:
            after = pp.solve(changed(MODEL, lever.move), concept).forecasts["i1"].point
            saved = 0.8 * (abs(0 - before) - abs(0 - after)) / 100
            assert lever.robust.by_reading[name] == pytest.approx(saved, abs=1e-9)
            if name == "compromise":
                assert lever.effect["i1"] == pytest.approx(after - before, abs=1e-9)
                assert lever.own == pytest.approx(saved, abs=1e-9)


def test_the_robust_figures_are_those_of_the_readings() -> None:
    for lever in found(actor="a1").levers:
        values = list(lever.robust.by_reading.values())
        assert lever.robust.share == pytest.approx(np.mean([x > 1e-9 for x in values]))
        assert (lever.robust.worst, lever.robust.median) == (min(values), pytest.approx(np.median(values)))


def test_levers_are_ranked_by_benefit_per_cost() -> None:
    rates = [lever.rate for lever in found(actor="a1").levers]
    assert rates == sorted(rates, reverse=True) or np.allclose(rates, sorted(rates, reverse=True))
    assert all(lever.benefit > 0 for lever in found(actor="a1").levers)


def test_marks_and_insincere_moves() -> None:
    by_move = {lever.move: lever for lever in found(actor="a2", target={"i1": 0.0}).levers}
    far = by_move[Move("a2", "position", "i1", to=0.0)]
    assert (far.mark, far.insincere) == ("mine", True)
    assert by_move[Move("a3", "position", "i1", to=0.0)].mark == "persuade"
    assert by_move[Move("a3", "salience", "i1", factor=0.75)].mark == "interest"
    assert by_move[Move("a1", "influence", None, factor=1.25)].mark == "arm"
    assert not any(lever.insincere for lever in by_move.values() if lever.mark != "mine")
    # Towards the outcome is a concession, not a pretence.
    upwards = {lever.move: lever for lever in found(actor="a2", target={"i1": 100.0}).levers}
    assert upwards[Move("a2", "position", "i1", to=50.0)].insincere is False


def test_costs_are_prices_of_the_whole_scale() -> None:
    plain = {lever.move: lever.cost for lever in found(actor="a1").levers}
    assert plain[Move("a3", "position", "i1", to=0.0)] == pytest.approx(1.0)
    assert plain[Move("a3", "salience", "i1", factor=0.75)] == pytest.approx(0.125)
    assert plain[Move("a1", "influence", None, factor=1.25)] == pytest.approx(0.5 / 3)
    prices = {"persuade": 3.0, "a3": 5.0, "persuade/a4": 7.0}
    priced = {lever.move: lever.cost for lever in found(actor="a1", costs=prices).levers}
    assert priced[Move("a2", "position", "i1", to=0.0)] == pytest.approx(3 * 0.4)
    assert priced[Move("a3", "position", "i1", to=0.0)] == pytest.approx(5.0)
    assert priced[Move("a4", "position", "i1", to=0.0)] == pytest.approx(7 * 0.6)


@pytest.mark.parametrize(
    "settings",
    [
        {"actor": "a9"}, {"target": {"i9": 1.0}}, {"concept": "nothing"}, {"costs": {"persuade": 0.0}},
        {"costs": {"bribe": 1.0}}, {"concept": "contestedness"}, {"readings": ("levers",)}, {"concept": "nash"},
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused(settings: dict[str, object]) -> None:
    with pytest.raises(pp.UsageError):
        found(**{"actor": "a1", **settings})


def test_readings_that_are_not_known_are_named() -> None:
    result = found(actor="a1", readings=("compromise", "crystal-ball"))
    assert result.left_out == ("crystal-ball",)
    assert "crystal-ball" in str(result.status.message)
    assert set(result.levers[0].robust.by_reading) == {"compromise"}


def test_readings_take_settings() -> None:
    result = found(actor="a1", readings=("compromise weights=equal",))
    lever = next(x for x in result.levers if x.move == Move("a3", "position", "i1", to=0.0))
    assert lever.robust.worst == pytest.approx(0.8 * 0.25)


def test_without_an_asker_every_change_counts() -> None:
    result = found()
    assert all(lever.own is None and lever.mark != "mine" for lever in result.levers)
    assert {np.sign(lever.effect["i1"]) for lever in result.levers} == {-1.0, 1.0}


def test_the_position_needed_reaches_the_target() -> None:
    for actor, slope in found(target={"i1": 45.0}).compromise["i1"].items():
        moved = MODEL.position.copy()
        moved[MODEL.actors.index(actor)] = slope.needed
        there = pp.solve(replace(MODEL, position=moved), pp.Compromise()).forecasts["i1"].point
        assert there == pytest.approx(45.0)
        assert slope.feasible is (0 <= slope.needed <= 100)


def test_pivots_are_those_of_the_median() -> None:
    pivot = found().pivots["i1"]
    median = pp.solve(MODEL, pp.WeightedMedian()).forecasts["i1"].details
    assert (list(pivot.actors), pivot.margin, pivot.heaviest) == (median["pivot"], median["margin"], "a1")


def test_relabelling_permutes_levers() -> None:
    order = [2, 0, 3, 1]
    mixed = replace(
        MODEL, actors=tuple(MODEL.actors[k] for k in order), position=MODEL.position[order],
        salience=MODEL.salience[order], influence=MODEL.influence[order],
    )  # fmt: skip
    asked = pp.Levers(actor="a1", readings=PLAIN, shown=500)
    one, other = ({x.move: x for x in pp.solve(m, asked).levers} for m in (MODEL, mixed))
    assert set(one) == set(other)
    for move, lever in one.items():
        assert lever.benefit == pytest.approx(other[move].benefit, abs=1e-9)


def test_saliences_end_at_one_and_moves_change_something() -> None:
    full = replace(MODEL, salience=np.ones((4, 1)))
    weight = full.influence
    tried = list(moves(full, weight))
    assert not [m for m in tried if m.what == "salience" and m.factor > 1]
    for move in tried:
        after = changed(full, move)
        moved = [
            not np.array_equal(getattr(after, name), getattr(full, name))
            for name in ("position", "salience", "influence")
        ]
        assert sum(moved) == 1


def test_of_many_actors_only_the_heaviest_moves_are_tried() -> None:
    rng = np.random.default_rng(0)
    large = pp.Positions.from_arrays(
        rng.integers(0, 101, (150, 20)).astype(float),
        influence=rng.random(150),
        salience=rng.random((150, 20)),
    )
    result = pp.solve(large, pp.Levers(actor="a1", readings=("compromise",)))
    assert result.status.code == "limit"
    assert result.tried <= CELLS * 20
    ranked = pp.solve(large, pp.Levers(actor="a1", concept="weighted-median", readings=("compromise",)))
    assert ranked.status.code == "limit"


BRIEF = """
schema: pourparler/brief/1
title: Two on one scale
issues:
  pay: {name: Pay, range: {from: 0, to: 100}}
parties:
  union: {name: Union, influence: {low: 1, mode: 2, high: 3}}
  firm: {name: Firm, influence: 3}
  state: {name: State, influence: 1}
stances:
  union: {pay: {position: {low: 70, mode: 80, high: 90}, salience: 60}}
  firm: {pay: {position: 10, salience: {low: 20, mode: 50, high: 70}}}
  state: {pay: {position: 40, salience: 30}}
"""


def test_levers_over_draws(tmp_path: object) -> None:
    path = tmp_path / "brief.yaml"
    path.write_text(BRIEF, encoding="utf-8")
    brief = pp.read_brief(path)
    asked = pp.Levers(actor="union", readings=("compromise", "weighted-median"))
    central, spread = pp.solve(brief, asked), levers(brief, asked, draws=32, seed=3)
    assert [x.move for x in central.levers] == [x.move for x in spread.levers]
    assert spread.levers == levers(brief, asked, draws=32, seed=3).levers
    assert spread.stats.work["draws"] == 32
    # Every draw's compromise moves the right way; by how much differs from draw to draw.
    persuade = next(x for x in spread.levers if x.move == Move("firm", "position", "pay", to=100.0))
    assert persuade.robust.worst < persuade.robust.median
    assert spread.levers[0].robust.share <= 1
    with pytest.raises(pp.UsageError):
        levers(brief, asked, draws=0, seed=3)


def test_words_and_tables_print_only_judged_levers() -> None:
    dear = dict.fromkeys(("persuade", "arm", "interest"), 99.0)
    told = found(actor="a4", target={"i1": 100.0}, costs=dear).summary("en")
    assert "of the readings" in told
    assert "insincere" in told
    assert "pivotal" in told
    nobody = found(actor="a2", readings=())
    assert "of the readings" not in nobody.summary("en")
    assert "No single change" in nobody.summary("en")


def test_fewer_moves_are_solved_one_by_one_where_each_costs_more() -> None:
    def lined(actors: int) -> pp.Positions:
        position = np.linspace(0, 100, actors * 20).reshape(actors, 20)
        return pp.Positions.from_arrays(
            position, influence=np.ones(actors), salience=np.full(position.shape, 0.5)
        )

    assert 1 <= most(lined(60)) < 32 < most(lined(4)) <= MOST


@pytest.mark.parametrize("concept", ["compromise", "challenge", "exchange", "smp"])
def test_draws_keep_what_a_run_keeps_without_trying_the_moves(concept: str) -> None:
    levers_of = pp.Levers(concept=concept, readings=("compromise",), shown=1)
    models = [replace(MODEL, position=MODEL.position * share) for share in (1.0, 0.9, 0.3)]
    seen = levers_of.observe(models)
    assert seen[0] is None
    for model, kept in zip(models[1:], seen[1:], strict=True):
        assert kept == pp.solve(model, levers_of).observation(model)
        assert set(kept.quantities) == {"issue/i1"}
