"""How a sweep runs: chunks as data, nothing lost, nothing counted twice, failures that name their draw."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from odd_concepts import Choosy, Counting, Dying
from ranged import DATA

import pourparler as pp
from pourparler.analyses.result import Observation
from pourparler.brief.reading import brief_from_data
from pourparler.errors import ModelError, NumericalFailure, UsageError
from pourparler.jobs.chunk_store import ChunkStore
from pourparler.uncertainty.draws.columns import STATUSES, Columns, Gathering
from pourparler.uncertainty.draws.design import drawn, uniforms
from pourparler.uncertainty.question import question


@pytest.fixture(scope="module")
def brief() -> pp.Brief:
    return brief_from_data(DATA)


def told(spread: pp.Spread) -> str:
    data = spread.to_dict()
    data["stats"].pop("seconds")
    return json.dumps(data)


SEEN = (
    Observation((("x", "low"), ("y", 0)), {"b": 0.1, "a": -1.5}),
    Observation(None, {}, "no-agreement"),
    Observation((("x", "high"), ("y", 2.5)), {"a": 1e300, "c": 5e-324}, "approximate"),
    Observation((("x", "low"), ("y", 0)), {"b": 1 / 3}, "ok"),
)


def test_columns_come_back_from_json_as_they_were() -> None:
    one = Columns.of(SEEN, repeated=2)
    two = Columns.from_data(json.loads(json.dumps(one.as_data(), sort_keys=True, allow_nan=False)))
    assert two.answers == one.answers == ((("x", "low"), ("y", 0)), (("x", "high"), ("y", 2.5)))
    assert two.answer_index.tolist() == [0, -1, 1, 0]
    assert [STATUSES[i] for i in two.codes] == ["ok", "no-agreement", "approximate", "ok"]
    assert list(two.quantities) == ["b", "a", "c"]
    for name, values in one.quantities.items():
        assert two.quantities[name].tobytes() == values.tobytes()
    assert two.repeated == 2


@pytest.mark.parametrize("cuts", [(4,), (1, 3), (2, 2), (1, 1, 1, 1)])
def test_parts_are_gathered_as_the_whole(cuts: tuple[int, ...]) -> None:
    gathering, start = Gathering(4), 0
    for size in cuts:
        gathering.add(Columns.of(SEEN[start : start + size]))
        start += size
    found, whole = gathering.columns(), Columns.of(SEEN)
    assert found.answers == whole.answers
    assert found.answer_index.tolist() == whole.answer_index.tolist()
    assert found.codes.tolist() == whole.codes.tolist()
    assert list(found.quantities) == list(whole.quantities)
    for name, values in whole.quantities.items():
        assert np.array_equal(found.quantities[name], values, equal_nan=True)


def test_the_design_is_the_same_wherever_one_begins() -> None:
    whole = uniforms(7, 0, 1_280, seed=9)
    for first, last in ((1_024, 1_280), (0, 256), (512, 768), (512, 768), (256, 512), (700, 1_100)):
        assert (uniforms(7, first, last, seed=9) == whole[first:last]).all()


def test_draws_between_two_numbers_are_rows_of_the_blocks(brief: pp.Brief) -> None:
    inputs = question(brief, pp.Nash(), seed=4).inputs
    whole = drawn(inputs, 0, 768, seed=4)
    for first, last in ((0, 1), (255, 257), (100, 700), (512, 768)):
        assert (drawn(inputs, first, last, seed=4) == whole[first:last]).all()


def test_too_many_dimensions_are_refused() -> None:
    with pytest.raises(ModelError):
        uniforms(30_000, 0, 256, seed=1)


@pytest.mark.parametrize("chunk", [1, 100, 256, 1_000])
def test_chunks_of_any_size_give_the_same_draws(brief: pp.Brief, chunk: int) -> None:
    whole = pp.sweep(brief, pp.Nash(), draws=300, seed=5)
    parts = pp.sweep(brief, pp.Nash(), draws=300, seed=5, execution=pp.Execution(chunk=chunk))
    assert parts.answers == whole.answers
    assert (parts.answer_index == whole.answer_index).all()
    for name, values in whole.quantities.items():
        assert parts.quantities[name].tobytes() == values.tobytes()
    with pytest.raises(UsageError):
        pp.Execution(chunk=0)


def test_the_first_1024_draws_of_2048_are_the_sweep_of_1024(brief: pp.Brief) -> None:
    short, long = (pp.sweep(brief, pp.Nash(), draws=n, seed=5) for n in (1_024, 2_048))
    assert short.answers == long.answers[: len(short.answers)]
    assert (long.answer_index[:1_024] == short.answer_index).all()
    for name, values in short.quantities.items():
        assert long.quantities[name][:1_024].tobytes() == values.tobytes()


def test_what_is_kept_is_read_and_another_sweep_refused(brief: pp.Brief, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    kept = pp.Execution(store=ChunkStore(tmp_path / "parts"), progress=lambda d, t: seen.append((d, t)))
    whole = pp.sweep(brief, pp.Nash(), draws=600, seed=5)
    assert told(pp.sweep(brief, pp.Nash(), draws=600, seed=5, execution=kept)) == told(whole)
    files = sorted(file for file in (tmp_path / "parts").iterdir() if file.name != "job.json")
    assert len(files) == 3
    files[1].write_bytes(files[1].read_bytes()[:200])
    seen.clear()
    assert told(pp.sweep(brief, pp.Nash(), draws=600, seed=5, execution=kept)) == told(whole)
    assert seen == [(2, 3), (3, 3)]
    for other in ({"draws": 601}, {"seed": 6}, {"concept": pp.Nash(ties=3)}, {"concept": pp.Egalitarian()}):
        how: dict[str, Any] = {"concept": pp.Nash(), "draws": 600, "seed": 5, **other}
        with pytest.raises(UsageError, match=next(iter(other)) if "concept" not in other else "holds"):
            pp.sweep(brief, how.pop("concept"), execution=kept, **how)
    changed = brief_from_data({**DATA, "issues": {**DATA["issues"], "y": {"range": {"from": 0, "to": 10, "step": 2}, "status_quo": "0"}}})  # fmt: skip
    with pytest.raises(UsageError, match="brief"):
        pp.sweep(changed, pp.Nash(), draws=600, seed=5, execution=kept)


def test_equal_models_are_solved_once() -> None:
    """Only a red line varies, so that there are as many problems as it has places to fall."""
    data = {
        "parties": {"a": {}, "b": {}},
        "issues": {"x": {"levels": {"none": 0, "half": 50, "all": 100}, "status_quo": "none"}},
        "stances": {
            "a": {"x": {"position": 100, "salience": 1}},
            "b": {"x": {"position": 60, "salience": 1, "red_line": {"at_most": [0, 100]}}},
        },
    }
    spread = pp.sweep(brief_from_data(data), Counting(), draws=512, seed=1)
    assert spread.columns.repeated == 512 - 2 * 3
    assert spread.to_dict()["stats"]["work"]["repeated"] == 506
    assert not pp.sweep(brief_from_data(data), Counting(drawing=True), draws=64, seed=1).columns.repeated


def test_nothing_varies_is_one_solution_for_all() -> None:
    spread = pp.sweep(brief_from_data(EXACT), pp.Nash(), draws=1_000, seed=1)
    result = pp.solve(brief_from_data(EXACT), pp.Nash())
    assert spread.columns.repeated == 999
    assert (spread.answer_index == 0).all()
    assert dict(spread.answers[0]) == result.outcome
    assert set(spread.codes) == {"ok"}


EXACT = {
    "parties": {"a": {}, "b": {}},
    "issues": {"x": {"levels": [1, 2, 3], "status_quo": "1"}},
    "stances": {
        "a": {"x": {"position": "3", "salience": {"low": 5, "mode": 5, "high": 5}}},
        "b": {"x": {"position": {"low": 2, "high": 2}, "salience": 1}},
    },
}  # fmt: skip


@pytest.mark.parametrize(("together", "workers"), [(False, 1), (True, 1), (True, 2)])
def test_a_draw_that_fails_is_named_with_its_numbers(brief: pp.Brief, together: bool, workers: int) -> None:
    concept = Counting(limit=0.6, together=together)
    with pytest.raises(
        NumericalFailure, match=r"draw (\d+) could not be solved \(ZeroDivisionError"
    ) as caught:
        pp.sweep(brief, concept, draws=512, seed=5, execution=pp.Execution(workers=workers))
    number = int(str(caught.value).split("draw ")[1].split()[0])
    asked = question(brief, concept, seed=5)
    row = drawn(asked.inputs, number, number + 1, seed=5)[0]
    at = list(asked.template.laws).index("stances/a/x/salience")
    assert f"stances/a/x/salience = {float(row[at])!r}" in str(caught.value)
    model = asked.draw(number)
    assert model.tables[0].max() > 0.6 * model.scale
    assert all(asked.draw(i).tables[0].max() <= 0.6 * model.scale for i in range(number)) or workers == 2


def test_what_the_central_values_refuse_is_told_as_solve_tells_it(brief: pp.Brief) -> None:
    with pytest.raises(UsageError) as alone:
        pp.solve(brief, pp.Nash(coalition=("nobody",)))
    with pytest.raises(UsageError) as swept:
        pp.sweep(brief, pp.Nash(coalition=("nobody",)), draws=16, seed=1)
    assert swept.value.parts() == alone.value.parts()


@pytest.mark.parametrize("together", [False, True])
def test_a_draw_that_a_concept_does_not_take_is_undefined(brief: pp.Brief, together: bool) -> None:
    spread = pp.sweep(brief, Choosy(limit=0.7, together=together), draws=300, seed=5)
    refused = [spread.draw(i).tables[0].max() > 0.7 * 10**6 for i in range(300)]
    assert 0 < sum(refused) < 300
    assert [code == "undefined" for code in spread.codes] == refused
    assert "of the draws the concept is not defined." in spread.to_dict("en")["status"]["sentence"]
    with pytest.raises(ModelError, match="choosy: too much"):
        pp.sweep(brief, Choosy(limit=0.1, together=together), draws=300, seed=5)


def test_workers_change_nothing_even_if_one_dies(brief: pp.Brief, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    dying = pp.sweep(brief, Dying(mark=str(mark)), draws=600, seed=5, execution=pp.Execution(workers=2))
    assert mark.exists()
    assert told(dying) == told(pp.sweep(brief, Dying(mark=str(mark)), draws=600, seed=5))


@pytest.mark.long  # the command line's own sweep on a cluster is tried each day
def test_a_cluster_gives_the_same_bytes(brief: pp.Brief, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="needs pourparler[cluster]")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as made:
        there = pp.Execution(cluster=made.scheduler_address)
        swept = pp.sweep(brief, pp.Nash(), draws=600, seed=5, execution=there)
    assert told(swept) == told(pp.sweep(brief, pp.Nash(), draws=600, seed=5))


def test_most_draws_without_agreement_are_said_to_be_so() -> None:
    hard = {
        "parties": {"a": {}, "b": {}},
        "issues": {"x": {"range": {"from": 0, "to": 100, "step": 10}, "status_quo": "50"}},
        "stances": {
            "a": {"x": {"position": 100, "salience": 1, "red_line": {"at_least": [40, 100]}}},
            "b": {"x": {"position": 0, "salience": 1, "red_line": {"at_most": [0, 60]}}},
        },
    }
    spread = pp.sweep(brief_from_data(hard), pp.Nash(), draws=256, seed=1)
    none = spread.status_share["no-agreement"]
    assert 0.5 < none < 1
    assert sum(share.share for _, share in spread.outcomes) == pytest.approx(1 - none)
    sentence = spread.to_dict("en")["status"]["sentence"]
    assert "Most draws have no agreement." in sentence
    assert f"{none * 100:.1f}% of the draws have no agreement." in sentence
    assert f"sum to {(1 - none) * 100:.1f}%" in sentence
    assert sum(spread.status_share.values()) == 1


def test_memory_is_bounded_per_draw() -> None:
    """At most 200 bytes x (parties + issues) a draw, chunks and their texts included."""
    draws, parties, issues = 200_000, 4, 8
    names = [*(f"utility/{i}" for i in range(parties)), *(f"issue/{i}" for i in range(issues)), "objective"]
    rng = np.random.default_rng(0)
    tracemalloc.start()
    gathering = Gathering(draws)
    for _ in range(0, draws, 1_000):
        part = Columns(
            ((("x", 1),),), np.zeros(1_000, dtype=np.int32), np.zeros(1_000, dtype=np.int8),
            {name: rng.random(1_000) for name in names},
        )  # fmt: skip
        gathering.add(Columns.from_data(json.loads(json.dumps(part.as_data()))))
    found = gathering.columns()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.draws == draws
    assert peak <= 200 * (parties + issues) * draws / 4
