"""What an ensemble says, drawn: stems as high as their mass, words apart, the same numbers for every reader."""

import pytest
from charts_read import assert_words_apart, brief_of, words_of

import pourparler as pp
from pourparler.analyses.collective.ensemble import AtomRule, Ensemble
from pourparler.analyses.solve import solve
from pourparler.views.charts import chart, figure
from pourparler.views.charts.densities import PLOT, densities, member_marks
from pourparler.views.charts.drawing import Drawing
from pourparler.views.charts.keys import Key, draw_keys, keys_height
from pourparler.views.charts.stems import Stem, labels
from pourparler.views.names import Names

THREE = pp.Positions.from_arrays([[0.0], [40.0], [100.0]], influence=[1, 2, 1], salience=[[1.0]] * 3)


def test_stems_and_tenths_are_as_high_as_their_mass() -> None:
    result = solve(THREE, Ensemble())
    found = densities(result, Names("en"))
    assert found is not None
    pool = result.pools["i1"]
    tenths = pool.density.parts(10)
    assert tenths.sum() + sum(atom.mass for atom in pool.forecast.atoms) == pytest.approx(1)
    stems = [line for line in found.drawing.lines if line["width"] == 3]
    highest = max([*tenths, *(atom.mass for atom in pool.forecast.atoms)])
    assert [line["y2"] - line["y"] for line in stems] == pytest.approx(
        [PLOT * atom.mass / highest for atom in pool.forecast.atoms]
    )
    bars = [rect["y2"] - rect["y"] for rect in found.drawing.rects[: len(tenths)]]
    assert bars == pytest.approx([PLOT * mass / highest for mass in tenths])


def test_masses_of_a_twentieth_or_more_are_labelled_and_in_the_table() -> None:
    result = solve(THREE, Ensemble())
    found = densities(result, Names("en"))
    assert found is not None
    said = {word["text"] for word in found.drawing.words}
    listed = found.table.rows[0][4].text
    for atom in result.forecasts["i1"].atoms:
        assert (f"{atom.mass:.0%}" in said) == (atom.mass >= 0.05)
        assert f"{atom.at:g} {atom.mass:.0%}" in listed.replace(".0 ", " ")
    assert [cell.text for cell in found.table.rows[0][5:]] == [
        f"{member.point:.0f}" for member in result.pools["i1"].members.values()
    ]


def test_without_mass_on_points_nothing_is_said_of_points() -> None:
    found = densities(solve(THREE, Ensemble(atoms=AtomRule(held=0.0))), Names("en"))
    assert found is not None
    assert "where a party stands" not in found.reading
    assert "not the probability of an event" in found.reading
    assert found.table.rows[0][4].text == "–"


def test_a_settled_issue_is_one_stem_and_an_issue_without_positions_no_row() -> None:
    nan = float("nan")
    model = pp.Positions.from_arrays([[30.0, nan], [30.0, nan]], influence=[1, 2], salience=[[1.0, 1.0]] * 2)
    found = densities(solve(model, Ensemble()), Names("en"))
    assert found is not None
    assert len(found.table.rows) == 1
    assert [line["y2"] - line["y"] for line in found.drawing.lines if line["width"] == 3] == [PLOT]


@pytest.mark.parametrize(("parties", "issues"), [(2, 1), (5, 6), (14, 4)])
def test_words_stand_apart(parties: int, issues: int) -> None:
    brief = brief_of(parties, issues)
    found = figure(solve(brief, Ensemble()), Names("fr", brief))
    assert found is not None
    assert_words_apart(found.drawing)


def test_labels_of_near_stems_neither_meet_nor_vanish() -> None:
    stems = [Stem(100 + 3 * i, 20 + i % 4, f"{i} %") for i in range(12)]
    found = labels(stems, 372)
    assert sorted(label.text for label in found) == sorted(stem.text for stem in stems)
    boxes = [(label.left, label.up) for label in found]
    for i, (x, y) in enumerate(boxes):
        assert all(abs(x - u) > 15 or abs(y - v) >= 11 for u, v in boxes[i + 1 :])


def test_members_are_told_apart_by_shape_or_colour() -> None:
    marks = member_marks(["compromise", "compromise weights=equal", "pce", "smp", "challenge"])
    assert len(set(marks.values())) == 5
    assert marks["compromise"][0] == "diamond"


def test_a_long_key_takes_more_lines() -> None:
    keys = [Key(f"a rather long label {i}", "circle") for i in range(7)]
    drawing = Drawing(372, 200)
    draw_keys(drawing, 50, keys)
    assert {word["y"] for word in drawing.words} == {64.0, 81.0, 98.0}
    assert keys_height(keys, 372) >= 98 + 11 / 2 - 50
    assert all(word[2] <= 372 for word in words_of(drawing))


def test_a_notebook_draws_it() -> None:
    assert "ensemble" in chart(solve(THREE, Ensemble()), "en").to_dict()["title"]["text"]
