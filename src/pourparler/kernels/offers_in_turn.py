"""Stacked alternating offers between parties that do not look at what is said, and between pairs that count it.

Plain code on rows that may be lists or arrays: lists where there is little to do (arrays answer single questions
several times slower), arrays for its compiled form, ``offers_in_turn_compiled``. Every game is one row. Source: Aydogan,
Festen, Hindriks and Jonker 2017 (the protocol); Faratin, Sierra and Jennings 1998; de Jonge 2022 (MiCRO).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

AGREEMENT, DEADLINE, BROKEN_OFF, UNDRAWN = 0, 1, 2, -1
"""How a game ended; the last one: a draw is due that was not given."""

OUTCOME, STEP, REASON, SEAT, CALLS, OFFERS = range(6)
"""Columns of what is found: outcome agreed to or -1; rounds begun; reason; the seat that ended it or -1; times that
a seat was asked; offers made."""


def meetings(answers: Floats, plans: tuple[Ints, Floats, Ints], games: tuple[Ints, Ints]) -> Ints:
    """Games in which every seat follows a schedule: a walk along the calls, counting acceptances in a row.

    All are arrays, or lists of lists. ``answers`` (P, N): what an outcome is worth to a party, minus infinity where it cannot agree to it. ``plans``:
    ``offers`` (S, R), what a schedule proposes in each round, -1 for nothing; ``least`` (S, R), what it accepts at
    least; ``owners`` (S,), its party. ``games``: ``seating`` (G, n), the schedules at the seats of a game; ``rounds``
    (G,), at most R. Returns (G, 6), see ``OUTCOME``.
    """
    offers, least, owners = plans
    seating, rounds = games
    seats = len(seating[0])
    found = np.empty((len(seating), 6), dtype=np.int64)
    for g in range(len(seating)):
        standing, behind, calls, made = -1, 0, 0, 0
        outcome, step, reason, ended = -1, rounds[g], DEADLINE, -1
        for s in range(rounds[g]):
            for place in range(seats):
                calls += 1
                plan = seating[g][place]
                if behind and answers[owners[plan]][standing] >= least[plan][s]:
                    behind += 1
                    if behind == seats:
                        outcome, reason, ended = standing, AGREEMENT, place
                        break
                    continue
                standing = offers[plan][s]
                if standing < 0:
                    reason, ended = BROKEN_OFF, place
                    break
                made += 1
                behind = 1
            if ended >= 0:
                step = s + 1
                break
        found[g, 0], found[g, 1], found[g, 2] = outcome, step, reason
        found[g, 3], found[g, 4], found[g, 5] = ended, calls, made
    return found


def concessions(answers: Floats, lists: tuple[Ints, Ints], games: tuple[Ints, Ints, Floats]) -> Ints:
    """Games of two MiCRO players: each goes down its list one step for each new outcome heard, or repeats one.

    ``answers`` (P, N) as in :func:`meetings`; ``lists``: ``ranked`` (P, M), the outcomes that a party can agree to,
    best first, and ``lengths`` (P,), how many. ``games``: ``seating`` (G, 2), the parties of a game; ``rounds`` (G,);
    ``draws`` (G, 2, D) in [0, 1), one for each repetition of a seat, in turn. A game that needs more has the reason ``UNDRAWN``.
    Returns (G, 6), see ``OUTCOME``.
    """
    ranked, lengths = lists
    seating, rounds, draws = games
    most = len(draws[0][0])
    found = np.empty((len(seating), 6), dtype=np.int64)
    sent = [0, 0]  # different outcomes offered: always the first ones of the own list
    drawn = [0, 0]
    for g in range(len(seating)):
        for me in range(2):
            sent[me], drawn[me] = 0, 0
        standing, made, calls = -1, 0, 0
        outcome, step, reason, ended = -1, rounds[g], DEADLINE, -1
        for call in range(2 * rounds[g]):
            calls += 1
            me = call % 2
            own = seating[g][me]
            mine = -1
            if sent[me] <= sent[1 - me] and sent[me] < lengths[own]:
                mine = ranked[own][sent[me]]
            if standing >= 0 and answers[own][standing] > -np.inf:
                # Where it may go no further: how far it has come down, which a repeat does not change.
                bar = mine
                if mine < 0 and sent[me] > 0:
                    bar = ranked[own][sent[me] - 1]
                if bar < 0 or answers[own][standing] >= answers[own][bar]:
                    outcome, reason, ended = standing, AGREEMENT, me
            if ended < 0 and mine < 0:
                if sent[me] == 0:
                    reason, ended = BROKEN_OFF, me
                elif drawn[me] >= most:
                    reason, ended = UNDRAWN, me
                else:
                    mine = ranked[own][int(draws[g][me][drawn[me]] * sent[me])]
                    drawn[me] += 1
            elif ended < 0:
                sent[me] += 1
            if ended >= 0:
                step = call // 2 + 1
                break
            standing = mine
            made += 1
        found[g, 0], found[g, 1], found[g, 2] = outcome, step, reason
        found[g, 3], found[g, 4], found[g, 5] = ended, calls, made
    return found
