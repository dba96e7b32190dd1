"""What draws are drawn from, in sentences: evidence, experts, neither."""

from typing import Any

import pytest

import pourparler as pp
from pourparler.language import render
from pourparler.uncertainty.inputs.inputs import Inputs, inputs_of
from pourparler.uncertainty.notes import how_drawn


def drawn(tmp: Any, judged: str = "", pool: str = "", cited: str = "") -> Inputs:
    folder = tmp / "brief"
    folder.mkdir()
    because = f", because: [{cited}]" if cited else ""
    (folder / "brief.yaml").write_text(
        f"""schema: pourparler/brief/1
parties: {{a: {{influence: 50}}, b: {{influence: 50}}}}
issues: {{x: {{range: {{from: 0, to: 100}}, status_quo: 0}}}}
sources: {{doc: {{kind: document, title: Paper, reliability: B}}}}
evidence: {{e: {{source: doc, quote: said, credibility: 2}}}}
stances:
  a: {{x: {{position: {{low: 20, mode: 40, high: 60{because}}}, salience: 50}}}}
  b: {{x: {{position: 20, salience: 50}}}}
{pool}
""",
        encoding="utf-8",
    )
    if judged:
        (folder / "judgements.csv").write_text(
            "key,expert,lowest,highest,best,confidence\n" + judged, encoding="utf-8"
        )
    brief = pp.read_brief(folder)
    return inputs_of(brief, pp.Positions.template(brief))


JUDGED = "stances/a/x/position,e1,10,50,30,0.8\n"


@pytest.mark.parametrize(
    ("judged", "pool", "cited", "said"),
    [
        ("", "", "", ["from the ranges as written"]),
        ("", "", "e", ["rule mixture/1"]),
        (JUDGED, "", "e", ["rule mixture/1"]),  # without a pool judgements are shown and never drawn
        (JUDGED, "pool: {evidence: 0, judgements: 1}", "", ["1 number that experts judged follows their answers in all draws."]),
        (JUDGED, "pool: {evidence: 0.75, judgements: 0.25}", "e", ["rule mixture/1", "in 25% of the draws; in the others it is drawn"]),
    ],
)  # fmt: skip
def test_only_what_holds_is_said(tmp_path: Any, judged: str, pool: str, cited: str, said: list[str]) -> None:
    inputs = drawn(tmp_path, judged, pool, cited)
    told = " ".join(render(line, "en") for line in how_drawn(inputs, draws=8, concept="x"))
    assert all(part in told for part in said), told
    assert ("rule mixture/1" in told) == bool(cited)
    assert ("experts judged" in told) == bool(pool)
    assert ("judged" in inputs.judged_data()) == bool(pool)


def test_a_single_draw_is_told_as_one() -> None:
    told = [render(line, "en") for line in how_drawn(Inputs({}), draws=1, concept="x")]
    assert told == ["1 draw from the ranges as written, solved by x."]
