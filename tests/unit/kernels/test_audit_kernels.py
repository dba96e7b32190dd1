"""Kernels of audits against plain twins."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.kernels.maxima import Counter
from pourparler.kernels.projection import completable
from pourparler.kernels.spreads import least_spreads, spread
from pourparler.kernels.undominated import first_undominated

FEW = settings(max_examples=80, deadline=None)
vectors = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 6), min_size=n, max_size=n), min_size=1, max_size=30)
)


def beaten(one, rows):
    return any(other != one and all(a >= b for a, b in zip(other, one, strict=True)) for other in rows)


@FEW
@given(rows=vectors, data=st.data())
def test_least_spreads(rows, data):
    over = data.draw(st.lists(st.integers(1, 9), min_size=len(rows[0]), max_size=len(rows[0])))
    free = [i for i, row in enumerate(rows) if not beaten(row, rows)]
    least = min(spread(rows[i], over) for i in free)
    counter = Counter()
    found = least_spreads(np.array(rows), over, counter=counter)
    assert found.tolist() == [i for i in free if spread(rows[i], over) == least]
    assert counter.pairs <= len(rows) ** 2


@FEW
@given(rows=vectors, limit=st.integers(1, 40))
def test_first_undominated(rows, limit):
    free = [i for i, row in enumerate(rows) if not beaten(row, rows)]
    known = sorted(free, key=lambda i: [-x for x in rows[i]])
    found = first_undominated(np.array(rows), limit=limit).tolist()
    assert [rows[i] for i in found] == [rows[i] for i in known][: len(found)]
    assert len(found) >= min(limit, len(known))


def test_first_undominated_stops_early():
    line = np.arange(20_000)
    counter = Counter()
    found = first_undominated(np.column_stack((line, -line)), limit=3, counter=counter)
    assert 3 <= len(found) <= 256
    assert counter.pairs <= 256 * 256


frontier = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8).map(
    lambda points: sorted({p for p in points if not beaten(p, points)}, reverse=True)
)


@FEW
@given(
    before=frontier,
    after=frontier,
    values=st.lists(st.tuples(st.integers(-5, 9), st.integers(-5, 9)), min_size=1, max_size=6),
    floor=st.tuples(st.integers(0, 25), st.integers(0, 25)),
)
def test_completable(before, after, values, floor):
    known = [
        any(a + b + v >= floor[0] and c + d + w >= floor[1] for a, c in before for b, d in after)
        for v, w in values
    ]
    found = completable(np.array(before).T, np.array(after).T, np.array(values).T, floor=np.array(floor))
    assert found.tolist() == known
