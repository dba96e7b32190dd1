"""The challenge model against its literal definition, and what holds of every reading (specification, sections 5 and 15)."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from effort import seeds, tried
from hypothesis import given
from hypothesis import strategies as st
from literal_challenge import rounds

import pourparler as pp
from pourparler.analyses.collective.challenge_readings import combinations
from pourparler.analyses.collective.challenges.reading import PRESETS, PROGRAM, Reading
from pourparler.kernels import challenge_rounds
from pourparler.kernels.challenge_rounds import Actors, Ending, last_medians, play
from pourparler.kernels.challenges import Table, judged

SWITCHES = {
    "denominator": ["pair", "global"],
    "distances": ["linear", "voter-risk"],
    "voters": ["all", "others"],
    "viewpoint": ["receiver", "each"],
    "range": ["initial", "current"],
    "danger": ["adversaries", "own"],
    "risk": ["on", "off"],
    "status_quo": ["certain", "even"],
    "confrontation": ["moves", "stays"],
    "capitulation": ["moves", "stays"],
    "choice": ["category", "least-move", "strongest"],
    "key": ["distance", "point"],
}

readings = st.fixed_dictionaries({s: st.sampled_from(options) for s, options in SWITCHES.items()}).map(
    PROGRAM.changed
)
# A grid makes ties and shared positions frequent.
crowds = st.lists(
    st.tuples(st.integers(0, 6), st.integers(1, 4), st.integers(1, 5)), min_size=2, max_size=6
).filter(lambda rows: len({x for x, _, _ in rows}) > 1)


def model(rows: Any, scale: tuple[float, float] = (0, 6)) -> pp.Positions:
    return pp.Positions.from_arrays(
        [[float(x)] for x, _, _ in rows],
        influence=[c for _, c, _ in rows],
        salience=[[s / 5] for _, _, s in rows],
        scale=scale,
    )


def actors(rows: Any) -> Actors:
    x, c, s = (np.array(column, dtype=float)[:, None] for column in zip(*rows, strict=True))
    return Actors(x, c * s / 5, s / 5, np.arange(len(rows))[:, None], np.array([np.ptp(x)]))


def random_rows(rng: np.random.Generator, n: int) -> list[tuple[float, float, float]]:
    if rng.random() < 0.5:  # clustered, with ties
        columns = rng.integers(0, 5, n), rng.integers(1, 4, n), rng.integers(1, 6, n)
    else:
        columns = rng.uniform(0, 6, n), rng.uniform(0.1, 4, n), rng.uniform(0.1, 5, n)
    return [tuple(map(float, row)) for row in zip(*columns, strict=True)]


@tried(40, full=80)
@given(crowds, readings)
def test_two_rounds_are_as_defined(rows: Any, reading: Reading) -> None:
    result = pp.Challenge(reading=reading, rounds=2).run(
        model(rows, scale=(min(r[0] for r in rows), max(r[0] for r in rows))), None
    )
    found = result.issues["i1"]
    columns = [float(x) for x, _, _ in rows], [c * s / 5 for _, c, s in rows], [s / 5 for _, _, s in rows]
    for number, (held, moved) in enumerate(rounds(columns, reading, 2), start=1):
        assert list(found.positions[number].values()) == pytest.approx(held, abs=1e-7)
        kinds = [(int(m.actor[1:]) - 1, m.because.kind) for m in found.moves if m.round == number]
        assert kinds == moved


def seen(result: Any, order: list[int] | None = None) -> Any:
    """What a run gives: medians, means, positions and moves by actor; the proposer by where it stands."""
    data = result.issues["i1"]
    name = {f"a{new + 1}": f"a{old + 1}" for new, old in enumerate(order)} if order else {}
    called = lambda actor: name.get(actor, actor)  # noqa: E731
    positions = [{called(a): x for a, x in row.items()} for row in data.positions]
    moves = {
        (m.round, called(m.actor)): (m.before, m.after, m.because.kind, m.because.own, m.because.other,
                                     data.positions[m.round - 1][m.because.offer_by])
        for m in data.moves
    }  # fmt: skip
    return data.medians, data.means, positions, moves


@pytest.mark.parametrize("preset", PRESETS)
def test_the_order_of_the_file_changes_nothing(preset: str) -> None:
    """Random cases, equal bit for bit."""
    rng = np.random.default_rng(5)
    concept = pp.Challenge(reading=PRESETS[preset], rounds=3)
    for _ in seeds(60, full=200):
        rows = random_rows(rng, int(rng.integers(2, 8)))
        order = rng.permutation(len(rows)).tolist()
        one = concept.run(model(rows), None)
        other = concept.run(model([rows[i] for i in order]), None)
        assert seen(one) == seen(other, order)
        assert one.status.code == other.status.code


@tried(20, full=40)
@given(crowds, readings, st.sampled_from([2.0, 10.0, 1 / 3]))
def test_units_do_not_matter(rows: Any, reading: Reading, factor: float) -> None:
    concept = pp.Challenge(reading=reading, rounds=2)
    one = concept.run(model(rows), None).issues["i1"]
    heavier = concept.run(model([(x, c * factor, s) for x, c, s in rows]), None).issues["i1"]
    assert heavier.medians == pytest.approx(one.medians, abs=1e-7)
    moved = model([(7 + factor * x, c, s) for x, c, s in rows], scale=(7, 7 + 6 * factor))
    wider = concept.run(moved, None).issues["i1"]
    assert [(x - 7) / factor for x in wider.medians] == pytest.approx(one.medians, abs=1e-7)


@tried(20, full=40)
@given(crowds, readings.map(lambda reading: reading.changed({"key": "distance", "choice": "strongest"})))
def test_a_mirrored_scale_mirrors_the_first_moves_where_no_tie_decides(rows: Any, reading: Reading) -> None:
    """Lower ends decide ties, of medians and of offers: cases with even weights on both sides are left out."""
    concept = pp.Challenge(reading=reading, rounds=1)
    here = concept.run(model(rows), None).issues["i1"]
    there = concept.run(model([(6 - x, c, s) for x, c, s in rows]), None).issues["i1"]
    if 6 - there.medians[0] != here.medians[0]:
        return
    for move, back in zip(here.moves, there.moves, strict=True):
        same_offer = move.because.other == pytest.approx(back.because.other, abs=1e-8)
        assert same_offer
        ends = abs(move.after - move.before), abs(back.after - back.before)
        assert ends[0] == pytest.approx(ends[1], abs=1e-7)


@tried(25, full=50)
@given(crowds, readings)
def test_nobody_leaves_the_held_range_and_risk_stays_in_its_own(rows: Any, reading: Reading) -> None:
    found = pp.Challenge(reading=reading, rounds=3).run(model(rows), None).issues["i1"]
    start = found.positions[0].values()
    for held in found.positions:
        assert min(start) - 1e-9 <= min(held.values()) <= max(held.values()) <= max(start) + 1e-9
    table = table_of(rows)
    judgement = judged(table, reading.rules())
    assert judgement.risk.min() >= 0.5 - 1e-12
    assert judgement.risk.max() <= 2 + 1e-12
    if reading.values.risk == "on" and np.ptp(judgement.risk) > 0:
        assert judgement.risk.min() == pytest.approx(0.5)
        assert judgement.risk.max() == pytest.approx(2)


def table_of(rows: Any) -> Table:
    crowd = actors(rows)
    weight = crowd.weight / crowd.weight.sum()
    return Table(crowd.position, weight, crowd.salience, crowd.span, 1e-9 * crowd.span, crowd.rank)


@tried(25, full=50)
@given(crowds, readings)
def test_odds_add_up_to_one_by_pair_and_to_less_over_all(rows: Any, reading: Reading) -> None:
    table = table_of(rows)
    both = judged(table, reading.rules()).odds[:, :, 0]
    sums = (both + both.T)[np.abs(table.position - table.position.T) > 0]
    if reading.odds.denominator == "pair":
        assert sums == pytest.approx(np.ones(len(sums)))
    elif reading.odds.voters == "all":
        # With two distinct positions all votes are cast on one pair, each way.
        assert (sums < 1).all()


@pytest.mark.parametrize("preset", PRESETS)
def test_one_position_moves_nobody(preset: str) -> None:
    result = pp.solve(model([(3, 1, 1), (3, 2, 5), (3, 4, 2)]), pp.Challenge(reading=PRESETS[preset]))
    assert result.forecasts["i1"].point == 3
    assert result.issues["i1"].moves == ()
    assert "the same position" in str(result.status.message)


@tried(20, full=40)
@given(st.integers(0, 10_000), readings, st.sampled_from([0.0, 0.5]))
def test_draws_together_give_the_bits_of_each_alone(seed: int, reading: Reading, calm: float) -> None:
    """Plain and compiled, alone and together, and round by round."""
    rng = np.random.default_rng(seed)
    n, draws = int(rng.integers(2, 8)), int(rng.integers(1, 400))
    x, c, s = rng.uniform(0, 6, (n, draws)), rng.uniform(0.1, 4, (n, draws)), rng.uniform(0.01, 1, (n, draws))
    x = np.where(rng.random((n, draws)) < 0.3, np.round(x), x)
    crowd = Actors(x, c * s, s, np.repeat(np.arange(n)[:, None], draws, axis=1), np.full(draws, 6.0))
    ending, rules = Ending(4, calm), reading.rules()
    plain = last_medians(crowd, rules, ending)
    assert plain.tobytes() == last_medians(crowd, rules, ending, parts=challenge_rounds.compiled()).tobytes()
    for d in rng.integers(0, draws, 5).tolist():
        alone = crowd.only(slice(d, d + 1))
        assert play(alone, rules, ending).medians[-1] == plain[d]
        compiled = play(alone, rules, ending, parts=challenge_rounds.compiled())
        for one, other in zip(play(alone, rules, ending).taken, compiled.taken, strict=True):
            chosen = one.kind > 0
            assert (one.kind == other.kind).all()
            assert one.target.tobytes() == other.target.tobytes()
            assert all((a[chosen] == b[chosen]).all() for a, b in zip(one, other, strict=True))


def drawn_models(seed: int) -> list[pp.Positions]:
    """Versions of one view of two issues: no position, saliences of 0, issues on which all agree."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(12):
        position = np.round(rng.uniform(0, 6, (5, 2)), int(rng.integers(0, 3)))
        position[rng.random((5, 2)) < 0.2] = np.nan
        position[0] = 3.0
        if rng.random() < 0.3:
            position[:, 1] = np.where(np.isnan(position[:, 1]), np.nan, 3.0)
        salience = np.where(rng.random((5, 2)) < 0.2, 0.0, rng.random((5, 2)))
        one = pp.Positions.from_arrays(
            position.tolist(),
            influence=rng.uniform(1, 3, 5).tolist(),
            salience=salience.tolist(),
            scale=(0, 6),
        )
        found.append(replace(one, at_table=np.array([True, True, False, True, True])))
    return found


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("parties", ["all", "at-table"])
@pytest.mark.parametrize("preset", ["program", "expected-utility-max"])
def test_a_sweep_sees_what_runs_give(seed: int, parties: Any, preset: str) -> None:
    models = drawn_models(seed)
    concept = pp.Challenge(reading=PRESETS[preset], stop="settled", parties=parties)
    for found, one in zip(concept.observe(models), models, strict=True):
        assert found == concept.run(one, None).observed(one)


def test_a_sweep_of_readings_sees_what_runs_give() -> None:
    models = drawn_models(1)[:2]
    concept = pp.ChallengeReadings(rounds=1)
    for found, one in zip(concept.observe(models), models, strict=True):
        assert found == concept.run(one, None).observed(one)


def test_the_384_readings_are_different_from_each_other() -> None:
    assert len(set(combinations())) == 384


@pytest.mark.parametrize("switch", SWITCHES)
@pytest.mark.parametrize("preset", ["program", "appendix"])
def test_every_option_of_every_switch_does_what_it_says(switch: str, preset: str) -> None:
    """Against the definition, on three cases in which the options differ."""
    rng = np.random.default_rng(17)
    differ = 0
    while differ < 3:
        rows = [tuple(map(float, row)) for row in rng.uniform((0, 0.1, 0.5), (6, 4, 5), (5, 3))]
        if differ == 2:
            # The draw of the median, and shared positions, come in here.
            rows = random_rows(rng, 5)
        ends = min(r[0] for r in rows), max(r[0] for r in rows)
        if ends[0] == ends[1]:
            continue
        readings = [PRESETS[preset].changed({switch: option}) for option in SWITCHES[switch]]
        games = [
            pp.Challenge(reading=r, rounds=2).run(model(rows, scale=ends), None).issues["i1"]
            for r in readings
        ]
        if all(game.positions == games[0].positions for game in games[1:]):
            continue
        differ += 1
        columns = [r[0] for r in rows], [r[1] * r[2] / 5 for r in rows], [r[2] / 5 for r in rows]
        for reading, game in zip(readings, games, strict=True):
            for number, (held, _) in enumerate(rounds(columns, reading, 2), start=1):
                assert list(game.positions[number].values()) == pytest.approx(held, abs=1e-7)
