"""Talks in words, tables, pictures and the report: every way to end, none without its words."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from charts_read import assert_words_apart, words_of

import pourparler as pp
from pourparler.analyses.talks.result import TalksResult
from pourparler.analyses.talks.view import View
from pourparler.brief.reading import brief_from_data
from pourparler.model.negotiation import Negotiation, Timing
from pourparler.uncertainty.run import Plan, run
from pourparler.views.charts import figure
from pourparler.views.charts.concessions import concessions
from pourparler.views.charts.drawing import LINE as PALE
from pourparler.views.charts.offers import Behind, offers
from pourparler.views.names import Names
from pourparler.views.report import report
from pourparler.views.report_talks import talks_parts
from pourparler.views.report_turns import turn_parts
from pourparler.views.tables import tables
from pourparler.views.talks import strategy_words, telling

EN = Names("en")
TRADE = pp.Bargain.from_tables(
    {"price": ["low", "mid", "high"], "date": ["early", "late"]},
    {
        "buyer": {"price": [60, 37, 0], "date": [40, 11]},
        "seller": {"price": [0, 29, 70], "date": [4, 30]},
    },
)
STEPS = list(range(200))
LINE = pp.Bargain.from_tables({"x": STEPS}, {"p": {"x": STEPS}, "q": {"x": STEPS[::-1]}})
APART = pp.Bargain.from_tables(
    {"x": ["a", "b"]}, {"p": {"x": [3, 0]}, "q": {"x": [0, 3]}}, reserve={"p": 2, "q": 4}
)
THREE = pp.Bargain.from_tables(
    {"q": list("abcde"), "r": ["u", "v"]},
    {
        "first": {"q": [50, 41, 22, 9, 0], "r": [50, 3]},
        "second": {"q": [0, 12, 23, 33, 45], "r": [5, 55]},
        "third": {"q": [21, 34, 58, 26, 0], "r": [42, 0]},
    },
)


@dataclass(frozen=True)
class Broken(pp.Strategy):
    """Raises at its first call."""

    name: ClassVar[str] = "broken"
    reference: ClassVar[tuple[str, ...]] = ("nobody",)

    def propose(self, view: View, rng: object) -> int | None:
        """See the base."""
        raise ZeroDivisionError("nothing to divide")

    def accepts(self, view: View, offer: int) -> bool:
        """See the base."""
        return False


def _played(deal: object, strategies: dict[str, object], rounds: int = 10) -> TalksResult:
    found = pp.solve(deal, pp.Talks(strategies, rounds=rounds), seed=1, on_fail="status")
    assert isinstance(found, TalksResult)
    return found


def _every_end() -> dict[str, TalksResult]:
    return {
        "agreement": _played(TRADE, {"buyer": "boulware", "seller": "conceder"}),
        "deadline": _played(LINE, {"p": "hardliner", "q": "hardliner"}, 3_000),
        "one round": _played(LINE, {"p": "hardliner", "q": "hardliner"}, 1),
        "broken-off": _played(APART, {"p": "linear", "q": "linear"}),
        "before any offer": _played(APART, {"q": "linear", "p": "linear"}),
        "fault": _played(LINE, {"p": "linear", "q": Broken()}),
        "long": _played(LINE, {"p": "boulware", "q": "boulware"}, 3_000),
        "three": _played(THREE, {"first": "boulware", "second": "linear", "third": "conceder"}, 20),
    }


ENDS = _every_end()
TOLD = {
    "agreement": "Agreement in round 8 of 10: seller accepts the offer of buyer.",
    "deadline": "No agreement: all 3,000 rounds went by without one.",
    "one round": "No agreement: the only round went by without one.",
    "broken-off": "No agreement: q broke off in round 1 of 10 by offering nothing.",
    "before any offer": "No agreement: q broke off before any offer, for no outcome is worth as much to it as no deal.",
    "fault": "The strategy of q failed in round 1: it raised ZeroDivisionError: nothing to divide.",
    "long": "Agreement in round 2,527 of 3,000: p accepts the offer of q.",
    "three": "Agreement in round 16 of 20: third accepts the offer of first.",
}


@pytest.mark.parametrize("end", ENDS)
def test_every_end_is_told_in_words(end: str) -> None:
    said = ENDS[end].summary("en")
    assert TOLD[end] in said
    assert "no forecast" in said
    assert "None" not in said
    assert ENDS[end].summary("fr") != said


def test_an_agreement_is_told_with_openings_and_worth() -> None:
    said = ENDS["agreement"].summary("en").splitlines()
    assert said[1] == "buyer opened with: price: low; date: early."
    assert said[3] == "buyer made 8 offers, 2 different ones, the first worth 100 to it, the last 77."
    assert "Agreed: price: mid; date: early." in said
    assert "buyer: utility 77, no deal 0." in said


def test_patience_is_told_from_the_first_round() -> None:
    late = Negotiation(TRADE, Timing({"seller": 0.5}, strategies={"buyer": "boulware", "seller": "conceder"}))
    result = pp.solve(late, pp.Talks(rounds=10))
    assert isinstance(result, TalksResult)
    assert result.discounted == {"buyer": 77.0, "seller": pytest.approx(33 / 2**7)}
    said = result.summary("en")
    assert "buyer: utility 77, no deal 0." in said
    assert (
        "Seen from the first round, at a patience of 0.5 a round: 0.3, no deal at the deadline 0.0." in said
    )
    worth = tables(result, EN)[1]
    assert worth.columns[-2:] == (
        "Seen from the first round",
        "No deal at the deadline, seen from the first round",
    )


def test_what_is_not_played_says_why() -> None:
    few = pp.Bargain.from_tables({"x": ["a"]}, {"p": {"x": [1]}})
    result = _played(few, {"p": "linear"})
    assert (result.status.code, result.reason, result.utilities, result.offers) == ("undefined", None, {}, ())
    assert "Talks need two parties at the table." in result.summary("en")
    assert tables(result, EN) == ()
    assert figure(result, EN) is None


def test_long_talks_are_told_by_their_ends_and_turns() -> None:
    result = ENDS["long"]
    shown = telling(result, 40)
    assert len(shown) == 40
    assert shown[0] == result.offers[0]
    assert shown[-1] == result.offers[-1]
    assert {offer.seat for offer in shown} == {0, 1}
    assert len({offer.round for offer in shown}) > 15
    (offered,) = (table for table in tables(result, EN) if table.caption.startswith("Offers"))
    assert len(offered.rows) == 40
    assert f"40 of {len(result.offers):,}" in offered.caption
    same = telling(ENDS["deadline"])
    assert [(offer.seat, offer.round) for offer in same] == [(0, 0), (1, 0), (0, 2999), (1, 2999)]


def test_an_offer_is_told_by_what_it_changes() -> None:
    (offered,) = (t for t in tables(ENDS["agreement"], EN) if t.caption.startswith("Offers"))
    assert [(row[0], row[1], row[-1]) for row in offered.rows] == [
        ("1", "buyer", "price: low; date: early"),
        ("1", "seller", "price: mid; date: late"),
        ("3", "seller", "as before, but date: early"),
        ("4", "seller", "as before, but price: low; date: late"),
        ("7", "seller", "the same"),
        ("8", "buyer", "as before, but price: mid"),
    ]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_pictures_of_every_end_keep_their_words_apart(end: str, lang: str) -> None:
    result, names = ENDS[end], Names(lang)  # type: ignore[arg-type]
    for found in (offers(result, names), concessions(result, names)):
        if found is None:
            assert not result.offers or len(result.seats) != 2
            continue
        assert found.words
        assert found.table.rows
        assert all(len(row) == len(found.table.columns) for row in found.table.rows)
        assert len(found.drawing.points) < 400
        if end != "long":  # where both lines end in one place
            assert_words_apart(found.drawing)


def test_a_strategy_is_called_with_its_settings() -> None:
    told = str(strategy_words({"conceder": {"e": 0.4, "acceptance": {"ac-time": {"after": 0.9}}}}, EN))
    assert told == "conceder (e = 0.4, acceptance = ac-time (after = 0.9)): gives way early"
    assert str(strategy_words("mine", EN)) == "mine"


def test_a_frame_holds_every_offer() -> None:
    pytest.importorskip("pandas")
    found = ENDS["agreement"].to_frame()
    assert len(found) == len(ENDS["agreement"].offers)
    assert {"round", "party", "utility/buyer", "issue/price"} <= set(found.columns)


BRIEF = {
    "language": "en",
    "parties": {"a": {"name": "Alpha"}, "b": {"name": "Beta"}},
    "issues": {
        "x": {"range": {"from": 0, "to": 10, "step": 1}, "status_quo": 0},
        "y": {"range": {"from": 0, "to": 10, "step": 1}, "status_quo": 0},
    },
    "stances": {
        "a": {"x": {"position": 10, "salience": 80}, "y": {"position": 2, "salience": 20}},
        "b": {"x": {"position": 3, "salience": 30}, "y": {"position": 10, "salience": 70}},
    },
    "calendar": {
        "deadline": 12,
        "patience": {"a": 0.9},
        "strategies": {"a": {"strategy": "boulware", "assumption": "because we say so"}, "b": "linear"},
    },
}


def test_the_main_job_plays_what_the_brief_names_and_reports_it() -> None:
    brief = brief_from_data(BRIEF)
    found = run(brief, (), Plan(draws=4))
    (talks,) = (r for r in found.results if isinstance(r, TalksResult))
    assert talks.rounds == 12
    assert talks.strategies[0] == {"boulware": {"acceptance": "threshold", "e": 4.0}}
    (part,) = talks_parts(brief, found.results, Names("en", brief))
    assert [figure.name for figure in part.figures] == ["offers", "concessions"]
    assert part.playing.rows[0][1].small == "because we say so"
    assert all(row[1].assumed for row in part.playing.rows)
    assert part.terms is not None
    assert part.terms.rows[0][0].text == "x"
    page = report(brief, found.results).html("en")
    assert '<section id="talks"' in page
    assert "How Alpha is taken to play" in page
    assert "because we say so" in page


@pytest.mark.parametrize("strategies", [{}, {"a": "linear"}, {"a": {"boulware": {"e": -1}}, "b": "linear"}])
def test_the_main_job_says_why_it_does_not_play(strategies: dict[str, object]) -> None:
    brief = brief_from_data({**BRIEF, "calendar": {"strategies": strategies}})
    found = run(brief, (), Plan(draws=4))
    assert not any(isinstance(r, TalksResult) for r in found.results)
    assert "talks" in {item.concept for item in found.skipped}
    assert '<section id="talks"' not in report(brief, found.results, skipped=found.skipped).html("en")


def test_a_sweep_moves_deadline_and_patience() -> None:
    calendar = {
        "deadline": [4, 30],
        "patience": {"a": [0.5, 0.99]},
        "strategies": {"a": "linear", "b": "linear"},
    }
    spread = pp.sweep(brief_from_data({**BRIEF, "calendar": calendar}), pp.Talks(), draws=16, seed=1)
    assert {"utility/a", "discounted/a", "discounted/b", "step"} <= set(spread.quantities)
    assert {d.key for d in spread.drivers()} >= {"calendar/deadline", "calendar/patience/a"}
    assert {d.quantity.split("/")[0] for d in spread.drivers()} <= {"utility", "discounted"}
    assert len(set(spread.quantities["step"])) > 3


@pytest.mark.parametrize(("strategies", "said"), [
    ({"a": "boulware", "b": "boulware"}, "efficient deal"),
    ({"a": "micro", "b": "micro"}, "No other deal that all could accept"),
])  # fmt: skip
def test_what_the_frontier_would_have_given_is_told(strategies: dict[str, object], said: str) -> None:
    brief = brief_from_data(BRIEF)
    played = pp.solve(brief, pp.Talks(strategies, rounds=60), seed=1)
    assert isinstance(played, TalksResult)
    frontier = pp.solve(brief, pp.Frontier())
    (part,) = talks_parts(brief, [frontier, played], Names("en", brief))
    assert said in part.sentences[-1]
    worth = [played.utilities[p] for p in frontier.table.parties]
    better = [
        point
        for point in frontier.table.utilities
        if (point >= [u - 1e-9 for u in worth]).all() and (point > [u + 1e-9 for u in worth]).any()
    ]
    assert bool(better) == (said == "efficient deal")
    if better:
        assert f": {len(better)} efficient" in part.sentences[-1]


def test_settings_as_they_come_by_themselves_are_not_told() -> None:
    mirror = {"tit-for-tat": {"mode": "averaged", "delay": 1, "window": 2, "bound": 0.0}}
    assert str(strategy_words(mirror, EN)).startswith("tit-for-tat (mode = averaged, window = 2): ")
    early = {"conceder": {"acceptance": "threshold", "e": 0.5}}
    usual = {"tit-for-tat": {"mode": "absolute", "delay": 1, "window": 1, "bound": 0.0}}
    both = {"hybrid": {"time": early, "imitation": usual, "power": 3.0}}
    assert str(strategy_words(both, EN)).startswith("hybrid (time = conceder (e = 0.5), power = 3): ")


def test_another_package_is_told_in_full() -> None:
    worth = {"p": {"a": 9, "b": 2, "c": 6}, "q": {"a": 1, "b": 8, "c": 4}}
    data = {
        "language": "en",
        "preferences": {"form": "mean-of-included", "scale": [0, 10]},
        "parties": {"p": {"reserve": 1}, "q": {"reserve": 1}},
        "issues": {issue: {"kind": "provision"} for issue in "abc"},
        "stances": {p: {i: {"score": s} for i, s in scores.items()} for p, scores in worth.items()},
    }
    brief = brief_from_data(data)
    result = pp.solve(brief, pp.Talks({"p": "linear", "q": "linear"}, rounds=10))
    (offered,) = (t for t in tables(result, Names("en", brief)) if t.caption.startswith("Offers"))
    told = [row[-1] for row in offered.rows]
    assert len(set(told)) > 2
    assert all(words == "the same" or words.startswith("a package of ") for words in told)
    # Nothing but its provisions follows: never an empty package, never the provisions that were added alone.
    assert not any(words.endswith("of ") or "as before" in words for words in told)


def test_numbers_of_concessions_stand_until_there_are_new_ones() -> None:
    found = concessions(ENDS["agreement"], EN)
    assert found is not None
    rows = [[cell.text for cell in row] for row in found.table.rows]
    assert rows == [
        ["1", "100", "59"],
        ["3", "100", rows[1][2]],
        ["4", "100", rows[2][2]],
        ["7", "100", rows[2][2]],
        ["8", "77", rows[2][2]],
    ]


def test_every_benchmark_stands_under_what_it_is() -> None:
    deal = Negotiation(TRADE, Timing({"buyer": 0.9, "seller": 0.8}))
    results = [pp.solve(deal, pp.Rubinstein()), pp.solve(deal, pp.BackwardInduction(rounds=5))]
    parts = turn_parts(results, EN)
    assert len(parts) == 2
    for part in parts:
        assert part.lead[0].startswith("A benchmark, no forecast")
        assert any("would be agreed" in line for line in part.sentences)


def test_offers_that_never_come_again_are_all_different() -> None:
    result = _played(LINE, {"p": "linear", "q": "hardliner"}, rounds=20)
    said = result.summary("en")
    assert "p made 20 offers, all different, the first worth " in said
    assert "q made 20 offers, all the same, worth 199 to it." in said


@pytest.mark.parametrize(("step", "n"), [(5, 8), (7, 12), (13, 8)])
def test_labels_leave_the_dots_of_the_frontier_free(step: int, n: int) -> None:
    levels = list(range(n))
    tables_ = {
        "p": {"x": [k * step % n for k in levels], "y": levels},
        "q": {"x": levels[::-1], "y": [2 * k for k in levels[::-1]]},
    }
    deal = pp.Bargain.from_tables({"x": levels, "y": levels}, tables_)
    result = _played(deal, {"p": "boulware", "q": "linear"}, rounds=20)
    found = offers(result, EN, Behind(pp.solve(deal, pp.Frontier()), None, None))
    assert found is not None
    dots = [point for point in found.drawing.points if point["color"] == PALE]
    labels = [
        box
        for box, word in zip(words_of(found.drawing), found.drawing.words, strict=True)
        if word["weight"] == "bold" and any(character.isdigit() for character in word["text"])
    ]
    assert len(dots) >= 10
    assert len(labels) >= 3
    for left, top, right, bottom in labels:
        assert not [dot for dot in dots if left < dot["x"] < right and top < dot["y"] < bottom]
