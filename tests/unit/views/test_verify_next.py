"""What to verify next and sources left out in words: marks, ceilings, honest rounding."""

from typing import Any

import pytest

from pourparler.analyses.result import OK, Status
from pourparler.brief.reading import brief_from_data
from pourparler.language import msg, render
from pourparler.uncertainty.information.information import Decisions, Information, Worth
from pourparler.uncertainty.left_out.compared import Shift
from pourparler.uncertainty.left_out.jackknife import Jackknife, LeftOut
from pourparler.views.charts.verify_next import verify_next
from pourparler.views.left_out import left_out_sentences, without_sources_table
from pourparler.views.marks import unmarked
from pourparler.views.names import Names
from pourparler.views.verify_next import CEILING, leading, verify_sentences, verify_table
from tests.unit.uncertainty.thresholds import one_decides

KEY = "stances/a/x/position"


@pytest.fixture(scope="module")
def names() -> Names:
    data = one_decides({"low": 0, "mode": 60, "high": 100})
    data["parties"]["a"] = {"name": "Amont", "reserve": -1}
    data["sources"] = {"paper": {"kind": "outlet", "title": "The Paper"}}
    return Names("en", brief_from_data(data))


def said(line: Any, lang: str = "en") -> str:
    return unmarked(render(line, lang), lang)  # type: ignore[arg-type]


def found(payoff: str = "mediator", **more: Any) -> Information:
    keys = (Worth("key", KEY, 0.058, 0.01, ("e",)), Worth("key", "stances/a/x/salience", 0.004, 0.01))
    roots = (Worth("root", "paper", 0.031, 0.01), Worth("root", "mill", -0.002, 0.01))
    settings = {"means": (0.4, 0.6), "perfect": 0.2, "keys": keys, "roots": roots, **more}
    return Information(Decisions(({"x": "half"}, {"x": "some"}), payoff), OK, draws=1_024, **settings)


def test_what_to_verify_next_in_words(names: Names) -> None:
    lines = [said(line) for line in verify_sentences(found(), names)]
    assert lines == [
        "The proposal that suits most draws is acceptable in 60% of them; knowing everything would raise that to 80%.",
        "Knowing the position of Amont on x exactly would add up to 6 points.",
        "Knowing exactly how far The Paper can be relied on would add up to 3 points.",
        said(CEILING),
    ]
    # A share of draws is not a probability of anything.
    assert not any("probab" in line or "chance" in line for line in lines)
    assert [one.name for one in leading(found())] == [KEY, "paper"]
    assert "what Amont can expect" in said(verify_sentences(found("party:a"), names)[0])
    assert "would raise that to 0.800" in said(verify_sentences(found("welfare"), names)[0])


def test_what_cannot_be_told_is_said(names: Names) -> None:
    best = verify_sentences(found(perfect=0.0), names)
    assert len(best) == 1
    assert "best in every draw" in said(best[0])
    small = verify_sentences(found(keys=(), roots=()), names)
    assert "No single number or source" in said(small[1])
    why = Information(
        Decisions(()), Status("undefined", msg("No draw has an outcome: name proposals to compare."))
    )
    assert said(verify_sentences(why, names)[0]).startswith("No draw has an outcome")
    assert verify_table(why, names) is None
    assert verify_next(why, names) is None


def test_the_table_leads_to_notes_and_the_bars_are_drawn(names: Names) -> None:
    table = verify_table(found(), names)
    assert table is not None
    assert [row[0].key for row in table.rows] == [KEY, "", "stances/a/x/salience"]
    assert [row[2].text for row in table.rows] == ["5.8", "3.1", "0.4"]
    assert table.rows[0][4].text == "e"
    for payoff in ("mediator", "welfare"):
        figure = verify_next(found(payoff), names)
        assert figure is not None
        assert figure.titled().to_dict()
        assert "\ue000" not in figure.words
        assert figure.table.rows


def left(source: str, **more: Any) -> LeftOut:
    return LeftOut(source, changed=12, dropped=(KEY,), draws=256, **more)


def test_sources_left_out_in_words(names: Names) -> None:
    moved = left("paper", central=(("x", "half", "some"),))
    share = left("mill", terms={"x": (("half", Shift(0.6, 0.4, 0.02)), ("some", Shift(0.3, 0.32, 0.02)))})
    told = Jackknife(256, (moved, share, left("idle"), LeftOut("other")))
    lines = [said(line) for line in left_out_sentences(told, names)]
    assert lines[0] == "Without The Paper the answer at central values changes: x: some instead of half."
    assert lines[1] == "Without mill: x, half in 40% of the first 256 draws instead of 60%."
    assert lines[2].startswith("Without a source, numbers that rest on it alone are drawn from their priors")
    assert lines[3] == "1 source can be left out without any change beyond chance."
    twins = Jackknife(256, (share, left("pond", terms=share.terms)))
    assert said(left_out_sentences(twins, names)[0]).startswith("Without mill or pond: x, half in 40%")
    table = without_sources_table(told, names)
    assert table is not None
    assert [row[5].text for row in table.rows] == ["0.0", "20.0", "0.0"]
    lost = left("paper", statuses={"no-agreement": Shift(0.1, 0.3, 0.02)})
    line, _ = left_out_sentences(Jackknife(256, (lost,)), names)
    assert said(line).endswith("there is no agreement in 30% of the first 256 draws instead of 10%.")
    faint = left("paper", statuses={"no-agreement": Shift(0.1, 0.11, 0.02)})
    assert "without any change beyond chance" in said(left_out_sentences(Jackknife(256, (faint,)), names)[0])
    assert without_sources_table(Jackknife(256, ()), names) is None
    assert "nothing was left out" in said(left_out_sentences(Jackknife(256, ()), names)[0])
