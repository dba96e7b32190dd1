"""What ``pourparler ledger`` tells of forecasts: what was sealed, issue by issue, and places on scales of years."""

from pathlib import Path

import pytest

from tests.app.ledger_trial import LATER, RESOLVE, SEAL, Call, lines

YEARS = """\
schema: pourparler/brief/1
parties: {a: {influence: 50}, b: {influence: 50}}
issues:
  entry: {name: {en: "Year of entry", fr: "Année d’entrée"}, range: {from: 2026, to: 2036}}
  money: {name: {en: "Money", fr: "Argent"}, range: {from: 0, to: 9000, unit: {en: "million", fr: "millions"}}}
stances:
  a: {entry: {position: 2026, salience: 50}, money: {position: 1500, salience: 50}}
  b: {entry: {position: 2032, salience: 50}, money: {position: 4500, salience: 50}}
"""
RUBRIC = """\
{issue}:
  anchors: {{{low}: "as early or as little as can be", {high}: "as late or as much"}}
  source: the treaty
  resolves: {later}
  void: no treaty
  score: crps
"""


@pytest.fixture
def years(here: Path) -> Path:
    (here / "a trial" / "brief.yaml").write_text(YEARS, encoding="utf-8")
    (here / "rubric.yaml").write_text(
        RUBRIC.format(issue="entry", low=2026, high=2036, later=LATER)
        + RUBRIC.format(issue="money", low=0, high=9000, later=LATER),
        encoding="utf-8",
    )
    return here


def test_a_seal_tells_points_with_the_level_next_to_them(call: Call, here: Path) -> None:
    _, out, _ = call("ledger", *SEAL, "--lang", "en")
    x, y = (one["forecast"] for one in lines(here / "ledger.jsonl"))
    assert f"x: {x['x']['point']:.1f} (nearest level: some); a bare point, without an interval." in out
    assert f"y: {y['y']['point']:.3f}; a bare point, without an interval.".replace("-", "−") in out


@pytest.mark.parametrize("concept", ["ensemble", "pce"])
def test_a_seal_tells_the_interval_of_four_fifths(call: Call, here: Path, concept: str) -> None:
    code, out, _ = call("ledger", "seal", "a trial", concept, "--rubric", "rubric.yaml", "--lang", "en")
    assert code == 0
    law = lines(here / "ledger.jsonl")[0]["forecast"]["x"]
    if concept == "ensemble":
        low, high = (law["quantiles"][level] for level in ("0.10", "0.90"))
    else:  # the first positions at which the masses, from below, have come to a tenth and to nine tenths
        sums = [sum(a["mass"] for a in law["atoms"][: k + 1]) for k in range(len(law["atoms"]))]
        low, high = (
            next(a["at"] for a, s in zip(law["atoms"], sums, strict=True) if s >= level)
            for level in (0.1, 0.9)
        )
    told = f"x: {law['point']:.1f} (nearest level: some), with 80% between {low:.1f} and {high:.1f}."
    assert told in out


@pytest.mark.parametrize(
    ("lang", "year", "money"), [("en", "2029.0", "3,000.0"), ("fr", "2029,0", "3 000,0")]
)
def test_a_seal_writes_years_as_years_and_numbers_by_language(
    call: Call, years: Path, lang: str, year: str, money: str
) -> None:
    _, out, _ = call("ledger", *SEAL, "--lang", lang)
    shown = out.replace("\u202f", " ").replace("\u00a0", " ")
    assert year in shown
    assert f"{money} million" in shown


@pytest.mark.parametrize(("lang", "year", "money"), [("en", "2028.5", "3,000"), ("fr", "2028,5", "3 000")])
def test_scores_write_years_as_years(call: Call, years: Path, lang: str, year: str, money: str) -> None:
    call("ledger", *SEAL)
    call("ledger", "resolve", "a trial/entry/1", "--outcome", "2028.5", *RESOLVE)
    call("ledger", "resolve", "a trial/money/1", "--outcome", "3000", *RESOLVE)
    code, out, _ = call("ledger", "score", "--lang", lang)
    shown = out.replace("\u202f", " ").replace("\u00a0", " ")
    assert code == 0
    assert year in shown
    assert money in shown
    assert year.replace("2028", "2,028" if lang == "en" else "2 028") not in shown
