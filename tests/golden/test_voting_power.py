"""Voting power: published committees and two synthetic double majorities.

EEC 1958, Security Council, EU-27 under Nice (weights only) and a toy committee: ``power_indices.csv``, values of the
programs powerindex 0.3.5 and powerindices, to the eight decimals that it prints; the rest from exact counts.
"""

import csv
import os
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

import pourparler as pp

FILE = Path(os.environ.get("POURPARLER_CASES", "")) / "collective" / "power_indices.csv"
WEIGHTS = dict(zip("abcdefg", (38, 24, 14, 10, 7, 4, 3), strict=True))
DOUBLE = {"all": [{"at_least": 4}, {"quota": 65, "weights": WEIGHTS}]}


def solved(rule: object, **settings: object) -> pp.Result:
    return pp.solve(pp.Committee.from_rule(rule), pp.Power(**settings), on_fail="status")


def test_every_published_value() -> None:
    if not FILE.is_file():
        pytest.skip("the table is not part of the project; name its folder in POURPARLER_CASES")
    games = defaultdict(list)
    with FILE.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            games[row["game"]].append(row)
    assert len(games) == 4
    for rows in games.values():
        rule = {"quota": int(rows[0]["quota"]), "weights": {r["player"]: int(r["weight"]) for r in rows}}
        found = solved(rule).indices
        for row in rows:
            for ours, theirs in (
                ("banzhaf", "banzhaf_normalised"),
                ("banzhaf-absolute", "banzhaf_absolute"),
                ("shapley-shubik", "shapley_shubik"),
            ):
                assert found[ours][row["player"]] == pytest.approx(float(row[theirs]), abs=1e-8)


def test_security_council_by_vetoes_is_that_by_weights() -> None:
    """Shapley–Shubik 421/2145 and 4/2145, Banzhaf 106/635 and 21/1270."""
    members = [*"ABCDE", *(f"n{k}" for k in range(10))]
    by_vetoes = {"at_least": 9, "veto": list("ABCDE")}
    by_weights = {"quota": 39, "weights": {m: 7 if m in "ABCDE" else 1 for m in members}}
    for rule in (by_vetoes, by_weights):
        found = pp.Power().run(pp.Committee.from_rule(rule, players=members), None)
        assert found.winning == 848
        assert found.vetoes == tuple("ABCDE")
        assert found.indices["shapley-shubik"]["A"] == pytest.approx(421 / 2145, abs=1e-15)
        assert found.indices["shapley-shubik"]["n3"] == pytest.approx(4 / 2145, abs=1e-15)
        assert found.indices["banzhaf"]["A"] == pytest.approx(106 / 635, abs=1e-15)
        assert found.indices["banzhaf"]["n3"] == pytest.approx(21 / 1270, abs=1e-15)


def test_a_toy_committee() -> None:
    found = solved({"quota": 51, "weights": {"A": 50, "B": 49, "C": 1}})
    for name in ("deegan-packel", "holler"):
        assert found.indices[name] == {"A": 0.5, "B": 0.25, "C": 0.25}


@pytest.mark.parametrize(
    ("rule", "winning", "minimal", "swings", "orders"),
    [
        (DOUBLE, 34, 14, (34, 18, 12, 10, 6, 6, 6), (215, 68, 47, 33, 19, 19, 19)),
        ({"any": [DOUBLE, {"at_least": 5}]}, 42, 21, (28, 22, 16, 16, 12, 12, 12), (99, 78, 57, 57, 43, 43, 43)),
    ],
)  # fmt: skip
def test_double_majorities(
    rule: object, winning: int, minimal: int, swings: tuple[int, ...], orders: tuple[int, ...]
) -> None:
    found = solved(rule)
    assert (found.winning, found.minimal_winning) == (winning, minimal)
    assert tuple(found.swings.values()) == swings
    exact = [float(Fraction(k, 420)) for k in orders]
    assert list(found.indices["shapley-shubik"].values()) == pytest.approx(exact, abs=1e-16)


def test_nice_by_the_case_of_the_package() -> None:
    found = pp.solve(pp.read_case("eu27-nice-weights"), pp.Power())
    assert found.winning == 2_718_774
    assert found.status.code == "ok"
