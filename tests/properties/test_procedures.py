"""What core, winset and agenda setting keep; the formulas against a dense grid of alternatives."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from effort import tried
from hypothesis import given
from hypothesis import strategies as st

import pourparler as pp
from pourparler.analyses.collective.forecast import Forecast
from pourparler.model.stated_rule import stated_rule

FEW = tried(80, full=200)
GRID = np.arange(-1200, 1401) / 4 + 1 / 8  # no grid point is anybody's position, nor mirrors one


def model(ideals: list[int]) -> pp.Positions:
    n = len(ideals)
    return pp.Positions.from_arrays([[float(x)] for x in ideals], influence=[1] * n, salience=[[1.0]] * n)


def names(ideals: list[int]) -> list[str]:
    return [f"a{i + 1}" for i in range(len(ideals))]


ideals = st.lists(st.integers(0, 20).map(lambda x: 5 * x), min_size=1, max_size=7)
quos = st.integers(-4, 24).map(lambda x: 5 * x)


@st.composite
def rules(draw: Any, players: list[str], depth: int = 1) -> dict[str, Any]:
    kinds = ["at_least", "veto", "quota", *(["all", "any"] if depth else [])]
    match draw(st.sampled_from(kinds)):
        case "at_least":
            return {"at_least": draw(st.integers(1, len(players)))}
        case "veto":
            return {"veto": draw(st.lists(st.sampled_from(players), min_size=1, max_size=2, unique=True))}
        case "quota":
            weights = {p: draw(st.integers(0, 4)) for p in players}
            return {"quota": draw(st.integers(1, max(1, sum(weights.values())))), "weights": weights}
        case kind:
            return {kind: draw(st.lists(rules(players, depth - 1), min_size=1, max_size=2))}


@st.composite
def cases(draw: Any) -> tuple[list[int], dict[str, Any], int]:
    held = draw(ideals)
    return held, draw(rules(names(held))), draw(quos)


def core(held: list[int], rule: Any, quo: float) -> Forecast:
    concept = pp.VetoCore(rule=rule, status_quo={"i1": float(quo)})
    return pp.solve(model(held), concept).forecasts["i1"]


def beats(held: list[int], rule: Any, quo: float) -> np.ndarray:
    """Which points of the grid enough voters strictly prefer, by asking every voter."""
    asked = stated_rule(rule, names(held), setting="rule")
    nearer = np.abs(GRID[:, None] - np.array(held)) < np.abs(quo - np.array(held))
    return asked.wins((nearer << np.arange(len(held))).sum(axis=1))


@FEW
@given(cases())
def test_the_winset_is_what_a_dense_grid_says(case: tuple[list[int], dict[str, Any], int]) -> None:
    found, beaten = core(*case), beats(*case)
    winset = found.details["winset"]
    low, high = winset or (0.0, 0.0)
    assert (beaten == ((low < GRID) & (high > GRID) & (winset is not None))).all()
    assert found.details["in_core"] == (not beaten.any())
    settled = len(set(case[0])) == 1
    assert found.point == (case[0][0] if settled else case[2] if not beaten.any() else None)


@FEW
@given(cases(), st.data())
def test_a_veto_player_inside_the_others_is_absorbed(
    case: tuple[list[int], dict[str, Any], int], data: Any
) -> None:
    held, _, quo = case
    veto = data.draw(st.lists(st.sampled_from(names(held)), min_size=1, unique=True))
    at = sorted(held[int(name[1:]) - 1] for name in veto)
    inside = [*held, data.draw(st.integers(at[0], at[-1]))]
    before = core(held, {"veto": veto}, quo).details
    after = core(inside, {"veto": [*veto, names(inside)[-1]]}, quo).details
    assert (before["core"], before["winset"]) == ([at[0], at[-1]], after["winset"])
    assert before["core"] == after["core"]


@FEW
@given(ideals, quos)
def test_a_larger_quota_never_enlarges_the_winset(held: list[int], quo: int) -> None:
    last = (-1e9, 1e9)
    for need in range(1, len(held) + 1):
        now = core(held, {"at_least": need}, quo).details["winset"] or (quo, quo)
        assert last[0] <= now[0] <= now[1] <= last[1]
        last = now


@FEW
@given(cases(), st.integers(0, 100))
def test_the_proposer_gains_and_only_what_can_pass_passes(
    case: tuple[list[int], dict[str, Any], int], setter: int
) -> None:
    held, rule, quo = case
    everybody = model([*held, setter])
    everybody = replace(everybody, at_table=np.array([True] * len(held) + [False]))
    for procedure in ("setter", "consultation"):
        concept = pp.Agenda(
            setter=everybody.actors[-1], procedure=procedure, rule=rule, status_quo={"i1": float(quo)}
        )
        found = pp.solve(everybody, concept).forecasts["i1"]
        winset = core(held, rule, quo).details["winset"]
        if len({*held, setter}) > 1:
            low, high = winset or (quo, quo)
            assert low <= found.point <= high
        assert found.details["gain"] is None or found.details["gain"] >= 0
        if procedure == "setter" and winset is not None and len({*held, setter}) > 1:
            passing = GRID[beats(held, rule, quo)]
            assert abs(found.point - setter) <= np.abs(passing - setter).min() + 1e-9


@FEW
@given(cases(), st.randoms(use_true_random=False), st.integers(-3, 3), st.sampled_from([0.1, 1.0, 8.0]))
def test_order_and_units_do_not_matter(
    case: tuple[list[int], dict[str, Any], int], random: Any, shift: int, factor: float
) -> None:
    held, rule, quo = case
    one = core(held, rule, quo).details
    plain = model(held)
    order = random.sample(range(len(held)), len(held))
    mixed = replace(
        plain,
        actors=tuple(plain.actors[i] for i in order),
        position=shift + factor * plain.position[order],
        low=shift + factor * plain.low,
        high=shift + factor * plain.high,
    )
    concept = pp.VetoCore(rule=rule, status_quo={"i1": shift + factor * quo})
    other = pp.solve(mixed, concept).forecasts["i1"].details
    for name in ("core", "winset"):
        moved = one[name] and [shift + factor * x for x in one[name]]
        assert other[name] == (moved if moved is None else pytest.approx(moved, abs=1e-9 * factor))
    assert other["in_core"] == one["in_core"]


@tried(12, full=25)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=5),
    st.tuples(st.integers(0, 20), st.integers(0, 20)),
    st.data(),
)
def test_the_space_of_veto_players(held: list[tuple[int, int]], quo: tuple[int, int], data: Any) -> None:
    """Proved core and sampled winset agree, and no sampled point reaches past the proved ends."""
    weight = data.draw(
        st.lists(st.tuples(*[st.sampled_from([0.25, 0.5, 1.0])] * 2), min_size=len(held), max_size=len(held))
    )
    flat = pp.Positions.from_arrays(
        [[5.0 * x, 5.0 * y] for x, y in held], influence=[1] * len(held), salience=[list(w) for w in weight]
    )
    at = {"i1": 5.0 * quo[0], "i2": 5.0 * quo[1]}
    found = pp.solve(flat, pp.VetoCore(status_quo=at, issues="together", points=256))
    space = found.space
    assert space.exact
    ideal, scale = np.array(held) / 20, np.array(weight)
    x, y = np.meshgrid(np.linspace(-0.5, 1.5, 81), np.linspace(-0.5, 1.5, 81))
    points = np.stack([x.ravel(), y.ravel()], axis=1)

    def losses(of: np.ndarray) -> np.ndarray:
        return np.sqrt((((of[:, None, :] - ideal) * scale) ** 2).sum(axis=2))

    better = (losses(points) < losses(np.array([quo]) / 20) - 1e-6).all(axis=1)
    if space.in_core:
        assert not better.any()
        return
    for d, issue in enumerate(("i1", "i2")):
        low, high = found.forecasts[issue].details["winset"]
        assert low <= at[issue] + 1e-6
        assert high >= at[issue] - 1e-6
        if better.any():
            assert low - 1e-6 <= 100 * points[better, d].min()
            assert high + 1e-6 >= 100 * points[better, d].max()
    for member in (*space.nearest.values(), *space.farthest.values()):
        where = np.array([[member.point["i1"], member.point["i2"]]]) / 100
        assert (losses(where) < losses(np.array([quo]) / 20)).all()
