"""Published negotiation domains imported from their own files, against values computed in exact arithmetic.

The files are not part of the project: point POURPARLER_CASES at the folder that holds ``genius/``. Every domain
and every variant is imported, solved by the command line and compared: equal where all points lie on the grid of
10^-6 on which tables are held; elsewhere a utility may be off by half a step per issue, and by no more. Reference: the fields of ``expected.json``, by full enumeration in rational numbers.
"""

import json
import os
from fractions import Fraction
from math import prod
from pathlib import Path
from typing import Any

import pytest

import pourparler as pp
from pourparler.app.cli import run
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
POINTS = ("nash", "kalai-smorodinsky", "egalitarian", "utilitarian", "least-spread", "least-spread-raw")


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


def slack_of(record: dict[str, Any]) -> float:
    """How far a utility may lie from the exact one: nothing where all points lie on the grid of 10^-6.

    Else tables are rounded to that grid, which moves an outcome by at most half a step per issue.
    """
    points = [
        Fraction(x) for party in record["parties"] for issue in party["issues"] for x in issue["points"]
    ]
    on_grid = all((point * 10**6).denominator == 1 for point in points)
    return 0.0 if on_grid else 0.5e-6 * len(record["issues"])


def furthest(name: str, gains: list[float], stakes: list[float], slack: float) -> float:
    """How far an objective may lie from the exact one where no utility is off by more than ``slack``."""
    largest = 2 * slack / min(stake for stake in stakes if stake > 0)  # of a gain over its stake
    return {
        "nash": prod(gain + slack for gain in gains) - prod(gains),
        "kalai-smorodinsky": largest,
        "least-spread": 2 * largest,
        "least-spread-raw": 2 * slack,
        "egalitarian": slack,
        "utilitarian": len(gains) * slack,
    }[name]


@pytest.mark.parametrize(("name", "kind", "variant", "known"), variants())
def test_a_domain_is_solved_as_published(
    name: str, kind: str, variant: str, known: dict[str, Any], tmp_path: Path, capsysbinary: Any
) -> None:
    """By the command line. Sizes, counts, ties and first outcomes are equal, tables off the grid or not."""
    brief = imported(name, kind, variant, tmp_path / "brief")
    assert [f for f in pp.check(brief) if f.level == "error"] == []
    record = json.loads((tmp_path / "brief" / "imported.json").read_text(encoding="utf-8"))
    slack = slack_of(record)
    # The expected values are rounded to twelve digits.
    near = {"rel": 1e-11, "abs": slack + 1e-12}

    def solved(concept: str, *settings: str) -> dict[str, Any]:
        assert run(["solve", str(tmp_path / "brief"), concept, *settings, "--json"]) == 0
        found: dict[str, Any] = json.loads(capsysbinary.readouterr().out)
        return found

    frontier = solved("frontier")
    assert frontier["outcomes_total"] == str(known["outcomes_total"])
    assert frontier["size"] == known["frontier_size"]
    assert sum(map(int, frontier["multiplicity"])) == known["frontier_multiplicity_total"]
    assert frontier["acceptable"] == known["acceptable_frontier_points"]
    for point, vector in zip(frontier["points"], known.get("frontier", []), strict="frontier" in known):
        assert list(point["utilities"].values()) == pytest.approx(vector, **near)

    counts = solved("agreements")
    assert counts["feasible"] == str(known["acceptable_outcomes"])
    assert list(counts["accepted"].values()) == known["by_party_acceptable"]

    stakes = [b - r for b, r in zip(known["ideal_acceptable"], known["reserve"], strict=True)]
    for key in POINTS:
        result, answer = solved(*_call(key)), known[key]
        best = vectors(answer)[0]
        assert list(result["utilities"].values()) == pytest.approx(best, **near), key
        gains = [u - r for u, r in zip(best, known["reserve"], strict=True)]
        off = furthest(key, gains, stakes, slack)
        assert result["objective"] == pytest.approx(answer["objective"], rel=1e-11, abs=off + 1e-12), key
        assert list(result["ideal"].values()) == pytest.approx(known["ideal_acceptable"], **near)
        assert result["ties_total"] == str(answer["optimal_outcomes"] - 1), key
        # The published first outcome is the first of the domain; ours has the larger utilities, then the smaller index.
        shown = [_by_name(record, outcome) for outcome in (result["outcome"], *result["ties"])]
        assert answer["first_outcome"] in (shown[:1] if answer["distinct_optima"] == 1 else shown), key


def _call(key: str) -> tuple[str, ...]:
    return ("least-spread", "--set", "measure=raw") if key == "least-spread-raw" else (key,)


def _by_name(record: dict[str, Any], outcome: dict[str, Any]) -> dict[str, str]:
    """An outcome in the words of the file."""
    return {
        issue["name"]: issue["values"][issue["levels"].index(str(outcome[issue["id"]]))]
        for issue in record["issues"]
    }


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
