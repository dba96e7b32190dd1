"""The generators of problems: what they draw, and what they say where hypothesis is missing."""

import sys
from typing import Any

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from pourparler.errors import MissingExtra
from pourparler.testing import Size, bargains, choices, constraints, free_bargains, rules, smaller

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
    for generator in (bargains, free_bargains, lambda: constraints([2]), lambda: rules(["a"])):
        with pytest.raises(MissingExtra, match="hypothesis"):
            generator()
