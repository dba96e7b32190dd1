"""One issue on which the concepts all differ (constructed; vectors found by full enumeration)."""

import pytest

from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.utilitarian import Utilitarian
from pourparler.model.bargain import Bargain

VECTORS = [(72, 23), (71, 25), (32, 30), (27, 31), (26, 57), (14, 88)]
DEAL = Bargain.from_tables(
    {"x": list("abcdef")}, {"p": {"x": [a for a, _ in VECTORS]}, "q": {"x": [b for _, b in VECTORS]}}
)


@pytest.mark.parametrize(
    ("concept", "answer"),
    [
        (Nash(), (71, 25)),
        (KalaiSmorodinsky(), (26, 57)),
        (Egalitarian(), (32, 30)),
        (Utilitarian(), (14, 88)),
    ],
    ids=lambda x: getattr(x, "name", ""),
)
def test_each_concept_has_its_own_answer(concept, answer):
    result = concept.run(DEAL, None)
    assert tuple(result.utilities.values()) == answer
    assert result.ties_total == 0
