"""What is drawn: independent uniforms, and how the numbers of a model follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.laws import Law
from pourparler.brief.weights import AS_WRITTEN
from pourparler.model.template import Template

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Dimension:
    """One independent uniform of the design.

    ``name``: ``kind/key``, by which dimensions are sorted; ``moves``: the keys of the numbers that depend on it.
    """

    name: str
    moves: tuple[str, ...]


@dataclass(frozen=True)
class Inputs:
    """The uncertain numbers of a model, in the order of its template, as functions of independent uniforms.

    ``laws``: what each number is drawn from, points included; ``rule``: how evidence makes laws, by name and version.
    """

    laws: Mapping[str, Law] = field(repr=False)
    rule: str = AS_WRITTEN

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The independent uniforms, sorted by name."""
        varying = (key for key, law in self.laws.items() if not law.is_point)
        return tuple(sorted((Dimension(f"value/{key}", (key,)) for key in varying), key=lambda one: one.name))

    @property
    def varies(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.dimensions)

    def values(self, points: Floats) -> Floats:
        """The numbers at ``points``: (n, dimensions) in the open unit cube, to (n, numbers)."""
        at = {dimension.name: i for i, dimension in enumerate(self.dimensions)}
        columns = [
            np.full(len(points), law.central) if law.is_point else law.quantile(points[:, at[f"value/{key}"]])
            for key, law in self.laws.items()
        ]
        return np.stack(columns, axis=1) if columns else np.empty((len(points), 0))


def inputs_of(brief: Brief, template: Template) -> Inputs:
    """What a sweep of ``brief`` draws for the numbers of ``template``."""
    return Inputs(template.laws)
