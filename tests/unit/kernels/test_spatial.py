"""The spatial model step by step: against literal loops, compiled against plain, ties, rounding, missing places."""

import numpy as np
import pytest

from pourparler.kernels import spatial
from pourparler.kernels.elections import VOTES, Rules
from pourparler.kernels.spatial import SHARES, Actors, contests, distances, estimates, risks
from pourparler.kernels.spatial_bargains import halves, received_odds, targets
from pourparler.kernels.spatial_runs import Switches, course, movement, turn
from pourparler.kernels.standings import leading, standings
from pourparler.kernels.thirds import joined, piled, utility
from pourparler.kernels.thirds_compiled import joined as compiled


def example(seed: int, draws: int = 1, n: int = 6, m: int = 2) -> tuple[np.ndarray, Actors]:
    rng = np.random.default_rng(seed)
    actors = Actors(
        rng.random((draws, n)) * 100 + 1, rng.random((draws, n, m)) * 0.9 + 0.05, np.ones((n, m), bool)
    )
    return rng.random((draws, n, m)), actors


def worth(distance: float, risk: float) -> float:
    return (1 - distance) * (1 + risk * distance) if distance <= 1 else (1 - distance) * (1 + risk)


def literal_odds(
    x: np.ndarray, c: np.ndarray, s: np.ndarray, risk: list[float], pair: tuple[int, int], vote: str
) -> float:
    """Step 4 of the specification, word by word, with one attitude per actor."""
    n, (i, j) = len(x), pair
    total = s.sum(axis=1)

    def u(a: int, b: int) -> float:
        return worth(float(np.sqrt((s[a] ** 2 * (x[a] - x[b]) ** 2).sum() / (s[a] ** 2).sum())), risk[a])

    def cast(a: int, better: float, worse: float) -> float:
        return float(c[a] * total[a] * VOTES[vote](np.array(better - worse)))

    own = [cast(i, u(i, i), u(i, j)), cast(j, u(j, i), u(j, j))]
    start = [1e-10 + sum(max(v, 0) for v in own), 1e-10 + sum(max(-v, 0) for v in own)]
    sides = list(start)
    for t in set(range(n)) - {i, j}:
        v = cast(t, u(t, i), u(t, j))
        ahead, behind = start[0] + max(v, 0), start[1] + max(-v, 0)
        p = ahead / (ahead + behind)
        for_i = p * (2 * u(t, i) + u(t, t)) + (1 - p) * 3 * u(t, j)
        for_j = p * 3 * u(t, i) + (1 - p) * (2 * u(t, j) + u(t, t))
        z = cast(t, for_i, for_j)
        sides[0 if z > 0 else 1] += abs(z)
    return sides[0] / (sides[0] + sides[1])


@pytest.mark.parametrize("vote", VOTES)
def test_contests_are_as_the_specification_says(vote: str) -> None:
    place, actors = example(1)
    x, c, s = place[0], actors.influence[0], actors.salience[0]
    apart = distances(actors, place, place, held=actors.held[None])
    risk, _ = risks(apart, actors, rules=Rules(variant="conditional"), span="mid")
    seen = estimates(risk, share=SHARES["one-third"])
    found = contests(apart, seen, actors, vote=vote, committed=True)
    for i in range(6):
        for j in set(range(6)) - {i}:
            odds = literal_odds(x, c, s, seen[0, i].tolist(), (i, j), vote)
            assert found.odds[0, i, j] == pytest.approx(odds, abs=1e-9)
            loses = worth(float(apart[0, i, j]), float(risk[0, i]))
            stake = s[j].sum()
            gain = (1 - stake) * 2 + stake * (odds * 2 + (1 - odds) * 2 * loses) - (1 + loses)
            assert found.gain[0, i, j] == pytest.approx(gain, abs=1e-9)
    second = np.array([[(i + 1) % 6 for i in range(6)]])
    theirs = received_odds(apart, seen, actors, second=second, vote=vote, committed=True)
    for i in range(6):
        j = (i + 1) % 6
        odds = literal_odds(x, c, s, seen[0, j].tolist(), (i, j), vote)
        assert theirs[0, i] == pytest.approx(odds, abs=1e-9)


def test_third_parties_without_stakes_abstain() -> None:
    place, actors = example(2)
    apart = distances(actors, place, place, held=actors.held[None])
    seen = np.zeros((1, 6, 6))
    alone = contests(apart, seen, actors, vote="proportional", committed=False)
    mass = (actors.influence * actors.concern)[0]
    one, two = mass[0] * apart[0, 0, 1], mass[1] * apart[0, 1, 0]
    assert alone.odds[0, 0, 1] == pytest.approx(one / (one + two))


@pytest.mark.parametrize(("draws", "n"), [(1, 3), (4, 7), (2, 30)])
def test_compiled_third_parties_are_the_same_bits(
    draws: int, n: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, actors = example(3, draws, n)
    apart = distances(actors, place, place, held=actors.held[None])
    seen = np.random.default_rng(0).uniform(-1, 1, (draws, n, n))
    sides = (np.abs(apart) + 0.1, np.swapaxes(apart, 1, 2) + 0.1)
    mass = actors.influence * actors.concern
    plain = joined(sides, apart, seen, mass=mass, vote="proportional")
    quick = compiled(sides, apart, seen, mass=mass)
    assert np.array_equal(plain[0], quick[0])
    assert np.array_equal(plain[1], quick[1])
    before = course(place, actors, Switches(), most=4).final
    monkeypatch.setattr(spatial, "MANY", 1)
    assert np.array_equal(course(place, actors, Switches(), most=4).final, before)


@pytest.mark.parametrize("bargain", ["s2p2", "s1p1", "s2pmax"])
@pytest.mark.parametrize("whose", ["init-only", "both", "weighted"])
@pytest.mark.parametrize("variant", ["conditional", "markov-uniform"])
def test_a_draw_among_others_has_the_same_bits(bargain: str, whose: str, variant: str) -> None:
    place, actors = example(4, draws=5)
    switches = Switches(bargain=bargain, whose=whose, rules=Rules(variant=variant))
    together = course(place, actors, switches, most=12)
    for d in range(5):
        row = np.arange(5) == d
        alone = course(place[row], actors.only(row), switches, most=12)
        assert np.array_equal(alone.final[0], together.final[d])
        assert alone.quiet[0] == together.quiet[d]
        assert len(alone.turns) == sum(d in draws for draws in together.draws)


def test_equal_chances_leave_everyone_neutral() -> None:
    actors = Actors(np.ones((1, 2)), np.ones((1, 2, 1)), np.ones((2, 1), bool))
    apart = np.array([[[0.0, 0.7], [0.7, 0.0]]])
    for span in ("mid", "min", "max"):
        assert risks(apart, actors, rules=Rules(), span=span)[0].tolist() == [[0, 0]]


@pytest.mark.parametrize(("span", "ends"), [("mid", (-0.5, 1)), ("min", (0, 1)), ("max", (-1, 1))])
def test_attitudes_fill_their_span(span: str, ends: tuple[float, float]) -> None:
    place, actors = example(5)
    apart = distances(actors, place, place, held=actors.held[None])
    risk, _ = risks(apart, actors, rules=Rules(variant="conditional"), span=span)
    assert (risk.min(), risk.max()) == pytest.approx(ends)


def test_utility_beyond_the_scale_falls_linearly() -> None:
    assert utility(np.array([0.0, 0.5, 1.0, 1.5]), np.array(0.5)).tolist() == [1, 0.625, 0, -0.75]


def test_the_first_of_equal_gains_is_challenged_and_small_ones_are_not() -> None:
    gain = np.array([[[0.0, 0.3, 0.3 + 1e-12], [1e-5, 0.0, -1.0], [0.0, 2e-5, 0.0]]])
    best, live = targets(gain)
    assert best.tolist() == [[1, 0, 1]]
    assert live.tolist() == [[True, False, True]]


def test_halves_are_rounded_half_up() -> None:
    actors = Actors(np.ones((1, 2)), np.ones((1, 2, 1)), np.ones((2, 1), bool))
    # Even odds meet in the middle, off by the millionth that one's own position weighs at least.
    where = halves(
        np.array([[[0.0], [0.0001]]]), actors, second=np.array([[1, 0]]), odds=np.array([[0.5, 0.5]]),
        form="s2p2",
    )  # fmt: skip
    assert where[0, 0, :, 0].tolist() == [0.0, 0.0001]
    far = halves(
        np.array([[[0.0], [1.0]]]),
        actors,
        second=np.array([[1, 0]]),
        odds=np.array([[0.8, 0.5]]),
        form="s1p1",
    )
    assert far[0, 0, :, 0] == pytest.approx([0.2, 0.2], abs=1e-4)
    weaker = halves(
        np.array([[[0.0], [1.0]]]),
        actors,
        second=np.array([[1, 0]]),
        odds=np.array([[0.8, 0.5]]),
        form="s2pmax",
    )
    assert weaker[0, 0, 0, 0] == 0
    assert weaker[0, 0, 1, 0] == pytest.approx(1 - 0.6, abs=1e-5)


def test_actors_are_compared_where_both_have_a_position() -> None:
    held = np.array([[True, True], [True, False]])
    actors = Actors(np.ones((1, 2)), np.array([[[0.6, 0.8], [0.5, 0.0]]]), held)
    place = np.array([[[0.1, 0.9], [0.5, 0.0]]])
    apart = distances(actors, place, place, held=held[None])
    assert apart[0, 0, 1] == pytest.approx(0.4)
    assert apart[0, 1, 0] == pytest.approx(0.4)
    moved = turn(place, actors, Switches()).position
    assert moved[0, 0, 1] == 0.9
    assert moved[0, 1, 1] == 0.0


def test_movement_is_a_sum_of_lengths() -> None:
    assert movement(np.zeros((1, 2, 2)), np.array([[[0.3, 0.4], [0.0, 1.0]]])).tolist() == [1.5]


def test_near_positions_are_the_first_ones() -> None:
    place = np.array([[0.5, 0.5], [0.5005, 0.5], [0.5012, 0.5], [0.1, 0.1]])
    states = np.stack((place, place[::-1], place))
    assert leading(states, np.ones((4, 2), bool)).tolist() == [[0, 0, 2, 3], [0, 1, 1, 3], [0, 0, 2, 3]]
    held = np.array([[True, True], [True, False], [True, True], [True, True]])
    assert leading(place[None], held).tolist() == [[0, 1, 2, 3]]


def test_third_parties_are_added_one_after_the_other() -> None:
    rng = np.random.default_rng(0)
    start = rng.random((2, 3, 3))
    votes = np.moveaxis(rng.normal(size=(2, 3, 3, 40)), -1, 0)  # third parties side by side in memory
    total = start.copy()
    for cast in votes:
        total += np.maximum(cast, 0.0)
    assert np.array_equal(piled(start, votes), total)
    assert np.array_equal(piled(start, votes[:1]), start + np.maximum(votes[0], 0.0))


def test_who_stands_together_has_one_probability() -> None:
    actors = Actors(np.ones((1, 3)), np.ones((1, 3, 1)), np.ones((3, 1), bool))
    place = np.array([[[0.0], [1.0], [1.0]], [[0.0], [0.5], [1.0]]])
    first, second = standings(place, actors, rules=Rules(variant="conditional"), span="mid")
    assert first.probability[1] == first.probability[2]
    assert first.probability[:2].sum() == pytest.approx(1)
    assert second.probability.sum() == pytest.approx(1)
