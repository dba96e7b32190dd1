"""What things are called."""

from typing import Any

import pytest

import pourparler as pp
from pourparler.views.names import Names


@pytest.mark.parametrize(
    ("lang", "said", "level"),
    [("en", "a package of x and z", "left out"), ("fr", "un paquet composé de x et z", "hors du paquet")],
)
def test_a_package_says_what_it_includes(lang: Any, said: str, level: str) -> None:
    deal = pp.Bargain.from_scores({"p": {"x": 3, "y": 1, "z": 3}})
    names = Names(lang, labels=deal.origin.labels)
    assert names.outcome(deal.space.label((1, 0, 1))) == said
    assert names.level("y", "out") == level
