"""Published tables of actors imported from their own files: the compromise of each is the published one.

The files are not part of the project: point POURPARLER_CASES at the folder that holds ``collective/``. Sources:
Bueno de Mesquita 1994 (emission standards), KTAB's China cases (MIT), Stokman 2015 (COP15), Arregui & Perarnaud 2022.
"""

import csv
import os
from pathlib import Path

import pytest

import pourparler as pp
from pourparler.exchange.actors.exporting import export_actors
from pourparler.exchange.actors.importing import import_actors
from pourparler.exchange.actors.table import Given

FOLDER = Path(os.environ.get("POURPARLER_CASES", "")) / "collective"
pytestmark = pytest.mark.skipif(
    not (FOLDER / "emission_1994.csv").is_file(),
    reason="the published tables are not part of the project; name their folder in POURPARLER_CASES",
)
# File, ends of every scale, what the compromise is on each issue, how exactly that was published.
KNOWN: list[tuple[str, tuple[float, float], list[float], float]] = [
    ("emission_1994", (4, 10), [7.389955686853767], 1e-12),
    ("july_1914_bdm", (0, 1), [0.6819643068], 1e-10),
    ("china_soe_policy_2014", (0, 100), [35.0063], 1e-4),
    ("china_soe_two_dim_2014", (0, 100), [36.2936, 38.8854], 1e-4),
]  # fmt: skip


def points(brief: pp.Brief, weights: str = "influence-salience") -> list[float]:
    found = pp.solve(brief, pp.Compromise(weights=weights)).to_dict()["forecasts"]
    return [item["point"] for item in found.values()]


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize(("name", "ends", "known", "tolerance"), KNOWN, ids=[row[0] for row in KNOWN])
def test_the_compromise_is_the_published_one(
    name: str, ends: tuple[float, float], known: list[float], tolerance: float, tmp_path: Path
) -> None:
    import_actors("actors", Given(FOLDER / f"{name}.csv"), tmp_path / "b")
    brief = pp.read_brief(tmp_path / "b")
    assert not [finding for finding in pp.check(brief) if finding.level == "error"]
    assert {brief.scale(issue) for issue in brief.issues} == {ends}
    assert points(brief) == pytest.approx(known, abs=tolerance)


def test_the_same_case_on_another_scale(tmp_path: Path) -> None:
    import_actors("actors", Given(FOLDER / "emission_1994_scaled100.csv"), tmp_path / "b")
    brief = pp.read_brief(tmp_path / "b")
    assert points(brief) == pytest.approx([(7.389955686853767 - 4) / 6 * 100], abs=1e-12)
    assert brief.parties["EL"].name == "Greece"


def test_copenhagen(tmp_path: Path) -> None:
    import_actors("actors", Given(FOLDER / "copenhagen_cop15_exchange.csv"), tmp_path / "b")
    brief = pp.read_brief(tmp_path / "b")
    known = [float(row["weighted_mean"]) for row in rows("copenhagen_cop15_exchange_initial_outcome")]
    assert points(brief) == pytest.approx(known, abs=1e-6)
    assert sum(number.kind == "position" for number in brief.numbers.values()) == 75


@pytest.mark.parametrize(("form", "name"), [("decide", "b.txt"), ("actors", "b.csv"), ("actors", "b.xlsx")])
def test_copenhagen_goes_through_every_format_that_holds_gaps(form: str, name: str, tmp_path: Path) -> None:
    if name.endswith("xlsx"):
        pytest.importorskip("openpyxl")
    import_actors("actors", Given(FOLDER / "copenhagen_cop15_exchange.csv"), tmp_path / "a")
    brief = pp.read_brief(tmp_path / "a")
    export_actors(form, brief, tmp_path / name)
    import_actors(form, Given(tmp_path / name), tmp_path / "b")
    again = pp.read_brief(tmp_path / "b")
    assert points(again) == points(brief)
    assert again.numbers.keys() == brief.numbers.keys()


def test_a_release_of_many_proposals_is_one_brief_without_influence(tmp_path: Path) -> None:
    done = import_actors("actors", Given(FOLDER / "deu3_positions.csv"), tmp_path / "b")
    brief = pp.read_brief(tmp_path / "b")
    assert len(brief.issues) == 188
    assert {brief.scale(issue) for issue in brief.issues} == {(0, 100)}
    assert any("No influence is written" in str(note) for note in done.notes)
    known = {row["issue"]: float(row["mean_s"]) for row in rows("deu3_reference_forecasts")}
    named = dict(zip(brief.issues, points(brief, "salience"), strict=True))
    assert named == pytest.approx(known, abs=1e-3)


@pytest.mark.parametrize(
    "name", ["power_indices", "deu3_capability", "deu3_issues", "emission_1994_bdm_trace", "copenhagen_cop15_exchange_candidates", "china_soe_policy_2014_ktab_positions"]
)  # fmt: skip
def test_other_tables_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(pp.PourparlerError) as caught:
        import_actors("actors", Given(FOLDER / f"{name}.csv"), tmp_path / "b")
    assert getattr(caught.value, "rule", "") == "X002"
    assert not (tmp_path / "b").exists()
