"""Many draws of one problem, each solved by bound and prune instead of listing (specification, section 5.7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.coalitions import positions, unanimous
from pourparler.analyses.bargaining.draws.agreed import Draws, Part, agreed
from pourparler.analyses.bargaining.objective import Objective
from pourparler.analyses.bargaining.optimum import Search
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint

Ints = NDArray[np.int64]

# Outcomes of all draws together, from which on the search is worth loading its compiler: listing so many
# takes 0.3 s and more, loading 1.5 s (once), and a sweep makes several such calls.
WORTH = 1 << 20
# Outcomes of one draw: no search visits many more nodes than that.
OUTCOMES = 1_000_000
# Under other rules than unanimity each coalition is a search of its own: up to so many parties.
PARTIES = 6


@dataclass(frozen=True, eq=False)
class Chosen:
    """The outcome ``choice`` (issues,) of a draw, its ``worth`` (parties,), its objective in units, and the nodes that
    finding it took.
    """

    choice: Ints
    worth: Ints
    value: float
    nodes: int


def chosen(
    models: Sequence[Bargain], objectives: Sequence[Objective], *, search: Search
) -> list[Chosen | None]:
    """What ``run`` would choose in each of ``models``; ``None`` where that must be found by itself."""
    found: list[Chosen | None] = [None] * len(models)
    alike: dict[object, list[int]] = {}
    for i, model in enumerate(models):
        if objectives[i].score() is not None:
            alike.setdefault(shape(model), []).append(i)
    kinds = [kind for kind in alike.values() if _fits(models[kind[0]], search)]
    if sum(len(kind) * models[kind[0]].space.size for kind in kinds) < WORTH:
        return found
    for kind in kinds:
        draws = Draws([models[i] for i in kind], [objectives[i] for i in kind])
        for i, answer in zip(kind, _answers(draws, search), strict=True):
            found[i] = answer
    return found


def shape(model: Bargain) -> object:
    """Equal for models that differ in their numbers alone."""

    def content(constraints: tuple[Constraint, ...]) -> object:
        return tuple((c.axes, c.allowed.tobytes()) for c in constraints)

    lines = tuple(content(own) for own in model.red_lines)
    return model.space, model.parties, model.rule, content(model.excluded), lines


def _fits(model: Bargain, search: Search) -> bool:
    most = min(OUTCOMES, search.limits.outcomes, search.limits.points)
    few = search.coalition is not None or unanimous(model.rule) or len(model.parties) <= PARTIES
    return few and model.space.size <= most


def _answers(draws: Draws, search: Search) -> list[Chosen | None]:
    """Level by level of coalitions of one size, the largest first, until each draw has its answer."""
    answers: list[Chosen | None] = [None] * len(draws.models)
    nodes = np.zeros(len(draws.models), dtype=np.int64)
    left = list(range(len(draws.models)))
    for level in _levels(draws.models[0], search):
        if not left:
            break
        parts: dict[int, list[Part]] = {i: [] for i in left}
        unclear: set[int] = set()
        for members in level:
            found = agreed(draws.only(left), members, ideals=len(level) > 1)
            unclear.update(left[k] for k in found.unclear)
            for k, part in found.parts.items():
                parts[left[k]].append(part)
            nodes[left] += found.nodes
        for i, own in parts.items():
            if own and i not in unclear:
                best = _best(own, draws.objectives[i])
                value = draws.objectives[i].value(best.found, 0, scale=draws.models[i].scale)
                answers[i] = Chosen(best.choice, best.worth, value, int(nodes[i]))
        left = [i for i in left if not parts[i] and i not in unclear]
    return answers


def _levels(model: Bargain, search: Search) -> Iterator[list[tuple[int, ...]]]:
    """The coalitions to try, as ``solvable`` does: those of one size together, the largest size first."""
    everyone = positions(model, search.coalition)
    if search.coalition is not None or unanimous(model.rule):
        yield [everyone]
        return
    for size in range(len(everyone), 0, -1):
        several = list(combinations(everyone, size))
        bits = np.array([sum(1 << p for p in members) for members in several])
        wins = model.rule.wins(bits).tolist()
        yield [members for members, may in zip(several, wins, strict=True) if may]


def _best(parts: list[Part], objective: Objective) -> Part:
    """The coalition whose best outcome comes first: by objective, then by the tie rule over all parties."""
    best = parts[0]
    for part in parts[1:]:
        order = objective.compare((part.found, 0), (best.found, 0))
        mine, held = (((-one.worth).tolist(), one.choice.tolist()) for one in (part, best))
        if order > 0 or (order == 0 and mine < held):
            best = part
    return best
