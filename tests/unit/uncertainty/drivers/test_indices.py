"""Indices of briefs: closed forms where the answer is linear, shared causes, the same from any number of workers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from ranged import DATA

import pourparler as pp
from pourparler.analyses.collective.compromise import Compromise
from pourparler.brief.reading import brief_from_data
from pourparler.uncertainty.drivers import indices as module
from pourparler.uncertainty.drivers.explained import OUTCOME
from pourparler.uncertainty.drivers.groups import GROUPINGS, groups
from pourparler.uncertainty.drivers.indices import indices
from pourparler.uncertainty.drivers.pick_freeze import Mixing
from pourparler.uncertainty.inputs.dimensions import Dimension
from pourparler.uncertainty.inputs.inputs import Inputs
from pourparler.uncertainty.question import Question, question

Floats = NDArray[np.float64]
# Weight of each party in the compromise: influence times salience over their sum; width of its uniform position.
WEIGHT = {"a": 0.5, "b": 0.3, "c": 0.2}
WIDTH = {"a": 20.0, "b": 60.0, "c": 30.0}


def linear(names: Mapping[str, str] | None = None) -> pp.Brief:
    """One issue, three parties with exact weights and uniform positions; ``names``: what parties are called."""
    called = dict(names or {party: party for party in WEIGHT})
    return brief_from_data(
        {
            "parties": {called[p]: {"influence": 100 * w} for p, w in WEIGHT.items()},
            "issues": {"x": {"range": {"from": 0, "to": 100}}},
            "stances": {
                called[p]: {"x": {"position": {"quantiles": {"0": 20, "1": 20 + w}}, "salience": 50}}
                for p, w in WIDTH.items()
            },
        }
    )


def parts() -> dict[str, float]:
    """The share of each party in the variance: the answer is linear and the positions are independent."""
    own = {p: (WEIGHT[p] * WIDTH[p]) ** 2 / 12 for p in WEIGHT}
    return {p: v / sum(own.values()) for p, v in own.items()}


@pytest.fixture(scope="module")
def bargain() -> Question:
    return question(brief_from_data(DATA), pp.Nash(), seed=5)


def test_a_compromise_that_is_linear_in_positions_has_the_indices_of_its_closed_form() -> None:
    asked = question(linear(), Compromise(), seed=3)
    found = indices(asked, by="party", base=2**12)
    assert set(found.explained) == {"issue/x"}
    variance = sum((WEIGHT[p] * WIDTH[p]) ** 2 / 12 for p in WEIGHT)
    assert found.explained["issue/x"].variance == pytest.approx(variance, rel=0.02)
    for party, share in parts().items():
        index = found.find("issue/x", party)
        assert index is not None
        assert index.first_order == pytest.approx(share, abs=0.01)
        assert index.total == pytest.approx(share, abs=0.01)
        assert 0 < (index.standard_error or 0) < 0.1
        assert not index.interacts
    assert [group.name for group, _ in found.of("issue/x")] == ["b", "a", "c"]
    # N (G + 2) solves, all of them needed here.
    assert found.solves == 2**12 * (3 + 2)


def test_names_of_parties_do_not_matter() -> None:
    turned = linear({"a": "z", "b": "m", "c": "k"})
    found = indices(question(turned, Compromise(), seed=3), by="key", base=2**12)
    for party, share in zip("zmk", parts().values(), strict=True):
        index = found.find("issue/x", f"stances/{party}/x/position")
        assert index is not None
        assert (index.first_order, index.total) == pytest.approx((share, share), abs=0.01)


def test_one_group_of_everything_explains_everything(bargain: Question) -> None:
    found = indices(question(linear(), Compromise(), seed=1), by="issue", base=64)
    ((group, index),) = found.of("issue/x")
    assert (group.name, index.first_order, index.first_order_error) == ("x", 1, 0)
    # Its mixed rows are those of B: nothing is solved for them.
    assert found.solves == 2 * 64


def test_every_quantity_and_the_most_frequent_outcome_are_explained(bargain: Question) -> None:
    found = indices(bargain, by="key", base=256)
    assert set(found.explained) == {
        OUTCOME, "objective", "utility/a", "utility/b", "utility/c", "issue/x", "issue/y"
    }  # fmt: skip
    assert found.answer is not None
    assert found.main == OUTCOME
    spread = pp.sweep(brief_from_data(DATA), pp.Nash(), draws=512, seed=5)
    assert dict(found.answer) == spread.outcomes[0][0]
    # What is nobody's but a bystander's moves the bystander alone.
    bystander = found.find(OUTCOME, "stances/c/x/position")
    assert bystander is not None
    assert bystander.total == 0
    reported = found.find("utility/c", "stances/c/x/position")
    assert reported is not None
    assert (reported.total or 0) > 0.1


def test_a_given_outcome_is_explained(bargain: Question) -> None:
    usual = indices(bargain, by="party", base=128)
    other = tuple((issue, "0" if issue == "y" else "low") for issue in ("x", "y"))
    found = indices(bargain, by="party", base=128, answer=other)
    assert found.answer == other
    assert found.explained["objective"].of(0) == usual.explained["objective"].of(0)


def test_workers_change_nothing() -> None:
    told: list[tuple[int, int]] = []
    asked = question(linear(), Compromise(), seed=3)
    alone = pp.Execution(progress=lambda done, total: told.append((done, total)))
    one = indices(asked, by="key", base=512, execution=alone)
    two = indices(asked, by="key", base=512, execution=pp.Execution(workers=2))
    assert one.to_dict() == two.to_dict()
    # Two chunks of base rows, two of mixed ones.
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_the_design_is_one_sequence(bargain: Question) -> None:
    mixing = Mixing(bargain, groups(bargain.inputs, "key"), 512)
    a, b = (np.concatenate(those) for those in zip(*(mixing.points(k) for k in mixing.chunks), strict=True))
    assert a.shape == b.shape == (512, len(bargain.inputs.dimensions))
    both = np.concatenate([a, b], axis=1)
    # Balanced in all columns together, which two sequences side by side need not be.
    assert ((both < 0.5).sum(axis=0) == 256).all()
    assert (a != b).all()


@dataclass(frozen=True)
class OneRoot(Inputs):
    """Two numbers rest on one source: both are as written when it is right, and elsewhere on the scale when not."""

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        keys = sorted(key for key, law in self.laws.items() if not law.is_point)
        shared = Dimension("root/ft", tuple(keys[:2]), ("ft",))
        return (
            shared,
            *(Dimension(f"value/{key}", (key,), ("ft",) if key in keys[:2] else ("tass",)) for key in keys),
        )

    def values(self, points: Floats) -> Floats:
        at = {dimension.name: i for i, dimension in enumerate(self.dimensions)}
        right = points[:, 0] < 0.6
        columns = []
        for key, law in self.laws.items():
            if law.is_point:
                columns.append(np.full(len(points), law.central))
                continue
            u = points[:, at[f"value/{key}"]]
            moved = key in self.dimensions[0].moves
            columns.append(np.where(right | (not moved), law.quantile(u), 100 * u))
        return np.stack(columns, axis=1)


@pytest.fixture
def one_root() -> Question:
    asked = question(linear(), Compromise(), seed=3)
    return replace(asked, inputs=OneRoot(asked.inputs.laws))


@pytest.mark.parametrize("by", GROUPINGS)
def test_mixed_rows_are_the_numbers_at_mixed_points(one_root: Question, bargain: Question, by: Any) -> None:
    for asked in (one_root, bargain):
        mixing = Mixing(asked, groups(asked.inputs, by), 64)
        a, b = points = mixing.points(0)
        values = asked.inputs.values(a), asked.inputs.values(b)
        for which, group in enumerate(mixing.groups):
            between = a.copy()
            between[:, list(group.dimensions)] = b[:, list(group.dimensions)]
            rows = mixing.mixed(which, points=points, values=values)
            assert (rows == asked.inputs.values(between)).all()


def test_a_source_of_two_numbers_carries_them_together(one_root: Question) -> None:
    found = indices(one_root, by="source", base=2**12)
    assert [(g.kind, g.name) for g in found.groups] == [("source", "ft"), ("source", "tass")]
    ft, tass = (found.find("issue/x", name) for name in ("ft", "tass"))
    assert ft is not None
    assert tass is not None
    # Y = f(ft) + g(tass): additive between the sources, whatever happens inside one.
    variance = found.explained["issue/x"].variance or 0.0
    share = (WEIGHT["c"] * WIDTH["c"]) ** 2 / 12 / variance
    assert (tass.first_order, tass.total) == pytest.approx((share, share), abs=0.01)
    assert (ft.first_order, ft.total) == pytest.approx((1 - share, 1 - share), abs=0.02)
    by_key = indices(one_root, by="key", base=2**12)
    assert [(g.kind, g.name) for g in by_key.groups if g.kind == "shared"] == [("shared", "ft")]
    own = by_key.find("issue/x", "stances/a/x/position")
    assert own is not None
    assert own.interacts


def test_nothing_that_varies() -> None:
    exact = linear()
    asked = question(exact, Compromise(), seed=1)
    still = replace(asked, inputs=Inputs({key: replace(law, kind="point", parameters=(50.0,)) for key, law in asked.inputs.laws.items()}))  # fmt: skip
    found = indices(still)
    assert (found.groups, found.solves, found.main, found.status.code) == ((), 0, "", "ok")
    assert "Nothing varies" in found.to_dict("en")["status"]["sentence"]


def test_an_answer_that_never_changes_has_no_indices_and_costs_the_base_alone() -> None:
    brief = brief_from_data(
        {
            "parties": {"a": {"influence": [10, 20]}},
            "issues": {"x": {"range": {"from": 0, "to": 100}}},
            "stances": {"a": {"x": {"position": 40, "salience": [10, 20]}}},
        }
    )
    found = indices(question(brief, Compromise(), seed=1), base=64)
    assert found.solves == 2 * 64
    output = found.to_dict("en")["outputs"]["issue/x"]
    assert output["variance"] == pytest.approx(0, abs=1e-20)
    assert {v for row in output["indices"] for v in row.values()} == {None}
    assert found.main == ""


def test_draws_without_an_agreement_are_told() -> None:
    hard = brief_from_data(
        {
            "parties": {"a": {}, "b": {}},
            "issues": {"x": {"range": {"from": 0, "to": 100, "step": 10}, "status_quo": "50"}},
            "stances": {
                "a": {"x": {"position": [60, 100], "salience": 1, "red_line": {"at_least": [0, 100]}}},
                "b": {"x": {"position": [0, 40], "salience": 1, "red_line": {"at_most": [0, 100]}}},
            },
        }
    )
    found = indices(question(hard, pp.Nash(), seed=1), base=256)
    assert found.status.code == "approximate"
    objective, outcome = found.explained["objective"], found.explained[OUTCOME]
    assert 0.2 < objective.missing < 0.8
    assert objective.usable <= 1 - objective.missing
    # Whether the most frequent outcome comes about is known in all draws.
    assert (outcome.missing, outcome.usable) == (0, 1)
    assert found.of(OUTCOME)[0][1].total is not None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"base": 1000}, "power of two"),
        ({"base": 1}, "power of two"),
        ({"base": 2**20}, "power of two"),
        ({"resamples": 1}, "1,000"),
        ({"resamples": 1001}, "1,000"),
        ({"by": "colour"}, "source"),
    ],
)
def test_impossible_numbers_are_refused(bargain: Question, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(pp.UsageError, match=said):
        indices(bargain, **asked)


def test_too_much_is_a_limit_and_not_a_wait(bargain: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_SOLVES", 500)
    found = indices(bargain, by="key", base=128)
    assert (found.status.code, found.solves, found.explained) == ("limit", 0, {})
    assert "500" in str(found.status.message)
    assert indices(bargain, by="party", base=64).status.code == "ok"
    monkeypatch.setattr(module, "MAX_DIMENSIONS", 5)
    assert "Sobol" in str(indices(bargain, by="party", base=64).status.message)


def test_outputs_beyond_memory_are_named(bargain: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CELLS", 2 * 64 * 5)
    found = indices(bargain, by="party", base=64)
    assert tuple(found.explained) == (OUTCOME, "objective")
    assert found.left_out == ("utility/a", "utility/b", "utility/c", "issue/x", "issue/y")
    assert found.status.code == "approximate"


def test_a_spread_keeps_its_indices() -> None:
    spread = pp.sweep(brief_from_data(DATA), pp.Nash(), draws=64, seed=5)
    found = spread.indices("party", base=64)
    assert spread.indices("party", base=64) is found
    assert spread.indices("party", base=128) is not found
    assert found.answer is not None
    assert dict(found.answer) == spread.outcomes[0][0]


class Drawing(Compromise):
    """A compromise that says that it draws."""

    draws = True


def test_draws_of_a_concept_are_an_input_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = replace(question(linear(), Compromise(), seed=3), concept=Drawing())
    firsts: list[tuple[int, int]] = []

    def observed(self: Question, rows: Floats, *, first: int = 0) -> list[Any]:
        firsts.append((first, len(rows)))
        return []

    monkeypatch.setattr(Question, "observed", observed)
    mixing = Mixing(asked, groups(asked.inputs, "issue"), 512)
    mixing.ends(1)
    origin, _ = mixing.between(1, [0])
    # A has draws of its own and B others; mixed rows have those of A, and all of them are solved.
    assert firsts == [(256, 256), (768, 256), (256, 256)]
    assert not origin.any()
