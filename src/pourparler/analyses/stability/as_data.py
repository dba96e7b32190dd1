"""A stability result as JSON data (fields of the contract, and those beside it)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.stability.groups import stable_for_all
from pourparler.analyses.stability.names import JOINT
from pourparler.analyses.stability.reasons import Reason
from pourparler.analyses.stability.result import LISTED, StabilityResult, Together
from pourparler.analyses.stability.robustness_data import robust_data
from pourparler.kernels.arc_lists import Listing

Bools = NDArray[np.bool_]


def fields_of(result: StabilityResult) -> dict[str, Any]:
    """Lists are in the order of codes and hold at most 10^5 entries; ``counts`` are whole, ``truncated`` says so."""
    game, found = result.game, result.judged
    size = min(len(game.codes), LISTED)
    equilibria = {
        concept: None if states is None else result.labels(states)
        for concept, states in result.equilibria.items()
    }
    return {
        "states": _states(result, size),
        "equilibria": equilibria,
        "counts": {
            concept: None if states is None else len(states) for concept, states in result.equilibria.items()
        },
        "truncated": len(game.codes) > LISTED,
        "stable": {
            party: {concept: _listed(result, stable[p]) for concept, stable in found.stable.items()}
            | ({"sim": _listed(result, result.sim[p] == 1)} if result.sim is not None else {})
            for p, party in enumerate(game.parties)
        },
        "margins": {
            party: {
                concept: [
                    None if still else int(margin)
                    for margin, still in zip(margins[p, :size].tolist(), found.still[p, :size].tolist(), strict=True)
                ]
                for concept, margins in found.margins.items()
            }
            for p, party in enumerate(game.parties)
        },
        "structural": {party: _listed(result, found.still[p]) for p, party in enumerate(game.parties)},
        "conventions": {key: value for key, value in result.conventions.items() if key != "sim"},
        "preferences": {
            party: {"source": known.source, "overridden": known.overridden, "pairs": known.pairs}
            for party, known in game.preferences.items()
        },
        "rules": [{"key": rule.key, "removed": rule.count, "alone": rule.alone} for rule in game.rules],
        "moves_removed": [{"key": item.key, "removed": item.count} for item in game.moves_removed],
        "status_quo": None if game.status_quo is None else game.label(game.status_quo),
        "order": [
            {"code": game.label(entry.state), "strongest": entry.strongest, "coalition_stable": entry.coalition_stable,
             "reach": entry.reach, "robustness": {"margin": entry.margin} | ({} if entry.share is None else {"share": entry.share})}
            for entry in result.order
        ],
        "why": [reason_data(result, reason) for reason in result.reasons],
        **_asked(result),
    }  # fmt: skip


def _states(result: StabilityResult, size: int) -> list[dict[str, Any]]:
    """The first states: number, code, columns, and rank for each party (1 is best)."""
    game = result.game
    places = game.ranks.max(axis=1)[:, None] - game.ranks[:, :size] + 1
    labels = game.labels(np.arange(size))
    return [
        {"number": i, "code": label, "state": state, "rank": dict(zip(game.parties, rank, strict=True))}
        for i, (label, state, rank) in enumerate(
            zip(labels, game.states(size), places.T.tolist(), strict=True)
        )
    ]


def reason_data(result: StabilityResult, reason: Reason) -> dict[str, Any]:
    """One reason, states by code and parties by id."""
    game = result.game
    sanction = None
    if reason.sanction is not None:
        counter = reason.sanction.counter
        sanction = {
            "path": [{"party": game.parties[p], "to": game.label(to)} for p, to in reason.sanction.path],
            "ends": game.label(reason.sanction.ends),
            "counter": None if counter is None else game.label(counter),
        }
    return {
        "state": game.label(reason.state),
        "party": game.parties[reason.party],
        "concept": reason.concept,
        "kind": reason.kind,
        "improvement": None if reason.improvement is None else game.label(reason.improvement),
        "sanction": sanction,
        "rests_on": list(reason.rests_on),
    }


def _listed(result: StabilityResult, held: Bools) -> list[int | str]:
    return result.labels(np.flatnonzero(held))


def _asked(result: StabilityResult) -> dict[str, Any]:
    """Fields that are there only where the settings or the brief ask for them."""
    game, data = result.game, dict[str, Any]()
    if result.together is not None:
        data |= _together(result, result.together)
    if result.strong is not None:
        data["strong"] = {
            party: {concept: _listed(result, held[p]) for concept, held in result.strong.items()}
            for p, party in enumerate(game.parties)
        }
    if result.unknown is not None:
        data["unknown"] = {
            definition: {
                concept: {
                    "stable": {party: _listed(result, held[p]) for p, party in enumerate(game.parties)},
                    "equilibria": _listed(result, np.asarray(held.all(axis=0))),
                }
                for concept, held in by_concept.items()
            }
            for definition, by_concept in result.unknown.items()
        }
    if result.limited is not None:
        data["limited_move"] = {
            str(h): {"equilibria": _listed(result, held), "tie_broken": _listed(result, tied)}
            for h, (held, tied) in result.limited.items()
        }
    if result.robustness is not None:
        data["robustness"] = robust_data(result.robustness, game)
    return data


def _together(result: StabilityResult, joint: Together) -> dict[str, Any]:
    """Coalitions: what each could gain, what holds against it, and where several could lead together."""
    game = result.game
    every = stable_for_all(joint).items() if joint.complete else None
    return {
        "coalition_stable": None if every is None else {c: _listed(result, held) for c, held in every},
        "coalitions": [
            {
                "parties": [game.parties[p] for p in group],
                "improvements": _by_origin(result, arcs),
                "stable": {concept: _listed(result, joint.stable[g, c]) for c, concept in enumerate(JOINT)},
            }
            for g, (group, arcs) in enumerate(zip(joint.groups, joint.improvements, strict=True))
        ],
        "equilibrium_jumps": [
            {
                "parties": [game.parties[p] for p in jump.parties],
                "from": game.label(jump.origin),
                "to": game.label(jump.target),
                "concepts": list(jump.concepts),
            }
            for jump in joint.jumps[:LISTED]
        ],
    }


def _by_origin(result: StabilityResult, arcs: Listing) -> dict[str, list[int | str]]:
    found: dict[str, list[int | str]] = {}
    for origin, target in zip(arcs.sources[:LISTED].tolist(), arcs.targets[:LISTED].tolist(), strict=True):
        found.setdefault(str(result.game.label(origin)), []).append(result.game.label(target))
    return found
