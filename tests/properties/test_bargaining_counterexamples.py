"""Which axioms fail on finite sets: every "no" of the specification's table 2.1, as a counter-example.

Found among small random sets and checked by hand; vectors of utilities, no deal worth (0, 0).
"""

from fractions import Fraction

import pytest
from enumeration import CONCEPTS, one_issue, renamed

import pourparler as pp


def answer(name, vectors):
    result = CONCEPTS[name].run(one_issue(vectors), None)
    return tuple(int(utility) for utility in result.utilities.values())


@pytest.mark.parametrize(
    ("name", "vectors", "before", "after"),
    [
        ("least-spread-raw", [(1, 5), (7, 3), (3, 9)], (7, 3), (6, 9)),
        ("egalitarian", [(2, 2), (1, 8), (1, 5)], (2, 2), (2, 8)),
        ("utilitarian", [(1, 4), (3, 1), (2, 1)], (1, 4), (6, 1)),
    ],
)
def test_the_unit_of_one_party_decides(name, vectors, before, after):
    assert answer(name, vectors) == before
    assert answer(name, [(2 * a, b) for a, b in vectors]) == after != (2 * before[0], before[1])


@pytest.mark.parametrize("name", list(CONCEPTS))
def test_a_single_answer_is_not_renamed_with_the_parties(name):
    """Of two mirrored optima the tie rule takes what the first party prefers, whoever that is."""
    deal = one_issue([(100, 16), (16, 100)])
    for order in ([0, 1], [1, 0]):
        result = CONCEPTS[name].run(renamed(deal, order), None)
        assert tuple(result.utilities.values()) == (100, 16)
        assert result.ties_total == 1


@pytest.mark.parametrize(
    ("name", "vectors", "dropped", "before", "after"),
    [
        ("kalai-smorodinsky", [(4, 4), (7, 3), (2, 8)], (2, 8), (4, 4), (7, 3)),
        ("least-spread", [(4, 4), (7, 3), (2, 8)], (2, 8), (4, 4), (7, 3)),
        ("raiffa", [(4, 4), (7, 3), (2, 8)], (2, 8), (4, 4), (7, 3)),
    ],
)
def test_an_outcome_that_was_not_chosen_matters(name, vectors, dropped, before, after):
    assert answer(name, vectors) == before != dropped
    assert answer(name, [vector for vector in vectors if vector != dropped]) == after


@pytest.mark.parametrize(
    ("name", "vectors", "added", "before", "after"),
    [
        ("nash", [(2, 6), (1, 8), (5, 1)], (4, 3), (2, 6), (4, 3)),
        ("least-spread", [(7, 4), (1, 8)], (3, 5), (7, 4), (3, 5)),
        ("egalitarian", [(3, 5), (9, 3)], (5, 5), (9, 3), (5, 5)),
        ("utilitarian", [(9, 2), (8, 6)], (9, 5), (8, 6), (9, 5)),
    ],
)
def test_more_outcomes_with_the_same_ideal_lower_the_smallest_share(name, vectors, added, before, after):
    ideal = [max(column) for column in zip(*vectors, strict=True)]
    assert ideal == [max(column) for column in zip(*vectors, added, strict=True)]

    def least(vector):
        return min(Fraction(u, best) for u, best in zip(vector, ideal, strict=True))

    assert answer(name, vectors) == before
    assert answer(name, [*vectors, added]) == after
    assert least(after) < least(before)


@pytest.mark.parametrize(
    ("name", "vectors", "added", "before", "after"),
    [
        ("nash", [(3, 5), (5, 5)], (9, 3), (5, 5), (9, 3)),
        ("kalai-smorodinsky", [(3, 5), (5, 5)], (9, 3), (5, 5), (9, 3)),
        ("least-spread", [(3, 5), (5, 5)], (9, 3), (5, 5), (9, 3)),
        ("utilitarian", [(3, 5), (5, 5)], (9, 3), (5, 5), (9, 3)),
        ("raiffa", [(3, 5), (5, 5)], (9, 3), (5, 5), (9, 3)),
    ],
)
def test_more_outcomes_lower_the_smallest_gain(name, vectors, added, before, after):
    assert answer(name, vectors) == before
    assert answer(name, [*vectors, added]) == after
    assert min(after) < min(before)


def test_the_largest_sum_respects_reserves_only_because_they_are_imposed():
    """Without reserves the sum gives (9, 1), below what the second party asks for."""
    vectors = [(9, 1), (4, 4)]
    assert answer("utilitarian", vectors) == (9, 1)
    bound = pp.Utilitarian().run(one_issue(vectors, reserve=(0, 2)), None)
    assert tuple(bound.utilities.values()) == (4, 4)
