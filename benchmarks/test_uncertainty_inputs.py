"""Design and laws of a sweep (pytest-benchmark); never a gate. Targets: .05 ms a draw for 4 parties x 8 issues."""

import random
from typing import Any

import pytest

import pourparler as pp
from pourparler.brief.reading import brief_from_data
from pourparler.uncertainty.draws.design import drawn
from pourparler.uncertainty.inputs.inputs import Inputs, inputs_of


def brief(rule: str, *, parties: int = 4, issues: int = 8, items: int = 40) -> pp.Brief:
    """Ranges with two items each, grades of all kinds, parallel roots, hedges, a factor per party."""
    rng = random.Random(1)

    def number(cited: int) -> dict[str, Any]:
        low, mode, high = sorted(rng.sample(range(101), 3))
        because = [f"e{rng.randrange(items)}" for _ in range(cited)]
        return {"low": low, "mode": mode, "high": high, "because": because}

    sources: dict[str, Any] = {
        f"s{i}": {"kind": "document", "reliability": "BFCF"[i % 4], "published": "2024-10/2025-01"}
        for i in range(8)
    }
    sources |= {f"r{i}": {"kind": "anonymous", "title": f"t{i}"} for i in range(6)}
    could = {"term": "could", "class": "possibility"}
    evidence = {
        f"e{i}": {
            "source": f"s{i % 8}", "quote": "q", "credibility": (2, 3, 6)[i % 3],
            "via": [[f"r{i % 6}", f"r{(i + 1) % 6}"]] if i % 3 == 0 else [f"r{i % 6}"],
            "hedges": [could] if i % 2 else [],
        }
        for i in range(items)
    }  # fmt: skip
    data = {
        "as_of": "2025-01-12", "rule": rule, "sources": sources, "evidence": evidence,
        "parties": {f"p{p}": {} for p in range(parties)},
        "issues": {f"i{i}": {"levels": ["a", "b", "c", "d", "e"], "status_quo": "a"} for i in range(issues)},
        "stances": {
            f"p{p}": {f"i{i}": {"position": number(2), "salience": number(1)} for i in range(issues)}
            for p in range(parties)
        },
        "dependence": {"party": 0.3},
    }  # fmt: skip
    return brief_from_data(data)


def inputs(rule: str) -> Inputs:
    known = brief(rule)
    return inputs_of(known, pp.Bargain.template(known))


@pytest.mark.parametrize("rule", ["mixture/1", "as-written/1"])
def test_drawing_a_chunk_of_256(benchmark: Any, rule: str) -> None:
    found = inputs(rule)
    drawn(found, 0, 256, seed=1)
    benchmark(drawn, found, 768, 1_024, seed=1)


def test_inputs_of_a_brief(benchmark: Any) -> None:
    known = brief("mixture/1")
    template = pp.Bargain.template(known)
    benchmark(lambda: inputs_of(known, template).dimensions)


def test_without_a_root(benchmark: Any) -> None:
    found = inputs("mixture/1")
    benchmark(found.without, "r1")
