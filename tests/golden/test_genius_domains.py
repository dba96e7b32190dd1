"""Published negotiation domains imported from their own files, against values computed in exact arithmetic.

The files are not part of the project: point POURPARLER_CASES at the folder that holds ``genius/``. Every domain
and every variant is imported, solved and compared; the tolerance is 1e-6 per issue, as tables are held on that
grid. Reference: the fields of ``expected.json``, by full enumeration in rational numbers.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

import pourparler as pp
from pourparler.errors import UnreadableInput
from pourparler.exchange.exporting import export_game
from pourparler.exchange.importing import import_game
from pourparler.exchange.scenario import Choices, Given
from pourparler.model.bargain import Bargain

FOLDER = Path(os.environ.get("POURPARLER_CASES", "")) / "genius"
pytestmark = pytest.mark.skipif(
    not (FOLDER / "expected.json").is_file(),
    reason="the published domain files are not part of the project; name their folder in POURPARLER_CASES",
)
POINTS = (pp.Nash(), pp.KalaiSmorodinsky(), pp.Egalitarian(), pp.Utilitarian())


def expected() -> dict[str, Any]:
    file = FOLDER / "expected.json"
    return json.loads(file.read_text()) if file.is_file() else {"domains": {}, "traps": {}}


def variants() -> list[Any]:
    return [
        pytest.param(name, domain["format"], variant, known, id=f"{name} {variant}")
        for name, domain in expected()["domains"].items()
        if name != "10issues"
        for variant, known in domain["variants"].items()
    ]


def imported(name: str, kind: str, variant: str, target: Path) -> pp.Brief:
    form = "genius" if kind.startswith("genius-xml") else "geniusweb"
    choices = Choices(
        "genius" if "normalise=genius" in variant else "none",
        "ignore" if "reserve=ignored" in variant else "keep",
    )
    import_game(form, Given(FOLDER / name), target, choices=choices)
    return pp.read_brief(target)


def vectors(known: dict[str, Any]) -> list[list[float]]:
    found = known["utilities"]
    return found if isinstance(found[0], list) else [found]


@pytest.mark.parametrize(("name", "kind", "variant", "known"), variants())
def test_a_domain_is_solved_as_published(
    name: str, kind: str, variant: str, known: dict[str, Any], tmp_path: Path
) -> None:
    brief = imported(name, kind, variant, tmp_path / "brief")
    assert [f for f in pp.check(brief) if f.level == "error"] == []
    deal = Bargain.from_brief(brief)
    slack = {"rel": 0, "abs": 1e-6 * len(deal.space.axes)}

    frontier = pp.solve(deal, pp.Frontier())
    assert frontier.outcomes_total == known["outcomes_total"]
    assert frontier.size == known["frontier_size"]
    assert sum(frontier.multiplicity) == known["frontier_multiplicity_total"]
    assert frontier.acceptable == known["acceptable_frontier_points"]
    if "frontier" in known:
        for point, vector in zip(frontier.points, known["frontier"], strict=True):
            assert list(point.utilities.values()) == pytest.approx(vector, **slack)

    counts = pp.solve(deal, pp.Agreements())
    assert counts.feasible == known["acceptable_outcomes"]
    assert list(counts.accepted.values()) == known["by_party_acceptable"]

    for concept in POINTS:
        result, answer = pp.solve(deal, concept), known[concept.name]
        # Which of several equal optima comes first, and which are equal at all, may turn on the last digit.
        assert any(
            list(result.utilities.values()) == pytest.approx(vector, **slack) for vector in vectors(answer)
        ), concept.name
        assert result.objective == pytest.approx(answer["objective"], rel=1e-5)
        assert list(result.ideal.values()) == pytest.approx(known["ideal_acceptable"], **slack)
        assert result.ties_total is None or result.ties_total + 1 <= answer["optimal_outcomes"]


def test_raw_car_has_fifty_three_points(tmp_path: Path) -> None:
    brief = imported("Car", "genius-xml", "normalise=none,reserve=ignored", tmp_path / "car")
    assert pp.solve(brief, pp.Frontier()).size == 53


def test_laptop_keeps_utilities_above_one(tmp_path: Path) -> None:
    brief = imported("Laptop", "genius-xml", "normalise=genius,reserve=ignored", tmp_path / "laptop")
    assert list(pp.solve(brief, pp.Nash()).utilities.values()) == pytest.approx(
        [1.000052, 0.815105], abs=3e-6
    )


@pytest.mark.parametrize("name", [n for n, d in expected()["domains"].items() if n != "10issues"])
def test_a_round_trip_loses_nothing(name: str, tmp_path: Path) -> None:
    form = "genius" if expected()["domains"][name]["format"].startswith("genius-xml") else "geniusweb"
    import_game(form, Given(FOLDER / name), tmp_path / "a")
    export_game(form, pp.read_brief(tmp_path / "a"), tmp_path / "out")
    import_game(form, Given(tmp_path / "out"), tmp_path / "b")
    first, second = (
        {**json.loads((tmp_path / x / "imported.json").read_text()), "files": 0, "title": 0, "notes": 0}
        for x in "ab"
    )
    assert first == second
    assert {p.name for p in (tmp_path / "out").iterdir()} <= {p.name for p in (FOLDER / name).iterdir()}


def test_indices_from_two(tmp_path: Path) -> None:
    known = expected()["traps"]["indices-from-2"]
    for normalise in ("genius", "none"):
        given = Given(FOLDER / known["files"][0], (FOLDER / known["files"][1],))
        import_game("genius", given, tmp_path / normalise, choices=Choices(normalise))
        deal = Bargain.from_brief(pp.read_brief(tmp_path / normalise))
        assert deal.reserve[0] / deal.scale == known["reserve"]
        for choice in deal.space:
            name = "/".join(str(value) for value in deal.space.label(choice).values())
            worth = sum(int(table[0][i]) for table, i in zip(deal.tables, choice, strict=True)) / deal.scale
            assert worth == pytest.approx(known[f"normalise={normalise}"][name], abs=2e-6)
        assert pp.solve(deal, pp.Agreements()).feasible == known["accepted"]


def test_numeric_issues_and_nested_objectives(tmp_path: Path) -> None:
    known = expected()["traps"]["wrapped-numeric"]
    import_game("genius", Given(FOLDER / known["files"][0], cuts=5), tmp_path / "b")
    deal = Bargain.from_brief(pp.read_brief(tmp_path / "b"))
    assert deal.space.size == known["outcomes with rate cut into 5 values"]
    price, rate, colour = deal.space.axes
    assert list(price.values) == known["issues"]["price"]
    assert [int(x) / deal.scale for x in deal.tables[0][0]] == pytest.approx(
        [0.5 * x for x in known["price_values"]]
    )
    assert deal.tables[1][0][rate.index(1.5)] / deal.scale == pytest.approx(0.2 * known["rate_at_1.5"])
    at = (price.index(11), rate.index(1.5), colour.index("blue"))
    worth = sum(int(table[0][i]) for table, i in zip(deal.tables, at, strict=True)) / deal.scale
    assert worth == pytest.approx(known["utility of price 11, rate 1.5, blue"])
    assert sum(int(table[0].max()) for table in deal.tables) / deal.scale == pytest.approx(known["max"])


def test_hidden_files_are_skipped_and_two_domains_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="several domains"):
        import_game("genius", Given(FOLDER / "traps"), tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_hyper_rectangles_are_refused(tmp_path: Path) -> None:
    sentence = r"is a non-linear profile \(hyper-rectangles\); only additive profiles can be imported"
    with pytest.raises(UnreadableInput, match=sentence):
        import_game("genius", Given(FOLDER / "10issues"), tmp_path / "b")
