"""Stability in words: equilibria, the status quo, reasons, and under which conventions."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np

from pourparler.analyses.stability.names import IN_WORDS, STRENGTH
from pourparler.analyses.stability.reasons import Reason
from pourparler.analyses.stability.result import StabilityResult
from pourparler.language import Message, msg, msg_n
from pourparler.model.conflict import Source
from pourparler.views.names import Names
from pourparler.views.stability_reasons import told_together
from pourparler.views.stability_verdicts import strongest_of
from pourparler.views.states import KINDS, LONG, called, code

NAMED = 12
"""Equilibria that are named one by one."""
JUMPS = 4
"""Joint steps between equilibria that are told."""
EXPLAINED = 3
"""States whose reasons a summary gives: the status quo and the first equilibria."""

SOURCES: Mapping[Source, Message] = {
    "ranking": msg("a ranking"),
    "statements": msg("its statements"),
    "utilities": msg("its utilities"),
}
CONVENTIONS: Mapping[str, Message] = {
    "per-party": msg("each of the others stays or makes one improvement of its own, at the same time"),
    "combined": msg(
        "convention of Fraser and Hipel: unstable by SEQ for nobody, or for several whose improvements made together undo each other"
    ),
}


def stability_sentences(result: StabilityResult, names: Names) -> tuple[Message, ...]:
    """Status, equilibria, status quo, reasons, conventions, and what the brief says that has no effect."""
    lines = [names.named(result.status.message)]
    if not result.judged.stable and result.sim is None:
        return tuple(lines)
    first = [entry.state for entry in result.order]
    quo = result.game.status_quo
    states = list(dict.fromkeys(([] if quo is None else [quo]) + first))[:EXPLAINED]
    told = [reason for reason in result.reasons if reason.state in states]
    return (
        *lines,
        *equilibria_told(result, names),
        *quo_told(result, names),
        *_reasons_told(result, told, names),
        *conventions_told(result),
        *extras_told(result, names),
        *inputs_told(result, names),
    )


def _reasons_told(result: StabilityResult, told: Sequence[Reason], names: Names) -> Iterator[Message]:
    for _, found in groupby(told, lambda reason: reason.state):
        yield from (sentence for _, sentence in told_together(result, tuple(found), names))


def equilibria_told(result: StabilityResult, names: Names) -> Iterator[Message]:
    """The first equilibria, grouped by the strongest concept under which they hold."""
    if not result.order:
        if result.judged.stable:
            yield msg("No state is stable for every party under these concepts.")
    else:
        for kind, entries in groupby(result.order[:NAMED], lambda entry: entry.strongest):
            yield msg(
                "Stable for every party by {concept}: {states:terms}.",
                concept=KINDS[kind], states=[called(result.game, entry.state, names, most=LONG) for entry in entries],
            )  # fmt: skip
    if len(result.order) > NAMED:
        yield msg_n(
            "{n} more equilibrium is in the result; the first {shown} are named.",
            "{n} more equilibria are in the result; the first {shown} are named.",
            n=len(result.order) - NAMED, shown=NAMED,
        )  # fmt: skip


def quo_told(result: StabilityResult, names: Names) -> Iterator[Message]:
    """Whether the status quo holds, and who would leave it."""
    game = result.game
    quo = game.status_quo
    if quo is None:
        return
    state = called(game, quo, names, most=LONG)
    held = strongest_of(result, quo)
    if held:
        yield msg(
            "The status quo, {state}, is stable for every party by {concepts:list}.",
            state=state, concepts=[KINDS[concept] for concept in held],
        )  # fmt: skip
        return
    unheld = [
        names.party(party)
        for p, party in enumerate(game.parties)
        if not any(stable[p, quo] for stable in result.judged.stable.values())
    ]
    if unheld:
        yield msg("The status quo, {state}, does not hold: {parties:list} would leave it under every concept.",
                  state=state, parties=unheld)  # fmt: skip
    else:
        yield msg(
            "At the status quo, {state}, every party is held by some concept, but no concept holds for all of them.",
            state=state,
        )


def conventions_told(result: StabilityResult) -> Iterator[Message]:
    """Simultaneous sanctioning by both conventions, each beside its list; and how repeated moves count."""
    game = result.game
    for key, convention in (("sim", "per-party"), ("seq_sim", "combined")):
        known = result.equilibria.get(key)
        if known is None or (key == "sim" and result.conventions.get("simultaneous") == "combined"):
            continue
        listed = [code(game, int(i)) for i in known[:NAMED]]
        told = {"convention": CONVENTIONS[convention], "n": len(known), "states": ", ".join(listed)}
        name = KINDS[key]
        if len(known) > NAMED:
            yield msg("{concept} ({convention}): {states} … ({n} in all).", concept=name, **told)
        elif listed:
            yield msg("{concept} ({convention}): {states}.", concept=name, **told)
        elif _unsettled(result, key):
            yield msg(
                "{concept} ({convention}): none found, not every state was settled.", concept=name, **told
            )
        else:
            yield msg("{concept} ({convention}): no state.", concept=name, **told)
    if result.conventions.get("consecutive") == "forbid":
        yield msg("In a sequence of moves no party moves twice running.")
    elif (
        result.conventions.get("consecutive") == "allow"
        and result.concept.settings()["consecutive"] != "auto"
    ):
        # Allowed because moves chain it makes no difference.
        yield msg("In a sequence of moves a party may move twice running.")


def _unsettled(result: StabilityResult, key: str) -> bool:
    """Whether simultaneous sanctioning was left open for some state."""
    verdicts = result.sim if key == "sim" else result.seq_sim
    return verdicts is not None and bool((verdicts < 0).any())


def extras_told(result: StabilityResult, names: Names) -> Iterator[Message]:
    """Coalitions, strong stability, comparisons that are not known, limited moves: where they were asked for."""
    game = result.game
    if result.together is not None and result.together.complete:
        held = [entry.state for entry in result.order if entry.coalition_stable][:NAMED]
        if held:
            states = [called(game, state, names, most=LONG) for state in held]
            yield msg("Stable against every coalition by some concept: {states:terms}.", states=states)
        else:
            yield msg("No equilibrium is stable against every coalition.")
        yield from _jumps_told(result, names)
    for concept, stable in (result.strong or {}).items():
        yield _listed(
            result,
            np.flatnonzero(stable.all(axis=0)).tolist(),
            msg("strong {concept}", concept=KINDS[concept]),
        )
    asked = result.conventions.get("unknown")
    if result.unknown and asked:
        yield msg(
            "Where a comparison is not known, stability is taken in definition {name} of Li, Hipel, Kilgour and Fang; it says nothing of what would hold whatever the answer.",
            name=asked,
        )
    for horizon, (held_, _tied) in (result.limited or {}).items():
        yield _listed(result, np.flatnonzero(held_).tolist(), msg("limited moves, horizon {n}", n=horizon))


def _jumps_told(result: StabilityResult, names: Names) -> Iterator[Message]:
    """Who could lead together from one equilibrium to another: between the strongest first, small coalitions first."""
    found = () if result.together is None else result.together.jumps
    first = sorted(found, key=lambda jump: min(STRENGTH.index(c) for c in jump.concepts))
    for jump in first[:JUMPS]:
        yield msg(
            "From {state} {parties:list} can lead to {target} by moving together, and all of them gain; no improvements one by one lead there. Both states are equilibria ({concepts}).",
            state=called(result.game, jump.origin, names), target=called(result.game, jump.target, names),
            parties=[names.party(result.game.parties[p]) for p in jump.parties],
            concepts=", ".join(IN_WORDS[c] for c in jump.concepts),
        )  # fmt: skip
    more = len(found) - JUMPS
    if more > 0:
        yield msg_n(
            "{n} more step of that kind is in the JSON document (equilibrium_jumps).",
            "{n} more steps of that kind are in the JSON document (equilibrium_jumps).", n=more,
        )  # fmt: skip


def _listed(result: StabilityResult, states: Sequence[int], name: Message) -> Message:
    listed = [code(result.game, state) for state in states[:NAMED]]
    told = {"concept": name, "states": ", ".join(listed), "n": len(states)}
    if len(states) > NAMED:
        return msg("Stable for every party by {concept}: {states} … ({n} in all).", **told)
    if listed:
        return msg("Stable for every party by {concept}: {states}.", **told)
    return msg("Stable for every party by {concept}: no state.", **told)


def inputs_told(result: StabilityResult, names: Names) -> Iterator[Message]:
    """Preferences that count in place of others, rules without effect, moves that were taken away."""
    game = result.game
    for party, known in game.preferences.items():
        if known.overridden is None:
            continue
        told = {
            "party": names.party(party),
            "source": SOURCES[known.source],
            "other": SOURCES[known.overridden],
        }
        if known.pairs is None:
            yield msg("{party}: {source} counts in place of {other}.", **told)
        else:
            yield msg_n(
                "{party}: {source} counts; {other} would order {n} pair of states otherwise.",
                "{party}: {source} counts; {other} would order {n} pairs of states otherwise.",
                n=known.pairs, **told,
            )  # fmt: skip
    for rule in game.rules:
        if rule.alone == 0:
            yield msg("The rule {key} takes away no state that other rules leave.", key=rule.key)
    for item in game.moves_removed:
        yield removed_told(item.key, item.count, names)


def removed_told(key: str, count: int, names: Names) -> Message:
    """How many moves one entry of the brief takes away."""
    parts = key.split("/")
    if parts[1] == "blocked_moves":
        return msg_n(
            "The entry {key} takes away {n} move.", "The entry {key} takes away {n} moves.", n=count, key=key
        )
    option = names.option(parts[2])
    return msg_n(
        "{name} moves in one direction only: {n} move taken away.",
        "{name} moves in one direction only: {n} moves taken away.",
        n=count, name=names.issue(parts[2]) if option == parts[2] else option,
    )  # fmt: skip


REACHES: Mapping[str | None, Message] = {
    "improvements": msg("by improvements alone"),
    "jump": msg("by improvements and joint moves"),
    "sacrifice": msg("only if somebody takes a loss on the way"),
    "unreachable": msg("not reachable"),
    None: msg("not known"),
}
