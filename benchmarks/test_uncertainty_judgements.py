"""Experts' laws, pools and weights by performance (pytest-benchmark); never a gate."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from pourparler.brief.brief import Brief
from pourparler.brief.findings import Place
from pourparler.brief.judgements import Judgement
from pourparler.brief.reading import brief_from_data
from pourparler.kernels.performance_weights import performance_weights
from pourparler.uncertainty.inputs.judgements import judgements


def _judged(numbers: int, experts: int) -> Brief:
    rng = np.random.default_rng(1)
    issues = {f"x{k}": {"range": {"from": 0, "to": 100}} for k in range(numbers)}
    stances = {"a": {name: {"position": 50, "salience": 1} for name in issues}}
    answers = []
    for name in issues:
        for e, (low, best, high) in enumerate(np.sort(rng.uniform(0, 100, (experts, 3)), axis=1).tolist()):
            key = f"stances/a/{name}/position"
            answers.append(
                Judgement(key, f"e{e}", low, high, best, 0.8, "", "", Place("judgements.csv", e + 2))
            )
    brief = brief_from_data({"parties": {"a": {}}, "issues": issues, "stances": stances})
    return replace(brief, judgements=tuple(answers))


@pytest.mark.parametrize(("numbers", "experts"), [(10, 5), (50, 20), (20, 200)])
def test_judgements_of_a_brief(benchmark: Any, numbers: int, experts: int) -> None:
    brief = _judged(numbers, experts)
    found = benchmark.pedantic(judgements, (brief,), rounds=3)
    assert len(found.numbers) == numbers


@pytest.mark.parametrize(("experts", "questions"), [(5, 10), (20, 20), (200, 50)])
def test_weights_by_performance(benchmark: Any, experts: int, questions: int) -> None:
    rng = np.random.default_rng(2)
    quantiles = np.sort(rng.normal(size=(experts, questions, 3)), axis=2)
    found = benchmark.pedantic(performance_weights, (quantiles, rng.normal(size=questions)), rounds=3)
    assert abs(found.weights.sum() - 1) < 1e-9
