"""Advice where an influence or a salience is not known: another weighting only where a setting chooses one."""

from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.registry import OWN, concept_class

BARE = {
    "influence": pp.Positions.from_arrays(
        [[0.0], [60.0], [100.0]], influence=[1, np.nan, 1], salience=[[1.0]] * 3
    ),
    "salience": pp.Positions.from_arrays(
        [[0.0], [60.0], [100.0]], influence=[1, 1, 1], salience=[[1.0], [np.nan], [1.0]]
    ),
}
NEEDED: dict[str, dict[str, Any]] = {"levers": {"actor": "a1"}, "agenda": {"setter": "a1"}}
ADVISED = "--set weights=equal"


def refusal(name: str, what: str, **settings: Any) -> str:
    """What a concept says of a model without some influence or salience; empty where it has no need of it."""
    try:
        concept = concept_class(name).with_settings({**NEEDED.get(name, {}), **settings})
        pp.solve(BARE[what], concept, on_fail="status")
    except (pp.ModelError, pp.UsageError) as error:
        return str(error)
    return ""


@pytest.mark.parametrize("what", list(BARE))
def test_another_weighting_is_advised_exactly_where_it_helps(what: str) -> None:
    told = {name: refusal(name, what) for name in OWN if concept_class(name).accepts is pp.Positions}
    refused = {name for name, text in told.items() if text}
    assert {"compromise", "weighted-median", "pce", "challenge", "smp", "exchange", "ensemble"} <= refused
    assert all("Write that number" in told[name] for name in refused)
    advised = {name for name, text in told.items() if ADVISED in text}
    assert advised == {name for name in refused if not refusal(name, what, weights="equal")}


@pytest.mark.parametrize("concept", [pp.Compromise(), pp.WeightedMedian(), pp.Pce()])
def test_draws_together_are_advised_alike(concept: pp.Concept) -> None:
    with pytest.raises(pp.ModelError, match=ADVISED):
        concept.observe([BARE["influence"]] * 2)
