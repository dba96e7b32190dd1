"""The generators of problems: what they draw, and what they say where hypothesis is missing."""

import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from pourparler.analyses.talks.parties.seating import profiles
from pourparler.errors import MissingExtra
from pourparler.testing import (
    Size,
    bargains,
    choices,
    constraints,
    free_bargains,
    negotiations,
    rules,
    smaller,
)
from pourparler.testing.talks import apart

FEW = settings(max_examples=100, deadline=None)


@FEW
@given(data=st.data())
def test_sizes_are_kept(data: Any) -> None:
    size = Size(parties=(2, 3), issues=(1, 2), values=(2, 3), entries=(-3, 5), reserves=(1, 2))
    deal = data.draw(bargains(size))
    assert 2 <= len(deal.parties) <= 3
    assert 1 <= len(deal.tables) <= 2
    assert all(2 <= table.shape[1] <= 3 and table.min() >= -3 and table.max() <= 5 for table in deal.tables)
    assert set(deal.reserve.tolist()) <= {1, 2}
    assert deal.space.size > deal.space.index(data.draw(choices(deal)))


@pytest.mark.parametrize(
    "wanted",
    [
        lambda deal: deal.excluded,
        lambda deal: any(deal.red_lines),
        lambda deal: any(len(lines) and len(lines[0].axes) == 2 for lines in deal.red_lines),
        lambda deal: not any(line.allowed.any() for line in deal.excluded) and deal.excluded,
        lambda deal: len({tuple(column) for column in deal.tables[0].T.tolist()}) < deal.tables[0].shape[1],
    ],
)
def test_exclusions_red_lines_empty_sets_and_ties_are_drawn(wanted: Any) -> None:
    assert find(bargains(), wanted, settings=settings(max_examples=2_000, database=None))


@FEW
@given(some=negotiations(), none=negotiations(Size(parties=(2, 3), issues=(1, 2)), ties="none"))
def test_negotiations_have_a_table_and_ties_only_where_asked_for(some: Any, none: Any) -> None:
    assert 2 <= len(some.parties) <= 4
    assert 2 <= len(none.parties) <= 3
    model = none.bargain
    choices = np.array(list(model.space))
    for worth in model.utilities(choices).T:
        assert len(set(worth.tolist())) == len(choices)
    assert all(0 < patience <= 1 for patience in none.patience)


@FEW
@given(deal=free_bargains(), data=st.data())
def test_without_ties_what_was_better_stays_better(deal: Any, data: Any) -> None:
    ranks = [{axis: data.draw(st.permutations(range(n))) for axis, n in enumerate(deal.space.shape)} for _ in deal.parties]  # fmt: skip
    choices = np.array(list(deal.space))
    before, after = deal.utilities(choices), apart(deal, ranks).utilities(choices)
    for old, new in zip(before.T, after.T, strict=True):
        ordered = old[np.argsort(new, kind="stable")]
        assert (np.diff(ordered) >= 0).all()


@pytest.mark.parametrize(
    "wanted",
    [
        lambda talks: talks.bargain.excluded,
        lambda talks: any(talks.bargain.red_lines),
        lambda talks: any(patience < 1 for patience in talks.patience),
        lambda talks: min(int(table.min()) for table in talks.bargain.tables) < 0,
        lambda talks: all(profile.best(0) is not None for profile in profiles(talks)),
        lambda talks: any(profile.best(0) is None for profile in profiles(talks)),
    ],
)
def test_talks_of_every_kind_are_drawn(wanted: Any) -> None:
    # Found is enough: to make it small takes far longer.
    found = settings(max_examples=2_000, database=None, phases=[Phase.generate])
    assert find(negotiations(), wanted, settings=found)


@FEW
@given(data=st.data(), deal=free_bargains())
def test_what_is_kept_stays(data: Any, deal: Any) -> None:
    choice = data.draw(choices(deal))
    fewer = data.draw(smaller(deal, keeping=choice))
    assert fewer.space.allowed(choice, fewer.excluded)


@pytest.mark.parametrize("kind", ["veto", "weights", "some"])
def test_every_kind_of_rule_is_drawn(kind: str) -> None:
    assert getattr(
        find(
            rules(["a", "b", "c"]), lambda rule: bool(getattr(rule, kind)), settings=settings(database=None)
        ),
        kind,
    )


def test_without_hypothesis_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    for generator in (bargains, free_bargains, negotiations, lambda: constraints([2]), lambda: rules(["a"])):
        with pytest.raises(MissingExtra, match="hypothesis"):
            generator()
