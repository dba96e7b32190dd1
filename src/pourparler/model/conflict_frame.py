"""States and moves of a brief: the part of a conflict that does not change from draw to draw."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.fields import written
from pourparler.brief.move_claims import flip_chances
from pourparler.brief.moves import Moves
from pourparler.errors import ModelError
from pourparler.kernels.axis_moves import count_moves
from pourparler.language import Lang, as_written, did_you_mean, msg
from pourparler.model.conflict import Conflict, Removed, Stated
from pourparler.model.conflict_arcs import game_of, written_out
from pourparler.model.conflict_axes import MoveAxis, axes_of, owners
from pourparler.model.conflict_rules import MAX_CELLS, Cells, cells_of, rules, statements, where
from pourparler.model.outcomes import Constraint
from pourparler.model.state_patterns import fitting, pattern_of
from pourparler.model.status_quo import status_quo_point

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


def option_form(brief: Brief, moves: Moves) -> Conflict:
    """States as combinations of options and levels. Raises ``ModelError`` for none, or too many."""
    cells = cells_of(brief, moves)
    if not cells.space.axes:
        raise ModelError(
            msg("the moves name no option"), where="moves", advice=msg("Write options, issues, or states and arcs."),
        )  # fmt: skip
    if cells.space.size > MAX_CELLS:
        raise ModelError(
            msg("the moves have {n} combinations; at most {limit} are analysed", n=cells.space.size, limit=MAX_CELLS),
            where="moves", rule="E014", advice=msg("Use fewer options or levels."),
        )  # fmt: skip
    who = _parties(brief, owners(cells))
    axes = axes_of(cells, who)
    made = {key: ~cells.flat(cells.truth(build())) for key, build in rules(cells)}
    excluded = np.zeros(cells.space.size if made else 1, dtype=np.int16)
    for mask in made.values():
        excluded += mask
    feasible = np.broadcast_to(excluded == 0, (cells.space.size,))
    codes = np.flatnonzero(feasible)
    if not len(codes):
        raise ModelError(
            msg("no state is left by what is impossible"), where="moves/impossible", rule="E013",
            advice=msg("Take one of the entries back."),
        )  # fmt: skip
    arcs, lost = _arcs(cells, axes, feasible, who)
    chances = flip_chances(brief.content)
    stated = {
        party: tuple(
            Stated(key, text, _over_states(cells, build(), codes), chances.get(key))
            for key, text, build in statements(cells, party)
        )
        for party in who
    }
    return Conflict(
        parties=who, codes=codes, ranks=np.ones((len(who), len(codes)), dtype=np.int32), axes=axes, arcs=arcs,
        status_quo=_status_quo(cells, codes), statements={party: found for party, found in stated.items() if found},
        rules=tuple(
            Removed(key, int(np.count_nonzero(mask)), int(np.count_nonzero(mask & (excluded == 1))))
            for key, mask in made.items()
        ),
        moves_removed=(*_held(axes, feasible), *lost),
    )  # fmt: skip


def _over_states(cells: Cells, made: Constraint, codes: Ints) -> Bools:
    truth = cells.flat(cells.truth(made))
    return truth if len(codes) == len(truth) else truth[codes]


def graph(brief: Brief, moves: Moves) -> Conflict:
    """A bare graph. Raises ``ModelError`` for an unknown state."""
    who = _parties(brief, tuple(moves.arcs))
    place = {state: i for i, state in enumerate(moves.states)}
    arcs = []
    for party in who:
        found = []
        for i, arc in enumerate(moves.arcs.get(party, ())):
            for state in arc:
                if state not in place:
                    raise ModelError(
                        msg("{name} is not a state", name=state), where=f"moves/arcs/{party}/{i}", rule="E007",
                        advice=did_you_mean(state, moves.states, msg("Known here: {known}.", known=moves.states[:12])),
                    )  # fmt: skip
            if arc[0] != arc[1]:
                found.append((place[arc[0]], place[arc[1]]))
        arcs.append(np.array(sorted(set(found)), dtype=np.int64).reshape(-1, 2))
    frame = Conflict(
        parties=who, codes=np.arange(len(place)), ranks=np.ones((len(who), len(place)), dtype=np.int32),
        names=moves.states, arcs=tuple(arcs),
    )  # fmt: skip
    quo = None if moves.status_quo is None else state_of(frame, moves.status_quo, "moves/status_quo")
    blocked = [
        (_named(frame, item.origin, key), _named(frame, item.target, key), item.party, key)
        for item, key in _blocked(moves)
    ]
    kept, lost = _without(tuple(arcs), blocked, who)
    return replace(frame, status_quo=quo, arcs=kept, moves_removed=lost)


def _parties(brief: Brief, owning: Sequence[str]) -> tuple[str, ...]:
    """Who moves or has preferences over the states, in the brief's order."""
    moves = brief.content.moves
    named = {*owning, *(moves.prefer if moves else ()), *(moves.ranking if moves else ())}
    known = [name for name in brief.content.parties if name in named]
    return (*known, *(name for name in dict.fromkeys(owning) if name not in brief.content.parties))


def _arcs(
    cells: Cells, axes: tuple[MoveAxis, ...], feasible: Bools, who: tuple[str, ...]
) -> tuple[tuple[Ints, ...] | None, tuple[Removed, ...]]:
    """The moves one by one where something is blocked or transitions do not chain; what was blocked."""
    if not one_by_one(cells, axes):
        return None, ()
    codes = np.flatnonzero(feasible)
    blocked = [
        (where(cells, item.origin, key)[codes], where(cells, item.target, key)[codes], item.party, key)
        for item, key in _blocked(cells.moves)
    ]
    return _without(written_out(axes, feasible, len(who)), blocked, who)


def one_by_one(cells: Cells, axes: Sequence[MoveAxis]) -> bool:
    """Whether moves must be listed: something is blocked, or transitions do not chain."""
    return bool(cells.moves.blocked_moves) or any(axis.missing for axis in axes)


def _blocked(moves: Moves) -> Iterator[tuple[Any, str]]:
    for i, item in enumerate(moves.blocked_moves):
        yield item, f"moves/blocked_moves/{i}"


def _without(
    arcs: tuple[Ints, ...], blocked: Sequence[tuple[Bools, Bools, str, str]], who: tuple[str, ...]
) -> tuple[tuple[Ints, ...], tuple[Removed, ...]]:
    left, lost = list(arcs), []
    for origin, target, party, key in blocked:
        if party not in who:  # it owns no axis: there is nothing to block
            lost.append(Removed(key, 0))
            continue
        at = who.index(party)
        gone = origin[arcs[at][:, 0]] & target[arcs[at][:, 1]]
        lost.append(Removed(key, int(gone.sum())))
        left[at] = left[at][~(origin[left[at][:, 0]] & target[left[at][:, 1]])]
    return tuple(left), tuple(lost)


def _held(axes: tuple[MoveAxis, ...], feasible: Bools) -> Iterator[Removed]:
    """How many moves each restricted axis takes away, the others as they are."""
    restricted = {axis.party for axis in axes if not axis.free}
    left = {party: count_moves(game_of(axes, feasible), party) for party in restricted}
    for i, axis in enumerate(axes):
        if not axis.free:
            free = replace(axis, allowed=np.ones_like(axis.allowed))
            others = (*axes[:i], free, *axes[i + 1 :])
            more = count_moves(game_of(others, feasible), axis.party)
            yield Removed(axis.key, more - left[axis.party])


def _named(frame: Conflict, item: Any, key: str) -> Bools:
    """The states of a bare graph that a name or a list of names stands for."""
    found = np.zeros(len(frame.codes), dtype=np.bool_)
    value = written(item)
    for state in value if isinstance(value, list | tuple) else [value]:
        found[state_of(frame, state, key)] = True
    return found


def state_of(frame: Conflict, item: Any, key: str, *, lang: Lang = "en") -> int:
    """The index of the state with this code or name, or that a pattern fits. Raises ``ModelError`` for no state, or several."""
    text = as_written(written(item))
    found = frame.index_of(text)
    pattern = pattern_of(text, sum(axis.kind == "option" for axis in frame.axes), lang)
    if found is None and pattern is not None:
        fits = np.flatnonzero(fitting(pattern, frame.codes)).tolist()
        found = fits[0] if len(fits) == 1 else None
    if found is None:
        known = [str(frame.label(i)) for i in range(min(12, len(frame.codes)))]
        raise ModelError(
            msg("{name} is not a state", name=text), where=key, rule="E007",
            advice=did_you_mean(text, frame.names or known, msg("Known here: {known}.", known=tuple(known))),
        )  # fmt: skip
    return found


def _status_quo(cells: Cells, codes: Ints) -> int | None:
    """The index of the present state; none written: no option taken, issues at their own status quo."""
    item, key = cells.moves.status_quo, "moves/status_quo"
    if item is None:
        points = [
            0.0 if axis.name in cells.options else status_quo_point(cells.brief, axis)
            for axis in cells.space.axes
        ]
        if any(point not in axis.scale for point, axis in zip(points, cells.space.axes, strict=True)):
            return None
        digits = [axis.scale.index(point) for point, axis in zip(points, cells.space.axes, strict=True)]
        found = np.zeros(cells.space.size, dtype=np.bool_)
        found[np.ravel_multi_index(digits, cells.space.shape, order="F")] = True
    else:
        found = where(cells, item, key)
    at = np.flatnonzero(found[codes])
    if item is not None and len(at) != 1:
        raise ModelError(
            msg("the status quo is not one possible state") if len(at) else msg("the status quo cannot be"),
            where=key, rule="E007", advice=msg("Write its code, or yes or no for every option."),
        )  # fmt: skip
    return int(at[0]) if len(at) == 1 else None
