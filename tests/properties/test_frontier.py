"""The frontier against plain listing: merged vectors, multiplicities, outcomes, orders; two parties and more.

Thousands of tiny problems are cheap and find what a few large ones do not: equal sums, empty columns, ties.
"""

from dataclasses import replace

import numpy as np
import pytest
from effort import tried
from enumeration import acceptable, choice_of, outcomes, permuted, undominated, worth_of
from hypothesis import assume, given
from hypothesis import strategies as st

import pourparler as pp
from pourparler.kernels.frontier import column, fold
from pourparler.kernels.realisations import realisations
from pourparler.testing import Size, bargains, free_bargains

MANY = tried(250, full=1000)
TWO = Size(parties=(2, 2), issues=(1, 3), values=(1, 4), entries=(0, 5))
SEVERAL = Size(parties=(3, 5), issues=(1, 3), values=(1, 3), entries=(0, 4))


def listed(deal):
    """Per vector of the frontier, first party descending: the choices that reach it, by rising index."""
    found = {}
    for choice, worth in undominated([(choice, worth) for choice, worth, _ in outcomes(deal)]):
        found.setdefault(worth, []).append(choice)
    return dict(sorted(found.items(), reverse=True))


@pytest.mark.parametrize("size", [TWO, SEVERAL], ids=["two parties", "several"])
@MANY
@given(data=st.data())
def test_merged_is_listed_with_multiplicities_and_first_outcomes(size, data):
    deal = data.draw(bargains(size))
    known, result = listed(deal), pp.Frontier().run(deal, None)
    assert [tuple(point.utilities.values()) for point in result.points] == list(known)
    assert list(result.multiplicity or ()) == [len(choices) for choices in known.values()]
    assert [choice_of(deal, point.outcome) for point in result.points] == [c[0] for c in known.values()]
    assert [worth_of(deal, choice_of(deal, p.outcome)) for p in result.points] == list(known)


@MANY
@given(data=st.data())
def test_the_order_of_issues_and_values_changes_nothing(data):
    deal = data.draw(free_bargains(data.draw(st.sampled_from([TWO, TWO, SEVERAL]))))
    order = data.draw(st.permutations(range(len(deal.tables))))
    orders = [data.draw(st.permutations(range(m))) for m in deal.space.shape]
    one, other = (pp.Frontier().run(d, None) for d in (deal, permuted(deal, order, orders)))
    assert np.array_equal(one.table.utilities, other.table.utilities)
    assert one.multiplicity == other.multiplicity
    assert (one.ideal, one.nadir, one.acceptable) == (other.ideal, other.nadir, other.acceptable)


@MANY
@given(deal=free_bargains(TWO))
def test_every_outcome_behind_a_point_is_listed_by_rising_index(deal):
    radix = np.cumprod([1, *reversed(deal.space.shape[1:])])[::-1]
    columns = [
        (table, (np.arange(table.shape[1]) * place)[None, :])
        for table, place in zip(deal.tables, radix.tolist(), strict=True)
    ]
    stages = fold([column(points, words) for points, words in columns], cap=10_000).stages
    for point, choices in enumerate(listed(deal).values()):
        known = [(deal.space.index(choice),) for choice in choices]
        assert realisations(stages, columns, point=point, limit=len(known) + 1) == known
        assert realisations(stages, columns, point=point, limit=1) == known[:1]


@tried(100, full=200)
@given(deal=bargains())
def test_acceptable_points_and_the_frontier_behind_red_lines(deal):
    assume(any(True for _ in outcomes(deal)))
    good = acceptable(deal)
    result = pp.Frontier().run(deal, None)
    reached = {worth for _, worth in good}
    accepted = [i for i, point in enumerate(result.points) if tuple(point.utilities.values()) in reached]
    assert result.acceptable == len(accepted)
    if any(deal.red_lines):
        assert list(result.acceptable_points) == accepted
        behind = sorted({worth for _, worth in undominated(good)}, reverse=True)
        assert [tuple(p.utilities.values()) for p in result.acceptable_table.points] == behind


@tried(100, full=200)
@given(deal=free_bargains(TWO))
def test_multiplicities_sum_to_all_outcomes_where_all_are_on_the_frontier(deal):
    """Constant sum: what one gains the other loses, so nothing is dominated."""
    tables = tuple(np.stack([table[0], -table[0]]) for table in deal.tables)
    result = pp.Frontier().run(replace(deal, tables=tables), None)
    assert sum(result.multiplicity) == deal.space.size == result.outcomes_total
