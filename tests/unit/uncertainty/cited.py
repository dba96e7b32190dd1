"""Positions that cite evidence, and what is drawn for them."""

import numpy as np
from scipy.stats import qmc

import pourparler as pp
from pourparler.brief.laws import Law
from pourparler.brief.reading import brief_from_data
from pourparler.uncertainty.inputs.inputs import Inputs, inputs_of

P0, P1 = "stances/a/i0/position", "stances/a/i1/position"
U100 = Law("uniform", (0.0, 100.0))


def item(via=(), source="doc", credibility=2, **more):
    """An item of evidence of a document, told by ``via``."""
    return {"source": source, "quote": "…", "via": list(via), "credibility": credibility, **more}


def brief(*numbers, evidence=None, sources=None, issue=None, **more) -> pp.Brief:
    """Positions of one party on issues from 0 to 100; sources that are not declared here are of grade B."""
    cited = evidence or {}
    links = {name for one in cited.values() for name in _links(one)}
    grades = {name: {"reliability": "B"} for name in sorted(links)} | (sources or {})
    data = {
        "sources": grades,
        "evidence": cited,
        "parties": {"a": {}},
        "issues": {
            f"i{n}": {"range": {"from": 0, "to": 100}, "status_quo": 20, **(issue or {})}
            for n in range(len(numbers))
        },
        "stances": {"a": {f"i{n}": {"position": number} for n, number in enumerate(numbers)}},
        **more,
    }
    return brief_from_data(data)


def _links(one):
    yield one["source"]
    for link in one["via"]:
        yield from [link] if isinstance(link, str) else link


def inputs(known: pp.Brief, **more) -> Inputs:
    """The inputs of a forecast from these positions."""
    return inputs_of(known, pp.Positions.template(known), **more)


def points(found: Inputs, draws: int = 2**14) -> np.ndarray:
    """Balanced uniforms, one column for each dimension."""
    return qmc.Sobol(max(1, len(found.dimensions)), rng=np.random.default_rng(5)).random(draws)


def names(found: Inputs) -> list[str]:
    """What the dimensions are called."""
    return [dimension.name for dimension in found.dimensions]


def held(found: Inputs, draws: int = 2**14) -> np.ndarray:
    """Shares of draws in which numbers written as 90 are in force."""
    return (found.values(points(found, draws)) == 90.0).mean(axis=0)


def cites(*evidence, **more):
    """A number that is 90 because of these items."""
    return {"value": 90, "because": list(evidence), **more}
