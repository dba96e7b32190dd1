"""Bargaining by listing every outcome, from the definitions, in plain loops and exact fractions.

Shares no code with the library but the model.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod

import numpy as np

import pourparler as pp
from pourparler.model.bargain import Bargain

CONCEPTS = {
    "nash": pp.Nash(), "kalai-smorodinsky": pp.KalaiSmorodinsky(), "least-spread": pp.LeastSpread(),
    "least-spread-raw": pp.LeastSpread(measure="raw"), "egalitarian": pp.Egalitarian(),
    "utilitarian": pp.Utilitarian(), "raiffa": pp.Raiffa(),
}  # fmt: skip


def outcomes(deal):
    """Every outcome that is not excluded: choice, utilities, accepting parties."""
    tables = [table.tolist() for table in deal.tables]
    for choice in product(*(range(m) for m in deal.space.shape)):
        if all(bool(c.allowed[tuple(choice[a] for a in c.axes)]) for c in deal.excluded):
            worth = tuple(
                sum(table[p][v] for table, v in zip(tables, choice, strict=True))
                for p in range(len(deal.parties))
            )
            yield choice, worth, accepting(deal, choice, worth)


def accepting(deal, choice, worth):
    """The parties whose reserve is reached and whose red lines are not crossed."""
    return frozenset(
        p
        for p in range(len(deal.parties))
        if worth[p] >= deal.reserve[p]
        and all(bool(c.allowed[tuple(choice[a] for a in c.axes)]) for c in deal.red_lines[p])
    )


def acceptable(deal):
    """Choice and utilities of the outcomes that everybody accepts."""
    everyone = frozenset(range(len(deal.parties)))
    return [(choice, worth) for choice, worth, accepts in outcomes(deal) if accepts == everyone]


def winning(deal, accepts):
    """Whether the parties that accept an outcome carry it under the rule."""
    return bool(deal.rule.wins(np.array([sum(1 << p for p in accepts)]))[0])


def dominates(a, b):
    return a != b and all(x >= y for x, y in zip(a, b, strict=True))


def undominated(pairs):
    """The pairs of choice and utilities that no other pair dominates."""
    return [(c, w) for c, w in pairs if not any(dominates(v, w) for _, v in pairs)]


def by_tie_rule(pairs):
    """Pairs of choice and utilities by the common rule: larger utilities first, then the smaller index."""
    return sorted(pairs, key=lambda pair: (tuple(-u for u in pair[1]), pair[0]))


def choice_of(deal, outcome):
    return deal.space.choice(outcome)


def worth_of(deal, choice):
    """Utilities of a choice, by the model."""
    return tuple(deal.utilities(np.array([choice]))[0].tolist())


def optima(deal, name):
    """Optimal choices by the tie rule under unanimity (section 2), and the steps that ``raiffa`` took."""
    found = acceptable(deal)
    if not found:
        return [], 0
    reserve = deal.reserve.tolist()
    if name == "raiffa":
        return _raiffa(undominated(found), [Fraction(r) for r in reserve])
    stake = [max(worth[p] for _, worth in found) - reserve[p] for p in range(len(reserve))]
    staked = [p for p, most in enumerate(stake) if most > 0]

    def objective(worth):
        gains = {p: worth[p] - reserve[p] for p in staked}
        shares = {p: Fraction(gains[p], stake[p]) for p in staked}
        match name:
            case "nash":
                gaining = [p for p in staked if gains[p] > 0]
                return len(gaining), prod(shares[p] for p in gaining)
            case "kalai-smorodinsky":
                return sorted(shares.values())
            case "egalitarian":
                return sorted(gains.values())
            case "utilitarian":
                return sum(worth)
        measured = (shares if name == "least-spread" else gains).values()
        return min(measured) - max(measured) if staked else 0

    pairs = undominated(found) if name.startswith("least-spread") else found
    best = max(objective(worth) for _, worth in pairs)
    return [choice for choice, _ in by_tie_rule([pair for pair in pairs if objective(pair[1]) == best])], 0


def _raiffa(left, agreed):
    """Section 2, word for word; only undominated outcomes are kept, so that a step is a step."""
    steps, n = 0, len(agreed)
    while True:
        ideal = [max(w[p] for _, w in left) for p in range(n)]
        if len({w for _, w in left}) == 1:
            return [c for c, _ in by_tie_rule(left)], steps
        following = [d + (b - d) / n for d, b in zip(agreed, ideal, strict=True)]
        after = [(c, w) for c, w in left if all(u >= d for u, d in zip(w, following, strict=True))]
        if not after:
            staked = [p for p in range(n) if ideal[p] > agreed[p]]

            def shares(w, d=agreed, b=ideal, staked=staked):
                return sorted(Fraction(w[p] - d[p]) / (b[p] - d[p]) for p in staked)

            best = max(shares(w) for _, w in left)
            return [c for c, _ in by_tie_rule([(c, w) for c, w in left if shares(w) == best])], steps
        agreed, left, steps = following, after, steps + 1


# ---------------------------------------------------------------- the same problem, told otherwise


def rescaled(deal, factors, shifts):
    """Utilities ``a u + c`` per party, reserves alike; the constant sits in the first issue."""
    a, c = np.array(factors, dtype=np.int64), np.array(shifts)
    tables = [table * a[:, None] for table in deal.tables]
    tables[0] = tables[0] + c[:, None]
    return replace(deal, tables=tuple(tables), reserve=deal.reserve * a + c)


def renamed(deal, order):
    """The parties in another order."""
    return replace(
        deal,
        parties=tuple(deal.parties[p] for p in order),
        tables=tuple(table[list(order)] for table in deal.tables),
        reserve=deal.reserve[list(order)],
        red_lines=tuple(deal.red_lines[p] for p in order),
    )


def permuted(deal, order, orders):
    """The issues of a problem without constraints in another ``order``, each one's values in that of ``orders``."""
    axes = deal.space.axes
    return Bargain.from_tables(
        {axes[k].name: [axes[k].values[v] for v in orders[k]] for k in order},
        {
            party: {axes[k].name: deal.tables[k][p, orders[k]].tolist() for k in order}
            for p, party in enumerate(deal.parties)
        },
        reserve=dict(zip(deal.parties, deal.reserve.tolist(), strict=True)),
    )


def one_issue(vectors, reserve=()):
    """A problem of one issue whose outcomes have these utilities."""
    names = [f"p{p}" for p in range(len(vectors[0]))]
    return Bargain.from_tables(
        {"x": [f"o{i}" for i in range(len(vectors))]},
        {name: {"x": [int(vector[p]) for vector in vectors]} for p, name in enumerate(names)},
        reserve=dict(zip(names, reserve, strict=True)) if reserve else None,
    )
