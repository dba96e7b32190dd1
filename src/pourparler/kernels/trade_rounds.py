"""One round of exchange for many draws: the trade with the largest gain again and again, until nobody gains."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.trade_pairs import Pairs
from pourparler.kernels.trade_steps import steps
from pourparler.kernels.trade_terms import Rule, Terms, first_terms, moved_by_chance
from pourparler.kernels.trade_turns import RECORDED, compiled_steps, compiled_turns

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

COMPILED = 2e6
"""From here on loading compiled code pays: candidates to the power 1.5, as work grows, summed over draws."""


class Stage(NamedTuple):
    """What a round starts from; lengths in one unit for all issues.

    ``position``, ``weight`` (each actor's share of an issue's weight), ``salience``: (D, m, n), 0 where an actor
    has no position; ``outcome`` (D, m).
    """

    position: Floats
    weight: Floats
    salience: Floats
    outcome: Floats


class Played(NamedTuple):
    """A round: ``voting`` positions (D, m, n), outcomes (D, m), trades; per draw candidates a limit left, terms found.

    ``row`` (E,): the candidates traded, in order within a draw; ``numbers`` (12, E): equal gain, gains of i and of j,
    i on q from and to, j on p from and to, outcome of p before and after, of q before and after, 1 where hollow.
    ``opening``: the candidates' terms before any trade, at equal gain.
    """

    voting: Floats
    outcome: Floats
    row: Ints
    numbers: Floats
    left: Ints
    work: Ints
    opening: Terms


def round_of_trades(stage: Stage, pairs: Pairs, rule: Rule, *, luck: Floats | None = None) -> Played:
    """Trade until no candidate of ``pairs`` has terms left; each is executed once at most.

    ``luck`` (L, 3): uniform numbers, needed where ``rule.share`` > 0, see ``moved_by_chance``. The largest gain goes
    first, of equal ones the first in the order of ``pairs``. Only candidates whose terms can have changed are worked
    out again. A draw stops at ``rule.most`` trades or ``rule.work`` terms. Stokman & Van Oosten 1994; the views:
    collective specification, section 8.
    """
    draws, issues, actors = stage.position.shape
    starts = np.searchsorted(pairs.draw, np.arange(draws + 1)).tolist()
    table, numbers, start = _tables(stage, pairs)
    opening = terms = first_terms(numbers, start, rule)
    chance = np.zeros((0, 3)) if luck is None else luck
    if luck is not None:
        terms = moved_by_chance(opening, numbers, luck=luck, share=rule.share)
    loop = _loop(np.diff(starts))
    ends = []
    for d in range(draws):
        part = slice(starts[d], starts[d + 1])
        watch = _watch(table[:, part], issues if rule.current else issues * actors, current=rule.current)
        ends.append(
            loop(
                (table[:, part], numbers[:, part], *watch),
                (stage.position[d].ravel(), stage.outcome[d]),
                Terms(*(field[part] for field in terms)),
                rule=rule,
                luck=chance[part],
            )
        )
    rows = [np.asarray(end.row, dtype=np.intp) + at for end, at in zip(ends, starts[:-1], strict=True)]
    paths = [np.reshape(end.path, (-1, RECORDED)) for end in ends]
    return Played(
        np.reshape([end.voting for end in ends], stage.position.shape),
        stage.outcome + np.reshape([end.shifts for end in ends], stage.outcome.shape),
        np.concatenate(rows),
        np.concatenate(paths).T,
        np.array([end.left for end in ends], dtype=np.intp),
        np.array([end.work for end in ends], dtype=np.intp),
        opening,
    )


def _loop(sizes: Ints) -> Any:
    """The loop for draws of so many candidates: compiled where that pays, or where it has been loaded already."""
    if compiled_turns.cache_info().currsize or (sizes.astype(np.float64) ** 1.5).sum() >= COMPILED:
        return compiled_steps
    return steps


def _tables(stage: Stage, pairs: Pairs) -> tuple[Ints, Floats, Floats]:
    """Cells (issue, actor) and issues of the candidates, (6, L), their constants, (11, L), see ``turns``, and where
    j stands on p and i on q with the outcomes of p and q, (4, L)."""
    draw, p, q, i, j = pairs
    _, issues, actors = stage.position.shape
    on_p, on_q = p * actors, q * actors
    cells = np.stack([on_p + i, on_q + i, on_q + j, on_p + j])
    x, w, s = (array.ravel()[cells + draw * (issues * actors)] for array in stage[:3])
    numbers = [
        s[0], s[1], s[3], s[2], (s[0] + s[3]) / (s[1] + s[2]),
        np.sign(x[0] - x[3]), np.sign(x[2] - x[1]), w[3], w[1], x[0], x[2],
    ]  # fmt: skip
    start = [x[3], x[1], stage.outcome[draw, p], stage.outcome[draw, q]]
    return np.concatenate([cells, [p, q]]), np.stack(numbers), np.stack(start)


def _watch(table: Ints, size: int, *, current: bool) -> tuple[Ints, Ints]:
    """Where each key's candidates start, and the candidates by key: issues, or cells demanded and cells conceded."""
    ip, iq, jq, jp, p, q = table
    keys = np.concatenate([p, q] if current else [ip, jq, size + iq, size + jp])
    order = np.argsort(keys, kind="stable")
    starts = np.searchsorted(keys[order], np.arange((1 if current else 2) * size + 1))
    return starts, order % max(len(ip), 1)
