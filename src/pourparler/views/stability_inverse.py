"""The inverse question in words and rows: how many rankings would do, and what they have in common."""

from collections.abc import Iterator, Sequence

from pourparler.analyses.stability.inverse_result import InverseResult
from pourparler.analyses.stability.names import IN_WORDS
from pourparler.kernels.inverse_conditions import Conditions
from pourparler.language import Message, msg, msg_n, render
from pourparler.views.names import Names
from pourparler.views.stability_paths import spoken, state_name
from pourparler.views.table import SHOWN, Table, heads_of

TOLD = 8
"""Conditions told in words; tables have more."""

MANY = 12
"""States named in one condition."""

COUNTED = 10**15
"""Counts beyond are told as shares alone."""


def inverse_sentences(result: InverseResult, names: Names) -> tuple[Message, ...]:
    """The share, the conditions, whether the ranking as stated satisfies them, the status."""
    if result.asked is None:
        return (names.named(result.status.message),)
    lines = [*_share(result, names)]
    if result.asked.possible:
        lines += _conditions(result, result.asked, names)
    if result.holds is not None:
        who = names.party(result.game.parties[result.party])
        lines.append(
            msg("The ranking of {party} as it stands makes the state hold.", party=who)
            if result.holds
            else msg("The ranking of {party} as it stands does not make the state hold.", party=who)
        )
    return (*lines, names.named(result.status.message))


def _share(result: InverseResult, names: Names) -> Iterator[Message]:
    told = {
        "party": names.party(result.game.parties[result.party]),
        "state": spoken(result.game, result.target, names),
        "concept": IN_WORDS[result.foresight],
    }
    closed = [names.party(party) for party, gate in result.gates.items() if gate is False]
    if closed:
        yield msg("No ranking of {party} makes {state} an equilibrium ({concept}).", **told)
        yield msg("It does not hold for {parties:list}, whatever {party} wants.",
                  parties=closed, party=told["party"])  # fmt: skip
        return
    known, share = result.counted, result.share
    if known is None or share is None:
        return
    if known.method == "sampled":
        if 0 < share < 1:
            yield msg("About {share:percent1} (± {error:points}) of the rankings of {party} make {state} an equilibrium ({concept}).",
                      share=share, error=known.standard_error, **told)  # fmt: skip
        else:
            text = (
                msg("Of {n} rankings of {party} drawn by lot all make {state} an equilibrium ({concept}).", n=known.draws, **told)
                if share
                else msg("Of {n} rankings of {party} drawn by lot none makes {state} an equilibrium ({concept}).", n=known.draws, **told)
            )  # fmt: skip
            yield text
    elif known.total < COUNTED:
        yield msg("{n} of {total} strict rankings of {party} make {state} an equilibrium ({concept}): {share:percent1}.",
                  n=known.count, total=known.total, share=share, **told)  # fmt: skip
    else:
        yield msg("{share:percent1} of the strict rankings of {party} make {state} an equilibrium ({concept}).",
                  share=share, **told)  # fmt: skip


def _conditions(result: InverseResult, asked: Conditions, names: Names) -> Iterator[Message]:
    who = names.party(result.game.parties[result.party])
    clauses = result.form.clauses if result.form else None
    for clause in (clauses or ())[:TOLD]:
        if len(clause) == 1:
            yield msg("{party} must not prefer {state} to it.",
                      party=who, state=spoken(result.game, clause[0], names))  # fmt: skip
        else:
            yield msg("For {party} it must be at least as good as one of: {states:or}.",
                      party=who, states=_states(result, clause, names))  # fmt: skip
    more = len(clauses or ()) - TOLD
    if more > 0:
        yield msg_n(
            "{n} more such condition is in the data.", "{n} more such conditions are in the data.", n=more
        )
    if clauses == ():
        yield msg("It holds for {party} itself whatever it wants.", party=who)
    for one in asked.not_best[:TOLD]:
        yield msg("To answer others, {party} must prefer one of these to {state}: {states:or}.",
                  party=who, state=spoken(result.game, one.state, names),
                  states=_states(result, one.among, names))  # fmt: skip
    if asked.routes:
        yield msg_n(
            "{n} gain of others must be met by several moves in a row, some of them improvements of {party}.",
            "{n} gains of others must be met by several moves in a row, some of them improvements of {party}.",
            n=len(asked.routes), party=who,
        )  # fmt: skip


def _states(result: InverseResult, states: Sequence[int], names: Names) -> list[str]:
    told = [spoken(result.game, i, names) for i in states[:MANY]]
    return [*told, "…"] if len(states) > MANY else told


def _listed(result: InverseResult, states: Sequence[int], names: Names) -> str:
    """States of a table's cell."""
    told = [state_name(result.game, i, names) for i in states[:MANY]]
    more = ["…"] if len(states) > MANY else []
    return render(Message("{states:terms}", {"states": [*told, *more]}), names.lang)


def inverse_tables(result: InverseResult, names: Names) -> tuple[Table, ...]:
    """For whom the target holds whatever the ranking, and the conditions on the ranking."""
    if result.asked is None:
        return ()
    lang, words = names.lang, {True: msg("yes"), False: msg("no"), None: msg("depends on it")}
    gates = Table(
        render(msg("Does the state hold whatever {party} wants?",
                   party=names.party(result.game.parties[result.party])), lang),
        heads_of((msg("Party"), msg("Holds")), names),
        tuple((names.party(party), render(words[gate], lang)) for party, gate in result.gates.items()),
    )  # fmt: skip
    clauses = result.form.clauses if result.form else None
    if not clauses or not result.asked.possible:
        return (gates,)
    rows = tuple((str(k + 1), _listed(result, clause, names)) for k, clause in enumerate(clauses[:SHOWN]))
    caption = msg("The state must be at least as good as one in each row")
    heads = (msg("Condition"), msg("One of these states"))
    return gates, Table(render(caption, lang), heads_of(heads, names), rows, frozenset((0,)))
