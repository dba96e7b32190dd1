"""Generators of small bargaining problems for hypothesis: reserves, red lines, exclusions, rules, and many ties.

Small entries make ties frequent: most faults of a concept show where outcomes are equal. hypothesis is imported
when a generator is called; it is no dependency of the package.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np

from pourparler.errors import MissingExtra
from pourparler.language import msg
from pourparler.model.agreement import Rule
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint


@dataclass(frozen=True)
class Size:
    """How large a generated problem may be; every field is a pair of the smallest and the largest number.

    ``parties``, ``issues``, ``values`` (of an issue), ``entries`` of the utility tables (integers, in the unit of
    the problem) and ``reserves``. The defaults can be listed in a millisecond.

    >>> Size(parties=(2, 2)).issues
    (1, 4)
    """

    parties: tuple[int, int] = (1, 4)
    issues: tuple[int, int] = (1, 4)
    values: tuple[int, int] = (1, 4)
    entries: tuple[int, int] = (0, 6)
    reserves: tuple[int, int] = (0, 6)


def generators() -> Any:
    """The generators of hypothesis. Raises ``MissingExtra`` without it."""
    try:
        from hypothesis import strategies
    except ImportError as error:
        raise MissingExtra(
            msg("The generators of problems need the package {name}", name="hypothesis"),
            where="pourparler.testing",
            advice=msg("Install it with: pip install hypothesis"),
        ) from error
    return strategies


def free_bargains(size: Size | None = None) -> Any:
    """A strategy for problems without exclusions and red lines: tables, reserves, unanimity.

    Parties are called ``p0``, ``p1``, …, issues ``i0``, ``i1``, …; values are numbers from 0. Scale 1.
    Raises ``MissingExtra`` without hypothesis.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5, deadline=None)
    ... @given(deal=free_bargains(Size(parties=(2, 2))))
    ... def two_parties(deal):
    ...     assert deal.parties == ("p0", "p1")
    >>> two_parties()
    """
    st, bounds = generators(), size or Size()

    @st.composite  # type: ignore[untyped-decorator]
    def problems(draw: Any) -> Bargain:
        entry = st.integers(*bounds.entries)
        shape = draw(
            st.lists(st.integers(*bounds.values), min_size=bounds.issues[0], max_size=bounds.issues[1])
        )
        names = [f"p{p}" for p in range(draw(st.integers(*bounds.parties)))]
        # One draw for all numbers: many small draws are what takes time.
        n = len(names) * sum(shape)
        numbers = iter(draw(st.lists(entry, min_size=n, max_size=n)))
        tables = {p: {f"i{k}": [next(numbers) for _ in range(m)] for k, m in enumerate(shape)} for p in names}
        reserves = draw(st.lists(st.integers(*bounds.reserves), min_size=len(names), max_size=len(names)))
        issues = {f"i{k}": list(range(m)) for k, m in enumerate(shape)}
        deal: Bargain = Bargain.from_tables(issues, tables, reserve=dict(zip(names, reserves, strict=True)))
        return deal

    return problems()


def bargains(size: Size | None = None) -> Any:
    """A strategy for problems with up to two exclusions and a red line for some parties; else as `free_bargains`.

    Some have no outcome left, and some no acceptable one. Raises ``MissingExtra`` without hypothesis.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5, deadline=None)
    ... @given(deal=bargains())
    ... def lines_belong_to_parties(deal):
    ...     assert len(deal.red_lines) == len(deal.parties)
    >>> lines_belong_to_parties()
    """
    st = generators()

    @st.composite  # type: ignore[untyped-decorator]
    def problems(draw: Any) -> Bargain:
        deal: Bargain = draw(free_bargains(size))
        shape = deal.space.shape
        excluded = tuple(draw(st.lists(constraints(shape), max_size=2)))
        lines = tuple(tuple(draw(st.lists(constraints(shape), max_size=1))) for _ in deal.parties)
        return replace(deal, excluded=excluded, red_lines=lines)

    return problems()


def constraints(shape: Sequence[int]) -> Any:
    """A strategy for exclusions and red lines on up to two issues; ``shape``: how many values each issue has.

    About one combination in four is forbidden; one on no issue forbids all or nothing.
    Raises ``MissingExtra`` without hypothesis.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5, deadline=None)
    ... @given(line=constraints([2, 3]))
    ... def at_most_two_issues(line):
    ...     assert len(line.axes) <= 2
    >>> at_most_two_issues()
    """
    st = generators()

    @st.composite  # type: ignore[untyped-decorator]
    def lines(draw: Any) -> Constraint:
        axes = tuple(sorted(draw(st.sets(st.integers(0, len(shape) - 1), max_size=2))))
        left = tuple(shape[axis] for axis in axes)
        cells = draw(st.lists(st.integers(0, 3), min_size=prod(left), max_size=prod(left)))
        return Constraint(axes, np.array(cells, dtype=bool).reshape(left), "x")

    return lines()


def rules(parties: Sequence[str]) -> Any:
    """A strategy for decision rules of ``parties``: so many of them, vetoes, weighted quotas, or one of two rules.

    Raises ``MissingExtra`` without hypothesis.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5, deadline=None)
    ... @given(rule=rules(["a", "b"]))
    ... def everybody_together_wins(rule):
    ...     assert rule.wins(np.array([0b11]))[0]
    >>> everybody_together_wins()
    """
    st, names, n = generators(), tuple(parties), len(parties)

    @st.composite  # type: ignore[untyped-decorator]
    def found(draw: Any) -> Rule:
        kind = draw(st.sampled_from(["count", "veto", "quota", "any"]))
        if kind == "count":
            return Rule(names, need=draw(st.integers(1, n)))
        if kind == "veto":
            return Rule(names, need=draw(st.integers(1, n)), veto=1 << draw(st.integers(0, n - 1)))
        weights = tuple(float(w) for w in draw(st.lists(st.integers(1, 5), min_size=n, max_size=n)))
        quota = Rule(names, quota=float(draw(st.integers(1, int(sum(weights))))), weights=weights)
        return quota if kind == "quota" else Rule(names, some=(quota, Rule(names, need=n)))

    return found()


def choices(deal: Bargain) -> Any:
    """A strategy for outcomes of ``deal``, excluded or not: one value index per issue.

    Raises ``MissingExtra`` without hypothesis.

    >>> deal = Bargain.from_tables({"x": ["a", "b"]}, {"p": {"x": [0, 1]}})
    >>> choices(deal).example() in [(0,), (1,)]  # doctest: +SKIP
    True
    """
    st = generators()
    return st.tuples(*(st.integers(0, m - 1) for m in deal.space.shape))


def smaller(deal: Bargain, *, keeping: tuple[int, ...] | None = None) -> Any:
    """A strategy for ``deal`` with some outcomes excluded; ``keeping`` (value indices) is never one of them.

    Raises ``MissingExtra`` without hypothesis.

    >>> deal = Bargain.from_tables({"x": ["a", "b"]}, {"p": {"x": [0, 1]}})
    >>> smaller(deal, keeping=(0,)).example().space.size  # doctest: +SKIP
    2
    """
    st, shape = generators(), deal.space.shape

    @st.composite  # type: ignore[untyped-decorator]
    def problems(draw: Any) -> Bargain:
        kept = np.array(draw(st.lists(st.booleans(), min_size=deal.space.size, max_size=deal.space.size)))
        if keeping is not None:
            kept[deal.space.index(keeping)] = True
        cut = Constraint(tuple(range(len(shape))), kept.reshape(shape), "x")
        return replace(deal, excluded=(*deal.excluded, cut))

    return problems()
