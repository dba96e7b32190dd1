"""Why a state of a conflict is stable for a party or is not, in words."""

from collections.abc import Iterator, Sequence

from pourparler.analyses.stability.reasons import Reason
from pourparler.analyses.stability.result import StabilityResult
from pourparler.language import Message, msg, msg_n
from pourparler.model.conflict import Conflict
from pourparler.views.names import Names
from pourparler.views.states import KINDS, code, doings


def reason_sentence(result: StabilityResult, reason: Reason, names: Names) -> Message:
    """One verdict with the move and the answer that decide it."""
    game = result.game
    party, at = names.party(game.parties[reason.party]), code(game, reason.state)
    if reason.kind == "no-move":
        return msg(
            "{party} has no move from {state}: it is stable whatever {party} prefers.", party=party, state=at
        )
    if reason.kind == "no-improvement" or reason.improvement is None:
        return msg("{party} has no improvement from {state}.", party=party, state=at)
    told = {"party": party, "move": _move(game, reason, names), "concept": KINDS[reason.concept]}
    if reason.kind == "unstable":
        return _unstable(game, reason, told, names=names)
    assert reason.sanction is not None
    told |= {"answer": _answer(game, reason, names), "ends": code(game, reason.sanction.ends), "state": at}
    if reason.concept not in ("smr", "sseq"):
        return msg(
            "By {concept}, {party} is deterred from {move}: {answer}, which ends at {ends}, no better for {party} than {state}.",
            **told,
        )
    if reason.sanction.counter is None:
        return msg(
            "By {concept}, {party} is deterred from {move}: {answer}, which ends at {ends}, no better for {party} than {state}, and from there it gains by no move of its own.",
            **told,
        )
    return msg(
        "By {concept}, {party} is deterred from {move}: {answer}, which ends at {ends}, no better for {party} than {state}; its best countermove, to {counter}, is no better either.",
        **told, counter=code(game, reason.sanction.counter),
    )  # fmt: skip


def _move(game: Conflict, reason: Reason, names: Names) -> Message:
    """The improvement, and what it consists of where states have options or issues."""
    assert reason.improvement is not None
    told = {"start": code(game, reason.state), "end": code(game, reason.improvement)}
    if not game.axes:
        return msg("{start}\u00a0→\u00a0{end}", **told)
    doing = doings(game, reason.state, reason.improvement, names=names)
    return msg("{start}\u00a0→\u00a0{end} ({doing:list})", doing=doing, **told)


def _unstable(game: Conflict, reason: Reason, told: dict[str, object], *, names: Names) -> Message:
    if reason.concept == "nash":
        return msg("{party} gains by {move}.", **told)
    if reason.sanction is None:
        return msg("{party} gains by {move}: the others have no answer ({concept}).", **told)
    return msg(
        "{party} gains by {move}: no answer of the others takes it back ({concept}). The hardest: {answer}, which ends at {ends}.",
        **told, answer=_answer(game, reason, names), ends=code(game, reason.sanction.ends),
    )  # fmt: skip


def _answer(game: Conflict, reason: Reason, names: Names) -> Message:
    """The steps of the others' answer, one after another."""
    steps = list(_steps(game, reason, names))
    found = steps[0]
    for step in steps[1:]:
        found = msg("{first}, then {second}", first=found, second=step)
    return found


def _steps(game: Conflict, reason: Reason, names: Names) -> Iterator[Message]:
    assert reason.sanction is not None
    assert reason.improvement is not None
    at = reason.improvement
    path = reason.sanction.path
    for place, (party, to) in enumerate(path):
        doing = doings(game, at, to, names=names)
        if not game.axes and place == len(path) - 1:
            doing = (msg("by a move"),)  # where it ends is told beside
        yield msg("{party} answers {doing:list}", party=names.party(game.parties[party]), doing=doing)
        at = to


def told_together(
    result: StabilityResult, found: Sequence[Reason], names: Names
) -> Iterator[tuple[tuple[Reason, ...], Message]]:
    """The reasons for one state in sentences: parties without a move or an improvement share one, the others do not."""
    for kind in ("no-move", "no-improvement"):
        same = tuple(reason for reason in found if reason.kind == kind)
        if same:
            parties = [names.party(result.game.parties[reason.party]) for reason in same]
            yield same, _together(kind, parties, code(result.game, same[0].state))
    for reason in found:
        if reason.kind in ("deterred", "unstable"):
            yield (reason,), reason_sentence(result, reason, names)


def _together(kind: str, parties: Sequence[str], state: str) -> Message:
    told = {"n": len(parties), "parties": tuple(parties), "state": state}
    if kind == "no-move":
        return msg_n(
            "{parties:list} has no move from {state}: it is stable for it whatever it prefers.",
            "{parties:list} have no move from {state}: it is stable for them whatever they prefer.",
            **told,
        )
    return msg_n(
        "{parties:list} has no improvement from {state}.",
        "{parties:list} have no improvement from {state}.",
        **told,
    )
