"""Experts in words, rows and a picture, in both languages; what trace prints of them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pourparler.app.cli import run
from pourparler.brief.brief import Brief
from pourparler.brief.judgements import Judgement
from pourparler.brief.reading import brief_from_data
from pourparler.language import Lang, render
from pourparler.uncertainty.inputs.judgements import judgements
from pourparler.views.charts.drawing import WIDTH
from pourparler.views.charts.judgements import SHOWN
from pourparler.views.charts.judgements import judgements as figure
from pourparler.views.judgements import judged_table, judgement_sentences, voices
from pourparler.views.names import Names
from pourparler.views.report_judgements import judgements_part
from tests.unit.uncertainty.experts import told, with_answers

KEY = "stances/a/x/position"
DATA: dict[str, Any] = {
    "parties": {"a": {"name": "Upland", "influence": 50}, "b": {"name": "Lowland"}},
    "issues": {"x": {"name": "Water", "range": {"from": 0, "to": 100}}, "y": {"name": "Entry", "levels": {"never": 0, "one day": 50, "at once": 100}}},
    "stances": {
        "a": {
            "x": {"position": {"low": 60, "mode": 70, "high": 80, "assumption": "seen"}, "salience": 50},
            "y": {"position": {"low": 0, "mode": 50, "high": 100}, "salience": 50},
        },
        "b": {"x": {"position": 10, "salience": 50}},
    },
}  # fmt: skip


FAR = (told(KEY, "Ada", 60, 72, 80, round_=2), told(KEY, "Ada", 58, 66, 75), told(KEY, "Bob", 5, 10, 20))


def brief(*answers: Judgement, **more: Any) -> Brief:
    return with_answers(DATA, answers, **more)


def said(subject: Brief, lang: Lang = "en") -> list[str]:
    return [render(line, lang) for line in judgement_sentences(judgements(subject), Names(lang, subject))]


def test_who_disagrees_on_what_is_said_and_that_the_narrower_pool_is_narrower() -> None:
    lines = said(brief(*FAR))
    name = "position of Upland on Water"
    assert "Ada and Bob judged 1 number." in lines
    assert "Their answers stand beside the evidence and enter no draw." in lines
    assert f"{name}: Ada (60 to 80) and Bob (5 to 20) have no value in common." in lines
    assert f"{name}: Ada went from 66 to 72 after the blind round." in lines
    assert any("narrower because disagreement is averaged away" in line for line in lines)


def test_experts_who_agree_and_one_alone_are_told_as_that() -> None:
    alike = said(brief(told(KEY, "Ada", 60, 70, 80), told(KEY, "Bob", 60, 70, 80)))
    assert any("the 80% ranges of all experts touch each other" in line for line in alike)
    assert not any("narrower" in line for line in alike)
    alone = said(brief(told(KEY, "Ada", 60, 70, 80)))
    assert "position of Upland on Water: only Ada has judged it, so no disagreement can show." in alone
    assert not any("average" in line for line in alone)


def test_cuts_missing_confidence_shares_and_rows_left_out_are_said() -> None:
    answers = (
        told(KEY, "Ada", 5, 50, 70, 0.6),
        told(KEY, "Bob", 5, 50, 70, None),
        told(KEY, "Eve", 5, 50, 700),
    )
    lines = said(brief(*answers, pool={"evidence": 0.7, "judgements": 0.3}))
    assert any(line.startswith("Their answers are followed in 30% of the draws") for line in lines)
    assert any(
        "Ada’s range, brought to 80%, went beyond the scale" in line and "cut at 0" in line for line in lines
    )
    assert any("Bob gives no confidence, so the range is taken as given" in line for line in lines)
    assert "Left out, Eve (judgements.csv:2:1): 700 is above 100: position goes from 0 to 100." in lines


def test_what_is_written_far_from_all_experts_is_said() -> None:
    lines = said(brief(told(KEY, "Ada", 5, 10, 20), told(KEY, "Bob", 5, 10, 20)))
    assert any("what is written" in line and "have no value in common" in line for line in lines)
    near = said(brief(told(KEY, "Ada", 55, 65, 75), told(KEY, "Bob", 55, 65, 75)))
    assert not any("what is written" in line for line in near)


def test_a_brief_that_nobody_judged_says_so_and_has_no_part() -> None:
    assert said(brief()) == ["No expert has judged a number of this brief."]
    assert judgements_part(brief(), Names("en", brief())) is None
    assert figure(judgements(brief()), Names("en", brief())) is None


def test_every_voice_has_a_row() -> None:
    subject = brief(*FAR)
    judged, names = judgements(subject).numbers[KEY], Names("en", subject)
    assert [voice.kind for voice in voices(judged, names)] == [
        "expert",
        "expert",
        "linear",
        "quantile-mean",
        "written",
    ]
    rows = judged_table(judged, names).rows
    assert rows[0] == ("Ada", "72", "60 to 80", "80%")
    assert rows[-1][0] == "as written (an assumption)"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_picture_has_all_voices_inside_its_width(lang: Lang) -> None:
    subject = brief(
        *FAR, told("stances/a/y/position", "Ada", 0, 50, 100), told("parties/a/influence", "Bob", 40, 60, 90)
    )
    drawn = figure(judgements(subject), Names(lang, subject))
    assert drawn is not None
    assert drawn.drawing.width == WIDTH <= 375
    marks = [*drawn.drawing.points, *drawn.drawing.words]
    assert all(-1 <= mark["x"] <= WIDTH + 1 for mark in marks)
    assert max(line["y2"] for line in drawn.drawing.lines) <= drawn.drawing.height
    texts = [word["text"] for word in drawn.drawing.words]
    assert {"Ada", "Bob", "never", "one day"} <= set(texts)
    # One hollow mark for the changed guess, and one in the key.
    assert sum(point["fill"] == "#ffffff" for point in drawn.drawing.points) == 2
    assert len(drawn.table.rows) == 5 + 2 + 2
    assert drawn.drawing.spec() == figure(judgements(subject), Names(lang, subject)).drawing.spec()  # type: ignore[union-attr]


def test_of_many_numbers_those_with_most_disagreement_are_drawn_and_all_are_in_the_table() -> None:
    many = {f"x{i}": {"range": {"from": 0, "to": 100}} for i in range(SHOWN + 3)}
    stances = {"a": {name: {"position": 50, "salience": 1} for name in many}}
    answers = [
        answer
        for i, name in enumerate(many)
        for answer in (told(f"stances/a/{name}/position", "Ada", 10, 20, 30), told(f"stances/a/{name}/position", "Bob", 10 + i, 20 + i, 30 + i))
    ]  # fmt: skip
    subject = replace(
        brief_from_data({"parties": {"a": {}}, "issues": many, "stances": stances}), judgements=tuple(answers)
    )
    drawn = figure(judgements(subject), Names("en", subject))
    assert drawn is not None
    bold = [word["text"] for word in drawn.drawing.words if word["weight"] == "bold"]
    assert len(bold) == SHOWN
    assert "position of a on x0" not in bold
    assert len({row[0].text for row in drawn.table.rows}) == SHOWN + 3
    assert f"the {SHOWN} numbers" in drawn.reading


def test_many_experts_on_one_number_are_told_and_drawn_in_part_and_all_are_in_the_table() -> None:
    answers = [told(KEY, f"e{i:02}", 2 * i, 2 * i + 0.5, 2 * i + 1) for i in range(40)]
    subject = brief(*answers)
    lines = said(subject)
    assert (
        sum(line.endswith("have no value in common.") and "what is written" not in line for line in lines)
        == 3
    )
    assert any("777 further pairs of experts have none either" in line for line in lines)
    drawn = figure(judgements(subject), Names("en", subject))
    assert drawn is not None
    experts = {word["text"] for word in drawn.drawing.words} & {f"e{i:02}" for i in range(40)}
    assert experts == {f"e{i:02}" for i in (*range(6), *range(34, 40))}
    assert len(drawn.table.rows) == 40 + 3
    assert "more than 12 experts" in drawn.reading


def test_the_part_says_first_that_experts_are_no_evidence() -> None:
    subject = brief(*FAR)
    part = judgements_part(subject, Names("en", subject))
    assert part is not None
    assert part.lead[0] == "Experts are heard beside the evidence; they are not evidence."
    assert part.figure is not None


def test_trace_shows_the_experts_of_a_number_and_of_no_other(tmp_path: Path, capsysbinary: Any) -> None:
    (tmp_path / "brief.yaml").write_text(
        json.dumps({"schema": "pourparler/brief/1", **DATA}), encoding="utf-8"
    )
    table = f"key;expert;lowest;highest;best;confidence;round;reason\n{KEY};Ada;60;80;72;0,8;2;told so\n{KEY};Ada;50;70;60;0,8;1;\n{KEY};Bob;5;20;10;0,8;1;\n"
    (tmp_path / "judgements.csv").write_text(table, encoding="utf-8")
    assert run(["trace", str(tmp_path), KEY, "--lang", "en"]) == 0
    text = capsysbinary.readouterr().out.decode()
    assert "What experts say of it" in text
    assert "Ada: told so" in text
    assert "Ada (60 to 80) and Bob (5 to 20) have no value in common" in text
    assert run(["trace", str(tmp_path), KEY, "--json"]) == 0
    data = json.loads(capsysbinary.readouterr().out)
    assert [len(one["rounds"]) for one in data["judgements"]["experts"]] == [2, 1]
    assert run(["trace", str(tmp_path), "stances/b/x/position", "--json"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["judgements"] is None
