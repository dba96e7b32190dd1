"""Properties of the exchange of positions on random models: gaps, zero saliences, equal positions, ties."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from effort import tried
from hypothesis import given
from hypothesis import strategies as st
from literal_exchange import literal_rounds

import pourparler as pp
from pourparler.analyses.collective.trades.results import ExchangeResult

FEW = tried(30, full=60)
VIEWS = st.sampled_from(["own-deals", "current"])


@st.composite
def models(draw: Any, *, coarse: bool | None = None) -> pp.Positions:
    """Up to seven actors and four issues; coarse numbers, and then many ties, or fine ones; some cells empty."""
    n, m = draw(st.integers(1, 7)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    if draw(st.booleans()) if coarse is None else coarse:
        position, salience = rng.integers(0, 6, (n, m)) * 20.0, rng.integers(0, 5, (n, m)) / 4
        influence = rng.integers(1, 4, n).astype(float)
    else:
        position, salience = rng.uniform(0, 100, (n, m)), rng.uniform(0, 1, (n, m))
        influence = rng.uniform(0.1, 1, n)
    position[rng.random((n, m)) < draw(st.sampled_from([0.0, 0.2]))] = np.nan
    return pp.Positions.from_arrays(position.tolist(), influence=influence, salience=salience)


def solved(model: pp.Positions, **settings: Any) -> ExchangeResult:
    found = pp.PositionExchange(**settings).run(model, np.random.default_rng(1))
    assert isinstance(found, ExchangeResult)
    return found


@FEW
@given(model=models(), view=VIEWS, rounds=st.integers(1, 3))
def test_it_is_what_the_definition_says(model: pp.Positions, view: str, rounds: int) -> None:
    agree(model, view=view, rounds=rounds)


@pytest.mark.parametrize("view", ["own-deals", "current"])
@pytest.mark.parametrize("seed", range(12))
def test_it_is_what_the_definition_says_where_much_is_traded(seed: int, view: str) -> None:
    """Eleven actors and six issues, every other model with many ties: dozens of exchanges that touch each other."""
    rng = np.random.default_rng(seed)
    shape = (11, 6)
    position = rng.integers(0, 11, shape) * 10.0 if seed % 2 else rng.uniform(0, 100, shape)
    position[rng.random(shape) < 0.05] = np.nan
    salience = rng.integers(1, 11, shape) / 10 if seed % 2 else rng.uniform(0, 1, shape)
    model = pp.Positions.from_arrays(position.tolist(), influence=rng.uniform(0.1, 1, 11), salience=salience)
    assert agree(model, view=view, rounds=1) > 20


def agree(model: pp.Positions, *, view: str, rounds: int) -> int:
    """The concept and the literal definition give the same exchanges and outcomes; how many exchanges."""
    result = solved(model, view=view, rounds=rounds)
    known = literal_rounds(model, rounds, view=view)
    assert len(result.rounds) == len(known)
    executed = iter(result.executed)
    for number, one in enumerate(known, 1):
        for (p, q, i, j), gain, to_i, to_j in one.executed:
            found = next(executed)
            assert (found.round, found.parties) == (number, (model.actors[i], model.actors[j]))
            assert found.issues == (model.issues[q], model.issues[p])
            assert [found.gain, found.moves[0].end, found.moves[1].end] == pytest.approx(
                [gain, to_i, to_j], abs=1e-9
            )
        for d, value in one.outcome(one.y).items():
            # Where all weights vanish the concept falls back to influence; the definition says nothing.
            if any(weight > 0 for (_, issue), weight in one.weight.items() if issue == d):
                outcome = result.rounds[number - 1].outcomes[model.issues[d]]
                assert outcome == pytest.approx(value, abs=1e-9)
    assert next(executed, None) is None
    return len(result.executed)


@FEW
@given(model=models(), once=st.sampled_from(["allowed", "forbidden"]))
def test_who_conceded_may_be_kept_from_demanding(model: pp.Positions, once: str) -> None:
    result = solved(model, demand_after_supply=once)
    known = literal_rounds(model, 1, once=once)[0]
    assert [e.gain for e in result.executed] == pytest.approx(
        [gain for _, gain, _, _ in known.executed], abs=1e-9
    )
    if once == "forbidden":
        conceded: set[tuple[str, str]] = set()
        for e in result.executed:
            first, second = e.moves
            assert (first.party, second.issue) not in conceded
            assert (second.party, first.issue) not in conceded
            conceded |= {(move.party, move.issue) for move in e.moves}


@FEW
@given(model=models(), view=VIEWS)
def test_gains_are_equal_moves_go_to_the_demander_and_never_back(model: pp.Positions, view: str) -> None:
    result = solved(model, view=view, rounds=2)
    gone: dict[tuple[int, str, str], float] = {}
    for e in result.executed:
        start = result.rounds[e.round - 1].positions
        assert e.gains[e.parties[0]] == pytest.approx(e.gains[e.parties[1]], abs=1e-12)
        assert e.gain > 0
        for move, demander in zip(e.moves, reversed(e.parties), strict=True):
            goal, step = start[demander][move.issue], move.end - move.start
            assert step * (goal - move.start) > 0
            assert abs(goal - move.end) <= abs(goal - move.start)
            way = gone.setdefault((e.round, move.party, move.issue), step)
            assert way * step > 0


@FEW
@given(model=models(), view=VIEWS)
def test_a_round_ends_when_nobody_gains_and_the_next_starts_between(model: pp.Positions, view: str) -> None:
    result = solved(model, view=view, rounds=3)
    traded = {move.issue for e in result.executed for move in e.moves}
    for issue, forecast in result.forecasts.items():
        if issue not in traded:
            assert forecast.point == (forecast.details or {"start": None})["start"]
    for one, after in zip(result.rounds, result.rounds[1:], strict=False):
        for party, held in one.positions.items():
            for issue, x in held.items():
                y = one.voting[party][issue]
                assert min(x, y) <= after.positions[party][issue] <= max(x, y)
    assert result.status.code == "ok"


@FEW
@given(model=models(), view=VIEWS)
def test_no_seen_outcome_crosses_what_is_demanded_unless_hollow(model: pp.Positions, view: str) -> None:
    """Under ``current`` what a pair sees is what is: outcomes before and after lie on one side of what is demanded."""
    if view == "own-deals":
        first = next(iter(solved(model).executed), None)
        executed = () if first is None else (first,)  # nothing was conceded yet: both views see the start
    else:
        executed = solved(model, view=view).executed
    for e in executed:
        for move, demander in zip(e.moves, reversed(e.parties), strict=True):
            goal = model.position[model.actors.index(demander), model.issues.index(move.issue)]
            before, after = e.outcomes[move.issue]
            if not e.hollow:
                assert (goal - before) * (goal - after) >= -1e-6


@FEW
@given(model=models(coarse=False), data=st.data(), view=VIEWS)
def test_relabelling_permutes_the_answer_and_nothing_else(model: pp.Positions, data: Any, view: str) -> None:
    actors = data.draw(st.permutations(range(len(model.actors))))
    issues = data.draw(st.permutations(range(len(model.issues))))
    at = np.ix_(actors, issues)
    other = replace(
        model,
        actors=tuple(model.actors[a] for a in actors), issues=tuple(model.issues[i] for i in issues),
        position=model.position[at], salience=model.salience[at], influence=model.influence[at],
    )  # fmt: skip
    one, two = solved(model, view=view, rounds=2), solved(other, view=view, rounds=2)
    for issue, forecast in one.forecasts.items():
        assert forecast.point == pytest.approx(two.forecasts[issue].point, abs=1e-7)
    assert [{(m.party, m.issue) for m in e.moves} for e in one.executed] == [
        {(m.party, m.issue) for m in e.moves} for e in two.executed
    ]
    for actor, balance in one.balances.items():
        assert balance.total == pytest.approx(two.balances[actor].total, abs=1e-6)


@FEW
@given(model=models(coarse=False), scale=st.floats(0.1, 10), shift=st.floats(-50, 50))
def test_an_affine_change_of_all_scales_and_of_influence_carries_over(
    model: pp.Positions, scale: float, shift: float
) -> None:
    other = replace(
        model,
        position=model.position * scale + shift, low=model.low * scale + shift, high=model.high * scale + shift,
        influence=model.influence * 3,
    )  # fmt: skip
    one, two = solved(model), solved(other)
    for issue, forecast in one.forecasts.items():
        if forecast.point is not None:
            assert forecast.point * scale + shift == pytest.approx(two.forecasts[issue].point, abs=1e-6)
    assert [e.gain * scale for e in one.executed] == pytest.approx([e.gain for e in two.executed], abs=1e-6)


@FEW
@given(model=models(coarse=False), data=st.data())
def test_scales_of_different_width_count_as_one(model: pp.Positions, data: Any) -> None:
    """Each issue in a unit of its own: the same trades, gains in hundredths of the scales."""
    factor = np.array([data.draw(st.sampled_from([0.06, 1.0, 8.0])) for _ in model.issues])
    other = replace(model, position=model.position * factor, low=model.low * factor, high=model.high * factor)
    one, two = solved(model), solved(other)
    unit = factor[0] if len(set(factor)) == 1 else 1.0
    assert [e.gain * unit for e in one.executed] == pytest.approx([e.gain for e in two.executed], abs=1e-6)
    for k, (issue, forecast) in enumerate(one.forecasts.items()):
        if forecast.point is not None:
            assert forecast.point * factor[k] == pytest.approx(two.forecasts[issue].point, abs=1e-6)


@FEW
@given(model=models(coarse=False))
def test_mirroring_the_scales_mirrors_the_outcome(model: pp.Positions) -> None:
    one, two = solved(model), solved(replace(model, position=100 - model.position))
    for issue, forecast in one.forecasts.items():
        if forecast.point is not None:
            assert 100 - forecast.point == pytest.approx(two.forecasts[issue].point, abs=1e-7)


@FEW
@given(model=models())
def test_balances_and_network_add_up(model: pp.Positions) -> None:
    result = solved(model, rounds=2)
    for actor, balance in result.balances.items():
        felt = sum(e.actual.get(actor, e.externalities.get(actor, 0.0)) for e in result.executed)
        assert balance.total == pytest.approx(felt, abs=1e-9)
        assert sum(result.network.get(actor, {}).values()) == pytest.approx(balance.formula, abs=1e-9)
    for e in result.executed:
        total = sum(sums.gains + sums.losses for sums in e.sums.values())
        assert total == pytest.approx(sum(e.actual.values()) + sum(e.externalities.values()), abs=1e-9)


@tried(12, full=25)
@given(model=models(), data=st.data(), view=VIEWS, rounds=st.integers(1, 3))
def test_many_draws_in_step_equal_one_by_one(model: pp.Positions, data: Any, view: str, rounds: int) -> None:
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    drawn = [
        replace(model, salience=np.clip(model.salience + rng.normal(0, 0.1, model.salience.shape), 0, 1))
        for _ in range(4)
    ]
    concept = pp.PositionExchange(view=view, rounds=rounds)
    assert concept.observe(drawn) == [concept.run(one, None).observed(one) for one in drawn]
