"""Point concepts: settings, special cases, coalitions, limits, JSON."""

import pickle
from dataclasses import replace
from itertools import product
from math import prod

import numpy as np
import pytest

from pourparler.analyses.bargaining import optimum
from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.utilitarian import Utilitarian
from pourparler.errors import UsageError
from pourparler.kernels import blocks
from pourparler.model.agreement import Rule
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint

POINTS = [Nash(), KalaiSmorodinsky(), Egalitarian(), Utilitarian()]
EACH = pytest.mark.parametrize("concept", POINTS, ids=lambda c: c.name)


def listed(*vectors, reserve=None, rule=None, scale=1):
    """One issue whose values have the given utility vectors."""
    columns = list(zip(*vectors, strict=True))
    names = [f"p{i}" for i in range(len(columns))]
    return Bargain.from_tables(
        {"x": list(range(len(vectors)))},
        {name: {"x": column} for name, column in zip(names, columns, strict=True)},
        reserve=dict(zip(names, reserve, strict=True)) if reserve else None,
        rule=rule,
        scale=scale,
    )


def random_deal(seed, sizes, parties, *, reserve=0.3):
    rng = np.random.default_rng(seed)
    names = [f"p{p}" for p in range(parties)]
    return Bargain.from_tables(
        {f"i{k}": list(range(m)) for k, m in enumerate(sizes)},
        {
            n: {
                f"i{k}": (rng.random(m) * 10**6 / len(sizes)).astype(int).tolist()
                for k, m in enumerate(sizes)
            }
            for n in names
        },
        reserve=dict.fromkeys(names, int(reserve * 10**6)),
        scale=10**6,
    )


@pytest.mark.parametrize("seed", range(3))
def test_many_parties_against_all_outcomes(seed):
    """Five parties at scale 10^6: the product of gains passes 64 bits, so the exact route decides."""
    deal = random_deal(seed, (4, 5, 3, 4), 5)
    every = np.array(list(product(*(range(m) for m in deal.space.shape))))
    gains = deal.utilities(every) - deal.reserve
    good = np.flatnonzero((gains >= 0).all(axis=1))
    assert len(good) > 10
    products = [prod(row) for row in gains[good].tolist()]
    nash = Nash().run(deal, None)
    assert deal.space.choice(nash.outcome) == tuple(every[good[products.index(max(products))]].tolist())
    assert nash.objective == pytest.approx(max(products) / 10**30)
    assert nash.stats.work["outcomes"] == 240
    assert nash.stats.work["acceptable"] == len(good)
    smallest = gains[good].min(axis=1)
    assert Egalitarian().run(deal, None).objective == smallest.max() / 10**6
    total = deal.utilities(every)[good].sum(axis=1)
    assert Utilitarian().run(deal, None).objective == total.max() / 10**6
    shares = (gains[good] / gains[good].max(axis=0)).min(axis=1)
    assert KalaiSmorodinsky().run(deal, None).objective == pytest.approx(shares.max())


def test_nobody_can_give_everyone_a_gain():
    """Product 0 everywhere: two gainers before one; then normalised gains, so that units cannot decide."""
    deal = listed((10, 0, 0), (0, 3, 2), (6, 0, 1), (5, 2, 0))
    result = Nash().run(deal, None)
    # Normalised: (0, 1, 1) beats (.6, 0, .5) and (.5, .67, 0); in units 6 and 10 would be compared.
    assert result.outcome == {"x": 1}
    assert result.objective == 0.0
    assert "0 everywhere" in str(result.status)
    assert Nash().run(listed((10, 0, 0), (0, 3, 1), (9, 0, 2)), None).outcome == {"x": 2}


def test_a_party_without_a_stake_is_left_out():
    deal = listed((4, 1, 7), (3, 3, 7), (9, 0, 6), reserve=(0, 0, 7))
    nash, ks, egalitarian = (concept.run(deal, None) for concept in POINTS[:3])
    assert (nash.outcome, nash.objective) == ({"x": 1}, 9.0)
    assert (ks.outcome, ks.objective) == ({"x": 1}, 0.75)
    assert (egalitarian.outcome, egalitarian.objective) == ({"x": 1}, 3.0)
    for result in (nash, ks, egalitarian):
        assert "p2" in str(result.status)
        assert result.ideal["p2"] == 7.0


@EACH
def test_nobody_has_a_stake(concept):
    result = concept.run(listed((1, 2), (1, 2), (0, 9), reserve=(1, 2)), None)
    assert result.status.code == "ok"
    assert (result.outcome, result.ties_total) == ({"x": 0}, 1)


def test_ties_come_by_index_even_where_linked_issues_are_not_neighbours():
    deal = random_deal(0, (3, 2, 3), 3, reserve=0)
    deal = replace(deal, tables=tuple(np.zeros_like(table) for table in deal.tables))
    allowed = np.array([[1, 0, 1], [0, 1, 1], [1, 1, 0]], dtype=bool)
    linked = replace(deal, excluded=(Constraint((0, 2), allowed, "x"),))
    result = Nash(ties=20).run(linked, None)
    found = [tuple(outcome.values()) for outcome in (result.outcome, *result.ties)]
    assert found == [c for c in product(range(3), range(2), range(3)) if allowed[c[0], c[2]]]


def test_equality_with_the_reserve_is_acceptance():
    assert Utilitarian().run(listed((5, 5), (9, 4), reserve=(5, 5)), None).outcome == {"x": 0}


@EACH
def test_an_outvoted_party_is_told(concept):
    """Two of three suffice, and the third cannot be satisfied together with anyone else."""
    deal = listed((4, 4, 0), (5, 3, 1), (0, 0, 9), reserve=(1, 1, 5), rule=Rule(("p0", "p1", "p2"), need=2))
    result = concept.run(deal, None)
    assert result.coalition == ("p0", "p1")
    assert result.gains["p2"] < 0
    assert set(result.ideal) == {"p0", "p1"}
    assert "p2" in str(result.status)


def test_the_largest_coalition_is_found_across_blocks(monkeypatch):
    deal = random_deal(3, (4, 4, 4), 4, reserve=0.65)
    deal = replace(deal, rule=Rule(deal.parties, need=2))
    whole = Nash().run(deal, None)
    assert 2 < len(whole.coalition) < 4
    monkeypatch.setattr(blocks, "BLOCK", 4)
    assert Nash().run(deal, None) == whole


def test_between_coalitions_units_do_not_decide():
    """{p0, p1} offers products 8 of 9, {p0, p2} one hundred times as much in units but less of its ideal."""
    rule = Rule(("p0", "p1", "p2"), need=2, veto=1)
    deal = listed(
        (2, 4, -1), (4, 1, -1), (90, -1, 100), (400, -1, 10), (1, -1, 300), reserve=(0, 0, 0), rule=rule
    )
    result = Nash().run(deal, None)
    # Normalised products: .5 * 1 and 1 * .25 for the first pair; .225 * .333, 1 * .033 for the second.
    assert result.coalition == ("p0", "p1")
    assert result.outcome == {"x": 0}
    assert result.stats.work["coalitions"] == 2
    fixed = Nash(coalition=("p2", "p0")).run(deal, None)
    assert (fixed.coalition, fixed.outcome, fixed.objective) == (("p0", "p2"), {"x": 2}, 9000.0)


@EACH
def test_coalitions_that_do_equally_well_share_their_ties(concept):
    deal = listed((3, 0), (0, 3), reserve=(1, 1), rule=Rule(("p0", "p1"), need=1))
    result = concept.run(deal, None)
    assert (result.outcome, result.coalition) == ({"x": 0}, ("p0",))
    assert (result.ties, result.ties_total) == (({"x": 1},), 1)


def test_a_coalition_with_a_product_comes_before_one_without():
    """{p0, p1} can only give one of them a gain (product 0); {p0, p2} has product 1/3, normalised."""
    rule = Rule(("p0", "p1", "p2"), need=2, veto=1)
    deal = listed((4, 0, -1), (0, 4, -1), (1, -1, 3), (3, -1, 1), reserve=(0, 0, 0), rule=rule)
    result = Nash().run(deal, None)
    assert (result.coalition, result.outcome) == (("p0", "p2"), {"x": 3})
    assert result.ties == ({"x": 2},)


def test_a_coalition_fixed_by_hand_that_may_not_decide():
    deal = listed((4, 4, 0), (5, 3, 1))
    result = Nash(coalition=("p1", "p0")).run(deal, None)
    assert result.outcome == {"x": 0}
    assert "not let them decide" in str(result.status)


def test_two_of_many_parties_at_any_size():
    deal = random_deal(0, (10,) * 15, 5)
    result = Nash(coalition=("p0", "p3")).run(deal, None)
    assert result.certificate.kind == "exact"
    assert result.stats.work["outcomes"] == 10**15
    assert result.stats.work["candidates"] < 20_000
    alone = Utilitarian(coalition=("p2",)).run(deal, None)
    assert alone.objective == sum(int(t[2].max()) for t in deal.tables) / 10**6


@pytest.fixture
def no_programmes(monkeypatch):
    """As where every search is cut off: what is left is a sample."""
    monkeypatch.setattr(optimum, "programmed", lambda *_, **__: None)


def any_two(deal):
    return replace(deal, rule=Rule(deal.parties, need=2))


@EACH
@pytest.mark.usefixtures("no_programmes")
def test_beyond_the_limit_the_answer_is_a_stated_sample(concept):
    deal = any_two(random_deal(4, (4, 4, 4, 4), 3))
    whole, part = concept.run(deal, None), replace(concept, max_outcomes=100).run(deal, None)
    assert (whole.status.code, part.status.code) == ("ok", "limit")
    assert part.ties_total is None
    assert "sample" in str(part.status) or concept.name == "kalai-smorodinsky"
    if concept.name == "kalai-smorodinsky":
        assert (part.outcome, part.certificate) == (None, None)
        return
    assert part.certificate.kind == "gap"
    assert part.objective <= whole.objective
    assert whole.objective <= part.objective * (1 + part.certificate.gap) * (1 + 1e-12)
    assert all(gain > 0 for gain in part.gains.values())
    if concept.name == "utilitarian":
        assert part.certificate.gap == pytest.approx(0, abs=1e-12)
        assert part.outcome == whole.outcome


@pytest.mark.usefixtures("no_programmes")
def test_beyond_the_limit_a_sample_keeps_to_the_reserves():
    """The largest sum of all is not acceptable here, so a smaller one of the sample is given."""
    deal = any_two(random_deal(4, (4, 4, 4, 4), 3))
    top = Utilitarian(max_outcomes=100).run(deal, None)
    asked = int(top.utilities["p0"] * 10**6) + 1
    deal = replace(deal, reserve=np.array([asked, *deal.reserve[1:]]))
    result = Utilitarian(max_outcomes=100).run(deal, None)
    assert result.status.code == "limit"
    assert result.objective < top.objective
    assert all(gain > 0 for gain in result.gains.values())
    assert result.certificate.gap == pytest.approx(top.objective / result.objective - 1)


def test_beyond_the_limit_a_weighted_sum_can_prove_that_there_is_no_agreement():
    deal = random_deal(4, (4, 4, 4, 4), 3, reserve=0.9)
    assert Nash().run(deal, None).status.code == "no-agreement"
    assert Nash(max_outcomes=10).run(deal, None).status.code == "no-agreement"


def test_beyond_the_cap_of_two_parties():
    deal = random_deal(1, (5, 5, 5), 2)
    whole, part = Nash().run(deal, None), Nash(max_points=3).run(deal, None)
    assert (part.status.code, part.outcome) == ("ok", whole.outcome)
    assert part.objective <= whole.objective <= part.objective * (1 + part.certificate.gap) * (1 + 1e-12)


def test_smallest_set_that_cannot_be_satisfied():
    """Each two of three can be satisfied, all three cannot."""
    deal = listed((1, 1, 0), (1, 0, 1), (0, 1, 1), reserve=(1, 1, 1))
    assert Nash().run(deal, None).status.message.params["parties"] == ["p0", "p1", "p2"]
    pair = listed((1, 0, 1), (0, 1, 1), reserve=(1, 1, 1))
    assert Nash().run(pair, None).status.message.params["parties"] == ["p0", "p1"]
    veto = listed((0, 1, 1), reserve=(1, 1, 1), rule=Rule(("p0", "p1", "p2"), need=2, veto=1))
    assert Nash().run(veto, None).status.message.params["party"] == "p0"


@pytest.mark.parametrize(
    "concept",
    [
        Nash(weights={"nobody": 1}),
        Nash(weights={"p0": 0}),
        Nash(weights={"p0": float("nan")}),
        Utilitarian(weights={"p0": -1}),
        Egalitarian(proportions={"p0": float("inf")}),
        KalaiSmorodinsky(coalition=("nobody",)),
        KalaiSmorodinsky(coalition=()),
    ],
)
def test_wrong_settings_are_refused(concept):
    with pytest.raises(UsageError) as caught:
        concept.run(listed((1, 2)), None)
    assert caught.value.where
    assert str(caught.value.advice)


def test_settings_from_the_command_line_travel():
    concept = Nash.with_settings({"weights": {"p0": "2"}, "coalition": ["p0", "p1"], "ties": "3"})
    assert concept == Nash(weights={"p0": 2.0}, coalition=("p0", "p1"), ties=3)
    assert pickle.loads(pickle.dumps(concept)) == concept
    assert concept.to_dict()["settings"]["weights"] == {"p0": 2.0}
    result = concept.run(listed((1, 2), (2, 1)), None)
    assert pickle.loads(pickle.dumps(result)).outcome == result.outcome == {"x": 1}
    with pytest.raises(UsageError):
        Nash.with_settings({"weigths": {}})


def test_weights_are_the_decimals_they_are_written_as():
    """0.1 and 0.3 stand in the ratio 1 to 3, exactly: a tie that doubles would break."""
    deal = listed((8, 3), (1, 6))
    result = Nash(weights={"p0": 0.1, "p1": 0.3}).run(deal, None)
    assert 8 * 3**3 == 1 * 6**3
    assert result.ties_total == 1
    assert result.objective == pytest.approx(8**0.1 * 3**0.3)


def test_json_fields():
    deal = listed((8, 3), (3, 8), (1, 1), reserve=(1, 1), scale=10)
    data = Nash().run(deal, None).to_dict()
    assert data["outcome"] == {"x": 0}
    assert data["utilities"] == {"p0": 0.8, "p1": 0.3}
    assert data["gains"] == {"p0": 0.7, "p1": 0.2}
    assert data["objective"] == 0.14
    assert data["ties"] == [{"x": 1}]
    assert data["ties_total"] == "1"
    assert data["certificate"] == {"kind": "exact", "gap": 0.0, "dominated": False}
    assert data["coalition"] == ["p0", "p1"]
    assert data["ideal"] == {"p0": 0.8, "p1": 0.8}
    assert data["concept"]["settings"]["ties"] == 16
    empty = Nash().run(listed((0, 0), reserve=(1, 1)), None).to_dict()
    assert (empty["outcome"], empty["ties"], empty["ties_total"], empty["certificate"]) == (
        None,
        [],
        None,
        None,
    )


def test_bystanders_are_reported_and_decide_nothing():
    deal = replace(listed((4, 1), (3, 3)), bystanders=("b",), bystander_tables=(np.array([[7, -5]]),))
    result = Nash().run(deal, None)
    assert result.outcome == {"x": 1}
    assert result.bystanders == {"b": -5.0}
    assert "b" not in result.utilities


def test_the_same_twice():
    deal = random_deal(2, (4, 5, 3), 3)
    for concept in POINTS:
        assert concept.run(deal, None) == concept.run(deal, None)


def test_parties_that_do_not_count_still_settle_ties() -> None:
    """One of three decides: both outcomes are best for it, the second one is better for the others."""
    deal = Bargain.from_tables(
        {"x": ["first", "second"]},
        {"p": {"x": [5, 5]}, "q": {"x": [0, 1]}, "r": {"x": [0, 2]}},
        rule=Rule(("p", "q", "r"), need=1),
        reserve={"q": 9, "r": 9},
    )
    result = Nash().run(deal, None)
    assert result.coalition == ("p",)
    assert result.outcome == {"x": "second"}
    assert result.ties == ({"x": "first"},)
    assert Nash(coalition=("p",)).run(deal, None).outcome == {"x": "second"}


def test_a_language_that_is_not_spoken_is_refused():
    result = Nash().run(listed((3, 1), (1, 3)), None)
    for ask in (result.summary, result.to_dict):
        with pytest.raises(UsageError, match="fr"):
            ask("de")
