"""Flips in words: one wording in both languages, marks, levels and units, honest rounding, ties, pairs, what is unmoved."""

from dataclasses import replace
from typing import Any

import pytest

import pourparler as pp
from pourparler.brief.reading import brief_from_data
from pourparler.language import render
from pourparler.uncertainty.flips.flips import Flip, PairFlip
from pourparler.views.flips import answers_of, flip_sentence, flip_sentences, pair_sentence
from pourparler.views.front_page import front_page
from pourparler.views.marks import unmarked
from pourparler.views.names import Names
from pourparler.views.report_uncertainty import uncertainty
from pourparler.views.sweep_parts import sweep_parts
from tests.unit.uncertainty.thresholds import forecast, one_decides

KEY = "stances/a/x/position"
MARK = f"\ue000{KEY}\ue001"


def brief(**issue: Any) -> Any:
    data = one_decides({"low": 0, "mode": 60, "high": 100})
    data["parties"]["a"] = {"name": "Amont", "reserve": -1}
    data["issues"]["x"] |= {
        "name": "Water",
        "level_names": {"some": "a quarter", "half": "one half"},
        **issue,
    }
    data["issues"]["y"] = {"name": "Years", "range": {"from": 2026, "to": 2060, "step": 1}}
    data["stances"]["a"]["y"] = {"position": {"low": 2026, "mode": 2040, "high": 2060}, "salience": 1}
    return brief_from_data(data)


@pytest.fixture(scope="module")
def names() -> Names:
    return Names("en", brief())


def said(line: Any, lang: str = "en") -> str:
    return unmarked(render(line, lang), lang)  # type: ignore[arg-type]


def flip(to: float, last: float, origin: float = 60.0, **more: Any) -> Flip:
    before = more.pop("before", (("x", "half"),))
    after = more.pop("after", (("x", "some"),))
    told = Flip(KEY, origin, last, to, 0.3, (), before, after)
    return replace(told, changes=told.differences if before and after else (), **more)


def test_a_change_on_the_number_s_own_issue_is_told_in_brief(names: Names) -> None:
    line = flip_sentence(flip(37.49996, 37.50003), names)
    assert (
        said(line)
        == "If the position of Amont on Water fell from 60 to 37.5, the deal would say there: a quarter instead of one half."
    )
    assert MARK in render(line, "en")
    french = Names("fr", names.brief)
    told = said(flip_sentence(flip(37.49996, 37.50003), french), "fr")
    assert " ".join(told.split()) == (
        "Si le nombre « position (Amont, Water) » baissait de 60 à 37,5, l’accord y dirait : a quarter (au lieu de : one half)."
    )


def test_other_issues_are_named_one_by_one(names: Names) -> None:
    far = flip(80.0, 79.9, before=(("x", "half"), ("y", 2040)), after=(("x", "some"), ("y", 2041)))
    assert said(flip_sentence(far, names)) == (
        "If the position of Amont on Water rose from 60 to 80, the deal would change: "
        "Water: a quarter instead of one half; Years: 2041 instead of 2040."
    )


def test_a_value_on_a_level_is_told_with_the_level_and_one_beside_it_with_the_unit(names: Names) -> None:
    line = said(flip_sentence(flip(100.0, 99.9, origin=50.0), names))
    assert "rose from 50 (one half) to 100 (all), " in line
    metres = Names("en", brief(unit="m"))
    assert "rose from 50 (one half) to 61\u00a0m, " in said(
        flip_sentence(flip(61.0, 60.9, origin=50.0), metres)
    )
    salience = replace(flip(0.62, 0.61, origin=0.5), key="stances/a/x/salience")
    assert "If the salience of Amont on Water rose from 0.50 to 0.62, the deal would say there" in said(
        flip_sentence(salience, metres)
    )


def test_years_are_not_grouped(names: Names) -> None:
    year = replace(flip(2042.0, 2041.9, origin=2040.0), key="stances/a/y/position")
    assert "rose from 2040 to 2042, the deal would change: Water: " in said(flip_sentence(year, names))


@pytest.mark.parametrize(
    ("to", "last", "shown"),
    [(53.7562, 53.7563, "53.7"), (53.9999, 54.0001, "54"), (75.0001, 74.9999, "75"), (66.26, 66.25, "66.3"),
     (0.0, 3.0, "0"), (60.004, 60.0039, "60.004"), (59.99996, 59.99997, "59.99996")],
)  # fmt: skip
def test_a_value_is_never_rounded_back_to_where_nothing_changes(
    names: Names, to: float, last: float, shown: str
) -> None:
    text = said(flip_sentence(flip(to, last), names))
    printed = float(text.partition(" to ")[2].partition(",")[0].split()[0])
    assert printed <= last if to < 60 else printed >= last
    assert abs(printed - to) <= abs(to - 60) / 50
    assert shown in text


def test_what_tips_a_tie_is_not_told_in_digits(names: Names) -> None:
    text = said(flip_sentence(flip(60.0000004, 60.0, distance=0.0), names))
    assert text.startswith("If the position of Amont on Water rose ever so slightly above 60, the deal ")
    text = said(flip_sentence(flip(59.9999, 60.0, distance=1e-6), names))
    assert "fell ever so slightly below 60, " in text


def test_no_answer_before_or_after(names: Names) -> None:
    gone = flip(37.5, 37.6, after=(), code="no-agreement")
    assert said(flip_sentence(gone, names)).endswith("fell from 60 to 37.5, no deal would be possible.")
    assert said(flip_sentence(gone, names, answers="talks")).endswith(
        "the talks would end without an agreement."
    )
    lost = flip(37.5, 37.6, after=None, code="undefined")
    assert said(flip_sentence(lost, names)).endswith("there would be no answer.")
    found = flip(37.5, 37.6, before=())
    assert said(flip_sentence(found, names)).endswith("a deal would be possible: Water: a quarter.")
    assert said(flip_sentence(found, names, answers="talks")).endswith(
        "the talks would end with an agreement: Water: a quarter."
    )


def test_sets_of_stable_states(names: Names) -> None:
    moved = flip(37.5, 37.6, sets={"gmr": {"gained": ["4"], "lost": ["1", "2"]}})
    assert said(flip_sentence(moved, names, answers="states")).endswith(
        "the stable states would change: GMR: more, 4, no longer 1, 2."
    )


def test_pairs_end_as_single_flips_do(names: Names) -> None:
    keys = (KEY, "stances/a/x/salience")
    pair = PairFlip(keys, (60.0, 0.5), (40.0, 0.7), 0.2, (("x", "half", "some"),))
    assert said(pair_sentence(pair, names)) == (
        "With the position of Amont on Water at 40 instead of 60 and the salience of Amont on Water at 0.70 instead of "
        "0.50 together, the deal would change: Water: a quarter instead of one half."
    )
    none = replace(pair, differences=(("x", "half", None),), code="no-agreement")
    assert said(pair_sentence(none, names)).endswith("together, no deal would be possible.")


def test_pairs_are_told_once_they_have_been_looked_for() -> None:
    known = brief_from_data(one_decides({"low": 40, "mode": 60, "high": 70}))
    spread = pp.sweep(known, pp.Nash(), draws=4, seed=1)
    assert spread.known_pairs == ()
    searched = spread.flip_search(pairs="leading")
    assert spread.known_pairs == searched.pairs


def test_what_is_unmoved_is_counted_with_the_points_tried(names: Names) -> None:
    known = brief_from_data(one_decides({"low": 55, "mode": 60, "high": 70}))
    (line,) = flip_sentences(pp.sweep(known, pp.Nash(), draws=4, seed=1), Names("en", known))
    tried = "found at the points tried, up to 33 on each side."
    assert said(line) == f"No number that varies changes the answer by itself: no other one was {tried}"
    data = one_decides({"low": 0, "mode": 60, "high": 100})
    data["stances"]["b"]["x"]["weight"] = [1, 2]
    known = brief_from_data(data)
    *_, line = flip_sentences(pp.sweep(known, pp.Nash(), draws=4, seed=1), Names("en", known))
    assert said(line) == f"Of 2 numbers that vary 1 changes nothing by itself: no other answer was {tried}"


def test_a_tie_is_told_first_and_forecasts_come_nearest() -> None:
    known = brief_from_data(forecast(75))
    spread = pp.sweep(known, pp.Compromise(), draws=4, seed=1)
    assert answers_of(spread) == "forecasts"
    lines = [said(line) for line in flip_sentences(spread, Names("en", known))]
    assert lines[0].startswith("At central values the forecast lies halfway between two levels on 1 issue")
    assert "the forecast there would come nearest to: half instead of some" in lines[1]


def test_the_page_the_report_the_terminal_and_the_summary_say_the_same() -> None:
    known = brief()
    spread = pp.sweep(known, pp.Nash(), draws=64, seed=1)
    for lang in ("en", "fr"):
        names = Names(lang, known)  # type: ignore[arg-type]
        told = [render(line, names.lang) for line in flip_sentences(spread, names)]
        assert len(told) >= 2
        page = [
            render(line, names.lang)
            for line in front_page(names, (pp.solve(known, pp.Nash()), spread)).change
        ]
        (view,) = uncertainty((spread,), names)
        (_, changing), *_rest = sweep_parts(spread, names)
        assert list(view.flips) == told
        assert page == told[: len(page)] != []
        assert [render(line, names.lang) for line in changing] == told
    # A summary has no brief, only what things are called.
    summary = spread.summary("en")
    assert (
        "If the position of Amont on Water rose from 60 to 75.1, the deal would change: Water: all instead of one half."
        in summary
    )
    assert "\ue000" not in summary
