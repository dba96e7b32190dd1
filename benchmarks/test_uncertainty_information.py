"""Value of information, flips and sources left out (pytest-benchmark); never a gate."""

from typing import Any

import numpy as np

import pourparler as pp
from pourparler.brief.reading import brief_from_data
from pourparler.kernels.partial_information import SPLITS, halves, informed, spline, standard_errors
from pourparler.uncertainty.flips.flips import flip_search
from pourparler.uncertainty.information.information import Decisions, information
from pourparler.uncertainty.question import Question, question


def council(parties: int = 4, issues: int = 8) -> Question:
    """Parties that disagree on issues of five levels; positions and saliences vary."""
    rng = np.random.default_rng(1)
    levels = {"none": 0, "little": 25, "half": 50, "much": 75, "all": 100}

    def around(value: float) -> dict[str, float]:
        return {"low": max(value - 25, 0), "mode": value, "high": min(value + 25, 100)}

    data = {
        "parties": {f"p{p}": {"reserve": 0.3} for p in range(parties)},
        "issues": {f"i{i}": {"levels": levels} for i in range(issues)},
        "stances": {
            f"p{p}": {
                f"i{i}": {"position": around(rng.uniform(0, 100)), "salience": around(rng.uniform(20, 80))}
                for i in range(issues)
            }
            for p in range(parties)
        },
    }
    return question(brief_from_data(data), pp.Nash(), seed=1)


def test_regressions(benchmark: Any) -> None:
    """50 inputs x 64 proposals x 8,192 draws, with errors. Target: 3 s."""
    rng = np.random.default_rng(1)
    inputs, payoffs = rng.random((8_192, 50)), rng.random((8_192, 64))

    def found() -> Any:
        splits = [halves(len(payoffs), rng) for _ in range(SPLITS)]
        policies = np.stack([informed(payoffs, spline(column), splits) for column in inputs.T], axis=1)
        return standard_errors(payoffs, policies, resamples=200, rng=rng)

    assert benchmark.pedantic(found, rounds=3).shape == (50,)


def test_information(benchmark: Any) -> None:
    """The same with the evaluation of 64 proposals in 8,192 draws: 4 parties, 8 issues, 64 numbers."""
    asked = council()
    rng = np.random.default_rng(2)
    names = ["none", "little", "half", "much", "all"]
    proposals = tuple({f"i{i}": names[k] for i, k in enumerate(row)} for row in rng.integers(0, 5, (64, 8)))
    found = benchmark.pedantic(information, (asked, Decisions(proposals)), {"draws": 8_192}, rounds=1)
    assert len(found.keys) == 64


def test_flips(benchmark: Any) -> None:
    """64 numbers, both sides."""
    found = benchmark.pedantic(flip_search, (council(),), rounds=1, warmup_rounds=1)
    assert len(found.scanned) == 64
