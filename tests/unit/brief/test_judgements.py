"""judgements.csv: what is read, what is refused and how that is told; answers brought to one level of confidence."""

from pathlib import Path

import pytest

from pourparler.brief.brief import Brief
from pourparler.brief.findings import Finding, Place
from pourparler.brief.judgement_table import MOST, read_judgements
from pourparler.brief.judgements import Cut, Judgement, common_seeds, in_force, rescaling
from pourparler.brief.laws import Scale
from pourparler.brief.lint import lint
from pourparler.brief.reading import brief_from_data, read_brief
from pourparler.language import render

HEAD = "key,expert,lowest,highest,best,confidence,round,reason,date\n"
FRENCH = "key;expert;lowest;highest;best;confidence;reason;date\r\n"
BRIEF = """\
schema: pourparler/brief/1
language: fr
parties: {a: {}, b: {}}
issues: {x: {range: {from: 0, to: 100}, status_quo: 0}}
stances:
  a: {x: {position: {value: 80, assumption: seen}, salience: {value: 50, assumption: seen}}}
  b: {x: {position: {value: 10, assumption: seen}, salience: {value: 50, assumption: seen}}}
"""
KEY = "stances/a/x/position"


def read(text: str) -> tuple[tuple[Judgement, ...], list[Finding]]:
    faults: list[Finding] = []
    return read_judgements(text, faults), faults


def brief(folder: Path, table: str | bytes, more: str = "") -> Brief:
    (folder / "brief.yaml").write_text(BRIEF + more, encoding="utf-8")
    (folder / "judgements.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
    return read_brief(folder)


def answer(lowest: float, best: float, highest: float, confidence: float | None = 0.8) -> Judgement:
    return Judgement("k", "a", lowest, highest, best, confidence, "", "", Place("judgements.csv"))


def test_a_row_of_a_french_spreadsheet_is_read_with_its_comma_and_its_spaces() -> None:
    table = FRENCH + f"{KEY};Léa;1 040,5;2\u202f000;1\u00a0500,25;0,8;un avis;2024-06\r\n"
    (found,), faults = read(table)
    assert (found.lowest, found.best, found.highest, found.confidence) == (1040.5, 1500.25, 2000, 0.8)
    assert not faults


def test_a_byte_order_mark_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    table = ("\ufeff" + FRENCH + f"\r\n{KEY};Léa;40;90;60;0,8;;\r\n;;;;;;;\r\n").encode()
    found = brief(tmp_path, table)
    assert [one.expert for one in found.judgements] == ["Léa"]
    assert not found.faults


@pytest.mark.parametrize(
    ("row", "words", "advice"),
    [
        ("k,Ada,40,90,60,80,,,", "80 is not a confidence", "did you mean 0.8?"),
        ("k,Ada,40,90,60,80%,,,", "80% is not a confidence", "did you mean 0.8?"),
        ('k,Ada,40,90,60,"0,8",,,', "0,8 is not a confidence", "Did you mean 0.8?"),
        ("k,Ada,40,90,60,0.5,,,", "0.5 is not a confidence", "half of the cases or fewer"),
        ("k,Ada,40,90,60,1,,,", "1 is not a confidence", "Nobody is certain"),
        ("k,Ada,40,90,60,high,,,", "high is not a confidence", "confidence between 0.5 and 1"),
        ("k,Ada,40,90,60,nan,,,", "nan is not a confidence", "confidence between 0.5 and 1"),
        ("k,Ada,40,90,30,0.8,,,", "40, 30, 90 are not in order", "lowest ≤ best ≤ highest"),
        ("k,Ada,40,90,95,0.8,,,", "40, 95, 90 are not in order", "lowest ≤ best ≤ highest"),
        ("k,Ada,40,,60,0.8,,,", "lowest, highest and best as numbers", "lowest ≤ best"),
        ("k,Ada,40,inf,60,0.8,,,", "lowest, highest and best as numbers", "lowest ≤ best"),
        ('k,Ada,"40,5",90,60,0.8,,,', "lowest, highest and best as numbers", "Did you mean 40.5?"),
        ("k,,40,90,60,0.8,,,", "a key and an expert", "lowest ≤ best"),
        ("k,Ada,40,90,60,0.8,3,,", "3 is not a round", "Write 1 (blind) or 2"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_what_to_do(row: str, words: str, advice: str) -> None:
    found, faults = read(f"{HEAD}{row}\nk,Bob,40,90,60,0.8,,,\n")
    assert [one.expert for one in found] == ["Bob"]
    (fault,) = faults
    assert (fault.rule, fault.where) == ("E206", "judgements.csv:2:1")
    assert words in str(fault.message)
    assert advice in render(fault.advice)


@pytest.mark.parametrize("table", ["", "\n", "expert,key\n", "clé;expert;plus bas;plus haut;meilleur\n"])
def test_a_table_without_its_columns_says_which_are_missing(table: str) -> None:
    found, faults = read(table)
    assert not found
    (fault,) = (one for one in faults if one.rule == "E003")
    assert "lowest" in str(fault.message)


def test_a_header_alone_is_a_table_of_nobody(tmp_path: Path) -> None:
    found = brief(tmp_path, HEAD)
    assert (found.judgements, found.faults) == ((), ())


def test_two_rounds_are_both_kept_and_the_last_counts_wherever_it_stands() -> None:
    found, faults = read(f"{HEAD}k,Ada,40,90,70,0.8,2,,\nk,Ada,20,90,50,0.7,1,,\nk,Bob,1,3,2,,,,\n")
    assert not faults
    assert [(one.expert, one.round, one.best) for one in found] == [
        ("Ada", 2, 70),
        ("Ada", 1, 50),
        ("Bob", 1, 2),
    ]
    assert in_force(found)["k"]["Ada"].best == 70


def test_one_expert_twice_in_one_round_is_told_and_the_first_holds() -> None:
    found, (fault,) = read(f"{HEAD}k,Ada,40,90,70,0.8,,,\nk,Ada,20,90,50,0.7,1,,\n")
    assert [one.best for one in found] == [70]
    assert (fault.rule, fault.where) == ("E006", "judgements.csv:3:1")
    assert "here and at judgements.csv:2:1 in round 1" in str(fault.message)


def test_more_experts_than_can_be_pooled_are_told_and_none_beyond_is_taken() -> None:
    rows = "".join(f"k,e{i:03},1,3,2,0.8,,,\n" for i in range(MOST + 2))
    found, faults = read(HEAD + rows)
    assert len(found) == MOST
    assert [fault.rule for fault in faults] == ["E014", "E014"]


def test_answers_off_the_scale_of_their_number_are_told_at_their_row(tmp_path: Path) -> None:
    rows = f"{KEY},Ada,40,190,60,0.8,,,\n{KEY},Bob,-1,90,60,0.8,,,\n{KEY},Eve,0,100,60,0.8,,,\n"
    told = [f for f in lint(brief(tmp_path, HEAD + rows)) if f.place.file == "judgements.csv"]
    assert [(f.rule, f.where, f.found) for f in told] == [
        ("E206", "judgements.csv:2:1", "Ada"), ("E206", "judgements.csv:3:1", "Bob"),
    ]  # fmt: skip
    assert str(told[0].message) == "190 is above 100: position goes from 0 to 100"


def test_an_exact_number_may_be_judged_and_a_mistyped_key_is_guessed(tmp_path: Path) -> None:
    rows = f"{KEY},Ada,70,90,80,0.8,,,\nstances/a/x/positon,Bob,70,90,80,0.8,,,\nmoves/x,Bob,1,2,2,0.8,,,\n"
    told = [f for f in lint(brief(tmp_path, HEAD + rows)) if f.place.file == "judgements.csv"]
    assert [(f.rule, render(f.advice)) for f in told] == [
        ("E007", f"Did you mean {KEY}?"), ("E007", "Keys look like stances/PARTY/ISSUE/position."),
    ]  # fmt: skip


def test_a_calibration_question_is_known_by_its_name(tmp_path: Path) -> None:
    more = "seeds: {rain-2020: {truth: 640, scale: log}}\n"
    rows = "seed/rain-2020,Ada,500,900,600,0.8,,,\nseed/rain-202,Bob,500,900,600,0.8,,,\nseed/rain-2020,Eve,0,9,6,0.8,,,\n"
    told = [f for f in lint(brief(tmp_path, HEAD + rows, more)) if f.place.file == "judgements.csv"]
    assert [(f.rule, f.where) for f in told] == [
        ("E007", "judgements.csv:3:1"),
        ("E206", "judgements.csv:4:1"),
    ]
    assert {render(f.advice) for f in told} == {
        "Did you mean seed/rain-2020?",
        "Check the number and the scale.",
    }


def test_a_missing_confidence_of_the_blind_round_does_not_matter_once_there_is_another(
    tmp_path: Path,
) -> None:
    first, last = f"{KEY},Ada,70,90,80,,1,,\n", f"{KEY},Ada,70,90,80,0.8,2,,\n"
    assert "W218" in [f.rule for f in lint(brief(tmp_path, HEAD + first))]
    assert "W218" not in [f.rule for f in lint(brief(tmp_path, HEAD + first + last))]


def test_the_last_rounds_together_are_held_against_the_evidence(tmp_path: Path) -> None:
    evidence = BRIEF.replace("value: 80, assumption: seen", "low: 80, mode: 88, high: 95, because: [e]")
    evidence += "sources: {d: {kind: outlet}}\nevidence: {e: {source: d, quote: x, credibility: 2}}\n"
    low = "".join(f"{KEY},e{i:02},0,20,10,0.99,1,,\n" for i in range(30))
    one = f"{KEY},far,80,95,90,0.99,1,,\n"
    rules = []
    for rows in (low, low + one, low + low.replace("0,20,10,0.99,1", "60,90,80,0.99,2")):
        (tmp_path / "brief.yaml").write_text(evidence, encoding="utf-8")
        (tmp_path / "judgements.csv").write_text(HEAD + rows, encoding="utf-8")
        rules.append("W213" in [f.rule for f in lint(read_brief(tmp_path))])
    # One voice in thirty-one leaves the 5–95 % range of all where it was; a second round moves it.
    assert rules == [True, True, False]


def test_an_answer_of_a_later_day_is_not_used_and_its_round_does_not_count(tmp_path: Path) -> None:
    rows = f"{KEY},Ada,70,90,80,0.8,1,,2024-01\n{KEY},Ada,10,30,20,0.8,2,,2024-06-01\n{KEY},Bob,10,30,20,0.8,,,18/06/24\n"
    (tmp_path / "brief.yaml").write_text(BRIEF, encoding="utf-8")
    (tmp_path / "judgements.csv").write_text(HEAD + rows, encoding="utf-8")
    early, late = (read_brief(tmp_path, as_of=day) for day in ("2024-03-01", "2024-07-01"))
    assert in_force(early.heard)[KEY]["Ada"].best == 80
    assert in_force(late.heard)[KEY]["Ada"].best == 20
    told = [(f.rule, f.where) for f in lint(early) if f.place.file == "judgements.csv"]
    assert told == [("E211", "judgements.csv:4:1"), ("W221", "judgements.csv:3:1")]
    assert "W221" not in [f.rule for f in lint(late)]


def test_what_a_scenario_takes_out_may_have_been_judged(tmp_path: Path) -> None:
    brief(tmp_path, f"{HEAD}{KEY},Ada,70,90,80,0.8,,,\nno/key,Ada,70,90,80,0.8,,,\n")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "without.yaml").write_text(
        "stances: {a: {x: {position: null}}}\n", encoding="utf-8"
    )
    rules = [[f.rule for f in lint(read_brief(tmp_path, scenario=name))] for name in ("", "without")]
    assert ["E007" in found for found in rules] == [True, False]


def test_the_digest_holds_the_judgements_and_not_the_order_of_their_rows(tmp_path: Path) -> None:
    rows = [f"{KEY},Ada,70,90,80,0.8,,,\n", f"{KEY},Bob,10,30,20,0.8,,,\n"]
    without = brief(tmp_path, HEAD).digest
    both = brief(tmp_path, HEAD + "".join(rows)).digest
    assert brief(tmp_path, HEAD + "".join(reversed(rows))).digest == both
    assert len({without, both, brief(tmp_path, HEAD + rows[0]).digest}) == 3
    assert without == brief_from_data(dict(read_brief(tmp_path).data)).digest


def test_what_goes_beyond_the_scale_is_cut_and_told() -> None:
    found = rescaling(answer(5, 50, 90, 0.6), Scale(0.0, 100.0))
    assert (found.low, found.high) == (0, 100)
    assert [cut.end for cut in found.cuts] == ["low", "high"]
    assert found.cuts[0] == Cut("low", pytest.approx(-10), 0.0)
    assert found.law.support == (0, 100)


def test_a_range_without_confidence_is_taken_as_given() -> None:
    found = rescaling(answer(40, 60, 70, None), Scale(0.0, 100.0))
    assert (found.low, found.high) == (40, 70)


def test_a_range_of_no_width_and_an_open_scale_crash_nothing() -> None:
    exact = rescaling(answer(50, 50, 50), Scale())
    assert exact.law.is_point
    assert rescaling(answer(50, 50, 50), Scale(0.0, 100.0)).law.interval(0.7) == (50, 50)
    tails = rescaling(answer(10, 20, 40), Scale(0.0, None)).law
    assert tails.support == pytest.approx((0, 45))


def test_on_a_logarithmic_axis_factors_are_stretched() -> None:
    found = rescaling(answer(10, 100, 1000, 0.6), Scale(), level=0.9, axis="log")
    assert (found.low, found.high) == pytest.approx((10**0.5, 10**3.5))


def test_questions_that_somebody_left_out_count_for_nobody() -> None:
    told = [
        Judgement(f"seed/{name}", expert, 1, 3, 2, 0.8, "", "", Place("t"))
        for name, experts in (("p", "ab"), ("q", "a"), ("r", "ba"))
        for expert in experts
    ]
    assert common_seeds(told, ("r", "q", "p", "unasked")) == (("r", "p"), ("a", "b"))


@pytest.mark.parametrize(
    ("pool", "rule", "key", "words"),
    [
        ({"evidence": 0.5, "judgements": 0.7}, "E206", "pool", "the shares add up to 1.2"),
        ({"evidence": -0.5, "judgements": 1.5}, "E206", "pool", "is not a share for evidence"),
        ({"judgements": 0.5}, "E003", "pool", "the share of evidence is missing"),
        ({"evidence": 0.5, "judgement": 0.5}, "E001", "pool/judgement", "unknown key judgement"),
        ({"rule": "cook"}, "E002", "pool/rule", "cook is not allowed"),
        ({"evidence": "half", "judgements": 0.5}, "E002", "pool/evidence", "half is not a number"),
    ],
)
def test_shares_that_are_none_are_told(pool: dict[str, object], rule: str, key: str, words: str) -> None:
    faults = brief_from_data({"pool": pool}).faults
    assert (rule, key) in [(f.rule, f.key) for f in faults]
    assert any(words in str(f.message) for f in faults)


@pytest.mark.parametrize(
    "pool", [{"evidence": 0.5, "judgements": 0.5}, {"rule": "cooke"}, {"evidence": 0, "judgements": 1}]
)
def test_shares_that_are_some_are_taken(pool: dict[str, object]) -> None:
    assert not brief_from_data({"pool": pool}).faults


@pytest.mark.parametrize(
    ("seed", "words"),
    [
        ({"scale": "log", "truth": 0}, "not above 0"),
        ({}, "truth is missing"),
        ({"truth": 1, "scale": "ln"}, "not allowed"),
    ],
)
def test_a_calibration_question_needs_its_truth(seed: dict[str, object], words: str) -> None:
    faults = brief_from_data({"seeds": {"q": seed}}).faults
    assert any(words in str(f.message) for f in faults)
