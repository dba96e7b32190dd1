"""Indices in pictures, tables and sentences: which source an answer rests on, what acts with others, what is unknown."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import pourparler as pp
from pourparler.analyses.collective.compromise import Compromise
from pourparler.analyses.result import Status
from pourparler.brief.reading import brief_from_data
from pourparler.kernels.variance_indices import Estimates
from pourparler.language import LANGUAGES, Lang, msg
from pourparler.uncertainty.drivers.explained import OUTCOME, Explained, Index, Indices
from pourparler.uncertainty.drivers.groups import GROUPINGS, Group, Grouping, GroupKind
from pourparler.uncertainty.drivers.indices import indices
from pourparler.uncertainty.inputs.inputs import Dimension, Inputs
from pourparler.uncertainty.question import Question, question
from pourparler.views.charts import chart
from pourparler.views.charts.drivers import drivers
from pourparler.views.charts.indices import index_bars, index_table
from pourparler.views.index_words import group_name, index_sentences
from pourparler.views.names import Names
from pourparler.views.svg import to_svg
from pourparler.views.tables import tables
from pourparler.views.words import summary

Floats = NDArray[np.float64]
DATA: dict[str, Any] = {
    "sources": {
        "anon": {"kind": "anonymous", "title": "Officials of a ministry"},
        "ft": {"kind": "outlet", "title": "FT"},
    },
    "parties": {"a": {"name": "Alba", "influence": 50}, "b": {"name": "Borea", "influence": 30}},
    "issues": {
        "x": {"name": "Ceiling", "levels": {"low": 0, "middle": 50, "high": 100}, "status_quo": "low"},
        "y": {"name": "Term", "levels": {"short": 0, "long": 100}, "status_quo": "short"},
    },
    "stances": {
        "a": {"x": {"position": [50, 100], "salience": [40, 60]}, "y": {"position": [0, 40], "salience": 30}},
        "b": {"x": {"position": [0, 40], "salience": 50}, "y": {"position": [60, 100], "salience": [20, 80]}},
    },
}


@pytest.fixture(scope="module")
def brief() -> pp.Brief:
    return brief_from_data(DATA)


def made(kinds: list[tuple[GroupKind, tuple[str, ...]]], values: list[tuple[float, float]], asked: Question, by: Grouping = "source", output: str = OUTCOME) -> Indices:  # fmt: skip
    """Indices with groups and estimates (first order, total) by hand, all errors .02."""
    groups = tuple(Group(" + ".join(members), kind, members, (i,)) for i, (kind, members) in enumerate(kinds))
    first, total = np.array(values).T
    error = np.full(len(values), 0.02)
    found = Explained(1.0, 0.0, Estimates(first, total, error, error, np.ones(len(values))))
    return Indices(
        question=asked, by=by, groups=groups, base=1024, resamples=200, status=Status("ok", msg("The answer is exact.")),
        explained={output: found},
    )  # fmt: skip


@pytest.fixture(scope="module")
def asked(brief: pp.Brief) -> Question:
    return question(brief, pp.Nash(), seed=1)


def test_an_answer_that_rests_on_one_anonymous_source_says_so(brief: pp.Brief, asked: Question) -> None:
    found = made([("source", ("ft",)), ("source", ("anon",))], [(0.1, 0.2), (0.8, 0.9)], asked)
    told = index_sentences(found, Names("en", brief))
    assert told[:2] == (
        "This answer rests on one anonymous source: Officials of a ministry.",
        "Known exactly, it would by itself take away 80% of the variance; it has a hand in 90% (± at most about 2 points).",
    )
    named = made([("source", ("ft",)), ("source", ("anon",))], [(0.8, 0.9), (0.1, 0.2)], asked)
    assert index_sentences(named, Names("en", brief))[0] == "This answer rests on one source: FT."


@pytest.mark.parametrize(
    ("kind", "members", "first", "said"),
    [
        ("source", ("ft",), 0.52, "No source alone carries this answer; what matters most: FT."),
        ("shared", ("anon", "ft"), 0.8, "what rests on Officials of a ministry (anonymous) and FT together"),
        ("assumed", (), 0.8, "This answer rests on assumptions and judgements more than on any source."),
        ("assumed", (), 0.3, "what matters most: assumptions and judgements, on no source."),
    ],
)  # fmt: skip
def test_an_answer_rests_on_a_source_only_beyond_doubt(
    brief: pp.Brief, asked: Question, kind: GroupKind, members: tuple[str, ...], first: float, said: str
) -> None:
    found = made([(kind, members)], [(first, 0.9)], asked)
    assert said in index_sentences(found, Names("en", brief))[0]


def test_estimates_out_of_order_and_nothing_alone_are_told_as_such(brief: pp.Brief, asked: Question) -> None:
    above = made([("party", ("a",)), ("party", ("b",))], [(0.42, 0.4), (0.0, 0.001)], asked, "party")
    told = " ".join(index_sentences(above, Names("en", brief)))
    assert "What matters most: Alba. Known exactly, it would take away about 40% of the variance" in told
    assert "1 group of 2 has no hand in it" in told
    together = made([("party", ("a",)), ("party", ("b",))], [(-0.05, 0.9), (0.03, 0.95)], asked, "party")
    told = " ".join(index_sentences(together, Names("en", brief)))
    assert "next to nothing of the variance, but it has a hand in 95%" in told
    assert "only together with others: Borea; Alba." in told


def test_a_forecast_is_told_by_issue(brief: pp.Brief, asked: Question) -> None:
    found = made([("party", ("a",))], [(0.9, 0.9)], asked, "party", "issue/x")
    assert index_sentences(found, Names("en", brief))[0] == "Ceiling. What matters most: Alba."


def test_many_that_act_together_are_cut_short(brief: pp.Brief, asked: Question) -> None:
    kinds: list[tuple[GroupKind, tuple[str, ...]]] = [("issue", (f"i{k}",)) for k in range(5)]
    told = index_sentences(made(kinds, [(0.0, 0.5)] * 5, asked, "issue"), Names("en", brief))
    assert "i0; i1; i2 and 2 more." in told[-1]


@pytest.mark.parametrize(
    ("by", "kind", "members", "name"),
    [
        ("key", "key", ("stances/a/x/position",), "position of Alba on Ceiling"),
        ("key", "shared", ("ft",), "what several numbers owe to FT"),
        ("key", "shared", ("expert",), "which expert is followed"),
        ("key", "shared", ("pool",), "whether the experts’ answers count"),
        ("key", "correlated", ("stances/a/x/position", "stances/b/x/position"), "position of Alba on Ceiling; position of Borea on Ceiling, tied to each other"),
        ("source", "source", ("anon",), "Officials of a ministry (anonymous)"),
        ("source", "source", ("unknown",), "unknown"),
        ("party", "shared", ("a", "b"), "what Alba and Borea share"),
        ("party", "shared", ("a",), "what Alba shares with others"),
        ("party", "general", (), "what belongs to no single party"),
        ("issue", "general", (), "what belongs to no single issue"),
        ("issue", "issue", ("x",), "Ceiling"),
        ("kind", "kind", ("red_line",), "red line"),
        ("kind", "kind", ("calendar",), "calendar"),
        ("kind", "kind", ("elsewhere",), "elsewhere"),
    ],
)  # fmt: skip
def test_names_of_groups(
    brief: pp.Brief, by: Grouping, kind: GroupKind, members: tuple[str, ...], name: str
) -> None:
    assert group_name(Group(" + ".join(members), kind, members, (0,)), by, Names("en", brief)) == name


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("by", GROUPINGS)
def test_bars_and_tables_hold_every_group(brief: pp.Brief, asked: Question, by: Grouping, lang: Lang) -> None:
    found = indices(asked, by=by, base=64)
    figure = index_bars(found, Names(lang, brief))
    assert figure is not None
    varying = sum(output.varies for output in found.explained.values())
    assert len(figure.table.rows) == varying * len(found.groups)
    assert all(len(row) == len(figure.table.columns) for row in figure.table.rows)
    # As wide as a telephone, and nothing drawn beyond it.
    drawing = figure.drawing
    assert drawing.width <= 375
    assert all(0 <= r["x"] <= r["x2"] <= drawing.width for r in drawing.rects)
    assert all(0 <= r["x"] <= drawing.width and 0 <= r["x2"] <= drawing.width for r in drawing.lines)
    assert to_svg(drawing) == to_svg(index_bars(indices(asked, by=by, base=64), Names(lang, brief)).drawing)  # type: ignore[union-attr]
    texts = [word["text"] for word in drawing.words]
    # Figures stand beside the bars: nothing is told by colour alone.
    assert sum("%" in text for text in texts) >= len(found.groups[:8])


def test_forecasts_have_a_panel_for_each_issue(brief: pp.Brief) -> None:
    found = indices(question(brief, Compromise(), seed=1), by="party", base=64)
    figure = index_bars(found, Names("en", brief))
    assert figure is not None
    heads = [word["text"] for word in figure.drawing.words if word["weight"] == "bold"]
    assert heads == ["Ceiling", "Term"]


def test_nothing_to_draw(brief: pp.Brief, asked: Question) -> None:
    flat = made([("party", ("a",))], [(np.nan, np.nan)], asked, "party")
    assert index_bars(flat, Names("en", brief)) is None
    assert index_table(flat, Names("en", brief)).rows == ()
    assert index_sentences(flat, Names("en", brief), output=OUTCOME) == ("Nothing varies.",)
    still = replace(asked, inputs=Inputs({}))
    assert "Nothing varies" in index_sentences(indices(still), Names("en", brief))[0]


def test_the_tornado_says_where_it_misleads(brief: pp.Brief) -> None:
    spread = pp.sweep(brief, pp.Nash(), draws=64, seed=1)
    names = Names("en", brief)
    plain = drivers(spread, names)
    assert plain is not None
    assert not [w for w in plain.drawing.words if w["text"].startswith("+")]
    key = spread.drivers()[0].key
    keys = sorted(driver.key for driver in spread.drivers())
    found = made([("key", (k,)) for k in keys], [(0.1, 0.7 if k == key else 0.1) for k in keys], spread.question, "key", "objective")  # fmt: skip
    figure = drivers(spread, names, indices=found)
    assert figure is not None
    assert len([w for w in figure.drawing.words if w["text"].startswith("+")]) == 1
    assert f"act largely together with others: {names.number(key)}." in figure.words
    assert "+:" in figure.reading
    row = next(row for row in figure.table.rows if row[0].key == key)
    assert [cell.text for cell in row[-3:]] == ["10%", "70%", "2"]
    assert len(row) == len(figure.table.columns)


def test_a_number_that_decides_whether_there_is_an_agreement_comes_first() -> None:
    hard = brief_from_data(
        {
            "parties": {"a": {}, "b": {}},
            "issues": {"x": {"range": {"from": 0, "to": 100, "step": 10}, "status_quo": "50"}},
            "stances": {
                "a": {"x": {"position": [60, 100], "salience": 1, "red_line": {"at_least": 40}}},
                "b": {"x": {"position": 0, "salience": 1, "red_line": {"at_most": [10, 100]}}},
            },
        }
    )
    spread = pp.sweep(hard, pp.Nash(), draws=64, seed=1)
    first = spread.drivers()[0]
    assert first.key == "stances/b/x/red_line/at_most"
    assert first.changes_status
    assert first.changes_outcome
    assert first.codes == ("no-agreement", "ok")
    assert (first.low, first.effect) == (None, 0)
    assert first.as_data()["changes"]["x"][0] is None
    figure = drivers(spread, Names("en", hard))
    assert figure is not None
    assert any("× 5%" in word["text"] for word in figure.drawing.words)
    assert "decide whether there is an answer: red line of b on x." in figure.words
    assert figure.table.rows[0][2].text == "no agreement possible"


@dataclass(frozen=True)
class Sourced(Inputs):
    """Inputs whose dimensions say which source they belong to."""

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        return tuple(
            replace(one, roots=("anon",) if "/a/" in one.name else ("ft",))
            for one in Inputs(self.laws).dimensions
        )


def test_by_source_from_end_to_end(brief: pp.Brief, asked: Question) -> None:
    sourced = replace(asked, inputs=Sourced(asked.inputs.laws))
    found = indices(sourced, by="source", base=256)
    figure = index_bars(found, Names("fr", brief))
    assert figure is not None
    assert {row[0].text for row in figure.table.rows} >= {"FT"}
    by_party = indices(asked, by="party", base=256)
    for name, party in (("anon", "a"), ("ft", "b")):
        assert found.find(OUTCOME, name) == by_party.find(OUTCOME, party) != Index(None, None, None, None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_indices_are_shown_like_any_result(brief: pp.Brief, asked: Question, lang: Lang) -> None:
    found = indices(asked, by="party", base=64)
    names = Names(lang, brief)
    (table,) = tables(found, names)
    assert len(table.rows) == 2
    assert "256" in summary(found, lang, names)
    assert chart(found, lang).to_dict()["title"]["text"]
    still = indices(replace(asked, inputs=Inputs({})))
    assert tables(still, names) == ()
    assert len(summary(still, lang, names).splitlines()) == 2
