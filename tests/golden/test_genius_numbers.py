"""Published negotiation domains (GENIUS, ANL-2022) against values computed once in exact rational arithmetic.

The domain files are not part of the project: point POURPARLER_CASES at the folder that holds ``genius/``.
Small facts are restated here and need no files. Utilities as in GENIUS: each issue's values divided by the
largest; reserves ignored; no discount.
"""

import json
import os
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pourparler.analyses.bargaining.agreements import Agreements
from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.least_spread import LeastSpread
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.utilitarian import Utilitarian
from pourparler.model.bargain import Bargain

SCALE = 10**9
FOLDER = Path(os.environ.get("POURPARLER_CASES", "")) / "genius"
NEEDS_FILES = pytest.mark.skipif(
    not (FOLDER / "expected.json").is_file(),
    reason="the published domain files are not part of the project; name their folder in POURPARLER_CASES",
)
CONCEPTS = (Nash(), KalaiSmorodinsky(), Egalitarian(), Utilitarian())
SPREADS = {"least-spread": LeastSpread(), "least-spread-raw": LeastSpread(measure="raw")}
NICE_OR_DIE = [(1000, 160), (299, 299), (160, 1000)]


@pytest.mark.parametrize(
    ("concept", "answer", "ties"),
    [
        (Nash(), (1.0, 0.16), 1),
        (KalaiSmorodinsky(), (0.299, 0.299), 0),
        (Egalitarian(), (0.299, 0.299), 0),
        (Utilitarian(), (1.0, 0.16), 1),
    ],
    ids=lambda x: getattr(x, "name", ""),
)
def test_nice_or_die(concept, answer, ties):
    """Three outcomes; the minimum is not shifted to 0, which would move the answers."""
    columns = list(zip(*NICE_OR_DIE, strict=True))
    deal = Bargain.from_tables(
        {"x": ["100_16", "29_29", "16_100"]}, {"p": {"x": columns[0]}, "q": {"x": columns[1]}}, scale=1000
    )
    result = concept.run(deal, None)
    assert tuple(result.utilities.values()) == answer
    assert result.ties_total == ties
    assert Frontier().run(deal, None).opposition.to_ideal == pytest.approx(0.84)


def genius_tables(folder, profiles, normalise):
    """Issues and, per profile, exact values: a minimal reader of additive XML profiles."""
    roots = [ElementTree.parse(folder / name).getroot() for name in profiles]
    names = [issue.get("name") for issue in roots[0].iter("issue")]
    domain = next(
        root
        for root in (ElementTree.parse(p).getroot() for p in sorted(folder.glob("*.xml")))
        if not list(root.iter("weight"))
    )
    issues = {i.get("name"): [item.get("value") for item in i.findall("item")] for i in domain.iter("issue")}
    assert set(names) == set(issues)
    tables = []
    for root in roots:
        weight = {
            w.get("index"): Fraction(w.get("value")) for w in root.find(".//objective").findall("weight")
        }
        table = {}
        for issue in root.iter("issue"):
            worth = {item.get("value"): Fraction(item.get("evaluation")) for item in issue.findall("item")}
            top = max(worth.values()) if normalise else Fraction(1)
            factor = weight[issue.get("index")] / top if top >= Fraction(1, 100_000) else Fraction(0)
            table[issue.get("name")] = [worth[value] * factor for value in issues[issue.get("name")]]
        tables.append(table)
    reserve = [Fraction(next((r.get("value") for r in root.iter("reservation")), "0")) for root in roots]
    return issues, tables, reserve


def anl_tables(folder):
    """The same for GeniusWeb JSON."""
    domain = json.loads(next(folder.glob("domain*.json")).read_text())
    issues = {name: entry["values"] for name, entry in domain["issuesValues"].items()}
    tables = []
    for name in ("profileA.json", "profileB.json"):
        space = json.loads((folder / name).read_text(), parse_float=Fraction, parse_int=Fraction)[
            "LinearAdditiveUtilitySpace"
        ]
        table = {}
        for issue, values in issues.items():
            worth = next(iter(space["issueUtilities"][issue].values()))["valueUtilities"]
            table[issue] = [worth[value] * space["issueWeights"][issue] for value in values]
        tables.append(table)
    return issues, tables, [Fraction(0)] * 2


def model(issues, tables, reserve):
    names = [f"p{i}" for i in range(len(tables))]
    scaled = [{issue: [round(u * SCALE) for u in row] for issue, row in table.items()} for table in tables]
    worth = {name: round(r * SCALE) for name, r in zip(names, reserve, strict=True)}
    return Bargain.from_tables(issues, dict(zip(names, scaled, strict=True)), reserve=worth, scale=SCALE)


def variants():
    if not (FOLDER / "expected.json").is_file():
        return [pytest.param("", "", {}, id="no files")]
    domains = json.loads((FOLDER / "expected.json").read_text())["domains"]
    return [
        pytest.param(name, variant, expected, id=f"{name} {variant}")
        for name, domain in domains.items()
        if name != "10issues"
        for variant, expected in domain["variants"].items()
    ]


@NEEDS_FILES
@pytest.mark.parametrize(("name", "variant", "expected"), variants())
def test_published_domain(name, variant, expected):
    if name.startswith("ANL"):
        issues, tables, reserve = anl_tables(FOLDER / name)
    else:
        issues, tables, reserve = genius_tables(
            FOLDER / name, expected["profiles"], "normalise=genius" in variant
        )
    if "reserve=ignored" in variant:
        reserve = [Fraction(0)] * len(tables)
    deal = model(issues, tables, reserve)
    slack = {"rel": 0, "abs": 1e-9 * (len(issues) + 1)}

    frontier = Frontier().run(deal, None)
    assert frontier.outcomes_total == expected["outcomes_total"]
    assert frontier.size == expected["frontier_size"]
    assert sum(frontier.multiplicity) == expected["frontier_multiplicity_total"]
    assert frontier.acceptable == expected["acceptable_frontier_points"]
    found, known = frontier.opposition, expected["opposition"]
    assert found.to_ideal == pytest.approx(known["to_ones"], abs=1e-6)
    assert found.to_max == pytest.approx(known["to_max"], abs=1e-6)
    assert found.relative == pytest.approx(known["relative"], abs=1e-6)
    assert found.of_least_spread == pytest.approx(known["of_least_spread_raw"], abs=1e-6)
    for point, known in zip(frontier.points, expected.get("frontier", []), strict="frontier" in expected):
        assert list(point.utilities.values()) == pytest.approx(known, **slack)

    counts = Agreements().run(deal, None)
    assert counts.feasible == expected["acceptable_outcomes"]
    assert list(counts.accepted.values()) == expected["by_party_acceptable"]

    for key, concept in (*((concept.name, concept) for concept in CONCEPTS), *SPREADS.items()):
        result, known = concept.run(deal, None), expected[key]
        known_vectors = (
            known["utilities"] if isinstance(known["utilities"][0], list) else [known["utilities"]]
        )
        assert list(result.utilities.values()) == pytest.approx(known_vectors[0], **slack)
        assert result.objective == pytest.approx(known["objective"], rel=1e-6, abs=1e-9)
        assert result.ties_total == known["optimal_outcomes"] - 1
        assert list(result.ideal.values()) == pytest.approx(expected["ideal_acceptable"], **slack)
