"""The ensemble over many draws, and past decisions looked back at (pytest-benchmark); never a gate."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import pourparler as pp
from pourparler.exchange.past_issues import read_past_issues
from pourparler.trackrecord.backtest import Plan, backtest
from pourparler.uncertainty.draws.observing import CHUNK

ISSUES, ACTORS = 10, 10


def situation() -> pp.Positions:
    """Ten actors on ten issues: positions on whole fives, saliences in twentieths."""
    rng = np.random.default_rng(0)
    return pp.Positions.from_arrays(
        rng.integers(0, 21, (ACTORS, ISSUES)) * 5.0,
        influence=rng.uniform(0.02, 0.3, ACTORS),
        salience=rng.integers(2, 21, (ACTORS, ISSUES)) / 20,
    )


def chunks(model: pp.Positions, draws: int) -> Iterator[list[pp.Positions]]:
    """Versions of ``model``, positions off by 5 points and saliences by a tenth, as many at once as in a sweep."""
    rng = np.random.default_rng(1)
    versions = [
        replace(
            model,
            position=np.clip(model.position + rng.normal(0, 5, model.position.shape), 0, 100),
            salience=np.clip(model.salience * rng.uniform(0.9, 1.1, model.salience.shape), 0.05, 1),
        )
        for _ in range(draws)
    ]
    return (versions[start : start + CHUNK] for start in range(0, draws, CHUNK))


def in_ranges(folder: Path) -> pp.Brief:
    """The same situation as a brief, with a range of 10 points around every position."""
    model = situation()
    stances = {
        actor: {
            issue: {"position": {"low": max(x - 5, 0.0), "high": min(x + 5, 100.0)}, "salience": 100 * s}
            for issue, x, s in zip(model.issues, row, weights, strict=True)
        }
        for actor, row, weights in zip(
            model.actors, model.position.tolist(), model.salience.tolist(), strict=True
        )
    }
    parties = zip(model.actors, model.influence[:, 0].tolist(), strict=True)
    brief = {
        "schema": "pourparler/brief/1",
        "title": {"en": "Ten issues"},
        "issues": {issue: {"range": {"from": 0, "to": 100}} for issue in model.issues},
        "parties": {actor: {"influence": influence} for actor, influence in parties},
        "stances": stances,
    }
    (folder / "brief.yaml").write_text(json.dumps(brief), encoding="utf-8")
    return pp.read_brief(folder)


def decided(path: Path, issues: int = 188) -> Path:
    """A made-up table of decided issues: 8 actors each, two issues a proposal, outcomes near the compromise."""
    rng = np.random.default_rng(2)
    lines = ["issue,actor,position,salience,influence,outcome,proposal"]
    for issue in range(issues):
        position, salience = rng.integers(0, 21, 8) * 5, rng.integers(2, 21, 8) * 5
        influence = rng.integers(3, 30, 8)
        mean = (position * salience * influence).sum() / (salience * influence).sum()
        outcome = round(float(np.clip(mean + rng.normal(0, 25), 0, 100)))
        lines += [
            f"i{issue},a{actor},{x},{s},{c},{outcome},p{issue // 2}"
            for actor, (x, s, c) in enumerate(zip(position, salience, influence, strict=True))
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_observing_10_000_draws_of_ten_issues(benchmark: Any) -> None:
    """Target: 5 s on one core."""
    parts = list(chunks(situation(), 10_000))
    ensemble = pp.Ensemble()
    benchmark.pedantic(lambda: [ensemble.observe(part) for part in parts], rounds=5, warmup_rounds=1)


def test_a_sweep_of_10_000_draws_of_ten_issues(benchmark: Any, tmp_path: Path) -> None:
    """As a user asks for it: drawing, building every model, the medians, the parts of the variance."""
    brief = in_ranges(tmp_path)
    benchmark.pedantic(
        pp.sweep, (brief, pp.Ensemble()), {"draws": 10_000, "seed": 1}, rounds=3, warmup_rounds=1
    )


def test_looking_back_at_188_issues(benchmark: Any, tmp_path: Path) -> None:
    """What `pourparler backtest` does by default: eight rows."""
    file = decided(tmp_path / "decisions.csv")
    found = benchmark.pedantic(lambda: backtest(read_past_issues(file), Plan()), rounds=3)
    assert [row["issues"] for row in found.to_dict("en")["rows"]] == [188] * 8
