"""judgements.csv: the experts' answers as a table, read so that every row that cannot be used is told at its line."""

import math
import re
from collections.abc import Mapping
from itertools import pairwise

from pourparler.brief.edtf import parse
from pourparler.brief.fields import DATES, decimal_point
from pourparler.brief.findings import Finding, Place
from pourparler.brief.judgements import ROUNDS, Judgement
from pourparler.brief.tables import Form, Row, rows
from pourparler.language import Message, msg

JUDGEMENTS = "judgements.csv"
FORM = Form(
    JUDGEMENTS, ("key", "expert", "lowest", "highest", "best", "confidence", "round", "reason", "date"), required=5
)  # fmt: skip
MOST = 200
"""Experts on one number beyond whom pools would take long."""

_NUMBERS = ("lowest", "highest", "best", "confidence")
# 1 234,5 as French spreadsheets write it: spaces of any width between thousands, a decimal comma.
_FRENCH = re.compile(r"[-+−]?(\d+|\d{1,3}([ \u00a0\u202f]\d{3})+)(,\d+)?")
_ORDER = msg("lowest ≤ best ≤ highest; confidence between 0.5 and 1, or empty.")


def read_judgements(text: str, faults: list[Finding]) -> tuple[Judgement, ...]:
    """The rows of judgements.csv that can be read; the others are faults. Both rounds of an expert are kept.

    Of two rows of one expert, key and round the first holds and the second is a fault.
    """
    found: dict[tuple[str, str, int], Judgement] = {}
    experts: dict[str, set[str]] = {}
    for row in rows(text, FORM, faults):
        answer = _judgement(row)
        if isinstance(answer, Finding):
            faults.append(answer)
            continue
        own = experts.setdefault(answer.key, set())
        if answer.expert not in own and len(own) == MOST:
            faults.append(_crowded(answer))
            continue
        own.add(answer.expert)
        if not _is_date(answer.day):
            faults.append(_undated(answer))
        double = found.setdefault((answer.key, answer.expert, answer.round), answer)
        if double is not answer:
            faults.append(_twice(answer, double.place))
    return tuple(found.values())


def _judgement(row: Row) -> Judgement | Finding:
    cells = row.cells
    values = {name: _real(cells[name], row.separator) for name in _NUMBERS}
    told = _fault(cells, values)
    if told is not None:
        return Finding("E206", row.place, cells["key"], *told)
    lowest, highest, best = (float(values[name] or 0.0) for name in _NUMBERS[:3])
    return Judgement(
        cells["key"], cells["expert"], lowest, highest, best, values["confidence"], cells["reason"], cells["date"],
        row.place, int(cells["round"] or ROUNDS[0]),
    )  # fmt: skip


def _fault(cells: Mapping[str, str], values: Mapping[str, float | None]) -> tuple[Message, Message] | None:
    """What is wrong with a row, and what to do."""
    if not cells["key"] or not cells["expert"]:
        return msg("a judgement needs a key and an expert"), _ORDER
    for name in _NUMBERS[:3]:
        if values[name] is None:
            advice = decimal_point(cells[name]) or _ORDER
            return msg("a judgement needs lowest, highest and best as numbers"), advice
    low, best, high = (values[name] for name in ("lowest", "best", "highest"))
    if any(a is not None and b is not None and a > b for a, b in pairwise((low, best, high))):
        return msg("{low}, {best}, {high} are not in order", low=low, best=best, high=high), _ORDER
    confidence = values["confidence"]
    if cells["confidence"] and (confidence is None or not 0.5 < confidence < 1):
        advice = _confidence_advice(cells["confidence"])
        return msg("{found} is not a confidence between 0.5 and 1", found=cells["confidence"]), advice
    if cells["round"] and cells["round"] not in map(str, ROUNDS):
        advice = msg("Write 1 (blind) or 2 (after the discussion), or leave the cell empty for 1.")
        return msg("{found} is not a round", found=cells["round"]), advice
    return None


def _confidence_advice(written: str) -> Message:
    """A percentage is the usual slip; a half or less, or certainty, is no confidence that could be rescaled."""
    near = decimal_point(written)
    if near is not None:
        return near
    percent = _real(written.rstrip("% \u00a0\u202f"), ";")
    if percent is not None and 50 < percent < 100:
        return msg("Confidence is a share, not a percentage: did you mean {near}?", near=f"{percent / 100:g}")
    if percent in (1, 100):
        return msg("Nobody is certain: write a share below 1, such as 0.95, or leave the cell empty.")
    if percent is not None and 0 <= percent <= 50:
        return msg(
            "An interval that holds the truth in half of the cases or fewer says little: ask for a wider one."
        )
    return _ORDER


def _crowded(answer: Judgement) -> Finding:
    message = msg("more than {most} experts judge {key}", most=MOST, key=answer.key)
    advice = msg("Keep the answers of at most {most} of them, or sum them up before.", most=MOST)
    return Finding("E014", answer.place, answer.key, message, advice, answer.expert)


def _is_date(text: str) -> bool:
    try:
        parse(text or "2000")
    except ValueError:
        return False
    return True


def _undated(answer: Judgement) -> Finding:
    message = msg("{found} is not a date or interval", found=answer.day)
    advice = msg("Write a day, a month, a year or an interval: {forms}.", forms=DATES)
    return Finding("E211", answer.place, answer.key, message, advice, answer.day)


def _twice(answer: Judgement, first: Place) -> Finding:
    message = msg(
        "{expert} judges {key} here and at {other} in round {n}",
        expert=answer.expert, key=answer.key, other=str(first), n=answer.round,
    )  # fmt: skip
    advice = msg("Keep one of the two, or number the rounds in a column `round`: 1 (blind), 2.")
    return Finding("E006", answer.place, answer.key, message, advice)


def _real(text: str, separator: str) -> float | None:
    """A finite number. Where semicolons part the cells a comma can only be a decimal one, as spreadsheets write it."""
    if separator != "," and _FRENCH.fullmatch(text):
        text = re.sub(r"[ \u00a0\u202f]", "", text).replace(",", ".").replace("−", "-")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= 1e15 else None
