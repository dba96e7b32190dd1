"""What is drawn: independent uniforms, and how the numbers of a model follow from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.laws import Law
from pourparler.brief.weights import AS_WRITTEN
from pourparler.errors import ModelError
from pourparler.kernels.correlations import pearson
from pourparler.language import msg
from pourparler.model.check_dependence import offending
from pourparler.model.dependence import tied
from pourparler.model.template import Template
from pourparler.uncertainty.inputs.branches import Told
from pourparler.uncertainty.inputs.copula import Copula, common, copula_of
from pourparler.uncertainty.inputs.dimensions import (
    Dimension,
    judgement_dimensions,
    value_dimensions,
    weight_dimensions,
)
from pourparler.uncertainty.inputs.evidence import Evidence, evidence_of
from pourparler.uncertainty.inputs.filling import Part, filled
from pourparler.uncertainty.inputs.judgements import expert_weights, judged_laws
from pourparler.uncertainty.inputs.judging import EXPERT, POOL, Judging
from pourparler.uncertainty.inputs.mixture import Mixed

Floats = NDArray[np.float64]
Columns = Mapping[str, Floats]
Judged = Mapping[str, Mapping[str, Law]]
"""By key and expert, the law that his judgement states."""


@dataclass(frozen=True)
class Inputs:
    """The uncertain numbers of a model, in the order of its template, as functions of independent uniforms.

    ``laws``: what each number is drawn from, points included, a mixture at central weights where its evidence is mixed
    with a prior or with judgements; ``rule``: how evidence makes laws, by name and version; ``evidence``: what decides
    on the branches of mixtures; ``copulas``: which values move together; ``judging``: what experts say;
    ``design``: dimensions to keep although they decide nothing any more (``None``: those that are needed).
    Source: evidence specification, sections 4 to 6.

    >>> points = np.array([[0.25], [0.75]])
    >>> Inputs({"a": Law("uniform", (0.0, 8.0)), "b": Law("point", (3.0,))}).values(points).tolist()
    [[2.0, 3.0], [6.0, 3.0]]
    """

    laws: Mapping[str, Law | Mixed] = field(repr=False)
    rule: str = AS_WRITTEN
    evidence: Evidence = field(default_factory=Evidence, repr=False)
    copulas: tuple[Copula, ...] = field(default=(), repr=False)
    judging: Judging | None = field(default=None, repr=False)
    design: tuple[Dimension, ...] | None = field(default=None, repr=False)

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The independent uniforms, sorted by name: one wherever something varies, none elsewhere."""
        if self.design is not None:
            return self.design
        found = [
            *value_dimensions(self.laws, self.evidence, (*self.copulas, *self._experts.values())),
            *weight_dimensions(self.evidence),
            *(judgement_dimensions(self.judging) if self.judging is not None else ()),
        ]
        return tuple(sorted(found, key=lambda one: one.name))

    @property
    def varies(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.dimensions)

    @property
    def is_mixed(self) -> bool:
        """Whether any number is drawn from more than what is written."""
        return any(isinstance(law, Mixed) for law in self.laws.values())

    @cached_property
    def weights(self) -> Mapping[str, float | None]:
        """By key, the central weight of the evidence, at most .95; ``None`` where none is cited or it is only context."""
        branches = self.evidence.branches
        return {key: branches[key].central if key in branches else None for key in self.laws}

    def judged_data(self) -> dict[str, Any]:
        """What experts have a part in, as JSON data under one key; empty where they have none."""
        judging = self.judging
        if judging is None or not judging.share:
            return {}
        experts = {key: judging.shares(key) for key in judging.laws}
        return {"judged": {"share": judging.share, "experts": experts}}

    def without(self, root: str) -> "Inputs":
        """The same inputs when one source is not believed, over the same dimensions.

        The chains that pass through it or lead to it are out, and so are items without any other chain; numbers left
        without any item are drawn from their priors. A source that nothing rests on changes nothing.
        """
        evidence = self.evidence.without(root)
        laws = {key: _mixed(_written(law), key, evidence, self.judging) for key, law in self.laws.items()}
        return replace(self, laws=laws, evidence=evidence, design=self.dimensions)

    def values(self, points: Floats) -> Floats:
        """The numbers at ``points``: (n, dimensions) in the open unit cube, to (n, numbers)."""
        columns = {dimension.name: points[:, i] for i, dimension in enumerate(self.dimensions)}
        uniforms = {key: columns[f"value/{key}"] for key in self.laws if f"value/{key}" in columns}
        for copula in self.copulas:
            uniforms |= copula.uniforms(columns)
        force = self._in_force(columns, len(points))
        judged = self._judged(columns, len(points))
        parts = [
            tuple(self._parts(key, uniforms.get(key), (force.get(key), judged.get(key)))) for key in self.laws
        ]
        return filled(parts, len(points))

    def _parts(
        self, key: str, uniform: Floats | None, held: tuple[NDArray[np.bool_] | None, tuple[Part, ...] | None]
    ) -> Iterator[Part]:
        """The laws that a number is drawn from, each with the draws in which it is."""
        force, judged = held
        written = _written(self.laws[key])
        others = None
        for part in judged or ():
            yield part
            if part.rows is not None:
                others = ~part.rows if others is None else others & ~part.rows
        if force is None:
            yield Part(written, uniform, others)
            return
        prior = self.evidence.branches[key].prior
        assert prior is not None
        yield Part(written, uniform, force if others is None else force & others)
        yield Part(prior, uniform, ~force if others is None else ~force & others)

    def _in_force(self, columns: Columns, size: int) -> dict[str, NDArray[np.bool_]]:
        """By key of a number with a prior, the draws in which its evidence is in force."""
        causes = {cause.name: cause.law for item in self.evidence.items for cause in item.causes}
        drawn = {
            name: law.quantile(columns[name]) if name in columns else np.array(law.mean)
            for name, law in causes.items()
        }
        weights = [item.weight(drawn) for item in self.evidence.items]
        roots = {name.removeprefix("root/"): column for name, column in columns.items() if name.startswith("root/")}  # fmt: skip
        told: Told = {}
        return {
            key: np.broadcast_to(
                branch.in_force(weights, roots, cap=columns.get(f"cap/{key}"), told=told), (size,)
            )
            for key, branch in self.evidence.branches.items()
            if branch.prior is not None
        }

    def _judged(self, columns: Columns, size: int) -> dict[str, tuple[Part, ...]]:
        """By key that is judged, each expert's law with the draws in which he speaks."""
        judging = self.judging
        if judging is None or judging.share == 0.0:
            return {}
        always = np.full(size, 0.0)
        counts = judging.counts(columns.get(POOL, always))
        told = {expert: copula.uniforms(columns) for expert, copula in self._experts.items()}
        found = {}
        for key, laws in judging.laws.items():
            chosen = judging.chosen(key, columns.get(EXPERT, always))
            own = columns.get(f"value/{key}")
            found[key] = tuple(
                Part(
                    law,
                    told.get(expert, {}).get(key, own),
                    counts & (chosen == judging.experts.index(expert)),
                )
                for expert, law in sorted(laws.items())
            )
        return found

    @cached_property
    def _experts(self) -> dict[str, Copula]:
        """By expert, the factor common to the numbers that vary in his judgements."""
        judging = self.judging
        if judging is None or judging.rho == 0.0 or judging.share == 0.0:
            return {}
        held = {
            expert: [key for key in judging.keys(expert) if not judging.laws[key][expert].is_point]
            for expert in judging.experts
        }
        return {
            expert: common(keys, f"factor/expert/{expert}", r=judging.rho)
            for expert, keys in held.items()
            if len(keys) > 1
        }


def inputs_of(
    brief: Brief, template: Template, *, judged: Judged | None = None, in_hand: date | None = None
) -> Inputs:
    """What a sweep of ``brief`` draws for the numbers of ``template``.

    ``judged``: what experts say, in place of the brief's judgements; it counts where the brief states a ``pool``; ``in_hand``: the day on which
    documents were at hand, where it is later than the as-of date. Raises ``ModelError`` for a prior that is no
    quantity, and for correlations that no distribution has.
    """
    evidence = evidence_of(brief, template.laws, in_hand=in_hand)
    judging = _judging(brief, template, judged)
    laws = {key: _mixed(law, key, evidence, judging) for key, law in template.laws.items()}
    varying = [key for key, law in laws.items() if any(not law.is_point for law in _laws(law, key, judging))]
    groups = tied(brief, varying)
    for group in groups:
        if keys := offending(group):
            raise ModelError(
                msg("correlations of {keys} are not positive semidefinite", keys=keys),
                where=str(brief.place("dependence/pairs")),
                rule="E213",
                advice=msg("Weaken one of them."),
            )
    return Inputs(laws, brief.content.rule, evidence, tuple(map(copula_of, groups)), judging)


def _laws(law: Law | Mixed, key: str, judging: Judging | None) -> tuple[Law, ...]:
    """The laws that evidence and prior alone draw a number from."""
    if isinstance(law, Law):
        return (law,)
    told = judging.laws.get(key, {}) if judging is not None else {}
    return tuple(part for _, part in law.parts[: len(law.parts) - len(told)])


def _judging(brief: Brief, template: Template, judged: Judged | None) -> Judging | None:
    pool, stated = brief.content.pool, brief.content.dependence
    if pool is None or not pool.judged:
        return None
    told = judged_laws(brief) if judged is None else judged
    laws = {key: told[key] for key in template.laws if told.get(key)}
    if not laws:
        return None
    rho = float(pearson(np.array(stated.expert))) if stated is not None else 0.0
    return Judging(laws, pool.judged, rho, expert_weights(brief))


def _written(law: Law | Mixed) -> Law:
    return law.written if isinstance(law, Mixed) else law


def _mixed(written: Law, key: str, evidence: Evidence, judging: Judging | None) -> Law | Mixed:
    """The law of a number at central weights: as written, its prior, what experts say."""
    branch = evidence.branches.get(key)
    parts = [(1.0, written)]
    if branch is not None and branch.prior is not None:
        parts = [(branch.central, written), (1.0 - branch.central, branch.prior)]
    told = judging.laws.get(key, {}) if judging is not None else {}
    if judging is not None and told:
        parts = [(weight * (1.0 - judging.share), law) for weight, law in parts]
        shares = judging.shares(key)
        parts += [(judging.share * shares[expert], law) for expert, law in sorted(told.items())]
    return Mixed(tuple(parts)) if len(parts) > 1 else written
