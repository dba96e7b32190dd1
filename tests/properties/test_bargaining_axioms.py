"""Axioms of the bargaining concepts on finite sets (specification, table 2.1), and literal enumeration.

The reference below is written from the definitions, in exact fractions and plain loops, and shares no code
with the library but the model.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pourparler.analyses.bargaining.agreements import Agreements
from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.utilitarian import Utilitarian
from pourparler.model.agreement import Rule
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint

CONCEPTS = {"nash": Nash(), "kalai-smorodinsky": KalaiSmorodinsky(), "egalitarian": Egalitarian(),
            "utilitarian": Utilitarian()}  # fmt: skip
EVERY = pytest.mark.parametrize("name", list(CONCEPTS))
FEW = settings(max_examples=60, deadline=None)


# ---------------------------------------------------------------- problems


@st.composite
def deals(draw, *, parties=(1, 4), largest=6, constraints=True, lowest=0):
    n = draw(st.integers(*parties))
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    entry = st.integers(lowest, largest)
    tables = {
        f"p{p}": {f"i{k}": draw(st.lists(entry, min_size=m, max_size=m)) for k, m in enumerate(sizes)}
        for p in range(n)
    }
    reserve = {f"p{p}": draw(st.integers(0, largest)) for p in range(n)}
    deal = Bargain.from_tables(
        {f"i{k}": list(range(m)) for k, m in enumerate(sizes)}, tables, reserve=reserve
    )
    if not constraints:
        return deal
    excluded = tuple(draw(st.lists(constraint(sizes), max_size=2)))
    lines = tuple(tuple(draw(st.lists(constraint(sizes), max_size=1))) for _ in range(n))
    return replace(deal, excluded=excluded, red_lines=lines)


@st.composite
def constraint(draw, sizes):
    axes = draw(st.sets(st.integers(0, len(sizes) - 1), min_size=0, max_size=2))
    shape = tuple(sizes[a] for a in sorted(axes))
    cells = draw(st.lists(st.integers(0, 3), min_size=prod(shape), max_size=prod(shape)))
    return Constraint(tuple(sorted(axes)), np.array(cells, dtype=bool).reshape(shape), "x")


@st.composite
def rules(draw, n):
    names = tuple(f"p{i}" for i in range(n))
    kind = draw(st.sampled_from(["count", "veto", "quota", "any"]))
    if kind == "count":
        return Rule(names, need=draw(st.integers(1, n)))
    if kind == "veto":
        return Rule(names, need=draw(st.integers(1, n)), veto=1 << draw(st.integers(0, n - 1)))
    weights = tuple(float(w) for w in draw(st.lists(st.integers(1, 5), min_size=n, max_size=n)))
    quota = Rule(names, quota=float(draw(st.integers(1, int(sum(weights))))), weights=weights)
    return quota if kind == "quota" else Rule(names, some=(quota, Rule(names, need=n)))


# ---------------------------------------------------------------- the reference


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
    return frozenset(
        p
        for p in range(len(deal.parties))
        if worth[p] >= deal.reserve[p]
        and all(bool(c.allowed[tuple(choice[a] for a in c.axes)]) for c in deal.red_lines[p])
    )


def dominates(a, b):
    return a != b and all(x >= y for x, y in zip(a, b, strict=True))


def reference(deal, name):
    """Optimal choices by the tie rule under unanimity, from the definitions of section 2."""
    everyone = frozenset(range(len(deal.parties)))
    found = [(choice, worth) for choice, worth, accepts in outcomes(deal) if accepts == everyone]
    if not found:
        return []
    reserve = deal.reserve.tolist()
    stake = [max(worth[p] for _, worth in found) - reserve[p] for p in everyone]
    staked = [p for p in everyone if stake[p] > 0]

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
        return sum(worth)

    best = max(objective(worth) for _, worth in found)
    optimal = [(choice, worth) for choice, worth in found if objective(worth) == best]
    return [choice for choice, _ in sorted(optimal, key=lambda pair: (tuple(-u for u in pair[1]), pair[0]))]


def choice_of(deal, outcome):
    return deal.space.choice(outcome)


def worth_of(deal, outcome):
    return tuple(deal.utilities(np.array([choice_of(deal, outcome)]))[0].tolist())


# ---------------------------------------------------------------- enumeration


@EVERY
@FEW
@given(deal=deals())
def test_equal_to_enumeration_ties_included(name, deal):
    known = reference(deal, name)
    result = replace(CONCEPTS[name], ties=100).run(deal, None)
    if not known:
        assert result.status.code == "no-agreement"
        assert result.outcome is None
        return
    assert [choice_of(deal, outcome) for outcome in (result.outcome, *result.ties)] == known[:101]
    assert result.ties_total == len(known) - 1


@FEW
@given(deal=deals(parties=(1, 5)))
def test_frontier_is_the_nondominated_vectors(deal):
    every = [(choice, worth) for choice, worth, _ in outcomes(deal)]
    vectors = {worth for _, worth in every}
    known = sorted((v for v in vectors if not any(dominates(w, v) for w in vectors)), reverse=True)
    result = Frontier().run(deal, None)
    assert [tuple(point.utilities.values()) for point in result.points] == known
    assert list(result.multiplicity or ()) == [sum(worth == v for _, worth in every) for v in known]
    firsts = [min(choice for choice, worth in every if worth == v) for v in known]
    assert [choice_of(deal, point.outcome) for point in result.points] == firsts
    assert [worth_of(deal, point.outcome) for point in result.points] == known


@FEW
@given(deal=deals(parties=(1, 4)))
def test_acceptable_points_and_the_frontier_behind_red_lines(deal):
    everyone = frozenset(range(len(deal.parties)))
    good = {worth for _, worth, accepts in outcomes(deal) if accepts == everyone}
    assume(any(True for _ in outcomes(deal)))
    result = Frontier().run(deal, None)
    accepted = [i for i, point in enumerate(result.points) if tuple(point.utilities.values()) in good]
    assert result.acceptable == len(accepted)
    if any(deal.red_lines):
        assert list(result.acceptable_points) == accepted
        behind = sorted((v for v in good if not any(dominates(w, v) for w in good)), reverse=True)
        assert [tuple(point.utilities.values()) for point in result.acceptable_table.points] == behind


@FEW
@given(data=st.data(), deal=deals(parties=(1, 4)))
def test_counts_under_any_rule(data, deal):
    n = len(deal.parties)
    deal = replace(deal, rule=data.draw(rules(n)))
    every = list(outcomes(deal))
    feasible = [
        (choice, worth, accepts)
        for choice, worth, accepts in every
        if accepts and deal.rule.wins(np.array([sum(1 << p for p in accepts)]))[0]
    ]
    result = Agreements().run(deal, None)
    assert result.outcomes_total == len(every)
    assert result.feasible == len(feasible)
    assert result.unanimous == sum(len(accepts) == n for _, _, accepts in every)
    assert list(result.by_party.values()) == [sum(p in a for _, _, a in feasible) for p in range(n)]
    assert list(result.accepted.values()) == [sum(p in a for _, _, a in every) for p in range(n)]
    for p, party in enumerate(deal.parties):
        if feasible:
            best = min(feasible, key=lambda o: (-o[1][p], tuple(-u for u in o[1]), o[0]))
            assert choice_of(deal, result.best[party]) == best[0]


@EVERY
@FEW
@given(data=st.data(), deal=deals(parties=(2, 4)))
def test_as_inclusive_as_the_rule_allows(name, data, deal):
    deal = replace(deal, rule=data.draw(rules(len(deal.parties))))
    coalitions = {
        accepts
        for _, _, accepts in outcomes(deal)
        if accepts and deal.rule.wins(np.array([sum(1 << p for p in accepts)]))[0]
    }
    result = CONCEPTS[name].run(deal, None)
    if not coalitions:
        assert result.status.code == "no-agreement"
        return
    size = max(map(len, coalitions))
    members = frozenset(deal.parties.index(party) for party in result.coalition)
    assert members in {c for c in coalitions if len(c) == size}
    by_hand = CONCEPTS[name].__class__(coalition=result.coalition).run(deal, None)
    assert by_hand.objective == result.objective
    assert all(result.gains[party] >= 0 for party in result.coalition)


# ---------------------------------------------------------------- axioms


@EVERY
@FEW
@given(deal=deals())
def test_acceptable_not_dominated_above_the_reserve(name, deal):
    result = CONCEPTS[name].run(deal, None)
    assume(result.outcome is not None)
    everyone = frozenset(range(len(deal.parties)))
    worth = worth_of(deal, result.outcome)
    assert accepting(deal, choice_of(deal, result.outcome), worth) == everyone
    assert not any(dominates(other, worth) for _, other, accepts in outcomes(deal) if accepts == everyone)
    assert all(gain >= 0 for gain in result.gains.values())
    assert tuple(result.utilities.values()) == worth


def transformed(deal, factors, shifts):
    """Utilities ``a u + c`` per party, reserves alike; the constant sits in the first issue."""
    a = np.array(factors, dtype=np.int64)
    tables = [table * a[:, None] for table in deal.tables]
    tables[0] = tables[0] + np.array(shifts)[:, None]
    return replace(deal, tables=tuple(tables), reserve=deal.reserve * a + np.array(shifts))


@EVERY
@FEW
@given(data=st.data(), deal=deals())
def test_invariant_to_units(name, data, deal):
    n = len(deal.parties)
    shifts = data.draw(st.lists(st.integers(-9, 9), min_size=n, max_size=n))
    common = data.draw(st.integers(1, 7))
    factors = [common] * n
    if name in ("nash", "kalai-smorodinsky"):
        factors = data.draw(st.lists(st.integers(1, 7), min_size=n, max_size=n))
    before, after = (
        CONCEPTS[name].run(deal, None),
        CONCEPTS[name].run(transformed(deal, factors, shifts), None),
    )
    assert before.outcome == after.outcome
    assert before.ties == after.ties


@EVERY
@FEW
@given(data=st.data(), deal=deals())
def test_renaming_parties_renames_the_set_of_optima(name, data, deal):
    order = data.draw(st.permutations(range(len(deal.parties))))
    renamed = replace(
        deal,
        parties=tuple(deal.parties[p] for p in order),
        tables=tuple(table[order] for table in deal.tables),
        reserve=deal.reserve[order],
        red_lines=tuple(deal.red_lines[p] for p in order),
    )
    concept = replace(CONCEPTS[name], ties=300)
    one, other = concept.run(deal, None), concept.run(renamed, None)
    assert one.ties_total == other.ties_total
    assume(one.outcome is not None)
    assert {tuple(o.values()) for o in (one.outcome, *one.ties)} == {
        tuple(o.values()) for o in (other.outcome, *other.ties)
    }
    assert one.objective == pytest.approx(other.objective)


@pytest.mark.parametrize("name", ["nash", "egalitarian", "utilitarian"])
@FEW
@given(data=st.data(), deal=deals(constraints=False))
def test_dropping_outcomes_not_chosen_changes_nothing(name, data, deal):
    chosen = CONCEPTS[name].run(deal, None)
    assume(chosen.outcome is not None and chosen.objective > 0)
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=deal.space.size, max_size=deal.space.size)))
    kept[deal.space.index(choice_of(deal, chosen.outcome))] = True
    fewer = replace(
        deal, excluded=(Constraint(tuple(range(len(deal.tables))), kept.reshape(deal.space.shape), "x"),)
    )
    after = CONCEPTS[name].run(fewer, None)
    if name == "egalitarian":
        # A party may lose its stake with the outcomes dropped; then it leaves the comparison.
        assume(all(after.ideal[p] > deal.reserve[i] for i, p in enumerate(deal.parties)))
    assert after.outcome == chosen.outcome


@pytest.mark.parametrize("name", ["kalai-smorodinsky", "egalitarian"])
@FEW
@given(data=st.data(), deal=deals(constraints=False))
def test_more_outcomes_do_not_lower_the_smallest_gain(name, data, deal):
    """For Kalai–Smorodinsky only where the ideals stay; with unequal stakes of 0 the claim is empty."""
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=deal.space.size, max_size=deal.space.size)))
    fewer = replace(
        deal, excluded=(Constraint(tuple(range(len(deal.tables))), kept.reshape(deal.space.shape), "x"),)
    )
    before, after = CONCEPTS[name].run(fewer, None), CONCEPTS[name].run(deal, None)
    assume(before.outcome is not None)
    assume(all(before.ideal[p] > deal.reserve[i] for i, p in enumerate(deal.parties)))
    if name == "kalai-smorodinsky":
        assume(before.ideal == after.ideal)
    assert after.objective >= before.objective


@EVERY
@FEW
@given(data=st.data(), deal=deals(constraints=False))
def test_permuting_issues_and_values_permutes_the_answer(name, data, deal):
    order = data.draw(st.permutations(range(len(deal.tables))))
    orders = [data.draw(st.permutations(range(m))) for m in deal.space.shape]
    permuted = Bargain.from_tables(
        {deal.space.axes[k].name: [deal.space.axes[k].values[v] for v in orders[k]] for k in order},
        {
            party: {deal.space.axes[k].name: deal.tables[k][p, orders[k]].tolist() for k in order}
            for p, party in enumerate(deal.parties)
        },
        reserve=dict(zip(deal.parties, deal.reserve.tolist(), strict=True)),
    )
    one, other = CONCEPTS[name].run(deal, None), CONCEPTS[name].run(permuted, None)
    assert (one.utilities, one.objective, one.ties_total) == (
        other.utilities,
        other.objective,
        other.ties_total,
    )
    first, second = Frontier().run(deal, None), Frontier().run(permuted, None)
    assert first.multiplicity == second.multiplicity
    assert np.array_equal(first.table.utilities, second.table.utilities)


@EVERY
@FEW
@given(data=st.data(), deal=deals())
def test_splitting_a_constant_out_of_an_issue_changes_nothing(name, data, deal):
    n = len(deal.parties)
    constant = data.draw(st.lists(st.integers(-5, 5), min_size=n, max_size=n))
    whole = Bargain.from_tables({"rest": ["only"]}, {party: {"rest": [0]} for party in deal.parties})
    split = replace(
        deal,
        space=replace(deal.space, axes=(*deal.space.axes, whole.space.axes[0])),
        tables=(deal.tables[0] - np.array(constant)[:, None], *deal.tables[1:], np.array(constant)[:, None]),
    )
    one, other = CONCEPTS[name].run(deal, None), CONCEPTS[name].run(split, None)
    assert (one.utilities, one.ties_total) == (other.utilities, other.ties_total)
    if one.outcome is not None:
        assert dict(one.outcome) == {issue: v for issue, v in other.outcome.items() if issue != "rest"}


@FEW
@given(deal=deals(constraints=False), weights=st.lists(st.integers(1, 9), min_size=4, max_size=4))
def test_weighted_concepts_by_definition(deal, weights):
    everyone = frozenset(range(len(deal.parties)))
    named = dict(zip(deal.parties, weights, strict=False))
    found = [worth for _, worth, accepts in outcomes(deal) if accepts == everyone]
    assume(found)
    gains = [tuple(u - int(r) for u, r in zip(worth, deal.reserve, strict=True)) for worth in found]
    best = max(prod(g**w for g, w in zip(row, weights, strict=False)) for row in gains)
    nash = Nash(weights=named).run(deal, None)
    if best > 0:
        chosen = [int(g) for g in nash.gains.values()]
        assert prod(g**w for g, w in zip(chosen, weights, strict=False)) == best
        assert nash.objective == pytest.approx(best)
    total = Utilitarian(weights=named).run(deal, None)
    assert total.objective == max(sum(u * w for u, w in zip(row, weights, strict=False)) for row in found)
    staked = [p for p in everyone if max(row[p] for row in gains) > 0]
    if staked:
        level = max(min(Fraction(row[p], weights[p]) for p in staked) for row in gains)
        assert Egalitarian(proportions=named).run(deal, None).objective == pytest.approx(float(level))


# ---------------------------------------------------------------- many draws together


@EVERY
@FEW
@given(deal=deals(parties=(2, 2)), shifts=st.lists(st.integers(-2, 3), min_size=2, max_size=5))
def test_draws_solved_together_are_those_solved_alone(name, deal, shifts):
    """A model whose red lines leave nothing, or that has no agreement, is left to be solved by itself."""
    concept = CONCEPTS[name]
    models = [replace(deal, reserve=deal.reserve + shift) for shift in shifts]
    alone = [concept.run(model, None) for model in models]
    for model, seen, result in zip(models, concept.observe(models), alone, strict=True):
        assert seen is None or seen == result.observation(model)
        if seen is None and result.status.code == "ok":
            pytest.fail("an agreement was not found together")


# ---------------------------------------------------------------- programmes


@EVERY
@settings(max_examples=30, deadline=None)
@given(deal=deals(parties=(2, 4), largest=30))
def test_programmes_agree_with_listing(name, deal):
    """The same objective within the gap; the outcome is acceptable and nothing acceptable dominates it."""
    listed = CONCEPTS[name].run(deal, None)
    found = replace(CONCEPTS[name], max_outcomes=0, max_points=0).run(deal, None)
    if found.status.code == "limit":  # a product of 0, or no stake: left to the sample
        assert listed.status.code == "no-agreement" or found.certificate is None or found.certificate.gap != 0
        return
    assert found.status.code == listed.status.code
    if listed.outcome is not None:
        assert found.objective == pytest.approx(listed.objective, rel=1e-6, abs=1e-9)
        worth = deal.utilities(np.array(list(product(*(range(len(axis)) for axis in deal.space.axes)))))
        mine = np.array([found.utilities[p] for p in deal.parties])
        good = [
            w for w, choice in zip(worth, product(*(range(len(a)) for a in deal.space.axes)), strict=True)
            if deal.acceptance(choice).all() and deal.space.allowed(choice, deal.excluded)
        ]  # fmt: skip
        assert any((w == mine).all() for w in good)
        assert not any((w >= mine).all() and (w > mine).any() for w in good)


# ---------------------------------------------------------------- counting


@settings(max_examples=150, deadline=None)
@given(deal=deals(parties=(1, 2)), need=st.integers(1, 2), veto=st.integers(0, 1))
def test_counts_by_halves_agree_with_listing(deal, need, veto):
    """One or two parties, any rule of theirs: counts and best agreements are those of plain enumeration."""
    rule = Rule(deal.parties, need=min(need, len(deal.parties)), veto=veto)
    deal = replace(deal, rule=rule)
    listed, counted = Agreements().run(deal, None), Agreements(max_outcomes=0).run(deal, None)
    if listed.outcomes_total == 0:
        return
    assert counted.status.code == listed.status.code
    for field in ("feasible", "unanimous", "by_party", "best", "accepted", "by_number", "outcomes_total"):
        assert getattr(counted, field) == getattr(listed, field), field
