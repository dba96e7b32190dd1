"""What beats the status quo on several issues together: proved for veto players, sampled for other rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.procedures.procedure import Floats, counting, deciding
from pourparler.analyses.collective.procedures.result import Member, Space
from pourparler.analyses.collective.weights import weights
from pourparler.kernels.balls import extents, improving
from pourparler.model.agreement import Rule, among
from pourparler.model.positions import Positions
from pourparler.model.voting import Voting

Flags = NDArray[np.bool_]

CLOSE = 1e-9
"""Losses that differ by no more are equal."""

AT_ONCE = 1 << 22


@dataclass(frozen=True)
class _Voters:
    """Voters in a space with axes from 0 to 1.

    ``ideal`` and ``weight`` (voters, axes): where they hold no position, the status quo and 0; ``quo`` (axes,);
    ``bodies``: each rule with the voters it is about; ``issues``: of each axis, by index.
    """

    names: tuple[str, ...]
    issues: tuple[int, ...]
    ideal: Floats
    weight: Floats
    quo: Floats
    bodies: tuple[tuple[Voting, NDArray[np.intp]], ...]

    def losses(self, points: Floats) -> Floats:
        """Losses (points, voters) of ``points`` (points, axes)."""
        apart = (points[:, None, :] - self.ideal) * self.weight
        return np.asarray(np.sqrt((apart * apart).sum(axis=2)))

    def beats(self, points: Floats) -> Flags:
        """Which points enough voters strictly prefer to the status quo."""
        now = self.losses(self.quo[None, :])
        found = np.zeros(len(points), dtype=np.bool_)
        step = max(1, AT_ONCE // max(1, self.ideal.size))
        for start in range(0, len(points), step):
            better = self.losses(points[start : start + step]) < now - CLOSE
            wins = [rule.wins(better[:, at]) for rule, at in self.bodies]
            found[start : start + step] = np.logical_and.reduce(wins)
        return found

    def vetoes(self) -> NDArray[np.intp] | None:
        """Who must agree, where their agreement is enough; ``None`` for rules that are about more than vetoes."""
        needed: set[int] = set()
        for rule, at in self.bodies:
            must = ~rule.wins(~np.eye(len(at), dtype=np.bool_))
            if not rule.wins(must):
                return None
            needed |= set(at[must].tolist())
        return np.array(sorted(needed), dtype=np.intp)


def together(model: Positions, rules: Sequence[Rule], quo: Floats, *, points: int) -> Space | None:
    """The winset of the status quo over all issues on which it is known and somebody who votes has a position.

    ``None`` without such an issue. Raises ``ModelError`` where the salience of a voter is not known.
    """
    voters = _voters(model, rules, quo)
    if voters is None:
        return None
    names = tuple(model.issues[i] for i in voters.issues)
    musts = voters.vetoes()
    exact = musts is not None
    if musts is not None and not improving(voters.ideal[musts], voters.weight[musts], voters.quo):
        return Space(names, in_core=True, exact=True)
    box = _box(voters, points)
    won = voters.beats(box)
    tried = np.concatenate([box, _held(voters, points)])
    hits = tried[voters.beats(tried)]
    low, width = model.low[list(voters.issues)], (model.high - model.low)[list(voters.issues)]
    reach = np.array([hits.min(axis=0), hits.max(axis=0)]).T if len(hits) else np.zeros((0, 2))
    if musts is not None:
        reach = extents(voters.ideal[musts], voters.weight[musts], voters.quo)
    share = float(won.mean())
    return Space(
        names,
        in_core=not exact and not len(hits),
        exact=exact,
        points=len(tried),
        share=share,
        standard_error=sqrt(share * (1 - share) / len(box)),
        centroid=_point(names, low + width * box[won].mean(axis=0)) if won.any() else None,
        nearest=_members(voters, hits, (names, low, width), farthest=False),
        farthest=_members(voters, hits, (names, low, width), farthest=True),
        extremes={
            name: [float(low[d] + width[d] * x) for x in ends]
            for d, (name, ends) in enumerate(zip(names, reach, strict=bool(len(reach))))
            if np.isfinite(ends).all()
        },
    )


def _voters(model: Positions, rules: Sequence[Rule], quo: Floats) -> _Voters | None:
    counts = counting(model, rules)
    issues = np.flatnonzero(~np.isnan(quo) & counts.any(axis=0))
    salience, _ = weights(model, "salience", parties="at-table")
    weight = np.where(counts, salience, 0.0)[:, issues]
    rows = np.flatnonzero((weight > 0).any(axis=1))
    names = tuple(model.actors[a] for a in rows)
    bodies = [(among(rule, names), rule) for rule in rules]
    if not len(issues) or not all(present.parties for present, _ in bodies):
        return None
    low, width = model.low[issues], (model.high - model.low)[issues]
    at = (quo[issues] - low) / width
    ideal = np.where(weight > 0, (model.position[:, issues] - low) / width, at)[rows]
    # By what is held, not by name: the sample is then the same whatever issues are called and listed.
    order = sorted(
        range(len(issues)), key=lambda d: (at[d], *sorted(zip(ideal[:, d], weight[rows, d], strict=True)))
    )
    return _Voters(
        names,
        tuple(issues[order].tolist()),
        ideal[:, order],
        weight[rows][:, order],
        at[order],
        tuple(
            (deciding(rule), np.array([names.index(name) for name in rule.parties], dtype=np.intp))
            for rule, _ in bodies
        ),
    )


def _box(voters: _Voters, points: int) -> Floats:
    """A Sobol sample of the box of the ideals, moved off its corner; scipy is loaded here."""
    from scipy.stats.qmc import Sobol

    power = max(points - 1, 1).bit_length()
    unit = Sobol(voters.ideal.shape[1], scramble=False).random_base2(power) + 0.5 / (1 << power)
    low, high = voters.ideal.min(axis=0), voters.ideal.max(axis=0)
    return np.asarray(low + unit * (high - low))


def _held(voters: _Voters, points: int) -> Floats:
    """Held positions and, where there are no more of them than ``points``, what lies midway between two."""
    held = voters.ideal
    if len(held) * (len(held) - 1) // 2 > points:
        return held
    first, second = np.triu_indices(len(held), 1)
    return np.concatenate([held, (held[first] + held[second]) / 2])


def _members(
    voters: _Voters, hits: Floats, scale: tuple[tuple[str, ...], Floats, Floats], *, farthest: bool
) -> dict[str, Member]:
    if not len(hits):
        return {}
    names, low, width = scale
    losses = voters.losses(hits)
    at = losses.argmax(axis=0) if farthest else losses.argmin(axis=0)
    return {
        voter: Member(_point(names, low + width * hits[at[v]]), float(losses[at[v], v]))
        for v, voter in enumerate(voters.names)
    }


def _point(names: tuple[str, ...], at: Floats) -> dict[str, float]:
    return dict(zip(names, at.tolist(), strict=True))
