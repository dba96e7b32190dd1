"""The strongest concept under which each state is stable for each party, and marks for it."""

from collections.abc import Mapping, Sequence

from pourparler.analyses.stability.names import strongest
from pourparler.analyses.stability.result import StabilityResult

STRUCTURAL, UNSTABLE = "=", "–"

MARKS: Mapping[str, str] = {
    "nash": "R", "sseq": "SSEQ", "smr-seq": "SMR, SEQ", "seq": "SEQ", "smr": "SMR", "gmr": "GMR", "sim": "SIM",
    STRUCTURAL: STRUCTURAL, UNSTABLE: UNSTABLE,
}  # fmt: skip
"""Marks of verdicts, the same in every language; R stands for Nash stability, as in the literature."""


def verdict(result: StabilityResult, party: int, state: int) -> str:
    """``=`` where the party has no move, the strongest concept by which the state is stable for it, or ``–``."""
    found = result.judged
    if found.still[party, state]:
        return STRUCTURAL
    name = strongest({concept for concept, stable in found.stable.items() if stable[party, state]})
    if name is None and result.sim is not None and result.sim[party, state] == 1:
        name = "sim"
    return name or UNSTABLE


def verdicts(result: StabilityResult, states: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """One row per state, one verdict per party."""
    parties = range(len(result.game.parties))
    return tuple(tuple(verdict(result, party, state) for party in parties) for state in states)


def shown_states(result: StabilityResult, most: int) -> tuple[int, ...]:
    """The first ``most`` states: equilibria in their order, the status quo, then the others by code."""
    game = result.game
    quo = [] if game.status_quo is None else [game.status_quo]
    listed = [entry.state for entry in result.order[: most - len(quo)]]
    rest = range(min(len(game.codes), most + len(listed) + 1))
    return tuple(dict.fromkeys([*listed, *quo, *rest]))[:most]


def equilibrium_of(result: StabilityResult, state: int) -> tuple[str, ...]:
    """The concepts under which a state is stable for every party, strongest first."""
    held = [c for c in ("nash", "sseq", "smr", "seq", "gmr") if c in result.judged.stable]
    found = [c for c in held if bool(result.judged.stable[c][:, state].all())]  # type: ignore[index]
    if result.sim is not None and bool((result.sim[:, state] == 1).all()):
        found.append("sim")
    return tuple(found)


def strongest_of(result: StabilityResult, state: int) -> tuple[str, ...]:
    """The strongest concepts under which a state is stable for every party: none that follows from another of them.

    Nash implies all others, SSEQ implies SMR and SEQ, each of these GMR; simultaneous sanctioning follows from Nash alone.
    """
    held = equilibrium_of(result, state)
    return tuple(concept for concept in held if not any(concept in FOLLOW[other] for other in held))


FOLLOW: Mapping[str, frozenset[str]] = {
    "nash": frozenset(("sseq", "smr", "seq", "gmr", "sim")),
    "sseq": frozenset(("smr", "seq", "gmr")),
    "smr": frozenset(("gmr",)),
    "seq": frozenset(("gmr",)),
    "gmr": frozenset(),
    "sim": frozenset(),
}
"""Concepts that follow from each."""
