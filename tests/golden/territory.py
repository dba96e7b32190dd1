"""Territory, money, term: a small bargain of 18 outcomes, with and without an exclusion (specification, section 6)."""

from dataclasses import replace

import numpy as np
import pytest

from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint

FREE = Bargain.from_tables(
    {"territory": ["none", "part", "all"], "money": [0, 50, 100], "term": ["short", "long"]},
    {
        "north": {"territory": [0, 30, 50], "money": [30, 15, 0], "term": [0, 20]},
        "south": {"territory": [40, 30, 0], "money": [0, 20, 40], "term": [20, 0]},
    },
    reserve={"north": 40, "south": 45},
)
ALLOWED = np.ones((3, 3), dtype=bool)
ALLOWED[2, :2] = False  # territory all with money 0 or 50
EXCLUDED = replace(FREE, excluded=(Constraint((0, 1), ALLOWED, "rules/exclude/0"),))
TERRITORY = pytest.mark.parametrize("deal", [FREE, EXCLUDED], ids=["free", "excluded"])
