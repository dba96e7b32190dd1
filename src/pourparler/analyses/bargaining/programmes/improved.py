"""What improves on a deal, by programmes: where outcomes can be neither listed nor folded."""

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.programmes.fairest import closest, smallest
from pourparler.analyses.bargaining.programmes.ground import ground
from pourparler.analyses.bargaining.programmes.reach import Reach, whole
from pourparler.kernels.programmes import Programme
from pourparler.kernels.searches import Effort
from pourparler.language import Message
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]


def improving(model: Bargain, worth: Ints) -> tuple[bool | None, Ints, Reach] | None:
    """Whether an outcome improves on ``worth`` (parties,), and one that does and that nothing dominates (at most 1, issues).

    ``None`` in place of the answer where a search was cut off; ``None`` altogether without a programme.
    """
    found = ground(model, binding=0)
    if isinstance(found, Message) or found.empty:
        return None
    tables = [group.table for group in found.groups]
    programme = Programme(tables, worth, boxes=found.boxes, effort=Effort())
    reach = Reach(tuple(range(len(worth))), found, programme, worth)
    nothing = np.zeros((0, len(model.tables)), dtype=np.int64)
    most = reach.undominated(worth)
    if most.choice is None:
        return (False if most.empty else None), nothing, reach
    better = int(programme.sums(most.choice).sum()) > int(worth.sum())
    if better:
        return True, reach.ground.outcomes(most.choice[None, :]) if most.complete else nothing, reach
    proved = programme.tells_units and whole(most.bound) <= int(worth.sum())
    return (False if proved else None), nothing, reach


def largest_equal_gain(reach: Reach, worth: Ints) -> tuple[int, Ints] | None:
    """The largest gain over ``worth`` open to all at once and an outcome (1, issues) that gives it; ``None``: not proved.

    The first one by the tie rule where few come near. Below 0 where nothing reaches ``worth``.
    """
    lowest = np.sum([table.min(axis=1) for table in reach.programme.tables], axis=0)
    if reach.programme.any().empty:
        reach = Reach(reach.members, reach.ground, reach.programme.raised(lowest), reach.reserve)
    ones = np.ones(len(worth), dtype=np.int64)
    near, solved, choice = closest(reach, ones)
    if near is not None:
        least = reach.gains(near).min(axis=1)
        outcomes = reach.ground.outcomes(near[least == least.max()])
        sums = reach.utilities(near[least == least.max()])
        order = np.lexsort((*outcomes.T[::-1], *(-column for column in sums.T[::-1])))
        return int(least.max()), outcomes[order[:1]]
    if choice is None or solved is None or not reach.programme.tells_units:
        return None
    least = int(smallest(reach, ones, choice))
    return (least, reach.ground.outcomes(choice[None, :])) if whole(solved.bound) <= least else None
