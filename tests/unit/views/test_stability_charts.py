"""The stability matrix and the graph of moves: what is drawn, what is left to the table, nothing by colour alone."""

from math import hypot
from typing import Any

import pytest
from conflicts import GRAPH, judged, strait, wide

import pourparler as pp
from pourparler.analyses.stability.stability import Stability
from pourparler.brief.reading import brief_from_data
from pourparler.model.conflict import Conflict
from pourparler.views.charts.drawing import WIDTH
from pourparler.views.charts.moves_graph import BAND, FEW, arrows_of, moves_graph, pictured
from pourparler.views.charts.stability_matrix import DRAWN, SHADES, stability_matrix
from pourparler.views.names import Names
from pourparler.views.stability_verdicts import MARKS
from pourparler.views.svg import to_svg

EN = Names("en")


def words(figure: Any) -> list[str]:
    return [word["text"] for word in figure.drawing.words]


def trails(figure: Any) -> list[Any]:
    """The lines of arrows, without the band under them."""
    return [trail for trail in figure.drawing.trails if trail["color"] != BAND]


def test_every_cell_has_a_shade_and_a_mark() -> None:
    brief = strait()
    figure = stability_matrix(judged(brief), Names("en", brief))
    assert figure is not None
    cells = [rect for rect in figure.drawing.rects if rect["tip"]]
    assert len(cells) == 7 * 3
    assert set(SHADES) == set(MARKS)
    assert words(figure).count("=") == 6
    assert "5 (close the strait, escort ships): North R, South =, Guard R." in figure.words
    assert sum(point["shape"] == "triangle-down" for point in figure.drawing.points) == 1
    bars = [rect for rect in figure.drawing.rects if rect["x"] == 0]
    assert len(bars) == 6


def test_of_many_states_the_first_are_drawn_and_the_rest_is_counted() -> None:
    figure = stability_matrix(Stability().run(wide(6), None), EN)
    assert figure is not None
    assert len([rect for rect in figure.drawing.rects if rect["tip"]]) == DRAWN * 3
    assert "40 more states are not drawn; the first 60 are in the table." in figure.reading
    assert len(figure.table.rows) == 60


def test_of_many_parties_the_rest_is_counted() -> None:
    options = {f"o{i}": {"party": f"p{i}"} for i in range(9)}
    prefer = {f"p{i}": [f"o{i}"] for i in range(9)}
    figure = stability_matrix(
        Stability().run(Conflict.from_moves({"options": options, "prefer": prefer}), None), EN
    )
    assert figure is not None
    assert "1 more party is in the table alone." in figure.reading
    assert len(figure.table.columns) == 10


@pytest.mark.parametrize("options", [2, 3, 5])
def test_everything_drawn_lies_inside_the_picture(options: int) -> None:
    result = Stability().run(wide(options), None)
    for figure in (stability_matrix(result, EN), moves_graph(result, EN)):
        assert figure is not None
        drawing = figure.drawing
        places = [(point["x"], point["y"]) for point in drawing.points]
        places += [corner for trail in drawing.trails for corner in trail["corners"]]
        places += [(word["x"], word["y"]) for word in drawing.words]
        assert all(-1 <= x <= WIDTH + 1 and -1 <= y <= drawing.height + 1 for x, y in places)
        assert to_svg(drawing).startswith("<svg")


def test_few_states_show_every_move_and_improvements_bold() -> None:
    brief = strait()
    result = judged(brief)
    figure = moves_graph(result, Names("en", brief))
    assert figure is not None
    arrows = arrows_of(result)
    assert len(arrows) == 6 + 3 + 6
    # A line and a head each.
    assert len(trails(figure)) == 2 * len(arrows)
    bold = [trail for trail in trails(figure) if trail["width"] == 2.0]
    assert len(bold) == 2 * sum(arrow.gains for arrow in arrows)
    squares = [point for point in figure.drawing.points if point["shape"] == "square"]
    assert len(squares) == 6
    assert any("5 (close the strait, escort ships)" in word for word in words(figure))


def test_movers_are_told_apart_without_colour() -> None:
    figure = moves_graph(judged(strait()), EN)
    assert figure is not None
    key = figure.drawing.lines
    assert len({line["dash"] for line in key}) == len(key) == 3
    assert {line["color"] for line in key} == {trail["color"] for trail in trails(figure)}


def test_of_many_states_the_way_and_the_first_equilibria_are_drawn_with_improvements_alone() -> None:
    result = Stability().run(wide(5), None)
    assert len(result.game.codes) > FEW
    shown = pictured(result)
    assert len(shown) == FEW
    assert result.game.status_quo in shown
    led = [entry.state for entry in result.order if result.ways.get(entry.state) and entry.state != 0]
    assert set(result.ways[led[0]]) <= set(shown)
    left = [entry.state for entry in result.order if entry.state not in shown]
    assert left == [entry.state for entry in result.order][len(result.order) - len(left) :]
    figure = moves_graph(result, EN)
    assert figure is not None
    among = [a for a in arrows_of(result) if a.gains and a.start in shown and a.end in shown]
    assert len(trails(figure)) == 2 * len(among) > 0
    assert "12 of 32 states" in figure.reading
    assert len(figure.table.rows) == 32


def test_of_more_states_than_a_table_holds_the_first_are_listed() -> None:
    figure = moves_graph(Stability().run(wide(6), None), EN)
    assert figure is not None
    assert len(figure.table.rows) == 60


def test_beyond_256_states_there_is_no_picture_of_moves() -> None:
    assert moves_graph(Stability().run(wide(9), None), EN) is None


def test_marks_of_states_lie_apart() -> None:
    figure = moves_graph(Stability().run(wide(5), None), EN)
    assert figure is not None
    spots = [(p["x"], p["y"], p["area"] ** 0.5) for p in figure.drawing.points if p["tip"]]
    assert len(spots) == FEW
    assert all(
        hypot(x - x2, y - y2) >= side for i, (x, y, side) in enumerate(spots) for x2, y2, _ in spots[:i]
    )


def test_states_are_all_in_words_or_all_in_letters() -> None:
    brief = strait()
    figure = stability_matrix(judged(brief), Names("en", brief))
    assert figure is not None
    assert "Letters and levels" not in figure.reading
    long = {f"o{i}": {"party": "ab"[i % 2], "name": f"a long name of option {i}"} for i in range(4)}
    moves = {"options": long, "prefer": {"a": ["o0"], "b": ["o1"]}, "status_quo": 0}
    brief = brief_from_data({"parties": {"a": {}, "b": {}}, "moves": moves})
    figure = stability_matrix(judged(brief), Names("en", brief))
    assert figure is not None
    assert "Letters and levels" in figure.reading
    assert {"0\xa0NNNN", "15\xa0YYYY"} <= set(words(figure))
    assert not any("long" in word for word in words(figure))


def test_no_word_of_a_head_is_broken() -> None:
    names = ["Banque de développement", "Lusmanie", "Karvélie"]
    moves = {
        "options": {f"o{i}": {"party": f"p{i}"} for i in range(3)},
        "prefer": {f"p{i}": [f"o{i}"] for i in range(3)},
    }
    brief = brief_from_data(
        {"parties": {f"p{i}": {"name": name} for i, name in enumerate(names)}, "moves": moves}
    )
    figure = stability_matrix(judged(brief), Names("en", brief))
    assert figure is not None
    assert "développement" in words(figure)


def test_names_too_long_for_a_mark_are_numbered() -> None:
    figure = moves_graph(Stability().run(Conflict.from_moves(GRAPH), None), EN)
    assert figure is not None
    assert "States are numbered as listed in the table." in figure.reading
    assert figure.table.rows[1][0].text == "1: talks"
    assert [cell.text for cell in figure.table.rows[0]] == ["0: now", "1", "(2)"]
    assert "0 now · 1 talks · 2 war" in words(figure)


def test_the_chart_of_a_result_is_the_matrix() -> None:
    pytest.importorskip("altair")
    assert judged(strait()).plot().to_dict()["title"]["text"] == "Who would leave which state"
    assert "<svg" in judged(strait())._repr_html_()


def test_a_band_leads_from_the_status_quo_to_the_first_equilibrium_elsewhere() -> None:
    elmira = pp.read_case("elmira")
    result = pp.solve(elmira, pp.Stability())
    figure = moves_graph(result, Names("en", elmira))
    assert figure is not None
    assert sum(trail["color"] == BAND for trail in figure.drawing.trails) == 1
    assert "from the status quo to s5" in figure.reading
    assert [result.game.label(i) for i in result.ways[result.game.index_of("s8")]] == ["s5", "s8"]
