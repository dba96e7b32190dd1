"""Findings on the calendar: strategies, patience, deadlines, each at its place in the file."""

from pathlib import Path

import pytest

from pourparler.brief.reading import read_brief
from pourparler.model.check import check
from pourparler.model.negotiation import Negotiation

BRIEF = """\
schema: pourparler/brief/1
parties: {a: {name: {fr: "Aval", en: "Below"}}, b: {}, c: {at_table: false}}
issues: {x: {levels: {low: 0, high: 10}, status_quo: low}}
stances: {a: {x: {position: 0, salience: 50}}, b: {x: {position: 10, salience: 50}}}
calendar:
"""


def _found(tmp_path: Path, calendar: str) -> list[str]:
    (tmp_path / "brief.yaml").write_text(BRIEF + calendar, encoding="utf-8")
    found = check(read_brief(tmp_path))
    return [
        f"{f.rule} {f.where.split(':', 1)[1]} {f.sentence()}" for f in found if f.key.startswith("calendar")
    ]


@pytest.mark.parametrize(
    ("calendar", "told"),
    [
        ("  strategies: {a: bolware, b: linear}\n", ["E007 6:19 there is no strategy bolware"]),
        ("  strategies: {a: {conceder: {f: 2}}, b: linear}\n", ["E007 6:16 conceder has no setting f"]),
        ("  strategies: {a: {hardliner: {e: 2}}, b: linear}\n", ["E007 6:16 hardliner has no setting e"]),
        ("  strategies: {a: linear}\n", ["N320 6:3 no strategy is given for b"]),
        ("  strategies: {a: linear, b: micro, c: micro}\n", ["W230 6:40 c has no seat at the table"]),
        ("  strategies: {a: linear, b: micro, d: micro}\n", ["E007 6:40 d is not a party"]),
        ("  strategies: {c: micro}\n", ["W230 6:19 c has no seat at the table"]),
        ("  patience: {c: 0.9}\n", ["W230 6:17 c has no seat at the table"]),
        ("  patience: {d: 0.9}\n", ["E007 6:17 d is not a party"]),
        ("  patience: {a: 1.5}\n", ["E206 6:17 1.5 is above 1: patience goes from 0 to 1"]),
        ("  patience: {a: 0}\n", ["W231 6:17 with patience 0 nothing that is agreed later is worth anything to Below"]),
        ("  rounds_per_day: 2\n", ["N321 6:19 rounds a day say nothing without a deadline in days"]),
        ("  rounds_per_day: 0\n", ["E206 6:19 0 is not a number of rounds a day"]),
        ("  deadline: 9\n  rounds_per_day: 0\n", ["E206 7:19 0 is not a number of rounds a day"]),
        ("  rounds_per_day: -1\n", ["E206 6:19 -1 is below 0: rounds of talks a day has no values there"]),
        ("  deadline: 0.4\n", ["W232 6:13 the deadline leaves less than one round of talks"]),
        ("  deadline: 10\n  rounds_per_day: 0.04\n", ["W232 6:13 the deadline leaves less than one round of talks"]),
        ("  deadline: 2000\n  rounds_per_day: 1440\n", ["W232 6:13 the deadline holds more than 1,000,000 rounds of talks"]),
        ("  deadline: 10\n  rounds_per_day: 0.1\n  patience: {a: 1}\n", []),
        ("  strategies: {a: {conceder: {e: 0.4, acceptance: ac-next}}, b: {strategy: micro, assumption: so}}\n", []),
        ("  strategies: {a: [1], b: linear}\n", ["E002 6:16 [1] is not a strategy"]),
        ("  strategies: {a: {strategy: linear, becase: x}}\n", ["E001 6:46 unknown key becase"]),
        ("  strategies: {a: {linear: {}, boulware: {}}, b: linear}\n", ["E002 6:16 {'linear': {}, 'boulware': {}} is not a strategy"]),
    ],
)  # fmt: skip
def test_findings(tmp_path: Path, calendar: str, told: list[str]) -> None:
    found = _found(tmp_path, calendar)
    assert len(found) == len(told)
    for line, expected in zip(found, told, strict=True):
        rule, place, *_ = expected.split(" ")
        assert line.startswith(f"{rule} {place} "), found
        assert line.startswith(expected) or rule in ("E206", "E002"), found


def test_the_calendar_becomes_timing(tmp_path: Path) -> None:
    calendar = "  deadline: {low: 10, mode: 20, high: 30}\n  rounds_per_day: 0.5\n  patience: {b: [0.8, 1]}\n  strategies: {b: micro}\n"
    (tmp_path / "brief.yaml").write_text(BRIEF + calendar, encoding="utf-8")
    template = Negotiation.template(read_brief(tmp_path))
    assert [key for key in template.laws if key.startswith("calendar")] == [
        "calendar/deadline", "calendar/rounds_per_day", "calendar/patience/b",
    ]  # fmt: skip
    central = template.central()
    assert (central.timing.rounds, central.patience) == (10, (1.0, pytest.approx(0.9)))
    assert central.timing.strategies == {"b": "micro"}
    values = [law.central for law in template.laws.values()]
    drawn = template.build([*values[:-3], 30.0, 2.0, 0.5])
    assert (drawn.timing.rounds, drawn.patience) == (60, (1.0, 0.5))
