"""Kernels of the exchange of positions: plain and compiled loops agree bit for bit; pairs and limits."""

import numpy as np
import pytest

from pourparler.analyses.collective.trades.playing import play
from pourparler.analyses.collective.trades.standing import standing
from pourparler.kernels import trade_rounds
from pourparler.kernels.trade_pairs import sides, trading_pairs
from pourparler.kernels.trade_steps import steps
from pourparler.kernels.trade_terms import GONE, Rule, first_terms
from pourparler.kernels.trade_turns import compiled_steps, compiled_turns
from pourparler.model.positions import Positions

RULE = Rule(most=10_000, work=10**8, current=False, once=False, least=1e-10, step=1e-10, same=1e-7)


def model(seed: int, actors: int, issues: int) -> Positions:
    rng = np.random.default_rng(seed)
    position = rng.uniform(0, 100, (actors, issues))
    position[rng.random(position.shape) < 0.1] = np.nan
    return Positions.from_arrays(
        position.tolist(), influence=rng.uniform(0.1, 1, actors), salience=rng.uniform(0, 1, (actors, issues))
    )


@pytest.mark.parametrize(
    "rule",
    [
        RULE,
        RULE._replace(current=True),
        RULE._replace(once=True),
        RULE._replace(once=True, current=True),
        RULE._replace(least=-1e-10),
        RULE._replace(share=0.7),
        RULE._replace(most=5),
        RULE._replace(work=200),
    ],
    ids=lambda rule: str(rule),
)
def test_plain_and_compiled_loops_agree_bit_for_bit(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    stand = standing([model(seed, 9, 5) for seed in range(3)], parties="all")
    found = []
    for loop in (steps, compiled_steps):
        monkeypatch.setattr(trade_rounds, "_loop", lambda sizes, loop=loop: loop)
        rng = np.random.default_rng(3) if rule.share else None
        found.append(play(stand, rule, rounds=2, equal=rule.least < 0, rng=rng))
    plain, compiled = found
    assert len(plain) == len(compiled)
    assert sum(len(one.played.row) for one in plain) > 3
    for one, other in zip(plain, compiled, strict=True):
        for mine, yours in zip(one.played[:-1], other.played[:-1], strict=True):
            assert mine.tobytes() == yours.tobytes()


def test_compiled_code_is_loaded_where_it_pays() -> None:
    compiled_turns.cache_clear()
    assert trade_rounds._loop(np.array([420])) is steps
    assert trade_rounds._loop(np.array([420] * 1024)) is compiled_steps
    compiled_turns()
    assert trade_rounds._loop(np.array([420])) is compiled_steps  # it is there now


def test_terms_of_a_trade_by_hand() -> None:
    # i at 0 demands p, j at 100 demands q; saliences .9 and .1 the other way round; half of the weight each.
    numbers = np.array([[0.9, 0.1, 0.1, 0.9, 1.0, -1.0, 1.0, 0.5, 0.5, 0.0, 100.0]]).T
    rule = RULE._replace(most=1)
    terms = first_terms(numbers, np.array([[100.0, 0.0, 10.0, 90.0]]).T, rule)
    # Each could concede 50 points of the outcome; 10 are left up to what is demanded.
    assert [float(field[0]) for field in terms] == pytest.approx([8.0, 10.0, 10.0, 0.0, 10.0, 10.0])
    # Beyond what i demands nothing holds back: flagged, not capped.
    beyond = first_terms(numbers, np.array([[100.0, 0.0, -1.0, 40.0]]).T, rule)
    assert (float(beyond.gain[0]), float(beyond.hollow[0])) == (pytest.approx(40.0), 1.0)
    # Who already stands there has nothing to concede.
    assert first_terms(numbers, np.array([[0.0, 0.0, 10.0, 90.0]]).T, rule).gain[0] == GONE


def test_a_draw_does_not_depend_on_the_others() -> None:
    models = [model(seed, 8, 4) for seed in range(4)]
    together = play(standing(models, parties="all"), RULE, rounds=1, equal=False)[0].played
    for k, one in enumerate(models):
        alone = play(standing([one], parties="all"), RULE, rounds=1, equal=False)[0].played
        assert alone.voting.tobytes() == together.voting[k : k + 1].tobytes()
        assert alone.outcome.tobytes() == together.outcome[k : k + 1].tobytes()
        assert alone.work[0] == together.work[k]


def test_limits_leave_what_they_say() -> None:
    stand = standing([model(0, 9, 5)], parties="all")
    full = play(stand, RULE, rounds=1, equal=False)[0].played
    few = play(stand, RULE._replace(most=4), rounds=1, equal=False)[0].played
    assert full.left[0] == 0
    assert few.left[0] > 0
    assert few.row.tolist() == full.row[:4].tolist()
    short = play(stand, RULE._replace(work=int(full.work[0]) - 1), rounds=1, equal=False)[0].played
    assert short.left[0] > 0 or len(short.row) == len(full.row)
    assert len(short.row) <= len(full.row)


@pytest.mark.parametrize("share", [0.0, 0.7])
def test_the_first_trade_has_the_first_of_the_largest_gains_of_the_opening(share: float) -> None:
    rng = np.random.default_rng(3) if share else None
    rule = RULE._replace(share=share)
    played = play(standing([model(1, 9, 5)], parties="all"), rule, rounds=1, equal=False, rng=rng)[0].played
    gain = played.opening.gain
    assert played.row[0] == np.flatnonzero(gain >= gain.max() - rule.same)[0]
    assert played.numbers[0, 0] == gain[played.row[0]]
    equal = abs(played.numbers[1, 0] - played.numbers[2, 0]) < 1e-9
    assert equal != bool(share)


def test_no_candidate_is_executed_twice() -> None:
    for seed in range(5):
        played = play(standing([model(seed, 9, 5)], parties="all"), RULE, rounds=1, equal=False)[0].played
        assert len(set(played.row.tolist())) == len(played.row)


def test_pairs_with_one_ratio_only_where_they_are_wanted() -> None:
    position = np.array([[[0.0, 100.0], [0.0, 100.0]]])
    salience = np.array([[[0.5, 0.5], [0.2, 0.2]]])
    side = sides(position, np.array([[50.0, 50.0]]), np.ones((1, 2, 2), bool), same=1e-7)
    without, count = trading_pairs(side, salience, equal=False)
    allowed, same_count = trading_pairs(side, salience, equal=True)
    assert (len(without.draw), count.tolist(), same_count.tolist()) == (0, [1], [1])
    assert [field.tolist() for field in allowed] == [[0], [0], [1], [0], [1]]


def test_nobody_without_a_position_is_on_a_side() -> None:
    held = np.array([[[True, False, True]]])
    side = sides(np.array([[[0.0, 0.0, 100.0]]]), np.array([[50.0]]), held, same=0.0)
    assert side.tolist() == [[[-1, 0, 1]]]
