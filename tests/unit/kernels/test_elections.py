"""Elections: many draws at once, compiled votes, victories, products of many factors, processes cut short."""

import numpy as np
import pytest

from pourparler.kernels import elections
from pourparler.kernels.elections import (
    SUPPORT,
    VARIANTS,
    VICTORIES,
    VOTES,
    Rules,
    coalitions,
    conditional,
    held_election,
    markov_uniform,
    victories,
)  # fmt: skip
from pourparler.kernels.elections_compiled import added


def tables(draws: int, voters: int, options: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(draws + voters + options)
    return rng.random((draws, voters, options)), rng.random((draws, voters)) + 0.01


@pytest.mark.parametrize("vote", VOTES)
def test_votes_are_added_one_by_one(vote: str) -> None:
    utility, weight = tables(1, 5, 4)
    found = coalitions(utility[0], weight[0], vote=vote)
    for a in range(4):
        for b in range(4):
            votes = [
                w * float(VOTES[vote](np.array(u[a] - u[b])))
                for u, w in zip(utility[0], weight[0], strict=True)
            ]
            assert found[a, b] == pytest.approx(SUPPORT + sum(v for v in votes if v > 0), abs=1e-15)


@pytest.mark.parametrize(("draws", "voters", "options"), [(1, 1, 2), (3, 7, 4), (2, 40, 9)])
def test_compiled_votes_are_the_same_bits(draws: int, voters: int, options: int) -> None:
    utility, weight = tables(draws, voters, options)
    total = np.full((draws, options, options), SUPPORT)
    added(utility, weight, total)
    assert np.array_equal(total, coalitions(utility, weight))


def test_the_order_of_addition_does_not_hang_on_memory() -> None:
    utility, weight = tables(1, 40, 6)
    plain = coalitions(utility[0], weight[0])
    assert np.array_equal(coalitions(np.asfortranarray(utility[0]), weight[0]), plain)
    total = np.full((6, 6), SUPPORT)
    for u, w in zip(utility[0], weight[0], strict=True):
        total += w * np.maximum(u[:, None] - u[None, :], 0.0)
    assert np.array_equal(plain, total)


def test_many_votes_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    utility, weight = tables(2, 6, 5)
    plain = coalitions(utility, weight)
    monkeypatch.setattr(elections, "MANY", 1)
    assert np.array_equal(coalitions(utility, weight), plain)
    assert np.array_equal(coalitions(utility[0], weight[0]), plain[0])


@pytest.mark.parametrize("victory", VICTORIES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_draw_among_others_has_the_same_bits(victory: str, variant: str) -> None:
    rng = np.random.default_rng(5)
    options = np.sort(rng.random((6, 5)) * 100, axis=1)
    mass, width = rng.random((6, 5)), np.full(6, 100.0)
    rules = Rules(victory=victory, variant=variant)
    together = held_election(options, mass, width, rules=rules)
    for d in range(6):
        alone = held_election(options[d], mass[d], width[d], rules=rules)
        assert np.array_equal(alone.probability, together.probability[d])
        assert alone.steps == together.steps[d]


def test_a_tenth_more_is_a_sure_victory() -> None:
    support = np.array([[1.0, 1.1, 1.0], [1.0, 1.0, 1.05], [1.0, 1.0, 1.0]])
    odds = victories(support, victory="binary")
    assert odds[0, 1] == pytest.approx(1, abs=1e-5)
    assert odds[1, 0] == pytest.approx(0, abs=1e-5)
    assert odds[1, 2] == pytest.approx((1.05 / 2.05 * 2.1 - 1) / 0.1)
    assert odds[0, 2] == odds[2, 0] == 0.5
    assert np.allclose(odds + odds.T, 1)


def test_powers_sharpen_a_victory() -> None:
    support = np.array([[1.0, 2.0], [1.0, 1.0]])
    odds = [
        float(victories(support, victory=name)[0, 1]) for name in ("linear", "square", "quartic", "octic")
    ]
    assert odds == pytest.approx([2 / 3, 4 / 5, 16 / 17, 256 / 257])


def test_products_of_a_thousand_factors_do_not_vanish() -> None:
    weak = np.full((1500, 1500), 0.5)
    weak[0, 1:], weak[1:, 0] = 0.25, 0.75
    chance = conditional(weak)
    assert chance.sum() == pytest.approx(1)
    assert np.ptp(chance[1:]) == 0
    assert chance[1] == pytest.approx(1 / 1499)


@pytest.mark.parametrize("least", [0.3, 1e-29, 1e-31, 1e-300])
def test_small_factors_lose_no_digits(least: float) -> None:
    rng = np.random.default_rng(2)
    odds = least ** rng.random((19, 19))
    chance, exponent = np.ones(19), np.zeros(19, dtype=np.int64)
    for factor in odds.T:
        chance, shift = np.frexp(chance * factor)
        exponent += shift
    chance = np.ldexp(chance, np.maximum(exponent - exponent.max(), -2000))
    assert np.array_equal(conditional(odds), chance / chance.sum())


def test_a_process_that_does_not_settle_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elections, "STEPS", 3)
    p, steps, met = markov_uniform(np.array([[0.5, 0.9], [0.1, 0.5]]))
    assert (int(steps), bool(met)) == (3, False)
    assert p.sum() == pytest.approx(1)
