"""The rule mixture/1: every check number of the evidence specification, sections 4 and 5."""

from datetime import date

import pytest

from pourparler.brief.edtf import parse
from pourparler.brief.reading import brief_from_data
from pourparler.brief.weights import (
    CONFIDENCE,
    CREDIBILITY,
    RELIABILITY,
    age_weight,
    combined,
    item_weight,
    number_weight,
)
from pourparler.language import render

ALWAYS = {"known": lambda one, two: True, "same": lambda one, two: False}


def item(source="doc", via=(), credibility=2, **more):
    return {"source": source, "quote": "…", "via": list(via), "credibility": credibility, **more}


def brief(evidence, sources, **more):
    number = {"value": 3, "because": list(evidence)}
    data = {"evidence": evidence, "sources": sources, "parties": {"a": {"influence": number}}, **more}
    return brief_from_data(data)


def weight_of(built):
    return number_weight(built, built.number("parties/a/influence"))


B = {"reliability": "B"}


def test_the_grades_are_those_of_the_table():
    assert [grade.weight for grade in RELIABILITY.values()] == [1.0, 0.9, 0.75, 0.5, 0.25, 0.6]
    assert [grade.weight for grade in CREDIBILITY.values()] == [0.9, 0.7, 0.5, 0.3, 0.1, 0.5]
    assert (RELIABILITY["F"].drawn, CREDIBILITY[6].drawn) == ((0.25, 0.95), (0.1, 0.9))
    assert render(RELIABILITY["A"].label) == "Completely reliable"
    assert CONFIDENCE[2] == (70, 60, 79)
    assert CONFIDENCE[6] is None


def test_an_item_weighs_reliability_times_credibility():
    assert item_weight(brief({"e": item()}, {"doc": B}), "e").weight == pytest.approx(0.63)


def test_the_weakest_link_counts_not_the_product():
    sources = {"doc": {"reliability": "F"}, "ft": B, "k": {"reliability": "C"}}
    found = item_weight(brief({"e": item(via=["ft", "k"])}, sources), "e")
    assert found.reliability == 0.6
    assert found.weight == pytest.approx(0.42)


def test_parallel_roots_weigh_as_the_strongest_never_as_several():
    sources = {"doc": {"reliability": "A"}, "k": {"reliability": "E"}, "t": {"reliability": "B"}}
    built = brief({"e": item(via=[["k", "t"]])}, sources)
    assert item_weight(built, "e").weight == pytest.approx(0.63)
    assert item_weight(built, "e").chain == ("doc", "t")
    assert weight_of(built) == pytest.approx(0.63)


def test_missing_grades_count_as_f_and_6():
    built = brief({"e": {"source": "doc", "quote": "…"}}, {"doc": {}})
    found = item_weight(built, "e")
    assert (found.letter, found.digit, found.weight) == ("F", 6, pytest.approx(0.3))


@pytest.mark.parametrize(
    ("count", "roots", "expected"),
    [(2, "same", 0.63), (3, "known", 0.949347), (4, "known", 0.95), (4, "same", 0.63)],
)
def test_items_of_63_hundredths_together(count, roots, expected):
    assert combined({f"e{i}": 0.63 for i in range(count)}, ALWAYS[roots]) == pytest.approx(expected)


@pytest.mark.parametrize(("roots", "expected"), [("same", 0.63), ("known", 0.7854)])
def test_42_and_63_hundredths_together(roots, expected):
    assert combined({"a": 0.42, "b": 0.63}, ALWAYS[roots]) == pytest.approx(expected)


def test_one_root_counts_once_and_two_roots_told_by_two_documents_twice():
    sources = {name: {"reliability": "A"} for name in ("x", "y")} | {
        "f": {"reliability": "F"},
        "b": B,
        "b2": B,
    }
    same = brief({"one": item("x", ["f", "b"]), "two": item("y", ["b"])}, sources)
    apart = brief({"one": item("x", ["b2", "f"]), "two": item("y", ["b"])}, sources)
    assert weight_of(same) == pytest.approx(0.63)
    assert weight_of(apart) == pytest.approx(0.7854)


def test_two_roots_told_by_one_document_count_once():
    sources = {"x": {"reliability": "A"}, "k": B, "t": B}
    assert weight_of(brief({"one": item("x", ["k"]), "two": item("x", ["t"])}, sources)) == pytest.approx(
        0.63
    )


def test_of_items_that_are_tied_in_a_row_the_best_independent_ones_count():
    tied = {frozenset("ab"), frozenset("bc")}
    apart = {"a": 0.5, "b": 0.6, "c": 0.5}
    assert combined(apart, lambda one, two: frozenset((one, two)) not in tied) == pytest.approx(0.75)
    strong = {"a": 0.1, "b": 0.9, "c": 0.1}
    assert combined(strong, lambda one, two: frozenset((one, two)) not in tied) == pytest.approx(0.9)


def test_no_item_at_all_weighs_nothing_and_many_are_quick():
    assert combined({}, ALWAYS["same"]) == 0.0
    many = {f"e{i}": 0.01 * (i % 7) for i in range(60)}
    ring = lambda one, two: abs(int(one[1:]) - int(two[1:])) > 1  # noqa: E731
    assert 0 < combined(many, ring) <= 0.95


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2024-01-12", 0.70710678), ("2019-01-13", 0.125), ("2025-01-12", 1.0), ("2025-03-01", 1.0)],
)
def test_age_halves_the_weight_in_730_days(published, expected):
    assert age_weight(parse(published), date(2025, 1, 12)) == pytest.approx(expected, abs=7e-4)


def test_age_counts_from_the_central_day_of_the_interval_cut_at_the_as_of_day():
    as_of = date(2025, 1, 12)
    assert age_weight(parse("2024-11-06/2025-01-19"), as_of) == pytest.approx(2 ** (-33.5 / 730))
    assert age_weight(None, as_of) == age_weight(parse("2020"), None) == 1.0


def test_exact_ages_of_the_specification():
    assert age_weight(parse("2023-01-13"), date(2024, 1, 13)) == pytest.approx(0.7071, abs=5e-5)
    six_years = age_weight(parse("2019-01-13"), date(2025, 1, 12))  # 2,191 days
    assert six_years == pytest.approx(0.125, abs=2e-4)


def test_positions_age_and_dated_facts_do_not():
    built = brief({"e": item(published="2023-01-12")}, {"doc": B}, as_of="2025-01-11")
    assert item_weight(built, "e", kind="position").age == pytest.approx(0.5)
    assert item_weight(built, "e", kind="days").age == 1.0


def test_half_life_may_be_stated_and_what_was_said_earlier_is_older():
    told = item(published="2025-01-01", event_date="2023-01-12")
    built = brief({"e": told}, {"doc": B}, as_of="2025-01-11", half_life=365)
    assert item_weight(built, "e").age == pytest.approx(0.25)


COULD = {"term": "could", "class": "possibility", "scope": "claim"}
SUGGEST = {"term": "suggest", "class": "suggestion", "scope": "claim"}


def test_could_and_suggest_on_an_item_of_grade_f3_weigh_085_thousandths():
    sources = {"doc": {"reliability": "F", "language": "en"}}
    built = brief({"e": item(credibility=3, hedges=[COULD, SUGGEST])}, sources)
    found = item_weight(built, "e")
    assert found.hedge == pytest.approx(0.394 * 0.719, abs=5e-4)
    assert found.weight == pytest.approx(0.085, abs=5e-4)


@pytest.mark.parametrize(
    ("mark", "lang", "expected"),
    [
        ({"term": "pourrait", "class": "possibility"}, "fr", 0.394),
        ({"term": "est susceptible de", "class": "possibility"}, "fr", None),
        ({"term": "pourrait", "class": "possibility", "scope": "event"}, "fr", 1.0),
        ({"term": "partiel", "class": "approximator", "scope": "value"}, "fr", 1.0),
        ({"term": "likely", "class": "likelihood"}, "en", 0.675),
        ({"term": "is expected to", "class": "expectation"}, "en", 0.731),
        ({"term": "semble", "class": "appearance"}, "fr", 0.731),
        ({"term": "doute", "class": "doubt"}, "fr", 0.210),
        ({"term": "serait", "class": "reportative"}, "fr", 0.684),
        ({"term": "hint", "class": "suggestion"}, "en", 0.719),
        ({"term": "sera", "class": "prediction"}, "fr", 1.0),
        ({"term": "entend", "class": "intention"}, "fr", 1.0),
        ({"term": "selon", "class": "attribution"}, "fr", 1.0),
        ({"term": "a confirmé", "class": "booster"}, "fr", 1.0),
        ({"term": "théoriquement", "class": "attenuator"}, "fr", 1.0),
        ({"term": "serait", "class": "reportative", "reading": "unlikely"}, "fr", 0.210),
        ({"term": "peut-être", "class": "possibility", "reading": "nato:likely"}, "fr", 0.75),
        ({"term": "pourrait", "class": "possibility", "reading": "none"}, "fr", 1.0),
        ({"term": "likely", "class": "likelihood", "reading": "by-yardstick"}, "en", 0.675),
        ({"term": "entend", "class": "intention", "reading": "intention"}, "fr", 1.0),
    ],
)
def test_a_mark_lowers_the_weight_as_its_class_says(mark, lang, expected):
    sources = {"doc": {"reliability": "A", "language": lang}}
    found = item_weight(brief({"e": item(hedges=[mark])}, sources, yardstick="icd203"), "e").hedge
    assert found == pytest.approx(expected, abs=1e-3) if expected else 0 < found < 1


def test_an_intention_to_act_and_a_prediction_of_one_are_only_likely():
    sources = {"doc": {"reliability": "A"}}
    plans = brief({"e": item(hedges=[{"term": "plans to", "class": "intention"}])}, sources)
    will = brief({"e": item(hedges=[{"term": "will", "class": "prediction"}])}, sources)
    assert item_weight(plans, "e", kind="chance").hedge == pytest.approx(0.731, abs=1e-3)
    assert item_weight(will, "e", kind="chance").hedge == pytest.approx(0.845, abs=1e-3)


def test_many_hedges_leave_at_least_five_hundredths():
    built = brief({"e": item(hedges=[COULD] * 6)}, {"doc": {"language": "en"}})
    assert item_weight(built, "e").hedge == 0.05


def test_the_brief_may_state_readings_of_its_own():
    lexicon = {"weak-report": [20, 20, 20, 20, 20], "could": [0, 0, 0, 0, 0]}
    sources = {"doc": {"language": "en"}}
    own = brief({"e": item(hedges=[SUGGEST])}, sources, lexicon=lexicon)
    assert item_weight(own, "e").hedge == pytest.approx(0.05 * 0.1 + 0.9 * 0.2 + 0.05 * 0.6)
    assert item_weight(brief({"e": item(hedges=[COULD])}, sources, lexicon=lexicon), "e").hedge == 0.05


@pytest.mark.parametrize("change", [{"assumption": "a guess"}, {"because": []}, {"rule": "as-written/1"}])
def test_what_is_drawn_as_written_has_no_weight(change):
    rule = {"rule": change.pop("rule")} if "rule" in change else {}
    number = {"value": 3, "because": ["e"], **change}
    built = brief_from_data(
        {"evidence": {"e": item()}, "sources": {"doc": B}, "parties": {"a": {"influence": number}}, **rule}
    )
    assert weight_of(built) is None


@pytest.mark.parametrize("change", [{"state": "draft"}, {"state": "rejected"}, {"published": "2025-02"}])
def test_what_is_not_accepted_or_too_late_does_not_count(change):
    assert weight_of(brief({"e": item(**change)}, {"doc": B}, as_of="2025-01-12")) == 0.0


def test_an_item_cited_twice_counts_once():
    data = {
        "evidence": {"e": item()},
        "sources": {"doc": B},
        "parties": {"a": {"influence": {"value": 3, "because": ["e", "e"]}}},
    }
    assert weight_of(brief_from_data(data)) == pytest.approx(0.63)
