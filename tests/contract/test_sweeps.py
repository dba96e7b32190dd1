"""Every registered concept can be swept: what is found in chunks is what each draw gives by itself."""

import json
from functools import cache
from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.concept import Concept
from pourparler.analyses.registry import OWN, concept_class
from pourparler.brief.reading import brief_from_data
from pourparler.cases import read_case
from pourparler.uncertainty.draws.observing import CHUNK, Draw
from pourparler.uncertainty.spread import Spread
from pourparler.views.names import Names

DRAWS = 12
DATA: dict[str, Any] = {
    "parties": {"a": {"influence": [20, 60]}, "b": {"influence": 50}, "c": {"influence": [5, 15], "at_table": False}},
    "issues": {
        "x": {"levels": {"low": 0, "middle": 50, "high": 100}, "status_quo": "low"},
        "y": {"range": {"from": 0, "to": 10, "step": 5}, "status_quo": "0"},
    },
    "stances": {
        "a": {"x": {"position": {"low": 40, "mode": 60, "high": 100}, "salience": [20, 90]}, "y": {"position": 0, "salience": 30}},
        "b": {"x": {"position": [0, 80], "salience": 30, "red_line": {"at_most": [40, 100]}}, "y": {"position": 10, "salience": [10, 70]}},
        "c": {"x": {"position": [0, 100], "salience": 50}, "y": {"position": [2, 6], "salience": 50}},
    },
    "calendar": {
        "deadline": {"days": [4, 9]}, "patience": {"a": [0.8, 0.95], "b": 0.9},
        "strategies": {"a": "boulware", "b": "conceder"},
    },
    "moves": {
        "options": {"tax": {"party": "a"}, "give": {"party": "b"}, "leave": {"party": "b", "one_way": True}},
        "prefer": {
            "a": [{"statement": "give", "flip_chance": 0.3}, "not tax"],
            "b": ["not tax", {"statement": "not leave", "flip_chance": 0.4}],
        },
    },
}  # fmt: skip
SETTINGS: dict[str, dict[str, Any]] = {
    "audit": {"outcome": {"x": "low", "y": 0}},
    "inverse": {"target": "3", "party": "a"},
    "levers": {"actor": "a"},
    "agenda": {"setter": "a"},
    "challenge-readings": {"rounds": 1},
}
# Those whose model has no ranges here: one draw stands for all.
FIXED = {"power"}
# Those that solve each draw by hundreds of readings: one number varies, too little for a flip to be closed in on step
# by step.
MANY = {"challenge-readings"}
ONE_RANGE: dict[str, Any] = {
    **DATA,
    "parties": {"a": {"influence": 40}, "b": {"influence": 50}, "c": {"influence": 10, "at_table": False}},
    "stances": {
        "a": {"x": {"position": {"low": 58, "mode": 60, "high": 62}, "salience": 55}, "y": {"position": 0, "salience": 30}},
        "b": {"x": {"position": 40, "salience": 30}, "y": {"position": 10, "salience": 40}},
        "c": {"x": {"position": 50, "salience": 50}, "y": {"position": 4, "salience": 50}},
    },
}  # fmt: skip


@cache
def problem(name: str) -> tuple[pp.Brief, Concept]:
    """A brief with ranges, and the concept with what it cannot do without."""
    cls = concept_class(name)
    data = ONE_RANGE if name in MANY else DATA
    brief = read_case("eec-council-1958") if name in FIXED else brief_from_data(data)
    return brief, cls.with_settings(SETTINGS.get(name, {}))


@cache
def swept(name: str, draws: int = DRAWS, **how: Any) -> Spread:
    """The same question every time; what was swept once serves all tests."""
    return pp.sweep(*problem(name), draws=draws, seed=5, execution=pp.Execution(**how))


@pytest.mark.parametrize("name", OWN)
def test_a_sweep_in_chunks_is_the_sweep_in_one(name: str) -> None:
    whole, parts = swept(name), swept(name, chunk=5)
    assert json.loads(json.dumps(whole.to_dict(), allow_nan=False))["draws"] == DRAWS
    assert whole.question.inputs.varies == (name not in FIXED)
    assert whole.answers == parts.answers
    assert (whole.answer_index == parts.answer_index).all()
    assert (whole.columns.codes == parts.columns.codes).all()
    assert list(whole.quantities) == list(parts.quantities)
    for quantity, values in whole.quantities.items():
        assert np.array_equal(parts.quantities[quantity], values, equal_nan=True)
    assert sum(whole.status_share.values()) == pytest.approx(1)


@pytest.mark.parametrize("name", OWN)
def test_every_draw_is_what_it_gives_by_itself(name: str) -> None:
    spread = swept(name)
    assert whole_or_said(spread)
    for number in (0, 5, DRAWS - 1):
        model = spread.draw(number)
        draw = Draw(number, spread.seed, np.empty(0))
        seed = draw.inner_seed if spread.concept.draws else None
        alone = pp.solve(model, spread.concept, seed=seed, on_fail="status").observed(model)
        index = int(spread.answer_index[number])
        assert (spread.answers[index] if index >= 0 else None) == alone.answer
        assert spread.codes[number] == alone.code
        seen = {name: float(values[number]) for name, values in spread.quantities.items()}
        assert seen == pytest.approx(
            {name: alone.quantities.get(name, np.nan) for name in seen}, rel=1e-12, abs=1e-12, nan_ok=True
        )


def whole_or_said(spread: Spread) -> bool:
    """A draw has an answer, quantities, or a status that says why not."""
    found = (
        np.stack([~np.isnan(values) for values in spread.quantities.values()]).any(axis=0)
        if spread.quantities
        else np.zeros(spread.draws, dtype=bool)
    )
    return all(
        one or index >= 0 or code != "ok"
        for one, index, code in zip(found, spread.answer_index, spread.codes, strict=True)
    )


@pytest.mark.parametrize("name", OWN)
def test_the_first_draws_of_a_longer_sweep_are_the_shorter_one(name: str) -> None:
    short, long = swept(name, 4), swept(name)
    assert short.answers == long.answers[: len(short.answers)]
    assert (long.answer_index[:4] == short.answer_index).all()
    assert (long.columns.codes[:4] == short.columns.codes).all()
    for quantity, values in short.quantities.items():
        assert np.array_equal(long.quantities[quantity][:4], values, equal_nan=True)


@pytest.mark.parametrize("name", OWN)
def test_every_quantity_has_a_name_of_its_own(name: str) -> None:
    spread = swept(name)
    names = Names("en", problem(name)[0])
    told = [names.quantity(quantity) for quantity in spread.quantities]
    assert told
    assert len(set(told)) == len(told)
    assert "objective" not in {
        q for q, own in zip(told, spread.quantities, strict=True) if own != "objective"
    }


def test_blocks_are_longer_than_these_sweeps() -> None:
    assert DRAWS < CHUNK
