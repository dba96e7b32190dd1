"""The strategic view on the first page: what would hold, what would end it, and what that does not say."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pourparler.analyses.stability.result import Ranked, StabilityResult
from pourparler.language import Message, msg, msg_n, quoted
from pourparler.uncertainty.flips.flips import Flip
from pourparler.uncertainty.left_out.leaving_out import LeavingOut
from pourparler.uncertainty.spread import Spread
from pourparler.views.marks import marked
from pourparler.views.names import Names
from pourparler.views.states import KINDS, changed, code, worded

NAMED, ROOM = 2, 110
"""States named beside the status quo, and the characters they may take together; the first may take more."""
WORDS = 240
"""Characters up to which a state is told by what is chosen in it."""

DETERS: Mapping[str, Message] = {
    "nash": msg("no better move"),
    "sseq": msg("credible answers"),
    "smr-seq": msg("credible answers"),
    "seq": msg("credible answers"),
    "smr": msg("threats at any cost"),
    "gmr": msg("threats at any cost"),
}
"""What keeps everybody in a state, by its strongest concept, for those who do not know the names."""
GAINS: Mapping[str, Message] = {
    "improvements": msg("Gains made one by one"),
    "jump": msg("Gains made together"),
    "both": msg("Gains made alone or together"),
}
"""How the status quo leads to other states."""


def holding_told(names: Names, results: Sequence[Any]) -> tuple[Message, ...]:
    """Two or three sentences; none without a conflict, or where its verdicts took too long."""
    result = next((r for r in results if isinstance(r, StabilityResult) and r.judged.stable), None)
    if result is None:
        return ()
    lines = [_holds(result, names)]
    if result.order:
        lines += list(_drawn(result, results))
        # A page has room for one of them: the section tells both.
        lines += list(_ended(result, results, names)) or list(_resting(result, results, names))
        lines.append(msg("An equilibrium says that nobody has an unanswered gain, not that it will happen."))
    return tuple(lines)


def _drawn(result: StabilityResult, results: Sequence[Any]) -> Iterator[Message]:
    """In how many draws the status quo holds, where preferences are drawn."""
    quo = result.game.status_quo
    own = next((entry for entry in result.order if entry.state == quo), None)
    spread = next((r for r in results if isinstance(r, Spread) and r.concept.name == "stability"), None)
    if own is None or spread is None or quo is None:
        return
    held = spread.quantities.get(f"{own.strongest}/{result.game.label(quo)}")
    if held is not None and (share := float(held.mean())) < 1:
        yield msg(
            "With the doubts of statements drawn, the status quo holds in {share:percent} of the draws ({concept}).",
            share=share, concept=KINDS[own.strongest],
        )  # fmt: skip


def _holds(result: StabilityResult, names: Names) -> Message:
    quo, order = result.game.status_quo, result.order
    if not order:
        return msg("By what each party can do alone, no outcome would hold for every party.")
    own = next((entry for entry in order if entry.state == quo), None)
    others = [e for e in order if e.state != quo and (quo is None or e.reach in ("improvements", "jump"))]
    # Where ways were too many to follow, nothing is said of where gains do not lead.
    followed = all(entry.reach is not None for entry in order if entry.state != quo)
    told = _told(result, others[:NAMED], names, known=own)
    reaches = {entry.reach for entry in others[: len(told)]}
    gains = GAINS[
        "jump" if reaches == {"jump"} else "improvements" if reaches == {"improvements"} else "both"
    ]
    if quo is None:
        return msg(
            "By what each party can do alone, these outcomes hold most firmly: {states:terms}.", states=told
        )
    if own is None:
        if not told and not followed:
            return msg("By what each party can do alone, the status quo does not hold.")
        if not told:
            return msg(
                "By what each party can do alone, the status quo does not hold, and gains lead from it to no outcome that would."
            )
        return msg(
            "By what each party can do alone, the status quo does not hold. {gains} lead from it to others that would, the strongest first: {states:terms}.",
            gains=gains,
            states=told,
        )
    held = _firmly(own)
    if not told and not followed:
        return msg("By what each party can do alone, the status quo holds ({concept}).", concept=held)
    if not told:
        return msg(
            "By what each party can do alone, the status quo holds ({concept}), and gains lead from it to no other outcome that would.",
            concept=held,
        )
    return msg(
        "By what each party can do alone, the status quo holds ({concept}). {gains} lead from it to others that would hold, the strongest first: {states:terms}.",
        concept=held, gains=gains, states=told,
    )  # fmt: skip


def _told(
    result: StabilityResult, entries: Sequence[Ranked], names: Names, *, known: Ranked | None
) -> list[Message]:
    """States with what keeps everybody there, which is said once for each concept."""
    said = set() if known is None else {known.strongest}
    told: list[Message] = []
    taken = 0
    for entry in entries:
        words = _state(result, entry, names)
        taken += len(words)
        if told and taken > ROOM:
            break
        concept = KINDS[entry.strongest] if entry.strongest in said else _firmly(entry)
        said.add(entry.strongest)
        told.append(msg("{state} ({concept})", state=words, concept=concept))
    return told


def _firmly(entry: Ranked) -> Message:
    return msg("{concept}, {why}", concept=KINDS[entry.strongest], why=DETERS[entry.strongest])


def _state(result: StabilityResult, entry: Ranked, names: Names) -> str:
    """What changes in a state from the status quo, or all that is chosen in it; its code where that is long."""
    game = result.game
    words = (
        names.state(code(game, entry.state))
        or changed(game, entry.state, names)
        or worded(game, entry.state, names)
    )
    return quoted(words, names.lang) if 0 < len(words) <= WORDS else code(game, entry.state)


def _ended(result: StabilityResult, results: Sequence[Any], names: Names) -> Iterator[Message]:
    """What would end the first of them: a statement the other way round, else a place in somebody's ranking."""
    first = _first(result)
    quo = first.state == result.game.status_quo
    told: dict[str, Any] = {
        "state": msg("the status quo") if quo else msg("the first of them"),
        "concept": KINDS[first.strongest],
    }
    spread = next((r for r in results if isinstance(r, Spread) and r.concept.name == "stability"), None)
    flips = () if spread is None else spread.flips()
    keys = [f.key for f in flips if f.key.startswith("moves/prefer/") and _ends(f, first, result)]
    if keys:
        yield msg(
            "One statement taken the other way round, and {state} would no longer hold ({concept}): {statement}.",
            statement=_statement(keys[0], names), **told,
        )  # fmt: skip
    elif found := _narrowest(result, first):
        party, margin = found
        yield msg_n(
            "If {party} ranked it {n} class lower, all else unmoved, {state} would no longer hold ({concept}).",
            "If {party} ranked it {n} classes lower, all else unmoved, {state} would no longer hold ({concept}).",
            n=margin + 1, party=names.party(party), **told,
        )  # fmt: skip


def _first(result: StabilityResult) -> Ranked:
    """The status quo where it holds, else what is named first."""
    quo = result.game.status_quo
    own = [entry for entry in result.order if entry.state == quo]
    led = [entry for entry in result.order if quo is None or entry.reach in ("improvements", "jump")]
    return (own or led or list(result.order))[0]


def _ends(flip: Flip, entry: Ranked, result: StabilityResult) -> bool:
    """Whether a change takes an equilibrium away under its strongest concept."""
    label = code(result.game, entry.state)
    return any(
        concept in entry.strongest.split("-")
        and label in str(before).split()
        and label not in str(after).split()
        for concept, before, after in flip.changes
    )


def _statement(key: str, names: Names) -> str:
    """A statement with the mark of its note."""
    party, place = key.split("/")[2:]
    moves = names.known.content.moves
    assumed = moves is not None and moves.prefer[party][int(place)].assumption is not None
    return marked(names.number(key), key, assumed=assumed)


def _narrowest(result: StabilityResult, entry: Ranked) -> tuple[str, int] | None:
    """The party on whose ranking an equilibrium hangs most narrowly, and its margin; none in a bare graph.

    There a margin tells only how near a verdict is, for answers may lead back to the state itself.
    """
    judged, game = result.judged, result.game
    found = [
        (int(judged.margins[concept][p, entry.state]), party)  # type: ignore[index]
        for concept in entry.strongest.split("-")
        if concept in judged.margins
        for p, party in enumerate(game.parties)
        if not judged.still[p, entry.state]
    ]
    if not found or not game.axes:
        return None
    margin, party = min(found, key=lambda one: one[0])
    return party, margin


def _resting(result: StabilityResult, results: Sequence[Any], names: Names) -> Iterator[Message]:
    """The source without which most equilibria are lost."""
    alone = next((r for r in results if isinstance(r, LeavingOut)), None)
    if alone is None:
        return
    held = {result.game.label(entry.state): entry.strongest.split("-") for entry in result.order}
    lost = {
        one.source: sum(
            any(label in one.equilibria[c].lost for c in concepts if c in one.equilibria)
            for label, concepts in held.items()
        )
        for one in alone.sources
    }
    most = max(lost, key=lambda source: lost[source], default=None)
    if most is not None and lost[most]:
        yield msg(
            "Equilibria that would be lost or weaker without {source:quote}: {n} of {total}.",
            n=lost[most], total=len(held), source=alone.called(most, names.lang),
        )  # fmt: skip
