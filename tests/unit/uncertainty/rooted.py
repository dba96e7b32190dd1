"""Inputs whose numbers rest on sources, for tests: one uniform per source, as in the rule ``mixture/1``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pytest

from pourparler.brief.laws import Law
from pourparler.uncertainty import question
from pourparler.uncertainty.inputs.dimensions import Dimension
from pourparler.uncertainty.inputs.inputs import Inputs


@dataclass(frozen=True)
class RootedDimension(Dimension):
    roots: tuple[str, ...] = ()


@dataclass(frozen=True)
class RootedInputs(Inputs):
    """``rest``: by key the weight that each source gives it; ``prior``: what a number falls to."""

    rest: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    prior: Law = Law("pert", (0.0, 50.0, 100.0))
    out: frozenset[str] = frozenset()

    @cached_property
    def dimensions(self):
        varying = [key for key, law in self.laws.items() if not law.is_point or key in self.rest]
        values = [RootedDimension(f"value/{key}", (key,)) for key in varying]
        sources = sorted({source for weights in self.rest.values() for source in weights})
        branches = [
            RootedDimension(f"root/{s}", tuple(k for k in self.rest if s in self.rest[k]), (s,))
            for s in sources
        ]
        return tuple(sorted((*values, *branches), key=lambda one: one.name))

    @cached_property
    def weights(self):
        return {
            key: 1 - np.prod([1 - w for s, w in self.rest[key].items() if s not in self.out])
            if key in self.rest
            else None
            for key in self.laws
        }

    def values(self, points):
        at = {one.name: i for i, one in enumerate(self.dimensions)}
        columns = []
        for key, law in self.laws.items():
            if f"value/{key}" not in at:
                columns.append(np.full(len(points), law.central))
                continue
            u = points[:, at[f"value/{key}"]]
            written = law.quantile(u)
            if key in self.rest:
                force = np.zeros(len(points), dtype=bool)
                for source, weight in self.rest[key].items():
                    if source not in self.out:
                        force |= points[:, at[f"root/{source}"]] < weight
                written = np.where(force, written, self.prior.quantile(u))
            columns.append(written)
        return np.stack(columns, axis=1)

    def without(self, source):
        gone = self.out | {source}
        laws = {
            key: self.prior if key in self.rest and set(self.rest[key]) <= gone else law
            for key, law in self.laws.items()
        }
        # Laws tell of centres; what is drawn still comes from the written ones where a source is left.
        return replace(self, laws=laws, out=gone)


def rest_on(monkeypatch: pytest.MonkeyPatch, rest: Mapping[str, Mapping[str, float]]) -> None:
    """Let sweeps draw numbers that rest on sources."""
    monkeypatch.setattr(
        question,
        "inputs_of",
        lambda brief, template, in_hand=None: RootedInputs(template.laws, rest=dict(rest)),
    )
