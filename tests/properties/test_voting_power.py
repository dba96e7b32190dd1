"""What power indices keep, on rules with vetoes, counts, quotas, all and any; every count against a listing."""

from fractions import Fraction
from itertools import permutations
from math import factorial
from typing import Any

import numpy as np
import pytest
from effort import tried
from hypothesis import given
from hypothesis import strategies as st

import pourparler as pp
from pourparler.analyses.collective.voting_power.result import INDICES, PowerResult
from pourparler.analyses.collective.voting_power.swings import Coalitions
from pourparler.model.stated_rule import stated_rule
from pourparler.model.voting import voting

FEW = tried(60, full=150)
MANY = "abcdefghijkl"


@st.composite
def rules(draw: Any, players: str, depth: int = 2) -> dict[str, Any]:
    kinds = ["at_least", "veto", "quota", *(["all", "any"] if depth else [])]
    kind = draw(st.sampled_from(kinds))
    if kind == "at_least":
        return {"at_least": draw(st.integers(1, len(players)))}
    if kind == "veto":
        return {"veto": draw(st.lists(st.sampled_from(players), min_size=1, max_size=3, unique=True))}
    if kind == "quota":
        weights = {p: draw(st.sampled_from([0, 1, 2, 3, 5, 0.5, 0.1])) for p in players}
        share = draw(st.sampled_from([0.3, 0.5, 0.6, 0.75, 1.0]))
        return {"quota": float(round(share * sum(weights.values()), 2)) or 0.1, "weights": weights}
    return {kind: draw(st.lists(rules(players, depth - 1), min_size=1, max_size=3))}


@st.composite
def games(draw: Any, most: int = 7) -> tuple[str, dict[str, Any]]:
    players = MANY[: draw(st.integers(1, most))]
    return players, draw(rules(players))


def solved(players: str, rule: dict[str, Any], **limits: int) -> PowerResult:
    found = pp.Power(**limits).run(pp.Committee.from_rule(rule, players=list(players)), None)
    assert isinstance(found, PowerResult)
    return found


def wins(players: str, rule: dict[str, Any]) -> np.ndarray:
    return stated_rule(rule, list(players), setting="rule").wins(np.arange(1 << len(players)))


@FEW
@given(games())
def test_counts_equal_a_listing(game: tuple[str, dict[str, Any]]) -> None:
    players, rule = game
    found, won = solved(players, rule), wins(players, rule)
    masks, everybody = np.arange(len(won)), len(won) - 1
    least = won.copy()
    for i, party in enumerate(players):
        inside = masks[masks >> i & 1 == 1]
        assert found.swings[party] == int((won[inside] & ~won[inside ^ 1 << i]).sum())
        least[inside] &= ~won[inside ^ 1 << i]
    assert found.winning == int(won.sum())
    assert found.minimal_winning == int(least.sum())
    assert found.proper == (not (won & won[everybody ^ masks]).any())
    assert found.vetoes == tuple(p for i, p in enumerate(players) if won.any() and won[masks[won]].all() and
                                 (masks[won] >> i & 1).all())  # fmt: skip
    if not 0 < found.winning < len(won):
        assert found.status.code == "undefined"
        assert not any(found.indices.values())
        return
    minimal = masks[least]
    size = np.array([int(m).bit_count() for m in minimal])
    for i, party in enumerate(players):
        within = minimal >> i & 1
        assert found.indices["deegan-packel"][party] == pytest.approx(
            float((within / size).mean()), abs=1e-12
        )
        assert found.indices["holler"][party] == pytest.approx(within.sum() / size.sum(), abs=1e-12)


@tried(20, full=40)
@given(games(most=5))
def test_shapley_shubik_equals_all_orders(game: tuple[str, dict[str, Any]]) -> None:
    players, rule = game
    found, won = solved(players, rule), wins(players, rule)
    if found.status.code == "undefined":
        return
    decided = dict.fromkeys(players, 0)
    for order in permutations(range(len(players))):
        mask = 0
        for i in order:
            if won[mask | 1 << i]:
                decided[players[i]] += 1
                break
            mask |= 1 << i
    whole = factorial(len(players))
    for party, times in decided.items():
        assert found.indices["shapley-shubik"][party] == pytest.approx(
            float(Fraction(times, whole)), abs=1e-14
        )


@FEW
@given(games(most=12))
def test_axioms(game: tuple[str, dict[str, Any]]) -> None:
    players, rule = game
    found = solved(players, rule)
    if found.status.code == "undefined":
        return
    indices = found.indices
    for name in ("shapley-shubik", "banzhaf", "deegan-packel", "holler"):
        assert sum(indices[name].values()) == pytest.approx(1, abs=1e-12)
    for party in players:
        if party in found.dummies:
            assert all(indices[name][party] == 0 for name in INDICES)
        absolute = indices["banzhaf-absolute"][party]
        prevent, initiate = indices["coleman-prevent"][party], indices["coleman-initiate"][party]
        if absolute:
            assert absolute == pytest.approx(2 * prevent * initiate / (prevent + initiate), rel=1e-12)


@FEW
@given(st.lists(st.integers(0, 9), min_size=1, max_size=9), st.integers(1, 40))
def test_larger_weights_have_no_less_power_and_equal_weights_the_same(weights: list[int], quota: int) -> None:
    players = MANY[: len(weights)]
    rule = {"quota": min(quota, max(sum(weights), 1)), "weights": dict(zip(players, weights, strict=True))}
    found = solved(players, rule)
    if found.status.code == "undefined":
        return
    for name in ("shapley-shubik", "banzhaf"):
        ordered = [found.indices[name][p] for _, p in sorted(zip(weights, players, strict=True))]
        assert ordered == sorted(ordered)
        values = [
            {found.indices[name][p] for p, w in zip(players, weights, strict=True) if w == x} for x in weights
        ]
        assert all(len(same) == 1 for same in values)


@FEW
@given(games(), st.randoms(use_true_random=False))
def test_relabelling_permutes_the_answer(game: tuple[str, dict[str, Any]], random: Any) -> None:
    players, rule = game
    mixed = "".join(random.sample(players, len(players)))
    one, other = solved(players, rule), solved(mixed, rule)
    assert one.indices == other.indices
    assert (one.winning, one.swings) == (other.winning, other.swings)


def weighed(players: str, rule: dict[str, Any]) -> dict[str, Any]:
    """The rule with heads counted among ``players`` alone."""
    if "at_least" in rule:
        return {"quota": rule["at_least"], "weights": dict.fromkeys(players, 1)}
    return {key: [weighed(players, part) for part in parts] if key in ("all", "any") else parts
            for key, parts in rule.items()}  # fmt: skip


@FEW
@given(games())
def test_more_than_a_machine_word_is_counted_as_exactly(game: tuple[str, dict[str, Any]]) -> None:
    """With 60 dummies beside them the same players have the same swings, 2^60 times as often."""
    players, rule = game[0], weighed(*game)
    few = solved(players, rule)
    beside = [f"x{k}" for k in range(60)]
    everybody = pp.Committee.from_rule(rule, players=[*players, *beside])
    many = pp.Power().run(everybody, None)
    assert many.winning == few.winning * 2**60
    assert {p: many.swings[p] for p in players} == {p: n * 2**60 for p, n in few.swings.items()}


@FEW
@given(games(most=5), st.sampled_from([0, 60, 130]))
def test_tables_and_listing_agree(game: tuple[str, dict[str, Any]], beside: int) -> None:
    """Within a machine word, and past it by remainders."""
    names = [*game[0], *(f"x{k}" for k in range(beside))]
    counting = Coalitions(voting(stated_rule(weighed(*game) if beside else game[1], names, setting="rule")))
    if counting.cells > 20_000:
        return
    tables, listing = counting.counted(), counting.listed()
    assert (tables.winning == listing.winning).all()
    assert (tables.swings == listing.swings).all()
    assert tables.disjoint == listing.disjoint


@FEW
@given(st.lists(st.floats(0.01, 50).map(lambda x: round(x, 3)), min_size=2, max_size=7), st.integers(2, 40))
def test_rounding_tells_between_what_the_exact_count_lies(weights: list[float], steps: int) -> None:
    players = MANY[: len(weights)]
    rule = {"quota": 0.6 * sum(weights), "weights": dict(zip(players, weights, strict=True))}
    exact = solved(players, rule).winning
    found = solved(players, rule, steps=steps)
    if found.rounding is None:
        assert found.winning == exact
    else:
        assert found.rounding.fewest <= exact <= found.rounding.most
        assert found.rounding.fewest <= found.winning <= found.rounding.most
