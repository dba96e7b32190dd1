"""Each party's best agreement where outcomes cannot be listed: by bound and prune, proved or left out."""

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.coalitions import unanimous
from pourparler.analyses.bargaining.conditioned import Conditioned, conditioned
from pourparler.analyses.bargaining.draws.agreed import arranged
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
# What an outcome is worth to a party, then to all; and its value indices.
Best = tuple[tuple[int, ...], tuple[int, ...]]

# Searches (a party in a smallest winning coalition), and nodes of each.
SEARCHES = 64
NODES = 2_000_000


def best_agreements(model: Bargain) -> dict[int, Best]:
    """The feasible outcome with each party's largest utility; ties: all utilities, then the smallest index.

    A party is left out where the search would be too long to prove it, or where there is no agreement.
    """
    coalitions = smallest_winning(model)
    everyone = range(len(model.parties))
    if len(coalitions) * len(everyone) > SEARCHES:
        return {}
    best: dict[int, Best] = {}
    unproved: set[int] = set()
    for bits in coalitions:
        left = conditioned(model, binding=bits)
        if not isinstance(left, Conditioned):
            return {}
        for p in everyone if left.size else ():
            found = _best(model, left, bits, party=p)
            if found is None:
                unproved.add(p)
            for one in found or ():
                held = best.get(p)
                if held is None or one[0] > held[0] or (one[0] == held[0] and one[1] < held[1]):
                    best[p] = one
    return {p: one for p, one in best.items() if p not in unproved}


def smallest_winning(model: Bargain) -> list[int]:
    """The winning coalitions (bits) that no member can leave: every feasible outcome suits one of them."""
    n = len(model.parties)
    if unanimous(model.rule):
        return [(1 << n) - 1]
    wins = model.rule.wins(np.arange(1 << n, dtype=np.int64)) & (np.arange(1 << n) > 0)
    return [
        bits
        for bits in np.flatnonzero(wins).tolist()
        if not any(wins[bits ^ 1 << p] for p in range(n) if bits >> p & 1)
    ]


def _best(model: Bargain, left: Conditioned, bits: int, *, party: int) -> list[Best] | None:
    """The outcome that is best for ``party`` among those that all of ``bits`` accept, if there is one.

    ``None`` where too many nodes would be visited.
    """
    from pourparler.kernels.pruning import ORDER, best_choices, limbs

    everyone = list(range(len(model.parties)))
    problems = arranged([model], left, (party,))[0]
    # Those who need not accept may get anything: their floor is what they get at least.
    least = sum(group.table.min(axis=1) for group in left.groups)
    floor = np.where([bits >> p & 1 == 1 for p in everyone], model.reserve, least)
    members = [party, *everyone]
    problems = problems._replace(members=np.array(members), floor=floor[None, members])
    found = best_choices(problems, ORDER, factors=limbs([[1] * len(members)]), most=NODES)
    if found.nodes[0] > NODES:
        return None
    picks = found.picks[0]
    if picks[0] < 0:
        return []
    worth = problems.columns[0, picks].sum(axis=0)
    choice = left.radix.choices(problems.words[:, picks].sum(axis=1)[:, None])[0]
    return [((int(worth[party]), *worth.tolist()), tuple(choice.tolist()))]
