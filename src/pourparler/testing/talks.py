"""Generators of small negotiations for hypothesis: two to four parties, reserves, exclusions, red lines, with and without ties."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import Any, Literal

import numpy as np

from pourparler.model.bargain import Bargain
from pourparler.model.negotiation import Negotiation, Timing
from pourparler.testing.problems import Size, bargains, generators

Ties = Literal["some", "none"]
AT_THE_TABLE = Size(parties=(2, 4), issues=(1, 3), values=(1, 4), entries=(-2, 6), reserves=(-2, 8))


def negotiations(size: Size | None = None, *, ties: Ties = "some") -> Any:
    """A strategy for negotiations, some of them without anything that a party could live with.

    Utilities lie below 0, too. With ``ties`` ``none`` no two outcomes are worth the same to a party.
    Raises ``MissingExtra`` without hypothesis.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5, deadline=None)
    ... @given(talks=negotiations(ties="none"))
    ... def two_at_least(talks):
    ...     assert len(talks.parties) >= 2
    >>> two_at_least()
    """
    st = generators()

    @st.composite  # type: ignore[untyped-decorator]
    def problems(draw: Any) -> Negotiation:
        deal: Bargain = draw(bargains(size or AT_THE_TABLE))
        if ties == "none":
            orders = draw(
                st.lists(
                    st.randoms(use_true_random=False), min_size=len(deal.parties), max_size=len(deal.parties)
                )
            )
            deal = apart(deal, [_shuffled(deal.space.shape, order) for order in orders])
        patience = st.dictionaries(st.sampled_from(deal.parties), st.sampled_from([0.5, 0.9, 1.0]))
        return Negotiation(deal, Timing(patience=draw(patience)))

    return problems()


def _shuffled(shape: Sequence[int], order: Any) -> dict[int, list[int]]:
    """For each issue, in an order of its own, the ranks of its values."""
    axes = list(range(len(shape)))
    order.shuffle(axes)
    ranks = {axis: list(range(shape[axis])) for axis in axes}
    for values in ranks.values():
        order.shuffle(values)
    return ranks


def apart(deal: Bargain, ranks: "Sequence[Mapping[int, Sequence[int]]]") -> Bargain:
    """The problem with tables a little changed, so that no two outcomes are worth the same to a party.

    ``ranks[i]``: for each issue, most important first, how the party orders its values where entries are
    equal. The unit grows by the number of outcomes, entries and reserves with it; what was better stays better.

    >>> deal = Bargain.from_tables({"x": ["a", "b"], "y": ["c", "d"]}, {"p": {"x": [1, 1], "y": [2, 2]}})
    >>> apart(deal, [{0: [1, 0], 1: [0, 1]}]).utilities(np.array(list(deal.space)))[:, 0].tolist()
    [14, 15, 12, 13]
    """
    unit = prod(deal.space.shape)
    tables = [table * unit for table in deal.tables]
    for i, order in enumerate(ranks):
        step = unit
        for axis, values in order.items():
            step //= len(values)
            tables[axis][i] += step * np.array(values)
    return replace(deal, tables=tuple(tables), reserve=deal.reserve * unit, scale=deal.scale * unit)
