"""Voting power and winsets at sizes that committees have (pytest-benchmark); never a gate."""

from typing import Any

import numpy as np

import pourparler as pp
from pourparler.analyses.collective.voting_power.swings import Coalitions
from pourparler.model.voting import voting


def weights(players: int, total: int) -> dict[str, int]:
    """Different weights with a given sum."""
    drawn = np.random.default_rng(1).integers(1, 3_300, players)
    whole = drawn * total // drawn.sum()
    whole[0] += total - whole.sum()
    return {f"p{i}": int(w) for i, w in enumerate(whole)}


def union() -> pp.Committee:
    """27 members, total weight 45,000, double majority with a blocking rule of four."""
    inner = [{"at_least": 15}, {"quota": 29_250, "weights": weights(27, 45_000)}]
    return pp.Committee.from_rule({"any": [{"all": inner}, {"at_least": 24}]})


def test_double_majority_of_27_with_a_blocking_rule(benchmark: Any) -> None:
    """Target: .1 s."""
    found = benchmark(pp.solve, union(), pp.Power())
    assert found.winning == 11_560_711


def test_its_tables_alone(benchmark: Any) -> None:
    counting = Coalitions(voting(union().rule))
    benchmark(counting.counted)


def test_nice_with_its_minimal_winning_coalitions(benchmark: Any) -> None:
    committee = pp.Committee.from_brief(pp.read_case("eu27-nice-weights"))
    found = benchmark(pp.solve, committee, pp.Power())
    assert (found.winning, found.minimal_winning) == (2_718_774, 561_645)


def test_25_different_players_listed(benchmark: Any) -> None:
    """2^25 coalitions."""
    rule = {"quota": 20_000, "weights": weights(25, 30_000)}
    committee = pp.Committee.from_rule(rule)
    found = benchmark.pedantic(pp.solve, (committee, pp.Power()), rounds=3)
    assert found.minimal_winning is not None


def test_100_players_past_a_machine_word(benchmark: Any) -> None:
    rule = {"quota": 12_000, "weights": weights(100, 20_000)}
    committee = pp.Committee.from_rule(rule)
    found = benchmark.pedantic(pp.solve, (committee, pp.Power()), rounds=3)
    assert found.winning > 2**64


def positions(actors: int, issues: int) -> pp.Positions:
    rng = np.random.default_rng(2)
    return pp.Positions.from_arrays(
        rng.uniform(0, 100, (actors, issues)).tolist(),
        influence=[1] * actors,
        salience=rng.uniform(0.2, 1, (actors, issues)).tolist(),
    )


def test_core_and_winset_of_100_issues(benchmark: Any) -> None:
    model = positions(27, 100)
    quo = dict.fromkeys(model.issues, 90.0)
    benchmark(pp.solve, model, pp.VetoCore(rule={"at_least": 20}, status_quo=quo))


def test_winset_of_five_issues_together(benchmark: Any) -> None:
    model = positions(27, 5)
    quo = dict.fromkeys(model.issues, 90.0)
    concept = pp.VetoCore(rule={"at_least": 18}, status_quo=quo, issues="together")
    assert benchmark(pp.solve, model, concept).space.points > 4_096


def test_winset_of_veto_players_on_five_issues(benchmark: Any) -> None:
    model = positions(6, 5)
    quo = dict.fromkeys(model.issues, 120.0)
    assert benchmark(pp.solve, model, pp.VetoCore(status_quo=quo, issues="together")).space.exact
