"""Tournaments: who meets whom, what is kept of a run, and what a faulty strategy does to the others."""

from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from tournament_tables import Dice, Failing, problem

from pourparler.analyses.solve import solve
from pourparler.analyses.talks.strategies.hybrid import Hybrid
from pourparler.analyses.talks.strategies.time_based import Boulware, TimeBased
from pourparler.analyses.talks.strategies.trade_off import TradeOff
from pourparler.analyses.talks.talks import Talks
from pourparler.analyses.talks.tournament.assignments import assignments, count
from pourparler.analyses.talks.tournament.batches import batches
from pourparler.analyses.talks.tournament.field import field_of, is_foreign, label
from pourparler.analyses.talks.tournament.plan import Tournament
from pourparler.analyses.talks.tournament.result import TournamentResult
from pourparler.analyses.talks.tournament.tournament import tournament
from pourparler.errors import UsageError
from pourparler.jobs.chunk_store import ChunkStore
from pourparler.jobs.execution import Execution
from pourparler.model.bargain import Bargain
from pourparler.views.tournament_rows import columns, rows, save_rows

NAMES = ("boulware", "linear", {"conceder": {"e": 0.4}}, "micro")
SCENARIOS = {"b": problem(1), "a": problem(2), "three": problem(3, parties=3)}


def cells(found: TournamentResult) -> list[dict[str, Any]]:
    """The rows by name of column."""
    return [dict(zip(columns(found), row, strict=True)) for row in rows(found)]


@pytest.mark.parametrize("which", ["all", "against-rest"])
@pytest.mark.parametrize("self_play", ["with", "without"])
@pytest.mark.parametrize(("kinds", "seats"), [(1, 2), (2, 2), (4, 2), (2, 3), (3, 3), (3, 4)])
def test_every_strategy_meets_every_other_at_every_seat(
    which: Any, self_play: Any, kinds: int, seats: int
) -> None:
    found = list(assignments(kinds, seats, which=which, self_play=self_play))
    assert len(found) == len(set(found)) == count(kinds, seats, which=which, self_play=self_play)
    assert found == sorted(found)
    met = {(one[i], i, one[j]) for one in found for i in range(seats) for j in range(seats) if i != j}
    wanted = {(a, i, b) for a, i, b in product(range(kinds), range(seats), range(kinds)) if a != b}
    assert wanted <= met
    assert any(len(set(one)) == 1 for one in found) == (self_play == "with")


def test_a_row_says_all_of_its_run_and_how_to_play_it_again() -> None:
    found = tournament(Tournament(SCENARIOS, [*NAMES, Dice()], rounds=12, repetitions=2), seed=5)
    known = cells(found)
    drawing = {"micro", "dice"}
    for row in known:
        deal = SCENARIOS[row["scenario"]]
        seats = range(1, len(deal.parties) + 1)
        strategies = {row[f"party_{k}"]: row[f"strategy_{k}"] for k in seats}
        assert tuple(strategies) == deal.parties
        told = {
            party: Dice() if name == "dice" else {"conceder": {"e": 0.4}} if "=" in name else name
            for party, name in strategies.items()
        }
        again = solve(deal, Talks(told, rounds=12), seed=row["seed"], on_fail="status")
        assert (row["reason"], row["step"]) == (again.reason, again.step)  # type: ignore[attr-defined]
        for k in seats:
            party = row[f"party_{k}"]
            assert row[f"utility_{k}"] == again.utilities[party]  # type: ignore[attr-defined]
            assert row[f"discounted_{k}"] == again.discounted[party]  # type: ignore[attr-defined]
        assert (row["agreement"] is None) == (row["reason"] != "agreement")
    assert {row["repetition"] for row in known if not drawing & set(map(str, row.values()))} == {0}
    assert {row["repetition"] for row in known if drawing & set(map(str, row.values()))} == {0, 1}
    assert len({row["seed"] for row in known}) == len(known)
    assert [row["scenario"] for row in known] == sorted(row["scenario"] for row in known)


def test_distances_are_to_what_everybody_could_agree_to() -> None:
    found = tournament(Tournament({"x": problem(7)}, NAMES, rounds=9), seed=1)
    deal = problem(7)
    choices = np.array(list(deal.space))
    worth = deal.utilities(choices) / deal.scale
    reserve = deal.reserve / deal.scale
    acceptable = worth[(worth >= reserve).all(axis=1)]
    efficient = [u for u in acceptable if not any((v >= u).all() and (v > u).any() for v in acceptable)]
    product_ = max(((u - reserve).prod() for u in acceptable), default=0.0)
    best = max(acceptable, key=lambda u: (u - reserve).prod())
    agreed = 0
    for row in cells(found):
        own = np.array([row["utility_1"], row["utility_2"]])
        nearest = min(np.linalg.norm(own - point) for point in efficient)
        assert row["frontier_distance"] == pytest.approx(nearest, abs=1e-12)
        assert row["nash_share"] == pytest.approx((own - reserve).prod() / product_, abs=1e-12)
        assert row["nash_distance"] == pytest.approx(np.linalg.norm(own - best), abs=1e-12)
        agreed += row["agreement"] is not None
        if row["agreement"] is not None:
            assert own == pytest.approx(worth[row["agreement"]])
        else:
            assert own == pytest.approx(reserve)
    assert agreed


def test_a_strategy_that_raises_loses_its_own_runs_and_no_other() -> None:
    plain = cells(tournament(Tournament(SCENARIOS, NAMES, rounds=9), seed=2))
    found = tournament(Tournament(SCENARIOS, [*NAMES, Failing()], rounds=9, fault_share=1.0), seed=2)
    known = cells(found)
    faulty = [row for row in known if row["reason"] == "fault"]
    assert faulty
    for row in faulty:
        assert row[f"strategy_{row['fault_seat']}"] == "failing"
        assert (row["fault"], row["message"]) == ("error", "it raised RuntimeError: no idea")
        assert all(row[f"utility_{k}"] == row[f"reserve_{k}"] for k in (1, 2))
    others = [row for row in known if "failing" not in row.values()]
    assert others == plain
    assert found.status.code == "ok"
    (own,) = (one for one in found.scores if one.strategy == "failing")
    assert (own.faults, own.timeouts) == (len(faulty), 0)
    assert sum(one.faults for one in found.scores) == len(faulty)


def test_batches_are_cut_by_the_plan_and_hold_every_run_once() -> None:
    plan = Tournament(
        {"a": problem(2), "b": problem(1)}, ["linear", "micro", "random"], rounds=1_000, repetitions=60
    )
    cut = batches(field_of(plan, 1))
    runs = [(batch.scenario, run) for batch in cut for run in batch.runs]
    assert len(runs) == len(set(runs)) == 2 * (1 + 8 * 60)
    # 2,000 calls a run and 100,000 a batch, where strategies are asked one by one.
    quick = {(0, 0), (1, 1)}
    slow = [sum(run.seating not in quick for run in batch.runs) for batch in cut]
    assert max(slow) == 50
    assert len(cut) == 2 * -(-7 * 60 // 50)
    assert {batch.scenario for batch in cut} == {0, 1}
    many = Tournament({"a": problem(2)}, ["linear", "boulware"], rounds=1_000)
    assert len(batches(field_of(many, 1))) == 1


def test_too_many_faults_stop_it_at_the_same_place_however_it_runs() -> None:
    plan = Tournament({f"s{i}": problem(i) for i in range(6)}, ["linear", Failing()], rounds=9)
    found = tournament(plan, seed=2)
    assert found.status.code == "limit"
    assert found.runs < found.planned
    assert cells(tournament(plan, seed=2, execution=Execution(workers=2))) == cells(found)
    assert found.to_dict("en")["status"]["sentence"].startswith("Stopped after")


def test_nothing_depends_on_processes_or_on_what_was_kept(tmp_path: Path) -> None:
    plan = Tournament(SCENARIOS, [*NAMES, Dice()], rounds=9, repetitions=3)
    whole = tournament(plan, seed=4)
    store = ChunkStore(tmp_path / "parts")
    for execution in (Execution(workers=2, store=store), Execution(store=store), Execution(workers=2)):
        again = tournament(plan, seed=4, execution=execution)
        assert cells(again) == cells(whole)
        assert again.to_dict("en") == whole.to_dict("en")
    kept = {file: file.stat().st_mtime_ns for file in store.folder.iterdir()}
    next(iter(kept)).write_text('{"task":', encoding="utf-8")
    assert cells(tournament(plan, seed=4, execution=Execution(store=store))) == cells(whole)
    assert sum(file.stat().st_mtime_ns != at for file, at in kept.items()) == 1
    assert cells(tournament(plan, seed=5, execution=Execution(store=store))) != cells(whole)


def test_scenarios_that_cannot_be_played_are_left_out_with_a_sentence() -> None:
    alone = Bargain.from_tables({"x": ["a", "b"]}, {"p": {"x": [0, 1]}})
    found = tournament(Tournament({"alone": alone, "a": problem(2)}, NAMES), seed=1)
    assert [one.name for one in found.field.left_out] == ["alone"]
    assert found.to_dict("fr")["left_out"][0]["scenario"] == "alone"
    with pytest.raises(UsageError):
        tournament(Tournament({"alone": alone}, NAMES), seed=1)


def test_a_scenario_without_any_agreement_has_no_landmarks_and_no_shares() -> None:
    nothing = Bargain.from_tables(
        {"x": ["a", "b"]}, {"p": {"x": [0, 2]}, "q": {"x": [2, 0]}}, reserve={"p": 1, "q": 1}
    )
    found = tournament(Tournament({"x": nothing}, ["linear", "conceder"], rounds=5), seed=1)
    assert {row["nash_distance"] for row in cells(found)} == {None}
    assert {row["frontier_distance"] for row in cells(found)} == {None}
    assert {one.measures["nash_share"].mean for one in found.scores} == {None}
    assert {one.measures["agreement"].mean for one in found.scores} == {0.0}


@pytest.mark.parametrize(
    "wrong",
    [
        {"rounds": 0},
        {"repetitions": 0},
        {"strategies": []},
        {"strategies": ["linear", {"linear": {"e": 1.0}}]},
        {"strategies": ["no-such"]},
        {"strategies": ["linear"], "self_play": "without"},
        {"self_play": "sometimes"},
        {"fault_share": 2.0},
        {"run_seconds": 0.0},
        {"run_seconds": float("inf")},
        {"scenarios": {}},
        {"scenarios": [problem(2), problem(2)]},
        {"repetitions": 1_000_000, "strategies": ["micro", "linear", "boulware", "conceder"]},
    ],
)
def test_what_cannot_be_played_is_refused(wrong: dict[str, Any]) -> None:
    asked: dict[str, Any] = {"scenarios": {"a": problem(2)}, "strategies": NAMES, **wrong}
    with pytest.raises(UsageError):
        tournament(Tournament(**asked), seed=1)
    with pytest.raises(UsageError):
        tournament(Tournament({"a": problem(2)}, NAMES), seed=-1)


def test_scenarios_without_names_are_called_by_their_digests() -> None:
    found = tournament(Tournament([problem(1), problem(2)], NAMES, rounds=5), seed=1)
    assert [one.name for one in found.field.scenarios] == sorted(
        one.digest[:12] for one in found.field.scenarios
    )


def test_what_a_strategy_is_called_tells_it_from_others() -> None:
    from pourparler.analyses.talks.registry import strategy_from

    told = ["linear", {"linear": {"e": 2.0}}, {"linear": {"acceptance": "ac-next"}}]
    assert [label(strategy_from(one)) for one in told] == [
        "linear",
        "linear e=2.0",
        "linear acceptance=ac-next",
    ]
    assert label(Dice()) == "dice"


def test_parquet_holds_what_csv_holds(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow")
    found = tournament(Tournament(SCENARIOS, [*NAMES, Failing()], rounds=9, fault_share=1.0), seed=2)
    first, again = (save_rows(found, tmp_path).read_bytes() for _ in range(2))
    assert first == again
    assert parquet.read_table(tmp_path / "rows.parquet").to_pylist() == cells(found)


@dataclass(frozen=True)
class Stranger(TimeBased):
    """Goes by the clock, in a package of its own."""

    name: ClassVar[str] = "stranger"
    reference: ClassVar[tuple[str, ...]] = ("nobody",)

    def aspiration(self, time: float) -> float:
        return 1.0 - time


def test_a_strategy_with_a_part_of_another_package_is_watched_like_one() -> None:
    assert is_foreign(Stranger())
    assert is_foreign(Hybrid(time=Stranger()))
    assert is_foreign(TradeOff(time=Stranger()))
    assert not is_foreign(Hybrid(time=Boulware()))
