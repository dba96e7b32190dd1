"""Territory, money, term: a small three-issue bargain with and without excluded outcomes.

All numbers by full enumeration (18 outcomes); the same answer with and without the exclusion.
"""

from dataclasses import replace

import numpy as np
import pytest
from territory import EXCLUDED, FREE, TERRITORY

from pourparler.analyses.bargaining.agreements import Agreements
from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.zones import Zones
from pourparler.model.outcomes import Constraint


def vectors(points):
    return [tuple(point.utilities.values()) for point in points]


def test_counts():
    free, excluded = Agreements().run(FREE, None), Agreements().run(EXCLUDED, None)
    assert (free.outcomes_total, free.feasible, excluded.outcomes_total, excluded.feasible) == (18, 5, 14, 5)
    assert free.accepted == {"north": 12, "south": 11}
    assert excluded.accepted == {"north": 8, "south": 11}


def test_frontier():
    common = [(80, 30), (70, 40), (65, 50), (50, 70), (30, 90), (0, 100)]
    free, excluded = Frontier().run(FREE, None), Frontier().run(EXCLUDED, None)
    assert vectors(free.points) == [(100, 0), (85, 20), *common]
    assert vectors(excluded.points) == common
    assert free.acceptable == excluded.acceptable == 2
    assert free.acceptable_points is None


@TERRITORY
@pytest.mark.parametrize("concept", [Nash(), KalaiSmorodinsky(), Egalitarian()], ids=lambda c: c.name)
def test_the_answer(deal, concept):
    result = concept.run(deal, None)
    assert result.outcome == {"territory": "part", "money": 100, "term": "long"}
    assert result.utilities == {"north": 50.0, "south": 70.0}
    assert result.objective == {"nash": 250.0, "kalai-smorodinsky": 0.4, "egalitarian": 10.0}[concept.name]
    assert result.ideal == {"north": 65.0, "south": 70.0}


def test_no_outcome_at_all():
    nothing = replace(FREE, excluded=(Constraint((1,), np.zeros(3, dtype=bool), "rules/exclude/0"),))
    result = Nash().run(nothing, None)
    assert result.status.code == "no-agreement"
    assert "exclusions" in str(result.status)
    assert Agreements().run(nothing, None).outcomes_total == 0
    assert Frontier().run(nothing, None).status.code == "no-agreement"


@TERRITORY
def test_the_overall_zone(deal):
    assert Zones().run(deal, None).overall == {"north": (40.0, 65.0), "south": (45.0, 70.0)}
